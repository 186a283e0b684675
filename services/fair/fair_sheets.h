// The sheets of fairs: participants to import and export, requests and meetings
// to export. The parent of each is the fair.
#ifndef DUIKOU_SERVICES_FAIR_FAIR_SHEETS_H_
#define DUIKOU_SERVICES_FAIR_FAIR_SHEETS_H_

#include "duikou/fair/v1/fair_service.pb.h"
#include "services/base/clock.h"
#include "services/rpc/sheet_methods.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// All outlive `sheets`.
void AddParticipantSheet(Store& store,
                         StandardMethods<fair::v1::Participant>& participants,
                         SheetMethods& sheets);
void AddRequestSheet(Store& store, const Clock& clock,
                     StandardMethods<fair::v1::MeetingRequest>& requests,
                     SheetMethods& sheets);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_FAIR_SHEETS_H_
