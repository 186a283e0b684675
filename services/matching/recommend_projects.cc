#include "services/matching/recommend_projects.h"

#include <algorithm>
#include <array>
#include <utility>

#include "matcher/base/status_macros.h"
#include "matcher/ranker/counterfactual.h"
#include "matcher/ranker/ranker.h"
#include "matcher/scorer/filter.h"
#include "services/matching/candidate_projects.h"
#include "services/matching/lasting_list.h"
#include "services/programme/recommendation_encoder.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

// How far counts and ranks without a criterion are exact where projects are
// many; see total_size_capped and rank_without_capped in the proto.
constexpr int32_t kMostCounted = 1'000;
// So many more candidates are counted, so that as many projects may change
// before the count has to be made anew.
constexpr int32_t kSpareCounted = 1'000;
// At how many projects the filters are counted there.
constexpr int32_t kMostLookedAt = 1'000;

// One call of ListProjects.
class ProjectLister {
 public:
  ProjectLister(const ProgrammeState& state, const ProjectListing& listing,
                ProjectQuery query, ListedProjects& out)
      : state_(state),
        listing_(listing),
        unit_(*listing.supporter.unit),
        supporter_(*listing.supporter.prepared),
        query_(std::move(query)),
        encoder_(state.taxonomy(), listing.terms.weights, listing.terms.full),
        out_(out) {}

  void Run() {
    const Ranking ranking = RankProjects(state_.index(), supporter_, query_);
    out_.total = Counted(ranking.candidate_count);
    out_.fresh = CountNew();
    if (out_.wire != nullptr) {
      for (auto it = ranking.projects.rbegin(); it != ranking.projects.rend();
           ++it) {
        Write(*it, *out_.wire);
      }
    } else {
      for (const RankedProject& ranked : ranking.projects) {
        Add(ranked, *out_.recommendations->Add());
      }
    }
    if (ranking.more && !query_.diversity.on()) {
      const RankedProject& last = ranking.projects.back();
      out_.next = PageEnd{.key = last.key(), .rank = last.rank};
    }
    if (!listing_.terms.full) {
      SetLasting(ranking);
      return;
    }
    if (out_.counterfactuals != nullptr && !query_.after.has_value() &&
        !query_.diversity.on()) {
      AddCounterfactuals();
    }
    if (out_.filtered != nullptr) CountFiltered();
  }

 private:
  void Add(const RankedProject& ranked, pb::Recommendation& out) const {
    const Project& project = state_.index().project(ranked.slot);
    const ProjectFacts& facts = state_.project(project.handle);
    out.set_rank(static_cast<int32_t>(ranked.rank));
    out.set_supporter(unit_.name);
    out.set_project(facts.record.name());
    out.set_is_new(IsNew(facts));
    out.set_shortlisted(unit_.shortlist.contains(project.id));
    out.set_interest_state(unit_.InterestIn(project.id));
    out.set_diversity_penalty(ranked.diversity_discount);
    if (listing_.terms.full) {
      *out.mutable_display_name() = facts.record.display_name();
    }
    encoder_.Encode(project, ranked.breakdown, ranked.reasons,
                    listing_.terms.full ? &ranked.rank_without : nullptr, out);
    for (pb::ScorePart& part : *out.mutable_parts()) {
      const CountedProjects rank = Counted(part.rank_without());
      part.set_rank_without(rank.size);
      part.set_rank_without_capped(rank.capped);
    }
  }

  // Of a number that was counted as far as the limit, where there is one.
  CountedProjects Counted(int64_t number) const {
    if (state_.index().cells() == nullptr || number <= kMostCounted) {
      return {.size = static_cast<int32_t>(number)};
    }
    return {.size = kMostCounted, .capped = true};
  }

  // As Add(), from the last field to the first.
  void Write(const RankedProject& ranked, WireWriter& out) const {
    using Out = pb::Recommendation;
    const Project& project = state_.index().project(ranked.slot);
    const ProjectFacts& facts = state_.project(project.handle);
    const size_t end = out.size();
    out.Int32(Out::kInterestStateFieldNumber, unit_.InterestIn(project.id));
    out.Bool(Out::kShortlistedFieldNumber,
             unit_.shortlist.contains(project.id));
    out.Bool(Out::kIsNewFieldNumber, IsNew(facts));
    out.Int32(Out::kDiversityPenaltyFieldNumber, ranked.diversity_discount);
    encoder_.Write(project, ranked.breakdown, ranked.reasons, out);
    out.Text(Out::kProjectFieldNumber, facts.record.name());
    out.Text(Out::kSupporterFieldNumber, unit_.name);
    out.Int32(Out::kRankFieldNumber, static_cast<int32_t>(ranked.rank));
    out.EndMessage(pb::RecommendProjectsResponse::kRecommendationsFieldNumber,
                   end);
  }

  bool IsNew(const ProjectFacts& facts) const {
    return !listing_.seen.has_value() || facts.publish_time > *listing_.seen;
  }

  // Candidates that are new. Looks at nothing that was published before.
  CountedProjects CountNew() const {
    if (!listing_.seen.has_value() || listing_.only_new) return out_.total;
    const CompiledFilter filter(query_.filter, *state_.index().taxonomy());
    const auto& published = state_.by_publish_time();
    CountedProjects count;
    for (auto it = published.rbegin();
         it != published.rend() && it->first > *listing_.seen && !count.capped;
         ++it) {
      const ProjectFacts& facts = state_.project(it->second);
      if (!facts.indexed) continue;
      const Project* project = state_.index().Find(facts.id);
      if (filter.Admits(*project) &&
          Filter(supporter_, *project, query_.year).empty()) {
        count = Counted(count.size + 1);
      }
    }
    return count;
  }

  // REQUIRES: the view is not full.
  void SetLasting(const Ranking& ranking) {
    const int64_t spare = ranking.candidate_count - kMostCounted - 1;
    if (!out_.total.capped || spare <= 0 || !ranking.more ||
        query_.after.has_value() || query_.diversity.on() ||
        IsNarrowed(query_.filter)) {
      return;
    }
    LastingList list{.unit_id = unit_.id,
                     .key = listing_.supporter.key,
                     .prepared = listing_.supporter.prepared,
                     .weights = query_.weights,
                     .last = ranking.projects.back().key(),
                     .seen = listing_.seen};
    for (const RankedProject& ranked : ranking.projects) {
      list.listed.insert(ranked.id);
    }
    out_.lasting = {.most_changes = spare, .holds = std::move(list)};
  }

  void AddCounterfactuals() {
    for (const Counterfactual& found :
         FindCounterfactuals(state_.index(), supporter_, query_, {})) {
      if (found.changes.empty()) AddCounterfactual(found, nullptr);
      for (const ProfileChange& change : found.changes) {
        AddCounterfactual(found, &change);
      }
    }
  }

  void AddCounterfactual(const Counterfactual& found,
                         const ProfileChange* change) {
    const Project& project = state_.index().project(found.slot);
    const ProjectFacts& facts = state_.project(project.handle);
    pb::Counterfactual& out = *out_.counterfactuals->Add();
    out.set_project(facts.record.name());
    *out.mutable_display_name() = facts.record.display_name();
    out.set_rank(static_cast<int32_t>(found.rank));
    encoder_.Encode(change, out);
  }

  void CountFiltered() {
    FilterCounts counts = {};
    const CompiledFilter filter(query_.filter, *state_.index().taxonomy());
    const bool few = state_.index().cells() == nullptr;
    state_.index().ForEachProject(
        few ? ProjectIndex::kMaxProjects : kMostLookedAt,
        [&](const Project& project) {
          if (filter.Admits(project)) CountFailures(project, counts);
        });
    if (!IsNarrowed(query_.filter)) {
      counts[pb::FILTER_CODE_INCOMPLETE] =
          state_.project_count() - state_.index().size();
    }
    AddFilterCounts(counts, *out_.filtered);
    for (pb::FilterCount& count : *out_.filtered) {
      count.set_count_capped(!few &&
                             count.code() != pb::FILTER_CODE_INCOMPLETE);
    }
  }

  void CountFailures(const Project& project, FilterCounts& counts) {
    // A kind that fails like another counts once.
    std::array<bool, pb::FilterCode_ARRAYSIZE> failed = {};
    for (const FilterFailure& failure :
         Filter(supporter_, project, query_.year)) {
      for (const pb::FilterCode code : CodesOf(failure, project.id, unit_)) {
        failed[code] = true;
      }
    }
    for (size_t i = 0; i < failed.size(); ++i) counts[i] += failed[i];
  }

  static bool IsNarrowed(const CandidateFilter& filter) {
    return !filter.areas.empty() || !filter.sectors.empty() ||
           filter.any_needs != 0 ||
           filter.least_readiness != Readiness::kNotStated ||
           filter.predicate != nullptr;
  }

  const ProgrammeState& state_;
  const ProjectListing& listing_;
  const UnitFacts& unit_;
  const PreparedSupporter& supporter_;
  const ProjectQuery query_;
  const RecommendationEncoder encoder_;
  ListedProjects& out_;
};

}  // namespace

absl::Status ListProjects(const ProgrammeState& state,
                          const ProjectListing& listing, ListedProjects& out) {
  CandidateOptions options{.words = listing.words};
  if (listing.only_new && listing.seen.has_value()) {
    options.published_after = *listing.seen;
  }
  ProjectQuery query{.k = listing.page_size,
                     .year = listing.terms.year,
                     .weights = listing.terms.weights,
                     .diversity = listing.diversity,
                     .with_ranks_without = listing.terms.full,
                     .with_candidate_count = true,
                     .most_counted = kMostCounted};
  if (!listing.terms.full) query.most_counted += kSpareCounted;
  if (listing.after.has_value()) {
    query.after = listing.after->key;
    query.after_rank = listing.after->rank;
  }
  ASSIGN_OR_RETURN(query.filter, CandidateProjects(*listing.filter,
                                                   std::move(options), state));
  ProjectLister(state, listing, std::move(query), out).Run();
  return absl::OkStatus();
}

}  // namespace duikou
