#include "services/gateway/public_origins.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

PublicOrigins Of(absl::string_view list) {
  return PublicOrigins::Parse(list).value();
}

TEST(PublicOriginsTest, AnOriginIsComparedAsBrowsersWriteIt) {
  const PublicOrigins origins =
      Of("https://Duikou.example:443, "
         "https://10.0.0.7:8443,https://[2001:db8::1]");
  for (const char* own : {"https://duikou.example", "https://DUIKOU.example",
                          "https://10.0.0.7:8443", "https://[2001:db8::1]"}) {
    EXPECT_TRUE(origins.Has(own)) << own;
  }
  for (const char* other :
       {"http://duikou.example", "https://duikou.example:8443",
        "https://duikou.example.evil.example", "https://evil.example",
        "https://10.0.0.7", "null", ""}) {
    EXPECT_FALSE(origins.Has(other)) << other;
  }
}

TEST(PublicOriginsTest, WhatIsNoOriginIsQuoted) {
  for (const std::string wrong :
       {"duikou.example", "http://duikou.example", "https://",
        "https://duikou.example/", "https://duikou.example/a", "https://a b",
        "https://li@duikou.example", "https://duikou.example:",
        "https://duikou.example:0", "https://duikou.example:65536",
        "https://duikou.example:+1", "https://[duikou]", "https://[::1",
        "https://-a", "https://*.example", "null"}) {
    const absl::Status status = PublicOrigins::Parse(wrong).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << wrong;
    EXPECT_THAT(std::string(status.message()),
                HasSubstr("\"" + wrong + "\" is not of the form https://HOST"));
  }
  EXPECT_FALSE(PublicOrigins::Parse("https://a.example,").ok());
}

TEST(PublicOriginsTest, NoneChangesNothing) {
  const PublicOrigins none = Of("");
  EXPECT_TRUE(none.empty());
  EXPECT_FALSE(none.Has(""));
  HttpRequest request = {.headers = {{"x-forwarded-for", "192.0.2.1"}},
                         .source = "127.0.0.1"};
  none.Adopt(request);
  EXPECT_EQ(request.source, "127.0.0.1");
  EXPECT_FALSE(request.tls);
}

// The source that the gateway takes a request for.
std::string SourceOf(const std::string& peer, HttpHeaders headers) {
  HttpRequest request = {.headers = std::move(headers), .source = peer};
  Of("https://duikou.example").Adopt(request);
  EXPECT_TRUE(request.tls);
  return request.source;
}

TEST(PublicOriginsTest, TheProxyOnThisMachineTellsWhoAsks) {
  EXPECT_EQ(SourceOf("127.0.0.1", {{"x-forwarded-for", "192.0.2.1"}}),
            "192.0.2.1");
  // What the client itself claimed stands before it.
  EXPECT_EQ(SourceOf("::1", {{"x-forwarded-for", "127.0.0.1, 192.0.2.1"}}),
            "192.0.2.1");
  EXPECT_EQ(SourceOf("127.0.0.1", {{"x-forwarded-for", "127.0.0.1"},
                                   {"x-forwarded-for", "2001:DB8::1"}}),
            "2001:db8::1");
  // A call of this machine that came through no proxy.
  EXPECT_EQ(SourceOf("127.0.0.1", {}), "127.0.0.1");
}

TEST(PublicOriginsTest, NobodyIsTakenForThisMachineByAnOddAddress) {
  for (const char* odd : {"", "unknown", "127.0.0.1:80", "_hidden", "1.2.3"}) {
    EXPECT_EQ(SourceOf("127.0.0.1", {{"x-forwarded-for", odd}}), "unknown")
        << odd;
  }
}

TEST(PublicOriginsTest, AnotherMachineIsNotBelieved) {
  EXPECT_EQ(SourceOf("10.0.0.9", {{"x-forwarded-for", "127.0.0.1"}}),
            "10.0.0.9");
}

}  // namespace
}  // namespace duikou
