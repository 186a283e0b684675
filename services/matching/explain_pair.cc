#include "services/matching/explain_pair.h"

#include <optional>
#include <utility>
#include <vector>

#include "matcher/base/check.h"
#include "matcher/ranker/counterfactual.h"
#include "matcher/ranker/ranker.h"
#include "matcher/scorer/scorer.h"
#include "services/programme/recipient_cut.h"
#include "services/programme/recommendation_encoder.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

// One call of ExplainPair.
class PairExplainer {
 public:
  PairExplainer(const ProgrammeState& state, const UnitFacts& unit,
                const ProjectFacts& facts, const RankingTerms& terms)
      : state_(state),
        unit_(unit),
        facts_(facts),
        query_({.k = 1,
                .year = terms.year,
                .weights = terms.weights,
                .with_reasons = false,
                .with_candidate_count = true}),
        encoder_(state.taxonomy(), terms.weights, /*full=*/true) {}

  pb::ExplainRecommendationResponse Run() && {
    pb::Recommendation& out = *out_.mutable_recommendation();
    out.set_supporter(unit_.name);
    out.set_project(facts_.record.name());
    out.set_is_new(!unit_.seen.has_value() ||
                   facts_.publish_time > *unit_.seen);
    out.set_shortlisted(unit_.shortlist.contains(facts_.id));
    out.set_interest_state(unit_.InterestIn(facts_.id));
    *out.mutable_display_name() = facts_.record.display_name();
    const PreparedCache::Prepared prepared =
        unit_.Prepare(state_.taxonomy(), {.year = query_.year});
    const Project* project = state_.index().Find(facts_.id);
    if (!unit_.is_supporter()) Fail(pb::FILTER_CODE_NOT_SUPPORTER);
    if (prepared == nullptr) Fail(pb::FILTER_CODE_NO_PROFILE);
    if (project == nullptr) Fail(pb::FILTER_CODE_INCOMPLETE);
    if (prepared != nullptr && project != nullptr) Score(*prepared, *project);
    return std::move(out_);
  }

 private:
  void Fail(pb::FilterCode code) {
    EncodeFailure(code, state_.taxonomy(), *out_.add_failures());
  }

  void Score(const PreparedSupporter& supporter, const Project& project) {
    const Explanation why =
        Explain(supporter, project, query_.weights, query_.year);
    for (const FilterFailure& failure : why.failures) {
      for (const pb::FilterCode code : CodesOf(failure, project.id, unit_)) {
        if (code == pb::FILTER_CODE_OWN_PROJECT) {
          Fail(code);
        } else {
          encoder_.Encode(failure, code, facts_.record.state(),
                          *out_.add_failures());
        }
      }
    }
    const bool supports = unit_.is_supporter();
    std::optional<ProjectRank> rank;
    if (supports) {
      out_.set_total_size(static_cast<int32_t>(
          RankProjects(state_.index(), supporter, query_).candidate_count));
      rank = RankOf(state_.index(), supporter, query_, project.id);
    }
    encoder_.Encode(project, why.breakdown, why.reasons,
                    rank.has_value() ? &rank->rank_without : nullptr,
                    *out_.mutable_recommendation());
    if (rank.has_value()) {
      out_.mutable_recommendation()->set_rank(static_cast<int32_t>(rank->rank));
      AddWaysUp(supporter, rank->rank);
    } else if (supports) {
      AddWayIn(supporter, project, why.failures);
    }
  }

  // What brings the project at `rank` before the one that is just ahead of it.
  void AddWaysUp(const PreparedSupporter& supporter, int64_t rank) {
    if (rank <= 1) return;
    ProjectQuery query = query_;
    query.k = static_cast<int32_t>(rank - 1);
    const std::vector<Counterfactual> found = FindCounterfactuals(
        state_.index(), supporter, query, {.next = 1, .kept_out = 0});
    DUIKOU_CHECK(found.size() == 1 && found[0].rank == rank) << rank;
    if (found[0].changes.empty()) Add(nullptr);
    for (const ProfileChange& change : found[0].changes) Add(&change);
  }

  // More means, where nothing else keeps the project out: of the kinds that
  // could do it, the one that takes the least more.
  void AddWayIn(const PreparedSupporter& supporter, const Project& project,
                const std::vector<FilterFailure>& failures) {
    std::optional<ProfileChange> best;
    for (const FilterFailure& failure : failures) {
      if (!IsOverMeans(failure.code)) continue;
      const ProfileChange change{.code = ChangeCode::kMoreMeans,
                                 .fund_kind = failure.fund_kind,
                                 .more = *failure.needed.Minus(failure.limit),
                                 .means = failure.needed};
      const std::optional<ProfileChange> tried =
          Try(supporter, project, change);
      if (tried.has_value() &&
          (!best.has_value() || tried->more < best->more)) {
        best = tried;
      }
    }
    if (best.has_value()) Add(&*best);
  }

  std::optional<ProfileChange> Try(const PreparedSupporter& supporter,
                                   const Project& project,
                                   ProfileChange change) const {
    Supporter changed = supporter.supporter();
    changed.funds[change.fund_kind].means_left = change.means;
    const absl::StatusOr<PreparedSupporter> prepared =
        PreparedSupporter::Make(std::move(changed), supporter.taxonomy());
    DUIKOU_CHECK(prepared.ok()) << prepared.status().ToString();
    const std::optional<ProjectRank> rank =
        RankOf(state_.index(), *prepared, query_, project.id);
    if (!rank.has_value()) return std::nullopt;
    change.rank = rank->rank;
    return change;
  }

  void Add(const ProfileChange* change) {
    pb::Counterfactual& out = *out_.add_counterfactuals();
    out.set_project(facts_.record.name());
    *out.mutable_display_name() = facts_.record.display_name();
    out.set_rank(out_.recommendation().rank());
    encoder_.Encode(change, out);
  }

  const ProgrammeState& state_;
  const UnitFacts& unit_;
  const ProjectFacts& facts_;
  const ProjectQuery query_;
  const RecommendationEncoder encoder_;
  pb::ExplainRecommendationResponse out_;
};

}  // namespace

pb::ExplainRecommendationResponse ExplainPair(const ProgrammeState& state,
                                              const UnitFacts& unit,
                                              const ProjectFacts& facts,
                                              const RankingTerms& terms) {
  pb::ExplainRecommendationResponse out =
      PairExplainer(state, unit, facts, terms).Run();
  if (terms.for_recipient) {
    const auto names = [&state](absl::string_view name) {
      return state.taxonomy().DisplayName(name);
    };
    CutForRecipient(names, out);
  }
  return out;
}

}  // namespace duikou
