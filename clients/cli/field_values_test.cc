#include "clients/cli/field_values.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/testing/fake_services.h"

namespace duikou::cli {
namespace {

using ::testing::HasSubstr;

absl::StatusOr<std::string> InHubei(absl::string_view pattern,
                                    absl::string_view text) {
  return ExpandName(pattern, text,
                    [] { return absl::StatusOr<std::string>("hubei"); });
}

// What the message is after `path` was set, or the error.
template <typename Message>
std::string After(const char* path, const char* text) {
  Message message;
  const absl::Status status = SetPath(message, path, text, InHubei);
  if (!status.ok()) return std::string(status.message());
  return message.ShortDebugString();
}

std::string Shown(const char* text) {
  return FromText<catalogue::v1::Project>(text).ShortDebugString();
}

using catalogue::v1::Project;

TEST(FieldValuesTest, EachTypeOfFieldReadsItsOwnText) {
  EXPECT_EQ(After<Project>("village", "屈原镇"), Shown("village: '屈原镇'"));
  EXPECT_EQ(After<Project>("area", "420527"),
            Shown("area: 'programmes/hubei/areas/420527'"));
  EXPECT_EQ(After<Project>("first_year", "2014"), Shown("first_year: 2014"));
  EXPECT_EQ(After<Project>("readiness", "可行性研究"),
            Shown("readiness: READINESS_FEASIBILITY_STUDY"));
  EXPECT_EQ(After<Project>("shareable", "yes"), Shown("shareable: true"));
  EXPECT_EQ(After<Project>("standing.jobs", "1,000"),
            Shown("standing { jobs: 1000 }"));
  EXPECT_EQ(After<Project>("display_name", "脐橙"),
            Shown("display_name { zh: '脐橙' }"));
  EXPECT_EQ(After<Project>("display_name.en", "Oranges"),
            Shown("display_name { en: 'Oranges' }"));
}

TEST(FieldValuesTest, MessagesAreWrittenBriefly) {
  EXPECT_EQ(After<Project>("fund_needs", "policy,5000万元,open=3000万元"),
            Shown("fund_needs { fund_kind: 'policy' total_fen: 5000000000 "
                  "open_fen: 3000000000 }"));
  EXPECT_EQ(After<Project>("fund_needs", "policy=5000万元"),
            Shown("fund_needs { fund_kind: 'policy' total_fen: 5000000000 }"));
  EXPECT_EQ(After<Project>("contact", "张三,phone=0717-1"),
            Shown("contact { display_name: '张三' phone: '0717-1' }"));
  EXPECT_EQ(After<Project>("fund_needs",
                           R"([{"fund_kind": "grant", "total_fen": "100"}])"),
            Shown("fund_needs { fund_kind: 'grant' total_fen: 100 }"));
  EXPECT_EQ(After<Project>("contact", R"({"display_name": "李四"})"),
            Shown("contact { display_name: '李四' }"));
}

TEST(FieldValuesTest, PairsMayStandInOneText) {
  EXPECT_EQ(
      (After<matching::v1::WeightVersion>("weights", "sector=40,region=30")),
      FromText<matching::v1::WeightVersion>(
          "weights { criterion: CRITERION_SECTOR weight: 40 } "
          "weights { criterion: CRITERION_REGION weight: 30 }")
          .ShortDebugString());
  EXPECT_EQ(
      (After<profiles::v1::CapabilityProfile>("strengths", "citrus=90,tea=60")),
      FromText<profiles::v1::CapabilityProfile>(
          "strengths { sector: 'programmes/hubei/sectors/citrus' "
          "strength: 90 } "
          "strengths { sector: 'programmes/hubei/sectors/tea' "
          "strength: 60 }")
          .ShortDebugString());
}

TEST(FieldValuesTest, ListsOfWordsAreSplitAtCommas) {
  EXPECT_EQ((After<profiles::v1::Unit>("sides", "supporter,recipient")),
            FromText<profiles::v1::Unit>(
                "sides: SIDE_SUPPORTER sides: SIDE_RECIPIENT")
                .ShortDebugString());
  EXPECT_EQ((After<profiles::v1::Unit>("sides", "")), "");
}

TEST(FieldValuesTest, ErrorsSayWhatWouldBeRight) {
  const std::tuple<const char*, const char*, const char*> kCases[] = {
      {"nonsense", "1", "there is no field \"nonsense\" (Project has name"},
      {"village.name", "1", "\"village\" has no fields of its own"},
      {"first_year", "soon", "\"soon\" is no whole number"},
      {"first_year", "99999999999", "is no whole number"},
      {"shareable", "maybe", "\"maybe\" is neither true nor false"},
      {"area", "a/b", "\"a/b\" is no name of the form"},
      {"fund_needs", "policy,500", "\"500\" says no unit"},
      {"fund_needs", "policy,5元,6元,7元,8元", "is none of fund_kind, total"},
      {"fund_needs", "policy,much=5元", "is none of fund_kind, total"},
      {"fund_needs", "[{]", "no good JSON"},
      {"other_needs", "money=3", "\"money\" is none of experts"},
  };
  for (const auto& [path, text, message] : kCases) {
    EXPECT_THAT(After<Project>(path, text), HasSubstr(message)) << path;
  }
}

TEST(FieldValuesTest, WhatTheServerWritesIsNotSettable) {
  const auto& type = *Project::descriptor();
  for (const char* name : {"name", "etag", "state", "create_time"}) {
    EXPECT_FALSE(IsSettable(*type.FindFieldByName(name))) << name;
  }
  EXPECT_TRUE(IsSettable(*type.FindFieldByName("area")));
  EXPECT_TRUE(IsImmutable(
      *profiles::v1::Pairing::descriptor()->FindFieldByName("area")));
}

}  // namespace
}  // namespace duikou::cli
