#include "services/fair/icalendar.h"

#include <libical/ical.h>

#include <cstdlib>
#include <memory>

#include "absl/strings/str_replace.h"

namespace duikou {
namespace {

struct Deleter {
  void operator()(icalcomponent* component) const {
    icalcomponent_free(component);
  }
  void operator()(char* text) const { std::free(text); }
};

icaltimetype TimeOf(absl::Time time) {
  return icaltime_from_timet_with_zone(absl::ToTimeT(time), /*is_date=*/0,
                                       icaltimezone_get_utc_timezone());
}

// A line's end is one character.
std::string Text(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"\r", ""}});
}

// Everything that is made belongs to what it is put into.
icalcomponent* NewEvent(const CalendarEvent& event) {
  icalcomponent* made = icalcomponent_new_vevent();
  const auto add = [made](icalproperty* property) {
    icalcomponent_add_property(made, property);
  };
  add(icalproperty_new_uid(Text(event.uid).c_str()));
  add(icalproperty_new_dtstamp(TimeOf(event.changed)));
  add(icalproperty_new_lastmodified(TimeOf(event.changed)));
  add(icalproperty_new_sequence(
      static_cast<int>(absl::ToUnixSeconds(event.changed) & 0x7fffffff)));
  add(icalproperty_new_dtstart(TimeOf(event.start)));
  add(icalproperty_new_dtend(TimeOf(event.end)));
  add(icalproperty_new_summary(Text(event.summary).c_str()));
  add(icalproperty_new_location(Text(event.location).c_str()));
  if (!event.description.empty()) {
    add(icalproperty_new_description(Text(event.description).c_str()));
  }
  add(icalproperty_new_status(event.cancelled ? ICAL_STATUS_CANCELLED
                                              : ICAL_STATUS_CONFIRMED));
  return made;
}

}  // namespace

std::string ICalendar(absl::string_view name,
                      const std::vector<CalendarEvent>& events) {
  const std::unique_ptr<icalcomponent, Deleter> calendar(
      icalcomponent_new_vcalendar());
  const auto add = [&calendar](icalproperty* property) {
    icalcomponent_add_property(calendar.get(), property);
  };
  add(icalproperty_new_version("2.0"));
  add(icalproperty_new_prodid("-//duikou//fair//ZH"));
  add(icalproperty_new_calscale("GREGORIAN"));
  add(icalproperty_new_method(ICAL_METHOD_PUBLISH));
  icalproperty* title = icalproperty_new_x(Text(name).c_str());
  icalproperty_set_x_name(title, "X-WR-CALNAME");
  add(title);
  for (const CalendarEvent& event : events) {
    icalcomponent_add_component(calendar.get(), NewEvent(event));
  }
  const std::unique_ptr<char, Deleter> text(
      icalcomponent_as_ical_string_r(calendar.get()));
  return text.get();
}

}  // namespace duikou
