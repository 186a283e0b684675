// A calendar file (RFC 5545): what calendars on telephones and desks read.
//
//   std::string text = ICalendar("洽谈日程", {{.uid = "…", .start = …}});
//
// Times are written in UTC, so that a reader needs no table of time zones.
// Lines end in CR LF and are folded at 75 bytes, never within a character.
#ifndef DUIKOU_SERVICES_FAIR_ICALENDAR_H_
#define DUIKOU_SERVICES_FAIR_ICALENDAR_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace duikou {

struct CalendarEvent {
  std::string uid;  // the same for the same event, whatever becomes of it
  absl::Time start;
  absl::Time end;
  absl::Time changed;  // what is newer takes the place of what was read before
  std::string summary;
  std::string location;
  std::string description;  // may be empty
  bool cancelled = false;
};

std::string ICalendar(absl::string_view name,
                      const std::vector<CalendarEvent>& events);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_ICALENDAR_H_
