#include "matcher/base/money.h"

#include "matcher/base/check.h"

namespace duikou {
namespace {

Money Scaled(int64_t amount, int64_t fen_per_unit) {
  int64_t fen = 0;
  DUIKOU_CHECK(!__builtin_mul_overflow(amount, fen_per_unit, &fen)) << amount;
  return Money::Fen(fen);
}

}  // namespace

Money Money::Yuan(int64_t yuan) { return Scaled(yuan, kFenPerYuan); }

Money Money::WanYuan(int64_t wan_yuan) {
  return Scaled(wan_yuan, kFenPerWanYuan);
}

std::optional<Money> Money::Plus(Money other) const {
  int64_t fen = 0;
  if (__builtin_add_overflow(fen_, other.fen_, &fen)) return std::nullopt;
  return Fen(fen);
}

std::optional<Money> Money::Minus(Money other) const {
  int64_t fen = 0;
  if (__builtin_sub_overflow(fen_, other.fen_, &fen)) return std::nullopt;
  return Fen(fen);
}

}  // namespace duikou
