// LedgerRows: a sheet's rows become entries, in one commit.
//
//   LedgerRows rows(ledger);
//   sheets.Add("ledgerEntries",
//              MakeSheetCollection<LedgerEntry>(rows, {…}));
//
// Each row without an id is appended. One with an id must say what the entry
// says: nothing in the ledger is changed, by a sheet neither.
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_ROWS_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_ROWS_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/progress/ledger_methods.h"
#include "services/rpc/batch_upsert.h"
#include "services/rpc/call_context.h"
#include "services/rpc/resource_engine.h"

namespace duikou {

// Thread-safe.
class LedgerRows {
 public:
  // `ledger` outlives this.
  explicit LedgerRows(LedgerMethods& ledger) : ledger_(ledger) {}

  // As those of StandardMethods<LedgerEntry>.
  absl::Status ForEach(
      CallContext& call, absl::string_view parent,
      absl::FunctionRef<void(const progress::v1::LedgerEntry&)> visit,
      Shown shown = Shown::kAll) {
    return ledger_.entries().ForEach(call, parent, visit, shown);
  }

  using Merge = std::function<absl::Status(const progress::v1::LedgerEntry& row,
                                           const progress::v1::LedgerEntry*,
                                           progress::v1::LedgerEntry&)>;
  absl::StatusOr<UpsertSummary> BatchUpsert(
      CallContext& call, absl::string_view parent,
      const std::vector<progress::v1::LedgerEntry>& rows,
      const UpsertOptions& options, const Merge& merge);

 private:
  LedgerMethods& ledger_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_ROWS_H_
