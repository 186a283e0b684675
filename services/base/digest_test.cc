#include "services/base/digest.h"

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

// `printf abc | b2sum -l 128`.
TEST(DigestTest, ValueDigestIsBlake2b) {
  EXPECT_EQ(absl::BytesToHexString(ValueDigest("abc")),
            "cf4ab791c62b8d2b2109c90275287816");
  EXPECT_EQ(ValueDigest("").size(), kValueDigestBytes);
  EXPECT_NE(ValueDigest(""), ValueDigest(absl::string_view("\0", 1)));
}

// `printf abc | b2sum -l 256`.
TEST(DigestTest, ContentDigestIsBlake2b) {
  EXPECT_EQ(absl::BytesToHexString(ContentDigest("abc")),
            "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST(DigestTest, KeyedDigestDependsOnKeyAndMessage) {
  const std::string key(32, 'k');
  EXPECT_EQ(KeyedDigest(key, "m"), KeyedDigest(key, "m"));
  EXPECT_NE(KeyedDigest(key, "m"), KeyedDigest(std::string(32, 'l'), "m"));
  EXPECT_NE(KeyedDigest(key, "m"), KeyedDigest(key, "n"));
  EXPECT_EQ(KeyedDigest(key, "").size(), kKeyedDigestBytes);
}

TEST(DigestTest, SameSecretComparesAllBytes) {
  EXPECT_TRUE(SameSecret("", ""));
  EXPECT_TRUE(SameSecret("abc", "abc"));
  EXPECT_FALSE(SameSecret("abc", "abd"));
  EXPECT_FALSE(SameSecret("abc", "abcd"));
}

TEST(DigestTest, RandomBytesAreNew) {
  EXPECT_EQ(RandomBytes(32).size(), 32);
  EXPECT_NE(RandomBytes(32), RandomBytes(32));
}

}  // namespace
}  // namespace duikou
