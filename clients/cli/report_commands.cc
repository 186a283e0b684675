#include "clients/cli/report_commands.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "clients/cli/amount.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using progress::v1::Figure;
using progress::v1::GetReportRequest;
using progress::v1::Report;
using progress::v1::ReportColumn;
using progress::v1::ReportRow;
using progress::v1::ReportSection;
using progress::v1::ReportTable;
using progress::v1::StatedBeside;
using progress::v1::StatedFigure;
using ReportStub = progress::v1::ReportService::StubInterface;

// One of the reports, as its command has it.
struct ReportKind {
  const char* name;
  Report::Kind kind;
  Words help;
  bool takes_unit = false;
};

constexpr ReportKind kReports[] = {
    {"programme",
     Report::KIND_PROGRAMME,
     {"规划目标和进展", "The programme's targets and how far"}},
    {"bulletin",
     Report::KIND_BULLETIN,
     {"年度通报，每单位一行", "The units of a year, a line each"}},
    {"funnel", Report::KIND_FUNNEL, {"签约项目各阶段", "Agreements by stage"}},
    {"statement",
     Report::KIND_STATEMENT,
     {"单位对账单", "One unit's own account"},
     true},
    {"year", Report::KIND_YEAR, {"年度报告", "The year as a whole"}},
};

struct ReportOptions {
  Report::Kind kind = Report::KIND_UNSPECIFIED;
  std::string unit;
  std::string area;
  std::string signed_at;
  int year = 0;
};

// 1250 → `12.50%`, 1200 → `12%`.
std::string Percent(int basis_points) {
  const char* sign = basis_points < 0 ? "-" : "";
  const int points = basis_points < 0 ? -basis_points : basis_points;
  return points % 100 == 0
             ? absl::StrCat(sign, points / 100, "%")
             : absl::StrFormat("%s%d.%02d%%", sign, points / 100, points % 100);
}

// The value of a figure or of a stated one; empty where there is none.
template <typename T>
std::string ValueOf(const T& figure, Session& session) {
  switch (figure.value_case()) {
    case T::kAmountFen:
      return FormatAmount(figure.amount_fen(), session.language());
    case T::kCount:
      return absl::StrCat(figure.count());
    case T::kBasisPoints:
      return Percent(figure.basis_points());
    default:
      return "";
  }
}

// For programs: fen, the number, hundredths of a percent.
template <typename T>
std::string RawValueOf(const T& figure) {
  switch (figure.value_case()) {
    case T::kAmountFen:
      return absl::StrCat(figure.amount_fen());
    case T::kCount:
      return absl::StrCat(figure.count());
    case T::kBasisPoints:
      return absl::StrCat(figure.basis_points());
    default:
      return "";
  }
}

std::string GrowthOf(const Figure& figure) {
  if (!figure.has_growth_basis_points()) return "";
  return absl::StrCat(figure.growth_basis_points() > 0 ? "+" : "",
                      Percent(figure.growth_basis_points()));
}

std::string ReachedOf(const Figure& figure) {
  return figure.has_reached_basis_points()
             ? Percent(figure.reached_basis_points())
             : "";
}

// What others state; what differs is marked, and what is a target.
std::string StatedOf(const Figure& figure, Session& session) {
  std::vector<std::string> parts;
  for (const StatedBeside& beside : figure.stated()) {
    const StatedFigure& stated = beside.stated_figure();
    parts.push_back(absl::StrCat(
        beside.differs() ? "≠" : "", ValueOf(stated, session),
        stated.target() ? session.Say({"（目标）", " (target)"}) : "", " ",
        stated.source()));
  }
  return absl::StrJoin(parts, session.zh() ? "；" : "; ");
}

// Whose figures it is made of, where there was a choice, and how many entries
// were not used.
std::string SourcesOf(const Figure& figure, Session& session) {
  if (figure.sources_size() < 2 && figure.passed_over_count() == 0) return "";
  std::vector<std::string> names;
  for (const int source : figure.sources()) {
    names.push_back(EnumLabel(*progress::v1::FigureSource_descriptor(), source,
                              session.language()));
  }
  std::string text = absl::StrJoin(names, session.zh() ? "、" : ", ");
  if (figure.passed_over_count() > 0) {
    absl::StrAppend(&text, session.Say({"（另 ", " ("}),
                    figure.passed_over_count(),
                    session.Say({" 条未采用）", " not used)"}));
  }
  return text;
}

void PrintFigures(const ReportSection& section, Session& session) {
  if (section.figures().empty()) return;
  Table table(
      {{.heading = session.Say({"名称", "Figure"}), .flexible = true},
       {.heading = session.Say({"数值", "Value"}), .right = true},
       {.heading = session.Say({"增长", "Growth"}), .right = true},
       {.heading = session.Say({"占比", "Share"}), .right = true},
       {.heading = session.Say({"目标", "Target"}), .right = true},
       {.heading = session.Say({"完成", "Reached"}), .right = true},
       {.heading = session.Say(
            {"他处公布（≠：不一致）", "Stated elsewhere (≠: differs)"}),
        .flexible = true},
       {.heading = session.Say({"数据来源", "Sources"}), .flexible = true}});
  for (const Figure& figure : section.figures()) {
    table.AddRow({In(figure.title(), session.language()),
                  ValueOf(figure, session), GrowthOf(figure),
                  figure.has_percent_of_whole()
                      ? absl::StrCat(figure.percent_of_whole(), "%")
                      : "",
                  figure.has_target() ? ValueOf(figure.target(), session) : "",
                  ReachedOf(figure), StatedOf(figure, session),
                  SourcesOf(figure, session)});
  }
  Terminal& terminal = session.terminal();
  terminal.out << table.Render(terminal.columns, terminal.Colour());
}

// A cell: the value, then its growth, and a mark where others state another.
std::string CellOf(const Figure& figure, Session& session) {
  std::string cell = ValueOf(figure, session);
  const std::string growth = GrowthOf(figure);
  if (!growth.empty()) absl::StrAppend(&cell, " (", growth, ")");
  for (const StatedBeside& beside : figure.stated()) {
    if (!beside.differs()) continue;
    absl::StrAppend(&cell, " ≠", ValueOf(beside.stated_figure(), session));
  }
  return cell;
}

std::vector<std::string> RowOf(const ReportRow& row, const std::string& title,
                               size_t width, Session& session) {
  std::vector<std::string> cells = {title};
  for (const Figure& figure : row.figures()) {
    cells.push_back(CellOf(figure, session));
  }
  cells.resize(width);
  return cells;
}

void PrintReportTable(const ReportTable& report, Session& session) {
  std::vector<TableColumn> columns = {{.heading = "", .flexible = true}};
  for (const ReportColumn& column : report.columns()) {
    columns.push_back(
        {.heading = In(column.title(), session.language()), .right = true});
  }
  Table table(columns);
  for (const ReportRow& row : report.rows()) {
    table.AddRow(RowOf(row, In(row.title(), session.language()), columns.size(),
                       session));
  }
  if (report.has_total()) {
    table.AddRow(RowOf(report.total(), session.Say({"合计", "Total"}),
                       columns.size(), session));
  }
  Terminal& terminal = session.terminal();
  terminal.out << In(report.title(), session.language()) << "\n"
               << table.Render(terminal.columns, terminal.Colour());
}

void PrintReport(const Report& report, Session& session) {
  std::ostream& out = session.terminal().out;
  out << In(report.title(), session.language()) << "\n";
  for (const ReportSection& section : report.sections()) {
    out << "\n" << In(section.title(), session.language()) << "\n";
    PrintFigures(section, session);
    for (const ReportTable& table : section.tables()) {
      PrintReportTable(table, session);
    }
  }
  if (!report.notes().empty()) out << "\n";
  for (const auto& note : report.notes()) {
    out << "* " << In(note, session.language()) << "\n";
  }
}

// What others state: the values, which of them are targets, who states them,
// and whether any differs.
std::vector<std::string> StatedCells(const Figure& figure) {
  std::vector<std::string> values;
  std::vector<std::string> targets;
  std::vector<std::string> sources;
  bool differs = false;
  for (const StatedBeside& beside : figure.stated()) {
    values.push_back(RawValueOf(beside.stated_figure()));
    targets.push_back(beside.stated_figure().target() ? "true" : "false");
    sources.push_back(beside.stated_figure().source());
    differs |= beside.differs();
  }
  return {absl::StrJoin(values, " "), absl::StrJoin(targets, " "),
          absl::StrJoin(sources, "; "), differs ? "true" : "false"};
}

// Whose figures it is made of, and how many entries were not used.
std::vector<std::string> SourceCells(const Figure& figure) {
  std::vector<std::string> used;
  for (const int source : figure.sources()) {
    used.push_back(
        FigureSource_Name(static_cast<progress::v1::FigureSource>(source)));
  }
  return {absl::StrJoin(used, " "), absl::StrCat(figure.passed_over_count())};
}

void PrintFigureCsv(const std::string& section, const std::string& table,
                    const std::string& subject, const Figure& figure,
                    Session& session) {
  const auto optional = [](bool is_there, int value) {
    return is_there ? absl::StrCat(value) : "";
  };
  std::vector<std::string> cells = {
      section,
      table,
      subject,
      figure.key(),
      In(figure.title(), session.language()),
      RawValueOf(figure),
      RawValueOf(figure.target()),
      optional(figure.has_reached_basis_points(),
               figure.reached_basis_points()),
      optional(figure.has_growth_basis_points(), figure.growth_basis_points()),
      optional(figure.has_percent_of_whole(), figure.percent_of_whole())};
  for (const auto& more : {StatedCells(figure), SourceCells(figure)}) {
    cells.insert(cells.end(), more.begin(), more.end());
  }
  session.terminal().out << CsvLine(cells);
}

// A line a figure, those of tables with what their row is about.
void PrintReportCsv(const Report& report, Session& session) {
  session.terminal().out << CsvLine(
      {"section", "table", "subject", "key", "title", "value", "target",
       "reached_basis_points", "growth_basis_points", "percent_of_whole",
       "stated", "stated_is_target", "stated_by", "differs", "sources",
       "passed_over_count"});
  for (const ReportSection& section : report.sections()) {
    for (const Figure& figure : section.figures()) {
      PrintFigureCsv(section.key(), "", "", figure, session);
    }
    for (const ReportTable& table : section.tables()) {
      for (const ReportRow& row : table.rows()) {
        for (const Figure& figure : row.figures()) {
          PrintFigureCsv(section.key(), table.key(), row.subject(), figure,
                         session);
        }
      }
      for (const Figure& figure : table.total().figures()) {
        PrintFigureCsv(section.key(), table.key(), "total", figure, session);
      }
    }
  }
}

absl::Status RunReport(const ReportOptions& options, Session& session) {
  GetReportRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  request.set_kind(options.kind);
  request.set_year(options.year);
  if (!options.unit.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_unit(), session.UnitName(options.unit));
  }
  if (!options.area.empty()) {
    ASSIGN_OR_RETURN(
        *request.mutable_area(),
        session.Name("programmes/{programme}/areas/{area}", options.area));
  }
  request.set_signed_at(options.signed_at);
  ASSIGN_OR_RETURN(const Report report,
                   session.client().Call(&ReportStub::GetReport, request));
  switch (session.output()) {
    case OutputFormat::kJson:
      session.terminal().out << ToJson(report);
      break;
    case OutputFormat::kCsv:
      PrintReportCsv(report, session);
      break;
    case OutputFormat::kTable:
      PrintReport(report, session);
  }
  return absl::OkStatus();
}

void AddReport(Session& session, CLI::App& noun, const ReportKind& kind) {
  auto options = std::make_shared<ReportOptions>();
  options->kind = kind.kind;
  const std::string call =
      absl::StrCat("duikou report ", kind.name, kind.takes_unit ? " hzau" : "",
                   " --year 2016");
  CLI::App* command =
      AddCommand(noun, kind.name, kind.help,
                 absl::StrCat(call, "\n", call, " --output csv"));
  if (kind.takes_unit) {
    command->add_option("UNIT", options->unit, "The unit 单位")->required();
  }
  command
      ->add_option("--year", options->year,
                   "Of this year; of all where a report has all 年度")
      ->type_name("YEAR");
  command->add_option("--area", options->area, "Only of this area 地区")
      ->type_name("AREA");
  if (kind.kind == Report::KIND_FUNNEL || kind.kind == Report::KIND_YEAR) {
    command
        ->add_option("--signed-at", options->signed_at,
                     "Only what was signed there; *: at any fair 签约会议")
        ->type_name("TEXT");
  }
  command->callback([&session, options] {
    session.Select([&, options] { return RunReport(*options, session); });
  });
}

}  // namespace

void AddReportCommands(Session& session, CLI::App& app) {
  CLI::App* noun = app.add_subcommand(
      "report", "What it all comes to: targets, units, stages, the year 报表");
  noun->require_subcommand(1);
  for (const ReportKind& kind : kReports) AddReport(session, *noun, kind);
}

}  // namespace duikou::cli
