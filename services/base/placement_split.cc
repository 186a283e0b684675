#include "services/base/placement_split.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "absl/numeric/int128.h"
#include "matcher/base/check.h"

namespace duikou {

std::vector<int64_t> SplitByParts(int64_t whole,
                                  const std::vector<int64_t>& parts) {
  if (parts.empty()) return {};
  absl::uint128 all = 0;
  for (const int64_t part : parts) {
    DUIKOU_CHECK(part >= 0) << "a part is " << part;
    all += static_cast<uint64_t>(part);
  }
  DUIKOU_CHECK(all > 0) << "all parts are 0";
  // Also of the lowest number, which has no positive one.
  const uint64_t size = whole < 0 ? 0 - static_cast<uint64_t>(whole)
                                  : static_cast<uint64_t>(whole);
  std::vector<uint64_t> shares(parts.size());
  std::vector<absl::uint128> remainders(parts.size());
  uint64_t left = size;
  for (size_t i = 0; i < parts.size(); ++i) {
    const absl::uint128 product =
        absl::uint128(size) * static_cast<uint64_t>(parts[i]);
    shares[i] = static_cast<uint64_t>(product / all);
    remainders[i] = product % all;
    left -= shares[i];
  }
  std::vector<size_t> order(parts.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return remainders[a] > remainders[b];
  });
  for (size_t i = 0; i < left; ++i) ++shares[order[i]];
  std::vector<int64_t> result(parts.size());
  for (size_t i = 0; i < parts.size(); ++i) {
    result[i] = static_cast<int64_t>(whole < 0 ? 0 - shares[i] : shares[i]);
  }
  return result;
}

std::vector<int64_t> SplitByParts(int64_t whole,
                                  const std::vector<int>& parts) {
  return SplitByParts(whole, std::vector<int64_t>(parts.begin(), parts.end()));
}

}  // namespace duikou
