// The main job from end to end, on both layouts: a programme is created and
// filled by import, a supporter gets ranked and explained projects, keeps some,
// turns some down, and sees at once what is new.
#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

namespace pb = ::duikou::matching::v1;
using catalogue::v1::Project;
using ::testing::HasSubstr;

constexpr char kSupporter[] = "programmes/hubei/units/agriculture";
constexpr int kYear = 2015;

class MainJobTest : public SampleTest {
 protected:
  Answer<pb::RecommendProjectsResponse> Recommend(
      const std::string& min_revision = "", int page_size = 10) {
    pb::RecommendProjectsRequest request;
    request.set_supporter(kSupporter);
    request.set_year(kYear);
    request.set_page_size(page_size);
    request.set_view(pb::RECOMMENDATION_VIEW_FULL);
    return Do(deployment().matching(), &MatchingStub::RecommendProjects,
              request, {.min_revision = min_revision});
  }

  static const pb::Recommendation* Find(
      const pb::RecommendProjectsResponse& response,
      const std::string& project) {
    for (const pb::Recommendation& found : response.recommendations()) {
      if (found.project() == project) return &found;
    }
    return nullptr;
  }
};
DUIKOU_ON_BOTH_LAYOUTS(MainJobTest);

int SumOfPoints(const pb::Recommendation& recommendation) {
  int sum = 0;
  for (const pb::ScorePart& part : recommendation.parts()) {
    sum += part.points();
  }
  return sum;
}

TEST_P(MainJobTest, RecommendsRankedAndExplainedProjects) {
  const auto recommended = Recommend();
  ASSERT_TRUE(recommended.ok()) << recommended;
  const auto& list = recommended.response.recommendations();
  ASSERT_EQ(list.size(), 10);
  EXPECT_GT(recommended.response.total_size(), 100);
  for (int i = 0; i < list.size(); ++i) {
    EXPECT_EQ(list[i].rank(), i + 1);
    EXPECT_EQ(SumOfPoints(list[i]), list[i].score()) << list[i].DebugString();
    if (i > 0) {
      EXPECT_LE(list[i].score(), list[i - 1].score());
    }
    ASSERT_GT(list[i].parts_size(), 0);
    for (const pb::ScorePart& part : list[i].parts()) {
      ASSERT_GT(part.reasons_size(), 0) << part.DebugString();
      EXPECT_FALSE(part.reasons(0).text().zh().empty()) << part.DebugString();
      EXPECT_FALSE(part.reasons(0).text().en().empty()) << part.DebugString();
    }
  }
}

TEST_P(MainJobTest, ExplainsWhatItRecommendsWithTheSameScore) {
  const auto recommended = Recommend();
  ASSERT_TRUE(recommended.ok()) << recommended;
  for (const pb::Recommendation& listed :
       recommended.response.recommendations()) {
    pb::ExplainRecommendationRequest request;
    request.set_supporter(kSupporter);
    request.set_project(listed.project());
    request.set_year(kYear);
    const auto explained = Do(deployment().matching(),
                              &MatchingStub::ExplainRecommendation, request);
    ASSERT_TRUE(explained.ok()) << explained;
    EXPECT_EQ(explained.response.recommendation().score(), listed.score());
    EXPECT_EQ(explained.response.recommendation().rank(), listed.rank());
    EXPECT_EQ(explained.response.failures_size(), 0);
  }
}

TEST_P(MainJobTest, ProposesAPortfolioWithinTheMeans) {
  pb::ProposePortfolioRequest request;
  request.set_supporter(kSupporter);
  request.set_year(kYear);
  constexpr int64_t kMeans = 500'000'000;
  pb::MeansLeft& means = *request.add_means();
  means.set_fund_kind("policy");
  means.set_amount_fen(kMeans);
  const auto proposed =
      Do(deployment().matching(), &MatchingStub::ProposePortfolio, request);
  ASSERT_TRUE(proposed.ok()) << proposed;
  EXPECT_GT(proposed.response.items_size(), 0);
  int64_t policy = 0;
  int64_t worth = 0;
  for (const pb::PortfolioItem& item : proposed.response.items()) {
    if (item.fund_kind() == "policy") policy += item.amount_fen();
    worth += item.worth();
  }
  EXPECT_LE(policy, kMeans);
  EXPECT_EQ(worth, proposed.response.value());
  EXPECT_GE(proposed.response.bound(), proposed.response.value());
}

TEST_P(MainJobTest, ADismissedProjectStaysAwayUntilThatIsUndone) {
  const auto before = Recommend();
  ASSERT_TRUE(before.ok()) << before;
  const std::string project = before.response.recommendations(0).project();
  pb::CreateDismissalRequest create;
  create.set_parent(kSupporter);
  create.mutable_dismissal()->set_project(project);
  create.mutable_dismissal()->set_why(pb::Dismissal::WHY_TAKEN);
  const auto dismissed =
      Do(deployment().matching(), &MatchingStub::CreateDismissal, create);
  ASSERT_TRUE(dismissed.ok()) << dismissed;

  const auto without = Recommend(dismissed.revision);
  ASSERT_TRUE(without.ok()) << without;
  EXPECT_EQ(Find(without.response, project), nullptr);
  EXPECT_EQ(without.response.recommendations(0).project(),
            before.response.recommendations(1).project());

  pb::DeleteDismissalRequest undo;
  undo.set_name(dismissed.response.name());
  undo.set_etag(dismissed.response.etag());
  const auto undone =
      Do(deployment().matching(), &MatchingStub::DeleteDismissal, undo);
  ASSERT_TRUE(undone.ok()) << undone;
  const auto again = Recommend(undone.revision);
  ASSERT_TRUE(again.ok()) << again;
  EXPECT_EQ(again.response.SerializeAsString(),
            before.response.SerializeAsString());
}

TEST_P(MainJobTest, AShortlistedProjectIsMarkedSo) {
  const auto before = Recommend();
  ASSERT_TRUE(before.ok()) << before;
  const std::string project = before.response.recommendations(3).project();
  pb::CreateShortlistEntryRequest create;
  create.set_parent(kSupporter);
  create.mutable_shortlist_entry()->set_project(project);
  create.mutable_shortlist_entry()->set_note("五月去看");
  const auto entry =
      Do(deployment().matching(), &MatchingStub::CreateShortlistEntry, create);
  ASSERT_TRUE(entry.ok()) << entry;
  const auto marked = Recommend(entry.revision);
  ASSERT_TRUE(marked.ok()) << marked;
  ASSERT_NE(Find(marked.response, project), nullptr);
  EXPECT_TRUE(Find(marked.response, project)->shortlisted());

  pb::DeleteShortlistEntryRequest undo;
  undo.set_name(entry.response.name());
  const auto undone =
      Do(deployment().matching(), &MatchingStub::DeleteShortlistEntry, undo);
  ASSERT_TRUE(undone.ok()) << undone;
  const auto unmarked = Recommend(undone.revision);
  EXPECT_EQ(unmarked.response.SerializeAsString(),
            before.response.SerializeAsString());
}

// A draft as like the best project as can be, so that it will rank high.
TEST_P(MainJobTest, AProjectTakesPartAsSoonAsItIsPublished) {
  const auto before = Recommend();
  ASSERT_TRUE(before.ok()) << before;
  catalogue::v1::GetProjectRequest get;
  get.set_name(before.response.recommendations(0).project());
  auto best = Do(deployment().catalogue(), &CatalogueStub::GetProject, get);
  ASSERT_TRUE(best.ok()) << best;
  catalogue::v1::CreateProjectRequest create;
  create.set_parent("programmes/hubei");
  *create.mutable_project() = best.response;
  create.mutable_project()->mutable_display_name()->set_zh("新项目");
  const auto draft =
      Do(deployment().catalogue(), &CatalogueStub::CreateProject, create);
  ASSERT_TRUE(draft.ok()) << draft;
  EXPECT_EQ(draft.response.state(), Project::STATE_DRAFT);
  const auto not_yet = Recommend(draft.revision);
  ASSERT_TRUE(not_yet.ok()) << not_yet;
  EXPECT_EQ(Find(not_yet.response, draft.response.name()), nullptr);

  catalogue::v1::PublishProjectRequest publish;
  publish.set_name(draft.response.name());
  const auto open =
      Do(deployment().catalogue(), &CatalogueStub::PublishProject, publish);
  ASSERT_TRUE(open.ok()) << open;
  EXPECT_EQ(open.response.state(), Project::STATE_OPEN);
  const auto with = Recommend(open.revision);
  ASSERT_TRUE(with.ok()) << with;
  const pb::Recommendation* found = Find(with.response, draft.response.name());
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->score(), before.response.recommendations(0).score());

  catalogue::v1::WithdrawProjectRequest withdraw;
  withdraw.set_name(draft.response.name());
  const auto gone =
      Do(deployment().catalogue(), &CatalogueStub::WithdrawProject, withdraw);
  ASSERT_TRUE(gone.ok()) << gone;
  const auto after = Recommend(gone.revision);
  EXPECT_EQ(Find(after.response, draft.response.name()), nullptr);
  catalogue::v1::DeleteProjectRequest remove;
  remove.set_name(draft.response.name());
  const auto removed =
      Do(deployment().catalogue(), &CatalogueStub::DeleteProject, remove);
  EXPECT_TRUE(removed.ok()) << removed;
}

// Every write is seen by its writer in every other role, again and again.
TEST_P(MainJobTest, EachRoleReadsWhatAnotherHasJustWritten) {
  profiles::v1::GetCapabilityProfileRequest get;
  get.set_name("programmes/hubei/profiles/agriculture");
  const auto profile =
      Do(deployment().profiles(), &ProfilesStub::GetCapabilityProfile, get);
  ASSERT_TRUE(profile.ok()) << profile;
  const std::string sector = profile.response.strengths(0).sector();
  for (int strength = 100; strength > 0; strength -= 9) {
    profiles::v1::UpdateCapabilityProfileRequest update;
    *update.mutable_capability_profile() = profile.response;
    update.mutable_capability_profile()->clear_etag();
    update.mutable_capability_profile()->mutable_strengths(0)->set_strength(
        strength);
    update.mutable_update_mask()->add_paths("strengths");
    const auto updated = Do(deployment().profiles(),
                            &ProfilesStub::UpdateCapabilityProfile, update);
    ASSERT_TRUE(updated.ok()) << updated;
    const auto recommended = Recommend(updated.revision, 200);
    ASSERT_TRUE(recommended.ok()) << recommended;
    bool seen = false;
    for (const auto& listed : recommended.response.recommendations()) {
      for (const pb::ScorePart& part : listed.parts()) {
        for (const pb::Reason& reason : part.reasons()) {
          if (reason.code() != pb::REASON_CODE_SECTOR_STRENGTH) continue;
          if (reason.figures_size() < 2) continue;
          std::optional<int64_t> figure;
          bool of_sector = false;
          for (const pb::Figure& each : reason.figures()) {
            of_sector = of_sector || each.resource() == sector;
            if (each.has_count()) figure = each.count();
          }
          if (!of_sector) continue;
          EXPECT_EQ(figure, strength) << reason.DebugString();
          seen = true;
        }
      }
    }
    EXPECT_TRUE(seen) << strength;
  }
  profiles::v1::UpdateCapabilityProfileRequest restore;
  *restore.mutable_capability_profile() = profile.response;
  restore.mutable_capability_profile()->clear_etag();
  restore.mutable_update_mask()->add_paths("strengths");
  const auto restored = Do(deployment().profiles(),
                           &ProfilesStub::UpdateCapabilityProfile, restore);
  EXPECT_TRUE(restored.ok()) << restored;
}

}  // namespace
}  // namespace duikou::e2e
