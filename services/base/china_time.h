// Days and years as people in China count them, whatever the machine's zone.
#ifndef DUIKOU_SERVICES_BASE_CHINA_TIME_H_
#define DUIKOU_SERVICES_BASE_CHINA_TIME_H_

#include <cstdint>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace duikou {

// The day in Asia/Shanghai, which keeps one time all year round.
inline absl::CivilDay ChinaDay(absl::Time time) {
  return absl::ToCivilDay(time, absl::FixedTimeZone(8 * 60 * 60));
}

inline int32_t ChinaYear(absl::Time time) {
  return static_cast<int32_t>(ChinaDay(time).year());
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_BASE_CHINA_TIME_H_
