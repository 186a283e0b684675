#include "clients/cli/errors.h"

#include <gtest/gtest.h>

#include "clients/lib/call_status.h"
#include "clients/lib/testing/localized_status.h"

namespace duikou::cli {
namespace {

TEST(ErrorsTest, ARefusalIsToldInTheLanguageAskedFor) {
  const absl::Status refused =
      client::StatusOf(client::LocalizedStatus("zh-CN", "project.code：不对"));
  EXPECT_EQ(DescribeError(refused, Language::kZh, ""),
            "参数有误：project.code：不对");
  EXPECT_EQ(DescribeError(refused, Language::kEn, ""),
            "invalid argument: project.code: is bad");
  EXPECT_EQ(ExitCode(refused), 1);
}

TEST(ErrorsTest, WhatIsSaidInEnglishAloneIsShownSo) {
  const absl::Status refused = absl::NotFoundError("project x\ndoes not exist");
  EXPECT_EQ(DescribeError(refused, Language::kZh, ""),
            "不存在：project x does not exist");
  EXPECT_EQ(DescribeError(UsageError("--year: is odd"), Language::kZh, ""),
            "--year: is odd");
}

}  // namespace
}  // namespace duikou::cli
