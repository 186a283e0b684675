// The year as a whole, and the programme with its targets.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/progress/agreement_filter.h"
#include "services/progress/report_kinds.h"
#include "services/progress/report_tables.h"
#include "services/progress/report_words.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using catalogue::v1::Target;
using pb::AgreementFilter;
using pb::Figure;
using pb::LedgerFilter;

std::vector<Figure*> LastFigures(int count, pb::ReportSection& section) {
  std::vector<Figure*> figures;
  for (int i = section.figures_size() - count; i < section.figures_size();
       ++i) {
    figures.push_back(section.mutable_figures(i));
  }
  return figures;
}

// New and continuing ones; together they are all.
void AddCarriedOut(const ReportFigures& figures, pb::Report& report) {
  pb::ReportSection& section =
      AddSection("agreements", "合作项目", "Cooperation projects", report);
  AgreementFilter filter = figures.AgreementBase();
  *section.add_figures() = figures.AgreementCount(
      "agreements.carried-out", Words("实施合作项目", "Carried out"), filter);
  filter.set_novelty(pb::NOVELTY_NEW);
  *section.add_figures() = figures.AgreementCount(
      "agreements.new", Words("其中新建", "New"), filter);
  filter.set_novelty(pb::NOVELTY_CONTINUING);
  *section.add_figures() = figures.AgreementCount(
      "agreements.continuing", Words("其中续建", "Continuing"), filter);
  SetPercents(LastFigures(2, section));
}

void AddFunds(const ReportFigures& figures, pb::Report& report) {
  pb::ReportSection& section =
      AddSection("funds", "到位资金", "Funds in place", report);
  const std::vector<LedgerColumn> columns = FundColumns(figures.state());
  const LedgerFilter base = figures.LedgerBase();
  for (const LedgerColumn& column : columns) {
    Figure figure = figures.OfLedger(column.key, column.title,
                                     NarrowTo(figures.state(), column, base));
    figures.AddGrowth(figure);
    *section.add_figures() = std::move(figure);
  }
  std::vector<Figure*> kinds =
      LastFigures(static_cast<int>(columns.size()), section);
  kinds.pop_back();  // the whole
  SetPercents(kinds);
  for (const auto& [key, dimension] :
       {std::pair("by-area", pb::DIMENSION_AREA),
        std::pair("by-sector", pb::DIMENSION_SECTOR),
        std::pair("by-unit-kind", pb::DIMENSION_UNIT_KIND),
        std::pair("by-month", pb::DIMENSION_MONTH),
        std::pair("by-payer", pb::DIMENSION_PAYER)}) {
    LedgerFilter money = base;
    money.set_money_only(true);
    *section.add_tables() =
        LedgerTable(figures, key, dimension, columns, money);
  }
}

// Counts with their growth; how labour was exported; rates of each area.
void AddCounts(const ReportFigures& figures, pb::Report& report) {
  const LedgerState& state = figures.state();
  if (state.indicators().empty()) return;
  pb::ReportSection& section =
      AddSection("indicators", "指标", "Indicators", report);
  const LedgerFilter base = figures.LedgerBase();
  const std::vector<LedgerColumn> columns = CountColumns(state);
  for (const LedgerColumn& column : columns) {
    Figure figure = figures.OfLedger(column.key, column.title,
                                     NarrowTo(state, column, base));
    figures.AddGrowth(figure);
    *section.add_figures() = std::move(figure);
    if (!state.indicators().at(column.indicator).by_labour_form()) continue;
    *section.add_tables() = LedgerTable(
        figures, absl::StrCat(column.key, ".by-labour-form"),
        pb::DIMENSION_LABOUR_FORM, {column}, NarrowTo(state, column, base));
  }
  if (!columns.empty()) {
    *section.add_tables() = LedgerTable(figures, "counts-by-area",
                                        pb::DIMENSION_AREA, columns, base);
  }
  for (const auto& [id, indicator] : state.indicators()) {
    if (indicator.measure() != pb::Indicator::MEASURE_RATE) continue;
    *section.add_tables() = RateTable(figures, indicator, 0, base);
  }
}

// What was signed at fairs, and what has arrived of it.
void AddSigned(const ReportFigures& figures, pb::Report& report) {
  const int year = figures.request().year();
  AgreementFilter filter = figures.AgreementBase();
  filter.set_novelty(pb::NOVELTY_NEW);
  if (filter.signed_at().empty()) filter.set_signed_at(kAnyFair);
  Figure count = figures.AgreementCount(
      "agreements.signed", Words("会上签约项目", "Signed at fairs"), filter);
  if (count.count() == 0) return;
  pb::ReportSection& section =
      AddSection("signed", "经贸洽谈会签约", "Signed at fairs", report);
  *section.add_figures() = std::move(count);
  AddContracts(figures, filter, section);
  LedgerFilter money = figures.LedgerBase();
  money.set_money_only(true);
  money.set_new_in_year(year);
  money.set_signed_at(filter.signed_at());
  *section.add_figures() =
      figures.OfLedger("funds.signed.in-place",
                       Words("当年到位资金", "In place in the year"), money);
  money.set_payer(pb::SIDE_SUPPORTER);
  *section.add_figures() =
      figures.OfLedger("funds.signed.supporters",
                       Words("其中支援方", "Of it the supporters'"), money);
  money.set_payer(pb::SIDE_RECIPIENT);
  *section.add_figures() =
      figures.OfLedger("funds.signed.recipients",
                       Words("其中受援方", "Of it the recipients'"), money);
  SetPercents(LastFigures(2, section));
  AddStages(figures, filter, section);
}

void AddStatedToAll(const ReportFigures& figures, pb::Report& report) {
  for (pb::ReportSection& section : *report.mutable_sections()) {
    for (Figure& figure : *section.mutable_figures()) {
      figures.AddStated(figure);
    }
  }
}

const pb::Indicator* IndicatorFor(const LedgerState& state,
                                  const Target& target) {
  for (const auto& [id, indicator] : state.indicators()) {
    if (indicator.target() == target.id()) return &indicator;
  }
  return nullptr;
}

int64_t GoalOf(const Target& target) {
  if (target.has_amount_fen()) return target.amount_fen();
  return target.has_count() ? target.count() : target.basis_points();
}

// One of the programme's targets: what an indicator counts for it, all money
// for an amount, else the target alone.
void AddTarget(const ReportFigures& figures, const Target& target,
               const LedgerFilter& base, pb::ReportSection& section) {
  const LedgerState& state = figures.state();
  const pb::Indicator* indicator = IndicatorFor(state, target);
  LedgerFilter filter = base;
  if (indicator != nullptr &&
      indicator->measure() == pb::Indicator::MEASURE_RATE) {
    *section.add_tables() =
        RateTable(figures, *indicator, target.basis_points(), base);
    return;
  }
  Figure figure;
  if (indicator != nullptr) {
    filter.set_indicator(indicator->name());
    figure =
        figures.OfLedger(absl::StrCat("indicator.", LastId(indicator->name())),
                         target.display_name(), filter);
  } else if (target.has_amount_fen()) {
    filter.set_money_only(true);
    figure = figures.OfLedger(absl::StrCat("target.", target.id()),
                              target.display_name(), filter);
  } else {
    figure.set_key(absl::StrCat("target.", target.id()));
    *figure.mutable_title() = target.display_name();
    Figure& goal = *figure.mutable_target();
    if (target.has_count()) goal.set_count(target.count());
    if (target.has_basis_points()) goal.set_basis_points(target.basis_points());
  }
  SetGoal(GoalOf(target), figure);
  *section.add_figures() = std::move(figure);
}

// From the programme's first year on, so without opening figures, to the one
// asked for.
LedgerFilter ProgrammeBase(const ReportFigures& figures) {
  LedgerFilter base = figures.LedgerBase();
  const auto* programme = figures.state().programme();
  if (programme == nullptr) return base;
  base.set_first_period(programme->first_year());
  if (base.last_period() == 0) base.set_last_period(programme->last_year());
  return base;
}

}  // namespace

pb::ReportSection& AddSection(const char* key, const char* zh, const char* en,
                              pb::Report& report) {
  pb::ReportSection& section = *report.add_sections();
  section.set_key(key);
  *section.mutable_title() = Words(zh, en);
  return section;
}

void AddNote(const char* zh, const char* en, pb::Report& report) {
  *report.add_notes() = Words(zh, en);
}

void AddLedgerNotes(pb::Report& report) {
  AddNote(
      "只统计已确认的台账记录；同一数字有多个来源时按数据来源顺序取其一，"
      "其余并存备查。",
      "Confirmed entries alone count; of several sources of one figure the "
      "first in order is used, and the others are kept.",
      report);
  AddNote("涉及多个地区或行业的资金按比例分摊到分，各表合计一致。",
          "What lies in several areas or sectors is split to the fen, so that "
          "all tables come to the same total.",
          report);
  AddNote("各部分百分比按最大余数取整，合计为 100；增长率四舍五入到 0.01%。",
          "Percentages of a whole are rounded by largest remainders and add up "
          "to 100; growth is rounded to 0.01 %.",
          report);
  AddNote(
      "“到位资金合计”为各类资金之和，仅供总览；任务额度按资金类别分别考核。",
      "Funds in place adds all fund kinds up for an overview; quotas are "
      "kept by kind.",
      report);
}

pb::Report YearReport(const ReportFigures& figures) {
  pb::Report report;
  const int year = figures.request().year();
  *report.mutable_title() =
      Words(absl::StrCat(year, "年对口支援年度报告"),
            absl::StrCat("Counterpart support in ", year));
  AddCarriedOut(figures, report);
  AddFunds(figures, report);
  AddCounts(figures, report);
  AddSigned(figures, report);
  AddStatedToAll(figures, report);
  AddLedgerNotes(report);
  AddNote("签约项目的阶段为目前所处阶段。", "Stages are those of now.", report);
  AddNote(
      "他处公布的数字与本报告并列，不参与计算；超出其取整误差的标为不一致。",
      "What others state stands beside, and is not used; it is marked "
      "where it is further off than its rounding.",
      report);
  return report;
}

pb::Report ProgrammeReport(const ReportFigures& figures) {
  pb::Report report;
  const LedgerState& state = figures.state();
  *report.mutable_title() = Words("规划目标进展", "The programme's targets");
  const LedgerFilter base = ProgrammeBase(figures);
  pb::ReportSection& section =
      AddSection("targets", "规划目标", "Targets", report);
  if (state.programme() != nullptr) {
    for (const auto& kind : state.programme()->fund_kinds()) {
      LedgerFilter filter = base;
      filter.set_fund_kind(kind.id());
      Figure figure = figures.OfLedger(absl::StrCat("funds.", kind.id()),
                                       kind.display_name(), filter);
      if (kind.target_fen() > 0) SetGoal(kind.target_fen(), figure);
      *section.add_figures() = std::move(figure);
    }
    for (const Target& target : state.programme()->targets()) {
      AddTarget(figures, target, base, section);
    }
  }
  std::vector<LedgerColumn> columns = FundColumns(state);
  for (LedgerColumn& column : CountColumns(state)) {
    columns.push_back(std::move(column));
  }
  *section.add_tables() =
      LedgerTable(figures, "by-year", pb::DIMENSION_PERIOD, columns, base);
  *section.add_tables() =
      LedgerTable(figures, "by-area", pb::DIMENSION_AREA, columns, base);
  AddStatedToAll(figures, report);
  AddLedgerNotes(report);
  AddNote("不含规划期以前的期初数。",
          "Opening figures of before the programme are left out.", report);
  return report;
}

}  // namespace duikou
