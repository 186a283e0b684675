#include "matcher/ranker/counterfactual.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/testing/instance.h"
#include "matcher/testing/oracle.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using testing::Instance;
using testing::InstanceOf;
using ::testing::IsEmpty;
using testing::Oracle;
using testing::OracleRow;

std::vector<Counterfactual> Find(const Instance& in, int32_t k,
                                 const CounterfactualOptions& options) {
  const auto taxonomy = in.MakeTaxonomy();
  const ProjectIndex index = in.MakeIndex(taxonomy);
  return FindCounterfactuals(index, in.Prepare(taxonomy)[0],
                             {.k = k, .year = in.year, .weights = in.weights},
                             options);
}

TEST(CounterfactualTest, SaysHowMuchMoreMeansAndTheRankThen) {
  // p2 fits best but the means do not reach: 80 万元 are missing.
  const Instance in = InstanceOf(R"(
    kinds grant
    sector tea
    area zigui
    project p1 area=zigui sector=tea grant=open:100w
    project p2 area=zigui sector=tea grant=open:280w
    project p3 area=zigui sector=tea grant=open:190w
    supporter s strengths=tea:90 grant=usual:280w,left:200w
    weights 0 0 1 0 0 0
  )");
  const std::vector<Counterfactual> found = Find(in, 1, {});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[1].id, "p2");
  EXPECT_EQ(found[1].rank, 3);
  EXPECT_THAT(found[1].changes,
              ElementsAre(ProfileChange{.code = ChangeCode::kMoreMeans,
                                        .fund_kind = 0,
                                        .more = Money::WanYuan(80),
                                        .means = Money::WanYuan(280),
                                        .score = kFull,
                                        .rank = 1}));
}

TEST(CounterfactualTest, NamesWhatOnlyTheMeansKeepOut) {
  const Instance in = InstanceOf(R"(
    kinds grant
    sector tea
    sector citrus
    area zigui
    project p1 area=zigui sector=citrus grant=open:100w
    project p2 area=zigui sector=tea grant=open:300w,alone
    project p3 area=zigui sector=tea grant=open:900w,alone   # over the most
    supporter s strengths=tea:90 grant=most:500w,left:200w
    weights 1 0 0 0 0 0
  )");
  const std::vector<Counterfactual> found = Find(in, 1, {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].id, "p2");
  EXPECT_EQ(found[0].rank, 0);
  ASSERT_EQ(found[0].failures.size(), 1u);
  EXPECT_EQ(found[0].failures[0].code, FilterCode::kNotShareableOverMeans);
  ASSERT_EQ(found[0].changes.size(), 1u);
  EXPECT_EQ(found[0].changes[0].more, Money::WanYuan(100));
  EXPECT_EQ(found[0].changes[0].rank, 1);
}

TEST(CounterfactualTest, NoSingleChangeIsSaidByAnEmptyList) {
  // Both are the same but for the id.
  const Instance in = InstanceOf(R"(
    kinds grant
    sector tea
    area zigui
    project p1 area=zigui sector=tea grant=open:100w
    project p2 area=zigui sector=tea grant=open:100w
    supporter s grant=usual:100w,left:200w
  )");
  const std::vector<Counterfactual> found = Find(in, 1, {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].id, "p2");
  EXPECT_THAT(found[0].changes, IsEmpty());
}

TEST(CounterfactualTest, NothingBehindTheListIsNothingToSay) {
  const Instance in = InstanceOf(R"(
    kinds grant
    sector tea
    area zigui
    project p1 area=zigui sector=tea grant=open:100w
    supporter s grant=usual:100w
  )");
  EXPECT_THAT(Find(in, 1, {}), IsEmpty());
  EXPECT_THAT(Find(in, 1, {.next = 0, .kept_out = 0}), IsEmpty());
}

// Tries every change there is, one by one, through the oracle.
class BruteForce {
 public:
  BruteForce(const Instance& in, int32_t k) : in_(in), oracle_(in), k_(k) {}

  std::vector<ProfileChange> Changes(const Supporter& s, const Project& p,
                                     bool kept_out) const {
    std::vector<ProfileChange> changes;
    Append(Means(s, p), changes);
    if (kept_out) return changes;
    Append(Strength(s, p), changes);
    Append(Pairing(s, p), changes);
    Append(Offer(s, p), changes);
    return changes;
  }

 private:
  static void Append(const std::optional<ProfileChange>& change,
                     std::vector<ProfileChange>& changes) {
    if (change.has_value()) changes.push_back(*change);
  }

  // `change` with its outcome, where that is on the list.
  std::optional<ProfileChange> Try(const Supporter& changed, const Project& p,
                                   ProfileChange change) const {
    const std::vector<OracleRow> list =
        oracle_.Rank(changed, CandidateFilter());
    change.rank = Oracle::RankIn(list, p.id);
    change.score = oracle_.ScoreOf(changed, p).score;
    if (change.rank == 0 || change.rank > k_) return std::nullopt;
    return change;
  }

  std::optional<ProfileChange> Means(const Supporter& s,
                                     const Project& p) const {
    std::optional<ProfileChange> best;
    for (int kind = 0; kind < static_cast<int>(in_.kind_names.size()); ++kind) {
      const FundOffer& offer = s.funds[kind];
      if (!offer.gives || !offer.means_left.has_value()) continue;
      // Amounts are a few fen: every one is tried.
      for (int64_t more = 1; more <= 30; ++more) {
        Supporter changed = s;
        changed.funds[kind].means_left =
            Money::Fen(offer.means_left->fen() + more);
        const std::optional<ProfileChange> change =
            Try(changed, p,
                {.code = ChangeCode::kMoreMeans,
                 .fund_kind = kind,
                 .more = Money::Fen(more),
                 .means = *changed.funds[kind].means_left});
        if (!change.has_value()) continue;
        if (!best.has_value() || change->more < best->more) best = change;
        break;
      }
    }
    return best;
  }

  std::optional<ProfileChange> Strength(const Supporter& s,
                                        const Project& p) const {
    int32_t from = kNone;
    for (const SectorStrength& entry : s.strengths) {
      if (entry.sector == p.sector) from = entry.strength;
    }
    for (int32_t to = 1; to <= 100; ++to) {
      if (to <= from) continue;
      Supporter changed = s;
      std::erase_if(changed.strengths, [&](const SectorStrength& entry) {
        return entry.sector == p.sector;
      });
      changed.strengths.push_back({.sector = p.sector, .strength = to});
      const std::optional<ProfileChange> change =
          Try(changed, p,
              {.code = ChangeCode::kStrength,
               .sector = p.sector,
               .from = from,
               .to = to});
      if (change.has_value()) return change;
    }
    return std::nullopt;
  }

  std::optional<ProfileChange> Pairing(const Supporter& s,
                                       const Project& p) const {
    Supporter changed = s;
    changed.paired_areas.push_back(p.area);
    return Try(changed, p, {.code = ChangeCode::kPairing, .area = p.area});
  }

  std::optional<ProfileChange> Offer(const Supporter& s,
                                     const Project& p) const {
    std::optional<ProfileChange> best;
    for (int bit = 0; bit < 32; ++bit) {
      const NeedMask need = NeedMask{1} << bit;
      if ((p.other_needs & need) == 0 || (s.offers & need) != 0) continue;
      Supporter changed = s;
      changed.offers |= need;
      const std::optional<ProfileChange> change =
          Try(changed, p, {.code = ChangeCode::kOffer, .need = need});
      if (change.has_value() &&
          (!best.has_value() || change->rank < best->rank)) {
        best = change;
      }
    }
    return best;
  }

  const Instance& in_;
  const Oracle oracle_;
  const int32_t k_;
};

std::string Text(const std::vector<ProfileChange>& changes) {
  std::string text;
  for (const ProfileChange& c : changes) {
    absl::StrAppend(&text, "code ", static_cast<int>(c.code), " kind ",
                    c.fund_kind, " more ", c.more.fen(), " sector ", c.sector,
                    " from ", c.from);
    absl::StrAppend(&text, " to ", c.to, " area ", c.area, " need ", c.need,
                    " score ", c.score, " rank ", c.rank, "\n");
  }
  return text;
}

// Whether more means of one kind let the project pass, by trying.
bool MeansWouldDo(const Oracle& oracle, const Supporter& s, const Project& p) {
  for (int kind : {0, 1}) {
    if (!s.funds[kind].gives || !s.funds[kind].means_left.has_value()) continue;
    Supporter changed = s;
    changed.funds[kind].means_left = Money::WanYuan(1);
    if (oracle.Failures(changed, p).empty()) return true;
  }
  return false;
}

TEST(CounterfactualTest, AgreesWithTryingEveryChange) {
  int changes_seen = 0;
  int kept_out_seen = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    Instance in =
        testing::RandomInstance({.seed = seed,
                                 .projects = static_cast<int>(seed % 17),
                                 .supporters = 1,
                                 .unit_fen = 1,
                                 .most_amount = 12,
                                 .distinct = seed % 2 == 0 ? 3 : 1'000});
    const int32_t k = 1 + static_cast<int32_t>(seed % 4);
    const Supporter& s = in.supporters[0];
    const Oracle oracle(in);
    const BruteForce brute_force(in, k);
    const std::vector<OracleRow> list = oracle.Rank(s, CandidateFilter());
    const std::vector<Counterfactual> found =
        Find(in, k, {.next = 5, .kept_out = 5});

    std::vector<std::string> expected;
    for (size_t i = k; i < list.size() && i < static_cast<size_t>(k) + 5; ++i) {
      expected.push_back(list[i].id);
    }
    const size_t behind = expected.size();
    std::vector<OracleRow> kept_out;
    for (const Project& p : in.projects) {
      if (oracle.Failures(s, p).empty() || !MeansWouldDo(oracle, s, p)) {
        continue;
      }
      kept_out.push_back(oracle.ScoreOf(s, p));
    }
    std::sort(kept_out.begin(), kept_out.end(),
              [](const OracleRow& a, const OracleRow& b) {
                return a.score != b.score ? a.score > b.score : a.id < b.id;
              });
    for (size_t i = 0; i < kept_out.size() && i < 5; ++i) {
      expected.push_back(kept_out[i].id);
    }
    ASSERT_EQ(found.size(), expected.size()) << "seed " << seed << '\n'
                                             << ToText(in);
    for (size_t i = 0; i < found.size(); ++i) {
      ASSERT_EQ(found[i].id, expected[i]) << "seed " << seed;
      const Project& p = *std::find_if(
          in.projects.begin(), in.projects.end(),
          [&](const Project& project) { return project.id == found[i].id; });
      ASSERT_EQ(found[i].rank, Oracle::RankIn(list, p.id));
      ASSERT_EQ(found[i].score, oracle.ScoreOf(s, p).score);
      ASSERT_EQ(Text(found[i].changes),
                Text(brute_force.Changes(s, p, i >= behind)))
          << "seed " << seed << " k " << k << " project " << p.id << '\n'
          << ToText(in);
      changes_seen += static_cast<int>(found[i].changes.size());
      kept_out_seen += i >= behind ? 1 : 0;
    }
  }
  // The instances say something.
  EXPECT_GT(changes_seen, 300);
  EXPECT_GT(kept_out_seen, 50);
}

}  // namespace
}  // namespace duikou
