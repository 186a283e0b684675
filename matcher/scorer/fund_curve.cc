#include "matcher/scorer/fund_curve.h"

#include <algorithm>

namespace duikou {

FundCurve::FundCurve(const FundOffer& offer) {
  const bool has_least = offer.least > Money();
  const bool has_most = offer.most > Money();
  const int64_t most = has_most ? offer.most.fen() : Money::kMaxFen;
  least_ = offer.least.fen();
  ceiling_ = offer.means_left.has_value()
                 ? std::min(most, offer.means_left->fen())
                 : most;
  least_log_ = has_least ? Log2(least_) : 0;
  ceiling_log_ = ceiling_ > 0 ? Log2(ceiling_) : kNone;

  flat_ = false;
  if (offer.usual > Money()) {
    peak_ = offer.usual;
    peak_log_ = Log2(peak_.fen());
  } else if (has_least && has_most) {
    peak_log_ = (least_log_ + Log2(most)) / 2;
  } else if (has_least || has_most) {
    peak_ = has_least ? offer.least : offer.most;
    peak_log_ = Log2(peak_.fen());
  } else {
    flat_ = true;
  }
  constexpr int32_t kOpenSpan = kFundSizeOctaves * kOctave;
  left_ = MakeSide(has_least ? peak_log_ - least_log_ : kOpenSpan);
  right_ = MakeSide(has_most ? Log2(most) - peak_log_ : kOpenSpan);
}

FundCurve::Side FundCurve::MakeSide(int32_t span) {
  if (span <= 0) return Side();
  const auto divisor = static_cast<uint64_t>(span);
  return Side{.span = span,
              .multiplier = ((uint64_t{1} << 46) + divisor - 1) / divisor};
}

int32_t FundCurve::UpperBound(int32_t low, int32_t high) const {
  if (low > high || high < least_log_ || low > ceiling_log_) return 0;
  return ValueAtLog(std::clamp(peak_log_, low, high));
}

}  // namespace duikou
