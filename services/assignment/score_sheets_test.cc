// Score sheets: one of each person, given and taken out while the call is being
// scored.
#include "services/assignment/score_sheets.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assignment/testing/competition_test.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::kName;

constexpr char kOfLi[] = R"(assessor: "people/li"
  points { criterion: "need" points: 20 }
  points { criterion: "plan" points: 2 })";

class ScoreSheetsTest : public testing::CompetitionTest {};

TEST_F(ScoreSheetsTest, ASheetOfTheSamePersonTakesThePlaceOfTheFirst) {
  MakeOpen();
  Ok(Apply("a", 500));
  EXPECT_THAT(Error(Score("a", 1, 1)), HasSubstr("is not being scored"));
  MakeScoring();
  Ok(Score("a", 10, 1));
  const pb::ApplicationScores scores = Ok(Score("a", 90, 7));
  ASSERT_EQ(scores.sheets_size(), 1);
  EXPECT_EQ(scores.sheets(0).assessor(), "anonymous");
  EXPECT_EQ(scores.sheets(0).points(0).criterion(), "need");
  EXPECT_EQ(scores.sheets(0).points(0).points(), 90);
  EXPECT_THAT(Error(Score("a", 101, 7)), HasSubstr("points[1].points: 101"));
  EXPECT_THAT(Error(Do(&Stub::ScoreApplication,
                       absl::StrCat(NameOf("scores", "a"),
                                    "points { criterion: 'need' }"))),
              HasSubstr("points: has none of the criterion \"plan\""));
  EXPECT_THAT(Error(Do(&Stub::ScoreApplication,
                       absl::StrCat(
                           NameOf("scores", "a"),
                           "points { criterion: 'need' "
                           "} points { criterion: 'plan' } points { criterion: "
                           "'looks' }"))),
              HasSubstr("points: has 3 entries, and the call has 2 criteria"));
}

TEST_F(ScoreSheetsTest, WhatWasWithdrawnIsNeitherScoredNorRanked) {
  MakeOpen();
  Ok(Apply("a", 500));
  Ok(Apply("b", 400));
  Ok(Do(&Stub::WithdrawApplication, NameOf("applications", "a")));
  MakeScoring();
  EXPECT_THAT(Error(Score("a", 1, 1)), HasSubstr("was withdrawn"));
  Ok(Score("b", 100, 10));
  EXPECT_THAT(Lines(Rank()), ElementsAre("1 b 10000: 400 ALL"));
  Ok(Award(Rank().etag()));
  EXPECT_EQ(GetApplication("a").state(), Application::STATE_WITHDRAWN);
}

TEST_F(ScoreSheetsTest, TheSheetOfAnAssessorWhoLeftIsTakenOut) {
  MakeRanked();
  AddSheet("c", kOfLi);
  // c: the mean of 82 and 20 points of 100.
  EXPECT_THAT(Lines(Rank()),
              ElementsAre("1 a 8000: 500 ALL", "2 b 7400: 400 ALL",
                          "3 c 5100: 0 REST_TOO_SMALL",
                          "4 d 4000: 0 BELOW_LEAST_SCORE"));
  const std::string seen = Rank().etag();
  const pb::ApplicationScores scores = Ok(Remove("c", "people/li"));
  ASSERT_EQ(scores.sheets_size(), 1);
  EXPECT_EQ(scores.sheets(0).assessor(), "anonymous");
  EXPECT_EQ(Lines(Rank())[0], "1 c 8200: 300 ALL");
  EXPECT_THAT(Error(Award(seen)),
              AllOf(HasSubstr("ABORTED"), HasSubstr("it was scored since")));
  const auto history = Ok(Do(&Stub::ListHistory, NameOf("scores", "c")));
  EXPECT_THAT(history.entries(0).method(), HasSubstr("RemoveScoreSheet"));
}

TEST_F(ScoreSheetsTest, OnlyWhatIsThereIsTakenOutAndOnlyWhileItCounts) {
  MakeOpen();
  Ok(Apply("a", 500));
  EXPECT_THAT(Error(Remove("a", "people/li")),
              HasSubstr("is not being scored; it is open"));
  MakeScoring();
  Ok(Score("a", 80, 8));
  EXPECT_THAT(Error(Remove("a", "people/li")),
              AllOf(HasSubstr("NOT_FOUND"),
                    HasSubstr("assessor: people/li has given it no points")));
  EXPECT_THAT(Error(Remove("b", "people/li")),
              HasSubstr("scores/b does not exist"));
  EXPECT_EQ(Ok(Do(&Stub::RemoveScoreSheet,
                  absl::StrCat(NameOf("scores", "a"),
                               "assessor: 'anonymous' validate_only: true")))
                .sheets_size(),
            0);
  EXPECT_EQ(Rank().ranked(0).assessor_count(), 1);
  Ok(Award(Rank().etag()));
  EXPECT_THAT(Error(Remove("a", "anonymous")),
              HasSubstr("is not being scored; it is awarded"));
}

TEST_F(ScoreSheetsTest, WithNoSheetLeftItIsUnscoredAndMayBeOpenedAnew) {
  MakeOpen();
  Ok(Apply("a", 500));
  Ok(Do(&Stub::CloseCall, absl::StrCat(kName, "before_due_time: true")));
  Ok(Score("a", 80, 8));
  EXPECT_THAT(Error(Open()), HasSubstr("has been scored"));
  Ok(Remove("a", "anonymous"));
  EXPECT_THAT(Lines(Rank()), ElementsAre("0 a 0: 0 NOT_SCORED"));
  EXPECT_EQ(Ok(Open()).state(), pb::Call::STATE_OPEN);
}

}  // namespace
}  // namespace duikou
