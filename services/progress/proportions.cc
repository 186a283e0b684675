#include "services/progress/proportions.h"

#include <algorithm>
#include <limits>

#include "absl/numeric/int128.h"
#include "services/base/placement_split.h"

namespace duikou {
namespace {

constexpr int kWhole = 10'000;

std::optional<int32_t> InRange(absl::int128 value) {
  if (value > std::numeric_limits<int32_t>::max() ||
      value < std::numeric_limits<int32_t>::min()) {
    return std::nullopt;
  }
  return static_cast<int32_t>(value);
}

// 10,000 × part / whole to the nearest. REQUIRES: whole > 0.
std::optional<int32_t> Nearest(absl::int128 part, int64_t whole) {
  const absl::int128 twice = part * (2 * kWhole);
  const absl::int128 half = part < 0 ? -absl::int128(whole) : whole;
  return InRange((twice + half) / (absl::int128(whole) * 2));
}

}  // namespace

std::vector<int> PercentsOfWhole(const std::vector<int64_t>& parts) {
  const auto is_positive = [](int64_t part) { return part > 0; };
  const auto is_negative = [](int64_t part) { return part < 0; };
  if (std::any_of(parts.begin(), parts.end(), is_negative) ||
      std::none_of(parts.begin(), parts.end(), is_positive)) {
    return {};
  }
  const std::vector<int64_t> percents = SplitByParts(100, parts);
  return {percents.begin(), percents.end()};
}

std::optional<int32_t> GrowthBasisPoints(int64_t now, int64_t before) {
  if (before <= 0) return std::nullopt;
  return Nearest(absl::int128(now) - before, before);
}

std::optional<int32_t> ShareBasisPoints(int64_t part, int64_t whole) {
  if (whole <= 0) return std::nullopt;
  return Nearest(part, whole);
}

std::optional<int32_t> ReachedBasisPoints(int64_t value, int64_t goal) {
  if (goal <= 0) return std::nullopt;
  const absl::int128 product = absl::int128(value) * kWhole;
  absl::int128 quotient = product / goal;
  if (product % goal < 0) --quotient;
  return InRange(quotient);
}

}  // namespace duikou
