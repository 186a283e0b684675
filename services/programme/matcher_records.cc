#include "services/programme/matcher_records.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "matcher/base/check.h"
#include "matcher/base/money.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace cpb = ::duikou::catalogue::v1;
namespace ppb = ::duikou::profiles::v1;

Money Within(int64_t fen) {
  return Money::Fen(std::clamp<int64_t>(fen, 0, Money::kMaxFen));
}

int64_t FenOf(const FenByKind& amounts, const std::string& kind) {
  const auto it = amounts.find(kind);
  return it == amounts.end() ? 0 : it->second;
}

void AddFunds(const cpb::Project& record, const FenByKind& committed,
              const NamedTaxonomy& taxonomy, Project& project) {
  for (const cpb::FundNeed& need : record.fund_needs()) {
    const FundKindIndex kind = taxonomy.FindFundKind(need.fund_kind());
    if (kind == kNone) continue;
    const int64_t stated =
        need.has_open_fen() ? need.open_fen() : need.total_fen();
    project.funds[kind] = {
        .open = Within(stated - std::min(FenOf(committed, need.fund_kind()),
                                         std::max<int64_t>(stated, 0))),
        .total = Within(need.total_fen()),
        .least_share = Within(need.least_share_fen()),
        .shareable = record.shareable(),
        .all_or_nothing = record.all_or_nothing()};
  }
}

void AddStrengths(const ppb::CapabilityProfile& profile,
                  const NamedTaxonomy& taxonomy, Supporter& supporter,
                  int& flaws) {
  absl::btree_map<SectorIndex, int32_t> strengths;
  for (const ppb::Strength& entry : profile.strengths()) {
    const SectorIndex sector = taxonomy.FindSector(LastId(entry.sector()));
    if (sector == kNone) {
      ++flaws;
      continue;
    }
    strengths[sector] = std::clamp(entry.strength(), 0, kMaxStrength);
  }
  for (const auto& [sector, strength] : strengths) {
    supporter.strengths.push_back({.sector = sector, .strength = strength});
  }
}

void AddPreferences(const ppb::CapabilityProfile& profile,
                    const NamedTaxonomy& taxonomy, Supporter& supporter,
                    int& flaws) {
  absl::btree_map<AreaIndex, int32_t> preferences;
  for (const ppb::AreaPreference& entry : profile.preferred_areas()) {
    const AreaIndex area = taxonomy.FindArea(LastId(entry.area()));
    if (area == kNone) {
      ++flaws;
      continue;
    }
    for (const AreaIndex member : taxonomy.WithMembers(area)) {
      int32_t& best = preferences[member];
      best = std::max(best, std::clamp(entry.preference(), 0, kMaxStrength));
    }
  }
  for (const auto& [area, strength] : preferences) {
    supporter.preferences.push_back({.area = area, .strength = strength});
  }
}

void AddPairings(const absl::btree_set<std::string>& paired_areas,
                 const NamedTaxonomy& taxonomy, Supporter& supporter,
                 int& flaws) {
  absl::btree_set<AreaIndex> areas;
  for (const std::string& id : paired_areas) {
    const AreaIndex area = taxonomy.FindArea(id);
    if (area == kNone) {
      ++flaws;
      continue;
    }
    const std::vector<AreaIndex> members = taxonomy.WithMembers(area);
    areas.insert(members.begin(), members.end());
  }
  supporter.paired_areas.assign(areas.begin(), areas.end());
}

std::optional<Money> MeansLeft(const ppb::Giving& giving,
                               const SupporterFacts& facts, int32_t year) {
  const YearAndKind key{.year = year, .fund_kind = giving.fund_kind()};
  int64_t means = 0;
  if (giving.has_means_fen()) {
    means = giving.means_fen();
  } else if (const auto it = facts.quotas.find(key); it != facts.quotas.end()) {
    means = it->second;
  } else {
    return std::nullopt;
  }
  const auto it = facts.committed.find(key);
  const int64_t committed = it == facts.committed.end() ? 0 : it->second;
  means = std::max<int64_t>(means, 0);
  return Within(means - std::min(committed, means));
}

void AddOffers(const SupporterFacts& facts, int32_t year,
               const NamedTaxonomy& taxonomy, Supporter& supporter,
               int& flaws) {
  for (const ppb::Giving& giving : facts.profile.givings()) {
    const FundKindIndex kind = taxonomy.FindFundKind(giving.fund_kind());
    if (kind == kNone || !taxonomy.MayGive(kind, facts.unit.kind())) {
      ++flaws;
      continue;
    }
    const Money usual = Within(giving.usual_fen());
    Money least = Within(giving.least_fen());
    Money most = Within(giving.most_fen());
    if (usual != Money()) least = std::min(least, usual);
    if (most != Money()) most = std::max({most, usual, least});
    supporter.funds[kind] = {.gives = true,
                             .least = least,
                             .usual = usual,
                             .most = most,
                             .means_left = MeansLeft(giving, facts, year)};
  }
  for (const type::v1::NonMonetary& offer : facts.profile.offers()) {
    supporter.offers |= NeedBit(offer.kind());
  }
}

void AddRecord(const SupporterFacts& facts, const NamedTaxonomy& taxonomy,
               Supporter& supporter, int& flaws) {
  for (const ppb::Cooperation* finished : facts.cooperations) {
    const PastCooperation past{
        .sector = taxonomy.FindSector(LastId(finished->sector())),
        .area = taxonomy.FindArea(LastId(finished->area())),
        .count = 1,
        .amount = Within(finished->amount_fen())};
    if (past.sector == kNone || past.area == kNone) ++flaws;
    if (past.sector == kNone && past.area == kNone) continue;
    supporter.record.push_back(past);
  }
}

}  // namespace

NeedMask NeedBit(type::v1::NeedKind kind) {
  const int number = static_cast<int>(kind);
  if (number < 1 || number > 32) return 0;
  return NeedMask{1} << (number - 1);
}

type::v1::NeedKind NeedOfBit(NeedMask bit) {
  DUIKOU_CHECK(bit != 0 && (bit & (bit - 1)) == 0) << bit;
  return static_cast<type::v1::NeedKind>(__builtin_ctz(bit) + 1);
}

int64_t SaturatingAdd(int64_t a, int64_t b) {
  int64_t sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return a < 0 ? std::numeric_limits<int64_t>::min()
               : std::numeric_limits<int64_t>::max();
}

std::optional<Project> ToMatcher(const cpb::Project& record,
                                 const FenByKind& committed,
                                 const NamedTaxonomy& taxonomy,
                                 int32_t handle) {
  const AreaIndex area = taxonomy.FindArea(LastId(record.area()));
  const SectorIndex sector = taxonomy.FindSector(LastId(record.sector()));
  if (area == kNone || sector == kNone) return std::nullopt;
  Project project{
      .id = std::string(LastId(record.name())),
      .area = area,
      .sector = sector,
      .first_year = std::clamp(record.first_year(), 0, kMaxYear),
      .last_year = std::clamp(record.last_year(), 0, kMaxYear),
      .open = record.state() == cpb::Project::STATE_OPEN,
      .readiness = static_cast<Readiness>(
          std::clamp<int>(record.readiness(), 0, kMaxReadiness)),
      .demonstration_site = record.standing().demonstration_site(),
      .resettlement_community = record.standing().resettlement_community(),
      .people_helped =
          std::clamp<int64_t>(record.standing().people_helped(), 0, kMaxPeople),
      .jobs = std::clamp<int64_t>(record.standing().jobs(), 0, kMaxPeople),
      .training_places = std::clamp<int64_t>(
          record.standing().training_places(), 0, kMaxPeople),
      .handle = handle};
  // Not stated counts as an idea.
  if (project.readiness == Readiness::kNotStated) {
    project.readiness = Readiness::kIdea;
  }
  if (project.last_year != 0) {
    project.last_year = std::max(project.last_year, project.first_year);
  }
  for (const type::v1::NonMonetary& need : record.other_needs()) {
    project.other_needs |= NeedBit(need.kind());
  }
  AddFunds(record, committed, taxonomy, project);
  return project;
}

Supporter ToMatcher(const SupporterFacts& facts, int32_t year,
                    const NamedTaxonomy& taxonomy, int& flaws) {
  Supporter supporter{.id = std::string(LastId(facts.unit.name())),
                      .unit_kind = facts.unit.kind()};
  AddStrengths(facts.profile, taxonomy, supporter, flaws);
  AddPreferences(facts.profile, taxonomy, supporter, flaws);
  AddPairings(facts.paired_areas, taxonomy, supporter, flaws);
  if (!facts.unit.home_area().empty()) {
    const AreaIndex home = taxonomy.FindArea(LastId(facts.unit.home_area()));
    if (home == kNone) {
      ++flaws;
    } else {
      supporter.home_prefecture = taxonomy.matcher()->prefecture(home);
    }
  }
  AddOffers(facts, year, taxonomy, supporter, flaws);
  AddRecord(facts, taxonomy, supporter, flaws);
  supporter.dismissed.insert(facts.dismissed.begin(), facts.dismissed.end());
  return supporter;
}

}  // namespace duikou
