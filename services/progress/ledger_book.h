// LedgerBook: what one write does to the ledger. It numbers and chains new
// entries, keeps the balances of their accounts, and brings all of it into the
// write's commit.
//
//   ASSIGN_OR_RETURN(LedgerBook* book, LedgerBook::Of(context));
//   RETURN_IF_ERROR(book->Append(entry));   // named, numbered, with digest
//   RETURN_IF_ERROR(book->Replace(before, after));
//   book->Write();                          // once, at the end
//
// An account is expected as it was read: of writers to one account one commits
// and the others try anew, so numbers have no gap, balances agree with the
// entries, and nothing is added to what is settled meanwhile.
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_BOOK_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_BOOK_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/progress/v1/progress_records.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/progress/ledger_names.h"
#include "services/rpc/write_context.h"
#include "services/store/store.h"

namespace duikou {

// Belongs to one attempt of one write.
class LedgerBook {
 public:
  // `context` outlives it.
  explicit LedgerBook(WriteContext& context) : context_(context) {}
  LedgerBook(const LedgerBook&) = delete;
  LedgerBook& operator=(const LedgerBook&) = delete;

  // The book of the attempt, the same for all who ask.
  static absl::StatusOr<LedgerBook*> Of(WriteContext& context);

  // The account as this write leaves it. One that was never written is empty.
  absl::StatusOr<const progress::v1::LedgerAccount*> Account(
      const AccountKey& key);

  // The first year from `year` on that is not settled for the unit.
  // FAILED_PRECONDITION where the programme's last is.
  absl::StatusOr<int> FirstOpenYear(const std::string& unit, int year);

  // FAILED_PRECONDITION naming `period` and the first open year where the year
  // is settled.
  absl::Status CheckOpen(const AccountKey& key);

  // Names the entry, which says supporter and period, and writes it.
  // FAILED_PRECONDITION as CheckOpen(); RESOURCE_EXHAUSTED where the account is
  // full. Where it fails, nothing is written of the entry.
  absl::Status Append(progress::v1::LedgerEntry& entry);

  // Takes over what becomes of an entry, which the caller writes. Of a settled
  // year only `reversed_by` and the time of the change may differ: else
  // FAILED_PRECONDITION.
  absl::Status Replace(const progress::v1::LedgerEntry& before,
                       const progress::v1::LedgerEntry& after);

  // Closes the account for good; `settlement` is the record that does.
  absl::Status Settle(const AccountKey& key, absl::string_view settlement);

  // Adds the accounts to the commit.
  void Write();

 private:
  struct Kept {
    progress::v1::LedgerAccount account;
    Revision revision = 0;  // 0: it was never written
    bool changed = false;
  };
  absl::StatusOr<Kept*> Find(const AccountKey& key);

  WriteContext& context_;
  std::map<std::string, Kept> accounts_;  // by id
};

// The account that an entry belongs to, by its supporter and period.
AccountKey AccountKeyOf(const progress::v1::LedgerEntry& entry);

// The record of an entry: all but its etag.
std::string EntryRecord(const progress::v1::LedgerEntry& entry);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_BOOK_H_
