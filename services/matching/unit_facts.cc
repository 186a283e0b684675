#include "services/matching/unit_facts.h"

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

bool UnitFacts::is_supporter() const {
  return unit.has_value() &&
         std::find(unit->sides().begin(), unit->sides().end(),
                   profiles::v1::SIDE_SUPPORTER) != unit->sides().end();
}

PreparedCache::Prepared UnitFacts::Prepare(const NamedTaxonomy& taxonomy,
                                           PreparedCache::Key key) const {
  if (!unit.has_value() || !profile.has_value()) return nullptr;
  return prepared.Get(key, [&]() -> PreparedCache::Prepared {
    auto made =
        PreparedSupporter::Make(ToSupporter(taxonomy, key), taxonomy.matcher());
    DUIKOU_CHECK(made.ok()) << name << ": " << made.status().ToString();
    return std::make_shared<const PreparedSupporter>(*std::move(made));
  });
}

Supporter UnitFacts::ToSupporter(const NamedTaxonomy& taxonomy,
                                 PreparedCache::Key key) const {
  absl::btree_set<std::string> paired;
  for (const auto& [id, area] : paired_areas) paired.insert(area);
  absl::btree_map<YearAndKind, int64_t> owed;
  for (const auto& [id, quota] : quotas) {
    int64_t& sum = owed[quota.of];
    sum = SaturatingAdd(sum, quota.fen);
  }
  absl::btree_map<YearAndKind, int64_t> committed;
  for (const auto& [id, commitment] : commitments) {
    int64_t& sum = committed[commitment.of];
    sum = SaturatingAdd(sum, commitment.fen);
  }
  SupporterFacts facts{.unit = *unit,
                       .profile = *profile,
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
  return ToMatcher(facts, key.year, taxonomy, flaws);
}

}  // namespace duikou
