// Reading what a unit's year is settled from.
//
//   ASSIGN_OR_RETURN(const SettlementInput input,
//                    ReadSettlementInput(context, key));
#ifndef DUIKOU_SERVICES_PROGRESS_SETTLEMENT_READER_H_
#define DUIKOU_SERVICES_PROGRESS_SETTLEMENT_READER_H_

#include <optional>
#include <string>

#include "absl/container/btree_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "duikou/progress/v1/settlement_service.pb.h"
#include "services/progress/ledger_names.h"
#include "services/progress/settlement_figures.h"
#include "services/rpc/write_context.h"

namespace duikou {

// All that is true of the year. The account, the assessments, the quotas, the
// mark of the commitments and the year before become checks of the write:
// figures that are written are those of the commit's moment.
absl::StatusOr<SettlementInput> ReadSettlementInput(WriteContext& context,
                                                    const AccountKey& key);

// The stored settlement; none where the year was never signed. With its etag.
absl::StatusOr<std::optional<progress::v1::Settlement>> FindSettlement(
    WriteContext& context, const AccountKey& key);

// The unit's year as it is now: as it was settled, else with the figures of the
// moment; signed where these are the ones signed.
absl::StatusOr<progress::v1::Settlement> PresentSettlement(
    WriteContext& context, const AccountKey& key);

// FAILED_PRECONDITION naming the latest year before it of which there is
// something to settle and which is not settled.
absl::Status CheckYearBeforeSettled(WriteContext& context,
                                    const AccountKey& key);

// The ids of the supporters that owe, have entries or are settled in the year.
absl::StatusOr<absl::btree_set<std::string>> UnitsOfYear(WriteContext& context,
                                                         int year);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_SETTLEMENT_READER_H_
