#include "matcher/index/project_index.h"

#include <algorithm>
#include <limits>

#include "matcher/base/check.h"
#include "matcher/base/log2.h"
#include "matcher/base/status_macros.h"
#include "matcher/scorer/criteria.h"

namespace duikou {
namespace {

constexpr int32_t kNoLog = std::numeric_limits<int32_t>::max();

IndexRow RowOf(const Project& project, ProjectSlot slot) {
  IndexRow row{.slot = slot, .other_needs = project.other_needs};
  row.first_year = static_cast<int16_t>(project.first_year);
  row.last_year = static_cast<int16_t>(
      project.last_year == 0 ? kMaxYear : project.last_year);
  row.standing = static_cast<int16_t>(StandingCriterion::Value(project));
  row.open = project.open ? 1 : 0;
  for (int kind = 0; kind < kMaxFundKinds; ++kind) {
    if (project.funds[kind].open > Money()) {
      row.kinds = static_cast<uint8_t>(row.kinds | 1 << kind);
    }
  }
  return row;
}

IndexFund FundOf(const FundNeed& need) {
  const int64_t open = need.open.fen();
  return {.open = open,
          .smallest = need.smallest().fen(),
          .log = open > 0 ? Log2(open) : kNone};
}

// Widens the cell's bounds by its row `i`.
void Widen(IndexCell& cell, size_t i, int kinds) {
  cell.best_standing =
      std::max<int32_t>(cell.best_standing, cell.rows[i].standing);
  for (int kind = 0; kind < kinds; ++kind) {
    const IndexFund& fund = cell.funds[i * kinds + kind];
    if (fund.open == 0) continue;
    cell.lowest_log[kind] = std::min(cell.lowest_log[kind], fund.log);
    cell.highest_log[kind] = std::max(cell.highest_log[kind], fund.log);
  }
}

void ResetBounds(IndexCell& cell) {
  cell.best_standing = 0;
  cell.lowest_log.fill(kNoLog);
  cell.highest_log.fill(kNone);
}

}  // namespace

ProjectIndex::ProjectIndex(std::shared_ptr<const Taxonomy> taxonomy)
    : taxonomy_(std::move(taxonomy)) {}

absl::Status ProjectIndex::Upsert(Project project) {
  RETURN_IF_ERROR(ValidateProject(project, *taxonomy_));
  if (auto found = slot_of_.find(project.id); found != slot_of_.end()) {
    const ProjectSlot slot = found->second;
    RemoveRow(slot);
    projects_[slot] = std::move(project);
    AddRow(slot);
    return absl::OkStatus();
  }
  if (size() >= kMaxProjects) {
    return absl::ResourceExhaustedError("projects: too many");
  }
  ProjectSlot slot;
  if (free_.empty()) {
    slot = static_cast<ProjectSlot>(projects_.size());
    projects_.emplace_back();
    places_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  slot_of_.emplace(project.id, slot);
  projects_[slot] = std::move(project);
  AddRow(slot);
  return absl::OkStatus();
}

bool ProjectIndex::Erase(absl::string_view id) {
  auto found = slot_of_.find(id);
  if (found == slot_of_.end()) return false;
  const ProjectSlot slot = found->second;
  RemoveRow(slot);
  slot_of_.erase(found);
  projects_[slot] = Project();
  free_.push_back(slot);
  return true;
}

const Project* ProjectIndex::Find(absl::string_view id) const {
  const ProjectSlot slot = FindSlot(id);
  return slot == kNone ? nullptr : &projects_[slot];
}

ProjectSlot ProjectIndex::FindSlot(absl::string_view id) const {
  auto found = slot_of_.find(id);
  return found == slot_of_.end() ? kNone : found->second;
}

void ProjectIndex::AddRow(ProjectSlot slot) {
  const Project& project = projects_[slot];
  const int kinds = taxonomy_->fund_kind_count();
  const int32_t at = CellOf(project.sector, project.area);
  IndexCell& cell = cells_[at];
  places_[slot] = {.cell = at, .row = static_cast<int32_t>(cell.rows.size())};
  cell.rows.push_back(RowOf(project, slot));
  for (int kind = 0; kind < kinds; ++kind) {
    cell.funds.push_back(FundOf(project.funds[kind]));
  }
  Widen(cell, cell.rows.size() - 1, kinds);
}

void ProjectIndex::RemoveRow(ProjectSlot slot) {
  const Place place = places_[slot];
  DUIKOU_CHECK(place.cell != kNone) << slot;
  const int kinds = taxonomy_->fund_kind_count();
  IndexCell& cell = cells_[place.cell];
  // The last row takes the place of the one that goes.
  const size_t last = cell.rows.size() - 1;
  cell.rows[place.row] = cell.rows[last];
  std::copy_n(cell.funds.begin() + last * kinds, kinds,
              cell.funds.begin() + static_cast<size_t>(place.row) * kinds);
  places_[cell.rows[place.row].slot].row = place.row;
  cell.rows.pop_back();
  cell.funds.resize(last * kinds);
  places_[slot] = Place();
  ResetBounds(cell);
  for (size_t i = 0; i < cell.rows.size(); ++i) Widen(cell, i, kinds);
}

int32_t ProjectIndex::CellOf(SectorIndex sector, AreaIndex area) {
  auto [found, is_new] =
      cell_of_.try_emplace({sector, area}, static_cast<int32_t>(cells_.size()));
  if (is_new) {
    IndexCell cell{.sector = sector, .area = area};
    ResetBounds(cell);
    cells_.push_back(std::move(cell));
  }
  return found->second;
}

}  // namespace duikou
