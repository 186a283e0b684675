// The ledger in sheets.
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_IMPORT_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_IMPORT_H_

#include "services/progress/ledger_rows.h"
#include "services/rpc/sheet_methods.h"
#include "services/store/store.h"

namespace duikou {

// Adds the collection ledgerEntries: rows are appended, and rows with an id
// compared; what is likely the same thing as another entry or row is warned of.
// All arguments outlive `sheets`.
void AddLedgerSheets(Store& store, LedgerRows& rows, SheetMethods& sheets);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_IMPORT_H_
