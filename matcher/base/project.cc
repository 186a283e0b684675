#include "matcher/base/project.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace duikou {
namespace {

absl::Status Invalid(absl::string_view field, absl::string_view problem) {
  return absl::InvalidArgumentError(absl::StrCat(field, ": ", problem));
}

absl::Status ValidateFunds(const Project& project, const Taxonomy& taxonomy) {
  for (int kind = 0; kind < kMaxFundKinds; ++kind) {
    const FundNeed& need = project.funds[kind];
    const std::string field = absl::StrCat("funds[", kind, "]");
    if (!need.open.IsAmount()) return Invalid(field + ".open", "out of range");
    if (!need.total.IsAmount())
      return Invalid(field + ".total", "out of range");
    if (!need.least_share.IsAmount()) {
      return Invalid(field + ".least_share", "out of range");
    }
    if (need.open > Money() && !taxonomy.HasFundKind(kind)) {
      return Invalid(field, "the programme has no such fund kind");
    }
  }
  return absl::OkStatus();
}

}  // namespace

Money FundNeed::smallest() const {
  if (open <= Money()) return Money();
  if (all_or_nothing || !shareable) return open;
  return std::clamp(least_share, Money::Fen(1), open);
}

absl::Status ValidateProject(const Project& project, const Taxonomy& taxonomy) {
  if (project.id.empty()) return Invalid("id", "missing");
  if (!taxonomy.HasArea(project.area)) return Invalid("area", "unknown");
  if (!taxonomy.HasSector(project.sector)) return Invalid("sector", "unknown");
  for (int32_t year : {project.first_year, project.last_year}) {
    if (year < 0 || year > kMaxYear) return Invalid("years", "out of range");
  }
  if (project.first_year != 0 && project.last_year != 0 &&
      project.first_year > project.last_year) {
    return Invalid("years", "the first is after the last");
  }
  if (static_cast<int>(project.readiness) > kMaxReadiness) {
    return Invalid("readiness", "unknown");
  }
  for (int64_t people :
       {project.people_helped, project.jobs, project.training_places}) {
    if (people < 0 || people > kMaxPeople) {
      return Invalid("people", "out of range");
    }
  }
  return ValidateFunds(project, taxonomy);
}

}  // namespace duikou
