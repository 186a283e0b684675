// The slots of a fair as points in time and as minutes of their days.
//
//   RETURN_IF_ERROR(context.Invalid(CheckSlots(fair)));
//   SlotTimes times(fair);            // of a fair that passed
//   times[0].start, times[0].minute, times.IndexOf("d1-0900")
//
// A slot lies within one day of the fair's time zone, from midnight to
// midnight, and over no change of the clocks: then its length would not be what
// its times say.
#ifndef DUIKOU_SERVICES_FAIR_SLOT_TIMES_H_
#define DUIKOU_SERVICES_FAIR_SLOT_TIMES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "services/base/violation.h"

namespace duikou {

// `YYYY-MM-DD`; none where it is no day.
std::optional<absl::CivilDay> ParseFairDate(absl::string_view text);
// `HH:MM` from 00:00 to 24:00, in minutes; none where it is none.
std::optional<int32_t> ParseFairTime(absl::string_view text);

// The first rule that the time zone or a slot breaks.
std::optional<Violation> CheckSlots(const fair::v1::Fair& fair);

// Puts the slots in the order of time. REQUIRES: CheckSlots() finds nothing.
void SortSlots(fair::v1::Fair& fair);

struct SlotTime {
  std::string id;
  std::string date;
  int32_t day = 0;  // from 0, among the fair's days
  int32_t start_minute = 0;
  int32_t end_minute = 0;
  absl::Time start;
  absl::Time end;
};

// Immutable. In the order of the fair.
class SlotTimes {
 public:
  static constexpr int kNoSlot = -1;

  // REQUIRES: CheckSlots() finds nothing.
  explicit SlotTimes(const fair::v1::Fair& fair);

  int size() const { return static_cast<int>(slots_.size()); }
  const SlotTime& operator[](int slot) const { return slots_[slot]; }
  // kNoSlot where there is none.
  int IndexOf(absl::string_view id) const;
  // The first that has not begun by then; size() where all have.
  int FirstAfter(absl::Time now) const;
  const absl::TimeZone& zone() const { return zone_; }

 private:
  absl::TimeZone zone_;
  std::vector<SlotTime> slots_;
  absl::flat_hash_map<std::string, int> by_id_;
};

// The year in which it is held; 0 where it has no slot yet.
int32_t YearOf(const fair::v1::Fair& fair);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_SLOT_TIMES_H_
