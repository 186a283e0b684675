// LedgerWorld: the small programme with what a ledger needs, and everybody who
// writes to it.
//
//   LedgerWorld world(store);                       // a day in June 2016
//   world.Create(*world.Office(), world.Money(500));
//
//   quotas      city 2015: grant 1,000 and coop 2,000 fen; fund 2015: grant 300
//   commitment  city, tea-1, grant 2015: 700 fen
//   indicators  jobs (a count), labour (a count by form), green (a rate)
//   agreement   hotel-deal: city and county, project hotel, dianjun's tourism
//   people      office, city, fund, county, and deputy: city too
#ifndef DUIKOU_SERVICES_PROGRESS_TESTING_LEDGER_WORLD_H_
#define DUIKOU_SERVICES_PROGRESS_TESTING_LEDGER_WORLD_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/progress/v1/progress_records.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/settlement_service.pb.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/progress/ledger_methods.h"
#include "services/progress/ledger_verifier.h"
#include "services/progress/settlement_methods.h"
#include "services/rpc/call_context.h"
#include "services/store/store.h"

namespace duikou::testing {

// Thread-safe, if the store is.
class LedgerWorld {
 public:
  // Writes the programme; the store outlives it.
  explicit LedgerWorld(Store& store);

  // A call of the office, or of a person of one unit on one side.
  std::unique_ptr<CallContext> Office();
  std::unique_ptr<CallContext> Supporter(absl::string_view person,
                                         absl::string_view unit);
  std::unique_ptr<CallContext> Recipient(absl::string_view person,
                                         absl::string_view unit);

  // An entry of the city and the county on 2015-06-01, of the supporter's
  // books; `more` in the text format, with `@` for programmes/hubei/.
  static progress::v1::LedgerEntry Entry(const std::string& more);
  // The same of grants in fen.
  static progress::v1::LedgerEntry Money(int64_t fen,
                                         const std::string& more = "");

  absl::StatusOr<progress::v1::LedgerEntry> Create(
      CallContext& call, const progress::v1::LedgerEntry& entry,
      const std::string& request_id = "");
  absl::StatusOr<progress::v1::LedgerEntry> Confirm(CallContext& call,
                                                    const std::string& name);
  absl::StatusOr<progress::v1::LedgerEntry> Dispute(CallContext& call,
                                                    const std::string& name);
  absl::StatusOr<progress::v1::LedgerEntry> Reverse(
      CallContext& call, const std::string& name,
      const std::string& request_id = "");
  // As it is stored now.
  progress::v1::LedgerEntry Get(const std::string& name);
  progress::v1::LedgerAccount Account(const std::string& id);

  absl::StatusOr<progress::v1::Settlement> Sign(const std::string& id);
  absl::StatusOr<progress::v1::Settlement> Settle(const std::string& id);
  progress::v1::Settlement Settlement(const std::string& id);
  // Signs and settles it.
  progress::v1::Settlement Close(const std::string& id);

  progress::v1::VerifyLedgerResponse Verify();

  Store& store() { return store_; }
  LedgerMethods& ledger() { return ledger_; }
  SettlementMethods& settlements() { return settlements_; }

 private:
  std::unique_ptr<CallContext> CallOf(absl::string_view person,
                                      const Reach& reach);

  Store& store_;
  SimulatedClock clock_;
  SequentialIdGenerator ids_;
  LedgerMethods ledger_;
  SettlementMethods settlements_;
  LedgerVerifier verifier_;
};

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_PROGRESS_TESTING_LEDGER_WORLD_H_
