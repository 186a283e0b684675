#include "clients/lib/call_status.h"

#include <gtest/gtest.h>

#include "clients/lib/testing/localized_status.h"

namespace duikou::client {
namespace {

TEST(CallStatusTest, KeepsCodeTextAndChinese) {
  const absl::Status status =
      StatusOf(LocalizedStatus("zh-CN", "project.code：不对"));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "project.code: is bad");
  EXPECT_EQ(ChineseTextOf(status), "project.code：不对");
  EXPECT_TRUE(StatusOf(grpc::Status::OK).ok());
}

TEST(CallStatusTest, OtherDetailsAreNoChinese) {
  const grpc::StatusCode code = grpc::StatusCode::INVALID_ARGUMENT;
  for (const grpc::Status& status :
       {grpc::Status(code, "bad"), grpc::Status(code, "bad", "\xFF\xFF"),
        LocalizedStatus("fr-FR", "mauvais"),
        LocalizedStatus("zh-CN", "不对", "google.rpc.ErrorInfo")}) {
    EXPECT_EQ(ChineseTextOf(StatusOf(status)), "");
  }
  EXPECT_EQ(ChineseTextOf(absl::NotFoundError("x")), "");
}

}  // namespace
}  // namespace duikou::client
