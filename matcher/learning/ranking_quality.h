// How well an order agrees with what was chosen.
//
//   RankingQuality q = QualityOf({1, 4, 30});   // ranks of what was chosen
//   q.ndcg;             // (1/log2(2) + 1/log2(5)) / (1/log2(2) + … 1/log2(4))
//   q.hit;              // 1: something chosen is among the first 20
//   q.reciprocal_rank;  // 1
//
// Problem: given the ranks (from 1) at which an order lists the chosen items.
// Measures, all within 0 … 1, with k = 20:
//   ndcg             Σ over chosen ranks r ≤ k of 1/log2(r + 1), divided by the
//                    same sum for the best order there can be
//   hit              1 where any chosen rank is ≤ k, else 0
//   reciprocal_rank  1 / (the first chosen rank)
// Reference: Järvelin, Kekäläinen: Cumulated gain-based evaluation of IR
// techniques, ACM TOIS 20 (2002).
#ifndef DUIKOU_MATCHER_LEARNING_RANKING_QUALITY_H_
#define DUIKOU_MATCHER_LEARNING_RANKING_QUALITY_H_

#include <cstdint>

#include "absl/types/span.h"

namespace duikou {

inline constexpr int kQualityDepth = 20;

struct RankingQuality {
  double ndcg = 0;
  double hit = 0;
  double reciprocal_rank = 0;
};

// REQUIRES: at least one rank, all of them ≥ 1 and different.
RankingQuality QualityOf(absl::Span<const int64_t> chosen_ranks);

// The average over lists. Thread-compatible.
class QualityMean {
 public:
  void Add(const RankingQuality& quality);
  int lists() const { return lists_; }
  // All zero where there are no lists.
  RankingQuality mean() const;

 private:
  RankingQuality sum_;
  int lists_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_LEARNING_RANKING_QUALITY_H_
