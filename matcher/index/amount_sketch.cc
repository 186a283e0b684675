#include "matcher/index/amount_sketch.h"

#include <algorithm>
#include <cstring>

#include "matcher/index/lanes.h"

namespace duikou {
namespace {

template <int kLanes>
DUIKOU_INLINE void BoundAll(const std::array<uint16_t, kSketchBuckets>& most,
                            uint16_t step_scale, const uint8_t* sketches,
                            const uint16_t* others, int count, uint16_t least,
                            uint16_t* bounds, uint8_t* hits) {
  using Words = typename Lanes<kLanes>::Words;
  const Words scale = Words{} + step_scale;
  for (int i = 0; i < count; i += kLanes) {
    Words best = {};
    for (int bucket = 0; bucket < kSketchBuckets; ++bucket) {
      Words steps, points;
      LoadBytes<kLanes>(sketches + bucket * count + i, steps);
      MultiplyHigh<kLanes>(steps << 8, scale, points);
      points = (points + most[bucket]) & (Words)(steps != 0);
      best = points > best ? points : best;
    }
    Words bound;
    LoadTo(others + i, bound);
    const Words has_any = (Words)(bound != 0) & (Words)(best != 0);
    // Each has one more, so that nothing at all is told from nothing to add.
    bound += best - 2;
    std::memcpy(bounds + i, &bound, sizeof(bound));
    const uint32_t bits = BitsOf<kLanes>(has_any & (Words)(bound >= least));
    for (int b = 0; b < kLanes / 8; ++b) {
      hits[i / 8 + b] = static_cast<uint8_t>(bits >> (8 * b));
    }
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) void BoundAvx2(
    const std::array<uint16_t, kSketchBuckets>& most, uint16_t step_scale,
    const uint8_t* sketches, const uint16_t* others, int count, uint16_t least,
    uint16_t* bounds, uint8_t* hits) {
  BoundAll<16>(most, step_scale, sketches, others, count, least, bounds, hits);
}

const bool kBoundsByAvx2 = __builtin_cpu_supports("avx2");
#endif

}  // namespace

AmountScale::AmountScale() {
  for (auto& begin : begin_) {
    begin.fill(kGrains);
    begin[0] = 0;
  }
}

void AmountScale::Calibrate(FundKindIndex kind, const Counts& counts) {
  int64_t all = 0;
  for (const int64_t count : counts) all += count;
  if (all == 0) return;
  int64_t before = 0;
  int bucket = 0;
  for (int grain = 0; grain < kGrains; ++grain) {
    // The next begins where its share of the amounts is behind.
    if (before > 0 && before * kSketchBuckets >= all * (bucket + 1) &&
        bucket + 1 < kSketchBuckets) {
      begin_[kind][++bucket] = grain;
    }
    bucket_[kind][grain] = static_cast<uint8_t>(bucket);
    before += counts[grain];
  }
  std::fill(begin_[kind].begin() + bucket + 1, begin_[kind].end(), kGrains);
}

SketchTerms::SketchTerms(const AmountScale& scale, const QueryTerms& terms) {
  const SiftTerms& sift = terms.sift();
  step_scale_ = static_cast<uint16_t>(
      (terms.standing_weight() * kStandingStep * 256 + kFull - 1) / kFull);
  for (int k = 0; k < sift.kind_count; ++k) {
    const FundKindIndex kind = sift.kinds[k].kind;
    for (int bucket = 0; bucket < kSketchBuckets; ++bucket) {
      // Codes are one more than logarithms.
      const int low = scale.LowOf(kind, bucket) - 1;
      const int high = scale.HighOf(kind, bucket) - 1;
      most_[k][bucket] =
          static_cast<uint16_t>(terms.FundBound(kind, low, high) +
                                terms.standing_gain() + 1 - (step_scale_ >> 8));
    }
  }
}

void SketchTerms::Bound(int k, const uint8_t* sketches, const uint16_t* others,
                        int count, uint16_t least, uint16_t* bounds,
                        uint8_t* hits) const {
#if defined(__x86_64__)
  if (kBoundsByAvx2) {
    return BoundAvx2(most_[k], step_scale_, sketches, others, count, least,
                     bounds, hits);
  }
#endif
  BoundAll<8>(most_[k], step_scale_, sketches, others, count, least, bounds,
              hits);
}

}  // namespace duikou
