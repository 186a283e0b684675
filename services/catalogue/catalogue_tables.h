// The sheets of the catalogue: the columns in which areas, sectors and projects
// are imported and exported, with headings in Chinese and English.
//
//   CatalogueNames names;
//   names.areas = …;                       // what stands beside the codes
//   ASSIGN_OR_RETURN(TableSchema<Project> table,
//                    ProjectTable(programme, names));
//   Sheet sheet = table.Export(projects);
//
// Every field of the resources has a column, but for the times and the etag,
// which the server writes. The id stands in the first column, key
// "id"; the key of each other column is the path of its field. Pure functions.
#ifndef DUIKOU_SERVICES_CATALOGUE_CATALOGUE_TABLES_H_
#define DUIKOU_SERVICES_CATALOGUE_CATALOGUE_TABLES_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "services/rpc/name_book.h"
#include "services/table/table_schema.h"

namespace duikou {

// What ids in the sheets stand for. Without a book every id is taken and no
// name is written beside it.
struct CatalogueNames {
  std::shared_ptr<const NameBook> areas;
  std::shared_ptr<const NameBook> sectors;
  std::shared_ptr<const NameBook> units;
};

// `programme` is the programme's id. An id of an area further down in the same
// sheet can be a parent or a group; by name only known ones can.
absl::StatusOr<TableSchema<catalogue::v1::Area>> AreaTable(
    const std::string& programme, const CatalogueNames& names);

// Likewise.
absl::StatusOr<TableSchema<catalogue::v1::Sector>> SectorTable(
    const std::string& programme, const CatalogueNames& names);

// With three columns for each fund kind of the programme: total, open, least
// share. A row without a state has none; the importer opens what is new.
absl::StatusOr<TableSchema<catalogue::v1::Project>> ProjectTable(
    const catalogue::v1::Programme& programme, const CatalogueNames& names);

// The key of the project table's column that shows the field at `path`, such
// as `fund_needs[1].open_fen`.
std::string ProjectColumnOf(const catalogue::v1::Project& project,
                            const std::string& path);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_CATALOGUE_TABLES_H_
