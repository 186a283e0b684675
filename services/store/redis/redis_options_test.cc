#include "services/store/redis/redis_options.h"

#include <sys/stat.h>

#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(RedisUrlTest, EverythingGiven) {
  const auto options = ParseRedisUrl(
      "redis://10.0.0.1:7000,node-2,[::1]:7002?replicas=2&"
      "credentials=/etc/a%20b&allow_lossy=1&prefix=x:y&feed_commits=5");
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_THAT(options->seeds, ElementsAre(RedisAddress{"10.0.0.1", 7000},
                                          RedisAddress{"node-2", 6379},
                                          RedisAddress{"::1", 7002}));
  EXPECT_EQ(options->seeds[2].ToString(), "[::1]:7002");
  EXPECT_EQ(options->replicas, 2);
  EXPECT_EQ(options->credentials_file, "/etc/a b");
  EXPECT_TRUE(options->allow_lossy);
  EXPECT_EQ(options->prefix, "x:y");
  EXPECT_EQ(options->feed_commits, 5);
}

TEST(RedisUrlTest, OnlyAHost) {
  const auto options = ParseRedisUrl("redis://localhost");
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_THAT(options->seeds, ElementsAre(RedisAddress{"localhost", 6379}));
  EXPECT_EQ(options->replicas, 0);
  EXPECT_FALSE(options->allow_lossy);
}

TEST(RedisUrlTest, ErrorsNameThePart) {
  struct Case {
    std::string url;
    std::string part;
  };
  const std::vector<Case> cases = {
      {"", "scheme"},
      {"http://a", "scheme"},
      {"redis://", "host"},
      {"redis://a,,b", "host"},
      {"redis://a:0", "port"},
      {"redis://a:65536", "port"},
      {"redis://a:x", "port"},
      {"redis://[::1", "]"},
      {"redis://user:secret@a", "credentials=PATH"},
      {"redis://a/0", "path"},
      {"redis://a?replicas=-1", "replicas"},
      {"redis://a?replicas=11", "replicas"},
      {"redis://a?replicas=", "replicas"},
      {"redis://a?allow_lossy=yes", "allow_lossy"},
      {"redis://a?credentials=", "credentials"},
      {"redis://a?credentials=%2", "credentials"},
      {"redis://a?prefix=a{b", "prefix"},
      {"redis://a?prefix=", "prefix"},
      {"redis://a?feed_commits=0", "feed_commits"},
      {"redis://a?replicas=1&replicas=1", "replicas"},
      {"redis://a?color=red", "color"},
  };
  for (const Case& c : cases) {
    const absl::Status status = ParseRedisUrl(c.url).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << c.url << ": " << status;
    EXPECT_THAT(status.message(), HasSubstr(c.part)) << c.url;
    EXPECT_THAT(status.message(), testing::Not(HasSubstr("secret")));
  }
}

class RedisCredentialsTest : public testing::Test {
 protected:
  std::string Write(const std::string& text, mode_t mode) {
    const std::string path = testing::TempDir() + "/redis_credentials";
    std::ofstream(path) << text;
    chmod(path.c_str(), mode);
    return path;
  }
};

TEST_F(RedisCredentialsTest, PasswordMayHoldColons) {
  const auto read = ReadRedisCredentials(Write("duikou:a:b c\nrest\n", 0600));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->user, "duikou");
  EXPECT_EQ(read->password, "a:b c");
}

TEST_F(RedisCredentialsTest, FileOpenToEverybodyIsRefused) {
  const absl::Status status =
      ReadRedisCredentials(Write("duikou:secret\n", 0644)).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("redis_credentials"));
  EXPECT_THAT(status.message(), HasSubstr("everybody"));
  EXPECT_THAT(status.message(), testing::Not(HasSubstr("secret")));
}

TEST_F(RedisCredentialsTest, MissingOrMalformedFileIsNamed) {
  for (const std::string& path :
       {std::string("/nonexistent"), Write("", 0600)}) {
    const absl::Status status = ReadRedisCredentials(path).status();
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
    EXPECT_THAT(status.message(), HasSubstr(path));
  }
  for (const char* text : {"nocolon\n", ":x\n", "x:\n"}) {
    EXPECT_THAT(ReadRedisCredentials(Write(text, 0600)).status().message(),
                HasSubstr("user:password"));
  }
}

}  // namespace
}  // namespace duikou
