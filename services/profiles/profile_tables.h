// The sheets of this role: the columns in which units, capability profiles,
// pairings, quotas, commitments and cooperations are imported and exported,
// with headings in Chinese and English.
//
//   ASSIGN_OR_RETURN(TableSchema<Unit> table, UnitTable("hubei", names));
//   Sheet sheet = table.Export(units);
//
// Every field of the resources has a column, but for the times and the etag,
// which the server writes. The id stands in the first column, key "id"; the key
// of each other column is the path of its field. Pure functions.
#ifndef DUIKOU_SERVICES_PROFILES_PROFILE_TABLES_H_
#define DUIKOU_SERVICES_PROFILES_PROFILE_TABLES_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "services/rpc/name_book.h"
#include "services/table/table_schema.h"

namespace duikou {

// What ids in the sheets stand for. Without a book every id is taken and no
// name is written beside it.
struct ProfilesNames {
  std::shared_ptr<const NameBook> areas;
  std::shared_ptr<const NameBook> sectors;
  std::shared_ptr<const NameBook> units;
  std::shared_ptr<const NameBook> projects;
};

// A unit further down in the same sheet can be a parent or a guiding
// department, by its id.
absl::StatusOr<TableSchema<profiles::v1::Unit>> UnitTable(
    const catalogue::v1::Programme& programme, const ProfilesNames& names);

// With four columns for each fund kind of the programme: least, usual, most and
// the means of a year.
absl::StatusOr<TableSchema<profiles::v1::CapabilityProfile>>
CapabilityProfileTable(const catalogue::v1::Programme& programme,
                       const ProfilesNames& names);

absl::StatusOr<TableSchema<profiles::v1::Pairing>> PairingTable(
    const catalogue::v1::Programme& programme, const ProfilesNames& names);

absl::StatusOr<TableSchema<profiles::v1::Quota>> QuotaTable(
    const catalogue::v1::Programme& programme, const ProfilesNames& names);

absl::StatusOr<TableSchema<profiles::v1::Commitment>> CommitmentTable(
    const catalogue::v1::Programme& programme, const ProfilesNames& names);

absl::StatusOr<TableSchema<profiles::v1::Cooperation>> CooperationTable(
    const catalogue::v1::Programme& programme, const ProfilesNames& names);

// The key of the profile table's column that shows the field at `path`, such as
// `givings[0].most_fen`.
std::string CapabilityProfileColumnOf(
    const profiles::v1::CapabilityProfile& profile, const std::string& path);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROFILES_PROFILE_TABLES_H_
