#include "services/rpc/status_mapping.h"

#include <string>

#include "gtest/gtest.h"
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
