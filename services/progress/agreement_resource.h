// What the standard methods are told of agreements.
#ifndef DUIKOU_SERVICES_PROGRESS_AGREEMENT_RESOURCE_H_
#define DUIKOU_SERVICES_PROGRESS_AGREEMENT_RESOURCE_H_

#include "duikou/progress/v1/progress_service.pb.h"
#include "services/progress/followed_progress.h"
#include "services/rpc/standard_methods.h"

namespace duikou {

inline constexpr char kAgreementsCollection[] = "agreements";

// `followed` outlives it.
//  - The supporter is a supporter, the recipient a recipient.
//  - A project is put forward by the recipient or by nobody, one of the
//    placements lies in its area, and it stays while commitments are linked.
//  - CheckAgreement() finds nothing (agreement_rules.h).
//  - It is deleted only while the ledger has no entries of it.
// What was right once stays so while project and placements stay: news are not
// refused for what has become of the project since.
Resource<progress::v1::Agreement> AgreementResource(FollowedProgress& followed);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_AGREEMENT_RESOURCE_H_
