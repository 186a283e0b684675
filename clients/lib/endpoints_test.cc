#include "clients/lib/endpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace duikou::client {
namespace {

using ::testing::HasSubstr;

std::string Shown(const char* text) {
  const absl::StatusOr<Endpoints> parsed = ParseEndpoints(text);
  if (!parsed.ok()) return std::string(parsed.status().message());
  return parsed->access + " " + parsed->catalogue + " " + parsed->profiles +
         " " + parsed->matching + " " + parsed->assignment + " " +
         parsed->fair + " " + parsed->progress;
}

TEST(EndpointsTest, OneTargetIsThatOfEveryService) {
  EXPECT_EQ(Shown("127.0.0.1:7100"),
            "127.0.0.1:7100 127.0.0.1:7100 127.0.0.1:7100 127.0.0.1:7100 "
            "127.0.0.1:7100 127.0.0.1:7100 127.0.0.1:7100");
}

TEST(EndpointsTest, EachServiceMayHaveItsOwn) {
  EXPECT_EQ(Shown("access=d:4,catalogue=a:1, profiles=b:2,matching=c:3,"
                  "assignment=e:5,fair=g:7,progress=f:6"),
            "d:4 a:1 b:2 c:3 e:5 g:7 f:6");
}

TEST(EndpointsTest, ABareTargetServesThoseNotNamed) {
  EXPECT_EQ(Shown("a:1,matching=c:3"), "a:1 a:1 a:1 c:3 a:1 a:1 a:1");
}

TEST(EndpointsTest, BadListsNameTheirEntry) {
  EXPECT_THAT(Shown("store=a:1"), HasSubstr("unknown service \"store\""));
  EXPECT_THAT(Shown("catalogue=a:1"), HasSubstr("without address"));
  EXPECT_THAT(Shown(""), HasSubstr("without address"));
  EXPECT_THAT(Shown("catalogue="), HasSubstr("has no address"));
  EXPECT_THAT(Shown("a:1,b:2"), HasSubstr("names a second address"));
}

TEST(EndpointsTest, TargetGoesByTheServicesFullName) {
  const Endpoints endpoints = *ParseEndpoints("a:1,matching=c:3");
  EXPECT_EQ(endpoints.Target("duikou.matching.v1.MatchingService"), "c:3");
  EXPECT_EQ(endpoints.Target("duikou.profiles.v1.ProfilesService"), "a:1");
  EXPECT_EQ(endpoints.Target("duikou.progress.v1.ReportService"), "a:1");
  EXPECT_EQ(endpoints.Target("duikou.fair.v1.TimetableService"), "a:1");
  EXPECT_EQ(endpoints.Target("other.Service"), "");
}

TEST(EndpointsTest, OnlyThisMachineNeedsNoTls) {
  for (const char* target :
       {"127.0.0.1:7100", "localhost:7100", "[::1]:7100", "dns:///localhost:1",
        "ipv4:127.0.0.1:7100", "unix:///run/duikou.sock"}) {
    EXPECT_TRUE(IsOnThisMachine(target)) << target;
  }
  for (const char* target :
       {"10.0.0.7:7100", "duikou.example.org:7100", "127.example.org:7100",
        "localhost.example.org:7100", "[2001:db8::1]:7100", ""}) {
    EXPECT_FALSE(IsOnThisMachine(target)) << target;
  }
}

}  // namespace
}  // namespace duikou::client
