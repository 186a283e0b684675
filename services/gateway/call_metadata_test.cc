#include "services/gateway/call_metadata.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

HttpRequest With(HttpHeaders headers, bool tls = false) {
  HttpRequest request;
  request.method = "POST";
  request.headers = std::move(headers);
  request.source = "10.0.0.7";
  request.tls = tls;
  return request;
}

// Where no proxy ends TLS.
absl::StatusOr<CallMetadata> MetadataOf(const HttpRequest& request) {
  return MetadataOf(request, PublicOrigins());
}

const auto kSource = Pair("duikou-source", "10.0.0.7");

TEST(CallMetadataTest, OnlyWhatMeansSomethingToARoleGoesOn) {
  EXPECT_THAT(MetadataOf(With({{"host", "x"},
                               {"content-type", "application/json"},
                               {"connect-timeout-ms", "1"},
                               {"accept-encoding", "gzip"},
                               {"te", "trailers"},
                               {"x-forwarded-for", "1.2.3.4"},
                               {"grpc-timeout", "1S"},
                               {"origin", "http://x"},
                               {"duikou-source", "1.2.3.4"},
                               {"duikou-set-session", "t;1"},
                               {"duikou-min-revision", "hubei=3"},
                               {"x-request-id", "r-1"},
                               {"accept-language", "zh"},
                               {"bad key", "1"},
                               {"x-latin", "\xE9"},
                               {"x-data-bin", "/w"}}))
                  .value(),
              UnorderedElementsAre(
                  kSource, Pair("duikou-min-revision", "hubei=3"),
                  Pair("x-request-id", "r-1"), Pair("x-data-bin", "\xFF")));
}

TEST(CallMetadataTest, TheUserAgentGoesOn) {
  EXPECT_THAT(MetadataOf(With({{"user-agent", "curl/8"}})).value(),
              UnorderedElementsAre(kSource, Pair("user-agent", "curl/8"),
                                   Pair("x-user-agent", "curl/8")));
}

TEST(CallMetadataTest, ABinaryHeaderThatIsNoneIsNamed) {
  EXPECT_EQ(MetadataOf(With({{"x-data-bin", "!"}})).status(),
            absl::InvalidArgumentError("x-data-bin: is no base64"));
}

TEST(CallMetadataTest, TheSessionsCookieBecomesItsToken) {
  EXPECT_THAT(
      MetadataOf(With({{"cookie", "a=b; duikou-session=tok-1; c=d"}})).value(),
      ElementsAre(kSource, Pair("authorization", "Bearer tok-1")));
  // Each kind of connection has its own.
  EXPECT_THAT(
      MetadataOf(With({{"cookie", "duikou-session=tok-1"}}, true)).value(),
      ElementsAre(kSource));
  EXPECT_THAT(
      MetadataOf(With({{"cookie", "__Host-duikou-session=tok-2"}}, true))
          .value(),
      ElementsAre(kSource, Pair("authorization", "Bearer tok-2")));
  for (const char* none :
       {"duikou-session=", "duikou-session", "duikou-session=a b",
        "duikou-session=a\"b", "xduikou-session=a", "duikou-session2=a"}) {
    EXPECT_THAT(MetadataOf(With({{"cookie", none}})).value(),
                ElementsAre(kSource))
        << none;
  }
}

TEST(CallMetadataTest, AnAuthorizationHeaderWinsOverTheCookie) {
  EXPECT_THAT(MetadataOf(With({{"cookie", "duikou-session=tok-1"},
                               {"authorization", "Bearer api-1"},
                               {"sec-fetch-site", "cross-site"}}))
                  .value(),
              ElementsAre(kSource, Pair("authorization", "Bearer api-1")));
}

TEST(CallMetadataTest, ACallOfAnotherSitesPageIsToBeRefused) {
  const HttpHeader cookie = {"cookie", "duikou-session=tok-1"};
  const HttpHeader host = {"host", "duikou.example:7180"};
  for (const HttpHeader& bad :
       HttpHeaders{{"sec-fetch-site", "cross-site"},
                   {"sec-fetch-site", "same-site"},
                   {"origin", "http://evil.example"},
                   {"origin", "null"},
                   {"origin", "https://duikou.example:7180"},
                   {"origin", "http://duikou.example"},
                   {"origin", "http://duikou.example:7180.evil.example"}}) {
    EXPECT_THAT(MetadataOf(With({cookie, host, bad})).value(),
                ElementsAre(kSource, Pair("duikou-cross-site", "1")))
        << bad.name << ": " << bad.value;
  }
  for (const HttpHeader& good :
       HttpHeaders{{"sec-fetch-site", "same-origin"},
                   {"sec-fetch-site", "none"},
                   {"origin", "http://duikou.example:7180"},
                   {"origin", "http://DUIKOU.example:7180"}}) {
    EXPECT_THAT(MetadataOf(With({cookie, host, good})).value(),
                ElementsAre(kSource, Pair("authorization", "Bearer tok-1")))
        << good.name << ": " << good.value;
  }
  EXPECT_THAT(
      MetadataOf(
          With({cookie, host, {"origin", "https://duikou.example:7180"}}, true))
          .value(),
      ElementsAre(kSource));
}

TEST(CallMetadataTest, BehindAProxyTheSiteIsWhereBrowsersFindIt) {
  const PublicOrigins origins =
      PublicOrigins::Parse("https://duikou.example").value();
  const auto ask = [&](const HttpHeader& header) {
    return MetadataOf(With({{"cookie", "__Host-duikou-session=tok-1"},
                            {"host", "127.0.0.1:7180"},
                            header},
                           true),
                      origins)
        .value();
  };
  for (const HttpHeader& bad : HttpHeaders{{"origin", "https://127.0.0.1:7180"},
                                           {"origin", "http://duikou.example"},
                                           {"origin", "https://evil.example"},
                                           {"origin", "null"},
                                           {"sec-fetch-site", "cross-site"}}) {
    EXPECT_THAT(ask(bad), ElementsAre(kSource, Pair("duikou-cross-site", "1")))
        << bad.name << ": " << bad.value;
  }
  for (const HttpHeader& good :
       HttpHeaders{{"origin", "https://duikou.example"},
                   {"sec-fetch-site", "same-origin"}}) {
    EXPECT_THAT(ask(good),
                ElementsAre(kSource, Pair("authorization", "Bearer tok-1")))
        << good.name << ": " << good.value;
  }
}

TEST(CallMetadataTest, MetadataBecomeHeaders) {
  HttpHeaders headers;
  AddMetadataHeaders({{"duikou-revision", "hubei=7"},
                      {"x-data-bin", "\xFF"},
                      {"duikou-set-session", "t;1"},
                      {"set-cookie", "a=b"},
                      {"grpc-status-details-bin", "x"},
                      {"content-type", "application/grpc"}},
                     "trailer-", headers);
  ASSERT_EQ(headers.size(), 2);
  EXPECT_EQ(headers[0].name, "trailer-duikou-revision");
  EXPECT_EQ(headers[0].value, "hubei=7");
  EXPECT_EQ(headers[1].name, "trailer-x-data-bin");
  EXPECT_EQ(headers[1].value, "/w");
}

std::string CookieOf(const std::string& session, bool tls) {
  HttpHeaders headers;
  AddSessionCookie({}, {{"duikou-set-session", session}}, tls, headers);
  return headers.empty() ? "" : headers[0].name + ": " + headers[0].value;
}

TEST(CallMetadataTest, ASessionBecomesACookieThatScriptsCannotRead) {
  EXPECT_EQ(CookieOf("tok-1;3600", false),
            "Set-Cookie: duikou-session=tok-1; Path=/; Max-Age=3600; HttpOnly; "
            "SameSite=Strict");
  EXPECT_EQ(CookieOf("tok-1;3600", true),
            "Set-Cookie: __Host-duikou-session=tok-1; Path=/; Max-Age=3600; "
            "HttpOnly; SameSite=Strict; Secure");
  EXPECT_EQ(CookieOf(";0", false),
            "Set-Cookie: duikou-session=; Path=/; Max-Age=0; HttpOnly; "
            "SameSite=Strict");
  for (const char* wrong : {"", "t", "t;", "t;x", "t;-1", ";60", "a b;60",
                            "a;60;HttpOnly", "a\r\nb;60"}) {
    EXPECT_EQ(CookieOf(wrong, false), "") << wrong;
  }
}

}  // namespace
}  // namespace duikou
