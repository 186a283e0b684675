#include "matcher/testing/oracle.h"

#include <algorithm>
#include <cmath>

namespace duikou::testing {
namespace {

// 1024 · log2 of x cut to its first nine bits, rounded down.
int32_t Log(int64_t x) {
  int32_t exponent = 0;
  while (x >> (exponent + 1) != 0) ++exponent;
  const double ratio = exponent >= 8
                           ? static_cast<double>(x >> (exponent - 8)) / 256
                           : static_cast<double>(x) / std::pow(2, exponent);
  return exponent * 1024 +
         static_cast<int32_t>(std::floor(1024 * std::log2(ratio)));
}

bool Better(const OracleRow& a, const OracleRow& b) {
  if (a.score != b.score) return a.score > b.score;
  return a.id < b.id;
}

bool StatedAndBelow(Money limit, Money amount) {
  return limit.fen() != 0 && limit.fen() < amount.fen();
}

int64_t Smallest(const FundNeed& need) {
  if (need.open.fen() == 0) return 0;
  if (need.all_or_nothing || !need.shareable) return need.open.fen();
  if (need.least_share.fen() == 0) return 1;
  return std::min(need.least_share.fen(), need.open.fen());
}

// What a value counts as: on the line between the two points around it.
int32_t Counted(const ValueCurve& curve, int32_t value) {
  const ValueCurve::Points inner = curve.points();
  const std::array<int64_t, 5> points = {0, inner[0], inner[1], inner[2],
                                         10'000};
  for (int i = 1; i < 5; ++i) {
    if (value > 2'500 * i) continue;
    const int64_t behind = 2'500 * i - value;
    return static_cast<int32_t>(
        (points[i - 1] * behind + points[i] * (2'500 - behind)) / 2'500);
  }
  return 10'000;
}

}  // namespace

int32_t Oracle::Family(int32_t sector) const {
  while (in_.sectors[sector].parent != kNone) {
    sector = in_.sectors[sector].parent;
  }
  return sector;
}

std::vector<int32_t> Oracle::Around(int32_t area) const {
  std::vector<int32_t> around;
  for (; area != kNone; area = in_.areas[area].parent) around.push_back(area);
  return around;
}

int32_t Oracle::Group(int32_t area) const {
  for (int32_t at : Around(area)) {
    if (in_.areas[at].group != kNone) return in_.areas[at].group;
  }
  return kNone;
}

int32_t Oracle::Prefecture(int32_t area) const {
  for (int32_t at : Around(area)) {
    if (in_.areas[at].prefecture != kNone) return in_.areas[at].prefecture;
  }
  return kNone;
}

int32_t Oracle::SectorValue(const Supporter& s, const Project& p) const {
  int32_t in_family = 0;
  for (const SectorStrength& entry : s.strengths) {
    if (entry.sector == p.sector) return entry.strength * 100;
    if (Family(entry.sector) == Family(p.sector)) {
      in_family = std::max(in_family, entry.strength * 60);
    }
  }
  return in_family;
}

int32_t Oracle::RegionValue(const Supporter& s, const Project& p) const {
  int32_t value = 0;
  const std::vector<int32_t> around = Around(p.area);
  auto holds = [&](int32_t area) {
    return std::find(around.begin(), around.end(), area) != around.end();
  };
  const int32_t prefecture = Prefecture(p.area);
  if (prefecture != kNone && prefecture == s.home_prefecture) value = 8'000;
  for (int32_t paired : s.paired_areas) {
    if (holds(paired)) value = std::max(value, 10'000);
    if (prefecture != kNone && Prefecture(paired) == prefecture) {
      value = std::max(value, 8'000);
    }
    if (Group(p.area) != kNone && Group(paired) == Group(p.area)) {
      value = std::max(value, 7'000);
    }
  }
  for (const AreaPreference& preference : s.preferences) {
    if (holds(preference.area)) {
      value = std::max(value, preference.strength * 60);
    }
  }
  return value;
}

int32_t Oracle::FundValue(const Supporter& s, const Project& p,
                          int32_t kind) const {
  const FundOffer& offer = s.funds[kind];
  const Money need = p.funds[kind].open;
  if (need < offer.least || StatedAndBelow(offer.most, need)) return 0;
  if (offer.means_left.has_value() && need > *offer.means_left) return 0;
  const int64_t least = offer.least.fen();
  const int64_t most = offer.most.fen();
  int32_t peak = 0;
  if (offer.usual.fen() != 0) {
    peak = Log(offer.usual.fen());
  } else if (least != 0 && most != 0) {
    peak = (Log(least) + Log(most)) / 2;
  } else if (least != 0 || most != 0) {
    peak = Log(std::max(least, most));
  } else {
    return 5'000;
  }
  const int32_t at = Log(need.fen());
  if (at == peak) return 10'000;
  int64_t span = 5 * 1024;
  if (at < peak && least != 0) span = peak - Log(least);
  if (at > peak && most != 0) span = Log(most) - peak;
  const int64_t d = std::abs(at - peak);
  if (d >= span) return 2'000;
  return static_cast<int32_t>(10'000 - 8'000 * d / span);
}

int32_t Oracle::CapabilityValue(const Supporter& s, const Project& p) const {
  int32_t needed = 0;
  int32_t met = 0;
  for (int bit = 0; bit < 32; ++bit) {
    if ((p.other_needs >> bit & 1) == 0) continue;
    ++needed;
    met += s.offers >> bit & 1;
  }
  return needed == 0 ? 5'000 : 10'000 * met / needed;
}

int32_t Oracle::StandingValue(const Project& p) const {
  int32_t value = 400 * static_cast<int32_t>(p.readiness);
  if (p.demonstration_site) value += 3'000;
  if (p.resettlement_community) value += 2'000;
  const int64_t people = p.people_helped + p.jobs + p.training_places;
  return value + std::min(3'000, 200 * Log(1 + people) / 1024);
}

int32_t Oracle::RecordValue(const Supporter& s, const Project& p) const {
  int64_t in_area = 0;
  int64_t in_sector = 0;
  for (const PastCooperation& past : s.record) {
    if (past.area == p.area) in_area += past.count;
    if (past.sector == p.sector) in_sector += past.count;
  }
  return static_cast<int32_t>(std::min<int64_t>(6'000, 2'000 * in_area) +
                              std::min<int64_t>(4'000, 1'000 * in_sector));
}

OracleRow Oracle::ScoreOf(const Supporter& s, const Project& p,
                          int32_t only_kind) const {
  OracleRow row{.id = p.id};
  int32_t fund = 0;
  bool passes = false;
  for (int32_t kind = 0; kind < static_cast<int>(in_.kind_names.size());
       ++kind) {
    if (!s.funds[kind].gives || p.funds[kind].open.fen() == 0) continue;
    if (only_kind != kNone && kind != only_kind) continue;
    const int32_t value = FundValue(s, p, kind);
    const int64_t smallest = Smallest(p.funds[kind]);
    const FundOffer& offer = s.funds[kind];
    const bool kind_passes =
        (!offer.means_left.has_value() ||
         smallest <= offer.means_left->fen()) &&
        (offer.most.fen() == 0 || smallest <= offer.most.fen());
    if (row.kind == kNone || value > fund ||
        (value == fund && kind_passes && !passes)) {
      row.kind = kind;
      fund = value;
      passes = kind_passes;
    }
  }
  const std::array<int32_t, kCriterionCount> values = {
      SectorValue(s, p),     RegionValue(s, p), fund,
      CapabilityValue(s, p), StandingValue(p),  RecordValue(s, p)};
  for (int i = 0; i < kCriterionCount; ++i) {
    const int64_t weight = in_.weights[kAllCriteria[i]];
    const int32_t counted =
        Counted(in_.weights.curves[kAllCriteria[i]], values[i]);
    row.parts[i] = static_cast<int32_t>(weight * counted / 10'000);
    row.score += row.parts[i];
  }
  return row;
}

std::set<std::pair<FilterCode, int32_t>> Oracle::Failures(
    const Supporter& s, const Project& p) const {
  std::set<std::pair<FilterCode, int32_t>> failures;
  if (!p.open) failures.emplace(FilterCode::kNotOpen, kNone);
  if (in_.year != 0 && (in_.year < p.first_year ||
                        (p.last_year != 0 && in_.year > p.last_year))) {
    failures.emplace(FilterCode::kOutsideYears, kNone);
  }
  if (s.dismissed.count(p.id) > 0) {
    failures.emplace(FilterCode::kDismissed, kNone);
  }
  bool needed = false;
  bool common = false;
  bool passes = false;
  std::set<std::pair<FilterCode, int32_t>> of_kinds;
  for (int32_t kind = 0; kind < kMaxFundKinds; ++kind) {
    const FundNeed& need = p.funds[kind];
    const FundOffer& offer = s.funds[kind];
    if (need.open.fen() == 0) continue;
    needed = true;
    if (!offer.gives) continue;
    common = true;
    const Money smallest = Money::Fen(Smallest(need));
    const bool over_means =
        offer.means_left.has_value() && smallest > *offer.means_left;
    const bool over_most = StatedAndBelow(offer.most, smallest);
    if (!over_means && !over_most) passes = true;
    if (over_means) {
      of_kinds.emplace(need.all_or_nothing ? FilterCode::kAllOrNothingOverMeans
                       : need.shareable    ? FilterCode::kLeastShareOverMeans
                                           : FilterCode::kNotShareableOverMeans,
                       kind);
    }
    if (over_most) {
      of_kinds.emplace(need.all_or_nothing ? FilterCode::kAllOrNothingOverMost
                       : need.shareable    ? FilterCode::kLeastShareOverMost
                                           : FilterCode::kNotShareableOverMost,
                       kind);
    }
  }
  if (!needed) {
    failures.emplace(FilterCode::kNothingNeeded, kNone);
  } else if (!common) {
    failures.emplace(FilterCode::kNoFundKindInCommon, kNone);
  } else if (!passes) {
    failures.insert(of_kinds.begin(), of_kinds.end());
  }
  return failures;
}

bool Oracle::Admits(const CandidateFilter& filter, const Project& p) const {
  bool sector = filter.sectors.empty();
  for (int32_t wanted : filter.sectors) {
    sector |= wanted == p.sector || wanted == Family(p.sector);
  }
  bool area = filter.areas.empty();
  for (int32_t wanted : filter.areas) {
    for (int32_t around : Around(p.area)) area |= wanted == around;
  }
  bool amount = false;
  for (int32_t kind = 0; kind < kMaxFundKinds; ++kind) {
    const Money open = p.funds[kind].open;
    const bool wanted =
        filter.fund_kinds.empty() ||
        std::count(filter.fund_kinds.begin(), filter.fund_kinds.end(), kind);
    amount |= wanted && open.fen() > 0 && open >= filter.least_open &&
              !StatedAndBelow(filter.most_open, open);
  }
  const bool needs =
      (filter.any_needs == 0 || (filter.any_needs & p.other_needs) != 0) &&
      (filter.all_needs & ~p.other_needs) == 0;
  return sector && area && amount && needs &&
         p.readiness >= filter.least_readiness &&
         (!filter.demonstration_sites_only || p.demonstration_site) &&
         (!filter.resettlement_communities_only || p.resettlement_community) &&
         (!filter.predicate || filter.predicate(p));
}

std::vector<OracleRow> Oracle::Rank(const Supporter& s,
                                    const CandidateFilter& filter) const {
  std::vector<OracleRow> rows;
  for (const Project& p : in_.projects) {
    if (Admits(filter, p) && Failures(s, p).empty()) {
      rows.push_back(ScoreOf(s, p));
    }
  }
  std::sort(rows.begin(), rows.end(), Better);
  return rows;
}

std::vector<OracleRow> Oracle::RankSupporters(const Project& p) const {
  std::vector<OracleRow> rows;
  for (const Supporter& s : in_.supporters) {
    if (!Failures(s, p).empty()) continue;
    rows.push_back(ScoreOf(s, p));
    rows.back().id = s.id;
  }
  std::sort(rows.begin(), rows.end(), Better);
  return rows;
}

int64_t Oracle::RankIn(const std::vector<OracleRow>& list,
                       const std::string& id) {
  for (size_t i = 0; i < list.size(); ++i) {
    if (list[i].id == id) return static_cast<int64_t>(i) + 1;
  }
  return 0;
}

int64_t Oracle::RankWithout(const std::vector<OracleRow>& list,
                            const std::string& id, int criterion) {
  std::vector<OracleRow> without = list;
  for (OracleRow& row : without) row.score -= row.parts[criterion];
  std::sort(without.begin(), without.end(), Better);
  return RankIn(without, id);
}

std::vector<OracleRow> Oracle::Diverse(std::vector<OracleRow> list,
                                       const Diversity& diversity) const {
  auto project = [&](const OracleRow& row) {
    return *std::find_if(in_.projects.begin(), in_.projects.end(),
                         [&](const Project& p) { return p.id == row.id; });
  };
  std::vector<OracleRow> picked;
  while (true) {
    int best = -1;
    for (size_t i = 0; i < list.size(); ++i) {
      int64_t sectors = 0;
      int64_t areas = 0;
      for (const OracleRow& row : picked) {
        sectors += project(row).sector == project(list[i]).sector;
        areas += project(row).area == project(list[i]).area;
      }
      if (diversity.most_per_sector > 0 &&
          sectors >= diversity.most_per_sector) {
        continue;
      }
      if (diversity.most_per_area > 0 && areas >= diversity.most_per_area) {
        continue;
      }
      list[i].discount =
          diversity.sector_discount * sectors + diversity.area_discount * areas;
      const int64_t score = list[i].score - list[i].discount;
      if (best < 0 || score > list[best].score - list[best].discount ||
          (score == list[best].score - list[best].discount &&
           list[i].id < list[best].id)) {
        best = static_cast<int>(i);
      }
    }
    if (best < 0) return picked;
    picked.push_back(list[best]);
    list.erase(list.begin() + best);
  }
}

int64_t Oracle::BestPortfolio(const Supporter& s, int most_projects,
                              const std::set<std::string>& required) const {
  std::array<int64_t, kMaxFundKinds> left;
  left.fill(1'000'000);
  for (int kind = 0; kind < kMaxFundKinds; ++kind) {
    if (s.funds[kind].means_left.has_value()) {
      left[kind] = s.funds[kind].means_left->fen();
    }
  }
  return BestPortfolioFrom(s, 0, most_projects, left, required);
}

int64_t Oracle::BestPortfolioFrom(const Supporter& s, size_t project,
                                  int places,
                                  std::array<int64_t, kMaxFundKinds> left,
                                  const std::set<std::string>& required) const {
  if (project == in_.projects.size()) return 0;
  const Project& p = in_.projects[project];
  int64_t best =
      required.count(p.id) > 0
          ? -1
          : BestPortfolioFrom(s, project + 1, places, left, required);
  if (places == 0 || !Failures(s, p).empty()) return best;
  for (int kind = 0; kind < static_cast<int>(in_.kind_names.size()); ++kind) {
    const FundNeed& need = p.funds[kind];
    const FundOffer& offer = s.funds[kind];
    if (!offer.gives || need.open.fen() == 0) continue;
    const int64_t score = ScoreOf(s, p, kind).score;
    for (int64_t amount = 1; amount <= need.open.fen(); ++amount) {
      if (amount < Smallest(need) || amount < offer.least.fen()) continue;
      if (StatedAndBelow(offer.most, Money::Fen(amount))) continue;
      if (amount > left[kind]) continue;
      std::array<int64_t, kMaxFundKinds> rest = left;
      rest[kind] -= amount;
      const int64_t after =
          BestPortfolioFrom(s, project + 1, places - 1, rest, required);
      if (after >= 0) best = std::max(best, after + score * amount);
    }
  }
  return best;
}

}  // namespace duikou::testing
