// LedgerVerifier: everything that the ledger says twice, compared.
//
//   LedgerVerifier verifier(store);
//   verifier.VerifyLedger(call, request);   // StatusOr<VerifyLedgerResponse>
//
// Each account is read at one moment and worked out anew from its entries:
// numbers without a gap, the chain of digests, balances, the digest of all
// records, and, where it is settled, the settlement. No byte of an entry, an
// account or the record that settled it can be altered, and none of them can be
// lost, without a fault; who can alter all of them consistently alters the
// audit trail too, or is found there.
//
// Complexity: reads each entry and account once.
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_VERIFIER_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_VERIFIER_H_

#include "absl/status/statusor.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/rpc/call_context.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class LedgerVerifier {
 public:
  // `store` outlives it.
  explicit LedgerVerifier(Store& store) : store_(store) {}

  // NOT_FOUND where there is no such programme; ABORTED where an account
  // changes faster than it can be read.
  absl::StatusOr<progress::v1::VerifyLedgerResponse> VerifyLedger(
      CallContext& call, const progress::v1::VerifyLedgerRequest& request);

 private:
  Store& store_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_VERIFIER_H_
