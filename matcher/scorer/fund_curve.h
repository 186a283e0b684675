// FundCurve: how well an open need fits the size a supporter gives.
//
// One peak in the logarithm of the amount, in integers (matcher/base/log2.h):
//   - 0 below the least size, above the most, or beyond the means left;
//   - 10,000 at the usual size;
//   - from there it falls linearly in the logarithm to 2,000 at the limit of
//     that side. A side without a limit ends five octaves (32 times) away from
//     the peak and stays at 2,000 beyond.
// The usual size not stated: the peak lies halfway, in the logarithm, between
// least and most; at the one of them that is stated; if none is, the fit is
// 5,000 for any amount within the means.
// Precisely, with L = Log2, d = |L(need) − peak|, span = |L(limit) − peak| or
// 5 · 1024: 10,000 if d = 0, 2,000 if d ≥ span, else 10,000 − 8,000·d / span
// rounded so that the quotient is rounded down.
#ifndef DUIKOU_MATCHER_SCORER_FUND_CURVE_H_
#define DUIKOU_MATCHER_SCORER_FUND_CURVE_H_

#include <cstdint>

#include "matcher/base/log2.h"
#include "matcher/base/money.h"
#include "matcher/base/score.h"
#include "matcher/base/supporter.h"

namespace duikou {

inline constexpr int32_t kFundSizeAtLimit = 2'000;
inline constexpr int32_t kFundSizeNeutral = 5'000;
inline constexpr int32_t kFundSizeOctaves = 5;
// From here on a size is said to fit.
inline constexpr int32_t kFundSizeFitsFrom = 8'000;

// Immutable after construction. Does not look at FundOffer::gives.
class FundCurve {
 public:
  FundCurve() = default;
  explicit FundCurve(const FundOffer& offer);

  // The value of an open need; `log` is its Log2. REQUIRES: need_fen > 0.
  int32_t Value(int64_t need_fen, int32_t log) const {
    if (need_fen < least_ || need_fen > ceiling_) return 0;
    return ValueAtLog(log);
  }
  int32_t Value(Money need) const {
    return Value(need.fen(), Log2(need.fen()));
  }

  // The value of the amounts with this Log2; kNone where they differ, which is
  // level with a limit.
  int32_t ValueByLog(int32_t log) const {
    if (log < least_log_ || log > ceiling_log_) return 0;
    if (log == least_log_ || log == ceiling_log_) return kNone;
    return ValueAtLog(log);
  }

  // At least the value of every amount whose Log2 lies in [low, high].
  int32_t UpperBound(int32_t low, int32_t high) const;

  // Where the peak lies if it is a stated usual, least or most size; else the
  // zero Money.
  Money peak() const { return peak_; }
  bool flat() const { return flat_; }

  // The shape in logarithms: 0 outside of least … ceiling, the most at the
  // peak, and falling to kFundSizeAtLimit over `left_span` and `right_span`.
  // Flat: kFundSizeNeutral from least to ceiling.
  int32_t least_log() const { return least_log_; }
  // kNone where nothing is within.
  int32_t ceiling_log() const { return ceiling_log_; }
  int32_t peak_log() const { return peak_log_; }
  int32_t left_span() const { return left_.span; }
  int32_t right_span() const { return right_.span; }

 private:
  // A side of the peak: 8,000·d / span as a multiplication, exact while
  // d < span < 2^16: 8,000·d < 2^29 and the multiplier is off by less than
  // span · 2^-46 each, so the product never reaches the next quotient.
  struct Side {
    int32_t span = 0;
    uint64_t multiplier = 0;  // 2^46 / span, rounded up
  };
  static Side MakeSide(int32_t span);

  int32_t ValueAtLog(int32_t log) const {
    if (flat_) return kFundSizeNeutral;
    const bool left = log < peak_log_;
    const int32_t d = left ? peak_log_ - log : log - peak_log_;
    const Side& side = left ? left_ : right_;
    if (d == 0) return kFull;
    if (d >= side.span) return kFundSizeAtLimit;
    const uint64_t drop = uint64_t{kFull - kFundSizeAtLimit} * d;
    return kFull - static_cast<int32_t>((drop * side.multiplier) >> 46);
  }

  int64_t least_ = 0;
  int64_t ceiling_ = 0;  // the smaller of most and means left
  int32_t least_log_ = 0;
  int32_t ceiling_log_ = kNone;
  int32_t peak_log_ = 0;
  Side left_;
  Side right_;
  bool flat_ = true;
  Money peak_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_SCORER_FUND_CURVE_H_
