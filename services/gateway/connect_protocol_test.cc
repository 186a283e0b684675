#include "services/gateway/connect_protocol.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

TEST(ConnectProtocolTest, ContentTypesAreReadWithoutTheirParameters) {
  for (const auto& [text, json, streaming] :
       std::vector<std::tuple<std::string, bool, bool>>{
           {"application/json", true, false},
           {"Application/JSON; charset=utf-8", true, false},
           {"application/proto", false, false},
           {"application/connect+json", true, true},
           {"application/connect+proto ;x", false, true}}) {
    const auto type = ParseConnectContentType(text);
    ASSERT_TRUE(type.has_value()) << text;
    EXPECT_EQ(type->json, json) << text;
    EXPECT_EQ(type->streaming, streaming) << text;
  }
  for (const char* text : {"", "text/plain", "application/grpc",
                           "application/jsonp", "application/grpc-web"}) {
    EXPECT_FALSE(ParseConnectContentType(text).has_value()) << text;
  }
}

TEST(ConnectProtocolTest, EveryCodeHasItsNameAndItsHttpStatus) {
  EXPECT_EQ(ConnectCodeName(absl::StatusCode::kCancelled), "canceled");
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kInvalidArgument), 400);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kUnauthenticated), 401);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kPermissionDenied), 403);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kNotFound), 404);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kAborted), 409);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kResourceExhausted), 429);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kUnimplemented), 501);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kUnavailable), 503);
  EXPECT_EQ(HttpStatusOf(absl::StatusCode::kDeadlineExceeded), 504);
  EXPECT_EQ(ConnectCodeName(static_cast<absl::StatusCode>(99)), "unknown");
}

TEST(ConnectProtocolTest, AnErrorIsJson) {
  EXPECT_EQ(ErrorJson({absl::StatusCode::kNotFound, "", {}}),
            R"({"code":"not_found"})");
  EXPECT_EQ(
      ErrorJson({absl::StatusCode::kInvalidArgument,
                 "名称: \"x\"\n<b>\x01\xFF",
                 {{"a.B", std::string("\x00\xFF\x01", 3)}, {"a.C", ""}}}),
      "{\"code\":\"invalid_argument\","
      "\"message\":\"名称: \\\"x\\\"\\n\\u003cb\\u003e\\u0001\xEF\xBF\xBD\","
      "\"details\":[{\"type\":\"a.B\",\"value\":\"AP8B\"},"
      "{\"type\":\"a.C\",\"value\":\"\"}]}");
}

TEST(ConnectProtocolTest, TheEndOfAStreamHasErrorAndMetadata) {
  EXPECT_EQ(EndStreamJson(std::nullopt, {}), "{}");
  EXPECT_EQ(
      EndStreamJson(std::nullopt, {{"b", "1"}, {"a-bin", "\xFF"}, {"b", "2"}}),
      R"({"metadata":{"a-bin":["/w"],"b":["1","2"]}})");
  EXPECT_EQ(EndStreamJson(ConnectError{absl::StatusCode::kAborted, "m", {}},
                          {{"b", "1"}}),
            R"({"error":{"code":"aborted","message":"m"},)"
            R"("metadata":{"b":["1"]}})");
}

TEST(ConnectProtocolTest, TimeoutsAreMilliseconds) {
  EXPECT_EQ(ParseConnectTimeout("1500").value(), absl::Milliseconds(1500));
  EXPECT_EQ(ParseConnectTimeout("9999999999").value(),
            absl::Milliseconds(9'999'999'999));
  for (const char* text : {"", "-1", "+1", "1s", " 1", "12345678901", "0x1"}) {
    EXPECT_EQ(ParseConnectTimeout(text).status().code(),
              absl::StatusCode::kInvalidArgument)
        << text;
  }
}

TEST(ConnectProtocolTest, BinaryHeadersNeedNoPadding) {
  EXPECT_EQ(EncodeBinaryHeader("a"), "YQ");
  EXPECT_EQ(DecodeBinaryHeader("YQ"), "a");
  EXPECT_EQ(DecodeBinaryHeader("YQ=="), "a");
  EXPECT_EQ(DecodeBinaryHeader("!"), std::nullopt);
}

TEST(ConnectProtocolTest, AnEnvelopeComesBack) {
  const std::string payload(300, 'x');
  const std::string envelope = Envelope(kCompressed, payload);
  EXPECT_EQ(envelope.substr(0, 5), std::string("\x01\x00\x00\x01\x2C", 5));
  const auto parsed = ParseSingleEnvelope(envelope);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->flags, kCompressed);
  EXPECT_EQ(parsed->payload, payload);
  EXPECT_EQ(ParseSingleEnvelope(Envelope(0, ""))->payload, "");
}

TEST(ConnectProtocolTest, WhatIsNotOneEnvelopeIsRefused) {
  const std::string good = Envelope(0, "abc");
  for (size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(ParseSingleEnvelope(good.substr(0, size)).ok()) << size;
  }
  EXPECT_THAT(ParseSingleEnvelope(good + good).status().message(),
              HasSubstr("more than its one message"));
  EXPECT_FALSE(ParseSingleEnvelope(Envelope(kEndStream, "{}")).ok());
  EXPECT_FALSE(ParseSingleEnvelope(std::string(5, '\xFF')).ok());
}

}  // namespace
}  // namespace duikou
