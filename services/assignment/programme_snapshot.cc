#include "services/assignment/programme_snapshot.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "duikou/matching/v1/matching_service.pb.h"
#include "matcher/base/money.h"
#include "services/programme/matcher_records.h"
#include "services/programme/programme_state.h"
#include "services/programme/unit_facts.h"

namespace duikou {
namespace {

using matching::v1::Interest;

using FenOfKind = std::array<int64_t, kMaxFundKinds>;

int64_t Capped(int64_t fen) {
  return std::clamp<int64_t>(fen, 0, Money::kMaxFen);
}

bool IsOpenIn(const Project& project, int32_t year) {
  if (!project.open) return false;
  if (project.first_year != 0 && year < project.first_year) return false;
  if (project.last_year != 0 && year > project.last_year) return false;
  return std::any_of(project.funds.begin(), project.funds.end(),
                     [](const FundNeed& need) { return need.open > Money(); });
}

// What the unit has promised in the year, per kind.
FenOfKind PromisedIn(const UnitFacts& facts, const NamedTaxonomy& taxonomy,
                     int32_t year) {
  FenOfKind promised = {};
  for (const auto& [project, promises] : facts.promises) {
    for (const auto& [of, fen] : promises.Amounts()) {
      if (of.year != year) continue;
      const FundKindIndex kind = taxonomy.FindFundKind(of.fund_kind);
      if (kind == kNone) continue;
      promised[kind] = SaturatingAdd(promised[kind], fen);
    }
  }
  return promised;
}

// The stated means alone are a ceiling: a quota is owed, not at hand.
void SetMeans(const UnitFacts& facts, const NamedTaxonomy& taxonomy,
              const FenOfKind& promised, Supporter& supporter) {
  for (FundOffer& offer : supporter.funds) offer.means_left = std::nullopt;
  for (const auto& giving : facts.profile->givings()) {
    const FundKindIndex kind = taxonomy.FindFundKind(giving.fund_kind());
    if (kind == kNone || !supporter.funds[kind].gives) continue;
    if (!giving.has_means_fen()) continue;
    const int64_t means = std::max<int64_t>(giving.means_fen(), 0);
    supporter.funds[kind].means_left =
        Money::Fen(Capped(means - std::min(promised[kind], means)));
  }
}

void SetQuotas(const UnitFacts& facts, const NamedTaxonomy& taxonomy,
               const FenOfKind& promised, int32_t year, FenOfKind& quotas) {
  for (const auto& [id, quota] : facts.quotas) {
    if (quota.of.year != year) continue;
    const FundKindIndex kind = taxonomy.FindFundKind(quota.of.fund_kind);
    if (kind == kNone) continue;
    quotas[kind] = SaturatingAdd(quotas[kind], quota.fen);
  }
  for (int kind = 0; kind < kMaxFundKinds; ++kind) {
    quotas[kind] =
        Capped(quotas[kind] - std::min(promised[kind], quotas[kind]));
  }
}

bool WasGivenIn(const Promises& promises, int32_t year) {
  return std::any_of(
      promises.commitments.begin(), promises.commitments.end(),
      [year](const auto& entry) { return entry.second.of.year == year; });
}

SupporterSnapshot SnapshotOf(const UnitFacts& facts,
                             const NamedTaxonomy& taxonomy,
                             const PreparedCache::Prepared& prepared,
                             int32_t year) {
  SupporterSnapshot snapshot{.id = facts.id,
                             .supporter = prepared->supporter(),
                             .most_projects = facts.profile->most_projects(),
                             .has_pairings = !facts.paired_areas.empty()};
  const FenOfKind promised = PromisedIn(facts, taxonomy, year);
  SetMeans(facts, taxonomy, promised, snapshot.supporter);
  SetQuotas(facts, taxonomy, promised, year, snapshot.quotas);
  snapshot.own.insert(facts.own_projects.begin(), facts.own_projects.end());
  snapshot.shortlisted = facts.shortlist;
  for (const auto& [project, promises] : facts.promises) {
    if (promises.interest_state == Interest::STATE_OPEN ||
        promises.interest_state == Interest::STATE_ACCEPTED) {
      snapshot.interesting.insert(project);
    }
    if (WasGivenIn(promises, year - 1)) snapshot.continuing.insert(project);
  }
  return snapshot;
}

void AddProjects(const ProgrammeState& state, int32_t year,
                 std::vector<Project>& projects) {
  state.index().ForEachProject([&](const Project& project) {
    if (IsOpenIn(project, year)) projects.push_back(project);
  });
  std::sort(projects.begin(), projects.end(),
            [](const Project& a, const Project& b) { return a.id < b.id; });
}

}  // namespace

ProgrammeSnapshot TakeSnapshot(const ProgrammeView& view, int32_t year) {
  return view.Read([year](const ProgrammeState& state) {
    ProgrammeSnapshot snapshot{.taxonomy = state.shared_taxonomy(),
                               .weights = state.weights().weights};
    AddProjects(state, year, snapshot.projects);
    for (const auto& [id, facts] : state.units()) {
      if (!facts->is_supporter()) continue;
      const PreparedCache::Prepared prepared = facts->Prepare(
          state.taxonomy(), {.year = year, .with_dismissals = true});
      if (prepared == nullptr) continue;
      snapshot.supporters.push_back(
          SnapshotOf(*facts, state.taxonomy(), prepared, year));
    }
    return snapshot;
  });
}

}  // namespace duikou
