// The sheet of agreements, which is exported alone: what was agreed, how far it
// is and what arrived for it is written by methods.
//
//   sheets.Add(kAgreementsCollection,
//              MakeAgreementSheet(store, agreements.methods()));
#ifndef DUIKOU_SERVICES_PROGRESS_AGREEMENT_SHEET_H_
#define DUIKOU_SERVICES_PROGRESS_AGREEMENT_SHEET_H_

#include <memory>

#include "duikou/progress/v1/progress_service.pb.h"
#include "services/rpc/sheet_methods.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// Its import is INVALID_ARGUMENT naming `collection`. All outlive it.
std::unique_ptr<SheetCollection> MakeAgreementSheet(
    Store& store, StandardMethods<progress::v1::Agreement>& agreements);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_AGREEMENT_SHEET_H_
