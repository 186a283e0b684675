#include "services/matching/recommend_supporters.h"

#include <array>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matcher/ranker/ranker.h"
#include "services/base/violation.h"
#include "services/programme/recipient_cut.h"
#include "services/programme/recommendation_encoder.h"
#include "services/programme/weights_record.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

// The supporters of a programme as the ranker takes them.
struct SupporterPool {
  std::vector<const UnitFacts*> units;
  std::vector<PreparedCache::Prepared> kept;
  std::vector<const PreparedSupporter*> prepared;
  int without_profile = 0;
};

SupporterPool PoolOf(const ProgrammeState& state, int32_t year) {
  SupporterPool pool;
  for (const auto& [id, unit] : state.units()) {
    if (!unit->is_supporter()) continue;
    PreparedCache::Prepared prepared =
        unit->Prepare(state.taxonomy(), {.year = year});
    if (prepared == nullptr) {
      ++pool.without_profile;
      continue;
    }
    pool.units.push_back(unit.get());
    pool.prepared.push_back(prepared.get());
    pool.kept.push_back(std::move(prepared));
  }
  return pool;
}

void CountFiltered(const SupporterPool& pool, const Project& project,
                   int32_t year, pb::RecommendSupportersResponse& out) {
  FilterCounts counts = {};
  counts[pb::FILTER_CODE_NO_PROFILE] = pool.without_profile;
  for (size_t i = 0; i < pool.units.size(); ++i) {
    std::array<bool, pb::FilterCode_ARRAYSIZE> failed = {};
    for (const FilterFailure& failure :
         Filter(*pool.prepared[i], project, year)) {
      for (const pb::FilterCode code :
           CodesOf(failure, project.id, *pool.units[i])) {
        failed[code] = true;
      }
    }
    for (size_t code = 0; code < failed.size(); ++code) {
      counts[code] += failed[code];
    }
  }
  AddFilterCounts(counts, *out.mutable_filtered());
}

}  // namespace

absl::Status ListSupporters(const ProgrammeState& state,
                            const SupporterListing& listing,
                            pb::RecommendSupportersResponse& out,
                            std::optional<PageEnd>& next) {
  const ProjectFacts& facts = *listing.project;
  const Project* project = state.index().Find(facts.id);
  if (project == nullptr) {
    return Refused(absl::StatusCode::kFailedPrecondition, facts.record.name(),
                   "其地区或行业不在目录中",
                   "its area or sector is not in the catalogue");
  }
  const bool full = listing.terms.full;
  const SupporterPool pool = PoolOf(state, listing.terms.year);
  SupporterQuery query{.k = listing.page_size,
                       .year = listing.terms.year,
                       .weights = listing.terms.weights,
                       .with_ranks_without = full};
  if (listing.after.has_value()) query.after = listing.after->key;
  const SupporterRanking ranking =
      RankSupporters(pool.prepared, *project, query);
  const RecommendationEncoder encoder(state.taxonomy(), listing.terms.weights,
                                      full);
  const auto names = [&state](absl::string_view name) {
    return state.taxonomy().DisplayName(name);
  };
  for (const RankedSupporter& ranked : ranking.supporters) {
    const UnitFacts& unit = *pool.units[ranked.position];
    pb::Recommendation& entry = *out.add_recommendations();
    entry.set_rank(static_cast<int32_t>(ranked.rank));
    entry.set_supporter(unit.name);
    entry.set_project(facts.record.name());
    entry.set_is_new(!unit.seen.has_value() || facts.publish_time > *unit.seen);
    entry.set_shortlisted(unit.shortlist.contains(facts.id));
    entry.set_interest_state(unit.InterestIn(facts.id));
    if (full) *entry.mutable_display_name() = unit.unit->display_name();
    encoder.Encode(*project, ranked.breakdown, ranked.reasons,
                   full ? &ranked.rank_without : nullptr, entry);
    if (listing.terms.for_recipient) {
      CutForRecipient(names, entry);
    }
  }
  out.set_total_size(static_cast<int32_t>(ranking.candidate_count));
  out.set_year(listing.terms.year);
  AddWeights(listing.terms.weights, *out.mutable_weights());
  if (full) CountFiltered(pool, *project, listing.terms.year, out);
  if (ranking.more) {
    const RankedSupporter& last = ranking.supporters.back();
    next = PageEnd{.key = last.key(), .rank = last.rank};
  }
  return absl::OkStatus();
}

}  // namespace duikou
