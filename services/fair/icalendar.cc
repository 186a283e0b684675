#include "services/fair/icalendar.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace duikou {
namespace {

constexpr size_t kMostBytes = 75;

bool ContinuesCharacter(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

// One content line, folded.
void AddLine(absl::string_view line, std::string& file) {
  size_t most = kMostBytes;
  while (line.size() > most) {
    size_t cut = most;
    while (cut > 1 && ContinuesCharacter(line[cut])) --cut;
    absl::StrAppend(&file, line.substr(0, cut), "\r\n ");
    line.remove_prefix(cut);
    most = kMostBytes - 1;  // the space counts
  }
  absl::StrAppend(&file, line, "\r\n");
}

std::string Escaped(absl::string_view text) {
  return absl::StrReplaceAll(
      text,
      {{"\\", "\\\\"}, {";", "\\;"}, {",", "\\,"}, {"\n", "\\n"}, {"\r", ""}});
}

std::string Stamp(absl::Time time) {
  return absl::FormatTime("%Y%m%dT%H%M%SZ", time, absl::UTCTimeZone());
}

void AddEvent(const CalendarEvent& event, std::string& file) {
  AddLine("BEGIN:VEVENT", file);
  AddLine(absl::StrCat("UID:", Escaped(event.uid)), file);
  AddLine(absl::StrCat("DTSTAMP:", Stamp(event.changed)), file);
  AddLine(absl::StrCat("LAST-MODIFIED:", Stamp(event.changed)), file);
  AddLine(absl::StrCat("SEQUENCE:",
                       absl::ToUnixSeconds(event.changed) & 0x7fffffff),
          file);
  AddLine(absl::StrCat("DTSTART:", Stamp(event.start)), file);
  AddLine(absl::StrCat("DTEND:", Stamp(event.end)), file);
  AddLine(absl::StrCat("SUMMARY:", Escaped(event.summary)), file);
  AddLine(absl::StrCat("LOCATION:", Escaped(event.location)), file);
  if (!event.description.empty()) {
    AddLine(absl::StrCat("DESCRIPTION:", Escaped(event.description)), file);
  }
  AddLine(event.cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED", file);
  AddLine("END:VEVENT", file);
}

}  // namespace

std::string ICalendar(absl::string_view name,
                      const std::vector<CalendarEvent>& events) {
  std::string file;
  AddLine("BEGIN:VCALENDAR", file);
  AddLine("VERSION:2.0", file);
  AddLine("PRODID:-//duikou//fair//ZH", file);
  AddLine("CALSCALE:GREGORIAN", file);
  AddLine("METHOD:PUBLISH", file);
  AddLine(absl::StrCat("X-WR-CALNAME:", Escaped(name)), file);
  for (const CalendarEvent& event : events) AddEvent(event, file);
  AddLine("END:VCALENDAR", file);
  return file;
}

}  // namespace duikou
