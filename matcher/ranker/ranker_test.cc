#include "matcher/ranker/ranker.h"

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/testing/instance.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using testing::Instance;
using testing::InstanceOf;
using ::testing::IsEmpty;

// Tests run from the root of the sources.
Instance Load(const std::string& name) {
  std::ifstream file("tests/data/matching/" + name);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_TRUE(file.good()) << name;
  return InstanceOf(text.str());
}

std::vector<std::string> Ids(const Ranking& ranking) {
  std::vector<std::string> ids;
  for (const RankedProject& p : ranking.projects) ids.push_back(p.id);
  return ids;
}

// One supporter of an instance, ready to rank.
struct Ready {
  explicit Ready(const Instance& instance)
      : taxonomy(instance.MakeTaxonomy()),
        index(instance.MakeIndex(taxonomy)),
        supporters(instance.Prepare(taxonomy)),
        query{.year = instance.year, .weights = instance.weights} {}

  Ranking Rank() const { return RankProjects(index, supporters[0], query); }

  std::shared_ptr<const Taxonomy> taxonomy;
  ProjectIndex index;
  std::vector<PreparedSupporter> supporters;
  ProjectQuery query;
};

// Four projects that differ by nothing but sector and id.
constexpr char kFour[] = R"(
  kinds grant
  sector tea
  sector health
  area zigui
  area badong
  project b area=zigui sector=tea grant=open:100w
  project a area=zigui sector=tea grant=open:100w
  project B area=zigui sector=tea grant=open:100w
  project c area=badong sector=health grant=open:100w
  supporter s strengths=tea:80,health:70 grant=usual:100w
  weights 1 0 0 0 0 0
)";

TEST(RankerTest, TablesRankAsTheyExpect) {
  for (const char* name : {"reservoir.txt"}) {
    const Instance in = Load(name);
    const Ready ready(in);
    EXPECT_FALSE(in.expectations.empty());
    for (const testing::Expectation& expectation : in.expectations) {
      for (const PreparedSupporter& s : ready.supporters) {
        if (s.supporter().id != expectation.supporter) continue;
        std::vector<std::pair<std::string, Score>> ranked;
        for (const RankedProject& p :
             RankProjects(ready.index, s, ready.query).projects) {
          ranked.emplace_back(p.id, p.breakdown.score);
        }
        EXPECT_EQ(ranked, expectation.projects) << name << '\n' << ToText(in);
      }
    }
  }
}

TEST(RankerTest, EqualScoresOrderByIdBytewise) {
  EXPECT_THAT(Ids(Ready(InstanceOf(kFour)).Rank()),
              ElementsAre("B", "a", "b", "c"));
}

TEST(RankerTest, PagesContinueBehindTheKey) {
  Ready ready(InstanceOf(kFour));
  ready.query.k = 3;
  const Ranking first = ready.Rank();
  EXPECT_TRUE(first.more);
  ready.query.after = first.projects.back().key();
  ready.query.after_rank = first.projects.back().rank;
  const Ranking second = ready.Rank();
  EXPECT_THAT(Ids(second), ElementsAre("c"));
  EXPECT_EQ(second.projects[0].rank, 4);
  EXPECT_FALSE(second.more);
  // The one that the key names may be gone by then.
  ASSERT_TRUE(ready.index.Erase("b"));
  EXPECT_THAT(Ids(ready.Rank()), ElementsAre("c"));
  ready.query.after = RankKey{.score = 0, .id = ""};
  EXPECT_THAT(Ids(ready.Rank()), IsEmpty());
}

TEST(RankerTest, EmptyIndexAndNoCandidatesAreEmptyLists) {
  Ready ready(InstanceOf(R"(
    kinds grant
    sector tea
    area zigui
    supporter s grant=gives
  )"));
  ready.query.with_candidate_count = true;
  ready.query.with_ranks_without = true;
  const Ranking ranking = ready.Rank();
  EXPECT_THAT(ranking.projects, IsEmpty());
  EXPECT_FALSE(ranking.more);
  EXPECT_EQ(ranking.candidate_count, 0);
  EXPECT_EQ(RankOf(ready.index, ready.supporters[0], ready.query, "x"),
            std::nullopt);
}

TEST(RankerTest, DismissedProjectsStayAway) {
  Instance in = InstanceOf(kFour);
  in.supporters[0].dismissed = {"B", "b"};
  EXPECT_THAT(Ids(Ready(in).Rank()), ElementsAre("a", "c"));
}

TEST(RankerTest, DiversityDiscountsRepeatedSectorsAndShowsIt) {
  Ready ready(InstanceOf(kFour));
  ready.query.diversity = {.sector_discount = 1'500};
  const Ranking ranking = ready.Rank();
  // tea scores 8,000 and health 7,000; the second tea counts 6,500.
  EXPECT_THAT(Ids(ranking), ElementsAre("B", "c", "a", "b"));
  EXPECT_EQ(ranking.projects[1].plain_rank, 4);
  EXPECT_EQ(ranking.projects[1].diversity_discount, 0);
  EXPECT_EQ(ranking.projects[3].diversity_discount, 3'000);
  EXPECT_EQ(ranking.projects[3].breakdown.score, 8'000);
}

TEST(RankerTest, DiversityLimitsAreExactOverTheWholeCatalogue) {
  // The only project outside of tea is behind hundreds of others.
  Instance in = InstanceOf(kFour);
  for (int i = 0; i < 500; ++i) {
    Project p = in.projects[0];
    p.id = absl::StrCat("many-", i);
    in.projects.push_back(p);
  }
  Ready ready(in);
  ready.query.k = 3;
  ready.query.diversity = {.most_per_sector = 1};
  const Ranking ranking = ready.Rank();
  EXPECT_THAT(Ids(ranking), ElementsAre("B", "c"));
  EXPECT_EQ(ranking.projects[1].plain_rank, 504);
  EXPECT_FALSE(ranking.more);
}

TEST(RankerTest, RankWithoutACriterionSaysWhatItDecides) {
  Ready ready(InstanceOf(kFour));
  ready.query.weights = *NormaliseWeights({1, 0, 0, 0, 0, 0});
  ready.query.with_ranks_without = true;
  const Ranking ranking = ready.Rank();
  // Without the sector all are level, and `c` is last by its id.
  EXPECT_EQ(ranking.projects[3].rank_without[Criterion::kSector], 4);
  EXPECT_EQ(ranking.projects[2].rank_without[Criterion::kSector], 3);
  EXPECT_EQ(ranking.projects[0].rank_without[Criterion::kRegion], 1);
}

TEST(RankerTest, FiltersNarrowBySectorAreaAndPredicate) {
  Ready ready(InstanceOf(kFour));
  ready.query.filter.areas = {1};
  EXPECT_THAT(Ids(ready.Rank()), ElementsAre("c"));
  ready.query.filter = {.sectors = {0}};
  ready.query.filter.predicate = [](const Project& p) { return p.id > "a"; };
  EXPECT_THAT(Ids(ready.Rank()), ElementsAre("b"));
  ready.query.filter = {.sectors = {99}};
  EXPECT_THAT(Ids(ready.Rank()), IsEmpty());
}

TEST(RankerTest, SupportersOfAProjectRankBySameScores) {
  const Instance in = Load("reservoir.txt");
  const Ready ready(in);
  std::vector<const PreparedSupporter*> supporters;
  for (const PreparedSupporter& s : ready.supporters) supporters.push_back(&s);
  const Project& clinic = *ready.index.Find("village-clinic");
  const SupporterRanking ranking = RankSupporters(
      supporters, clinic, {.year = in.year, .weights = in.weights});
  ASSERT_EQ(ranking.supporters.size(), 2u);
  EXPECT_EQ(ranking.supporters[0].id, "health-commission");
  EXPECT_EQ(ranking.supporters[0].breakdown,
            ScorePair(ready.supporters[0], clinic, in.weights));
  EXPECT_FALSE(ranking.supporters[0].reasons.empty());
  EXPECT_THAT(RankSupporters({}, clinic, {}).supporters, IsEmpty());
}

TEST(RankerDeathTest, BrokenPreconditionsAreBugs) {
  Ready ready(InstanceOf(kFour));
  ready.query.weights[Criterion::kSector] = 1;
  EXPECT_DEATH(ready.Rank(), "weights not normalised");
  Ready other(InstanceOf(kFour));
  EXPECT_DEATH(RankProjects(other.index, ready.supporters[0], other.query),
               "another taxonomy");
}

}  // namespace
}  // namespace duikou
