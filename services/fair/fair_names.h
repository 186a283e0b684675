// Names of what a fair keeps, and where its records lie: fairs by their ids,
// what is below one by `{fair}/{id}`.
#ifndef DUIKOU_SERVICES_FAIR_FAIR_NAMES_H_
#define DUIKOU_SERVICES_FAIR_FAIR_NAMES_H_

#include <string>

#include "absl/strings/string_view.h"

namespace duikou {

inline constexpr char kFairCollection[] = "fairs";
inline constexpr char kFairBookCollection[] = "fairBooks";
inline constexpr char kParticipantCollection[] = "participants";
inline constexpr char kRequestCollection[] = "requests";
inline constexpr char kMeetingCollection[] = "meetings";
inline constexpr char kTimetableCollection[] = "timetables";
inline constexpr char kTimetableRunCollection[] = "timetableRuns";
inline constexpr char kFairPattern[] = "programmes/{programme}/fairs/{fair}";
inline constexpr char kParticipantPattern[] =
    "programmes/{programme}/fairs/{fair}/participants/{participant}";
inline constexpr char kRequestPattern[] =
    "programmes/{programme}/fairs/{fair}/requests/{meeting_request}";
inline constexpr char kMeetingPattern[] =
    "programmes/{programme}/fairs/{fair}/meetings/{meeting}";
inline constexpr char kTimetablePattern[] =
    "programmes/{programme}/fairs/{fair}/timetables/{timetable}";
inline constexpr char kTimetableRunPattern[] =
    "programmes/{programme}/fairs/{fair}/timetableRuns/{timetable_run}";

// The ids in the name of a fair.
struct FairKey {
  std::string programme;
  std::string fair;

  std::string name() const;
  // Of what has this id in a collection of the fair.
  std::string NameOf(absl::string_view collection, absl::string_view id) const;
  std::string RecordId(absl::string_view id) const;
  // Before the ids of all that is below the fair.
  std::string record_prefix() const;
  // Of a unit of the programme.
  std::string UnitName(absl::string_view unit) const;
};

// Of the name of a fair or of anything below one. REQUIRES: such a name.
FairKey FairOf(absl::string_view name);

// `{a}--{b}`, of two names of units.
std::string PairId(absl::string_view a, absl::string_view b);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_FAIR_NAMES_H_
