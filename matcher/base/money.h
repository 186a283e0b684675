// Money: an amount in fen (1/100 yuan), never a double.
//
//   Money need = Money::WanYuan(850);               // 850 万元
//   std::optional<Money> sum = need.Plus(other);    // nullopt on overflow
//
// A value type; thread-compatible. Comparison is by amount.
#ifndef DUIKOU_MATCHER_BASE_MONEY_H_
#define DUIKOU_MATCHER_BASE_MONEY_H_

#include <compare>
#include <cstdint>
#include <optional>

namespace duikou {

class Money {
 public:
  static constexpr int64_t kFenPerYuan = 100;
  static constexpr int64_t kFenPerWanYuan = 1'000'000;
  static constexpr int64_t kFenPerYiYuan = 10'000'000'000;
  // The largest amount any field accepts: 90 万亿元, below 2^53 fen, so that it
  // is exact in a JavaScript number too.
  static constexpr int64_t kMaxFen = 9'000'000'000'000'000;

  constexpr Money() = default;
  static constexpr Money Fen(int64_t fen) { return Money(fen); }
  // REQUIRES: the amount fits into int64 fen.
  static Money Yuan(int64_t yuan);
  static Money WanYuan(int64_t wan_yuan);

  constexpr int64_t fen() const { return fen_; }

  // The sum or difference, or nullopt where it would overflow.
  std::optional<Money> Plus(Money other) const;
  std::optional<Money> Minus(Money other) const;

  // Whether a field can hold it: from zero to kMaxFen.
  constexpr bool IsAmount() const { return fen_ >= 0 && fen_ <= kMaxFen; }

  friend constexpr auto operator<=>(Money, Money) = default;

 private:
  explicit constexpr Money(int64_t fen) : fen_(fen) {}

  int64_t fen_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_BASE_MONEY_H_
