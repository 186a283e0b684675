// The role's collections in sheets: units, profiles, pairings, quotas,
// commitments, cooperations.
#ifndef DUIKOU_SERVICES_PROFILES_PROFILES_SHEETS_H_
#define DUIKOU_SERVICES_PROFILES_PROFILES_SHEETS_H_

#include "duikou/profiles/v1/profiles_service.pb.h"
#include "services/rpc/sheet_methods.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// The standard methods of all resources of the role.
struct ProfilesMethods {
  StandardMethods<profiles::v1::Unit> units;
  StandardMethods<profiles::v1::CapabilityProfile> profiles;
  StandardMethods<profiles::v1::Pairing> pairings;
  StandardMethods<profiles::v1::Quota> quotas;
  StandardMethods<profiles::v1::Commitment> commitments;
  StandardMethods<profiles::v1::Cooperation> cooperations;
};

// Units of one name, and cooperations of one supporter, area, sector, year and
// amount, under two ids are warned of.
// All arguments outlive `sheets`.
void AddProfilesSheets(Store& store, ProfilesMethods& methods,
                       SheetMethods& sheets);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROFILES_PROFILES_SHEETS_H_
