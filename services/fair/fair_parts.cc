#include "services/fair/fair_parts.h"

#include "duikou/fair/v1/fair_service.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "services/fair/fair_names.h"
#include "services/fair/fair_sheets.h"
#include "services/fair/meeting_sheet.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;

FairParts::FairParts(const HostContext& host)
    : programmes(host.store),
      fairs(host.store, host.clock, host.ids),
      requests(host.store, host.clock, host.ids, fairs, programmes),
      meetings(host.store, host.clock, host.ids),
      runs(host.store, host.clock, host.ids, host.logger, programmes,
           host.sole_process),
      timetables(host.store, host.clock, host.ids, fairs, runs.watch()),
      output(host.store, host.clock, fairs, meetings),
      fair_history(host.store),
      timetable_history(host.store) {
  constexpr bool kKeptToOwner = true;
  AddParticipantSheet(host.store, fairs.participants(), fair_sheets);
  AddRequestSheet(host.store, host.clock, requests.methods(), fair_sheets);
  timetable_sheets.Add(
      "meetings", MakeMeetingSheet(host.store, host.clock, meetings.methods()));
  fair_history.Add(kFairPattern, pb::Fair::default_instance(), kKeptToOwner);
  fair_history.Add(kParticipantPattern, pb::Participant::default_instance());
  fair_history.Add(kRequestPattern, pb::MeetingRequest::default_instance());
  timetable_history.Add(kMeetingPattern, pb::Meeting::default_instance());
  timetable_history.Add(kTimetablePattern, pb::Timetable::default_instance());
  timetable_history.Add(kTimetableRunPattern,
                        pb::TimetableRun::default_instance());
}

}  // namespace duikou
