// What a ranking rests on, and that an award is what was seen of it.
#include "services/assignment/competition_ranking.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assignment/testing/competition_test.h"

namespace duikou {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CompetitionRankingTest : public testing::CompetitionTest {};

TEST_F(CompetitionRankingTest, AnAwardIsOfTheRankingThatWasSeen) {
  MakeRanked();
  const std::string seen = Rank().etag();
  Ok(Score("d", 100, 10));
  EXPECT_THAT(Error(Award(seen)),
              AllOf(HasSubstr("ABORTED"), HasSubstr("it was scored since")));
  const std::string scored = Rank().etag();
  PutCommitment("c", 250'000'000);
  EXPECT_THAT(Error(Award(scored)),
              AllOf(HasSubstr("ABORTED"),
                    HasSubstr("what projects still need is less or more, such "
                              "as programmes/hubei/projects/c")));
  const CallRanking now = Rank();
  EXPECT_THAT(Lines(now),
              ElementsAre("1 d 10000: 100 ALL", "2 c 8200: 250 OPEN_NEED",
                          "3 a 8000: 500 ALL", "4 b 7400: 150 REST"));
  Ok(Update("display_name { zh: '改名' }", "display_name"));
  EXPECT_THAT(Error(Award(now.etag())), HasSubstr("the call was changed"));

  const CallRanking checked = Ok(Award(Rank().etag(), true));
  EXPECT_EQ(Lines(checked), Lines(now));
  EXPECT_EQ(Get().state(), Call::STATE_SCORING);
  EXPECT_EQ(Commitments().size(), 1);
  const std::string last = Rank().etag();
  Ok(Award(last));
  EXPECT_EQ(Commitments().size(), 5);
  EXPECT_THAT(Error(Award(last)),
              AllOf(HasSubstr("ABORTED"), HasSubstr("it was awarded by")));
}

TEST_F(CompetitionRankingTest, NothingIsAwardedWhileAnApplicationHasNoScore) {
  MakeOpen();
  Ok(Apply("a", 500));
  Ok(Apply("b", 400));
  MakeScoring();
  Ok(Score("b", 100, 10));
  const CallRanking ranking = Rank();
  EXPECT_THAT(Lines(ranking),
              ElementsAre("1 b 10000: 400 ALL", "0 a 0: 0 NOT_SCORED"));
  EXPECT_THAT(Error(Award(ranking.etag())),
              HasSubstr("applications/a: is not scored yet"));
  EXPECT_THAT(Commitments(), IsEmpty());
}

TEST_F(CompetitionRankingTest, AProjectThatIsGoneNeedsNothing) {
  MakeRanked();
  PutProject("c", "readiness: READINESS_APPROVED state: STATE_WITHDRAWN");
  EXPECT_THAT(
      Lines(Rank()),
      ElementsAre("1 c 8200: 0 NOTHING_NEEDED", "2 a 8000: 500 ALL",
                  "3 b 7400: 400 ALL", "4 d 4000: 0 BELOW_LEAST_SCORE"));
}

// What the view has not seen yet is found in the commit.
TEST_F(CompetitionRankingTest, AnAwardOverWhatIsOpenNamesTheProject) {
  MakeRanked();
  RankedCall ranked;
  ranked.ranking = Rank();
  ranked.applications.resize(ranked.ranking.ranked_size());
  for (int i = 0; i < ranked.ranking.ranked_size(); ++i) {
    ranked.applications[i].application =
        GetApplication(std::string(LastId(ranked.ranking.ranked(i).project())));
  }
  PutProject("c", kReady, 299'999'999);
  RandomIdGenerator ids;
  CallContext call({}, ids);
  WriteContext context(call, store_, ids, "hubei", history_clock_.Now());
  Call notice = Get();
  EXPECT_THAT(WriteAward(context, ranked, notice).ToString(),
              AllOf(HasSubstr("FAILED_PRECONDITION"),
                    HasSubstr("programmes/hubei/projects/c: does not need the "
                              "300000000 fen that it is awarded any more")));
}

}  // namespace
}  // namespace duikou
