// An index that changes all the time, against scoring every pair by itself.
#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "matcher/ranker/ranker.h"
#include "matcher/scorer/scorer.h"
#include "matcher/testing/cases.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

using testing::Between;
using testing::Instance;

// Scores and ids of the best k, one a line.
std::string BestByPairs(const std::map<std::string, Project>& projects,
                        const PreparedSupporter& supporter,
                        const ProjectQuery& query) {
  std::vector<RankKey> keys;
  for (const auto& [id, project] : projects) {
    if (!Filter(supporter, project, query.year).empty()) continue;
    if (project.readiness < query.filter.least_readiness) continue;
    keys.push_back({ScorePair(supporter, project, query.weights).score, id});
  }
  std::sort(keys.begin(), keys.end(), Ahead);
  std::string text;
  for (size_t i = 0; i < std::min<size_t>(keys.size(), query.k); ++i) {
    absl::StrAppend(&text, keys[i].score, " ", keys[i].id, "\n");
  }
  return text;
}

std::string BestByIndex(const ProjectIndex& index,
                        const PreparedSupporter& supporter,
                        const ProjectQuery& query) {
  std::string text;
  for (const RankedProject& p :
       RankProjects(index, supporter, query).projects) {
    absl::StrAppend(&text, p.breakdown.score, " ", p.id, "\n");
  }
  return text;
}

// A run of changes to an index that begins with a list and goes over to cells
// and back, with a query now and then.
void ChangeAndCompare(uint64_t seed, int changes) {
  const Instance in = testing::RandomInstance({.seed = seed,
                                               .projects = 2'000,
                                               .supporters = 8,
                                               .sectors = 5,
                                               .areas = 40,
                                               .kinds = 3,
                                               .distinct = 50});
  const auto taxonomy = in.MakeTaxonomy();
  const std::vector<PreparedSupporter> supporters = in.Prepare(taxonomy);
  ProjectIndex index(taxonomy, {.few = 300});
  std::map<std::string, Project> projects;
  std::mt19937_64 random(seed);
  for (int change = 0; change < changes; ++change) {
    // More come than go for a while, and then the other way round.
    const bool growing = change / 5'000 % 2 == 0;
    Project project = in.projects[random() % in.projects.size()];
    project.id = absl::StrCat("p", Between(random, 0, 1'500));
    if (random() % 5 < (growing ? 4 : 1)) {
      ASSERT_TRUE(index.Upsert(project).ok());
      projects[project.id] = project;
    } else {
      ASSERT_EQ(index.Erase(project.id), projects.erase(project.id) > 0);
    }
    if (change % 500 != 0) continue;
    ProjectQuery query{.k = static_cast<int32_t>(Between(random, 1, 40)),
                       .year = in.year,
                       .weights = in.weights,
                       .with_reasons = false};
    if (random() % 3 == 0) query.filter.least_readiness = Readiness::kProposal;
    const PreparedSupporter& s = supporters[random() % supporters.size()];
    ASSERT_EQ(BestByIndex(index, s, query), BestByPairs(projects, s, query))
        << "seed " << seed << ", change " << change;
  }
  ASSERT_EQ(index.size(), projects.size());
}

TEST(RankerChangeTest, AMillionChangesLeaveEveryAnswerExact) {
  constexpr int kRuns = 20;
  for (uint64_t seed = 0; seed < kRuns; ++seed) {
    ASSERT_NO_FATAL_FAILURE(
        ChangeAndCompare(seed, testing::Cases(1'000'000) / kRuns));
  }
}

}  // namespace
}  // namespace duikou
