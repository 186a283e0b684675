// What the entries of an account come to, by fund kind and indicator.
//
//   RETURN_IF_ERROR(TakeFromBalances(before, account));
//   RETURN_IF_ERROR(AddToBalances(after, account));
#ifndef DUIKOU_SERVICES_PROGRESS_ACCOUNT_BALANCE_H_
#define DUIKOU_SERVICES_PROGRESS_ACCOUNT_BALANCE_H_

#include <cstdint>

#include "absl/status/status.h"
#include "duikou/progress/v1/progress_records.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"

namespace duikou {

// Of money in fen, of a count its value, of a rate 0.
int64_t FigureOf(const progress::v1::LedgerEntry& entry);

// Adds the entry to the balance of its fund kind or indicator, or takes it out
// again. RESOURCE_EXHAUSTED, and nothing is changed, where the sum is more than
// an int64 holds.
absl::Status AddToBalances(const progress::v1::LedgerEntry& entry,
                           progress::v1::LedgerAccount& account);
absl::Status TakeFromBalances(const progress::v1::LedgerEntry& entry,
                              progress::v1::LedgerAccount& account);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_ACCOUNT_BALANCE_H_
