// IndexRow: what scoring reads of a project, in few bytes.
//
// Amounts stand as the logarithm that the curves take (matcher/base/log2.h);
// the fen are asked of the project itself, where the logarithm lies level with
// a limit. Years stand as codes that compare as the years do.
//
//   IndexRow row = RowOf(project, slot);
//   row.open[kind] != 0;                // there is an open need of this kind
#ifndef DUIKOU_MATCHER_INDEX_INDEX_ROW_H_
#define DUIKOU_MATCHER_INDEX_INDEX_ROW_H_

#include <array>
#include <cstdint>

#include "matcher/base/log2.h"
#include "matcher/base/project.h"

namespace duikou {

// Where a project stands in the index; stays until the project is erased.
using ProjectSlot = int32_t;

// 0 for nothing, else 1 + Log2: within 16 bits for any amount.
constexpr uint16_t AmountCode(int64_t fen) {
  return fen > 0 ? static_cast<uint16_t>(1 + Log2(fen)) : 0;
}

// The years of a project as two bytes. A year of support within kFirstCodedYear
// … kLastCodedYear lies within the project's years if and only if
//   first_code ≤ year − kYearZero ≤ last_code;
// a project that is not open has codes between which no year lies.
inline constexpr int32_t kYearZero = 1900;
inline constexpr int32_t kFirstCodedYear = kYearZero + 1;
inline constexpr int32_t kLastCodedYear = kYearZero + 253;

struct IndexRow {
  ProjectSlot slot = kNone;
  NeedMask other_needs = 0;
  uint16_t standing = 0;  // StandingCriterion::Value
  uint8_t first_year = 255;
  uint8_t last_year = 0;
  // Readiness in the upper bits, so that marks compare as it does; below it
  // kDemonstration and kResettlement.
  uint8_t marks = 0;
  // Of each fund kind the AmountCode of the open need and of
  // FundNeed::smallest.
  std::array<uint16_t, kMaxFundKinds> open = {};
  std::array<uint16_t, kMaxFundKinds> smallest = {};

  static constexpr uint8_t kDemonstration = 1;
  static constexpr uint8_t kResettlement = 2;
  static constexpr int kReadinessShift = 5;

  friend bool operator==(const IndexRow&, const IndexRow&) = default;
};

IndexRow RowOf(const Project& project, ProjectSlot slot);
// IndexRow::marks.
uint8_t MarksOf(const Project& project);

// One bit for marks that are alike: whether a demonstration site, whether a
// resettlement community, and a readiness of up to 2, 3, 4 or 5.
constexpr uint16_t MarksBit(uint8_t marks) {
  const int readiness = marks >> IndexRow::kReadinessShift;
  const int level = readiness < 3 ? 0 : readiness - 2;
  constexpr int kOthers = IndexRow::kDemonstration | IndexRow::kResettlement;
  return static_cast<uint16_t>(1
                               << ((kOthers + 1) * level + (marks & kOthers)));
}

// What a cell keeps of a project that needs funds of a kind: a row for each.
struct EntryRow {
  ProjectSlot slot = kNone;
  NeedMask other_needs = 0;
  uint16_t standing = 0;
  uint16_t open = 0;
  uint16_t smallest = 0;
  uint8_t first_year = 255;
  uint8_t last_year = 0;
  // As IndexRow::marks, with kSeveral where the project needs other kinds too,
  // and kFurther where one of them comes before this.
  uint8_t marks = 0;
  // Which of its group the area is.
  uint8_t place = 0;

  static constexpr uint8_t kSeveral = 4;
  static constexpr uint8_t kFurther = 8;

  friend bool operator==(const EntryRow&, const EntryRow&) = default;
};

// REQUIRES: row.open[kind] != 0.
EntryRow EntryOf(const IndexRow& row, FundKindIndex kind, uint8_t place);

// The same of many projects, a column each; kinds that are not there are null.
// Points into what holds the rows.
struct RowColumns {
  const ProjectSlot* slot = nullptr;
  const NeedMask* other_needs = nullptr;
  const uint16_t* standing = nullptr;
  const uint8_t* first_year = nullptr;
  const uint8_t* last_year = nullptr;
  const uint8_t* marks = nullptr;
  std::array<const uint16_t*, kMaxFundKinds> open = {};
  std::array<const uint16_t*, kMaxFundKinds> smallest = {};
  // Of entries alone.
  const uint8_t* place = nullptr;
};

// One of them. Valid until the next change.
struct RowRef {
  const RowColumns& columns;
  int i;

  ProjectSlot slot() const { return columns.slot[i]; }
  NeedMask other_needs() const { return columns.other_needs[i]; }
  int32_t standing() const { return columns.standing[i]; }
  uint8_t first_year() const { return columns.first_year[i]; }
  uint8_t last_year() const { return columns.last_year[i]; }
  uint8_t marks() const { return columns.marks[i]; }
  // Whether the project needs kinds that are not in the columns.
  bool is_partial() const {
    return columns.place != nullptr && (marks() & EntryRow::kSeveral) != 0;
  }
  // Whether the project comes once more, by a kind before.
  bool is_further() const { return (marks() & EntryRow::kFurther) != 0; }
  // REQUIRES (both): the columns have the kind.
  uint16_t open(FundKindIndex kind) const { return columns.open[kind][i]; }
  uint16_t smallest(FundKindIndex kind) const {
    return columns.smallest[kind][i];
  }
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_INDEX_ROW_H_
