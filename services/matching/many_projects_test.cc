// A programme of so many projects that they stand in cells: what is counted as
// far as a limit against the oracle, and answers that are kept while projects
// change against answers that are made anew.
#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "matcher/testing/oracle.h"
#include "services/matching/testing/matching_server.h"
#include "services/matching/testing/ranking_text.h"
#include "services/programme/testing/random_programme.h"
#include "services/rpc/resource_name.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using pb::MatchingService;
using testing::MakeRandomProgramme;
using testing::MatchingServer;
using testing::Oracle;
using testing::OracleRow;
using testing::RandomProgramme;
using testing::RankingText;
using testing::WriteTo;

constexpr int kProjects = 20'000;
constexpr int kMost = 1'000;

class ManyProjectsTest : public ::testing::Test {
 protected:
  ManyProjectsTest()
      : random_(MakeRandomProgramme({.seed = 4,
                                     .id = "many",
                                     .projects = kProjects,
                                     .supporters = 4})) {
    EXPECT_TRUE(WriteTo(store_, random_.Commits({.seed = 1})).ok());
    server_ = std::make_unique<MatchingServer>(store_);
  }

  pb::RecommendProjectsRequest Request(const std::string& supporter) const {
    pb::RecommendProjectsRequest request;
    request.set_supporter(
        absl::StrCat(random_.programme.name(), "/units/", supporter));
    request.set_year(random_.instance.year);
    return request;
  }

  pb::RecommendProjectsResponse Recommend(
      const pb::RecommendProjectsRequest& request) {
    const auto [status, response] =
        server_->Do(&MatchingService::Stub::RecommendProjects, request,
                    absl::StrCat("many=", revision_));
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  void Change(CommitRequest commit) {
    commit.partition = "many";
    const auto done = store_.Commit(commit);
    ASSERT_TRUE(done.ok()) << done.status();
    revision_ = done->revision;
  }

  // The numbers of a page, where `rows` are all candidates.
  static void CompareNumbers(const pb::RecommendProjectsResponse& response,
                             const std::vector<OracleRow>& rows) {
    const int size = static_cast<int>(rows.size());
    EXPECT_EQ(response.total_size(), std::min(size, kMost));
    EXPECT_EQ(response.total_size_capped(), size > kMost);
    EXPECT_EQ(response.new_size(), response.total_size());
    EXPECT_EQ(response.new_size_capped(), response.total_size_capped());
    for (const pb::Recommendation& one : response.recommendations()) {
      const std::string id(LastId(one.project()));
      for (int c = 0; c < one.parts_size(); ++c) {
        const int64_t rank = Oracle::RankWithout(rows, id, c);
        EXPECT_EQ(one.parts(c).rank_without(), std::min<int64_t>(rank, kMost));
        EXPECT_EQ(one.parts(c).rank_without_capped(), rank > kMost);
      }
    }
    for (const pb::FilterCount& count : response.filtered()) {
      EXPECT_EQ(count.count_capped(),
                count.code() != pb::FILTER_CODE_INCOMPLETE);
      EXPECT_TRUE(!count.count_capped() || count.count() <= kMost);
    }
  }

  // One of all projects or, often, one that was listed, as it was at first.
  const catalogue::v1::Project& AnyProject() {
    const auto& projects = random_.projects;
    if (draw_() % 3 == 0) {
      const std::string& name = listed_[draw_() % listed_.size()];
      for (const auto& project : projects) {
        if (project.name() == name) return project;
      }
    }
    return projects[draw_() % projects.size()];
  }

  // Projects go, or become like others.
  CommitRequest SomeChanges() {
    CommitRequest commit;
    for (int i = 0; i < 3; ++i) {
      const std::string id(LastId(AnyProject().name()));
      commit.mutations.push_back(
          draw_() % 8 == 0
              ? Mutation::Delete("projects", id, Expectation::Any())
              : Mutation::Put("projects", id, AnyProject().SerializeAsString(),
                              Expectation::Any()));
    }
    return commit;
  }

  // Each supporter's list, as it may have been kept, compared with the same
  // made anew for a question of the same meaning that was never asked.
  std::string AllLists(int round) {
    std::string answers;
    listed_.clear();
    for (const Supporter& supporter : random_.instance.supporters) {
      pb::RecommendProjectsRequest request = Request(supporter.id);
      auto kept = Recommend(request);
      request.set_query(std::string(round, ' '));
      auto anew = Recommend(request);
      kept.clear_next_page_token();
      anew.clear_next_page_token();
      EXPECT_EQ(kept.SerializeAsString(), anew.SerializeAsString());
      answers += kept.SerializeAsString();
      for (const auto& one : kept.recommendations()) {
        listed_.push_back(one.project());
      }
    }
    return answers;
  }

  const RandomProgramme random_;
  MemoryStore store_;
  std::unique_ptr<MatchingServer> server_;
  Revision revision_ = 0;
  std::mt19937_64 draw_{7};
  std::vector<std::string> listed_;  // by the last AllLists()
};

TEST_F(ManyProjectsTest, NumbersAreExactAsFarAsTheLimit) {
  const Oracle oracle(random_.instance);
  int capped = 0;
  for (const Supporter& supporter : random_.instance.supporters) {
    SCOPED_TRACE(supporter.id);
    const std::vector<OracleRow> rows = oracle.Rank(supporter, {});
    pb::RecommendProjectsRequest request = Request(supporter.id);
    request.set_view(pb::RECOMMENDATION_VIEW_FULL);
    std::string text;
    for (int page = 0; page < 3; ++page) {
      const auto response = Recommend(request);
      text += RankingText(response.recommendations(), false);
      CompareNumbers(response, rows);
      capped += response.total_size_capped();
      request.set_page_token(response.next_page_token());
      if (request.page_token().empty()) break;
    }
    const std::vector<OracleRow> first(
        rows.begin(), rows.begin() + std::min<size_t>(rows.size(), 60));
    EXPECT_EQ(text, RankingText(first, random_.instance));
  }
  EXPECT_GT(capped, 0);
}

TEST_F(ManyProjectsTest, KeptAnswersAreThoseMadeAnew) {
  int same = 0;
  int other = 0;
  std::string before;
  for (int round = 1; round <= 120; ++round) {
    SCOPED_TRACE(absl::StrCat("round ", round));
    const std::string answers = AllLists(round);
    ++(answers == before ? same : other);
    before = answers;
    ASSERT_NO_FATAL_FAILURE(Change(SomeChanges()));
    if (round % 20 != 0) continue;
    CommitRequest seen;
    seen.mutations.push_back(Mutation::Put(
        "seen", random_.instance.supporters[0].id, "", Expectation::Any()));
    ASSERT_NO_FATAL_FAILURE(Change(seen));
  }
  EXPECT_GT(same, 10);
  EXPECT_GT(other, 10);
}

}  // namespace
}  // namespace duikou
