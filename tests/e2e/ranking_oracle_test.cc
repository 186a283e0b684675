// Real servers rank like the brute-force oracle, byte for byte and ties
// included: 1,000 random programmes on both layouts, so on both stores. Their
// records go straight into the store before the servers start.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "matcher/base/status_macros.h"
#include "matcher/testing/oracle.h"
#include "services/matching/testing/ranking_text.h"
#include "services/programme/testing/random_programme.h"
#include "tests/e2e/calls.h"
#include "tests/e2e/deployment.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

namespace pb = ::duikou::matching::v1;
using testing::MakeRandomProgramme;
using testing::Oracle;
using testing::OracleRow;
using testing::RandomProgramme;
using testing::RankingText;
using testing::WriteTo;

constexpr int kProgrammes = 1'000;
// A server follows each programme that it was asked about.
constexpr int kGroup = 200;

RandomProgramme Draw(uint64_t seed) {
  return MakeRandomProgramme({.seed = seed,
                              .id = absl::StrCat("r", seed),
                              .projects = 5 + static_cast<int>(seed % 40),
                              .supporters = 1 + static_cast<int>(seed % 4)});
}

class RankingOracleTest : public ::testing::TestWithParam<Layout> {
 protected:
  void StartWith(const std::vector<RandomProgramme>& programmes) {
    auto started = Deployment::Start(
        GetParam(), {.fill = [&](Store& store) -> absl::Status {
          for (const RandomProgramme& random : programmes) {
            RETURN_IF_ERROR(WriteTo(store, random.Commits({.seed = 1})));
          }
          return absl::OkStatus();
        }});
    ASSERT_TRUE(started.ok()) << started.status();
    deployment_ = *std::move(started);
  }

  // All pages of so many.
  std::string Projects(const RandomProgramme& random,
                       const Supporter& supporter, int page_size) {
    pb::RecommendProjectsRequest request;
    request.set_supporter(
        absl::StrCat(random.programme.name(), "/units/", supporter.id));
    request.set_year(random.instance.year);
    request.set_page_size(page_size);
    std::string text;
    do {
      const auto page = Do(deployment_->matching(),
                           &MatchingStub::RecommendProjects, request);
      EXPECT_TRUE(page.ok()) << page;
      text += RankingText(page.response.recommendations(), false);
      request.set_page_token(page.response.next_page_token());
    } while (!request.page_token().empty());
    return text;
  }

  std::string Supporters(const RandomProgramme& random,
                         const Project& project) {
    pb::RecommendSupportersRequest request;
    request.set_project(
        absl::StrCat(random.programme.name(), "/projects/", project.id));
    request.set_year(random.instance.year);
    const auto answer = Do(deployment_->matching(),
                           &MatchingStub::RecommendSupporters, request);
    EXPECT_TRUE(answer.ok()) << answer;
    return RankingText(answer.response.recommendations(), true);
  }

  void Compare(const RandomProgramme& random) {
    const Oracle oracle(random.instance);
    for (const Supporter& supporter : random.instance.supporters) {
      const std::vector<OracleRow> rows = oracle.Rank(supporter, {});
      const int page_size = 7 + static_cast<int>(rows.size()) % 14;
      ASSERT_EQ(Projects(random, supporter, page_size),
                RankingText(rows, random.instance));
      compared_ += static_cast<int>(rows.size());
    }
    for (size_t i = 0; i < random.instance.projects.size(); i += 8) {
      const Project& project = random.instance.projects[i];
      ASSERT_EQ(Supporters(random, project),
                RankingText(oracle.RankSupporters(project), random.instance));
    }
  }

  // Rows, so that a test cannot pass by comparing nothing.
  int compared_ = 0;

 private:
  std::unique_ptr<Deployment> deployment_;
};
DUIKOU_ON_BOTH_LAYOUTS(RankingOracleTest);

TEST_P(RankingOracleTest, AgreesOnRandomProgrammesTiesIncluded) {
  for (int first = 0; first < kProgrammes; first += kGroup) {
    std::vector<RandomProgramme> drawn;
    for (int seed = first; seed < first + kGroup; ++seed) {
      drawn.push_back(Draw(seed));
    }
    StartWith(drawn);
    if (HasFatalFailure()) return;
    for (int i = 0; i < kGroup; ++i) {
      SCOPED_TRACE(absl::StrCat("seed ", first + i));
      Compare(drawn[i]);
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(compared_, 10 * kProgrammes);
}

}  // namespace
}  // namespace duikou::e2e
