#include "matcher/ranker/portfolio.h"

#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/testing/instance.h"
#include "matcher/testing/oracle.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

using testing::Instance;
using testing::InstanceOf;
using ::testing::IsEmpty;
using testing::Oracle;

Portfolio FindBest(const Instance& in, PortfolioQuery query) {
  const auto taxonomy = in.MakeTaxonomy();
  const ProjectIndex index = in.MakeIndex(taxonomy);
  query.year = in.year;
  query.weights = in.weights;
  return FindPortfolio(index, in.Prepare(taxonomy)[0], query);
}

// Sum, least, most, places and one project once: from the instance alone.
void ExpectFeasible(const Instance& in, const Portfolio& portfolio,
                    int most_projects) {
  const Supporter& s = in.supporters[0];
  const Oracle oracle(in);
  EXPECT_LE(portfolio.items.size(), most_projects);
  std::map<int, int64_t> spent;
  std::set<std::string> ids;
  absl::int128 value = 0;
  for (const PortfolioItem& item : portfolio.items) {
    EXPECT_TRUE(ids.insert(item.id).second) << item.id << " twice";
    const Project& p = *std::find_if(
        in.projects.begin(), in.projects.end(),
        [&](const Project& project) { return project.id == item.id; });
    EXPECT_TRUE(oracle.Failures(s, p).empty()) << item.id;
    const FundNeed& need = p.funds[item.fund_kind];
    const FundOffer& offer = s.funds[item.fund_kind];
    EXPECT_TRUE(offer.gives);
    EXPECT_GE(item.amount, std::min(need.least_share, need.open));
    EXPECT_GE(item.amount, offer.least);
    EXPECT_LE(item.amount, need.open);
    EXPECT_GT(item.amount, Money());
    if (offer.most > Money()) {
      EXPECT_LE(item.amount, offer.most);
    }
    if (need.all_or_nothing || !need.shareable) {
      EXPECT_EQ(item.amount, need.open);
    }
    EXPECT_EQ(item.breakdown.score, oracle.ScoreOf(s, p, item.fund_kind).score);
    EXPECT_EQ(item.worth,
              absl::int128(item.breakdown.score) * item.amount.fen());
    value += item.worth;
    spent[item.fund_kind] += item.amount.fen();
  }
  EXPECT_EQ(value, portfolio.value);
  EXPECT_GE(portfolio.bound, portfolio.value);
  for (const auto& [kind, fen] : spent) {
    if (s.funds[kind].means_left.has_value()) {
      EXPECT_LE(fen, s.funds[kind].means_left->fen());
    }
  }
}

TEST(PortfolioTest, SpendsTheMeansWhereTheScoreIsHighest) {
  const Instance in = InstanceOf(R"(
    kinds grant
    sector tea
    sector citrus
    area zigui
    project p1 area=zigui sector=tea grant=open:60w
    project p2 area=zigui sector=citrus grant=open:60w,least:10w
    project p3 area=zigui sector=citrus grant=open:50w,whole
    supporter s strengths=tea:90,citrus:50 grant=left:100w
    weights 1 0 0 0 0 0
  )");
  const Portfolio best = FindBest(in, {});
  EXPECT_EQ(best.status, SolveStatus::kOptimal);
  ASSERT_EQ(best.items.size(), 2u);
  EXPECT_EQ(best.items[0].id, "p1");
  EXPECT_EQ(best.items[0].amount, Money::WanYuan(60));
  EXPECT_EQ(best.items[1].id, "p2");
  EXPECT_EQ(best.items[1].amount, Money::WanYuan(40));
  EXPECT_EQ(best.value, best.bound);
  EXPECT_EQ(best.gap_bp, 0);
  ExpectFeasible(in, best, 10);
}

TEST(PortfolioTest, WithoutCandidatesTheBestSetIsEmpty) {
  const Instance in = InstanceOf(R"(
    kinds grant
    sector tea
    area zigui
    supporter s grant=left:100w
  )");
  const Portfolio best = FindBest(in, {});
  EXPECT_EQ(best.status, SolveStatus::kOptimal);
  EXPECT_THAT(best.items, IsEmpty());
  EXPECT_EQ(best.bound, 0);
}

TEST(PortfolioTest, RequiredProjectsThatDoNotFitTogetherAreInfeasible) {
  const Instance in = InstanceOf(R"(
    kinds grant
    sector tea
    area zigui
    project p1 area=zigui sector=tea grant=open:60w,alone
    project p2 area=zigui sector=tea grant=open:60w,alone
    project p3 area=zigui sector=tea grant=open:10w closed
    supporter s strengths=tea:90 grant=left:100w
  )");
  EXPECT_EQ(FindBest(in, {.required = {"p1"}}).status, SolveStatus::kOptimal);
  const Portfolio both = FindBest(in, {.required = {"p1", "p2"}});
  EXPECT_EQ(both.status, SolveStatus::kInfeasible);
  EXPECT_EQ(both.missing_id, "");
  const Portfolio closed = FindBest(in, {.required = {"p1", "p3"}});
  EXPECT_EQ(closed.status, SolveStatus::kInfeasible);
  EXPECT_EQ(closed.missing_id, "p3");
  EXPECT_EQ(FindBest(in, {.required = {"absent"}}).missing_id, "absent");
}

TEST(PortfolioTest, LargestAmountsDoNotOverflow) {
  Instance in = InstanceOf(R"(
    kinds grant
    sector tea
    area zigui
    supporter s strengths=tea:100 grant=usual:9000000000000000f
    weights 1 0 0 0 0 0
  )");
  for (int i = 0; i < 200; ++i) {
    Project p{.id = absl::StrCat("p", i), .area = 0, .sector = 0};
    p.funds[0].open = Money::Fen(Money::kMaxFen);
    in.projects.push_back(p);
  }
  const Portfolio best = FindBest(in, {.most_projects = 150});
  EXPECT_EQ(best.status, SolveStatus::kOptimal);
  EXPECT_EQ(best.items.size(), 150u);
  EXPECT_EQ(best.value, absl::int128(Money::kMaxFen) * kFull * 150);
}

TEST(PortfolioTest, StopsAtTheLimitWithABoundThatHolds) {
  const Instance in = testing::RandomInstance(
      {.seed = 5, .projects = 300, .supporters = 1, .distinct = 1'000});
  const Portfolio exact = FindBest(in, {.most_nodes = 10'000'000});
  ASSERT_EQ(exact.status, SolveStatus::kOptimal);
  ASSERT_GT(exact.nodes, 10);
  for (int64_t nodes = 0; nodes < exact.nodes; nodes += 1 + nodes / 2) {
    const Portfolio stopped = FindBest(in, {.most_nodes = nodes});
    ExpectFeasible(in, stopped, 10);
    EXPECT_LE(stopped.value, exact.value);
    EXPECT_GE(stopped.bound, exact.value);
    EXPECT_EQ(stopped.gap_bp == 0, stopped.status == SolveStatus::kOptimal);
  }
}

TEST(PortfolioTest, AgreesWithTryingEverySetAndAmount) {
  int with_required = 0;
  int infeasible = 0;
  for (uint64_t seed = 0; seed < 400; ++seed) {
    Instance in =
        testing::RandomInstance({.seed = seed,
                                 .projects = static_cast<int>(seed % 6),
                                 .supporters = 1,
                                 .kinds = 1 + static_cast<int>(seed % 2),
                                 .unit_fen = 1,
                                 .most_amount = 7,
                                 .distinct = seed % 3 == 0 ? 2 : 1'000});
    PortfolioQuery query{.most_projects = 1 + static_cast<int>(seed % 4)};
    if (seed % 5 == 0 && !in.projects.empty()) {
      query.required = {in.projects[0].id};
      if (seed % 10 == 0) query.required.push_back(in.projects.back().id);
    }
    const Portfolio best = FindBest(in, query);
    const int64_t expected = Oracle(in).BestPortfolio(
        in.supporters[0], query.most_projects,
        {query.required.begin(), query.required.end()});
    SCOPED_TRACE(absl::StrCat("seed ", seed, "\n", ToText(in)));
    if (expected < 0) {
      ASSERT_EQ(best.status, SolveStatus::kInfeasible);
      ++infeasible;
      continue;
    }
    ASSERT_EQ(best.status, SolveStatus::kOptimal);
    ASSERT_EQ(best.value, expected);
    ASSERT_EQ(best.bound, expected);
    ExpectFeasible(in, best, query.most_projects);
    with_required += query.required.empty() ? 0 : 1;
  }
  EXPECT_GT(with_required, 10);
  EXPECT_GT(infeasible, 10);
}

}  // namespace
}  // namespace duikou
