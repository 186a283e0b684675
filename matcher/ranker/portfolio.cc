#include "matcher/ranker/portfolio.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "matcher/base/check.h"
#include "matcher/index/query_terms.h"
#include "matcher/index/retrieve.h"
#include "matcher/ranker/knapsack.h"

namespace duikou {
namespace {

// The option of one kind, where there is one.
std::optional<KnapsackOption> OptionOf(const FundOffer& offer,
                                       const FundNeed& need,
                                       FundKindIndex kind) {
  if (!offer.gives || need.open <= Money()) return std::nullopt;
  Money most = need.open;
  if (offer.most > Money()) most = std::min(most, offer.most);
  if (offer.means_left.has_value()) most = std::min(most, *offer.means_left);
  const Money least = std::max(need.smallest(), offer.least);
  if (least > most) return std::nullopt;
  return KnapsackOption{
      .budget = kind, .least = least.fen(), .most = most.fen()};
}

// A project that might be in the set; its options' breakdowns beside.
struct Candidate {
  const Project* project;
  ProjectSlot slot;
  KnapsackItem item;
  std::vector<Breakdown> breakdowns;
};

std::vector<Candidate> Candidates(const ProjectIndex& index,
                                  const PreparedSupporter& supporter,
                                  const PortfolioQuery& query) {
  const absl::flat_hash_set<std::string> required(query.required.begin(),
                                                  query.required.end());
  const QueryTerms terms(supporter, query.weights, query.year);
  const CompiledFilter filter(query.filter, *index.taxonomy());
  std::vector<Candidate> candidates;
  ForEachCandidate(index, terms, filter,
                   [&](ProjectSlot slot, const PerCriterion<int32_t>&) {
                     const Project& project = index.project(slot);
                     Candidate candidate{.project = &project, .slot = slot};
                     candidate.item.required = required.contains(project.id);
                     for (FundKindIndex kind = 0;
                          kind < index.taxonomy()->fund_kind_count(); ++kind) {
                       std::optional<KnapsackOption> option =
                           OptionOf(supporter.supporter().funds[kind],
                                    project.funds[kind], kind);
                       if (!option.has_value()) continue;
                       const Breakdown breakdown = ScorePairInKind(
                           supporter, project, query.weights, kind);
                       option->score = breakdown.score;
                       candidate.item.options.push_back(*option);
                       candidate.breakdowns.push_back(breakdown);
                     }
                     if (!candidate.item.options.empty()) {
                       candidates.push_back(std::move(candidate));
                     }
                   });
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) {
              return a.project->id < b.project->id;
            });
  return candidates;
}

// The first required id that is no candidate; empty where there is none.
std::string MissingId(const std::vector<Candidate>& candidates,
                      const std::vector<std::string>& required) {
  absl::flat_hash_set<absl::string_view> ids;
  for (const Candidate& c : candidates) ids.insert(c.project->id);
  for (const std::string& id : required) {
    if (!ids.contains(id)) return id;
  }
  return "";
}

int32_t GapInBasisPoints(absl::int128 value, absl::int128 bound) {
  if (bound <= value) return 0;
  const absl::int128 gap = (bound - value) * kFull;
  return static_cast<int32_t>((gap + bound - 1) / bound);
}

}  // namespace

Portfolio FindPortfolio(const ProjectIndex& index,
                        const PreparedSupporter& supporter,
                        const PortfolioQuery& query) {
  DUIKOU_CHECK(query.most_projects >= 1 &&
               query.most_projects <= kMaxPortfolioProjects)
      << query.most_projects;
  DUIKOU_CHECK(supporter.taxonomy() == index.taxonomy());
  std::vector<Candidate> candidates = Candidates(index, supporter, query);
  Portfolio portfolio;
  portfolio.missing_id = MissingId(candidates, query.required);
  if (!portfolio.missing_id.empty()) return portfolio;

  KnapsackProblem problem{.most_items = query.most_projects,
                          .most_nodes = query.most_nodes};
  for (int kind = 0; kind < index.taxonomy()->fund_kind_count(); ++kind) {
    const std::optional<Money> left =
        supporter.supporter().funds[kind].means_left;
    problem.budgets.push_back(
        left.has_value() ? std::optional<int64_t>(left->fen()) : std::nullopt);
  }
  for (Candidate& c : candidates) problem.items.push_back(std::move(c.item));

  const KnapsackSolution solution = SolveKnapsack(problem);
  portfolio.status = solution.status;
  portfolio.value = solution.value;
  portfolio.bound = solution.bound;
  portfolio.gap_bp = GapInBasisPoints(solution.value, solution.bound);
  portfolio.nodes = solution.nodes;
  for (const KnapsackChoice& choice : solution.choices) {
    const Candidate& c = candidates[choice.item];
    const Breakdown& breakdown = c.breakdowns[choice.option];
    portfolio.items.push_back(
        {.id = c.project->id,
         .slot = c.slot,
         .fund_kind = breakdown.fund_kind,
         .amount = Money::Fen(choice.amount),
         .breakdown = breakdown,
         .worth = absl::int128(breakdown.score) * choice.amount});
  }
  std::stable_sort(portfolio.items.begin(), portfolio.items.end(),
                   [](const PortfolioItem& a, const PortfolioItem& b) {
                     return a.worth > b.worth;
                   });
  return portfolio;
}

}  // namespace duikou
