#include "services/programme/recipient_cut.h"

#include <string>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/rpc/testing/parse_text.h"

namespace duikou {
namespace {

using testing::Parse;

namespace pb = ::duikou::matching::v1;
using ::testing::HasSubstr;

// Figures of a supporter in these tests; they must not be found afterwards.
constexpr int64_t kSecretFen = 123'450'000;
constexpr int64_t kSecretCount = 87;

const type::v1::LocalizedText* SupporterNameOf(absl::string_view name) {
  static const auto* const kTea = [] {
    auto* text = new type::v1::LocalizedText;
    text->set_zh("茶叶");
    text->set_en("tea");
    return text;
  }();
  return absl::EndsWith(name, "/tea") ? kTea : nullptr;
}

pb::Recommendation Sample() {
  auto recommendation = Parse<pb::Recommendation>(R"pb(
    rank: 1
    supporter: "programmes/hubei/units/fund"
    project: "programmes/hubei/projects/tea-1"
    score: 8000
    fund_kind: "grant"
    open_fen: 300000000
    shortlisted: true
    interest_state: STATE_OPEN
    parts {
      criterion: CRITERION_SECTOR
      weight: 4000
      value: 9000
      points: 3600
      rank_without: 2
      reasons {
        code: REASON_CODE_SECTOR_STRENGTH
        figures { resource: "programmes/hubei/sectors/tea" }
        figures { count: 87 }
      }
    }
    parts {
      criterion: CRITERION_FUND_SIZE
      points: 4400
      reasons {
        code: REASON_CODE_FUND_SIZE_FITS
        figures { resource: "grant" }
        figures { amount_fen: 300000000 }
        figures { amount_fen: 123450000 }
      }
      reasons {
        code: REASON_CODE_NEEDS_MET
        figures { count: 1 }
        figures { count: 2 }
        figures { need: NEED_KIND_EXPERTS }
      }
      reasons {
        code: REASON_CODE_RECORD_AREA
        figures { resource: "programmes/hubei/areas/zigui" }
        figures { count: 3 }
        figures { amount_fen: 123450000 }
      }
    })pb");
  for (pb::ScorePart& part : *recommendation.mutable_parts()) {
    for (pb::Reason& reason : *part.mutable_reasons()) {
      Wording(SupporterNameOf).Word(reason);
    }
  }
  return recommendation;
}

TEST(RecipientCutTest, TheProjectsOwnFiguresAndThePointsStay) {
  pb::Recommendation cut = Sample();
  CutForRecipient(SupporterNameOf, cut);
  const pb::Recommendation whole = Sample();
  EXPECT_EQ(cut.score(), 8000);
  EXPECT_EQ(cut.open_fen(), 300'000'000);
  EXPECT_EQ(cut.parts(0).points(), 3600);
  EXPECT_EQ(cut.parts(0).rank_without(), 2);
  EXPECT_EQ(cut.interest_state(), pb::Interest::STATE_OPEN);
  const pb::Reason& fits = cut.parts(1).reasons(0);
  EXPECT_EQ(fits.code(), pb::REASON_CODE_FUND_SIZE_FITS);
  ASSERT_EQ(fits.figures_size(), 2);
  EXPECT_EQ(fits.figures(1).amount_fen(), 300'000'000);
  EXPECT_EQ(cut.parts(1).reasons(1).SerializeAsString(),
            whole.parts(1).reasons(1).SerializeAsString());
}

TEST(RecipientCutTest, TextsAreWordedFromWhatIsLeft) {
  pb::Recommendation cut = Sample();
  CutForRecipient(SupporterNameOf, cut);
  EXPECT_EQ(cut.parts(0).reasons(0).text().zh(), "在茶叶方面有支援能力");
  EXPECT_EQ(cut.parts(0).reasons(0).text().en(), "Strong in tea");
  EXPECT_EQ(cut.parts(1).reasons(0).text().zh(),
            "grant尚需300万元，资金规模相符");
  EXPECT_EQ(cut.parts(1).reasons(2).text().en(),
            "Projects finished in programmes/hubei/areas/zigui before: 3");
}

TEST(RecipientCutTest, WithoutTextsThereAreNoneAfter) {
  pb::Recommendation cut = Sample();
  for (pb::ScorePart& part : *cut.mutable_parts()) {
    for (pb::Reason& reason : *part.mutable_reasons()) reason.clear_text();
  }
  CutForRecipient(SupporterNameOf, cut);
  for (const pb::ScorePart& part : cut.parts()) {
    for (const pb::Reason& reason : part.reasons()) {
      EXPECT_FALSE(reason.has_text());
    }
  }
}

TEST(RecipientCutTest, CuttingTwiceChangesNothing) {
  pb::Recommendation once = Sample();
  CutForRecipient(SupporterNameOf, once);
  pb::Recommendation twice = once;
  CutForRecipient(SupporterNameOf, twice);
  EXPECT_EQ(twice.SerializeAsString(), once.SerializeAsString());
}

// Whatever the proto's comment says that a reason shows, the supporter's
// figures are the last ones of the codes below; each must be gone.
TEST(RecipientCutTest, NoFigureOfASupporterIsLeftInAnyReason) {
  const pb::ReasonCode secret[] = {pb::REASON_CODE_SECTOR_STRENGTH,
                                   pb::REASON_CODE_PREFERRED_AREA,
                                   pb::REASON_CODE_SECTOR_BY_AREA_OF_WORK,
                                   pb::REASON_CODE_FUND_SIZE_FITS,
                                   pb::REASON_CODE_FUND_SIZE_FAR,
                                   pb::REASON_CODE_FUND_SIZE_ABOVE_MOST,
                                   pb::REASON_CODE_FUND_SIZE_BELOW_LEAST,
                                   pb::REASON_CODE_RECORD_SECTOR,
                                   pb::REASON_CODE_FUND_SIZE_BEYOND_MEANS,
                                   pb::REASON_CODE_RECORD_AREA};
  for (const pb::ReasonCode code : secret) {
    pb::Recommendation recommendation;
    pb::Reason& reason = *recommendation.add_parts()->add_reasons();
    reason.set_code(code);
    const int figures = ReasonRows()[code - 1].figures;
    reason.add_figures()->set_resource("grant");
    if (figures == 3) reason.add_figures()->set_count(5);
    if (code >= pb::REASON_CODE_FUND_SIZE_FITS) {
      reason.add_figures()->set_amount_fen(kSecretFen);
    } else {
      reason.add_figures()->set_count(kSecretCount);
    }
    Wording(SupporterNameOf).Word(reason);
    const std::string zh = reason.text().zh();
    CutForRecipient(SupporterNameOf, recommendation);
    EXPECT_EQ(reason.figures_size(), figures - 1) << zh;
    EXPECT_FALSE(absl::StrContains(reason.text().zh(), "87")) << zh;
    EXPECT_FALSE(absl::StrContains(reason.text().zh(), "123.45")) << zh;
    EXPECT_NE(reason.text().zh(), zh);
    EXPECT_THAT(reason.text().zh(), HasSubstr("grant"));
  }
}

TEST(RecipientCutTest, AnExplanationLosesLimitsAndChangesToo) {
  auto response = Parse<pb::ExplainRecommendationResponse>(R"pb(
    failures {
      code: FILTER_CODE_LEAST_SHARE_OVER_MEANS
      figures { resource: "grant" }
      figures { amount_fen: 200000000 }
      figures { amount_fen: 123450000 }
    }
    counterfactuals {
      change: CHANGE_KIND_MEANS
      subject { resource: "grant" }
      from { amount_fen: 123450000 }
      to { amount_fen: 200000000 }
      rank_after: 3
    }
    counterfactuals {
      rank: 4
      change: CHANGE_KIND_STRENGTH
      subject { resource: "programmes/hubei/sectors/tea" }
      from { count: 87 }
      to { count: 90 }
      rank_after: 2
    }
    counterfactuals {
      rank: 4
      change: CHANGE_KIND_OFFER
      subject { need: NEED_KIND_EXPERTS }
      from { count: 0 }
      to { count: 1 }
      rank_after: 2
    })pb");
  Wording(SupporterNameOf).Word(*response.mutable_failures(0));
  for (pb::Counterfactual& change : *response.mutable_counterfactuals()) {
    Wording(SupporterNameOf).Word(change);
  }
  const std::string offer = response.counterfactuals(2).SerializeAsString();
  CutForRecipient(SupporterNameOf, response);
  EXPECT_EQ(response.failures(0).figures_size(), 2);
  EXPECT_EQ(response.failures(0).text().zh(),
            "grant最低份额200万元，超过当年剩余资金");
  EXPECT_FALSE(response.counterfactuals(0).has_from());
  EXPECT_FALSE(response.counterfactuals(0).has_to());
  EXPECT_EQ(response.counterfactuals(0).text().zh(),
            "grant年度资金增加，可入列第3位");
  EXPECT_EQ(response.counterfactuals(1).text().en(),
            "With more strength in tea it would be 2nd");
  EXPECT_EQ(response.counterfactuals(2).SerializeAsString(), offer);
}

}  // namespace
}  // namespace duikou
