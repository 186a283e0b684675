#include "matcher/index/amount_sketch.h"

#include <algorithm>
#include <cstring>

namespace duikou {

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
          static_cast<uint16_t>(terms.FundBound(kind, low, high));
    }
  }
}

int32_t SketchTerms::Bound(int k, const uint8_t* sketch) const {
  using Bytes = uint8_t __attribute__((vector_size(kSketchBuckets)));
  using Words = uint16_t __attribute__((vector_size(2 * kSketchBuckets)));
  using Wide = uint32_t __attribute__((vector_size(4 * kSketchBuckets)));
  Bytes bytes;
  std::memcpy(&bytes, sketch, sizeof(bytes));
  Words most;
  std::memcpy(&most, most_[k].data(), sizeof(most));
  const Words steps = __builtin_convertvector(bytes, Words);
  const Wide scaled = __builtin_convertvector((steps - 1) << 8, Wide) *
                      static_cast<uint32_t>(step_scale_);
  // One more, so that no entry at all stands below 0.
  Words best = __builtin_convertvector(scaled >> 16, Words) + most + 1;
  best &= (Words)(steps != 0);
  // Halves against each other, until one lane has the greatest.
  const Words quarter = __builtin_shufflevector(
      best, best, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
  best = quarter > best ? quarter : best;
  uint64_t four[2];
  std::memcpy(four, &best, sizeof(four));
  uint16_t greatest = 0;
  for (const uint64_t lanes : four) {
    for (int shift = 0; shift < 64; shift += 16) {
      greatest = std::max(greatest, static_cast<uint16_t>(lanes >> shift));
    }
  }
  return int32_t{greatest} - 1;
}

}  // namespace duikou
