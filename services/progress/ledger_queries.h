// LedgerQueries: sums and lists of the ledger for callers, each of what it
// reaches. What each method promises is in the proto.
//
//   LedgerViews views(store);
//   LedgerQueries queries(store, views);
//   queries.ListLedgerEntries(call, request);
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_QUERIES_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_QUERIES_H_

#include "absl/status/statusor.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/report_service.pb.h"
#include "services/progress/ledger_view.h"
#include "services/rpc/call_context.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class LedgerQueries {
 public:
  // Both outlive this.
  LedgerQueries(Store& store, LedgerViews& views)
      : store_(store), views_(views) {}

  // The entries are read from the store: one that was changed a moment ago is
  // shown as it is now, in the place it had.
  absl::StatusOr<progress::v1::ListLedgerEntriesResponse> ListLedgerEntries(
      CallContext& call, const progress::v1::ListLedgerEntriesRequest& request);
  // INVALID_ARGUMENT where a dimension comes twice, or the filter has states.
  absl::StatusOr<progress::v1::QueryLedgerResponse> QueryLedger(
      CallContext& call, const progress::v1::QueryLedgerRequest& request);

 private:
  Store& store_;
  LedgerViews& views_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_QUERIES_H_
