#include "services/profiles/profiles_sheets.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/profiles/profile_tables.h"
#include "services/rpc/read_names.h"
#include "services/rpc/sheet_collection.h"

namespace duikou {

using catalogue::v1::Area;
using catalogue::v1::Programme;
using catalogue::v1::Project;
using catalogue::v1::Sector;
using profiles::v1::CapabilityProfile;
using profiles::v1::Commitment;
using profiles::v1::Cooperation;
using profiles::v1::Pairing;
using profiles::v1::Quota;
using profiles::v1::Unit;

namespace {

// Which books a sheet needs besides that of the units.
struct Books {
  bool areas = false;
  bool sectors = false;
  bool projects = false;
};

absl::StatusOr<ProfilesNames> Read(Store& store, const CallContext& call,
                                   const std::string& programme,
                                   const Books& books) {
  ProfilesNames names;
  ASSIGN_OR_RETURN(names.units,
                   ReadNames<Unit>(store, call, programme, "units"));
  if (books.areas) {
    ASSIGN_OR_RETURN(names.areas,
                     ReadNames<Area>(store, call, programme, "areas"));
  }
  if (books.sectors) {
    ASSIGN_OR_RETURN(names.sectors,
                     ReadNames<Sector>(store, call, programme, "sectors"));
  }
  if (books.projects) {
    ASSIGN_OR_RETURN(names.projects,
                     ReadNames<Project>(store, call, programme, "projects"));
  }
  return names;
}

template <typename T>
using MakeTable = absl::StatusOr<TableSchema<T>> (*)(const Programme&,
                                                     const ProfilesNames&);

// A collection whose columns are made by `make` from the programme and names.
template <typename T>
SheetRules<T> Rules(Store& store, MakeTable<T> make, Books books) {
  return {.table = [&store, make, books](CallContext& call,
                                         const std::string& programme)
              -> absl::StatusOr<TableSchema<T>> {
    ASSIGN_OR_RETURN(const Programme stored,
                     ReadProgramme(store, call, programme));
    ASSIGN_OR_RETURN(const ProfilesNames names,
                     Read(store, call, programme, books));
    return make(stored, names);
  }};
}

std::string LikenessOfCooperation(const Cooperation& done) {
  return absl::StrCat(done.supporter(), "\n", done.area(), "\n", done.sector(),
                      "\n", done.year(), "\n", done.amount_fen(), "\n",
                      done.display_name().zh());
}

}  // namespace

void AddProfilesSheets(Store& store, ProfilesMethods& methods,
                       SheetMethods& sheets) {
  auto units = Rules<Unit>(store, &UnitTable, {.areas = true});
  units.likeness = [](const Unit& unit) { return unit.display_name().zh(); };
  sheets.Add("units", MakeSheetCollection(methods.units, std::move(units)));

  auto profiles = Rules<CapabilityProfile>(store, &CapabilityProfileTable,
                                           {.areas = true, .sectors = true});
  profiles.column_of = &CapabilityProfileColumnOf;
  sheets.Add("profiles",
             MakeSheetCollection(methods.profiles, std::move(profiles)));

  sheets.Add(
      "pairings",
      MakeSheetCollection(methods.pairings, Rules<Pairing>(store, &PairingTable,
                                                           {.areas = true})));
  sheets.Add("quotas",
             MakeSheetCollection(methods.quotas,
                                 Rules<Quota>(store, &QuotaTable, {})));
  sheets.Add("commitments",
             MakeSheetCollection(methods.commitments,
                                 Rules<Commitment>(store, &CommitmentTable,
                                                   {.projects = true})));

  auto cooperations = Rules<Cooperation>(store, &CooperationTable,
                                         {.areas = true, .sectors = true});
  cooperations.likeness = &LikenessOfCooperation;
  cooperations.likeness_column = "supporter";
  sheets.Add("cooperations", MakeSheetCollection(methods.cooperations,
                                                 std::move(cooperations)));
}

}  // namespace duikou
