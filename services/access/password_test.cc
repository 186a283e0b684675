#include "services/access/password.h"

#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

// Costs that a test can bear.
PasswordHasher::Options Cheap() {
  return {.at_once = 1, .waiting = 1, .memory_bytes = 64 << 10, .passes = 1};
}

absl::Time Soon() { return absl::Now() + absl::Seconds(60); }

TEST(CheckPasswordTest, TooWeakOnesAreRefusedByName) {
  const auto why = [](absl::string_view password) {
    return std::string(
        CheckPassword("new_password", password, "li-ming").message());
  };
  EXPECT_THAT(why("short"), HasSubstr("new_password: has fewer than 10"));
  EXPECT_THAT(why("支援三峡库区移民"), HasSubstr("fewer than 10"));
  EXPECT_THAT(why("Li-Ming-2026"), HasSubstr("name to sign in with"));
  EXPECT_THAT(why("aaaaaaaaaaab"), HasSubstr("repeats"));
  EXPECT_EQ(why("支援三峡库区移民安置工作"), "");
  EXPECT_EQ(why("correct horse battery"), "");
}

TEST(PasswordHasherTest, OnlyTheSamePasswordIsRight) {
  PasswordHasher hasher(Cheap());
  const auto hash = hasher.Hash("correct horse", Soon());
  ASSERT_TRUE(hash.ok()) << hash.status();
  EXPECT_THAT(*hash, HasSubstr("$argon2id$"));
  EXPECT_TRUE(*hasher.Verify(*hash, "correct horse", Soon()));
  EXPECT_FALSE(*hasher.Verify(*hash, "correct hors", Soon()));
  EXPECT_FALSE(*hasher.Verify(*hash, "", Soon()));
}

TEST(PasswordHasherTest, NobodysHashIsNeverRight) {
  PasswordHasher hasher(Cheap());
  EXPECT_FALSE(*hasher.Verify("", "", Soon()));
  EXPECT_FALSE(*hasher.Verify("rubbish", "rubbish", Soon()));
  EXPECT_FALSE(*hasher.Verify(std::string(1000, 'x'), "x", Soon()));
}

TEST(PasswordHasherTest, TwoHashesOfOnePasswordDiffer) {
  PasswordHasher hasher(Cheap());
  EXPECT_NE(*hasher.Hash("correct horse", Soon()),
            *hasher.Hash("correct horse", Soon()));
}

TEST(PasswordHasherTest, AHashWithOtherCostsIsOutdated) {
  PasswordHasher hasher(Cheap());
  auto dearer = Cheap();
  dearer.passes = 2;
  const std::string hash = *hasher.Hash("correct horse", Soon());
  EXPECT_FALSE(hasher.IsOutdated(hash));
  EXPECT_TRUE(PasswordHasher(dearer).IsOutdated(hash));
}

TEST(PasswordHasherTest, TheCostsAreThoseOfOwasp) {
  PasswordHasher hasher;
  EXPECT_THAT(*hasher.Hash("correct horse", Soon()),
              HasSubstr("$argon2id$v=19$m=19456,t=2,p=1$"));
}

TEST(PasswordHasherTest, WhoWaitsTooLongIsToldSo) {
  PasswordHasher hasher(Cheap());
  const auto late = hasher.Hash("correct horse", absl::InfinitePast());
  // A free turn is taken at once.
  EXPECT_TRUE(late.ok()) << late.status();
}

}  // namespace
}  // namespace duikou
