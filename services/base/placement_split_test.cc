#include "services/base/placement_split.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include "absl/numeric/int128.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/testing/cases.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<int64_t> Split(int64_t whole, std::vector<int> parts) {
  return SplitByParts(whole, parts);
}

TEST(SplitByPartsTest, LargestRemaindersGetWhatIsLeft) {
  EXPECT_THAT(Split(100, {3333, 3333, 3334}), ElementsAre(33, 33, 34));
  EXPECT_THAT(Split(101, {5000, 2500, 2500}), ElementsAre(51, 25, 25));
}

TEST(SplitByPartsTest, EqualRemaindersGoToTheFirst) {
  EXPECT_THAT(Split(1, {5000, 5000}), ElementsAre(1, 0));
  EXPECT_THAT(Split(5, {2500, 2500, 2500, 2500}), ElementsAre(2, 1, 1, 1));
}

TEST(SplitByPartsTest, ANegativeWholeIsTheMirrorImage) {
  EXPECT_THAT(Split(-100, {3333, 3333, 3334}), ElementsAre(-33, -33, -34));
  EXPECT_THAT(Split(-1, {5000, 5000}), ElementsAre(-1, 0));
}

TEST(SplitByPartsTest, OnePartIsTheWhole) {
  EXPECT_THAT(Split(7, {10000}), ElementsAre(7));
  EXPECT_THAT(Split(0, {1, 2}), ElementsAre(0, 0));
  EXPECT_THAT(Split(7, {}), IsEmpty());
  EXPECT_THAT(Split(7, {0, 3, 0}), ElementsAre(0, 7, 0));
}

TEST(SplitByPartsTest, TheLargestNumbersDoNotOverflow) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
  EXPECT_THAT(SplitByParts(kMost, std::vector<int64_t>{kMost, kMost}),
              ElementsAre(kMost / 2 + 1, kMost / 2));
  EXPECT_THAT(Split(kLeast, {1, 1}), ElementsAre(kLeast / 2, kLeast / 2));
}

// By the definition: no share can be given one more or one less without going
// further from its quotient than another one is.
TEST(SplitByPartsTest, SharesAddUpAndAreTheNearestThatDo) {
  for (int seed = 1; seed <= testing::Cases(2'000); ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    std::vector<int64_t> parts(1 + random() % 8);
    for (int64_t& part : parts) part = 1 + random() % 10'000;
    const int64_t all = std::accumulate(parts.begin(), parts.end(), int64_t{0});
    const int64_t whole =
        random() % 3 == 0 ? random() % 20 : random() % 9'000'000'000'000'000;
    const std::vector<int64_t> shares = SplitByParts(whole, parts);
    ASSERT_EQ(std::accumulate(shares.begin(), shares.end(), int64_t{0}), whole);
    // `above` of a share: how far it lies above whole × part / all, times all.
    std::vector<absl::int128> above;
    for (size_t i = 0; i < parts.size(); ++i) {
      above.push_back(absl::int128(shares[i]) * all -
                      absl::int128(whole) * parts[i]);
      ASSERT_LT(above.back(), all);
      ASSERT_GT(above.back(), -all);
    }
    const auto [least, most] = std::minmax_element(above.begin(), above.end());
    EXPECT_LE(*most - *least, all);
    std::vector<int64_t> mirrored = SplitByParts(-whole, parts);
    for (int64_t& share : mirrored) share = -share;
    EXPECT_EQ(mirrored, shares);
  }
}

}  // namespace
}  // namespace duikou
