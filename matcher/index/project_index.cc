#include "matcher/index/project_index.h"

#include <utility>

#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"

namespace duikou {

ProjectIndex::ProjectIndex(std::shared_ptr<const Taxonomy> taxonomy,
                           const IndexOptions& options)
    : taxonomy_(std::move(taxonomy)), options_(options) {
  flat_.emplace(taxonomy_->fund_kind_count());
}

absl::Status ProjectIndex::Upsert(Project project) {
  RETURN_IF_ERROR(ValidateProject(project, *taxonomy_));
  if (const auto found = slot_of_.find(project.id); found != slot_of_.end()) {
    const ProjectSlot slot = found->second;
    const PlacedRow before = RowIn(slot);
    projects_[slot] = std::move(project);
    ChangeRow(&before, slot);
    return absl::OkStatus();
  }
  if (size() >= kMaxProjects) {
    return absl::ResourceExhaustedError("projects: too many");
  }
  ProjectSlot slot;
  if (free_.empty()) {
    slot = static_cast<ProjectSlot>(projects_.size());
    projects_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  slot_of_.emplace(project.id, slot);
  projects_[slot] = std::move(project);
  ChangeRow(nullptr, slot);
  FollowSize();
  return absl::OkStatus();
}

bool ProjectIndex::Erase(absl::string_view id) {
  const auto found = slot_of_.find(id);
  if (found == slot_of_.end()) return false;
  const ProjectSlot slot = found->second;
  const PlacedRow before = RowIn(slot);
  if (flat_) {
    flat_->Remove(slot);
  } else {
    cells_->Change(&before, nullptr);
  }
  slot_of_.erase(found);
  projects_[slot] = Project();
  free_.push_back(slot);
  FollowSize();
  return true;
}

const Project* ProjectIndex::Find(absl::string_view id) const {
  const ProjectSlot slot = FindSlot(id);
  return slot == kNone ? nullptr : &projects_[slot];
}

ProjectSlot ProjectIndex::FindSlot(absl::string_view id) const {
  const auto found = slot_of_.find(id);
  return found == slot_of_.end() ? kNone : found->second;
}

PlacedRow ProjectIndex::RowIn(ProjectSlot slot) const {
  const Project& project = projects_[slot];
  return {.sector = project.sector,
          .area = project.area,
          .row = RowOf(project, slot)};
}

void ProjectIndex::ChangeRow(const PlacedRow* before, ProjectSlot slot) {
  const PlacedRow now = RowIn(slot);
  if (cells_) {
    cells_->Change(before, &now);
  } else if (before != nullptr) {
    flat_->Replace(now.sector, now.area, now.row);
  } else {
    flat_->Add(now.sector, now.area, now.row);
  }
}

void ProjectIndex::FollowSize() {
  if (flat_ && size() > 2 * int64_t{options_.few}) {
    flat_.reset();
    cells_.emplace(taxonomy_);
  } else if (cells_ && size() < options_.few) {
    cells_.reset();
    flat_.emplace(taxonomy_->fund_kind_count());
  } else {
    return;
  }
  for (size_t slot = 0; slot < projects_.size(); ++slot) {
    if (!projects_[slot].id.empty())
      ChangeRow(nullptr, static_cast<ProjectSlot>(slot));
  }
}

int64_t ProjectIndex::row_bytes() const {
  return flat_ ? flat_->bytes() : cells_->bytes();
}

}  // namespace duikou
