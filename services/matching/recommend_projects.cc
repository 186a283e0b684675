#include "services/matching/recommend_projects.h"

#include <algorithm>
#include <array>
#include <utility>

#include "matcher/base/status_macros.h"
#include "matcher/ranker/counterfactual.h"
#include "matcher/ranker/ranker.h"
#include "matcher/scorer/filter.h"
#include "services/matching/candidate_projects.h"
#include "services/programme/recommendation_encoder.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

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
    out_.total_size = static_cast<int32_t>(ranking.candidate_count);
    out_.new_size = CountNew();
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
      out_.next = ranking.projects.back().key();
    }
    if (!listing_.terms.full) return;
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
  int32_t CountNew() const {
    if (!listing_.seen.has_value() || listing_.only_new) return out_.total_size;
    const CompiledFilter filter(query_.filter, *state_.index().taxonomy());
    const auto& published = state_.by_publish_time();
    int32_t count = 0;
    for (auto it = published.rbegin();
         it != published.rend() && it->first > *listing_.seen; ++it) {
      const ProjectFacts& facts = state_.project(it->second);
      if (!facts.indexed) continue;
      const Project* project = state_.index().Find(facts.id);
      count += filter.Admits(*project) &&
               Filter(supporter_, *project, query_.year).empty();
    }
    return count;
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
    state_.index().ForEachProject([&](const Project& project) {
      if (filter.Admits(project)) CountFailures(project, counts);
    });
    if (!IsNarrowed(query_.filter)) {
      counts[pb::FILTER_CODE_INCOMPLETE] =
          state_.project_count() - state_.index().size();
    }
    AddFilterCounts(counts, *out_.filtered);
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
                     .after = listing.after,
                     .diversity = listing.diversity,
                     .with_ranks_without = listing.terms.full,
                     .with_candidate_count = true};
  ASSIGN_OR_RETURN(query.filter, CandidateProjects(*listing.filter,
                                                   std::move(options), state));
  ProjectLister(state, listing, std::move(query), out).Run();
  return absl::OkStatus();
}

}  // namespace duikou
