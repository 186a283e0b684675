#include "matcher/ranker/rank_counter.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace duikou {

RankCounter::RankCounter(std::vector<RankTarget> targets)
    : targets_(std::move(targets)) {
  for (int o = 0; o <= kCriterionCount; ++o) {
    Order& order = orders_[o];
    auto score_of = [&](int32_t target) {
      const RankTarget& t = targets_[target];
      return o == kCriterionCount ? t.score
                                  : t.score - t.parts[kAllCriteria[o]];
    };
    order.targets.resize(targets_.size());
    std::iota(order.targets.begin(), order.targets.end(), 0);
    std::sort(
        order.targets.begin(), order.targets.end(), [&](int32_t a, int32_t b) {
          return score_of(a) != score_of(b) ? score_of(a) > score_of(b)
                                            : targets_[a].id < targets_[b].id;
        });
    order.ahead.assign(targets_.size(), 0);
    order.place_of.resize(targets_.size());
    for (int place = 0; place < static_cast<int>(targets_.size()); ++place) {
      order.scores.push_back(score_of(order.targets[place]));
      order.place_of[order.targets[place]] = place;
    }
  }
}

void RankCounter::Add(Score score, const PerCriterion<int32_t>& parts,
                      const std::string& id) {
  if (targets_.empty()) return;
  for (int o = 0; o < kCriterionCount; ++o) {
    AddTo(orders_[o], score - parts[kAllCriteria[o]], id);
  }
  AddTo(orders_[kCriterionCount], score, id);
}

void RankCounter::AddTo(Order& order, Score score, const std::string& id) {
  if (score < order.scores.back()) return;
  // The first target with a lower score, then back over those level with it
  // that have a greater id.
  auto first = std::upper_bound(order.scores.begin(), order.scores.end(), score,
                                [](Score a, Score b) { return a > b; });
  auto place = static_cast<int>(first - order.scores.begin());
  while (place > 0 && order.scores[place - 1] == score &&
         targets_[order.targets[place - 1]].id > id) {
    --place;
  }
  if (place < static_cast<int>(order.ahead.size())) ++order.ahead[place];
}

int64_t RankCounter::RankIn(const Order& order, int target) const {
  const auto end = order.ahead.begin() + order.place_of[target] + 1;
  return 1 + std::accumulate(order.ahead.begin(), end, int64_t{0});
}

int64_t RankCounter::Rank(int target) const {
  return RankIn(orders_[kCriterionCount], target);
}

int64_t RankCounter::RankWithout(int target, Criterion criterion) const {
  return RankIn(orders_[static_cast<size_t>(criterion)], target);
}

PerCriterion<int64_t> RankCounter::RanksWithout(int target) const {
  PerCriterion<int64_t> ranks = {};
  for (Criterion c : kAllCriteria) ranks[c] = RankWithout(target, c);
  return ranks;
}

}  // namespace duikou
