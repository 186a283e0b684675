// What the standard methods are told of meetings, and what of one who may see.
#ifndef DUIKOU_SERVICES_FAIR_MEETING_RESOURCE_H_
#define DUIKOU_SERVICES_FAIR_MEETING_RESOURCE_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "services/fair/caller_side.h"
#include "services/rpc/call_context.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

//  - Its id is that of the pair; both take part, each on its side.
//  - The project is put forward by the recipient; demands can be met.
//  - What comes before it is of the same fair, and it does not come before
//    itself.
//  - The fair is open.
Resource<fair::v1::Meeting> MeetingResource();

// As one who does not organise the fair sees it: where it was published last,
// with the notes of the own side alone.
void ShowPublished(const CallerSide& caller, fair::v1::Meeting& meeting);

// Whether one who does not organise the fair sees it at all.
inline bool IsPublished(const fair::v1::Meeting& meeting) {
  return !meeting.published_slot().empty();
}

// ABORTED, with what it is now and who made it so, where the etag is not the
// stored one. `stored` is that of the record.
absl::Status CheckMeetingEtag(absl::string_view etag, Revision stored,
                              const fair::v1::Meeting& meeting);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_MEETING_RESOURCE_H_
