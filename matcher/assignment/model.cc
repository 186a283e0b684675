#include "matcher/assignment/model.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace duikou {

Model::Model(const AssignmentProblem& problem)
    : problem_(&problem),
      first_pair_(problem.projects.size() + 1),
      floors_of_(problem.projects.size() * kMaxFundKinds) {
  std::vector<int32_t> order(problem.pairs.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
    const AssignmentPair &x = problem.pairs[a], &y = problem.pairs[b];
    return std::tie(x.project, x.supporter) < std::tie(y.project, y.supporter);
  });
  for (const int32_t i : order) {
    const AssignmentPair& pair = problem.pairs[i];
    ArcPair made{pair.project, pair.supporter, int32_t(arcs_.size()), 0,
                 pair.pinned};
    for (int k = 0; k < problem.fund_kinds; ++k) {
      const PairFund& part = pair.funds[k];
      change_at_zero_ +=
          absl::int128(settings().change_penalty) * part.previous.fen();
      const bool forced = part.fixed.value_or(part.at_least) > Money();
      const ShareLimits limits = LimitsOf(problem, pair, k);
      if (limits.least > limits.most) {
        dead_pin_ = dead_pin_ || forced;
        continue;
      }
      arcs_.push_back({int32_t(pairs_.size()), pair.project, pair.supporter, k,
                       part.score, part.previous.fen()});
      domains_.push_back({!forced, limits.least, limits.most});
    }
    made.end = arcs_.size();
    dead_pin_ = dead_pin_ || (pair.pinned && made.first == made.end);
    if (made.first == made.end) continue;
    pairs_.push_back(made);
    ++first_pair_[pair.project + 1];
  }
  std::partial_sum(first_pair_.begin(), first_pair_.end(), first_pair_.begin());
  for (size_t f = 0; f < problem.floors.size(); ++f) {
    const AssignmentFloor& floor = problem.floors[f];
    for (const int32_t p : floor.projects) {
      for (int k = 0; k < problem.fund_kinds; ++k) {
        if (floor.kind == kNone || floor.kind == k) {
          floors_of_[p * kMaxFundKinds + k].push_back(f);
        }
      }
    }
  }
}

AssignmentPlan Model::PlanOf(const std::vector<int64_t>& amounts) const {
  AssignmentPlan plan;
  for (const ArcPair& pair : pairs_) {
    AssignmentShare share{.project = pair.project, .supporter = pair.supporter};
    bool any = false;
    for (int32_t a = pair.first; a < pair.end; ++a) {
      share.amounts[arcs_[a].kind] = Money::Fen(amounts[a]);
      any = any || amounts[a] > 0;
    }
    if (any) plan.push_back(share);
  }
  return plan;
}

std::vector<int64_t> Model::AmountsOf(const AssignmentPlan& plan) const {
  std::vector<int64_t> amounts(arcs_.size());
  for (const AssignmentShare& share : plan) {
    const auto [first, end] = pairs_of(share.project);
    const auto pair = std::lower_bound(
        pairs_.begin() + first, pairs_.begin() + end, share.supporter,
        [](const ArcPair& p, int32_t s) { return p.supporter < s; });
    if (pair == pairs_.begin() + end || pair->supporter != share.supporter) {
      continue;
    }
    for (int32_t a = pair->first; a < pair->end; ++a) {
      const int64_t amount = share.amounts[arcs_[a].kind].fen();
      if (amount >= domains_[a].low && amount <= domains_[a].high) {
        amounts[a] = amount;
      }
    }
  }
  return amounts;
}

}  // namespace duikou
