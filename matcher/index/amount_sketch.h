// AmountSketch: the best standing among projects of an amount, in 16 buckets.
//
//   AmountScale scale;                      // where buckets begin, by kind
//   scale.Calibrate(kind, counts);
//   sketch[scale.BucketOf(kind, entry.open)]   // steps of standing, 16 bytes
//   SketchTerms terms(scale, query_terms);
//   terms.Bound(k, sketches, others, 32, least, bounds, hits);   // of 32 bins
//
// Problem: the most that standing and fund size together can be among entries
// of one kind, of many bins. The best standing plus the best fund size is far
// too much, as the two are seldom in one project.
// Method: the best standing of each bucket of amounts, as steps of 40 points in
// a byte, rounded up. The bound is the greatest, over buckets, of that and the
// most that fund size can be in the bucket. Buckets hold about as many projects
// each when the scale is calibrated. Sketches of bins stand side by side, a row
// for each bucket, so that sixteen bins are bounded at once.
// Complexity: some seven instructions a bin. Limits: a bound is at most the
// weight of both, what a bent curve of standing gains, and 2.
// Reference: Y. Ioannidis: The history of histograms (2003), for equi-depth
// buckets; R. Fagin, A. Lotem, M. Naor: Optimal aggregation algorithms for
// middleware (2003), for what is done with the bounds.
#ifndef DUIKOU_MATCHER_INDEX_AMOUNT_SKETCH_H_
#define DUIKOU_MATCHER_INDEX_AMOUNT_SKETCH_H_

#include <array>
#include <cstdint>

#include "matcher/index/index_row.h"
#include "matcher/index/query_terms.h"

namespace duikou {

inline constexpr int kSketchBuckets = 16;
// Sketches stand side by side in multiples of this.
inline constexpr int kSketchStep = 16;
constexpr int PaddedSketches(int count) {
  return (count + kSketchStep - 1) / kSketchStep * kSketchStep;
}

// Which bucket an amount is in, by kind. A value type.
class AmountScale {
 public:
  // Buckets begin at multiples of this many steps of Log2.
  static constexpr int kGrain = 64;
  static constexpr int kGrains = 65'536 / kGrain;
  using Counts = std::array<int64_t, kGrains>;

  AmountScale();

  // REQUIRES: code != 0.
  int BucketOf(FundKindIndex kind, uint16_t code) const {
    return bucket_[kind][code / kGrain];
  }
  // The codes of a bucket, both inclusive; low > high where it is empty.
  int LowOf(FundKindIndex kind, int bucket) const {
    return begin_[kind][bucket] * kGrain;
  }
  int HighOf(FundKindIndex kind, int bucket) const {
    return begin_[kind][bucket + 1] * kGrain - 1;
  }

  // Spreads one kind's amounts, counted by code / kGrain, over the buckets.
  void Calibrate(FundKindIndex kind, const Counts& counts);

 private:
  // All amounts are in the first until calibrated.
  std::array<std::array<uint8_t, kGrains>, kMaxFundKinds> bucket_ = {};
  // The first grain of each bucket, and the end.
  std::array<std::array<int32_t, kSketchBuckets + 1>, kMaxFundKinds> begin_;
};

// Steps of standing, from 1: 0 is for no project at all.
inline constexpr int32_t kStandingStep = 40;
constexpr uint8_t StandingSteps(uint16_t standing) {
  return static_cast<uint8_t>(1 +
                              (standing + kStandingStep - 1) / kStandingStep);
}

// What a query makes of sketches. Immutable.
class SketchTerms {
 public:
  SketchTerms(const AmountScale& scale, const QueryTerms& terms);

  // Bounds `count` sketches side by side by the k-th of the kinds given
  // (SiftTerms::kinds): sets bit i % 8 of hits[i / 8] where the i-th is not
  // empty, others[i] is not 0 and the bound reaches `least`; the bound is
  // others[i] − 1 and the most that standing and fund size can come to.
  // The i-th sketch has bucket b at sketches[b * count + i].
  // REQUIRES: `count` is a multiple of kSketchStep; others[i] is at most
  // 2^15.
  void Bound(int k, const uint8_t* sketches, const uint16_t* others, int count,
             uint16_t least, uint16_t* bounds, uint8_t* hits) const;

 private:
  // By kind given: the most of fund size in each bucket, less what the first
  // step of standing would add, and 1 more; modulo 2^16.
  std::array<std::array<uint16_t, kSketchBuckets>, kMaxFundKinds> most_ = {};
  uint16_t step_scale_ = 0;  // points a step, × 2^8, rounded up
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_AMOUNT_SKETCH_H_
