#include "services/catalogue/catalogue_sheets.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/catalogue/catalogue_tables.h"
#include "services/catalogue/rules.h"
#include "services/rpc/read_names.h"
#include "services/rpc/sheet_collection.h"

namespace duikou {

using catalogue::v1::Area;
using catalogue::v1::Programme;
using catalogue::v1::Project;
using catalogue::v1::Sector;

namespace {

absl::StatusOr<TableSchema<Project>> ReadProjectTable(
    Store& store, CallContext& call, const std::string& programme) {
  ASSIGN_OR_RETURN(const Programme stored,
                   ReadProgramme(store, call, programme));
  CatalogueNames names;
  ASSIGN_OR_RETURN(names.areas,
                   ReadNames<Area>(store, call, programme, "areas"));
  ASSIGN_OR_RETURN(names.sectors,
                   ReadNames<Sector>(store, call, programme, "sectors"));
  ASSIGN_OR_RETURN(names.units, ReadNames<profiles::v1::Unit>(
                                    store, call, programme, "units"));
  return ProjectTable(stored, names);
}

// Fills in the state, and refuses one that the project cannot come to.
absl::Status CompleteProject(const Project* before, Project& row) {
  if (row.state() == Project::STATE_UNSPECIFIED) {
    row.set_state(before == nullptr ? Project::STATE_OPEN : before->state());
  }
  if (before == nullptr || row.state() == before->state()) {
    return absl::OkStatus();
  }
  if (CheckTransition(row.name(), before->state(), row.state()).ok()) {
    return absl::OkStatus();
  }
  return ToStatus(
      absl::StatusCode::kFailedPrecondition,
      Violation{"state_step", "state", "当前状态不能改为该状态",
                absl::StrCat("is ", StateWord(before->state()),
                             ", which cannot become ", StateWord(row.state()))},
      "");
}

std::string Likeness(const Project& project) {
  return absl::StrCat(project.area(), "\n", project.display_name().zh());
}

}  // namespace

void AddCatalogueSheets(Store& store, StandardMethods<Area>& areas,
                        StandardMethods<Sector>& sectors,
                        StandardMethods<Project>& projects,
                        SheetMethods& sheets) {
  sheets.Add(
      "areas",
      MakeSheetCollection<Area>(
          areas,
          {.table = [&store](CallContext& call, const std::string& programme)
               -> absl::StatusOr<TableSchema<Area>> {
            CatalogueNames names;
            ASSIGN_OR_RETURN(names.areas,
                             ReadNames<Area>(store, call, programme, "areas"));
            return AreaTable(programme, names);
          }}));
  sheets.Add("sectors",
             MakeSheetCollection<Sector>(
                 sectors, {.table = [&store](CallContext& call,
                                             const std::string& programme)
                               -> absl::StatusOr<TableSchema<Sector>> {
                   CatalogueNames names;
                   ASSIGN_OR_RETURN(
                       names.sectors,
                       ReadNames<Sector>(store, call, programme, "sectors"));
                   return SectorTable(programme, names);
                 }}));
  sheets.Add(
      "projects",
      MakeSheetCollection<Project>(
          projects,
          {.table =
               [&store](CallContext& call, const std::string& programme) {
                 return ReadProjectTable(store, call, programme);
               },
           .column_of = &ProjectColumnOf,
           .likeness = &Likeness,
           .complete = &CompleteProject,
           .server_fields = {"state"}}));
}

}  // namespace duikou
