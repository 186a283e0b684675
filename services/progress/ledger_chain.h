// What vouches for the ledger: the chain of an account's entries, and the
// digest of all their records together.
//
//   entry.set_digest(EntryDigest(account.digest(), entry));
//   account.set_digest(entry.digest());
//   MixRecord(entry.SerializeAsString(), *account.mutable_records_digest());
//
// The chain is over the facts, which never change: who leaves an entry out,
// puts one in or alters one breaks it from there on. The digest of the records
// is over every byte, with what is added later too.
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_CHAIN_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_CHAIN_H_

#include <string>

#include "absl/strings/string_view.h"
#include "duikou/progress/v1/progress_service.pb.h"

namespace duikou {

// In hexadecimal: BLAKE2b of 32 bytes over `previous`, a line break and the
// entry without state, confirmed_by, confirm_time, dispute_reason, reversed_by,
// digest, possible_duplicates, update_time and etag, its fields by number.
// `previous` is the digest of the entry before it in its account, empty for the
// first.
std::string EntryDigest(absl::string_view previous,
                        const progress::v1::LedgerEntry& entry);

// Takes the record into the digest of all, or out of it again. An empty digest
// is that of none.
void MixRecord(absl::string_view record, std::string& digest);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_CHAIN_H_
