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

  // At least the value of every amount whose Log2 lies in [low, high].
  int32_t UpperBound(int32_t low, int32_t high) const;

  // Where the peak lies if it is a stated usual, least or most size; else the
  // zero Money.
  Money peak() const { return peak_; }
  bool flat() const { return flat_; }

 private:
  int32_t ValueAtLog(int32_t log) const {
    if (flat_) return kFundSizeNeutral;
    const int32_t d = log < peak_log_ ? peak_log_ - log : log - peak_log_;
    const int32_t span = log < peak_log_ ? left_span_ : right_span_;
    if (d == 0) return kFull;
    if (d >= span) return kFundSizeAtLimit;
    return kFull - (kFull - kFundSizeAtLimit) * d / span;
  }

  int64_t least_ = 0;
  int64_t ceiling_ = 0;  // the smaller of most and means left
  int32_t peak_log_ = 0;
  int32_t left_span_ = 0;
  int32_t right_span_ = 0;
  bool flat_ = true;
  Money peak_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_SCORER_FUND_CURVE_H_
