// The ranker against the oracle on random instances, byte for byte.
#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "matcher/ranker/ranker.h"
#include "matcher/scorer/scorer.h"
#include "matcher/testing/cases.h"
#include "matcher/testing/instance.h"
#include "matcher/testing/oracle.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

using testing::Between;
using testing::Instance;
using testing::Oracle;
using testing::OracleRow;

constexpr int kInstances = testing::Cases(1'000);

std::array<int32_t, kCriterionCount> PartsOf(const Breakdown& breakdown) {
  std::array<int32_t, kCriterionCount> parts;
  for (int i = 0; i < kCriterionCount; ++i) {
    parts[i] = breakdown.parts[kAllCriteria[i]];
  }
  return parts;
}

// A list as text, so that a difference shows as one.
std::string Text(const std::vector<OracleRow>& rows) {
  std::string text;
  for (const OracleRow& row : rows) {
    absl::StrAppend(&text, row.id, " ", row.score, " k", row.kind, " -",
                    row.discount, " =");
    for (int32_t part : row.parts) absl::StrAppend(&text, " ", part);
    text += '\n';
  }
  return text;
}

std::vector<OracleRow> RowsOf(const Ranking& ranking) {
  std::vector<OracleRow> rows;
  for (const RankedProject& p : ranking.projects) {
    rows.push_back({.id = p.id,
                    .score = p.breakdown.score,
                    .kind = p.breakdown.fund_kind,
                    .parts = PartsOf(p.breakdown),
                    .discount = p.diversity_discount});
  }
  return rows;
}

std::vector<OracleRow> Slice(const std::vector<OracleRow>& rows, size_t first,
                             size_t count) {
  first = std::min(first, rows.size());
  count = std::min(count, rows.size() - first);
  return {rows.begin() + first, rows.begin() + first + count};
}

CandidateFilter RandomFilter(std::mt19937_64& random, const Instance& in) {
  CandidateFilter filter;
  auto chance = [&] { return Between(random, 0, 5) == 0; };
  auto index = [&](size_t size) {
    return static_cast<int32_t>(
        Between(random, 0, static_cast<int64_t>(size) - 1));
  };
  if (chance()) {
    filter.sectors = {index(in.sectors.size()), index(in.sectors.size())};
  }
  if (chance()) filter.areas = {index(in.areas.size())};
  if (chance()) filter.fund_kinds = {index(in.kind_names.size())};
  if (chance()) filter.least_open = Money::WanYuan(Between(random, 1, 300));
  if (chance()) filter.most_open = Money::WanYuan(Between(random, 100, 500));
  if (chance()) filter.any_needs = static_cast<NeedMask>(random() % 64);
  if (chance()) filter.all_needs = NeedMask{1} << random() % 6;
  if (chance()) filter.least_readiness = Readiness::kFeasibilityStudy;
  filter.demonstration_sites_only = chance() && chance();
  filter.resettlement_communities_only = chance() && chance();
  if (chance()) {
    filter.predicate = [](const Project& p) { return p.id.size() % 2 == 0; };
  }
  return filter;
}

// Everything about one random instance.
class Comparison {
 public:
  explicit Comparison(uint64_t seed)
      : random_(seed),
        in_(testing::RandomInstance(
            {.seed = seed,
             .projects = static_cast<int>(seed % 10 == 0 ? 200 : seed % 40),
             .sectors = 2 + static_cast<int>(seed % 6),
             .areas = 1 + static_cast<int>(seed % 7),
             .kinds = 1 + static_cast<int>(seed % 3),
             .distinct = seed % 3 == 0   ? 1
                         : seed % 3 == 1 ? 3
                                         : 1'000})),
        oracle_(in_),
        taxonomy_(in_.MakeTaxonomy()),
        // Every other one in cells, as large indexes are.
        index_(in_.MakeIndex(taxonomy_, {.few = seed % 2 == 0 ? 0 : 8'192})),
        supporters_(in_.Prepare(taxonomy_)) {}

  const Instance& instance() const { return in_; }

  void ComparePages(const PreparedSupporter& s) {
    ProjectQuery query{
        .k = static_cast<int32_t>(Between(random_, 1, 12)),
        .year = in_.year,
        .weights = in_.weights,
        .filter = RandomFilter(random_, in_),
        .with_reasons = false,
        .with_ranks_without = true,
        .with_candidate_count = true,
        .most_counted =
            Between(random_, 0, 2) == 0 ? kCountAll : Between(random_, 1, 40),
    };
    const std::vector<OracleRow> expected =
        oracle_.Rank(s.supporter(), query.filter);
    size_t first = 0;
    for (bool more = true; more; first += query.k) {
      const Ranking page = RankProjects(index_, s, query);
      ASSERT_EQ(Text(RowsOf(page)), Text(Slice(expected, first, query.k)));
      ASSERT_EQ(page.candidate_count,
                AsFarAs(static_cast<int64_t>(expected.size()), query));
      for (size_t i = 0; i < page.projects.size(); ++i) {
        ASSERT_EQ(page.projects[i].rank, first + i + 1);
        ASSERT_EQ(page.projects[i].plain_rank, first + i + 1);
        CompareRanksWithout(page.projects[i], expected, query);
      }
      more = page.more;
      ASSERT_EQ(more, first + query.k < expected.size());
      if (more) {
        query.after = page.projects.back().key();
        query.after_rank = page.projects.back().rank;
      }
    }
    CompareRankOf(s, query, expected);
  }

  void CompareDiverse(const PreparedSupporter& s) {
    ProjectQuery query{
        .k = static_cast<int32_t>(Between(random_, 1, 12)),
        .year = in_.year,
        .weights = in_.weights,
        .skip = static_cast<int32_t>(Between(random_, 0, 8)),
        .diversity = {
            .sector_discount = static_cast<int32_t>(Between(random_, 1, 900)),
            .area_discount = static_cast<int32_t>(Between(random_, 0, 900)),
            .most_per_sector = static_cast<int32_t>(Between(random_, 0, 3)),
            .most_per_area = static_cast<int32_t>(Between(random_, 0, 5))}};
    const std::vector<OracleRow> plain =
        oracle_.Rank(s.supporter(), query.filter);
    const std::vector<OracleRow> expected =
        oracle_.Diverse(plain, query.diversity);
    const Ranking ranking = RankProjects(index_, s, query);
    ASSERT_EQ(Text(RowsOf(ranking)),
              Text(Slice(expected, query.skip, query.k)));
    ASSERT_EQ(ranking.more, query.skip + query.k < expected.size());
    for (size_t i = 0; i < ranking.projects.size(); ++i) {
      ASSERT_EQ(ranking.projects[i].rank, query.skip + i + 1);
      ASSERT_EQ(ranking.projects[i].plain_rank,
                Oracle::RankIn(plain, ranking.projects[i].id));
    }
  }

  void CompareExplanations(const PreparedSupporter& s) {
    for (const Project& p : in_.projects) {
      const Explanation why = Explain(s, p, in_.weights, in_.year);
      std::set<std::pair<FilterCode, int32_t>> failures;
      for (const FilterFailure& failure : why.failures) {
        failures.emplace(failure.code, failure.fund_kind);
      }
      ASSERT_EQ(failures.size(), why.failures.size());
      ASSERT_EQ(failures, oracle_.Failures(s.supporter(), p)) << p.id;
      const OracleRow expected = oracle_.ScoreOf(s.supporter(), p);
      ASSERT_EQ(PartsOf(why.breakdown), expected.parts) << p.id;
      ASSERT_EQ(why.breakdown.score, expected.score) << p.id;
      ASSERT_EQ(why.breakdown.fund_kind, expected.kind) << p.id;
      PerCriterion<int32_t> points = {};
      for (const Reason& reason : why.reasons) {
        points[reason.criterion] += reason.points;
      }
      ASSERT_EQ(points, why.breakdown.values) << p.id;
    }
  }

  void CompareSupporters() {
    std::vector<const PreparedSupporter*> supporters;
    for (const PreparedSupporter& s : supporters_) supporters.push_back(&s);
    for (size_t i = 0; i < in_.projects.size(); i += 5) {
      const Project& project = in_.projects[i];
      const std::vector<OracleRow> expected = oracle_.RankSupporters(project);
      SupporterQuery query{.k = 2,
                           .year = in_.year,
                           .weights = in_.weights,
                           .with_ranks_without = true};
      size_t first = 0;
      for (bool more = true; more; first += 2) {
        const SupporterRanking page =
            RankSupporters(supporters, project, query);
        ASSERT_EQ(page.candidate_count, expected.size());
        ASSERT_EQ(page.supporters.size(), Slice(expected, first, 2).size());
        for (size_t j = 0; j < page.supporters.size(); ++j) {
          const RankedSupporter& s = page.supporters[j];
          ASSERT_EQ(s.id, expected[first + j].id);
          ASSERT_EQ(s.rank, first + j + 1);
          ASSERT_EQ(s.id, supporters[s.position]->supporter().id);
          ASSERT_EQ(PartsOf(s.breakdown), expected[first + j].parts);
          for (int c = 0; c < kCriterionCount; ++c) {
            ASSERT_EQ(s.rank_without[kAllCriteria[c]],
                      Oracle::RankWithout(expected, s.id, c));
          }
        }
        more = page.more;
        ASSERT_EQ(more, first + 2 < expected.size());
        if (more) query.after = page.supporters.back().key();
      }
    }
  }

  void Run() {
    for (const PreparedSupporter& s : supporters_) {
      ASSERT_NO_FATAL_FAILURE(ComparePages(s));
      ASSERT_NO_FATAL_FAILURE(CompareDiverse(s));
      ASSERT_NO_FATAL_FAILURE(CompareExplanations(s));
    }
    ASSERT_NO_FATAL_FAILURE(CompareSupporters());
  }

 private:
  // A count as cells give it.
  int64_t AsFarAs(int64_t count, const ProjectQuery& query) const {
    if (index_.cells() == nullptr) return count;
    return std::min(count, query.most_counted + 1);
  }

  void CompareRanksWithout(const RankedProject& p,
                           const std::vector<OracleRow>& expected,
                           const ProjectQuery& query) const {
    for (int c = 0; c < kCriterionCount; ++c) {
      ASSERT_EQ(p.rank_without[kAllCriteria[c]],
                AsFarAs(Oracle::RankWithout(expected, p.id, c), query))
          << p.id << " without criterion " << c;
    }
  }

  void CompareRankOf(const PreparedSupporter& s, const ProjectQuery& query,
                     const std::vector<OracleRow>& expected) {
    for (size_t i = 0; i < in_.projects.size(); i += 3) {
      const std::string& id = in_.projects[i].id;
      const std::optional<ProjectRank> rank = RankOf(index_, s, query, id);
      ASSERT_EQ(rank.has_value() ? rank->rank : 0,
                Oracle::RankIn(expected, id));
    }
  }

  std::mt19937_64 random_;
  const Instance in_;
  const Oracle oracle_;
  const std::shared_ptr<const Taxonomy> taxonomy_;
  const ProjectIndex index_;
  const std::vector<PreparedSupporter> supporters_;
};

TEST(RankerOracleTest, AgreesOnRandomInstances) {
  for (uint64_t seed = 0; seed < kInstances; ++seed) {
    Comparison comparison(seed);
    ASSERT_NO_FATAL_FAILURE(comparison.Run()) << "seed " << seed << '\n'
                                              << ToText(comparison.instance());
  }
}

TEST(RankerOracleTest, FirstPagesOfManyInstancesAgree) {
  constexpr uint64_t kMany = testing::Cases(10'000);
  for (uint64_t seed = 0; seed < kMany; ++seed) {
    const Instance in =
        testing::RandomInstance({.seed = 1'000'000 + seed,
                                 .projects = static_cast<int>(seed % 30),
                                 .supporters = 1,
                                 .sectors = 2 + static_cast<int>(seed % 5),
                                 .areas = 1 + static_cast<int>(seed % 9),
                                 .kinds = 1 + static_cast<int>(seed % 4),
                                 .distinct = seed % 2 == 0 ? 2 : 1'000});
    std::mt19937_64 random(seed);
    const auto taxonomy = in.MakeTaxonomy();
    const PreparedSupporter s = in.Prepare(taxonomy)[0];
    const ProjectQuery query{.k = static_cast<int32_t>(Between(random, 1, 12)),
                             .year = in.year,
                             .weights = in.weights,
                             .filter = RandomFilter(random, in),
                             .with_reasons = false};
    const std::string expected =
        Text(Slice(Oracle(in).Rank(s.supporter(), query.filter), 0, query.k));
    for (const int32_t few : {0, 8'192}) {
      const ProjectIndex index = in.MakeIndex(taxonomy, {.few = few});
      ASSERT_EQ(Text(RowsOf(RankProjects(index, s, query))), expected)
          << "seed " << seed << '\n'
          << ToText(in);
    }
  }
}

// A page of projects with ranks without a criterion on both sides of the limit.
TEST(RankerOracleTest, CountsAndRanksEndAtTheirLimit) {
  constexpr int64_t kMost = 1'000;
  constexpr size_t kFirst = 700;
  int beyond = 0;
  int within = 0;
  for (uint64_t seed = 0; seed < 5; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    const Instance in = testing::RandomInstance({.seed = 5'000 + seed,
                                                 .projects = 16'000,
                                                 .supporters = 2,
                                                 .sectors = 8,
                                                 .areas = 12,
                                                 .distinct = 1'000});
    const auto taxonomy = in.MakeTaxonomy();
    const ProjectIndex index = in.MakeIndex(taxonomy, {.few = 0});
    const Oracle oracle(in);
    for (const PreparedSupporter& s : in.Prepare(taxonomy)) {
      const std::vector<OracleRow> expected = oracle.Rank(s.supporter(), {});
      if (expected.size() <= kMost) continue;
      const OracleRow& last = expected[kFirst - 1];
      const ProjectQuery query{
          .k = 20,
          .year = in.year,
          .weights = in.weights,
          .after = RankKey{.score = last.score, .id = last.id},
          .after_rank = kFirst,
          .with_ranks_without = true,
          .with_candidate_count = true,
          .most_counted = kMost};
      const Ranking ranking = RankProjects(index, s, query);
      ASSERT_EQ(Text(RowsOf(ranking)), Text(Slice(expected, kFirst, 20)));
      ASSERT_EQ(ranking.candidate_count, kMost + 1);
      ASSERT_EQ(ranking.projects[0].rank, kFirst + 1);
      for (const RankedProject& p : ranking.projects) {
        for (int c = 0; c < kCriterionCount; ++c) {
          const int64_t rank = Oracle::RankWithout(expected, p.id, c);
          ASSERT_EQ(p.rank_without[kAllCriteria[c]], std::min(rank, kMost + 1));
          ++(rank > kMost ? beyond : within);
        }
      }
    }
  }
  EXPECT_GT(beyond, 20);
  EXPECT_GT(within, 20);
}

TEST(RankerOracleTest, OrderOfInputDoesNotMatter) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    const Instance in =
        testing::RandomInstance({.seed = seed, .projects = 60, .distinct = 1});
    Instance shuffled = in;
    std::mt19937_64 random(seed);
    for (size_t i = shuffled.projects.size() - 1; i > 0; --i) {
      std::swap(shuffled.projects[i], shuffled.projects[random() % (i + 1)]);
    }
    const auto taxonomy = in.MakeTaxonomy();
    const ProjectIndex a = in.MakeIndex(taxonomy);
    const ProjectIndex b = shuffled.MakeIndex(taxonomy, {.few = 0});
    for (const PreparedSupporter& s : in.Prepare(taxonomy)) {
      const ProjectQuery query{.k = 15, .year = in.year};
      EXPECT_EQ(Text(RowsOf(RankProjects(a, s, query))),
                Text(RowsOf(RankProjects(b, s, query))));
    }
  }
}

TEST(RankerOracleTest, ChangedIndexRanksAsANewOne) {
  // In cells, in one list, and from one to the other and back.
  constexpr int32_t kFew[] = {0, 8'192, 31, 28};
  for (uint64_t seed = 0; seed < 50; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    Instance in = testing::RandomInstance({.seed = seed, .projects = 60});
    const Instance other =
        testing::RandomInstance({.seed = seed + 1'000, .projects = 60});
    const auto taxonomy = in.MakeTaxonomy();
    ProjectIndex index = in.MakeIndex(taxonomy, {.few = kFew[seed % 4]});
    std::mt19937_64 random(seed);
    for (int change = 0; change < 100; ++change) {
      const size_t i = random() % in.projects.size();
      if (random() % 3 == 0) {
        EXPECT_TRUE(index.Erase(in.projects[i].id));
        in.projects.erase(in.projects.begin() + i);
      } else {
        Project changed = other.projects[random() % other.projects.size()];
        if (random() % 2 == 0) {
          changed.id = in.projects[i].id;
          in.projects[i] = changed;
        } else {
          changed.id = absl::StrCat("new-", change);
          in.projects.push_back(changed);
        }
        ASSERT_TRUE(index.Upsert(changed).ok());
      }
    }
    EXPECT_EQ(index.size(), in.projects.size());
    const Oracle oracle(in);
    for (const PreparedSupporter& s : in.Prepare(taxonomy)) {
      for (int32_t k : {1, 4, 100}) {
        const ProjectQuery query{
            .k = k, .year = in.year, .weights = in.weights};
        EXPECT_EQ(Text(RowsOf(RankProjects(index, s, query))),
                  Text(Slice(oracle.Rank(s.supporter(), query.filter), 0, k)));
      }
    }
  }
}

}  // namespace
}  // namespace duikou
