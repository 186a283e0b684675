// Proportions as reports print them: each kind of rounding in one place.
//
//   PercentsOfWhole({18, 26, 15, 3});      // 29, 42, 24, 5
//   GrowthBasisPoints(147, 100);           // 4700
#ifndef DUIKOU_SERVICES_PROGRESS_PROPORTIONS_H_
#define DUIKOU_SERVICES_PROGRESS_PROPORTIONS_H_

#include <cstdint>
#include <optional>
#include <vector>

namespace duikou {

// Of each part its whole percent of all together; they add up to 100, the
// largest remainders rounded up, of equal ones the first. None where a part is
// negative or all are 0.
std::vector<int> PercentsOfWhole(const std::vector<int64_t>& parts);

// Growth from `before` to `now` in hundredths of a percent, rounded to the
// nearest, halves away from 0; none where `before` is not positive, or it is
// beyond 32 bits.
std::optional<int32_t> GrowthBasisPoints(int64_t now, int64_t before);

// `part` of `whole` in hundredths of a percent, rounded likewise.
std::optional<int32_t> ShareBasisPoints(int64_t part, int64_t whole);

// How far `value` has come on the way to `goal`, in hundredths of a percent,
// rounded down; none where the goal is not positive, or it is beyond 32 bits.
std::optional<int32_t> ReachedBasisPoints(int64_t value, int64_t goal);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_PROPORTIONS_H_
