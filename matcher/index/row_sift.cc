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

// What standing can add, and `best` of fund size.
template <int kLanes>
DUIKOU_INLINE void BoundBy(const SiftTerms& terms, const uint16_t* standing,
                           const typename Lanes<kLanes>::Words& best,
                           typename Lanes<kLanes>::Words& bound) {
  using Words = typename Lanes<kLanes>::Words;
  Words values;
  LoadTo(standing, values);
  const Words scale = Words{} + terms.standing_scale;
  const Words more = Words{} + static_cast<uint16_t>(1 + terms.standing_gain);
  MultiplyHigh<kLanes>(values << 2, scale, bound);
  bound += best + more;
}

// Leaves in `pass` the rows from i on whose year and marks may pass and whose
// bound reaches `least`. `Rows`: RowColumns or SiftLine.
template <int kLanes, typename Rows>
DUIKOU_INLINE void SiftRest(const SiftTerms& terms, const Rows& rows, int i,
                            const uint16_t* base, uint16_t least,
                            const typename Lanes<kLanes>::Words& best,
                            typename Lanes<kLanes>::Words& pass,
                            typename Lanes<kLanes>::Words& bound) {
  using Words = typename Lanes<kLanes>::Words;
  Words year, marks;
  BoundBy<kLanes>(terms, rows.standing + i, best, bound);
  if (base != nullptr) {
    Words sum;
    LoadTo(base + i, sum);
    bound += sum;
  }
  LoadBytes<kLanes>(rows.first_year + i, year);
  pass &= (Words)(year <= terms.year_high);
  LoadBytes<kLanes>(rows.last_year + i, year);
  pass &= (Words)(year >= terms.year_low);
  LoadBytes<kLanes>(rows.marks + i, marks);
  pass &= (Words)((marks & terms.marks) == terms.marks) &
          (Words)(marks >= terms.least_marks) & (Words)(bound >= least);
}

template <int kLanes>
DUIKOU_INLINE void SiftSome(const SiftTerms& terms, const RowColumns& columns,
                            int i, const uint16_t* base, uint16_t least,
                            uint16_t* bounds, uint8_t* hits) {
  using Words = typename Lanes<kLanes>::Words;
  Words best = {}, pass = {}, bound;
  for (int k = 0; k < terms.kind_count; ++k) {
    const SiftTerms::Kind& kind = terms.kinds[k];
    const uint16_t* smallest = columns.smallest[kind.kind];
    SiftKind<kLanes>(kind, columns.open[kind.kind] + i,
                     smallest == nullptr ? nullptr : smallest + i, best, pass);
  }
  SiftRest<kLanes>(terms, columns, i, base, least, best, pass, bound);
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
  Lanes<kSiftStep>::Words best = {}, pass = {}, bound;
  SiftKind<kSiftStep>(kind, line.open, nullptr, best, pass);
  SiftRest<kSiftStep>(terms, line, 0, base, least, best, pass, bound);
  std::memcpy(bounds, &bound, sizeof(bound));
  return BitsOf<kSiftStep>(pass);
}

DUIKOU_INLINE uint32_t SiftSomeZones(const SiftTerms& terms,
                                     const SiftTerms::Kind& kind,
                                     const ZoneLine& zones, uint16_t least,
                                     uint16_t* bounds) {
  using Words = Lanes<kSiftStep>::Words;
  Words best = {}, low, high, marks, bound;
  LoadTo(zones.low, low);
  LoadTo(zones.high, high);
  LoadTo(zones.marks, marks);
  // The amount between the two that is nearest to the peak.
  Words nearest = Words{} + kind.peak;
  nearest = nearest > low ? nearest : low;
  nearest = nearest < high ? nearest : high;
  const Words within =
      (Words)(high >= kind.least) & (Words)(low <= kind.ceiling);
  RaiseByFund<kSiftStep>(kind, nearest, within, best);
  BoundBy<kSiftStep>(terms, zones.standing, best, bound);
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
