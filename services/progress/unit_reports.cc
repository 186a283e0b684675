// The bulletin of a year, and one unit's statement.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/programme/matcher_records.h"
#include "services/progress/report_kinds.h"
#include "services/progress/report_tables.h"
#include "services/progress/report_words.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Figure;
using pb::LedgerFilter;

// What a unit owes in the year, by fund kind, in fen.
using Quotas = std::map<std::string, int64_t>;

// By the units' names.
std::map<std::string, Quotas> QuotasOf(const LedgerState& state, int year) {
  std::map<std::string, Quotas> quotas;
  for (const auto& [id, quota] : state.quotas()) {
    if (quota.year() != year || quota.amount_fen() <= 0) continue;
    int64_t& sum = quotas[quota.unit()][quota.fund_kind()];
    sum = SaturatingAdd(sum, quota.amount_fen());
  }
  return quotas;
}

void SetGoals(const std::vector<LedgerColumn>& columns, const Quotas& quotas,
              pb::ReportRow& row) {
  for (size_t i = 0; i < columns.size(); ++i) {
    const auto quota = quotas.find(columns[i].fund_kind);
    if (quota == quotas.end() || columns[i].fund_kind.empty()) continue;
    SetGoal(quota->second, *row.mutable_figures(static_cast<int>(i)));
  }
}

pb::ReportRow* RowOf(const std::string& subject, pb::ReportTable& table) {
  for (pb::ReportRow& row : *table.mutable_rows()) {
    if (row.subject() == subject) return &row;
  }
  return nullptr;
}

// Quotas beside what arrived; who owes and has given nothing is there too.
void AddQuotas(const ReportFigures& figures,
               const std::vector<LedgerColumn>& columns,
               pb::ReportTable& table) {
  Quotas together;
  for (const auto& [unit, quotas] :
       QuotasOf(figures.state(), figures.request().year())) {
    for (const auto& [kind, fen] : quotas) {
      together[kind] = SaturatingAdd(together[kind], fen);
    }
    pb::ReportRow* row = RowOf(unit, table);
    if (row == nullptr) {
      LedgerFilter filter = figures.LedgerBase();
      filter.set_supporter(unit);
      row = table.add_rows();
      *row = LedgerRow(figures, columns, filter);
      row->set_subject(unit);
      *row->mutable_title() =
          figures.state().Title("units", std::string(LastId(unit)));
    }
    SetGoals(columns, quotas, *row);
  }
  SetGoals(columns, together, *table.mutable_total());
  std::sort(table.mutable_rows()->begin(), table.mutable_rows()->end(),
            [](const pb::ReportRow& a, const pb::ReportRow& b) {
              return a.subject() < b.subject();
            });
}

// A column of the agreements that are new in the year.
void AddNewAgreements(const ReportFigures& figures, pb::ReportTable& table) {
  pb::AgreementFilter filter = figures.AgreementBase();
  filter.set_novelty(pb::NOVELTY_NEW);
  const auto title = Words("新签项目", "New agreements");
  pb::ReportColumn& column = *table.add_columns();
  column.set_key("agreements.new");
  *column.mutable_title() = title;
  for (pb::ReportRow& row : *table.mutable_rows()) {
    filter.set_supporter(row.subject());
    *row.add_figures() =
        figures.AgreementCount("agreements.new", title, filter);
  }
  filter.clear_supporter();
  *table.mutable_total()->add_figures() =
      figures.AgreementCount("agreements.new", title, filter);
}

// What waits or is disputed, and so does not count.
void AddUnsettled(const ReportFigures& figures, LedgerFilter filter,
                  pb::ReportSection& section) {
  filter.set_counting_only(false);
  filter.add_states(pb::LedgerEntry::STATE_REPORTED);
  *section.add_figures() = figures.EntryCount(
      "entries.unconfirmed", Words("待确认记录", "Entries to be confirmed"),
      filter);
  filter.set_states(0, pb::LedgerEntry::STATE_DISPUTED);
  *section.add_figures() = figures.EntryCount(
      "entries.disputed", Words("有异议记录", "Entries in dispute"), filter);
}

// One side of a unit: its figures, then its tables.
void AddSide(const ReportFigures& figures, const LedgerFilter& filter,
             pb::Dimension other_side, pb::ReportSection& section) {
  const LedgerState& state = figures.state();
  std::vector<LedgerColumn> columns = FundColumns(state);
  columns.pop_back();  // kinds are kept apart
  for (LedgerColumn& column : CountColumns(state)) {
    columns.push_back(std::move(column));
  }
  pb::ReportRow row = LedgerRow(figures, columns, filter);
  if (other_side == pb::DIMENSION_RECIPIENT && figures.request().year() != 0) {
    SetGoals(columns,
             QuotasOf(state, figures.request().year())[filter.supporter()],
             row);
  }
  for (Figure& figure : *row.mutable_figures()) {
    *section.add_figures() = std::move(figure);
  }
  AddUnsettled(figures, filter, section);
  for (const auto& [key, dimension] :
       {std::pair("by-year", pb::DIMENSION_PERIOD),
        std::pair("by-unit", other_side),
        std::pair("by-agreement", pb::DIMENSION_AGREEMENT)}) {
    *section.add_tables() =
        LedgerTable(figures, key, dimension, columns, filter);
  }
}

}  // namespace

pb::Report BulletinReport(const ReportFigures& figures) {
  pb::Report report;
  const LedgerState& state = figures.state();
  const int year = figures.request().year();
  *report.mutable_title() =
      Words(absl::StrCat(year, "年对口支援进展通报"),
            absl::StrCat("Bulletin of counterpart support, ", year));
  std::vector<LedgerColumn> columns = FundColumns(state);
  columns.pop_back();  // quotas are by kind
  for (LedgerColumn& column : CountColumns(state)) {
    columns.push_back(std::move(column));
  }
  pb::ReportSection& section =
      AddSection("units", "各支援方进展", "The supporters", report);
  pb::ReportTable table =
      LedgerTable(figures, "by-supporter", pb::DIMENSION_SUPPORTER, columns,
                  figures.LedgerBase());
  if (figures.request().area().empty()) AddQuotas(figures, columns, table);
  AddNewAgreements(figures, table);
  *section.add_tables() = std::move(table);
  AddLedgerNotes(report);
  AddNote("目标为当年任务额度，不含上年结转；结转见年终结账。",
          "Targets are the quotas of the year; what was carried over is in the "
          "settlements.",
          report);
  return report;
}

pb::Report StatementReport(const ReportFigures& figures) {
  pb::Report report;
  const pb::GetReportRequest& request = figures.request();
  const auto unit =
      figures.state().Title("units", std::string(LastId(request.unit())));
  const std::string zh_year =
      request.year() == 0 ? "" : absl::StrCat(request.year(), "年");
  const std::string en_year =
      request.year() == 0 ? "" : absl::StrCat(", ", request.year());
  *report.mutable_title() =
      Words(absl::StrCat(unit.zh(), zh_year, "对账单"),
            absl::StrCat("Statement of ",
                         unit.en().empty() ? unit.zh() : unit.en(), en_year));
  LedgerFilter gives = figures.LedgerBase();
  gives.set_supporter(request.unit());
  AddSide(figures, gives, pb::DIMENSION_RECIPIENT,
          AddSection("gives", "作为支援方", "As supporter", report));
  LedgerFilter receives = figures.LedgerBase();
  receives.set_recipient(request.unit());
  AddSide(figures, receives, pb::DIMENSION_SUPPORTER,
          AddSection("receives", "作为受援方", "As recipient", report));
  AddLedgerNotes(report);
  return report;
}

}  // namespace duikou
