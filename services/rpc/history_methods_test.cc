#include "services/rpc/history_methods.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "google/protobuf/text_format.h"

namespace duikou {
namespace {

using catalogue::v1::Project;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Project Parse(const std::string& text) {
  Project project;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &project));
  return project;
}

// "path: before → after" of each change.
std::vector<std::string> Changes(const std::string& before,
                                 const std::string& after) {
  Project old_project = Parse(before), new_project = Parse(after);
  std::vector<std::string> changes;
  for (const auto& change : ChangesBetween(&old_project, &new_project)) {
    changes.push_back(absl::StrCat(change.path(), ": ", change.before(), " → ",
                                   change.after()));
  }
  return changes;
}

TEST(ChangesBetweenTest, FieldsListsAndMessages) {
  EXPECT_THAT(
      Changes("village: 'a' first_year: 2014 standing { jobs: 3 } "
              "fund_needs { fund_kind: 'x' total_fen: 1 } "
              "fund_needs { fund_kind: 'y' total_fen: 2 }",
              "village: 'b' first_year: 2014 standing { jobs: 3 } "
              "fund_needs { fund_kind: 'x' total_fen: 5 } shareable: true "
              "state: STATE_OPEN"),
      ElementsAre("village: a → b", "fund_needs[0].total_fen: 1 → 5",
                  "shareable:  → true", "state:  → STATE_OPEN",
                  "fund_needs[1].fund_kind: y → ",
                  "fund_needs[1].total_fen: 2 → "));
}

TEST(ChangesBetweenTest, WhatEveryWriteChangesIsLeftOut) {
  EXPECT_THAT(Changes("update_time { seconds: 1 } etag: 'a'",
                      "update_time { seconds: 2 } etag: 'b'"),
              IsEmpty());
  EXPECT_THAT(Changes("", "publish_time { seconds: 1400000000 }"),
              ElementsAre("publish_time:  → 2014-05-13T16:53:20Z"));
}

TEST(ChangesBetweenTest, NullIsNothingAtAll) {
  Project project = Parse("village: 'a'");
  EXPECT_EQ(ChangesBetween(nullptr, &project).at(0).after(), "a");
  EXPECT_EQ(ChangesBetween(&project, nullptr).at(0).before(), "a");
  EXPECT_THAT(ChangesBetween(nullptr, nullptr), IsEmpty());
}

}  // namespace
}  // namespace duikou
