// RankCounter: the exact ranks of a few targets among many candidates, by score
// and by the score without each criterion, in one pass over the candidates.
//
//   RankCounter counter(targets);
//   for (each candidate) counter.Add(score, parts, id);
//   counter.Rank(0);  counter.RankWithout(0, Criterion::kRegion);
//
// Method: for each order the targets are sorted; a candidate adds to the count
// of the first target that it is ahead of, and a target's rank is one more than
// the counts up to it. Complexity: O(log targets) a candidate and order, with
// one comparison for those behind all targets.
#ifndef DUIKOU_MATCHER_RANKER_RANK_COUNTER_H_
#define DUIKOU_MATCHER_RANKER_RANK_COUNTER_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "matcher/base/score.h"

namespace duikou {

struct RankTarget {
  Score score = 0;
  PerCriterion<int32_t> parts = {};
  absl::string_view id;
};

// Thread-compatible. Refers to the ids of the targets, which must live longer.
class RankCounter {
 public:
  explicit RankCounter(std::vector<RankTarget> targets);

  // Candidates equal to a target in score and id are not ahead of it, so it
  // does not matter whether the targets themselves are added.
  // `id` is only read where a score ties.
  void Add(Score score, const PerCriterion<int32_t>& parts,
           const std::string& id);

  // From 1; `target` is a position in the list given.
  int64_t Rank(int target) const;
  int64_t RankWithout(int target, Criterion criterion) const;
  PerCriterion<int64_t> RanksWithout(int target) const;

 private:
  // One order of the targets: by score, or by score less a part.
  struct Order {
    std::vector<Score> scores;      // best first
    std::vector<int32_t> targets;   // the same order
    std::vector<int64_t> ahead;     // by place: first target they are ahead of
    std::vector<int32_t> place_of;  // by target
  };

  void AddTo(Order& order, Score score, const std::string& id);
  int64_t RankIn(const Order& order, int target) const;

  std::vector<RankTarget> targets_;
  std::array<Order, kCriterionCount + 1> orders_;  // the last: by score
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_RANKER_RANK_COUNTER_H_
