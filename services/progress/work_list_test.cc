// The work list: what is on it from when on, for whom, and in which order.
#include "services/progress/work_list.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/progress/testing/progress_fixture.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

using progress::v1::Agreement;
using progress::v1::Assessment;
using progress::v1::ListWorkItemsRequest;
using progress::v1::ListWorkItemsResponse;
using progress::v1::WorkItem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::NoonOf;

class WorkListTest : public testing::ProgressFixture {
 protected:
  ListWorkItemsResponse List(CallContext& call, const std::string& text = "") {
    auto request = Text<ListWorkItemsRequest>(text);
    request.set_parent("programmes/hubei");
    return Ok(work_list_.ListWorkItems(call, request));
  }
  // `KIND subject unit days`, in order.
  std::vector<std::string> Lines(CallContext& call,
                                 const std::string& text = "") {
    const auto response = List(call, text);
    std::vector<std::string> lines;
    for (const WorkItem& item : response.work_items()) {
      lines.push_back(
          absl::StrCat(WorkItem::Kind_Name(item.kind()).substr(5), " ",
                       LastId(item.subject()), " ", LastId(item.unit()), " ",
                       item.days_overdue(), item.escalated() ? " !" : ""));
    }
    return lines;
  }
  void Commit(const std::string& id, const std::string& text) {
    testing::PutText(store_, "commitments", id, text);
  }
  // Of `fund` for the hotel, confirmed unless `more` says otherwise.
  void AddGrant(int period, int number, int64_t fen,
                const std::string& more = "") {
    auto entry = Entry(period, number, R"pb(
      project: "@projects/hotel"
      recipient: "@units/county"
      state: STATE_CONFIRMED
      disbursement { fund_kind: "grant" })pb");
    entry.mutable_disbursement()->set_amount_fen(fen);
    ASSERT_TRUE(
        google::protobuf::TextFormat::MergeFromString(Expanded(more), &entry));
    Put("ledgerEntries", entry);
  }

  WorkList work_list_{store_, clock_, followed_};
};

TEST_F(WorkListTest, AMilestoneIsOverdueFromTheDayAfter) {
  Create("a", R"pb(
    responsible_leader { display_name: "李主任" }
    milestones {
      id: "m"
      display_name { zh: "开工" en: "Start" }
      due_date: "2016-05-31"
    }
    milestones {
      id: "n"
      display_name { zh: "完工" }
      due_date: "2016-06-01"
    }
    promises { id: "p" text: "通水" due_date: "2016-04-01" }
    promises { id: "q" text: "通路" })pb");
  const auto response = List(Call());
  ASSERT_EQ(response.work_items_size(), 2);
  const WorkItem& promise = response.work_items(0);
  EXPECT_EQ(promise.kind(), WorkItem::KIND_PROMISE);
  EXPECT_EQ(promise.unit(), "programmes/hubei/units/county");
  EXPECT_EQ(promise.days_overdue(), 61);
  EXPECT_TRUE(promise.escalated());
  const WorkItem& milestone = response.work_items(1);
  EXPECT_EQ(milestone.kind(), WorkItem::KIND_MILESTONE);
  EXPECT_EQ(milestone.unit(), "programmes/hubei/units/fund");
  EXPECT_EQ(milestone.due_date(), "2016-05-31");
  EXPECT_EQ(milestone.days_overdue(), 1);
  EXPECT_FALSE(milestone.escalated());
  EXPECT_EQ(milestone.responsible_leader().display_name(), "李主任");
  EXPECT_EQ(milestone.text().zh(), "“茶厂”的节点“开工”逾期 1 天");
  EXPECT_EQ(milestone.text().en(),
            "\"Tea works\": the milestone \"Start\" is 1 days overdue");
}

TEST_F(WorkListTest, WhatIsDoneOrGivenUpIsOffTheList) {
  Agreement agreement = Create("a", R"pb(
    milestones {
      id: "m"
      display_name { zh: "开工" }
      due_date: "2016-05-01"
    })pb");
  EXPECT_THAT(Lines(Call()), ElementsAre("MILESTONE a fund 31 !"));
  agreement.mutable_milestones(0)->set_done_date("2016-05-30");
  Put("agreements", agreement);
  EXPECT_THAT(Lines(Call()), IsEmpty());
  agreement.mutable_milestones(0)->clear_done_date();
  agreement.set_stage(Agreement::STAGE_TERMINATED);
  Put("agreements", agreement);
  EXPECT_THAT(Lines(Call()), IsEmpty());
}

TEST_F(WorkListTest, SilenceIsCountedFromTheLastThatWasHeard) {
  Agreement agreement = Create("a");
  clock_.Advance(absl::Hours(24 * 90));
  EXPECT_THAT(Lines(Call()), IsEmpty());
  clock_.Advance(absl::Hours(24));
  EXPECT_THAT(Lines(Call()), ElementsAre("NO_NEWS a fund 1"));
  AddGrant(2016, 1, 5,
           "agreement: '@agreements/a' create_time { seconds: 1465000000 }");
  EXPECT_THAT(Lines(Call()), IsEmpty());  // of 4 June
  clock_.Advance(absl::Hours(24 * 40));
  EXPECT_THAT(Lines(Call()), ElementsAre("NO_NEWS a fund 38 !"));
  agreement.set_stage(Agreement::STAGE_IN_PRODUCTION);
  Put("agreements", agreement);
  EXPECT_THAT(Lines(Call()), IsEmpty());
}

TEST_F(WorkListTest, TheYearsAssessmentSaysHowLongIsLong) {
  Create("a");
  Put("assessments",
      Text<Assessment>(
          "name: '@assessments/2016' news_days: 10 escalation_days: 5"));
  clock_.Advance(absl::Hours(24 * 15));
  EXPECT_THAT(Lines(Call()), ElementsAre("NO_NEWS a fund 5"));
  clock_.Advance(absl::Hours(24));
  EXPECT_THAT(Lines(Call()), ElementsAre("NO_NEWS a fund 6 !"));
}

TEST_F(WorkListTest, MoneyIsOverdueFromTheNextYearUntilItArrives) {
  Commit("c-15",
         "supporter: '@units/fund' project: '@projects/hotel' "
         "fund_kind: 'grant' year: 2015 amount_fen: 30000000");
  Commit("c-16",
         "supporter: '@units/fund' project: '@projects/hotel' "
         "fund_kind: 'grant' year: 2016 amount_fen: 50000000");
  auto response = List(Call());
  ASSERT_EQ(response.work_items_size(), 1);
  EXPECT_EQ(response.work_items(0).subject(),
            "programmes/hubei/commitments/c-15");
  EXPECT_EQ(response.work_items(0).amount_fen(), 30'000'000);
  EXPECT_EQ(response.work_items(0).fund_kind(), "grant");
  EXPECT_EQ(response.work_items(0).due_date(), "2015-12-31");
  EXPECT_EQ(response.work_items(0).text().zh(),
            "2015 年承诺的无偿援助还差 30万元未到位");

  // What arrives late is for the earlier promise.
  AddGrant(2016, 1, 20'000'000);
  Create("a", "project: '@projects/hotel'");
  response = List(Call());
  ASSERT_EQ(response.work_items_size(), 1);
  EXPECT_EQ(LastId(response.work_items(0).subject()), "a");
  EXPECT_EQ(response.work_items(0).amount_fen(), 10'000'000);
  AddGrant(2016, 2, 10'000'000);
  EXPECT_THAT(Lines(Call()), IsEmpty());
}

TEST_F(WorkListTest, MoneyWithoutAProjectCoversNoPromise) {
  Commit("c-15",
         "supporter: '@units/fund' project: '@projects/hotel' "
         "fund_kind: 'grant' year: 2015 amount_fen: 300");
  Put("ledgerEntries",
      Entry(2015, 1,
            R"pb(state: STATE_CONFIRMED
                 disbursement { fund_kind: "grant" amount_fen: 300 })pb"));
  EXPECT_THAT(Lines(Call()), ElementsAre("MONEY c-15 fund 153 !"));
}

TEST_F(WorkListTest, AnEntryWaitsForTheOtherSide) {
  const std::string made = absl::StrCat(
      "create_time { seconds: ", absl::ToUnixSeconds(NoonOf(2016, 5, 30)),
      " } ");
  AddGrant(2016, 1, 5,
           made +
               "state: STATE_REPORTED "
               "reported_by: SIDE_SUPPORTER");
  AddGrant(2016, 2, 5,
           made +
               "state: STATE_REPORTED "
               "reported_by: SIDE_RECIPIENT");
  AddGrant(2016, 3, 5,
           made + "state: STATE_DISPUTED confirm_time { seconds: " +
               absl::StrCat(absl::ToUnixSeconds(clock_.Now())) + " }");
  EXPECT_THAT(Lines(Call()),
              ElementsAre("UNCONFIRMED fund--2016--0000001 county 2",
                          "UNCONFIRMED fund--2016--0000002 fund 2",
                          "DISPUTED fund--2016--0000003  0"));
  EXPECT_THAT(Lines(Call(), "unit: '@units/county'"),
              ElementsAre("UNCONFIRMED fund--2016--0000001 county 2"));
}

TEST_F(WorkListTest, ShowsWhatTheCallReaches) {
  Create("a", R"pb(
    milestones {
      id: "m"
      display_name { zh: "开工" }
      due_date: "2016-05-01"
    })pb");
  Commit("c-15",
         "supporter: '@units/fund' project: '@projects/hotel' "
         "fund_kind: 'grant' year: 2015 amount_fen: 300");
  AddGrant(2016, 1, 5, "state: STATE_REPORTED");
  EXPECT_EQ(List(CallOf("fund", "")).work_items_size(), 3);
  EXPECT_EQ(List(CallOf("", "county")).work_items_size(), 3);
  EXPECT_EQ(List(CallOf("city", "city")).work_items_size(), 0);
}

TEST_F(WorkListTest, PagesGoOnWhereTheLastEndedAndCountAll) {
  std::string milestones;
  for (const char* id : {"m", "m-1", "m1", "n"}) {
    absl::StrAppend(&milestones, "milestones { id: '", id,
                    "' display_name { zh: 'x' } due_date: '2016-05-01' } ");
  }
  Create("a", milestones);
  Create("a-1", milestones);
  std::vector<std::string> paged;
  std::string token;
  do {
    const auto page =
        List(Call(), absl::StrCat("page_size: 3 page_token: '", token, "'"));
    ASSERT_EQ(page.counts_size(), 1);
    EXPECT_EQ(page.counts(0).kind(), WorkItem::KIND_MILESTONE);
    EXPECT_EQ(page.counts(0).count(), 8);
    EXPECT_EQ(page.counts(0).escalated_count(), 8);
    for (const WorkItem& item : page.work_items()) {
      paged.emplace_back(LastId(item.subject()));
    }
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_THAT(paged,
              ElementsAre("a", "a", "a", "a", "a-1", "a-1", "a-1", "a-1"));
}

TEST_F(WorkListTest, FiltersByKindAndEscalation) {
  Create("a", R"pb(
    milestones {
      id: "m"
      display_name { zh: "开工" }
      due_date: "2016-05-20"
    }
    promises { id: "p" text: "通水" due_date: "2016-04-01" })pb");
  EXPECT_THAT(Lines(Call(), "kinds: KIND_MILESTONE"),
              ElementsAre("MILESTONE a fund 12"));
  EXPECT_THAT(Lines(Call(), "escalated_only: true"),
              ElementsAre("PROMISE a county 61 !"));
}

TEST_F(WorkListTest, RefusesWhatItCannotList) {
  ListWorkItemsRequest request;
  request.set_parent("programmes/none");
  EXPECT_THAT(Error(work_list_.ListWorkItems(Call(), request)),
              HasSubstr("NOT_FOUND"));
  request.set_parent("programmes/hubei");
  request.set_page_size(-1);
  EXPECT_THAT(Error(work_list_.ListWorkItems(Call(), request)),
              HasSubstr("INVALID_ARGUMENT: page_size"));
  request.set_page_size(0);
  request.set_page_token("x");
  EXPECT_THAT(Error(work_list_.ListWorkItems(Call(), request)),
              HasSubstr("INVALID_ARGUMENT: page_token"));
}

}  // namespace
}  // namespace duikou
