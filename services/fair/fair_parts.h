// FairParts: the handlers of the role, which its services share.
#ifndef DUIKOU_SERVICES_FAIR_FAIR_PARTS_H_
#define DUIKOU_SERVICES_FAIR_FAIR_PARTS_H_

#include "services/fair/fair_methods.h"
#include "services/fair/meeting_methods.h"
#include "services/fair/output_methods.h"
#include "services/fair/request_methods.h"
#include "services/fair/run_methods.h"
#include "services/fair/timetable_methods.h"
#include "services/programme/programme_views.h"
#include "services/rpc/history_methods.h"
#include "services/rpc/host.h"
#include "services/rpc/sheet_methods.h"

namespace duikou {

// Thread-safe, as each of them is.
struct FairParts {
  // What the host gives outlives it.
  explicit FairParts(const HostContext& host);
  FairParts(const FairParts&) = delete;
  FairParts& operator=(const FairParts&) = delete;

  ProgrammeViews programmes;
  FairMethods fairs;
  RequestMethods requests;
  MeetingMethods meetings;
  RunMethods runs;
  TimetableMethods timetables;
  OutputMethods output;
  SheetMethods fair_sheets;
  SheetMethods timetable_sheets;
  HistoryMethods fair_history;
  HistoryMethods timetable_history;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_FAIR_PARTS_H_
