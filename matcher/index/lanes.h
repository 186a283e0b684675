// Lanes: small integers of a column, eight or sixteen at a time, in the vectors
// that both compilers know. Functions that take them are inlined, so that the
// one that is compiled for a machine's instructions decides what they become.
//
//   template <int kLanes>
//   DUIKOU_INLINE uint32_t Reach(const uint16_t* points, uint16_t least) {
//     typename Lanes<kLanes>::Words lanes;
//     LoadTo(points, lanes);
//     return BitsOf<kLanes>((typename Lanes<kLanes>::Words)(lanes >= least));
//   }
#ifndef DUIKOU_MATCHER_INDEX_LANES_H_
#define DUIKOU_MATCHER_INDEX_LANES_H_

#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace duikou {

#define DUIKOU_INLINE inline __attribute__((always_inline))

// Lanes of 16 bits, and of 8 and 32 as many.
template <int kLanes>
struct Lanes {
  using Words = uint16_t __attribute__((vector_size(2 * kLanes)));
  using Bytes = uint8_t __attribute__((vector_size(kLanes)));
  using Wide = uint32_t __attribute__((vector_size(4 * kLanes)));
};

template <typename V>
DUIKOU_INLINE void LoadTo(const void* from, V& to) {
  std::memcpy(&to, from, sizeof(V));
}

template <int kLanes>
DUIKOU_INLINE void LoadBytes(const uint8_t* from,
                             typename Lanes<kLanes>::Words& to) {
  typename Lanes<kLanes>::Bytes bytes;
  std::memcpy(&bytes, from, sizeof(bytes));
  to = __builtin_convertvector(bytes, typename Lanes<kLanes>::Words);
}

// The upper halves of the products; the compilers know the instruction.
template <int kLanes>
DUIKOU_INLINE void MultiplyHigh(const typename Lanes<kLanes>::Words& a,
                                const typename Lanes<kLanes>::Words& b,
                                typename Lanes<kLanes>::Words& out) {
  using Wide = typename Lanes<kLanes>::Wide;
  const Wide product =
      __builtin_convertvector(a, Wide) * __builtin_convertvector(b, Wide);
  out = __builtin_convertvector(product >> 16, typename Lanes<kLanes>::Words);
}

// A bit a lane of a mask, whose lanes have all bits or none.
template <int kLanes>
DUIKOU_INLINE uint32_t BitsOf(const typename Lanes<kLanes>::Words& mask) {
  uint32_t bits = 0;
#if defined(__SSE2__)
  __m128i halves[2] = {};
  std::memcpy(halves, &mask, sizeof(mask));
  bits = static_cast<uint32_t>(
      _mm_movemask_epi8(_mm_packs_epi16(halves[0], halves[1])));
#else
  uint64_t words[kLanes / 4];
  std::memcpy(words, &mask, sizeof(words));
  for (int w = 0; w < kLanes / 4; ++w) {
    // The lowest bit of each lane, gathered by a product.
    const uint64_t each = words[w] & 0x0001'0001'0001'0001u;
    bits |= static_cast<uint32_t>((each * 0x1000'2000'4000'8000u) >> 60)
            << (4 * w);
  }
#endif
  return bits;
}

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_LANES_H_
