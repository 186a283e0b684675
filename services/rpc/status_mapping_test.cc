#include "services/rpc/status_mapping.h"

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/unknown_field_set.h"
#include "gtest/gtest.h"
#include "services/base/violation.h"
#include "services/rpc/etag.h"

namespace duikou {
namespace {

TEST(StatusMappingTest, CodesAreTheSameBothWays) {
  for (int code = 1; code <= 16; ++code) {
    const absl::Status status(static_cast<absl::StatusCode>(code), "why");
    const grpc::Status mapped = ToGrpcStatus(status, "c-1");
    if (IsServerFault(status)) {
      EXPECT_EQ(mapped.error_code(), grpc::StatusCode::INTERNAL) << code;
      EXPECT_EQ(mapped.error_message(), "an error of the server; call c-1");
    } else {
      EXPECT_EQ(static_cast<int>(mapped.error_code()), code);
      EXPECT_EQ(mapped.error_message(), "why");
      EXPECT_EQ(FromGrpcStatus(mapped), status);
    }
  }
}

TEST(StatusMappingTest, OkIsOk) {
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus(), "c-1").ok());
  EXPECT_TRUE(FromGrpcStatus(grpc::Status::OK).ok());
}

TEST(StatusMappingTest, FaultsOfTheServerAreThreeCodes) {
  EXPECT_TRUE(IsServerFault(absl::InternalError("")));
  EXPECT_TRUE(IsServerFault(absl::UnknownError("")));
  EXPECT_TRUE(IsServerFault(absl::DataLossError("")));
  EXPECT_FALSE(IsServerFault(absl::UnavailableError("")));
}

TEST(StatusMappingTest, LongMessagesAreCutBetweenCharacters) {
  std::string message = "x";
  for (int i = 0; i < 2000; ++i) message += "长";
  const std::string sent =
      ToGrpcStatus(absl::NotFoundError(message), "").error_message();
  EXPECT_LE(sent.size(), 2100);
  EXPECT_EQ(sent.substr(sent.size() - 6), "长…");
}

// The text of the fields of a message without code, by their numbers.
std::map<int, std::string> FieldsIn(const std::string& bytes) {
  google::protobuf::UnknownFieldSet fields;
  EXPECT_TRUE(fields.ParseFromString(bytes));
  std::map<int, std::string> texts;
  for (int i = 0; i < fields.field_count(); ++i) {
    const google::protobuf::UnknownField& field = fields.field(i);
    texts[field.number()] =
        field.type() == google::protobuf::UnknownField::TYPE_VARINT
            ? absl::StrCat(field.varint())
            : field.length_delimited();
  }
  return texts;
}

TEST(StatusMappingTest, ChineseWordsTravelAsALocalizedMessage) {
  const grpc::Status mapped = ToGrpcStatus(
      ToStatus(Violation{"c", "last_year", "早于开始年份", "is before it"},
               "project"),
      "c-1");
  EXPECT_EQ(mapped.error_message(), "project.last_year: is before it");
  auto status = FieldsIn(mapped.error_details());
  EXPECT_EQ(status[1], "3");
  EXPECT_EQ(status[2], mapped.error_message());
  google::protobuf::Any detail;
  ASSERT_TRUE(detail.ParseFromString(status[3]));
  EXPECT_EQ(detail.type_url(),
            "type.googleapis.com/google.rpc.LocalizedMessage");
  auto localized = FieldsIn(detail.value());
  EXPECT_EQ(localized[1], "zh-CN");
  EXPECT_EQ(localized[2], "project.last_year：早于开始年份");
}

TEST(StatusMappingTest, NoWordsOrTooManyLeaveTheDetailsAway) {
  EXPECT_EQ(ToGrpcStatus(absl::NotFoundError("x"), "").error_details(), "");
  std::string zh;
  for (int i = 0; i < 600; ++i) zh += "长";
  const absl::Status long_text =
      Refused(absl::StatusCode::kAborted, "", zh, "is long");
  EXPECT_EQ(ToGrpcStatus(long_text, "").error_details(), "");
  EXPECT_EQ(ToGrpcStatus(long_text, "").error_message(), "is long");
  const absl::Status bug =
      Refused(absl::StatusCode::kInternal, "", "内情", "inner");
  EXPECT_EQ(ToGrpcStatus(bug, "c-1").error_details(), "");
}

TEST(EtagTest, AnEtagIsQuotedAndOfItsRevision) {
  EXPECT_EQ(EtagOf(12), "\"12\"");
  EXPECT_TRUE(CheckEtag(EtagOf(12), 12, "n").ok());
  EXPECT_TRUE(CheckEtag("", 12, "n").ok());
  for (const char* stale : {"\"11\"", "12", "\"12", "\"012\"", "x"}) {
    EXPECT_EQ(CheckEtag(stale, 12, "n").code(), absl::StatusCode::kAborted)
        << stale;
  }
}

}  // namespace
}  // namespace duikou
