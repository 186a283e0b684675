// LedgerMethods: entries are appended, confirmed, disputed and taken back.
//
//   LedgerMethods ledger(store, clock, ids);
//   ledger.CreateLedgerEntry(call, request);    // StatusOr<LedgerEntry>
//
// What each method promises is in the proto; how the ledger is kept, in
// ledger_book.h. A write that meets another of the same account is tried anew
// on what that left.
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_METHODS_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_METHODS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/progress/entry_twins.h"
#include "services/progress/ledger_book.h"
#include "services/rpc/call_context.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class LedgerMethods {
 public:
  // `store`, `clock` and `ids` outlive this.
  LedgerMethods(Store& store, Clock& clock, IdGenerator& ids);

  absl::StatusOr<progress::v1::LedgerEntry> GetLedgerEntry(
      CallContext& call, const progress::v1::GetLedgerEntryRequest& request) {
    return entries_.Get(call, request);
  }
  absl::StatusOr<progress::v1::LedgerEntry> CreateLedgerEntry(
      CallContext& call, const progress::v1::CreateLedgerEntryRequest& request);
  absl::StatusOr<progress::v1::BatchCreateLedgerEntriesResponse>
  BatchCreateLedgerEntries(
      CallContext& call,
      const progress::v1::BatchCreateLedgerEntriesRequest& request);
  absl::StatusOr<progress::v1::LedgerEntry> ReverseLedgerEntry(
      CallContext& call,
      const progress::v1::ReverseLedgerEntryRequest& request);
  absl::StatusOr<progress::v1::LedgerEntry> ConfirmLedgerEntry(
      CallContext& call,
      const progress::v1::ConfirmLedgerEntryRequest& request);
  absl::StatusOr<progress::v1::LedgerEntry> DisputeLedgerEntry(
      CallContext& call,
      const progress::v1::DisputeLedgerEntryRequest& request);

  // To read entries; all writes go through the methods above.
  StandardMethods<progress::v1::LedgerEntry>& entries() { return entries_; }

  // The rest is for imports.

  // Makes `entry`, as somebody sent it, one to append: checked, completed, and
  // reported by the caller. Errors name the field after the context's path.
  absl::Status Prepare(WriteContext& context, LedgerBook& book,
                       EntryTwins& twins, progress::v1::LedgerEntry& entry);
  // Prepares the entry and appends it to the book.
  absl::Status Append(WriteContext& context, LedgerBook& book,
                      EntryTwins& twins, progress::v1::LedgerEntry& entry);

  Store& store() { return store_; }
  Clock& clock() { return clock_; }
  IdGenerator& ids() { return ids_; }

 private:
  struct NewEntry {
    const progress::v1::LedgerEntry* sent = nullptr;
    std::string path;
  };
  absl::StatusOr<std::vector<progress::v1::LedgerEntry>> AppendAll(
      CallContext& call, const std::string& parent,
      const std::vector<NewEntry>& items, const WriteArguments& arguments);
  absl::StatusOr<std::vector<progress::v1::LedgerEntry>> AppendIn(
      WriteContext& context, const std::vector<NewEntry>& items,
      EntryTwins& twins);
  // The answer to the first request with the same id, which another caller may
  // have sent.
  absl::StatusOr<std::vector<progress::v1::LedgerEntry>> TakeRepeated(
      CallContext& call, const CommitResult& repeated);

  Store& store_;
  Clock& clock_;
  IdGenerator& ids_;
  StandardMethods<progress::v1::LedgerEntry> entries_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_METHODS_H_
