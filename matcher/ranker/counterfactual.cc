#include "matcher/ranker/counterfactual.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/types/span.h"
#include "matcher/base/check.h"
#include "matcher/index/query_terms.h"
#include "matcher/index/retrieve.h"
#include "matcher/scorer/scorer.h"

namespace duikou {
namespace {

// One call of FindCounterfactuals.
class CounterfactualSearch {
 public:
  CounterfactualSearch(const ProjectIndex& index,
                       const PreparedSupporter& supporter,
                       const ProjectQuery& query,
                       const CounterfactualOptions& options)
      : index_(index),
        supporter_(supporter),
        query_(query),
        options_(options),
        profile_(WithoutDismissals(supporter.supporter())),
        candidates_(WithDismissals(query.filter, supporter.supporter())),
        terms_(supporter, query.weights, query.year),
        filter_(candidates_, *index.taxonomy()) {}

  std::vector<Counterfactual> Run() {
    const std::vector<Hit> hits =
        Retrieve(index_, terms_, filter_,
                 {.k = int64_t{query_.k} + std::max(options_.next, 0)})
            .hits;
    const auto k = static_cast<size_t>(query_.k);
    if (hits.size() >= k) {
      const Hit& last = hits[k - 1];
      to_beat_ = RankKey{last.score, index_.project(last.slot).id};
    }
    std::vector<Counterfactual> found;
    for (size_t i = k; i < hits.size(); ++i) {
      const Project& project = index_.project(hits[i].slot);
      Counterfactual c{.id = project.id,
                       .slot = hits[i].slot,
                       .score = hits[i].score,
                       .rank = static_cast<int64_t>(i) + 1};
      TryMeans(project, c);
      TryStrength(project, absl::MakeConstSpan(hits).first(i), c);
      TryPairing(project, c);
      TryOffers(project, c);
      found.push_back(std::move(c));
    }
    for (const Hit& hit : KeptOutByMeans()) {
      const Project& project = index_.project(hit.slot);
      Counterfactual c{.id = project.id, .slot = hit.slot, .score = hit.score};
      c.failures = Filter(supporter_, project, query_.year);
      TryMeans(project, c);
      found.push_back(std::move(c));
    }
    return found;
  }

 private:
  // Profiles are copied for every change that is tried; dismissals, of which
  // there may be many, move into the filter.
  static Supporter WithoutDismissals(Supporter profile) {
    profile.dismissed.clear();
    return profile;
  }
  static CandidateFilter WithDismissals(CandidateFilter filter,
                                        const Supporter& supporter) {
    if (supporter.dismissed.empty()) return filter;
    filter.predicate = [&supporter, asked = std::move(filter.predicate)](
                           const Project& project) {
      return !supporter.dismissed.contains(project.id) &&
             (asked == nullptr || asked(project));
    };
    return filter;
  }

  PreparedSupporter Prepare(Supporter changed) const {
    absl::StatusOr<PreparedSupporter> prepared =
        PreparedSupporter::Make(std::move(changed), index_.taxonomy());
    DUIKOU_CHECK(prepared.ok()) << prepared.status();
    return *std::move(prepared);
  }

  // Whether the project with this score could be among the first k. The others
  // only rise by the changes that are tried, so the k-th of today must be
  // beaten in any case.
  bool Beats(Score score, const Project& project) const {
    return !to_beat_.has_value() || Ahead({score, project.id}, *to_beat_);
  }

  // `change` with the score and rank that `changed` leads to; nullopt where
  // that is not among the first k.
  std::optional<ProfileChange> Outcome(const Supporter& changed,
                                       const Project& project,
                                       ProfileChange change) const {
    const PreparedSupporter prepared = Prepare(changed);
    change.score = ScorePair(prepared, project, query_.weights).score;
    if (!Beats(change.score, project)) return std::nullopt;
    const QueryTerms terms(prepared, query_.weights, query_.year);
    const std::vector<Hit> hits =
        Retrieve(index_, terms, filter_, {.k = query_.k}).hits;
    for (size_t i = 0; i < hits.size(); ++i) {
      if (index_.project(hits[i].slot).id != project.id) continue;
      change.rank = static_cast<int64_t>(i) + 1;
      return change;
    }
    return std::nullopt;
  }

  // The smallest means of `kind` that do it.
  std::optional<ProfileChange> MeansOfKind(const Project& project,
                                           FundKindIndex kind) const {
    const FundOffer& offer = profile_.funds[kind];
    const FundNeed& need = project.funds[kind];
    if (!offer.gives || need.open <= Money() || !offer.means_left.has_value()) {
      return std::nullopt;
    }
    for (Money means : {need.smallest(), need.open}) {
      if (means <= *offer.means_left) continue;
      Supporter changed = profile_;
      changed.funds[kind].means_left = means;
      std::optional<ProfileChange> change =
          Outcome(changed, project,
                  {.code = ChangeCode::kMoreMeans,
                   .fund_kind = kind,
                   .more = *means.Minus(*offer.means_left),
                   .means = means});
      if (change.has_value()) return change;
    }
    return std::nullopt;
  }

  void TryMeans(const Project& project, Counterfactual& c) const {
    std::optional<ProfileChange> best;
    for (FundKindIndex kind = 0; kind < index_.taxonomy()->fund_kind_count();
         ++kind) {
      std::optional<ProfileChange> change = MeansOfKind(project, kind);
      if (change.has_value() &&
          (!best.has_value() || change->more < best->more)) {
        best = change;
      }
    }
    if (best.has_value()) c.changes.push_back(*best);
  }

  Supporter WithStrength(SectorIndex sector, int32_t strength) const {
    Supporter changed = profile_;
    for (SectorStrength& entry : changed.strengths) {
      if (entry.sector == sector) {
        entry.strength = strength;
        return changed;
      }
    }
    changed.strengths.push_back({.sector = sector, .strength = strength});
    return changed;
  }

  // Whether fewer than k of those `ahead` stay so even if strength lifted this
  // project alone and its sector, of which the order among each other does not
  // change.
  bool StrengthMayDo(const Project& project,
                     absl::Span<const Hit> ahead) const {
    const PreparedSupporter strongest =
        Prepare(WithStrength(project.sector, kMaxStrength));
    const RankKey most{ScorePair(strongest, project, query_.weights).score,
                       project.id};
    if (!Beats(most.score, project)) return false;
    const auto stays = [&](const Hit& hit) {
      const Project& other = index_.project(hit.slot);
      return other.sector == project.sector ||
             Ahead({hit.score, other.id}, most);
    };
    return std::count_if(ahead.begin(), ahead.end(), stays) < query_.k;
  }

  // The least strength above `from` that lifts the project's own score over
  // the k-th; the score rises with the strength declared.
  // REQUIRES: the greatest does.
  int32_t LeastStrengthThatBeats(const Project& project, int32_t from) const {
    int32_t low = std::max(from, 0) + 1;
    int32_t high = kMaxStrength;
    while (low < high) {
      const int32_t middle = (low + high) / 2;
      const PreparedSupporter changed =
          Prepare(WithStrength(project.sector, middle));
      if (Beats(ScorePair(changed, project, query_.weights).score, project)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  // `ahead`: what ranks ahead of the project today.
  void TryStrength(const Project& project, absl::Span<const Hit> ahead,
                   Counterfactual& c) const {
    const int32_t from = supporter_.strength(project.sector);
    if (from == kMaxStrength || !StrengthMayDo(project, ahead)) return;
    for (int32_t to = LeastStrengthThatBeats(project, from); to <= kMaxStrength;
         ++to) {
      std::optional<ProfileChange> change =
          Outcome(WithStrength(project.sector, to), project,
                  {.code = ChangeCode::kStrength,
                   .sector = project.sector,
                   .from = from,
                   .to = to});
      if (change.has_value()) {
        c.changes.push_back(*change);
        return;
      }
    }
  }

  void TryPairing(const Project& project, Counterfactual& c) const {
    if (supporter_.area_tie(project.area).tie ==
        PreparedSupporter::Tie::kPaired) {
      return;
    }
    Supporter changed = profile_;
    changed.paired_areas.push_back(project.area);
    std::optional<ProfileChange> change = Outcome(
        changed, project, {.code = ChangeCode::kPairing, .area = project.area});
    if (change.has_value()) c.changes.push_back(*change);
  }

  void TryOffers(const Project& project, Counterfactual& c) const {
    std::optional<ProfileChange> best;
    NeedMask unmet = project.other_needs & ~profile_.offers;
    for (; unmet != 0; unmet &= unmet - 1) {
      const NeedMask need = unmet & ~(unmet - 1);
      Supporter changed = profile_;
      changed.offers |= need;
      std::optional<ProfileChange> change =
          Outcome(changed, project, {.code = ChangeCode::kOffer, .need = need});
      if (change.has_value() &&
          (!best.has_value() || change->rank < best->rank)) {
        best = change;
      }
    }
    if (best.has_value()) c.changes.push_back(*best);
  }

  // Whether more means of some kind alone would let the project pass.
  bool OnlyMeansKeepOut(const Project& project) const {
    if (!filter_.Admits(project)) return false;
    const std::vector<FilterFailure> failures =
        Filter(supporter_, project, query_.year);
    if (failures.empty()) return false;
    uint32_t over_means = 0;
    uint32_t over_most = 0;
    for (const FilterFailure& failure : failures) {
      if (failure.fund_kind == kNone) return false;
      (IsOverMeans(failure.code) ? over_means : over_most) |=
          1u << failure.fund_kind;
    }
    return (over_means & ~over_most) != 0;
  }

  // The profile without a ceiling on means, where that could let anything pass
  // that is kept out now.
  std::optional<Supporter> WithAllMeans() const {
    Supporter changed = profile_;
    bool any = false;
    for (FundOffer& offer : changed.funds) {
      if (!offer.gives || !offer.means_left.has_value()) continue;
      any = any || offer.most == Money() || *offer.means_left < offer.most;
      offer.means_left.reset();
    }
    if (!any) return std::nullopt;
    return changed;
  }

  // The best of them, by score as if not filtered. What the means keep out is
  // beyond them in each kind, so that its size earns no points: it ranks by the
  // other criteria, among those that pass with means enough.
  std::vector<Hit> KeptOutByMeans() const {
    const std::optional<Supporter> able = WithAllMeans();
    if (options_.kept_out <= 0 || !able.has_value()) return {};
    const PreparedSupporter prepared = Prepare(*able);
    CandidateFilter kept_out = candidates_;
    kept_out.predicate = [this](const Project& project) {
      return OnlyMeansKeepOut(project);
    };
    const QueryTerms terms(prepared, query_.weights, query_.year,
                           Criterion::kFundSize);
    return Retrieve(index_, terms, CompiledFilter(kept_out, *index_.taxonomy()),
                    {.k = options_.kept_out})
        .hits;
  }

  const ProjectIndex& index_;
  const PreparedSupporter& supporter_;
  const ProjectQuery& query_;
  const CounterfactualOptions& options_;
  const Supporter profile_;
  const CandidateFilter candidates_;
  const QueryTerms terms_;
  const CompiledFilter filter_;
  // The k-th of today, where there are that many.
  std::optional<RankKey> to_beat_;
};

}  // namespace

std::vector<Counterfactual> FindCounterfactuals(
    const ProjectIndex& index, const PreparedSupporter& supporter,
    const ProjectQuery& query, const CounterfactualOptions& options) {
  DUIKOU_CHECK(query.k >= 1) << query.k;
  return CounterfactualSearch(index, supporter, query, options).Run();
}

}  // namespace duikou
