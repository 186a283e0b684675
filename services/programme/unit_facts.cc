#include "services/programme/unit_facts.h"

#include <algorithm>
#include <utility>

#include "matcher/base/check.h"

namespace duikou {

PreparedCache::Prepared PreparedCache::Get(Key key,
                                           absl::FunctionRef<Prepared()> make) {
  absl::MutexLock lock(&mutex_);
  const auto it = kept_.find(key);
  if (it != kept_.end()) return it->second;
  if (kept_.size() >= kMostKept) kept_.clear();
  Prepared made = make();
  kept_.emplace(key, made);
  return made;
}

void PreparedCache::Clear() {
  absl::MutexLock lock(&mutex_);
  kept_.clear();
}

absl::btree_map<YearAndKind, int64_t> Promises::Amounts() const {
  absl::btree_map<YearAndKind, int64_t> amounts;
  for (const auto& [id, commitment] : commitments) {
    int64_t& sum = amounts[commitment.of];
    sum = SaturatingAdd(sum, commitment.fen);
  }
  if (interest_state != matching::v1::Interest::STATE_ACCEPTED) return amounts;
  for (const auto& [of, fen] : offers) {
    int64_t& amount = amounts[of];
    amount = std::max(amount, fen);
  }
  return amounts;
}

bool UnitFacts::is_supporter() const {
  return unit.has_value() &&
         std::find(unit->sides().begin(), unit->sides().end(),
                   profiles::v1::SIDE_SUPPORTER) != unit->sides().end();
}

matching::v1::Interest::State UnitFacts::InterestIn(
    absl::string_view project_id) const {
  const auto it = promises.find(project_id);
  return it == promises.end() ? matching::v1::Interest::STATE_UNSPECIFIED
                              : it->second.interest_state;
}

PreparedCache::Prepared UnitFacts::Prepare(const NamedTaxonomy& taxonomy,
                                           PreparedCache::Key key) const {
  if (!unit.has_value() || !profile.has_value()) return nullptr;
  return prepared.Get(key, [&] { return PrepareAs(*profile, taxonomy, key); });
}

PreparedCache::Prepared UnitFacts::PrepareAs(
    const profiles::v1::CapabilityProfile& stated,
    const NamedTaxonomy& taxonomy, PreparedCache::Key key) const {
  absl::btree_set<std::string> paired;
  for (const auto& [id, area] : paired_areas) paired.insert(area);
  absl::btree_map<YearAndKind, int64_t> owed;
  for (const auto& [id, quota] : quotas) {
    int64_t& sum = owed[quota.of];
    sum = SaturatingAdd(sum, quota.fen);
  }
  absl::btree_map<YearAndKind, int64_t> committed;
  for (const auto& [project, promised] : promises) {
    for (const auto& [of, fen] : promised.Amounts()) {
      int64_t& sum = committed[of];
      sum = SaturatingAdd(sum, fen);
    }
  }
  SupporterFacts facts{.unit = *unit,
                       .profile = stated,
                       .paired_areas = paired,
                       .quotas = owed,
                       .committed = committed};
  for (const auto& [id, finished] : cooperations) {
    facts.cooperations.push_back(&finished);
  }
  facts.dismissed.assign(own_projects.begin(), own_projects.end());
  if (key.with_dismissals) {
    facts.dismissed.insert(facts.dismissed.end(), dismissed.begin(),
                           dismissed.end());
  }
  int flaws = 0;
  auto made = PreparedSupporter::Make(
      ToMatcher(facts, key.year, taxonomy, flaws), taxonomy.matcher());
  DUIKOU_CHECK(made.ok()) << name << ": " << made.status().ToString();
  return std::make_shared<const PreparedSupporter>(*std::move(made));
}

}  // namespace duikou
