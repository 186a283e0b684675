#include "services/catalogue/catalogue_resources.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "duikou/assignment/v1/competition_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/catalogue/catalogue_tables.h"
#include "services/catalogue/rules.h"
#include "services/rpc/closed_programme.h"
#include "services/rpc/referrers.h"
#include "services/rpc/resource_name.h"

namespace duikou {

using catalogue::v1::Area;
using catalogue::v1::FundKind;
using catalogue::v1::Programme;
using catalogue::v1::Project;
using catalogue::v1::Sector;

namespace {

// Whether projects of the programme as it was may break rules of the new one.
bool TakesAway(const Programme& before, const Programme& programme) {
  if (programme.first_year() > before.first_year() ||
      programme.last_year() < before.last_year()) {
    return true;
  }
  absl::flat_hash_set<std::string> kinds;
  for (const FundKind& kind : programme.fund_kinds()) kinds.insert(kind.id());
  return std::any_of(
      before.fund_kinds().begin(), before.fund_kinds().end(),
      [&kinds](const FundKind& kind) { return !kinds.contains(kind.id()); });
}

absl::Status CheckProjectsStillFit(WriteContext& context,
                                   const Programme& programme) {
  return ForEachRecord(
      context.store(), context.call(), LastId(programme.name()), "projects",
      [&programme](const Record& record) -> absl::Status {
        Project project;
        if (!project.ParseFromString(record.value)) {
          return WriteContext::Unreadable("projects", record.id);
        }
        std::optional<Violation> violation = CheckProject(project, programme);
        if (!violation.has_value()) return absl::OkStatus();
        return ToStatus(absl::StatusCode::kFailedPrecondition, *violation,
                        project.name());
      });
}

absl::Status PrepareProgramme(WriteContext& context, const Programme* before,
                              Programme& programme) {
  RETURN_IF_ERROR(context.Invalid(CheckProgramme(programme)));
  absl::Status table = ProjectTable(programme, {}).status();
  if (!table.ok()) {
    return context.Invalid("fund_kinds", "名称不能作为表头",
                           absl::StrCat("their names do not make columns: ",
                                        absl::string_view(table.message())));
  }
  if (before == nullptr || !TakesAway(*before, programme)) {
    return absl::OkStatus();
  }
  return CheckProjectsStillFit(context, programme);
}

absl::Status MayDeleteProgramme(WriteContext& context,
                                const Programme& programme) {
  constexpr std::pair<const char*, const char*> kParts[] = {
      {"areas", "地区"},
      {"sectors", "行业"},
      {"projects", "项目"},
      {"units", "单位"}};
  for (const auto& [collection, zh] : kParts) {
    ASSIGN_OR_RETURN(
        const ListResult listed,
        context.store().List(LastId(programme.name()), collection, {.limit = 1},
                             context.call().limits()));
    if (listed.records.empty()) continue;
    return Refused(absl::StatusCode::kFailedPrecondition, programme.name(),
                   absl::StrCat("尚有", zh),
                   absl::StrCat("still has ", collection));
  }
  return absl::OkStatus();
}

absl::Status CloseFor(WriteContext& context, const Programme& programme,
                      Revision revision) {
  return CloseProgramme(context.call(), context.store(),
                        LastId(programme.name()), revision);
}

// All resources of a collection as the write leaves them, less what it deletes.
template <typename Set, typename T>
absl::StatusOr<Set*> AllOf(WriteContext& context,
                           absl::string_view collection) {
  return context.Memo<Set>(
      collection, [&]() -> absl::StatusOr<std::unique_ptr<Set>> {
        auto set = std::make_unique<Set>();
        RETURN_IF_ERROR(ForEachRecord(
            context.store(), context.call(), context.partition(), collection,
            [&set](const Record& record) -> absl::Status {
              T resource;
              if (!resource.ParseFromString(record.value)) {
                return WriteContext::Unreadable(record.collection, record.id);
              }
              set->Put(resource);
              return absl::OkStatus();
            }));
        context.VisitBrought(collection,
                             [&set](const google::protobuf::Message& brought) {
                               set->Put(static_cast<const T&>(brought));
                             });
        return set;
      });
}

absl::Status PrepareArea(WriteContext& context, const Area*, Area& area) {
  ASSIGN_OR_RETURN(AreaSet * areas, (AllOf<AreaSet, Area>(context, "areas")));
  areas->Put(area);
  // The way up is read anew, record by record, so that the commit checks it.
  std::string name = area.parent_area();
  absl::flat_hash_set<std::string> seen = {area.name()};
  while (!name.empty() && seen.insert(name).second) {
    ASSIGN_OR_RETURN(std::optional<Area> above,
                     context.Find<Area>("areas", LastId(name)));
    if (!above.has_value()) break;
    areas->Put(*above);
    name = above->parent_area();
  }
  return context.Invalid(areas->Check(area));
}

absl::Status PrepareSector(WriteContext& context, const Sector*,
                           Sector& sector) {
  ASSIGN_OR_RETURN(SectorSet * sectors,
                   (AllOf<SectorSet, Sector>(context, "sectors")));
  sectors->Put(sector);
  if (!sector.parent_sector().empty() &&
      sector.parent_sector() != sector.name()) {
    ASSIGN_OR_RETURN(
        std::optional<Sector> parent,
        context.Find<Sector>("sectors", LastId(sector.parent_sector())));
    if (parent.has_value()) sectors->Put(*parent);
  }
  return context.Invalid(sectors->Check(sector));
}

absl::Status PrepareProject(WriteContext& context, const Project* before,
                            Project& project) {
  ASSIGN_OR_RETURN(const Programme* programme, context.Programme());
  RETURN_IF_ERROR(context.Invalid(CheckProject(project, *programme)));
  if (project.state() == Project::STATE_UNSPECIFIED) {
    project.set_state(Project::STATE_DRAFT);
  }
  if (project.state() != Project::STATE_OPEN) return absl::OkStatus();
  RETURN_IF_ERROR(context.Invalid(CheckPublishable(project)));
  if (before == nullptr || before->state() != Project::STATE_OPEN) {
    int64_t nanos = absl::ToUnixNanos(context.now());
    project.mutable_publish_time()->set_seconds(nanos / 1'000'000'000);
    project.mutable_publish_time()->set_nanos(nanos % 1'000'000'000);
  }
  return absl::OkStatus();
}

template <typename T>
ReferringCollection Referring(std::string collection) {
  return {std::move(collection), &T::default_instance()};
}

}  // namespace

absl::Status ChangeState(Project::State to, Project& project) {
  RETURN_IF_ERROR(CheckTransition(project.name(), project.state(), to));
  if (to == Project::STATE_OPEN) {
    std::optional<Violation> violation = CheckPublishable(project);
    if (violation.has_value()) {
      return ToStatus(absl::StatusCode::kFailedPrecondition, *violation,
                      project.name());
    }
  }
  project.set_state(to);
  return absl::OkStatus();
}

Resource<Programme> ProgrammeResource() {
  return {.pattern = "programmes/{programme}",
          .field = "programme",
          .id_prefix = "programme-",
          .prepare = &PrepareProgramme,
          .may_delete = &MayDeleteProgramme,
          .close = &CloseFor,
          .narrows = &TakesAway};
}

Resource<Area> AreaResource() {
  return {.pattern = "programmes/{programme}/areas/{area}",
          .field = "area",
          .id_prefix = "area-",
          .prepare = &PrepareArea,
          .may_delete = [](WriteContext& context, const Area& area) {
            return RefuseWhileReferenced(
                context, area.name(),
                {Referring<Area>("areas"), Referring<Project>("projects"),
                 Referring<profiles::v1::Unit>("units"),
                 Referring<profiles::v1::CapabilityProfile>("profiles"),
                 Referring<profiles::v1::Pairing>("pairings"),
                 Referring<profiles::v1::Cooperation>("cooperations"),
                 Referring<assignment::v1::AnnualPlan>("annualPlans"),
                 Referring<progress::v1::Agreement>("agreements"),
                 Referring<progress::v1::LedgerEntry>("ledgerEntries")});
          }};
}

Resource<Sector> SectorResource() {
  return {.pattern = "programmes/{programme}/sectors/{sector}",
          .field = "sector",
          .id_prefix = "sector-",
          .prepare = &PrepareSector,
          .may_delete = [](WriteContext& context, const Sector& sector) {
            return RefuseWhileReferenced(
                context, sector.name(),
                {Referring<Sector>("sectors"), Referring<Project>("projects"),
                 Referring<profiles::v1::CapabilityProfile>("profiles"),
                 Referring<profiles::v1::Cooperation>("cooperations"),
                 Referring<progress::v1::Agreement>("agreements"),
                 Referring<progress::v1::LedgerEntry>("ledgerEntries")});
          }};
}

Resource<Project> ProjectResource() {
  return {.pattern = "programmes/{programme}/projects/{project}",
          .field = "project",
          .id_prefix = "p-",
          .prepare = &PrepareProject,
          .may_delete =
              [](WriteContext& context, const Project& project) {
                return RefuseWhileReferenced(
                    context, project.name(),
                    {Referring<profiles::v1::Commitment>("commitments"),
                     Referring<profiles::v1::Cooperation>("cooperations"),
                     Referring<matching::v1::Interest>("interests"),
                     Referring<assignment::v1::AnnualPlan>("annualPlans"),
                     Referring<assignment::v1::PlanShare>("shares"),
                     Referring<assignment::v1::Application>("applications"),
                     Referring<progress::v1::Agreement>("agreements"),
                     Referring<progress::v1::LedgerEntry>("ledgerEntries")});
              },
          .kept_to_owner =
              [](const Project& project) {
                return project.state() == Project::STATE_DRAFT;
              }};
}

}  // namespace duikou
