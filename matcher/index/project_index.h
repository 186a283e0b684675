// ProjectIndex: the projects of a programme, laid out for ranking.
//
// Projects stand in cells, one for each (sector, area), in rows that hold just
// what scoring reads; a cell knows the best standing and the range of amounts
// in it, which bounds the score of everything it holds.
//
//   ProjectIndex index(taxonomy);
//   RETURN_IF_ERROR(index.Upsert(project));   // new or changed
//   index.Erase("tea-park");
//   const Project* p = index.Find("tea-park");
//   Ranking ranking = RankProjects(index, supporter, query);
//
// Complexity: Upsert and Erase take the time of one cell, whatever the size of
// the index. Memory: a Project plus 16 bytes and 24 a fund kind.
// Limits: kMaxProjects.
#ifndef DUIKOU_MATCHER_INDEX_PROJECT_INDEX_H_
#define DUIKOU_MATCHER_INDEX_PROJECT_INDEX_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "matcher/base/project.h"
#include "matcher/base/score.h"
#include "matcher/base/taxonomy.h"

namespace duikou {

// Where a project stands in the index; stays until the project is erased.
using ProjectSlot = int32_t;

// What scoring reads of a project.
struct IndexRow {
  ProjectSlot slot = kNone;
  NeedMask other_needs = 0;
  int16_t first_year = 0;
  int16_t last_year = 0;  // kMaxYear where there is none
  int16_t standing = 0;   // StandingCriterion::Value
  uint8_t open = 0;
  uint8_t kinds = 0;  // one bit for each kind with an open need
};
struct IndexFund {
  int64_t open = 0;
  int64_t smallest = 0;  // FundNeed::smallest
  int32_t log = kNone;   // Log2(open)
};

struct IndexCell {
  SectorIndex sector = kNone;
  AreaIndex area = kNone;
  std::vector<IndexRow> rows;
  // rows.size() × the programme's fund kinds, row by row.
  std::vector<IndexFund> funds;
  // Over the rows; an empty range (low > high) where no row has the kind.
  int32_t best_standing = 0;
  std::array<int32_t, kMaxFundKinds> lowest_log = {};
  std::array<int32_t, kMaxFundKinds> highest_log = {};
};

// Copyable; a copy is an independent snapshot. Thread-compatible: const calls
// may run side by side, changes need the caller's lock.
class ProjectIndex {
 public:
  static constexpr int kMaxProjects = 100'000'000;

  // Shares `taxonomy`: see Taxonomy. A changed taxonomy needs a new index.
  explicit ProjectIndex(std::shared_ptr<const Taxonomy> taxonomy);

  // Puts the project in, in place of the one with the same id if there is one.
  // INVALID_ARGUMENT as ValidateProject, then nothing has changed;
  // RESOURCE_EXHAUSTED over kMaxProjects.
  absl::Status Upsert(Project project);
  // Whether there was such a project.
  bool Erase(absl::string_view id);

  // nullptr where there is none. Valid until the next change.
  const Project* Find(absl::string_view id) const;
  // kNone where there is none.
  ProjectSlot FindSlot(absl::string_view id) const;
  // REQUIRES: `slot` holds a project.
  const Project& project(ProjectSlot slot) const { return projects_[slot]; }

  // The cell, row and funds of a project. REQUIRES: as project().
  struct RowPlace {
    const IndexCell& cell;
    const IndexRow& row;
    const IndexFund* funds;
  };
  RowPlace row(ProjectSlot slot) const {
    const Place& place = places_[slot];
    const IndexCell& cell = cells_[place.cell];
    return {cell, cell.rows[place.row],
            &cell.funds[static_cast<size_t>(place.row) *
                        taxonomy_->fund_kind_count()]};
  }

  int size() const { return static_cast<int>(slot_of_.size()); }
  const std::shared_ptr<const Taxonomy>& taxonomy() const { return taxonomy_; }
  // In no particular order; may hold empty ones.
  const std::vector<IndexCell>& cells() const { return cells_; }

 private:
  struct Place {
    int32_t cell = kNone;
    int32_t row = 0;
  };

  void AddRow(ProjectSlot slot);
  void RemoveRow(ProjectSlot slot);
  int32_t CellOf(SectorIndex sector, AreaIndex area);

  std::shared_ptr<const Taxonomy> taxonomy_;
  std::vector<Project> projects_;  // by slot
  std::vector<Place> places_;      // by slot
  std::vector<ProjectSlot> free_;
  absl::flat_hash_map<std::string, ProjectSlot> slot_of_;
  std::vector<IndexCell> cells_;
  absl::flat_hash_map<std::pair<SectorIndex, AreaIndex>, int32_t> cell_of_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_PROJECT_INDEX_H_
