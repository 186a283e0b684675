// Log2: the binary logarithm in integers, the same on every machine.
//
//   Log2(1) == 0;  Log2(2) == 1024;  Log2(3) == 1623;
//
// Method: the exponent counts leading zeros; the mantissa's first eight bits
// look up a table that repeated squaring fills at compile time. A step
// function: monotone, at most 1/177 octave below the true value, exact at the
// powers of two.
#ifndef DUIKOU_MATCHER_BASE_LOG2_H_
#define DUIKOU_MATCHER_BASE_LOG2_H_

#include <array>
#include <cstdint>

namespace duikou {

// Steps an octave (a doubling).
inline constexpr int32_t kOctave = 1024;

namespace internal {

// floor(1024 · log2(1 + i/256)) for i in 0 … 255.
constexpr std::array<uint16_t, 256> MakeLog2Mantissas() {
  std::array<uint16_t, 256> table = {};
  for (uint64_t i = 0; i < 256; ++i) {
    uint64_t y = (256 + i) << 23;  // 1.31 fixed point, within [1, 2).
    uint16_t bits = 0;
    for (int bit = 0; bit < 10; ++bit) {
      y = (y * y) >> 31;
      bits = static_cast<uint16_t>(bits << 1);
      if (y >= (uint64_t{2} << 31)) {
        bits |= 1;
        y >>= 1;
      }
    }
    table[i] = bits;
  }
  return table;
}
inline constexpr std::array<uint16_t, 256> kLog2Mantissas = MakeLog2Mantissas();

}  // namespace internal

// About 1024 · log2(x), as described above.
// REQUIRES: x > 0.
constexpr int32_t Log2(int64_t x) {
  const auto bits = static_cast<uint64_t>(x);
  const int exponent = 63 - __builtin_clzll(bits);
  const uint64_t mantissa = (bits << (63 - exponent)) >> 55 & 0xff;
  return exponent * kOctave + internal::kLog2Mantissas[mantissa];
}

}  // namespace duikou

#endif  // DUIKOU_MATCHER_BASE_LOG2_H_
