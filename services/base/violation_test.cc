#include "services/base/violation.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace duikou {
namespace {

TEST(ViolationTest, TravelsAsAStatus) {
  const Violation violation{"cycle", "parent_area", "循环", "is a cycle"};
  absl::Status status = ToStatus(violation, "area");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "area.parent_area: is a cycle");
  std::optional<Violation> again = ViolationOf(status);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->code, "cycle");
  EXPECT_EQ(again->path, "parent_area");
  EXPECT_EQ(again->zh, "循环");
  EXPECT_EQ(again->en, "is a cycle");
}

TEST(ViolationTest, TheTextNamesWhatThereIs) {
  auto text = [](const char* path, const char* resource) {
    return absl::StrCat(absl::string_view(
        ToStatus(Violation{"c", path, "", "is wrong"}, resource).message()));
  };
  EXPECT_EQ(text("code", ""), "code: is wrong");
  EXPECT_EQ(text("", "area"), "area: is wrong");
  EXPECT_EQ(text("", ""), "is wrong");
}

TEST(ViolationTest, TheChineseTextHasItsPlaceToo) {
  EXPECT_EQ(ChineseTextOf(ToStatus(
                Violation{"c", "parent_area", "循环", "is a cycle"}, "area")),
            "area.parent_area：循环");
  EXPECT_EQ(ChineseTextOf(ToStatus(Violation{"c", "x", "", "is odd"}, "")), "");
  EXPECT_EQ(ChineseTextOf(absl::NotFoundError("x: y")), "");
}

TEST(ViolationTest, ARefusalIsOfNoRule) {
  const absl::Status status = Refused(absl::StatusCode::kFailedPrecondition,
                                      "plans/1", "已下达", "is confirmed");
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(status.message(), "plans/1: is confirmed");
  EXPECT_EQ(ChineseTextOf(status), "plans/1：已下达");
  EXPECT_FALSE(ViolationOf(status).has_value());
  EXPECT_EQ(
      ChineseTextOf(Refused(absl::StatusCode::kAborted, "", "已变", "changed")),
      "已变");
}

TEST(ViolationTest, OtherStatusesHaveNone) {
  EXPECT_TRUE(ToStatus(std::nullopt, "area").ok());
  EXPECT_FALSE(ViolationOf(absl::OkStatus()).has_value());
  EXPECT_FALSE(ViolationOf(absl::InvalidArgumentError("x: y")).has_value());
}

}  // namespace
}  // namespace duikou
