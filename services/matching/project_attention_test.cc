// Who looks at a project, through a server.
#include "services/matching/project_attention.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/matching/testing/matching_server.h"
#include "services/programme/testing/small_programme.h"
#include "services/rpc/resource_name.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using Stub = pb::MatchingService::Stub;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MatchingServer;
using testing::Parse;
using testing::PutText;

class ProjectAttentionTest : public ::testing::Test {
 protected:
  // 2015-01-01 08:00 in China.
  ProjectAttentionTest() {
    testing::WriteSmallProgramme(store_);
    server_ = std::make_unique<MatchingServer>(store_);
  }

  Revision Head() {
    return store_.WaitForChange("hubei", 0, CallLimits()).value();
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Do(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                           const Request&,
                                                           Response*),
                              const std::string& text) {
    auto [status, response] = server_->Do(method, Parse<Request>(text),
                                          absl::StrCat("hubei=", Head()));
    if (status.ok()) return response;
    return absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                        status.error_message());
  }
  std::string Look(const std::string& unit,
                   const std::string& project = "tea-1") {
    return Do(&Stub::RecordProjectView,
              absl::StrCat("supporter: 'programmes/hubei/units/", unit,
                           "' project: 'programmes/hubei/projects/", project,
                           "'"))
        .status()
        .ToString();
  }
  // `fund 2 days shortlisted OPEN` …
  std::vector<std::string> Attention(const std::string& more = "",
                                     std::string* token = nullptr) {
    const auto response =
        Do(&Stub::ListProjectAttention,
           absl::StrCat("project: 'programmes/hubei/projects/tea-1' ", more));
    EXPECT_TRUE(response.ok()) << response.status();
    std::vector<std::string> lines;
    if (!response.ok()) return lines;
    for (const pb::ProjectAttention& entry : response->attentions()) {
      lines.push_back(absl::StrCat(
          LastId(entry.supporter()), " ", entry.view_days(),
          entry.shortlisted() ? " shortlisted" : "",
          entry.interest_state() == pb::Interest::STATE_UNSPECIFIED
              ? ""
              : absl::StrCat(
                    " ", pb::Interest::State_Name(entry.interest_state()))));
    }
    if (token != nullptr) *token = response->next_page_token();
    return lines;
  }

  MemoryStore store_;
  std::unique_ptr<MatchingServer> server_;
};

TEST_F(ProjectAttentionTest, AViewCountsOnceADayInChina) {
  EXPECT_EQ(Look("fund"), "OK");
  const Revision written = Head();
  server_->clock().Advance(absl::Hours(15));  // 23:00
  EXPECT_EQ(Look("fund"), "OK");
  EXPECT_EQ(Head(), written);
  EXPECT_THAT(Attention(), ElementsAre("fund 1"));
  server_->clock().Advance(absl::Hours(1));  // midnight
  EXPECT_EQ(Look("fund"), "OK");
  EXPECT_THAT(Attention(), ElementsAre("fund 2"));
  const auto response = Do(&Stub::ListProjectAttention,
                           "project: 'programmes/hubei/projects/tea-1'");
  EXPECT_EQ(response->attentions(0).last_view_time().seconds(),
            1'420'070'400 + 16 * 3600);
  EXPECT_EQ(response->attentions(0).display_name().en(), "Provincial fund");
}

TEST_F(ProjectAttentionTest, ViewsLeaveRankingsAndTheirKeptAnswersAlone) {
  EXPECT_EQ(Look("fund"), "OK");
  const auto changes = store_.Changes("hubei", 0, 1000);
  ASSERT_TRUE(changes.ok());
  for (const Change& change : changes->changes) {
    EXPECT_NE(change.collection, "views");
  }
}

TEST_F(ProjectAttentionTest, JoinsViewsShortlistsAndInterestsBySupporter) {
  EXPECT_THAT(Attention(), IsEmpty());
  Look("fund");
  PutText(store_, "shortlist", "bare/tea-1", R"(project: "@projects/tea-1")");
  PutText(store_, "shortlist", "bare/tea-2", R"(project: "@projects/tea-2")");
  PutText(store_, "interests", "city--tea-1",
          R"(supporter: "@units/city" project: "@projects/tea-1"
             state: STATE_DECLINED)");
  PutText(store_, "interests", "city--tea-2",
          R"(supporter: "@units/city" project: "@projects/tea-2"
             state: STATE_OPEN)");
  Look("city", "tea-2");
  EXPECT_THAT(Attention(), ElementsAre("bare 0 shortlisted",
                                       "city 0 STATE_DECLINED", "fund 1"));
  Look("city");
  EXPECT_THAT(Attention(), ElementsAre("bare 0 shortlisted",
                                       "city 1 STATE_DECLINED", "fund 1"));
  testing::DeleteRecord(store_, "units", "fund");
  EXPECT_THAT(Attention(),
              ElementsAre("bare 0 shortlisted", "city 1 STATE_DECLINED"));
}

TEST_F(ProjectAttentionTest, PagesJoinToTheWholeList) {
  for (const char* unit : {"bare", "city", "fund"}) Look(unit);
  std::string token;
  EXPECT_THAT(Attention("page_size: 2", &token),
              ElementsAre("bare 1", "city 1"));
  ASSERT_FALSE(token.empty());
  EXPECT_THAT(
      Attention(absl::StrCat("page_size: 2 page_token: '", token, "'"), &token),
      ElementsAre("fund 1"));
  EXPECT_EQ(token, "");
  EXPECT_EQ(Attention("page_size: 3", &token).size(), 3);
  EXPECT_EQ(token, "");
}

TEST_F(ProjectAttentionTest, ALookAtOnesOwnIsNotNoted) {
  PutText(store_, "projects", "tea-1",
          R"(area: "@areas/zigui" sector: "@sectors/tea"
             recipient: "@units/city" state: STATE_DRAFT)");
  const Revision before = Head();
  EXPECT_EQ(Look("city"), "OK");
  EXPECT_EQ(Head(), before);
}

TEST_F(ProjectAttentionTest, WhatIsNotThereIsRefused) {
  EXPECT_THAT(Look("none"),
              HasSubstr("NOT_FOUND: programmes/hubei/units/none"));
  EXPECT_THAT(Look("county"), HasSubstr("FAILED_PRECONDITION"));
  EXPECT_THAT(Look("fund", "none"),
              HasSubstr("NOT_FOUND: programmes/hubei/projects/none"));
  EXPECT_THAT(Look("fund", "draft"), HasSubstr("NOT_FOUND"));
  EXPECT_THAT(Do(&Stub::RecordProjectView,
                 "supporter: 'programmes/hubei/units/fund' "
                 "project: 'programmes/x/projects/tea-1'")
                  .status()
                  .ToString(),
              HasSubstr("INVALID_ARGUMENT: project"));
  EXPECT_THAT(Do(&Stub::ListProjectAttention,
                 "project: 'programmes/hubei/projects/none'")
                  .status()
                  .ToString(),
              HasSubstr("NOT_FOUND"));
  EXPECT_THAT(Do(&Stub::ListProjectAttention,
                 "project: 'programmes/hubei/projects/tea-1' page_size: -1")
                  .status()
                  .ToString(),
              HasSubstr("INVALID_ARGUMENT: page_size"));
}

}  // namespace
}  // namespace duikou
