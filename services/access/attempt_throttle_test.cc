#include "services/access/attempt_throttle.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

class AttemptThrottleTest : public ::testing::Test {
 protected:
  // How many of so many attempts are admitted.
  int Admitted(int attempts, const std::string& account,
               const std::string& source) {
    int admitted = 0;
    for (int i = 0; i < attempts; ++i) {
      admitted += throttle_.Admit(account, source).ok();
    }
    return admitted;
  }

  SimulatedClock clock_{absl::FromUnixSeconds(1'000'000)};
  AttemptThrottle throttle_{clock_};
};

TEST_F(AttemptThrottleTest, AFewAttemptsThenOneEachHalfMinute) {
  EXPECT_EQ(Admitted(20, "li", "192.0.2.1"), 5);
  const absl::Status refused = throttle_.Admit("li", "192.0.2.1");
  EXPECT_TRUE(absl::IsResourceExhausted(refused));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("in 30 seconds"));
  clock_.Advance(absl::Seconds(29));
  EXPECT_EQ(Admitted(20, "li", "192.0.2.1"), 0);
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Admitted(20, "li", "192.0.2.1"), 1);
}

TEST_F(AttemptThrottleTest, NoAccountIsLockedForGood) {
  Admitted(1000, "li", "192.0.2.1");
  clock_.Advance(absl::Minutes(10));
  EXPECT_EQ(Admitted(20, "li", "192.0.2.1"), 5);
}

TEST_F(AttemptThrottleTest, WhoComesFromElsewhereStillGetsIn) {
  Admitted(1000, "li", "192.0.2.1");
  EXPECT_TRUE(throttle_.Admit("li", "192.0.2.2").ok());
}

TEST_F(AttemptThrottleTest, OneSourceCannotTryManyAccounts) {
  int admitted = 0;
  for (int i = 0; i < 1000; ++i) {
    admitted += Admitted(1, absl::StrCat("account-", i), "192.0.2.1");
  }
  EXPECT_EQ(admitted, 50);
}

TEST_F(AttemptThrottleTest, AnIpv6NetworkIsOneSource) {
  int admitted = 0;
  for (int i = 0; i < 1000; ++i) {
    admitted += Admitted(1, absl::StrCat("account-", i),
                         absl::StrCat("2001:db8:0:1::", absl::Hex(i)));
  }
  EXPECT_EQ(admitted, 50);
  EXPECT_TRUE(throttle_.Admit("account-1", "2001:db8:0:2::1").ok());
  throttle_.Succeeded("account-2", "2001:db8:0:1::ffff");
  EXPECT_TRUE(throttle_.Admit("account-3", "2001:db8:0:1::1").ok());
}

TEST_F(AttemptThrottleTest, ManySourcesCannotTryOneAccount) {
  int admitted = 0;
  for (int i = 0; i < 1000; ++i) {
    admitted += Admitted(1, "li", absl::StrCat("192.0.2.", i));
  }
  EXPECT_EQ(admitted, 50);
}

TEST_F(AttemptThrottleTest, AttemptsThatSucceedCostNothing) {
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(throttle_.Admit("li", "192.0.2.1").ok()) << i;
    throttle_.Succeeded("li", "192.0.2.1");
  }
}

TEST_F(AttemptThrottleTest, ItForgetsWhatWasUsedLongestAgo) {
  AttemptThrottle small(clock_, {.most_buckets = 10});
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(small.Admit("li", "a").ok());
  EXPECT_FALSE(small.Admit("li", "a").ok());
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(small.Admit(absl::StrCat("x", i), absl::StrCat("s", i)).ok());
  }
  EXPECT_TRUE(small.Admit("li", "a").ok());
}

}  // namespace
}  // namespace duikou
