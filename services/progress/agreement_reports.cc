// The funnel, and what other reports tell of agreements.
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matcher/base/money.h"
#include "services/progress/agreement_filter.h"
#include "services/progress/agreement_stage.h"
#include "services/progress/report_kinds.h"
#include "services/progress/report_words.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Agreement;
using pb::AgreementFilter;
using pb::Figure;

constexpr Agreement::Stage kAllStages[] = {
    Agreement::STAGE_NEGOTIATING, Agreement::STAGE_PREPARING,
    Agreement::STAGE_BUILDING, Agreement::STAGE_IN_PRODUCTION,
    Agreement::STAGE_TERMINATED};

Figure StageCount(const ReportFigures& figures, AgreementFilter filter,
                  Agreement::Stage stage) {
  filter.add_stages(stage);
  const StageNames& names = NamesOf(stage);
  return figures.AgreementCount(absl::StrCat("agreements.stage.", names.key),
                                Words(names.zh, names.en), filter);
}

void AddStageRow(const ReportFigures& figures, const AgreementFilter& filter,
                 pb::ReportRow& row) {
  *row.add_figures() = figures.AgreementCount(
      "agreements.all", Words("签约项目", "Agreements"), filter);
  for (const Agreement::Stage stage : kAllStages) {
    *row.add_figures() = StageCount(figures, filter, stage);
  }
  *row.add_figures() = figures.ContractTotal(filter);
}

// By the units of one side that have agreements.
pb::ReportTable StageTable(const ReportFigures& figures, bool by_supporter) {
  pb::ReportTable table;
  table.set_key(by_supporter ? "by-supporter" : "by-recipient");
  *table.mutable_title() =
      ByWords(by_supporter ? pb::DIMENSION_SUPPORTER : pb::DIMENSION_RECIPIENT);
  const AgreementFilter base = figures.AgreementBase();
  AddStageRow(figures, base, *table.mutable_total());
  *table.mutable_total()->mutable_title() = Words("合计", "Total");
  for (const Figure& figure : table.total().figures()) {
    pb::ReportColumn& column = *table.add_columns();
    column.set_key(figure.key());
    *column.mutable_title() = figure.title();
    column.set_adds_up(true);
  }
  std::set<std::string> units;
  for (const auto& [id, agreement] : figures.state().agreements()) {
    units.insert(by_supporter ? agreement.supporter() : agreement.recipient());
  }
  for (const std::string& unit : units) {
    AgreementFilter filter = base;
    by_supporter ? filter.set_supporter(unit) : filter.set_recipient(unit);
    if (unit.empty() || figures.TotalsOf(filter).count == 0) continue;
    pb::ReportRow& row = *table.add_rows();
    row.set_subject(unit);
    *row.mutable_title() =
        figures.state().Title("units", std::string(LastId(unit)));
    AddStageRow(figures, filter, row);
  }
  return table;
}

}  // namespace

void AddContracts(const ReportFigures& figures, const AgreementFilter& filter,
                  pb::ReportSection& section) {
  const AgreementTotals totals = figures.TotalsOf(filter);
  *section.add_figures() = figures.ContractTotal(filter);
  *section.add_figures() = figures.PrivateTotal(filter);
  *section.add_figures() = figures.AgreementShare(
      "agreements.private-share", Words("民营资本占比", "Share of it"),
      totals.private_fen, totals.contract_fen, filter);
  AgreementFilter large = filter;
  large.set_least_total_fen(Money::kFenPerYiYuan);
  Figure count = figures.AgreementCount(
      "agreements.hundred-million",
      Words("投资 1 亿元以上", "Of 100 million yuan or more"), large);
  const int64_t large_count = count.count();
  *section.add_figures() = std::move(count);
  *section.add_figures() =
      figures.AgreementShare("agreements.hundred-million-share",
                             Words("1 亿元以上项目占比", "Share of all"),
                             large_count, totals.count, large);
}

void AddStages(const ReportFigures& figures, const AgreementFilter& filter,
               pb::ReportSection& section) {
  std::vector<Figure*> stages;
  for (const Agreement::Stage stage : kAllStages) {
    *section.add_figures() = StageCount(figures, filter, stage);
  }
  const int first =
      section.figures_size() - static_cast<int>(std::size(kAllStages));
  for (int i = first; i < section.figures_size(); ++i) {
    stages.push_back(section.mutable_figures(i));
  }
  SetPercents(stages);
}

pb::Report FunnelReport(const ReportFigures& figures) {
  pb::Report report;
  const int year = figures.request().year();
  *report.mutable_title() =
      year == 0 ? Words("签约项目进展", "Agreements by stage")
                : Words(absl::StrCat(year, "年签约项目进展"),
                        absl::StrCat("Agreements by stage, ", year));
  const AgreementFilter base = figures.AgreementBase();
  pb::ReportSection& section =
      AddSection("stages", "各阶段项目", "By stage", report);
  *section.add_figures() = figures.AgreementCount(
      year == 0 ? "agreements.all" : "agreements.carried-out",
      Words("签约项目", "Agreements"), base);
  AddStages(figures, base, section);
  AddContracts(figures, base, section);
  *section.add_tables() = StageTable(figures, true);
  *section.add_tables() = StageTable(figures, false);
  AddNote("阶段为目前所处阶段；各阶段百分比按最大余数取整，合计为 100。",
          "Stages are those of now; percentages are rounded by largest "
          "remainders and add up to 100.",
          report);
  return report;
}

}  // namespace duikou
