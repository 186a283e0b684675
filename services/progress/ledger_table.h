// The sheet of the ledger: the columns in which entries are imported and
// exported, with headings in Chinese and English.
//
//   ASSIGN_OR_RETURN(TableSchema<LedgerEntry> table,
//                    LedgerTable(programme, names));
//
// A row states money, a count or a rate; one that states two of them is
// refused. What the server writes (state, reversals) stands in the last columns
// and is ignored in new rows. Pure functions.
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_TABLE_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_TABLE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/rpc/name_book.h"
#include "services/table/column_spec.h"
#include "services/table/table_schema.h"

namespace duikou {

// What ids in the sheet stand for. Without a book every id is taken and no name
// is written beside it.
struct LedgerNames {
  std::shared_ptr<const NameBook> units;
  std::shared_ptr<const NameBook> agreements;
  std::shared_ptr<const NameBook> projects;
  std::shared_ptr<const NameBook> indicators;
};

absl::StatusOr<TableSchema<progress::v1::LedgerEntry>> LedgerTable(
    const catalogue::v1::Programme& programme, const LedgerNames& names);

// The key of the column that shows the field at `path`.
std::string LedgerColumnOf(const progress::v1::LedgerEntry& entry,
                           const std::string& path);

// The words of enumerations in sheets. Each value has one.
const std::vector<ValueLabel>& FigureSourceLabels();
const std::vector<ValueLabel>& LabourFormLabels();
const std::vector<ValueLabel>& PayerLabels();
const std::vector<ValueLabel>& EntryStateLabels();

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_TABLE_H_
