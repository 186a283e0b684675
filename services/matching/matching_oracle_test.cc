// The service's answers against the brute-force oracle on 1,000 random
// programmes, ties included, and byte for byte whatever the way in which the
// records arrived.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "matcher/testing/oracle.h"
#include "services/matching/matching_service.h"
#include "services/matching/testing/matching_server.h"
#include "services/matching/testing/ranking_text.h"
#include "services/programme/testing/random_programme.h"
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

constexpr int kProgrammes = 1'000;
// Each programme has its follower, so they come in groups.
constexpr int kGroup = 25;

RandomProgramme Draw(uint64_t seed) {
  return MakeRandomProgramme({.seed = seed,
                              .id = absl::StrCat("r", seed),
                              .projects = 5 + static_cast<int>(seed % 40),
                              .supporters = 1 + static_cast<int>(seed % 4)});
}

class MatchingOracleTest : public ::testing::Test {
 protected:
  // All pages of so many.
  std::string Projects(MatchingServer& server, const RandomProgramme& random,
                       const std::string& supporter, int page_size,
                       int& total_size) {
    pb::RecommendProjectsRequest request;
    request.set_supporter(
        absl::StrCat(random.programme.name(), "/units/", supporter));
    request.set_year(random.instance.year);
    request.set_page_size(page_size);
    std::string text;
    do {
      const auto [status, response] =
          server.Do(&MatchingService::Stub::RecommendProjects, request);
      EXPECT_TRUE(status.ok()) << status.error_message();
      text += RankingText(response.recommendations(), false);
      total_size = response.total_size();
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return text;
  }

  std::string Supporters(MatchingServer& server, const RandomProgramme& random,
                         const std::string& project) {
    pb::RecommendSupportersRequest request;
    request.set_project(
        absl::StrCat(random.programme.name(), "/projects/", project));
    request.set_year(random.instance.year);
    const auto [status, response] =
        server.Do(&MatchingService::Stub::RecommendSupporters, request);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return RankingText(response.recommendations(), true);
  }

  // Rows, so that a test cannot pass by comparing nothing.
  int compared_ = 0;

  void Compare(MatchingServer& server, const RandomProgramme& random) {
    const Oracle oracle(random.instance);
    for (const Supporter& supporter : random.instance.supporters) {
      const std::vector<OracleRow> rows = oracle.Rank(supporter, {});
      int total_size = -1;
      const int page_size = 1 + static_cast<int>(rows.size()) % 7;
      ASSERT_EQ(
          Projects(server, random, supporter.id, page_size * 3, total_size),
          RankingText(rows, random.instance));
      ASSERT_EQ(total_size, rows.size());
      compared_ += total_size;
    }
    for (size_t i = 0; i < random.instance.projects.size(); i += 5) {
      const Project& project = random.instance.projects[i];
      ASSERT_EQ(Supporters(server, random, project.id),
                RankingText(oracle.RankSupporters(project), random.instance));
    }
  }
};

TEST_F(MatchingOracleTest, AgreesOnRandomProgrammesTiesIncluded) {
  for (int first = 0; first < kProgrammes; first += kGroup) {
    MemoryStore store;
    std::vector<RandomProgramme> drawn;
    for (int seed = first; seed < first + kGroup; ++seed) {
      drawn.push_back(Draw(seed));
      ASSERT_TRUE(WriteTo(store, drawn.back().Commits({.seed = 1})).ok());
    }
    MatchingServer server(store);
    for (int i = 0; i < kGroup; ++i) {
      SCOPED_TRACE(absl::StrCat("seed ", first + i));
      Compare(server, drawn[i]);
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(compared_, 10 * kProgrammes);
}

// All answers of a programme that is written while it is followed, in so many
// commits.
std::string AllAnswers(const RandomProgramme& random, int commits,
                       bool followed_from_the_start) {
  MemoryStore store;
  auto server = std::make_unique<MatchingServer>(store);
  const auto list = random.Commits(
      {.seed = static_cast<uint64_t>(commits), .commits = commits});
  Revision last = 0;
  for (const CommitRequest& commit : list) {
    const auto done = store.Commit(commit);
    EXPECT_TRUE(done.ok());
    if (commit.partition != "-") last = done->revision;
    if (!followed_from_the_start) continue;
    pb::RecommendProjectsRequest recommend;
    recommend.set_supporter(random.programme.name() + "/units/u0");
    // Whatever it answers so early, it follows from now on.
    server->Do(&MatchingService::Stub::RecommendProjects, recommend);
  }
  const std::string min =
      absl::StrCat(random.programme.name().substr(11), "=", last);
  std::string answers;
  for (const Supporter& supporter : random.instance.supporters) {
    const std::string unit =
        absl::StrCat(random.programme.name(), "/units/", supporter.id);
    pb::RecommendProjectsRequest recommend;
    recommend.set_supporter(unit);
    recommend.set_page_size(5);
    recommend.set_view(pb::RECOMMENDATION_VIEW_FULL);
    answers +=
        server->Do(&MatchingService::Stub::RecommendProjects, recommend, min)
            .second.SerializeAsString();
    pb::ProposePortfolioRequest portfolio;
    portfolio.set_supporter(unit);
    portfolio.set_most_projects(4);
    answers +=
        server->Do(&MatchingService::Stub::ProposePortfolio, portfolio, min)
            .second.SerializeAsString();
    for (const Project& project : random.instance.projects) {
      pb::ExplainRecommendationRequest explain;
      explain.set_supporter(unit);
      explain.set_project(
          absl::StrCat(random.programme.name(), "/projects/", project.id));
      const auto [status, response] = server->Do(
          &MatchingService::Stub::ExplainRecommendation, explain, min);
      EXPECT_TRUE(status.ok()) << status.error_message();
      answers += response.SerializeAsString();
    }
  }
  return answers;
}

TEST_F(MatchingOracleTest, AnswersAreTheSameBytesHoweverTheRecordsCame) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    const RandomProgramme random = MakeRandomProgramme(
        {.seed = seed, .id = "same", .projects = 25, .supporters = 2});
    const std::string answers = AllAnswers(random, 1, false);
    ASSERT_FALSE(answers.empty());
    ASSERT_EQ(AllAnswers(random, 12, true), answers);
    ASSERT_EQ(AllAnswers(random, 40, true), answers);
  }
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  EXPECT_TRUE(buffer.Dump(&slices).ok());
  std::string bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

TEST_F(MatchingOracleTest, TheBytesWrittenDirectlyAreThoseOfTheMessages) {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    MemoryStore store;
    const RandomProgramme random = Draw(seed);
    ASSERT_TRUE(WriteTo(store, random.Commits({.seed = seed})).ok());
    SimulatedClock clock(absl::FromUnixSeconds(1'420'070'400));
    SequentialIdGenerator ids;
    duikou::MatchingService service(store, clock, ids);
    for (const Supporter& supporter : random.instance.supporters) {
      pb::RecommendProjectsRequest request;
      request.set_supporter(
          absl::StrCat(random.programme.name(), "/units/", supporter.id));
      request.set_page_size(1 + static_cast<int>(seed % 9));
      if (seed % 4 == 0) request.mutable_diversity()->set_sector_penalty(700);
      for (const auto view :
           {pb::RECOMMENDATION_VIEW_UNSPECIFIED, pb::RECOMMENDATION_VIEW_BASIC,
            pb::RECOMMENDATION_VIEW_FULL}) {
        request.set_view(view);
        CallContext call({.method = "test"}, ids);
        const auto message = service.RecommendProjects(call, request);
        ASSERT_TRUE(message.ok()) << message.status();
        grpc::ByteBuffer bytes;
        ASSERT_TRUE(service.RecommendProjects(call, request, bytes).ok());
        ASSERT_EQ(BytesOf(bytes), message->SerializeAsString());
      }
    }
  }
}

}  // namespace
}  // namespace duikou
