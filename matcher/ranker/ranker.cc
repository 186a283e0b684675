#include "matcher/ranker/ranker.h"

#include <algorithm>
#include <utility>

#include "matcher/base/check.h"
#include "matcher/index/query_terms.h"
#include "matcher/index/retrieve.h"
#include "matcher/ranker/diversity.h"
#include "matcher/ranker/rank_counter.h"

namespace duikou {
namespace {

Score Sum(const PerCriterion<int32_t>& parts) {
  Score sum = 0;
  for (int32_t part : parts) sum += part;
  return sum;
}

RankTarget TargetOf(absl::string_view id, const Breakdown& breakdown) {
  return {.score = breakdown.score, .parts = breakdown.parts, .id = id};
}

// One call of RankProjects.
class ProjectRanking {
 public:
  ProjectRanking(const ProjectIndex& index, const PreparedSupporter& supporter,
                 const ProjectQuery& query)
      : index_(index),
        supporter_(supporter),
        query_(query),
        terms_(supporter, query.weights, query.year),
        filter_(query.filter, *index.taxonomy()) {}

  Ranking Run() && {
    if (query_.diversity.on()) {
      ListDiverse();
    } else {
      ListByScore();
    }
    if (query_.with_ranks_without) CountRanksWithout();
    return std::move(ranking_);
  }

 private:
  void ListByScore() {
    RetrieveOptions options{.k = int64_t{query_.skip} + query_.k + 1,
                            .with_count = query_.with_candidate_count,
                            .most_counted = query_.most_counted};
    if (query_.after.has_value()) {
      options.after_score = &query_.after->score;
      options.after_id = query_.after->id;
    }
    Retrieved retrieved = Retrieve(index_, terms_, filter_, options);
    std::vector<Hit>& hits = retrieved.hits;
    ranking_.candidate_count = retrieved.candidate_count;
    ranking_.more = static_cast<int64_t>(hits.size()) == options.k;
    if (ranking_.more) hits.pop_back();
    ranking_.projects.reserve(hits.size());
    for (size_t i = query_.skip; i < hits.size(); ++i) {
      Append(hits[i].slot, query_.after_rank + static_cast<int64_t>(i) + 1);
    }
  }

  void ListDiverse() {
    const int64_t wanted = int64_t{query_.skip} + query_.k + 1;
    for (int64_t pool = std::max<int64_t>(64, 4 * wanted);; pool *= 4) {
      const Retrieved retrieved =
          Retrieve(index_, terms_, filter_,
                   {.k = pool,
                    .with_count = query_.with_candidate_count,
                    .most_counted = query_.most_counted});
      const std::vector<Hit>& hits = retrieved.hits;
      ranking_.candidate_count = retrieved.candidate_count;
      const bool complete = static_cast<int64_t>(hits.size()) < pool;
      const std::optional<std::vector<DiversePick>> picks =
          Diversify(index_, hits, complete, query_.diversity, wanted);
      if (!picks.has_value()) continue;
      ranking_.more = static_cast<int64_t>(picks->size()) == wanted;
      const size_t end = picks->size() - (ranking_.more ? 1 : 0);
      for (size_t i = query_.skip; i < end; ++i) {
        const DiversePick& pick = (*picks)[i];
        Append(hits[pick.position].slot, static_cast<int64_t>(i) + 1);
        ranking_.projects.back().plain_rank = pick.position + 1;
        ranking_.projects.back().diversity_discount = pick.discount;
      }
      return;
    }
  }

  void Append(ProjectSlot slot, int64_t rank) {
    const Project& project = index_.project(slot);
    RankedProject& ranked = ranking_.projects.emplace_back();
    ranked.rank = rank;
    ranked.plain_rank = rank;
    ranked.id = project.id;
    ranked.slot = slot;
    ranked.breakdown = ScorePair(supporter_, project, query_.weights);
    if (query_.with_reasons) {
      ranked.reasons = Reasons(supporter_, project, ranked.breakdown);
    }
  }

  void CountRanksWithout() {
    if (ranking_.projects.empty()) return;
    if (index_.cells() == nullptr) {
      CountInOnePass();
    } else {
      for (const Criterion c : kAllCriteria) CountRanksWithout(c);
    }
  }

  void CountInOnePass() {
    std::vector<RankTarget> targets;
    for (const RankedProject& p : ranking_.projects) {
      targets.push_back(TargetOf(p.id, p.breakdown));
    }
    RankCounter counter(std::move(targets));
    ForEachCandidate(index_, terms_, filter_,
                     [&](ProjectSlot slot, const PerCriterion<int32_t>& parts) {
                       counter.Add(Sum(parts), parts, index_.project(slot).id);
                     });
    for (int i = 0; i < static_cast<int>(ranking_.projects.size()); ++i) {
      ranking_.projects[i].rank_without = counter.RanksWithout(i);
    }
  }

  void CountRanksWithout(Criterion criterion) {
    const QueryTerms terms(supporter_, query_.weights, query_.year, criterion);
    std::vector<Hit> targets;
    for (const RankedProject& p : ranking_.projects) {
      targets.push_back(
          {.score = p.breakdown.score - p.breakdown.parts[criterion],
           .slot = p.slot});
    }
    // A rank is one more than what is ahead.
    const std::vector<int64_t> ahead = CountAhead(
        index_, terms, filter_, std::move(targets), query_.most_counted - 1);
    for (size_t i = 0; i < ahead.size(); ++i) {
      ranking_.projects[i].rank_without[criterion] = ahead[i] + 1;
    }
  }

  const ProjectIndex& index_;
  const PreparedSupporter& supporter_;
  const ProjectQuery& query_;
  const QueryTerms terms_;
  const CompiledFilter filter_;
  Ranking ranking_;
};

}  // namespace

Ranking RankProjects(const ProjectIndex& index,
                     const PreparedSupporter& supporter,
                     const ProjectQuery& query) {
  DUIKOU_CHECK(query.k >= 1 && query.skip >= 0) << query.k << ' ' << query.skip;
  DUIKOU_CHECK(!query.diversity.on() || !query.after.has_value());
  DUIKOU_CHECK(query.most_counted >= 1) << query.most_counted;
  return ProjectRanking(index, supporter, query).Run();
}

std::optional<ProjectRank> RankOf(const ProjectIndex& index,
                                  const PreparedSupporter& supporter,
                                  const ProjectQuery& query,
                                  absl::string_view id) {
  const Project* project = index.Find(id);
  const CompiledFilter filter(query.filter, *index.taxonomy());
  if (project == nullptr || !filter.Admits(*project) ||
      !Filter(supporter, *project, query.year).empty()) {
    return std::nullopt;
  }
  const QueryTerms terms(supporter, query.weights, query.year);
  RankCounter counter(
      {TargetOf(project->id, ScorePair(supporter, *project, query.weights))});
  ForEachCandidate(index, terms, filter,
                   [&](ProjectSlot slot, const PerCriterion<int32_t>& parts) {
                     counter.Add(Sum(parts), parts, index.project(slot).id);
                   });
  return ProjectRank{.rank = counter.Rank(0),
                     .rank_without = counter.RanksWithout(0)};
}

namespace {

struct ScoredSupporter {
  int32_t position = kNone;
  absl::string_view id;
  Breakdown breakdown;
};

bool IsAhead(const ScoredSupporter& a, const ScoredSupporter& b) {
  return a.breakdown.score != b.breakdown.score
             ? a.breakdown.score > b.breakdown.score
             : a.id < b.id;
}

bool IsBehind(const ScoredSupporter& s, const RankKey& key) {
  return s.breakdown.score != key.score ? s.breakdown.score < key.score
                                        : s.id > key.id;
}

}  // namespace

SupporterRanking RankSupporters(
    absl::Span<const PreparedSupporter* const> supporters,
    const Project& project, const SupporterQuery& query) {
  DUIKOU_CHECK(query.k >= 1) << query.k;
  std::vector<ScoredSupporter> scored;
  for (int32_t i = 0; i < static_cast<int32_t>(supporters.size()); ++i) {
    const PreparedSupporter& s = *supporters[i];
    if (query.predicate != nullptr && !query.predicate(s.supporter())) continue;
    if (!Filter(s, project, query.year).empty()) continue;
    scored.push_back({.position = i,
                      .id = s.supporter().id,
                      .breakdown = ScorePair(s, project, query.weights)});
  }
  std::sort(scored.begin(), scored.end(), IsAhead);

  SupporterRanking ranking;
  ranking.candidate_count = static_cast<int64_t>(scored.size());
  size_t first = 0;
  if (query.after.has_value()) {
    while (first < scored.size() && !IsBehind(scored[first], *query.after)) {
      ++first;
    }
  }
  const size_t end = std::min(scored.size(), first + query.k);
  ranking.more = end < scored.size();
  std::vector<RankTarget> targets;
  for (size_t i = first; i < end; ++i) {
    const PreparedSupporter& s = *supporters[scored[i].position];
    RankedSupporter ranked{.rank = static_cast<int64_t>(i) + 1,
                           .position = scored[i].position,
                           .id = s.supporter().id,
                           .breakdown = scored[i].breakdown};
    if (query.with_reasons) {
      ranked.reasons = Reasons(s, project, ranked.breakdown);
    }
    ranking.supporters.push_back(std::move(ranked));
    targets.push_back(TargetOf(scored[i].id, scored[i].breakdown));
  }
  if (query.with_ranks_without) {
    RankCounter counter(std::move(targets));
    for (const ScoredSupporter& s : scored) {
      counter.Add(s.breakdown.score, s.breakdown.parts,
                  supporters[s.position]->supporter().id);
    }
    for (int i = 0; i < static_cast<int>(ranking.supporters.size()); ++i) {
      ranking.supporters[i].rank_without = counter.RanksWithout(i);
    }
  }
  return ranking;
}

}  // namespace duikou
