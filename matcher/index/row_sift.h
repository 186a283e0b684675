// Sift: which of many rows can reach a score, some at a time.
//
// Problem: of the rows in columns, those that pass the hard filters and whose
// score could be at least a given one, with what is known of it.
// Method: all in 16-bit lanes. The part of fund size falls along each side of
// its peak by a product of the distance and a slope, both scaled to 16 bits;
// every product is rounded in favour of the row, so that no row is lost. With
// straight curves a bound is at most kSiftSlack above the parts of standing and
// fund size, plus 1,600 per 10,000 of weight on amounts whose logarithm lies
// level with a limit; bent ones add what lies between them and a line. On
// machines with AVX2 sixteen rows at once, on others eight. Complexity: O(rows
// × kinds given). Limits: weights sum to 10,000, so bounds stay within 16 bits.
#ifndef DUIKOU_MATCHER_INDEX_ROW_SIFT_H_
#define DUIKOU_MATCHER_INDEX_ROW_SIFT_H_

#include <array>
#include <cstdint>

#include "matcher/index/index_row.h"

namespace duikou {

// Rows are sifted in multiples of this; columns are that long.
inline constexpr int kSiftStep = 8;
// What rounding adds to the parts of a row at most.
inline constexpr int32_t kSiftSlack = 5;

// What a query asks of the columns (QueryTerms::sift makes it).
struct SiftTerms {
  struct Side {
    uint16_t span = 0;   // from the peak to where it falls no further
    uint16_t scale = 0;  // a power of two that takes the span to 15 … 16 bits
    uint16_t slope = 0;  // points a scaled step, × 2^16, rounded down
  };
  struct Kind {
    int kind = 0;
    // AmountCodes: the part is 0 outside of least … ceiling, and a project
    // whose smallest amount is over the ceiling does not pass by this kind.
    uint16_t least = 0;
    uint16_t ceiling = 0;
    uint16_t peak = 0;
    uint16_t most = 0;  // points at the peak
    Side left;
    Side right;
  };
  std::array<Kind, kMaxFundKinds> kinds = {};
  int kind_count = 0;
  // Points of standing: (4 · standing · standing_scale) / 2^16 and its gain.
  uint16_t standing_scale = 0;
  uint16_t standing_gain = 0;
  // A row passes where first_year ≤ year_high and last_year ≥ year_low.
  uint8_t year_low = 0;
  uint8_t year_high = 254;
  // Marks that must be set, and the least that they must come to.
  uint8_t marks = 0;
  uint8_t least_marks = 0;
  // MarksBit of all that may pass.
  uint16_t marks_bits = 0xffff;
};

// Sets bit i % 8 of hits[i / 8] where row i may pass and its bound reaches
// `least`, and bounds[i] for those rows. A bound is base[i] (0 where null) plus
// those of standing and fund size. Rows that are level with a ceiling or whose
// year the codes cannot tell may be hits without passing.
// Smallest amounts are not looked at where their column is null.
// REQUIRES: `count` is a multiple of kSiftStep.
void Sift(const SiftTerms& terms, const RowColumns& columns, int count,
          const uint16_t* base, uint16_t least, uint16_t* bounds,
          uint8_t* hits);

// Entries of one kind (IndexRow::EntryRow) side by side, as much of them as
// sifting reads: one line of the cache.
struct alignas(64) SiftLine {
  uint16_t open[kSiftStep];
  uint16_t standing[kSiftStep];
  uint8_t first_year[kSiftStep];
  uint8_t last_year[kSiftStep];
  uint8_t marks[kSiftStep];
  uint8_t place[kSiftStep];
};

// The same for a line: the bits of its hits. Smallest amounts are not looked
// at.
uint32_t Sift(const SiftTerms& terms, const SiftTerms::Kind& kind,
              const SiftLine& line, const uint16_t* base, uint16_t least,
              uint16_t* bounds);

// What is known of eight blocks of such lines, another line of the cache: the
// best standing, the least and the greatest AmountCode, and the MarksBit of all
// entries; 0 beyond the blocks.
struct alignas(64) ZoneLine {
  uint16_t standing[kSiftStep];
  uint16_t low[kSiftStep];
  uint16_t high[kSiftStep];
  uint16_t marks[kSiftStep];
};

// The bits of the blocks where an entry may be a hit, and all bounds. Years are
// not looked at.
uint32_t SiftZones(const SiftTerms& terms, const SiftTerms::Kind& kind,
                   const ZoneLine& zones, uint16_t least, uint16_t* bounds);

// sums[i] = by_sector[sectors[i]] + by_area[areas[i]], 0 where that is
// negative. REQUIRES: `count` is a multiple of kSiftStep.
void SumPlaces(const int32_t* by_sector, const int32_t* by_area,
               const int32_t* sectors, const int32_t* areas, int count,
               uint16_t* sums);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_ROW_SIFT_H_
