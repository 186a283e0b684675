#include "services/progress/ledger_import.h"

#include <string>

#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/progress/ledger_table.h"
#include "services/rpc/read_names.h"
#include "services/rpc/sheet_collection.h"

namespace duikou {
namespace {

using progress::v1::Agreement;
using progress::v1::Indicator;
using progress::v1::LedgerEntry;

absl::StatusOr<TableSchema<LedgerEntry>> ReadLedgerTable(
    Store& store, CallContext& call, const std::string& programme) {
  ASSIGN_OR_RETURN(const catalogue::v1::Programme stored,
                   ReadProgramme(store, call, programme));
  LedgerNames names;
  ASSIGN_OR_RETURN(names.units, ReadNames<profiles::v1::Unit>(
                                    store, call, programme, "units"));
  ASSIGN_OR_RETURN(names.agreements,
                   ReadNames<Agreement>(store, call, programme, "agreements"));
  ASSIGN_OR_RETURN(names.projects, ReadNames<catalogue::v1::Project>(
                                       store, call, programme, "projects"));
  ASSIGN_OR_RETURN(names.indicators,
                   ReadNames<Indicator>(store, call, programme, "indicators"));
  return LedgerTable(stored, names);
}

// What only the server writes is not changed by a row of an entry.
absl::Status CheckOutputs(const LedgerEntry* before, LedgerEntry& row) {
  if (before == nullptr ||
      (row.state() == before->state() && row.reverses() == before->reverses() &&
       row.reversed_by() == before->reversed_by())) {
    return absl::OkStatus();
  }
  return ToStatus(
      absl::StatusCode::kFailedPrecondition,
      Violation{"entry_stays", "state", "状态和冲销不能通过表格修改",
                "states and reversals are not changed by a sheet"},
      "");
}

}  // namespace

void AddLedgerSheets(Store& store, LedgerRows& rows, SheetMethods& sheets) {
  sheets.Add(
      "ledgerEntries",
      MakeSheetCollection<LedgerEntry>(
          rows, {.table =
                     [&store](CallContext& call, const std::string& programme) {
                       return ReadLedgerTable(store, call, programme);
                     },
                 .column_of = &LedgerColumnOf,
                 .likeness_column = "date",
                 .complete = &CheckOutputs}));
}

}  // namespace duikou
