// The sheet of a fair's meetings, to export.
#ifndef DUIKOU_SERVICES_FAIR_MEETING_SHEET_H_
#define DUIKOU_SERVICES_FAIR_MEETING_SHEET_H_

#include <memory>

#include "duikou/fair/v1/timetable_service.pb.h"
#include "services/base/clock.h"
#include "services/rpc/sheet_methods.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// Of the meetings that the call sees, as it sees them. The parent is the fair.
// All outlive it.
std::unique_ptr<SheetCollection> MakeMeetingSheet(
    Store& store, const Clock& clock,
    StandardMethods<fair::v1::Meeting>& meetings);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_MEETING_SHEET_H_
