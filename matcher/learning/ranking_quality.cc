#include "matcher/learning/ranking_quality.h"

#include <algorithm>
#include <cmath>

#include "matcher/base/check.h"

namespace duikou {
namespace {

double Gain(int64_t rank) {
  return 1 / std::log2(static_cast<double>(rank) + 1);
}

}  // namespace

RankingQuality QualityOf(absl::Span<const int64_t> chosen_ranks) {
  DUIKOU_CHECK(!chosen_ranks.empty());
  double gain = 0;
  double most = 0;
  int64_t first = chosen_ranks[0];
  int64_t place = 0;
  for (int64_t rank : chosen_ranks) {
    DUIKOU_CHECK(rank >= 1) << rank;
    first = std::min(first, rank);
    if (rank <= kQualityDepth) gain += Gain(rank);
    if (++place <= kQualityDepth) most += Gain(place);
  }
  return {.ndcg = gain / most,
          .hit = first <= kQualityDepth ? 1.0 : 0.0,
          .reciprocal_rank = 1 / static_cast<double>(first)};
}

void QualityMean::Add(const RankingQuality& quality) {
  sum_.ndcg += quality.ndcg;
  sum_.hit += quality.hit;
  sum_.reciprocal_rank += quality.reciprocal_rank;
  ++lists_;
}

RankingQuality QualityMean::mean() const {
  if (lists_ == 0) return {};
  return {.ndcg = sum_.ndcg / lists_,
          .hit = sum_.hit / lists_,
          .reciprocal_rank = sum_.reciprocal_rank / lists_};
}

}  // namespace duikou
