#include "services/rpc/validate.h"

#include <string>
#include <utility>
#include <vector>

#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/rpc/testing/parse_text.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using testing::Parse;
using ::testing::UnorderedElementsAre;

// The status's message, or "OK".
template <typename T>
std::string Check(const T& request) {
  const absl::Status status =
      MessageValidator(*T::descriptor()).ValidateRequest(request);
  if (status.ok()) return "OK";
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  return std::string(status.message());
}

constexpr char kProject[] = R"pb(
  parent: "programmes/hubei"
  project {
    display_name { zh: "柑橘园" }
    area: "programmes/hubei/areas/420527"
    sector: "programmes/hubei/sectors/agriculture"
    first_year: 2014
    last_year: 2016
    fund_needs { fund_kind: "policy" total_fen: 100 }
  })pb";

catalogue::v1::CreateProjectRequest ProjectWith(const std::string& text) {
  auto request = Parse<catalogue::v1::CreateProjectRequest>(kProject);
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(text, &request));
  return request;
}

TEST(ValidateTest, AProjectThatKeepsTheRulesPasses) {
  EXPECT_EQ(Check(ProjectWith("")), "OK");
}

TEST(ValidateTest, EachBrokenRuleNamesItsPath) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"project { fund_needs { fund_kind: 'grant' total_fen: -5 } }",
       "project.fund_needs[1].total_fen: -5 is below 1"},
      {"project { fund_needs { fund_kind: 'grant' total_fen: "
       "9000000000000001 } }",
       "project.fund_needs[1].total_fen: 9000000000000001 is above "
       "9000000000000000"},
      {"project { fund_needs { fund_kind: 'grant' total_fen: 1 "
       "least_share_fen: -1 } }",
       "project.fund_needs[1].least_share_fen: -1 is below 0"},
      {"project { fund_needs { fund_kind: 'grant' total_fen: 1 open_fen: -1 } "
       "}",
       "project.fund_needs[1].open_fen: -1 is below 0"},
      {"project { fund_needs { fund_kind: 'grant' } }",
       "project.fund_needs[1].total_fen: is required"},
      {"project { fund_needs { fund_kind: 'policy' total_fen: 1 } }",
       "project.fund_needs[1].fund_kind: \"policy\" is there twice"},
      {"project { fund_needs { fund_kind: 'Grant' total_fen: 1 } }",
       "project.fund_needs[1].fund_kind: \"Grant\" is not an id: 1 to 63 "
       "letters a-z, digits and hyphens, none of these first or last"},
      {"project { area: 'areas/420527' }",
       "project.area: \"areas/420527\" is not of the form "
       "programmes/{programme}/areas/{area}"},
      {"project { first_year: 10 }", "project.first_year: 10 is below 1949"},
      {"project { last_year: 2201 }", "project.last_year: 2201 is above 2200"},
      {"project { readiness: 77 }",
       "project.readiness: 77 is not a value of Readiness"},
      {"project { other_needs { quantity: 3 } }",
       "project.other_needs[0].kind: is required"},
      {"project { standing { jobs: -1 } }",
       "project.standing.jobs: -1 is below 0"},
      {"project { description { zh: 'a\\001-' } }",
       "project.description.zh: \"a\\001-\" contains a control character"},
      {"project_id: 'A'",
       "project_id: \"A\" is not an id: 1 to 63 letters a-z, digits and "
       "hyphens, none of these first or last"},
      {"parent: ''", "parent: is required"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(Check(ProjectWith(text)), expected) << text;
  }
}

TEST(ValidateTest, TextsAreMeasuredInCharacters) {
  auto request = ProjectWith("");
  std::string text;
  for (int i = 0; i < 4000; ++i) text += "对";
  request.mutable_project()->mutable_description()->set_zh(text);
  EXPECT_EQ(Check(request), "OK");
  request.mutable_project()->mutable_description()->set_zh(text + "对");
  EXPECT_EQ(Check(request),
            "project.description.zh: has 4001 characters, at most 4000 are "
            "allowed");
}

TEST(ValidateTest, TextsAreUtf8) {
  auto request = ProjectWith("");
  request.mutable_project()->set_village("\xC0\x80");
  EXPECT_EQ(Check(request), "project.village: is not UTF-8");
}

TEST(ValidateTest, ListsHaveAMost) {
  catalogue::v1::BatchGetProjectsRequest request;
  request.set_parent("programmes/hubei");
  for (int i = 0; i < 1001; ++i) {
    request.add_names("programmes/hubei/projects/p");
  }
  EXPECT_EQ(Check(request),
            "names: has 1001 entries, at most 1000 are allowed");
  request.mutable_names()->RemoveLast();
  EXPECT_EQ(Check(request), "OK");
  request.set_names(7, "x");
  EXPECT_EQ(Check(request),
            "names[7]: \"x\" is not of the form "
            "programmes/{programme}/projects/{project}");
}

TEST(ValidateTest, EnumsInAListAreStated) {
  const auto request = Parse<profiles::v1::CreateUnitRequest>(R"pb(
    parent: "programmes/hubei"
    unit {
      display_name { zh: "宜昌" }
      kind: UNIT_KIND_MUNICIPALITY
      sides: SIDE_SUPPORTER
      sides: SIDE_UNSPECIFIED
    })pb");
  EXPECT_EQ(Check(request), "unit.sides[1]: is not stated");
}

TEST(ValidateTest, ANewResourcesNameAndOutputsAreIgnored) {
  EXPECT_EQ(Check(ProjectWith("project { name: 'x' etag: '\\001' state: 99 "
                              "create_time { nanos: -1 } }")),
            "OK");
}

TEST(ValidateTest, WhatIsImmutableIsThereAtFirst) {
  const auto request = Parse<profiles::v1::CreateQuotaRequest>(R"pb(
    parent: "programmes/hubei"
    quota { unit: "programmes/hubei/units/yichang" year: 2015 })pb");
  EXPECT_EQ(Check(request), "quota.fund_kind: is required");
}

TEST(ValidateTest, AReminderNeedNotBeAboutAResource) {
  auto request = Parse<profiles::v1::CreateReminderRequest>(R"pb(
    parent: "programmes/hubei/units/yichang"
    reminder { text: "请填报支援能力" })pb");
  EXPECT_EQ(Check(request), "OK");
  request.mutable_reminder()->clear_text();
  EXPECT_EQ(Check(request), "reminder.text: is required");
}

TEST(ValidateTest, AnUpdateChecksTheFieldsOfItsMask) {
  auto request = Parse<catalogue::v1::UpdateProjectRequest>(R"pb(
    project {
      name: "programmes/hubei/projects/p"
      last_year: 1
      standing { jobs: -1 }
    }
    update_mask { paths: "village" })pb");
  EXPECT_EQ(Check(request), "OK");
  request.mutable_update_mask()->set_paths(0, "standing.jobs");
  EXPECT_EQ(Check(request), "project.standing.jobs: -1 is below 0");
  request.mutable_update_mask()->set_paths(0, "display_name");
  EXPECT_EQ(Check(request), "project.display_name: is required");
}

TEST(ValidateTest, AnUpdateWithoutAMaskChecksWhatIsSet) {
  auto request = Parse<catalogue::v1::UpdateProjectRequest>(R"pb(
    project { name: "programmes/hubei/projects/p" last_year: 2016 })pb");
  EXPECT_EQ(Check(request), "OK");
  request.mutable_project()->set_last_year(1);
  EXPECT_EQ(Check(request), "project.last_year: 1 is below 1949");
}

TEST(ValidateTest, AReplacementNeedsAllThatIsRequired) {
  const auto request = Parse<catalogue::v1::UpdateProjectRequest>(R"pb(
    project { name: "programmes/hubei/projects/p" last_year: 2016 }
    update_mask { paths: "*" })pb");
  EXPECT_EQ(Check(request), "project.display_name: is required");
}

TEST(ValidateTest, AReplacementMayLeaveOutWhatIsImmutable) {
  const auto request = Parse<profiles::v1::UpdateQuotaRequest>(R"pb(
    quota { name: "programmes/hubei/quotas/u--2015--grant" amount_fen: 5 }
    update_mask { paths: "*" })pb");
  EXPECT_EQ(Check(request), "OK");
}

TEST(ValidateTest, AnUpdateNeedsTheResourceAndItsName) {
  catalogue::v1::UpdateProjectRequest request;
  EXPECT_EQ(Check(request), "project: is required");
  request.mutable_project();
  EXPECT_EQ(Check(request), "project.name: is required");
  request.mutable_project()->set_name("p");
  EXPECT_EQ(Check(request),
            "project.name: \"p\" is not of the form "
            "programmes/{programme}/projects/{project}");
}

TEST(ValidateTest, AMaskThatIsNoneIsRefused) {
  const auto request = Parse<catalogue::v1::UpdateProjectRequest>(R"pb(
    project { name: "programmes/hubei/projects/p" }
    update_mask { paths: "state" })pb");
  EXPECT_EQ(Check(request), "update_mask: \"state\" is output only");
}

TEST(ValidateTest, ErrorsInABatchCarryTheIndex) {
  catalogue::v1::BatchCreateProjectsRequest request;
  request.set_parent("programmes/hubei");
  *request.add_requests() = ProjectWith("");
  *request.add_requests() = ProjectWith("project { area: 'x' }");
  EXPECT_EQ(Check(request),
            "requests[1].project.area: \"x\" is not of the form "
            "programmes/{programme}/areas/{area}");
}

TEST(ValidateTest, OutputFieldsAreCleared) {
  auto request = ProjectWith(
      "project { name: 'n' etag: 'e' state: STATE_OPEN village: 'v' "
      "publish_time { seconds: 1 } }");
  const MessageValidator validator(*catalogue::v1::Project::descriptor());
  validator.ClearOutputOnly(*request.mutable_project());
  EXPECT_EQ(request.project().etag(), "");
  EXPECT_EQ(request.project().state(), 0);
  EXPECT_FALSE(request.project().has_publish_time());
  EXPECT_EQ(request.project().village(), "v");
  EXPECT_EQ(request.project().name(), "n");
}

TEST(ValidateTest, ReferencesAreFoundWhereverTheyAre) {
  const auto profile = Parse<profiles::v1::CapabilityProfile>(R"pb(
    name: "programmes/hubei/profiles/u"
    strengths { sector: "programmes/hubei/sectors/s" strength: 1 }
    preferred_areas { area: "programmes/hubei/areas/a" preference: 1 }
    preferred_areas { area: "programmes/hubei/areas/b" preference: 1 })pb");
  std::vector<std::pair<std::string, std::string>> found;
  MessageValidator(*profile.descriptor())
      .VisitReferences(
          profile, [&](const std::string& path, const ResourcePattern& pattern,
                       const std::string& name) {
            found.emplace_back(path, pattern.Key(name)->id);
          });
  EXPECT_THAT(found,
              UnorderedElementsAre(Pair("strengths[0].sector", "s"),
                                   Pair("preferred_areas[0].area", "a"),
                                   Pair("preferred_areas[1].area", "b")));
}

TEST(ValidateTest, ARequestWithNothingWrongInAnyOfItsPartsPasses) {
  const auto request = Parse<matching::v1::RecommendProjectsRequest>(R"pb(
    supporter: "programmes/hubei/units/yichang"
    filter { areas: "programmes/hubei/areas/420527" least_open_fen: 5 }
    weights { criterion: CRITERION_SECTOR weight: 1 }
    weights { criterion: CRITERION_REGION weight: 2 })pb");
  EXPECT_EQ(Check(request), "OK");
}

}  // namespace
}  // namespace duikou
