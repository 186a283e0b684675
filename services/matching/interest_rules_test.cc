#include "services/matching/interest_rules.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/programme/testing/small_programme.h"

namespace duikou {

namespace cpb = ::duikou::catalogue::v1;
namespace {

using matching::v1::Interest;
using matching::v1::InterestMessage;
using profiles::v1::Unit;
using ::testing::HasSubstr;
using testing::Parse;
using testing::SmallProgrammeRecord;

constexpr char kFundUnit[] = "programmes/hubei/units/fund";
constexpr char kCityUnit[] = "programmes/hubei/units/city";

// A later value of a field wins.
Interest Offering(const std::string& offers) {
  auto interest = Parse<Interest>(R"pb(
    name: "programmes/hubei/interests/fund--tea-2"
    supporter: "programmes/hubei/units/fund"
    project: "programmes/hubei/projects/tea-2"
    year: 2015)pb");
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(offers, &interest));
  return interest;
}

class CheckOfferTest : public ::testing::Test {
 protected:
  // `path: what` of the rule that is broken; empty where none is.
  std::string Check(const std::string& offers) {
    const auto found =
        CheckOffer(Offering(offers), unit_, project_, SmallProgrammeRecord());
    return found.has_value() ? absl::StrCat(found->path, ": ", found->en) : "";
  }

  Unit unit_ = Parse<Unit>(R"pb(name: "programmes/hubei/units/fund"
                                kind: UNIT_KIND_MUNICIPALITY
                                sides: SIDE_SUPPORTER)pb");
  cpb::Project project_ = Parse<cpb::Project>(R"pb(
    name: "programmes/hubei/projects/tea-2"
    recipient: "programmes/hubei/units/county"
    fund_needs { fund_kind: "grant" total_fen: 500 least_share_fen: 100 }
    fund_needs {
      fund_kind: "coop"
      total_fen: 900
      open_fen: 50
      least_share_fen: 80
    }
    first_year: 2014
    last_year: 2016)pb");
};

TEST_F(CheckOfferTest, WhatTheProjectNeedsMayBeOffered) {
  EXPECT_EQ(Check("offers { fund_kind: 'grant' amount_fen: 500 }"), "");
  EXPECT_EQ(Check("offers { fund_kind: 'grant' amount_fen: 100 }"), "");
  EXPECT_EQ(Check("other_offers { kind: NEED_KIND_EXPERTS }"), "");
  // All that is open, though it is less than the least share.
  EXPECT_EQ(Check("offers { fund_kind: 'coop' amount_fen: 50 }"), "");
}

TEST_F(CheckOfferTest, AmountsStayWithinOpenNeedAndLeastShare) {
  EXPECT_EQ(Check("offers { fund_kind: 'grant' amount_fen: 501 }"),
            "offers[0].amount_fen: 501 is more than the project's open need "
            "500");
  EXPECT_EQ(Check("offers { fund_kind: 'coop' amount_fen: 51 }"),
            "offers[0].amount_fen: 51 is more than the project's open need 50");
  EXPECT_EQ(Check("offers { fund_kind: 'coop' amount_fen: 50 } "
                  "offers { fund_kind: 'grant' amount_fen: 99 }"),
            "offers[1].amount_fen: 99 is less than the project's least share "
            "100");
}

TEST_F(CheckOfferTest, FundKindsAreThoseNeededAndGiven) {
  EXPECT_THAT(Check("offers { fund_kind: 'gold' amount_fen: 1 }"),
              HasSubstr("offers[0].fund_kind: \"gold\" is no fund kind"));
  EXPECT_THAT(Check("offers { fund_kind: 'policy' amount_fen: 1 }"),
              HasSubstr("offers[0].fund_kind: \"policy\" is not given by"));
  unit_.set_kind(type::v1::UNIT_KIND_PROVINCIAL_DEPARTMENT);
  EXPECT_EQ(Check("offers { fund_kind: 'policy' amount_fen: 1 }"),
            "offers[0].fund_kind: the project needs no \"policy\"");
}

TEST_F(CheckOfferTest, SomethingIsOffered) {
  EXPECT_THAT(Check(""), HasSubstr("offers: is empty"));
}

TEST_F(CheckOfferTest, TheYearIsOneOfBoth) {
  EXPECT_THAT(Check("year: 2013 other_offers { kind: NEED_KIND_EXPERTS }"),
              HasSubstr("year: 2013 is outside the programme's years"));
  EXPECT_THAT(Check("year: 2017 other_offers { kind: NEED_KIND_EXPERTS }"),
              HasSubstr("year: 2017 is outside the project's years"));
}

TEST_F(CheckOfferTest, TheUnitIsASupporterAndNotTheRecipient) {
  unit_.clear_sides();
  EXPECT_THAT(Check("other_offers { kind: NEED_KIND_EXPERTS }"),
              HasSubstr("supporter: programmes/hubei/units/fund is not on"));
  unit_.add_sides(profiles::v1::SIDE_SUPPORTER);
  project_.set_recipient(kFundUnit);
  EXPECT_THAT(Check("other_offers { kind: NEED_KIND_EXPERTS }"),
              HasSubstr("project: the supporter itself"));
}

TEST(SameOfferTest, LooksAtYearAmountsAndOtherHelpAlone) {
  const Interest offer = Offering(
      "offers { fund_kind: 'grant' amount_fen: 5 } "
      "other_offers { kind: NEED_KIND_EXPERTS quantity: 2 }");
  Interest other = offer;
  other.set_state(Interest::STATE_ACCEPTED);
  other.add_messages()->set_text("x");
  EXPECT_TRUE(SameOffer(offer, other));
  other.mutable_offers(0)->set_amount_fen(6);
  EXPECT_FALSE(SameOffer(offer, other));
  other = offer;
  other.mutable_other_offers(0)->set_quantity(3);
  EXPECT_FALSE(SameOffer(offer, other));
  other = offer;
  other.set_year(2016);
  EXPECT_FALSE(SameOffer(offer, other));
}

class CheckLeftTest : public ::testing::Test {
 protected:
  // Accepting so much of grants, of an open need of 500.
  absl::Status Accept(int64_t fen) {
    return CheckLeftFor(
        Offering(absl::StrCat("offers { fund_kind: 'grant' amount_fen: ", fen,
                              " }")),
        project_, promises_);
  }
  void Commit(const std::string& supporter, int32_t year, int64_t fen) {
    promises_[supporter].commitments[absl::StrCat("m-", ++commitments_)] = {
        .of = {.year = year, .fund_kind = "grant"}, .fen = fen};
  }

  cpb::Project project_ = Parse<cpb::Project>(R"pb(
    fund_needs { fund_kind: "grant" total_fen: 900 open_fen: 500 })pb");
  absl::btree_map<std::string, Promises> promises_;
  int commitments_ = 0;
};

TEST_F(CheckLeftTest, NothingPromisedLeavesAll) {
  EXPECT_TRUE(Accept(500).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(Accept(501)));
  EXPECT_EQ(std::string(Accept(501).message()),
            "programmes/hubei/interests/fund--tea-2 "
            "offers 501 fen of \"grant\"; of the project's open need, 500 fen "
            "are left");
}

TEST_F(CheckLeftTest, WhatOthersPromiseIsNotLeftWhateverTheYear) {
  Commit(kCityUnit, 2014, 100);
  Promises& accepted = promises_["programmes/hubei/units/bare"];
  accepted.interest_state = Interest::STATE_ACCEPTED;
  accepted.offers[{.year = 2016, .fund_kind = "grant"}] = 150;
  Promises& open = promises_["programmes/hubei/units/other"];
  open.interest_state = Interest::STATE_OPEN;
  open.offers[{.year = 2016, .fund_kind = "grant"}] = 400;
  EXPECT_TRUE(Accept(250).ok());
  EXPECT_THAT(Accept(251).ToString(), HasSubstr("250 fen are left"));
}

TEST_F(CheckLeftTest, ACommitmentOfTheSameSupporterAndYearIsTheSamePromise) {
  Commit(kFundUnit, 2015, 300);
  EXPECT_TRUE(Accept(500).ok());
  Commit(kFundUnit, 2016, 100);
  EXPECT_TRUE(Accept(400).ok());
  EXPECT_FALSE(Accept(401).ok());
}

TEST_F(CheckLeftTest, OneThatAddsNothingIsAcceptedWhereMuchIsPromisedAlready) {
  Commit(kCityUnit, 2015, 600);
  EXPECT_FALSE(Accept(1).ok());
  Commit(kFundUnit, 2015, 50);
  EXPECT_TRUE(Accept(50).ok());
  EXPECT_FALSE(Accept(51).ok());
}

TEST_F(CheckLeftTest, AKindThatIsNotNeededAnyMoreHasNothingLeft) {
  project_.clear_fund_needs();
  EXPECT_THAT(Accept(1).ToString(), HasSubstr("0 fen are left"));
}

TEST(AddToThreadTest, AFullThreadTakesStatesButNoTexts) {
  Interest interest;
  InterestMessage text;
  text.set_text("你好");
  for (int i = 0; i < kMostInterestMessages; ++i) {
    ASSERT_TRUE(AddToThread(text, interest).ok());
  }
  EXPECT_EQ(AddToThread(text, interest).code(),
            absl::StatusCode::kResourceExhausted);
  InterestMessage state;
  state.set_state(Interest::STATE_WITHDRAWN);
  EXPECT_TRUE(AddToThread(state, interest).ok());
  state.set_text("再见");
  EXPECT_EQ(AddToThread(state, interest).code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(interest.messages_size(), kMostInterestMessages);
}

}  // namespace
}  // namespace duikou
