#include "matcher/index/row_sift.h"

#include <cstring>

#include "matcher/index/lanes.h"

namespace duikou {
namespace {

// Raises `best` by the points of amounts, where they are `within`.
template <int kLanes>
DUIKOU_INLINE void RaiseByFund(const SiftTerms::Kind& kind,
                               const typename Lanes<kLanes>::Words& amount,
                               const typename Lanes<kLanes>::Words& within,
                               typename Lanes<kLanes>::Words& best) {
  using Words = typename Lanes<kLanes>::Words;
  const Words left = (Words)(amount < kind.peak);
  const Words from_peak =
      left ? (Words)(kind.peak - amount) : (Words)(amount - kind.peak);
  const Words span = (left & kind.left.span) | (~left & kind.right.span);
  const Words scale = (left & kind.left.scale) | (~left & kind.right.scale);
  const Words slope = (left & kind.left.slope) | (~left & kind.right.slope);
  const Words distance = from_peak < span ? from_peak : span;
  Words fall;
  MultiplyHigh<kLanes>(distance * scale, slope, fall);
  const Words part = (kind.most - fall) & within;
  best = part > best ? part : best;
}

// Marks, in `pass`, the rows that may pass by this kind, and raises `best`.
template <int kLanes>
DUIKOU_INLINE void SiftKind(const SiftTerms::Kind& kind, const uint16_t* open,
                            const uint16_t* smallest,
                            typename Lanes<kLanes>::Words& best,
                            typename Lanes<kLanes>::Words& pass) {
  using Words = typename Lanes<kLanes>::Words;
  Words amount, least_amount = {};
  LoadTo(open, amount);
  if (smallest != nullptr) LoadTo(smallest, least_amount);
  pass |= (Words)(amount != 0) & (Words)(least_amount <= kind.ceiling);
  const Words within =
      (Words)(amount >= kind.least) & (Words)(amount <= kind.ceiling);
  RaiseByFund<kLanes>(kind, amount, within, best);
}

template <int kLanes>
DUIKOU_INLINE void SiftSome(const SiftTerms& terms, const RowColumns& columns,
                            int i, const uint16_t* base, uint16_t least,
                            uint16_t* bounds, uint8_t* hits) {
  using Words = typename Lanes<kLanes>::Words;
  Words best = {}, pass = {};
  for (int k = 0; k < terms.kind_count; ++k) {
    const SiftTerms::Kind& kind = terms.kinds[k];
    const uint16_t* smallest = columns.smallest[kind.kind];
    SiftKind<kLanes>(kind, columns.open[kind.kind] + i,
                     smallest == nullptr ? nullptr : smallest + i, best, pass);
  }
  Words standing, bound, year, marks;
  LoadTo(columns.standing + i, standing);
  const Words scale = Words{} + terms.standing_scale;
  const Words more = Words{} + static_cast<uint16_t>(1 + terms.standing_gain);
  MultiplyHigh<kLanes>(standing << 2, scale, bound);
  bound += best + more;
  if (base != nullptr) {
    Words sum;
    LoadTo(base + i, sum);
    bound += sum;
  }
  LoadBytes<kLanes>(columns.first_year + i, year);
  pass &= (Words)(year <= terms.year_high);
  LoadBytes<kLanes>(columns.last_year + i, year);
  pass &= (Words)(year >= terms.year_low);
  LoadBytes<kLanes>(columns.marks + i, marks);
  pass &= (Words)((marks & terms.marks) == terms.marks) &
          (Words)(marks >= terms.least_marks) & (Words)(bound >= least);
  const uint32_t bits = BitsOf<kLanes>(pass);
  if (bits != 0) std::memcpy(bounds + i, &bound, sizeof(bound));
  for (int b = 0; b < kLanes / 8; ++b) {
    hits[i / 8 + b] = static_cast<uint8_t>(bits >> (8 * b));
  }
}

// SiftSome of a line by one kind.
DUIKOU_INLINE uint32_t SiftOne(const SiftTerms& terms,
                               const SiftTerms::Kind& kind,
                               const SiftLine& line, const uint16_t* base,
                               uint16_t least, uint16_t* bounds) {
  using Words = Lanes<kSiftStep>::Words;
  Words best = {}, pass = {}, standing, bound, year, marks;
  SiftKind<kSiftStep>(kind, line.open, nullptr, best, pass);
  LoadTo(line.standing, standing);
  const Words scale = Words{} + terms.standing_scale;
  const Words more = Words{} + static_cast<uint16_t>(1 + terms.standing_gain);
  MultiplyHigh<kSiftStep>(standing << 2, scale, bound);
  bound += best + more;
  if (base != nullptr) {
    Words sum;
    LoadTo(base, sum);
    bound += sum;
  }
  LoadBytes<kSiftStep>(line.first_year, year);
  pass &= (Words)(year <= terms.year_high);
  LoadBytes<kSiftStep>(line.last_year, year);
  pass &= (Words)(year >= terms.year_low);
  LoadBytes<kSiftStep>(line.marks, marks);
  pass &= (Words)((marks & terms.marks) == terms.marks) &
          (Words)(marks >= terms.least_marks) & (Words)(bound >= least);
  std::memcpy(bounds, &bound, sizeof(bound));
  return BitsOf<kSiftStep>(pass);
}

DUIKOU_INLINE uint32_t SiftSomeZones(const SiftTerms& terms,
                                     const SiftTerms::Kind& kind,
                                     const ZoneLine& zones, uint16_t least,
                                     uint16_t* bounds) {
  using Words = Lanes<kSiftStep>::Words;
  Words best = {}, low, high, standing, marks, bound;
  LoadTo(zones.low, low);
  LoadTo(zones.high, high);
  LoadTo(zones.standing, standing);
  LoadTo(zones.marks, marks);
  // The amount between the two that is nearest to the peak.
  Words nearest = Words{} + kind.peak;
  nearest = nearest > low ? nearest : low;
  nearest = nearest < high ? nearest : high;
  const Words within =
      (Words)(high >= kind.least) & (Words)(low <= kind.ceiling);
  RaiseByFund<kSiftStep>(kind, nearest, within, best);
  const Words scale = Words{} + terms.standing_scale;
  const Words more = Words{} + static_cast<uint16_t>(1 + terms.standing_gain);
  MultiplyHigh<kSiftStep>(standing << 2, scale, bound);
  bound += best + more;
  std::memcpy(bounds, &bound, sizeof(bound));
  return BitsOf<kSiftStep>((Words)((marks & terms.marks_bits) != 0) &
                           (Words)(bound >= least));
}

template <int kLanes>
DUIKOU_INLINE void SiftAll(const SiftTerms& terms, const RowColumns& columns,
                           int count, const uint16_t* base, uint16_t least,
                           uint16_t* bounds, uint8_t* hits) {
  int i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    SiftSome<kLanes>(terms, columns, i, base, least, bounds, hits);
  }
  for (; i < count; i += kSiftStep) {
    SiftSome<kSiftStep>(terms, columns, i, base, least, bounds, hits);
  }
}

DUIKOU_INLINE void SumAll(const int32_t* by_sector, const int32_t* by_area,
                          const int32_t* sectors, const int32_t* areas,
                          int count, uint16_t* sums) {
  for (int i = 0; i < count; ++i) {
    const int32_t sum = by_sector[sectors[i]] + by_area[areas[i]];
    sums[i] = static_cast<uint16_t>(sum < 0 ? 0 : sum);
  }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) uint32_t SiftZonesAvx2(
    const SiftTerms& terms, const SiftTerms::Kind& kind, const ZoneLine& zones,
    uint16_t least, uint16_t* bounds) {
  return SiftSomeZones(terms, kind, zones, least, bounds);
}

__attribute__((target("avx2"))) uint32_t SiftLineAvx2(
    const SiftTerms& terms, const SiftTerms::Kind& kind, const SiftLine& line,
    const uint16_t* base, uint16_t least, uint16_t* bounds) {
  return SiftOne(terms, kind, line, base, least, bounds);
}

__attribute__((target("avx2"))) void SiftAvx2(const SiftTerms& terms,
                                              const RowColumns& columns,
                                              int count, const uint16_t* base,
                                              uint16_t least, uint16_t* bounds,
                                              uint8_t* hits) {
  SiftAll<16>(terms, columns, count, base, least, bounds, hits);
}

__attribute__((target("avx2"))) void SumAvx2(const int32_t* by_sector,
                                             const int32_t* by_area,
                                             const int32_t* sectors,
                                             const int32_t* areas, int count,
                                             uint16_t* sums) {
  SumAll(by_sector, by_area, sectors, areas, count, sums);
}

const bool kHasAvx2 = __builtin_cpu_supports("avx2");
#endif

}  // namespace

void Sift(const SiftTerms& terms, const RowColumns& columns, int count,
          const uint16_t* base, uint16_t least, uint16_t* bounds,
          uint8_t* hits) {
#if defined(__x86_64__)
  if (kHasAvx2) {
    return SiftAvx2(terms, columns, count, base, least, bounds, hits);
  }
#endif
  SiftAll<8>(terms, columns, count, base, least, bounds, hits);
}

uint32_t Sift(const SiftTerms& terms, const SiftTerms::Kind& kind,
              const SiftLine& line, const uint16_t* base, uint16_t least,
              uint16_t* bounds) {
#if defined(__x86_64__)
  if (kHasAvx2) return SiftLineAvx2(terms, kind, line, base, least, bounds);
#endif
  return SiftOne(terms, kind, line, base, least, bounds);
}

uint32_t SiftZones(const SiftTerms& terms, const SiftTerms::Kind& kind,
                   const ZoneLine& zones, uint16_t least, uint16_t* bounds) {
#if defined(__x86_64__)
  if (kHasAvx2) return SiftZonesAvx2(terms, kind, zones, least, bounds);
#endif
  return SiftSomeZones(terms, kind, zones, least, bounds);
}

void SumPlaces(const int32_t* by_sector, const int32_t* by_area,
               const int32_t* sectors, const int32_t* areas, int count,
               uint16_t* sums) {
#if defined(__x86_64__)
  if (kHasAvx2) return SumAvx2(by_sector, by_area, sectors, areas, count, sums);
#endif
  SumAll(by_sector, by_area, sectors, areas, count, sums);
}

}  // namespace duikou
