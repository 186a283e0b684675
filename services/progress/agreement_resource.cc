#include "services/progress/agreement_resource.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/progress/agreement_rules.h"
#include "services/rpc/giving_rules.h"
#include "services/rpc/resource_name.h"

namespace duikou {

using catalogue::v1::Area;
using catalogue::v1::Programme;
using catalogue::v1::Project;
using profiles::v1::Unit;
using progress::v1::Agreement;
using progress::v1::Placement;

namespace {

absl::Status DoesNotExist(const WriteContext& context, absl::string_view path,
                          const std::string& name) {
  return context.Invalid(path, absl::StrCat(name, " 不存在"),
                         absl::StrCat(name, " does not exist"));
}

absl::Status CheckUnits(WriteContext& context, const Agreement& agreement) {
  ASSIGN_OR_RETURN(const std::optional<Unit> supporter,
                   context.Find<Unit>("units", LastId(agreement.supporter())));
  if (!supporter.has_value()) {
    return DoesNotExist(context, "supporter", agreement.supporter());
  }
  RETURN_IF_ERROR(context.Invalid(CheckSupporter(*supporter, "supporter")));
  ASSIGN_OR_RETURN(const std::optional<Unit> recipient,
                   context.Find<Unit>("units", LastId(agreement.recipient())));
  if (!recipient.has_value()) {
    return DoesNotExist(context, "recipient", agreement.recipient());
  }
  if (std::find(recipient->sides().begin(), recipient->sides().end(),
                profiles::v1::SIDE_RECIPIENT) != recipient->sides().end()) {
    return absl::OkStatus();
  }
  return context.Invalid(Violation{
      "not_a_recipient", "recipient",
      absl::StrCat(recipient->name(), " 不是受援方"),
      absl::StrCat(recipient->name(), " is not on SIDE_RECIPIENT; add that ",
                   "side to the unit first")});
}

// Whether the area is the outer one or lies in it.
absl::StatusOr<bool> LiesIn(WriteContext& context, std::string area,
                            const std::string& outer) {
  absl::flat_hash_set<std::string> seen;
  while (!area.empty() && seen.insert(area).second) {
    if (area == outer) return true;
    ASSIGN_OR_RETURN(const std::optional<Area> record,
                     context.Find<Area>("areas", LastId(area)));
    if (!record.has_value()) return false;
    if (record->group() == outer) return true;
    area = record->parent_area();
  }
  return false;
}

absl::Status CheckProject(WriteContext& context, const Agreement& agreement) {
  if (agreement.project().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(
      const std::optional<Project> project,
      context.Find<Project>("projects", LastId(agreement.project())));
  if (!project.has_value()) {
    return DoesNotExist(context, "project", agreement.project());
  }
  if (!project->recipient().empty() &&
      project->recipient() != agreement.recipient()) {
    return context.Invalid(
        Violation{"project_of_another", "project", "项目由另一受援单位提出",
                  absl::StrCat("was put forward by ", project->recipient(),
                               ", which is not the recipient")});
  }
  for (const Placement& placement : agreement.placements()) {
    ASSIGN_OR_RETURN(const bool lies,
                     LiesIn(context, placement.area(), project->area()));
    if (lies) return absl::OkStatus();
  }
  return context.Invalid(Violation{
      "project_elsewhere", "placements", "没有一处在项目所在地区",
      absl::StrCat("none lies in the project's area, ", project->area())});
}

bool SameProject(const Agreement& a, const Agreement& b) {
  return a.project() == b.project() &&
         std::equal(a.placements().begin(), a.placements().end(),
                    b.placements().begin(), b.placements().end(),
                    [](const Placement& x, const Placement& y) {
                      return x.area() == y.area();
                    });
}

absl::Status PrepareAgreement(WriteContext& context, const Agreement* before,
                              Agreement& agreement) {
  CompleteAgreement(agreement);
  ASSIGN_OR_RETURN(const Programme* programme, context.Programme());
  RETURN_IF_ERROR(context.Invalid(CheckAgreement(agreement, *programme)));
  if (before == nullptr) {
    RETURN_IF_ERROR(CheckUnits(context, agreement));
    return CheckProject(context, agreement);
  }
  if (SameProject(*before, agreement)) return absl::OkStatus();
  if (before->project() != agreement.project() &&
      !before->commitments().empty()) {
    return context.Invalid(
        Violation{"project_is_promised", "project", "项目有承诺在先，不能改动",
                  absl::StrCat("cannot change: it carries out ",
                               before->commitments(0))});
  }
  return CheckProject(context, agreement);
}

}  // namespace

Resource<Agreement> AgreementResource(FollowedProgress& followed) {
  return {.pattern = "programmes/{programme}/agreements/{agreement}",
          .field = "agreement",
          .id_prefix = "a-",
          // Those made from a plan are called by what they join.
          .max_id_length = kMaxCompositeIdLength,
          .prepare = PrepareAgreement,
          .may_delete = [&followed](WriteContext& context,
                                    const Agreement& agreement) {
            return followed.RefuseWhileInLedger(context, agreement.name());
          }};
}

}  // namespace duikou
