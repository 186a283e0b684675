// Rankings for a profile that is being edited, through a server.
#include "services/matching/profile_preview.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/matching/matching_service.h"
#include "services/programme/testing/small_programme.h"
#include "services/rpc/resource_name.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Parse;

class ProfilePreviewTest : public ::testing::Test {
 protected:
  ProfilePreviewTest() { testing::WriteSmallProgramme(store_); }

  absl::StatusOr<pb::RecommendProjectsResponse> Preview(
      const std::string& unit, const std::string& profile) {
    const auto request = Parse<pb::RecommendProjectsRequest>(
        absl::StrCat("supporter: 'programmes/hubei/units/", unit,
                     "' profile { ", profile, " }"));
    CallContext call({.method = "test"}, ids_);
    auto message = service_.RecommendProjects(call, request);
    // What goes over the wire is the same, also a second time.
    for (int i = 0; i < 2 && message.ok(); ++i) {
      grpc::ByteBuffer bytes;
      EXPECT_TRUE(service_.RecommendProjects(call, request, bytes).ok());
      std::vector<grpc::Slice> slices;
      EXPECT_TRUE(bytes.Dump(&slices).ok());
      std::string joined;
      for (const grpc::Slice& slice : slices) {
        joined.append(reinterpret_cast<const char*>(slice.begin()),
                      slice.size());
      }
      EXPECT_EQ(joined, message->SerializeAsString());
    }
    return message;
  }
  // Ids in the order recommended; with their scores where asked for.
  static std::vector<std::string> Ids(
      const absl::StatusOr<pb::RecommendProjectsResponse>& response) {
    EXPECT_TRUE(response.ok()) << response.status();
    std::vector<std::string> ids;
    if (!response.ok()) return ids;
    for (const pb::Recommendation& entry : response->recommendations()) {
      ids.push_back(std::string(LastId(entry.project())));
    }
    return ids;
  }
  std::string Error(const std::string& profile) {
    return Preview("fund", profile).status().ToString();
  }

  MemoryStore store_;
  SimulatedClock clock_{absl::FromUnixSeconds(1'420'070'400)};
  SequentialIdGenerator ids_;
  MatchingService service_{store_, clock_, ids_};
};

TEST_F(ProfilePreviewTest, RanksByTheProfileSentAndForgetsIt) {
  EXPECT_THAT(Ids(Preview("fund",
                          "givings { fund_kind: 'coop' "
                          "usual_fen: 5000000000 }")),
              ElementsAre("hotel"));
  EXPECT_THAT(Ids(Preview("fund",
                          "givings { fund_kind: 'policy' "
                          "usual_fen: 800000000 }")),
              ElementsAre("clinic"));
  EXPECT_THAT(Ids(Preview("fund", "")), IsEmpty());
  CallContext call({.method = "test"}, ids_);
  pb::RecommendProjectsRequest stored;
  stored.set_supporter("programmes/hubei/units/fund");
  EXPECT_THAT(Ids(service_.RecommendProjects(call, stored)),
              ElementsAre("tea-1", "tea-2"));
}

TEST_F(ProfilePreviewTest, TheStoredProfileSentGivesTheStoredRanking) {
  CallContext call({.method = "test"}, ids_);
  pb::RecommendProjectsRequest request;
  request.set_supporter("programmes/hubei/units/fund");
  const auto stored = service_.RecommendProjects(call, request);
  const auto preview = Preview("fund", R"(
    strengths { sector: "programmes/hubei/sectors/tea" strength: 90 }
    givings { fund_kind: "grant" usual_fen: 300000000 means_fen: 400000000 }
    offers { kind: NEED_KIND_EXPERTS })");
  ASSERT_TRUE(stored.ok() && preview.ok());
  EXPECT_EQ(preview->SerializeAsString(), stored->SerializeAsString());
}

TEST_F(ProfilePreviewTest, ASupporterWithoutAProfileCanSeeWhatOneWouldBring) {
  EXPECT_THAT(Ids(Preview("bare",
                          "givings { fund_kind: 'grant' "
                          "usual_fen: 500000000 }")),
              ElementsAre("tea-2", "tea-1"));
}

TEST_F(ProfilePreviewTest, MeansAreLessWhatIsPromised) {
  testing::PutText(store_, "commitments", "c-1",
                   R"(supporter: "@units/fund" project: "@projects/tea-2"
                      fund_kind: "grant" year: 2015 amount_fen: 100000000)");
  // The view need not have come so far yet.
  CallContext call(
      {.method = "test",
       .min_revisions =
           {{"hubei", store_.WaitForChange("hubei", 0, CallLimits()).value()}}},
      ids_);
  const auto response =
      service_.RecommendProjects(call, Parse<pb::RecommendProjectsRequest>(R"(
        supporter: "programmes/hubei/units/fund"
        profile { givings { fund_kind: "grant" usual_fen: 1
                            means_fen: 150000000 } })"));
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->means(0).amount_fen(), 50'000'000);
}

TEST_F(ProfilePreviewTest, WhatCouldNotBeStoredIsRefusedByItsPath) {
  EXPECT_THAT(
      Error("strengths { sector: 'programmes/hubei/sectors/tea' strength: 1 } "
            "strengths { sector: 'programmes/hubei/sectors/none' "
            "strength: 1 }"),
      HasSubstr("INVALID_ARGUMENT: profile.strengths[1].sector: "
                "programmes/hubei/sectors/none does not exist"));
  EXPECT_THAT(
      Error("strengths { sector: 'programmes/x/sectors/tea' strength: 1 }"),
      HasSubstr("profile.strengths[0].sector"));
  EXPECT_THAT(Error("preferred_areas { area: 'programmes/hubei/areas/none' "
                    "preference: 1 }"),
              HasSubstr("INVALID_ARGUMENT: profile.preferred_areas[0].area"));
  EXPECT_THAT(Error("givings { fund_kind: 'gold' usual_fen: 1 }"),
              HasSubstr("INVALID_ARGUMENT: profile.givings[0].fund_kind: "
                        "\"gold\" is no fund kind"));
  EXPECT_THAT(Error("givings { fund_kind: 'grant' usual_fen: 1 least_fen: 2 }"),
              HasSubstr("INVALID_ARGUMENT: profile.givings[0].least_fen"));
  EXPECT_THAT(Preview("city", "givings { fund_kind: 'policy' usual_fen: 1 }")
                  .status()
                  .ToString(),
              HasSubstr("profile.givings[0].fund_kind: \"policy\" is not "
                        "given"));
  EXPECT_THAT(Preview("county", "").status().ToString(),
              HasSubstr("FAILED_PRECONDITION"));
  EXPECT_THAT(Preview("none", "").status().ToString(), HasSubstr("NOT_FOUND"));
}

}  // namespace
}  // namespace duikou
