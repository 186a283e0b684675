// ValidateProject and ValidateSupporter: each rule by one example.
#include <functional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/base/project.h"
#include "matcher/base/supporter.h"

namespace duikou {
namespace {

using ::testing::StartsWith;

std::shared_ptr<const Taxonomy> TwoOfEach() {
  return *Taxonomy::Make({{}, {}}, {{}, {}}, 2);
}

template <typename T>
struct Case {
  const char* message;
  std::function<void(T&)> spoil;
};

TEST(ProjectTest, EveryRuleNamesItsField) {
  const auto taxonomy = TwoOfEach();
  Project good{.id = "p", .area = 1, .sector = 1};
  good.funds[1].open = Money::Fen(Money::kMaxFen);
  ASSERT_TRUE(ValidateProject(good, *taxonomy).ok());
  const Case<Project> cases[] = {
      {"id", [](Project& p) { p.id = ""; }},
      {"area", [](Project& p) { p.area = 2; }},
      {"area", [](Project& p) { p.area = kNone; }},
      {"sector", [](Project& p) { p.sector = -5; }},
      {"years: out", [](Project& p) { p.first_year = -1; }},
      {"years: out", [](Project& p) { p.last_year = 10'000; }},
      {"years: the first",
       [](Project& p) { p.first_year = 2015, p.last_year = 2014; }},
      {"funds[0].open", [](Project& p) { p.funds[0].open = Money::Fen(-1); }},
      {"funds[1].open",
       [](Project& p) { p.funds[1].open = Money::Fen(Money::kMaxFen + 1); }},
      {"funds[0].least_share",
       [](Project& p) { p.funds[0].least_share = Money::Fen(-1); }},
      {"funds[0].total", [](Project& p) { p.funds[0].total = Money::Fen(-1); }},
      {"funds[2]: the programme",
       [](Project& p) { p.funds[2].open = Money::Fen(1); }},
      {"people", [](Project& p) { p.jobs = -1; }},
      {"people", [](Project& p) { p.people_helped = kMaxPeople + 1; }},
      {"readiness",
       [](Project& p) { p.readiness = static_cast<Readiness>(6); }},
  };
  for (const Case<Project>& c : cases) {
    Project bad = good;
    c.spoil(bad);
    const absl::Status status = ValidateProject(bad, *taxonomy);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.message;
    EXPECT_THAT(std::string(status.message()), StartsWith(c.message));
  }
}

TEST(SupporterTest, EveryRuleNamesItsField) {
  const auto taxonomy = TwoOfEach();
  Supporter good{.id = "s"};
  good.strengths = {{.sector = 0, .strength = 100}};
  good.preferences = {{.area = 1, .strength = 0}};
  good.paired_areas = {0};
  good.funds[1] = {.gives = true,
                   .least = Money::Fen(1),
                   .most = Money::Fen(1),
                   .means_left = Money()};
  good.record = {{.count = 1}};
  ASSERT_TRUE(ValidateSupporter(good, *taxonomy).ok());
  const Case<Supporter> cases[] = {
      {"id", [](Supporter& s) { s.id = ""; }},
      {"strengths[0].sector", [](Supporter& s) { s.strengths[0].sector = 2; }},
      {"strengths[0].strength",
       [](Supporter& s) { s.strengths[0].strength = 101; }},
      {"strengths[1].sector: stated twice",
       [](Supporter& s) { s.strengths.push_back({.sector = 0}); }},
      {"preferences[0].area",
       [](Supporter& s) { s.preferences[0].area = kNone; }},
      {"preferences[0].strength",
       [](Supporter& s) { s.preferences[0].strength = -1; }},
      {"preferences[1].area: stated twice",
       [](Supporter& s) { s.preferences.push_back({.area = 1}); }},
      {"paired_areas[0]", [](Supporter& s) { s.paired_areas[0] = 9; }},
      {"funds[0].least",
       [](Supporter& s) { s.funds[0].least = Money::Fen(-1); }},
      {"funds[1]: not least",
       [](Supporter& s) { s.funds[1].usual = Money::Fen(2); }},
      {"funds[1].means_left",
       [](Supporter& s) { s.funds[1].means_left = Money::Fen(-1); }},
      {"funds[2]: the programme",
       [](Supporter& s) { s.funds[2].gives = true; }},
      {"record[0].sector", [](Supporter& s) { s.record[0].sector = 2; }},
      {"record[0].area", [](Supporter& s) { s.record[0].area = -2; }},
      {"record[0].count", [](Supporter& s) { s.record[0].count = -1; }},
      {"record[0].amount",
       [](Supporter& s) { s.record[0].amount = Money::Fen(-1); }},
  };
  for (const Case<Supporter>& c : cases) {
    Supporter bad = good;
    c.spoil(bad);
    const absl::Status status = ValidateSupporter(bad, *taxonomy);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.message;
    EXPECT_THAT(std::string(status.message()), StartsWith(c.message));
  }
}

TEST(FundNeedTest, SmallestIsAllOfItWhereItCannotBeSplit) {
  const Money open = Money::WanYuan(30);
  const Money least = Money::WanYuan(5);
  EXPECT_EQ((FundNeed{.open = open, .least_share = least}).smallest(), least);
  EXPECT_EQ((FundNeed{.open = open}).smallest(), Money::Fen(1));
  EXPECT_EQ((FundNeed{.open = least, .least_share = open}).smallest(), least);
  EXPECT_EQ((FundNeed{.open = open, .shareable = false}).smallest(), open);
  EXPECT_EQ((FundNeed{.open = open, .all_or_nothing = true}).smallest(), open);
  EXPECT_EQ((FundNeed{.least_share = least}).smallest(), Money());
}

}  // namespace
}  // namespace duikou
