#include "services/progress/report_figures.h"

#include <optional>
#include <utility>

#include "absl/numeric/int128.h"
#include "absl/status/statusor.h"
#include "matcher/base/check.h"
#include "services/programme/matcher_records.h"
#include "services/progress/agreement_filter.h"
#include "services/progress/ledger_scope.h"
#include "services/progress/proportions.h"
#include "services/progress/report_words.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Figure;
using type::v1::LocalizedText;

Figure Titled(std::string key, LocalizedText title) {
  Figure figure;
  figure.set_key(std::move(key));
  *figure.mutable_title() = std::move(title);
  return figure;
}

// Whether what is stated is further off than its rounding. A target that is
// cited is another thing than what was reached.
bool Differs(const pb::StatedFigure& stated, const Figure& figure) {
  if (stated.target()) return false;
  int64_t value = 0;
  bool same_unit = false;
  switch (stated.value_case()) {
    case pb::StatedFigure::kAmountFen:
      value = stated.amount_fen();
      same_unit = figure.has_amount_fen();
      break;
    case pb::StatedFigure::kCount:
      value = stated.count();
      same_unit = figure.has_count();
      break;
    case pb::StatedFigure::kBasisPoints:
      value = stated.basis_points();
      same_unit = figure.has_basis_points();
      break;
    case pb::StatedFigure::VALUE_NOT_SET:
      break;
  }
  if (!same_unit) return true;
  const absl::int128 off = absl::int128(ValueOf(figure)) - value;
  return (off < 0 ? -off : off) > stated.tolerance();
}

}  // namespace

void SetValue(const LedgerMeasure& measure, int64_t value, Figure& figure) {
  if (measure.money) {
    figure.set_amount_fen(value);
  } else if (measure.rate) {
    figure.set_basis_points(static_cast<int32_t>(value));
  } else {
    figure.set_count(value);
  }
}

int64_t ValueOf(const Figure& figure) {
  switch (figure.value_case()) {
    case Figure::kAmountFen:
      return figure.amount_fen();
    case Figure::kCount:
      return figure.count();
    case Figure::kBasisPoints:
      return figure.basis_points();
    case Figure::VALUE_NOT_SET:
      return 0;
  }
  return 0;
}

void SetGoal(int64_t goal, Figure& figure) {
  Figure& target = *figure.mutable_target();
  switch (figure.value_case()) {
    case Figure::kAmountFen:
      target.set_amount_fen(goal);
      break;
    case Figure::kCount:
      target.set_count(goal);
      break;
    case Figure::kBasisPoints:
      target.set_basis_points(static_cast<int32_t>(goal));
      break;
    case Figure::VALUE_NOT_SET:
      return;
  }
  const auto reached = ReachedBasisPoints(ValueOf(figure), goal);
  if (reached.has_value()) figure.set_reached_basis_points(*reached);
}

void SetPercents(const std::vector<Figure*>& figures) {
  std::vector<int64_t> parts;
  for (const Figure* figure : figures) parts.push_back(ValueOf(*figure));
  const std::vector<int> percents = PercentsOfWhole(parts);
  for (size_t i = 0; i < percents.size(); ++i) {
    figures[i]->set_percent_of_whole(percents[i]);
  }
}

void SetSources(uint8_t sources, int64_t passed_over, Figure& figure) {
  for (int source = 1; source < 8; ++source) {
    if ((sources & (1 << source)) == 0) continue;
    figure.add_sources(static_cast<pb::FigureSource>(source));
  }
  figure.set_passed_over_count(static_cast<int32_t>(passed_over));
}

pb::LedgerFilter ReportFigures::LedgerBase() const {
  pb::LedgerFilter filter;
  filter.set_first_period(request_.year());
  filter.set_last_period(request_.year());
  filter.set_area(request_.area());
  filter.set_counting_only(true);
  return filter;
}

pb::AgreementFilter ReportFigures::AgreementBase() const {
  pb::AgreementFilter filter;
  filter.set_active_year(request_.year());
  filter.set_area(request_.area());
  filter.set_signed_at(request_.signed_at());
  return filter;
}

std::vector<LedgerGroup> ReportFigures::SumBy(
    const std::vector<pb::Dimension>& dimensions,
    const pb::LedgerFilter& filter) const {
  // Of which tables by year are made too.
  if (dimensions.empty()) {
    return SumGroups(state_, SumBy({pb::DIMENSION_PERIOD}, filter));
  }
  pb::LedgerFilter all = filter;
  all.clear_counting_only();
  all.clear_fund_kind();
  all.clear_indicator();
  all.clear_money_only();
  const auto [found, is_new] =
      sums_.try_emplace({dimensions, all.SerializeAsString()});
  if (is_new) {
    const auto scope = LedgerScope::Make(state_, all, LedgerReach::All());
    DUIKOU_CHECK(scope.ok()) << scope.status();
    found->second = SumLedger(state_, *scope, dimensions);
  }
  std::vector<LedgerGroup> within;
  for (const LedgerGroup& group : found->second) {
    if (HoldsMeasure(filter, state_.columns().measures[group.measure])) {
      within.push_back(group);
    }
  }
  return within;
}

Figure ReportFigures::OfLedger(std::string key, LocalizedText title,
                               const pb::LedgerFilter& filter) const {
  Figure figure = Titled(std::move(key), std::move(title));
  *figure.mutable_ledger_filter() = filter;
  LedgerMeasure measure{.money = filter.indicator().empty()};
  int64_t sum = 0;
  int64_t entries = 0;
  int64_t passed_over = 0;
  uint8_t sources = 0;
  for (const LedgerGroup& group : SumBy({}, filter)) {
    measure = state_.columns().measures[group.measure];
    sum = SaturatingAdd(sum, group.sum);
    entries += group.entry_count;
    passed_over += group.passed_over_count;
    sources |= group.sources;
  }
  if (!measure.rate || entries > 0) SetValue(measure, sum, figure);
  SetSources(sources, passed_over, figure);
  return figure;
}

Figure ReportFigures::EntryCount(std::string key, LocalizedText title,
                                 const pb::LedgerFilter& filter) const {
  Figure figure = Titled(std::move(key), std::move(title));
  *figure.mutable_ledger_filter() = filter;
  const auto scope = LedgerScope::Make(state_, filter, LedgerReach::All());
  DUIKOU_CHECK(scope.ok()) << scope.status();
  int64_t count = 0;
  scope->ForEach([&](uint32_t) { ++count; });
  figure.set_count(count);
  return figure;
}

void ReportFigures::AddGrowth(Figure& figure) const {
  pb::LedgerFilter before = figure.ledger_filter();
  const int year = before.first_period();
  if (year == 0 || year != before.last_period()) return;
  before.set_first_period(year - 1);
  before.set_last_period(year - 1);
  int64_t sum = 0;
  for (const LedgerGroup& group : SumBy({}, before)) {
    sum = SaturatingAdd(sum, group.sum);
  }
  const auto growth = GrowthBasisPoints(ValueOf(figure), sum);
  if (growth.has_value()) figure.set_growth_basis_points(*growth);
}

AgreementTotals ReportFigures::TotalsOf(
    const pb::AgreementFilter& filter) const {
  const auto areas = state_.AreasWithin(filter.area());
  const auto sectors = state_.SectorsWithin(filter.sector());
  const AgreementMatcher matcher(filter, areas, sectors);
  AgreementTotals totals;
  for (const auto& [id, agreement] : state_.agreements()) {
    if (!matcher.Matches(agreement)) continue;
    ++totals.count;
    totals.contract_fen = SaturatingAdd(
        totals.contract_fen,
        matcher.PartWithin(agreement, agreement.contract_total_fen()));
    totals.private_fen = SaturatingAdd(
        totals.private_fen,
        matcher.PartWithin(agreement, agreement.private_total_fen()));
  }
  return totals;
}

Figure ReportFigures::AgreementCount(std::string key, LocalizedText title,
                                     const pb::AgreementFilter& filter) const {
  Figure figure = Titled(std::move(key), std::move(title));
  *figure.mutable_agreement_filter() = filter;
  figure.set_count(TotalsOf(filter).count);
  return figure;
}

Figure ReportFigures::ContractTotal(const pb::AgreementFilter& filter) const {
  Figure figure =
      Titled("agreements.contract-total", Words("合同总额", "Contract total"));
  *figure.mutable_agreement_filter() = filter;
  figure.set_amount_fen(TotalsOf(filter).contract_fen);
  return figure;
}

Figure ReportFigures::PrivateTotal(const pb::AgreementFilter& filter) const {
  Figure figure = Titled("agreements.private-total",
                         Words("其中民营资本", "Of it private capital"));
  *figure.mutable_agreement_filter() = filter;
  figure.set_amount_fen(TotalsOf(filter).private_fen);
  return figure;
}

Figure ReportFigures::AgreementShare(std::string key, LocalizedText title,
                                     int64_t part, int64_t whole,
                                     const pb::AgreementFilter& filter) const {
  Figure figure = Titled(std::move(key), std::move(title));
  *figure.mutable_agreement_filter() = filter;
  const auto share = ShareBasisPoints(part, whole);
  if (share.has_value()) figure.set_basis_points(*share);
  return figure;
}

void ReportFigures::AddStated(Figure& figure) const {
  if (!request_.area().empty() || !request_.signed_at().empty()) return;
  for (const auto& [id, stated] : state_.stated_figures()) {
    if (stated.figure() != figure.key()) continue;
    if (stated.year() != 0 && stated.year() != request_.year()) continue;
    pb::StatedBeside& beside = *figure.add_stated();
    *beside.mutable_stated_figure() = stated;
    beside.set_differs(Differs(stated, figure));
  }
}

}  // namespace duikou
