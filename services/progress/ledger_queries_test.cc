#include "services/progress/ledger_queries.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/id_generator.h"
#include "services/progress/testing/random_ledger.h"
#include "services/rpc/call_context.h"
#include "services/rpc/testing/parse_text.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Parse;
using testing::RandomLedger;
using ::testing::StartsWith;

class LedgerQueriesTest : public ::testing::Test {
 protected:
  LedgerQueriesTest() : ledger_(testing::MakeRandomLedger(11, 120)) {
    testing::WriteLedger(ledger_, store_);
  }

  absl::StatusOr<pb::ListLedgerEntriesResponse> List(
      const std::string& request, Reach reach = Reach::All()) {
    CallContext call(CallOptions(), ids_);
    call.SetReach(std::move(reach));
    return queries_.ListLedgerEntries(
        call, Parse<pb::ListLedgerEntriesRequest>(
                  absl::StrCat("parent: 'programmes/h' ", request)));
  }
  absl::StatusOr<pb::QueryLedgerResponse> Query(const std::string& request) {
    CallContext call(CallOptions(), ids_);
    return queries_.QueryLedger(
        call, Parse<pb::QueryLedgerRequest>(
                  absl::StrCat("parent: 'programmes/h' ", request)));
  }

  const RandomLedger ledger_;
  MemoryStore store_;
  RandomIdGenerator ids_;
  LedgerViews views_{store_};
  LedgerQueries queries_{store_, views_};
};

TEST_F(LedgerQueriesTest, PagesHoldEveryEntryOnceTheLatestDateFirst) {
  std::vector<std::pair<std::string, std::string>> listed;
  std::string token;
  do {
    const auto page =
        List(absl::StrCat("page_size: 50 page_token: '", token, "'"));
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_EQ(page->entry_count(), 120);
    for (const pb::LedgerEntry& entry : page->ledger_entries()) {
      EXPECT_FALSE(entry.etag().empty());
      listed.emplace_back(entry.date(), entry.name());
    }
    token = page->next_page_token();
  } while (!token.empty());
  ASSERT_EQ(listed.size(), 120);
  EXPECT_TRUE(std::is_sorted(
      listed.begin(), listed.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
      }));
}

TEST_F(LedgerQueriesTest, ATokenIsOfItsOwnFilter) {
  const auto page = List("page_size: 5");
  ASSERT_TRUE(page.ok());
  const auto other = List(
      absl::StrCat("page_size: 5 filter { money_only: true } page_token: '",
                   page->next_page_token(), "'"));
  EXPECT_EQ(other.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(LedgerQueriesTest, ACallerSeesItsOwnAlone) {
  const auto page = List("page_size: 1000", {.recipient = {.units = {"c1"}}});
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_GT(page->ledger_entries_size(), 0);
  EXPECT_EQ(page->entry_count(), page->ledger_entries_size());
  for (const pb::LedgerEntry& entry : page->ledger_entries()) {
    EXPECT_EQ(entry.recipient(), "programmes/h/units/c1");
  }
  EXPECT_EQ(List("", Reach())->entry_count(), 0);
}

TEST_F(LedgerQueriesTest, AnEntryIsThereOnceItIsWritten) {
  pb::LedgerEntry entry = ledger_.entries[0];
  entry.set_date("2019-12-31");
  entry.set_name("programmes/h/ledgerEntries/u9--2019--0000001");
  CommitRequest commit{.partition = "h"};
  commit.mutations.push_back(Mutation::Put("ledgerEntries", "u9--2019--0000001",
                                           entry.SerializeAsString(),
                                           Expectation::Absent()));
  const auto done = store_.Commit(commit);
  ASSERT_TRUE(done.ok());
  CallContext call({.min_revisions = {{"h", done->revision}}}, ids_);
  const auto page = queries_.ListLedgerEntries(
      call, Parse<pb::ListLedgerEntriesRequest>(
                "parent: 'programmes/h' page_size: 1"));
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(page->ledger_entries(0).name(), entry.name());
}

TEST_F(LedgerQueriesTest, PagesOfSumsAreTheWholeInOrder) {
  const std::string by =
      "dimensions: DIMENSION_AREA dimensions: DIMENSION_MONTH ";
  const auto whole = Query(absl::StrCat(by, "page_size: 10000"));
  ASSERT_TRUE(whole.ok()) << whole.status();
  ASSERT_GT(whole->sums_size(), 20);
  EXPECT_THAT(whole->next_page_token(), IsEmpty());
  std::vector<std::string> paged;
  std::string token;
  do {
    const auto page =
        Query(absl::StrCat(by, "page_size: 7 page_token: '", token, "'"));
    ASSERT_TRUE(page.ok()) << page.status();
    for (const pb::LedgerSum& sum : page->sums()) {
      paged.push_back(sum.ShortDebugString());
    }
    token = page->next_page_token();
  } while (!token.empty());
  std::vector<std::string> at_once;
  for (const pb::LedgerSum& sum : whole->sums()) {
    at_once.push_back(sum.ShortDebugString());
  }
  EXPECT_EQ(paged, at_once);
}

TEST_F(LedgerQueriesTest, WhatCannotBeAddedUpIsRefused) {
  EXPECT_THAT(Query("dimensions: DIMENSION_AREA dimensions: DIMENSION_AREA")
                  .status()
                  .ToString(),
              HasSubstr("dimensions[1]: DIMENSION_AREA is there already"));
  EXPECT_THAT(Query("filter { states: STATE_REPORTED }").status().ToString(),
              StartsWith("INVALID_ARGUMENT: filter.states"));
  EXPECT_THAT(Query("filter { first_date: '2016-13-01' }").status().ToString(),
              StartsWith("INVALID_ARGUMENT: filter.first_date"));
}

TEST_F(LedgerQueriesTest, WhatIsNotInTheProgrammeIsNamed) {
  const std::map<std::string, std::string> wrong = {
      {"supporter: 'programmes/h/units/none'",
       "filter.supporter: programmes/h/units/none does not exist"},
      {"supporter: 'programmes/q/units/u1'",
       "filter.supporter: programmes/q/units/u1 is of another programme"},
      {"fund_kind: 'none'", "filter.fund_kind: the programme has no \"none\""},
      {"first_period: 2016 last_period: 2015", "filter.last_period"},
      {"first_date: '2016-01-02' last_date: '2016-01-01'", "filter.last_date"}};
  for (const auto& [filter, message] : wrong) {
    const std::string asked = absl::StrCat("filter { ", filter, " }");
    EXPECT_THAT(List(asked).status().ToString(), HasSubstr(message));
    EXPECT_THAT(Query(asked).status().ToString(), HasSubstr(message));
  }
  EXPECT_TRUE(Query("filter { first_period: 2015 last_period: 2015 "
                    "first_date: '2015-01-01' last_date: '2015-01-01' }")
                  .ok());
}

TEST_F(LedgerQueriesTest, AnUnknownProgrammeIsNotFound) {
  CallContext call(CallOptions(), ids_);
  pb::QueryLedgerRequest request;
  request.set_parent("programmes/none");
  EXPECT_EQ(queries_.QueryLedger(call, request).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace duikou
