// What became of meetings from one timetable to the next. Pure.
#ifndef DUIKOU_SERVICES_FAIR_MEETING_CHANGES_H_
#define DUIKOU_SERVICES_FAIR_MEETING_CHANGES_H_

#include <optional>
#include <string>
#include <vector>

#include "duikou/fair/v1/timetable_service.pb.h"

namespace duikou {

// Ids; empty: none.
struct MeetingPlace {
  std::string slot;
  std::string table;

  friend bool operator==(const MeetingPlace&, const MeetingPlace&) = default;
};

// REQUIRES: the places differ.
fair::v1::MeetingChange ChangeOf(const fair::v1::Meeting& meeting,
                                 const MeetingPlace& before,
                                 const MeetingPlace& after,
                                 const std::string& reason);

// From where meetings were published last to where they are, in their order.
// `reason` is that of those that give none themselves.
std::vector<fair::v1::MeetingChange> ChangesSincePublished(
    const std::vector<fair::v1::Meeting>& meetings, const std::string& reason);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_MEETING_CHANGES_H_
