#include "clients/cli/plan_show_commands.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/amount.h"
#include "clients/cli/errors.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/plan_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using assignment::v1::AnnualPlan;
using assignment::v1::PlanVersion;
using AssignmentStub = assignment::v1::AssignmentService::StubInterface;

struct ShowOptions {
  std::string year;
  std::string version;
  std::string other;
  std::string unit;
  std::string project;
};

absl::Status RunShow(const ShowOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, PlanNameOf(options.year, session));
  ASSIGN_OR_RETURN(const AnnualPlan plan, FetchPlan(name, session));
  const bool table = session.output() == OutputFormat::kTable;
  if (table) PrintResource(*KindOfCollection("annualPlans"), plan, session);
  if (table && plan.current_version().empty() && options.version.empty()) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const std::string version_name,
                   VersionNameOf(plan, options.version, session));
  ASSIGN_OR_RETURN(const PlanVersion version,
                   FetchVersion(version_name, session));
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(version);
    return absl::OkStatus();
  }
  if (table) {
    session.terminal().out << "\n";
    PrintWorth(version, session);
    session.terminal().out << "\n";
  }
  PrintPlannedShares(version, session);
  if (table) PrintUnmet(version, session);
  return absl::OkStatus();
}

void PrintVersionRows(const assignment::v1::ListPlanVersionsResponse& response,
                      Session& session) {
  Table table({{.heading = session.Say({"版本", "Version"}), .right = true},
               {.heading = session.Say({"来源", "Origin"})},
               {.heading = session.Say({"价值", "Worth"}), .right = true},
               {.heading = session.Say({"质量", "Quality"})},
               {.heading = session.Say({"份额", "Shares"}), .right = true},
               {.heading = session.Say({"作者", "Author"})},
               {.heading = session.Say({"理由", "Reason"}), .flexible = true}});
  std::string csv =
      CsvLine({"number", "origin", "value_fen", "bound_fen", "gap_basis_points",
               "share_count", "author", "reason"});
  for (const PlanVersion& version : response.plan_versions()) {
    const std::string origin = EnumLabel(*PlanVersion::Origin_descriptor(),
                                         version.origin(), session.language());
    const std::string number = absl::StrCat(version.number());
    const std::string shares = absl::StrCat(version.share_count());
    const auto& worth = version.worth();
    table.AddRow({number, origin,
                  FormatAmount(worth.value_fen(), session.language()),
                  GapText(worth.gap_basis_points(), session), shares,
                  version.author(), version.reason()});
    csv += CsvLine({number, PlanVersion::Origin_Name(version.origin()),
                    absl::StrCat(worth.value_fen()),
                    absl::StrCat(worth.bound_fen()),
                    absl::StrCat(worth.gap_basis_points()), shares,
                    version.author(), version.reason()});
  }
  Terminal& terminal = session.terminal();
  terminal.out << (session.output() == OutputFormat::kCsv
                       ? csv
                       : table.Render(terminal.columns, terminal.Colour()));
}

absl::Status RunVersions(const ShowOptions& options, Session& session) {
  assignment::v1::ListPlanVersionsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   PlanNameOf(options.year, session));
  request.set_page_size(kMostPerPage);
  ASSIGN_OR_RETURN(
      const auto response,
      session.client().Call(&AssignmentStub::ListPlanVersions, request));
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(response);
  } else {
    PrintVersionRows(response, session);
  }
  return absl::OkStatus();
}

// A row each of what differs, as a table and as CSV.
struct DifferenceRows {
  Table table;
  std::string csv =
      CsvLine({"subject", "supporter", "fund_kind", "from_fen", "to_fen"});
};

void AddDifference(const std::string& subject, const std::string& supporter,
                   const std::string& kind, int64_t from, int64_t to,
                   const std::string& programme, DifferenceRows& rows,
                   Session& session) {
  const auto named = [&](const std::string& name) {
    return session.display_names().TextOf(name, session.language());
  };
  rows.table.AddRow(
      {named(subject), supporter.empty() ? "" : named(supporter),
       session.display_names().FundKind(programme, kind, session.language()),
       FormatAmount(from, session.language()),
       FormatAmount(to, session.language())});
  rows.csv +=
      CsvLine({subject, supporter, kind, absl::StrCat(from), absl::StrCat(to)});
}

DifferenceRows RowsOf(const assignment::v1::ComparePlanVersionsResponse& both,
                      const std::string& programme, Session& session) {
  DifferenceRows rows{
      .table = Table(
          {{.heading = session.Say({"项目或单位", "Project or unit"}),
            .flexible = true},
           {.heading = session.Say({"支援方", "Supporter"}), .flexible = true},
           {.heading = session.Say({"资金类别", "Fund kind"})},
           {.heading = session.Say({"原来", "Before"}), .right = true},
           {.heading = session.Say({"现在", "Now"}), .right = true}})};
  for (const auto& share : both.shares()) {
    AddDifference(share.project(), share.supporter(), share.fund_kind(),
                  share.from_fen(), share.to_fen(), programme, rows, session);
  }
  for (const auto* parties : {&both.supporters(), &both.areas()}) {
    for (const auto& party : *parties) {
      AddDifference(party.subject(), "", party.fund_kind(), party.from_fen(),
                    party.to_fen(), programme, rows, session);
    }
  }
  return rows;
}

void PrintComparison(const assignment::v1::ComparePlanVersionsResponse& both,
                     const std::string& programme, Session& session) {
  session.display_names().Fetch(both);
  const DifferenceRows rows = RowsOf(both, programme, session);
  Terminal& terminal = session.terminal();
  if (session.output() == OutputFormat::kCsv) {
    terminal.out << rows.csv;
    return;
  }
  const auto amount = [&](int64_t fen) {
    return FormatAmount(fen, session.language());
  };
  terminal.out << session.Say({"价值 ", "Worth "})
               << amount(both.from_worth().value_fen()) << " → "
               << amount(both.to_worth().value_fen())
               << session.Say({"，相同的份额 ", ", shares that stay "})
               << both.same_count() << "\n"
               << rows.table.Render(terminal.columns, terminal.Colour());
}

absl::Status RunCompare(const ShowOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, PlanNameOf(options.year, session));
  ASSIGN_OR_RETURN(const AnnualPlan plan, FetchPlan(name, session));
  assignment::v1::ComparePlanVersionsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_from_version(),
                   VersionNameOf(plan, options.version, session));
  ASSIGN_OR_RETURN(*request.mutable_to_version(),
                   VersionNameOf(plan, options.other, session));
  ASSIGN_OR_RETURN(
      const auto both,
      session.client().Call(&AssignmentStub::ComparePlanVersions, request));
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(both);
  } else {
    PrintComparison(both, IdIn(name, "programmes"), session);
  }
  return absl::OkStatus();
}

absl::Status WhySupporter(const std::string& plan, const ShowOptions& options,
                          Session& session) {
  assignment::v1::ExplainSupporterRequest request;
  request.set_name(plan);
  ASSIGN_OR_RETURN(*request.mutable_supporter(),
                   session.UnitName(options.unit));
  ASSIGN_OR_RETURN(
      const auto why,
      session.client().Call(&AssignmentStub::ExplainSupporter, request));
  if (session.output() != OutputFormat::kTable) {
    session.terminal().out << ToJson(why);
    return absl::OkStatus();
  }
  PlanVersion shares;
  shares.set_name(why.version());
  *shares.mutable_shares() = why.shares();
  PrintPlannedShares(shares, session);
  for (const auto& reason : why.reasons()) {
    session.terminal().out << In(reason, session.language()) << "\n";
  }
  return absl::OkStatus();
}

absl::Status WhyProject(const std::string& plan, const ShowOptions& options,
                        Session& session) {
  assignment::v1::ExplainProjectRequest request;
  request.set_name(plan);
  ASSIGN_OR_RETURN(*request.mutable_project(),
                   session.ProjectName(options.project));
  ASSIGN_OR_RETURN(
      const auto why,
      session.client().Call(&AssignmentStub::ExplainProject, request));
  if (session.output() != OutputFormat::kTable) {
    session.terminal().out << ToJson(why);
    return absl::OkStatus();
  }
  session.display_names().Fetch(why);
  Table table(
      {{.heading = session.Say({"支援方", "Supporter"}), .flexible = true},
       {.heading = session.Say({"得分", "Score"}), .right = true},
       {.heading = session.Say({"原因", "Why"}),
        .flexible = true,
        .wraps = true}});
  for (const auto& reason : why.supporters()) {
    table.AddRow(
        {session.display_names().TextOf(reason.supporter(), session.language()),
         absl::StrCat(reason.score()), In(reason.text(), session.language())});
  }
  Terminal& terminal = session.terminal();
  terminal.out << table.Render(terminal.columns, terminal.Colour());
  return absl::OkStatus();
}

absl::Status RunWhy(const ShowOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, PlanNameOf(options.year, session));
  if (options.unit.empty() == options.project.empty()) {
    return UsageError(session.Say({"请给出 --unit 或 --project 之一",
                                   "give either --unit or --project"}));
  }
  return options.unit.empty() ? WhyProject(name, options, session)
                              : WhySupporter(name, options, session);
}

}  // namespace

void AddPlanShowCommands(Session& session, CLI::App& plan) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* command = AddYearCommand(
      session, plan, "show", {"显示计划和一个版本", "Show it with a version"},
      "duikou plan show 2015\nduikou plan show 2015 --version 2 --output csv",
      options, RunShow);
  command
      ->add_option("--version", options->version,
                   "Its number; the current one if not given 版本")
      ->type_name("NUMBER");

  options = std::make_shared<ShowOptions>();
  AddYearCommand(session, plan, "versions", {"列出版本", "List its versions"},
                 "duikou plan versions 2015", options, RunVersions);

  options = std::make_shared<ShowOptions>();
  command = AddYearCommand(session, plan, "compare",
                           {"比较两个版本", "Compare two versions"},
                           "duikou plan compare 2015 1 2", options, RunCompare);
  command->add_option("FROM", options->version, "A version 版本")->required();
  command->add_option("TO", options->other,
                      "Another; the current one if not given 另一版本");

  options = std::make_shared<ShowOptions>();
  command = AddYearCommand(
      session, plan, "why", {"为什么如此安排", "Why it is as it is"},
      "duikou plan why 2015 --unit hzau\nduikou plan why 2015 --project p-001",
      options, RunWhy);
  command->add_option("--unit", options->unit, "Of a supporter 支援方")
      ->type_name("UNIT");
  command->add_option("--project", options->project, "Of a project 项目")
      ->type_name("PROJECT");
}

}  // namespace duikou::cli
