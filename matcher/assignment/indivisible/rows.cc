#include "matcher/assignment/indivisible/rows.h"

#include <algorithm>

// The same loops compiled twice; the compiler vectorises both.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define DUIKOU_ROWS_AVX2 1
#endif

namespace duikou::indivisible {
namespace {

#define DUIKOU_ROWS_INLINE inline __attribute__((always_inline))

template <typename T>
DUIKOU_ROWS_INLINE void TakeOrLeaveLoop(T* __restrict to, int64_t length,
                                        const T* from, int64_t from_length,
                                        int64_t shift, T value) {
  const int64_t both = std::clamp<int64_t>(from_length - shift, 0, length);
  const T* shifted = from + shift;
  for (int64_t c = 0; c < both; ++c) {
    const T taken = shifted[c] + value;
    to[c] = taken > from[c] ? taken : from[c];
  }
  for (int64_t c = both; c < length; ++c) to[c] = from[c];
}

template <typename T>
DUIKOU_ROWS_INLINE void RaiseToLoop(T* __restrict to, const T* from,
                                    int64_t length, T value) {
  for (int64_t c = 0; c < length; ++c) {
    const T other = from[c] + value;
    to[c] = other > to[c] ? other : to[c];
  }
}

template <typename T>
DUIKOU_ROWS_INLINE T GreatestSumLoop(const T* a, const T* b, int64_t length) {
  T best = a[0] + b[0];
  for (int64_t c = 1; c < length; ++c) {
    const T sum = a[c] + b[c];
    best = sum > best ? sum : best;
  }
  return best;
}

#ifdef DUIKOU_ROWS_AVX2
bool HasAvx2() { return __builtin_cpu_supports("avx2") != 0; }

template <typename T>
__attribute__((target("avx2"))) void TakeOrLeaveAvx2(T* to, int64_t length,
                                                     const T* from,
                                                     int64_t from_length,
                                                     int64_t shift, T value) {
  TakeOrLeaveLoop(to, length, from, from_length, shift, value);
}
template <typename T>
__attribute__((target("avx2"))) void RaiseToAvx2(T* to, const T* from,
                                                 int64_t length, T value) {
  RaiseToLoop(to, from, length, value);
}
template <typename T>
__attribute__((target("avx2"))) T GreatestSumAvx2(const T* a, const T* b,
                                                  int64_t length) {
  return GreatestSumLoop(a, b, length);
}
#endif

template <typename T>
void TakeOrLeaveHere(T* to, int64_t length, const T* from, int64_t from_length,
                     int64_t shift, T value) {
#ifdef DUIKOU_ROWS_AVX2
  if (HasAvx2()) {
    return TakeOrLeaveAvx2(to, length, from, from_length, shift, value);
  }
#endif
  TakeOrLeaveLoop(to, length, from, from_length, shift, value);
}

template <typename T>
void RaiseToHere(T* to, const T* from, int64_t length, T value) {
#ifdef DUIKOU_ROWS_AVX2
  if (HasAvx2()) return RaiseToAvx2(to, from, length, value);
#endif
  RaiseToLoop(to, from, length, value);
}

template <typename T>
T GreatestSumHere(const T* a, const T* b, int64_t length) {
#ifdef DUIKOU_ROWS_AVX2
  if (HasAvx2()) return GreatestSumAvx2(a, b, length);
#endif
  return GreatestSumLoop(a, b, length);
}

}  // namespace

void TakeOrLeave(int32_t* to, int64_t length, const int32_t* from,
                 int64_t from_length, int64_t shift, int32_t value) {
  TakeOrLeaveHere(to, length, from, from_length, shift, value);
}
void TakeOrLeave(int64_t* to, int64_t length, const int64_t* from,
                 int64_t from_length, int64_t shift, int64_t value) {
  TakeOrLeaveHere(to, length, from, from_length, shift, value);
}
void RaiseTo(int32_t* to, const int32_t* from, int64_t length, int32_t value) {
  RaiseToHere(to, from, length, value);
}
void RaiseTo(int64_t* to, const int64_t* from, int64_t length, int64_t value) {
  RaiseToHere(to, from, length, value);
}
int32_t GreatestSum(const int32_t* a, const int32_t* b, int64_t length) {
  return GreatestSumHere(a, b, length);
}
int64_t GreatestSum(const int64_t* a, const int64_t* b, int64_t length) {
  return GreatestSumHere(a, b, length);
}

}  // namespace duikou::indivisible
