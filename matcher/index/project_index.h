// ProjectIndex: the projects of a programme, laid out for ranking.
//
// Projects stand in a table by slot; beside it, what scoring reads of them
// stands in rows of few bytes: in one list while there are few, which a scan
// goes through at once, and in cells by sector and area from then on
// (cell_table.h), of which a query looks at the most promising.
//
//   ProjectIndex index(taxonomy);
//   RETURN_IF_ERROR(index.Upsert(project));   // new or changed
//   index.Erase("tea-park");
//   const Project* p = index.Find("tea-park");
//   Ranking ranking = RankProjects(index, supporter, query);
//
// Complexity: Upsert and Erase take the time of one cell, whatever the size of
// the index. Memory: a Project and its id, and rows (row_bytes()).
// Limits: kMaxProjects.
#ifndef DUIKOU_MATCHER_INDEX_PROJECT_INDEX_H_
#define DUIKOU_MATCHER_INDEX_PROJECT_INDEX_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "matcher/base/project.h"
#include "matcher/base/taxonomy.h"
#include "matcher/index/cell_table.h"
#include "matcher/index/flat_rows.h"
#include "matcher/index/index_row.h"

namespace duikou {

struct IndexOptions {
  // Up to so many projects a scan of all is quicker than cells, measured on
  // machines of 2022. From twice as many on there are cells, and again none
  // below it.
  int32_t few = 8'192;
};

// Copyable; a copy is an independent snapshot. Thread-compatible: const calls
// may run side by side, changes need the caller's lock.
class ProjectIndex {
 public:
  static constexpr int kMaxProjects = 100'000'000;

  // Shares `taxonomy`: see Taxonomy. A changed taxonomy needs a new index.
  explicit ProjectIndex(std::shared_ptr<const Taxonomy> taxonomy,
                        const IndexOptions& options = {});

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
  // Calls visit(project) for each, in no particular order.
  template <typename Visit>
  void ForEachProject(Visit&& visit) const {
    ForEachProject(kMaxProjects, std::forward<Visit>(visit));
  }
  // The same for so many of them, if there are as many.
  template <typename Visit>
  void ForEachProject(int most, Visit&& visit) const {
    for (const Project& project : projects_) {
      if (project.id.empty()) continue;
      if (--most < 0) return;
      visit(project);
    }
  }

  int size() const { return static_cast<int>(slot_of_.size()); }
  const std::shared_ptr<const Taxonomy>& taxonomy() const { return taxonomy_; }

  // The rows: one of the two, the other is null.
  const FlatRows* flat() const { return flat_ ? &*flat_ : nullptr; }
  const CellTable* cells() const { return cells_ ? &*cells_ : nullptr; }
  // What the rows and their bounds take, in bytes.
  int64_t row_bytes() const;

 private:
  PlacedRow RowIn(ProjectSlot slot) const;
  // Puts the row of the project in, in place of `before` if there was one.
  void ChangeRow(const PlacedRow* before, ProjectSlot slot);
  // Goes over to cells, or back.
  void FollowSize();

  std::shared_ptr<const Taxonomy> taxonomy_;
  IndexOptions options_;
  std::vector<Project> projects_;  // by slot; free ones have no id
  std::vector<ProjectSlot> free_;
  absl::flat_hash_map<std::string, ProjectSlot> slot_of_;
  std::optional<FlatRows> flat_;
  std::optional<CellTable> cells_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_PROJECT_INDEX_H_
