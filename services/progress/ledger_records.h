// Reading the ledger out of the store.
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_RECORDS_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_RECORDS_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/progress/ledger_names.h"
#include "services/rpc/write_context.h"
#include "services/store/store.h"

namespace duikou {

// The records of the account's entries, by number.
absl::StatusOr<std::vector<Record>> ReadEntryRecords(
    Store& store, CallLimits limits, const std::string& programme,
    const AccountKey& key);

// The entries themselves. DATA_LOSS naming one that cannot be read.
absl::StatusOr<std::vector<progress::v1::LedgerEntry>> ReadEntries(
    Store& store, CallLimits limits, const std::string& programme,
    const AccountKey& key);

// Of the entries of a year, those that are passed over by its assessment.
absl::StatusOr<absl::flat_hash_set<std::string>> PassedOverIn(
    WriteContext& context, int year,
    const std::vector<progress::v1::LedgerEntry>& entries);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_RECORDS_H_
