// The contract of Commit: atomicity, expectations, revisions, request ids,
// sizes, durability.
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/store/testing/store_contract.h"

namespace duikou {
namespace {

using testing::HasSubstr;

Mutation AnyPut(absl::string_view id, absl::string_view value) {
  return Mutation::Put("c", id, std::string(value), Expectation::Any());
}

CommitRequest Request(absl::string_view id, absl::string_view value,
                      absl::string_view request_id) {
  CommitRequest request;
  request.partition = "p";
  request.mutations = {AnyPut(id, value)};
  request.request_id = std::string(request_id);
  request.fingerprint = absl::StrCat("fp-", id, value);
  request.answer = absl::StrCat("answer-", value, std::string("\0", 1));
  return request;
}

TEST_P(StoreContractTest, EachPartitionCountsItsCommitsFromOne) {
  EXPECT_EQ(Head("p"), 0);
  for (int i = 1; i <= 3; ++i) EXPECT_EQ(Put("p", "c", "a", "x"), i);
  EXPECT_EQ(Put("q", "c", "a", "x"), 1);
  EXPECT_EQ(Put("p", "d", "b", "x"), 4);
  EXPECT_EQ(Head("p"), 4);
  EXPECT_EQ(Head("q"), 1);
}

TEST_P(StoreContractTest, RecordsOfOneCommitShareItsRevision) {
  const auto done = Commit("p", {AnyPut("a", "1"), AnyPut("b", "2")});
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_FALSE(done->repeated);
  EXPECT_EQ(done->answer, "");
  EXPECT_EQ(store().Get("p", "c", "a")->revision, done->revision);
  EXPECT_EQ(store().Get("p", "c", "b")->revision, done->revision);
}

TEST_P(StoreContractTest, FailedExpectationsHaveTheirCodes) {
  const Revision first = Put("p", "c", "there", "1");
  const Revision stale = first;
  const Revision current = Put("p", "c", "there", "2");
  struct Case {
    std::string id;
    Expectation expected;
    absl::StatusCode code;
  };
  const std::vector<Case> cases = {
      {"there", Expectation::Absent(), absl::StatusCode::kAlreadyExists},
      {"there", Expectation::Exactly(stale), absl::StatusCode::kAborted},
      {"there", Expectation::Exactly(99), absl::StatusCode::kAborted},
      {"gone", Expectation::Exactly(current), absl::StatusCode::kNotFound},
  };
  for (const Case& c : cases) {
    for (const Mutation& mutation : {Mutation::Put("c", c.id, "v", c.expected),
                                     Mutation::Delete("c", c.id, c.expected),
                                     Mutation::Check("c", c.id, c.expected)}) {
      const absl::Status status =
          Commit("p", {AnyPut("other", "v"), mutation}).status();
      EXPECT_EQ(status.code(), c.code) << status;
      EXPECT_THAT(status.message(), HasSubstr("c/" + c.id));
    }
  }
  EXPECT_EQ(Head("p"), current) << "a failed commit took a revision";
  EXPECT_EQ(store().Get("p", "c", "there")->value, "2");
}

TEST_P(StoreContractTest, ExpectationsThatHoldLetTheCommitThrough) {
  ASSERT_TRUE(Commit("p", {Mutation::Put("c", "a", "1", Expectation::Absent()),
                           Mutation::Check("c", "b", Expectation::Absent()),
                           Mutation::Delete("c", "z", Expectation::Absent())})
                  .ok());
  ASSERT_TRUE(
      Commit("p", {Mutation::Put("c", "a", "2", Expectation::Exactly(1)),
                   Mutation::Check("c", "z", Expectation::Any())})
          .ok());
  const auto done =
      Commit("p", {Mutation::Put("c", "b", "3", Expectation::Any()),
                   Mutation::Check("c", "a", Expectation::Exactly(2))});
  ASSERT_TRUE(done.ok()) << done.status();
  ASSERT_TRUE(
      Commit("p", {Mutation::Delete("c", "a", Expectation::Exactly(2))}).ok());
  EXPECT_TRUE(absl::IsNotFound(store().Get("p", "c", "a").status()));
}

TEST_P(StoreContractTest, FailedCommitLeavesNothing) {
  Put("p", "c", "kept", "1");
  CommitRequest request;
  request.partition = "p";
  request.request_id = "req";
  request.mutations = {
      AnyPut("new", "2"), AnyPut("kept", "3"),
      Mutation::Delete("c", "kept2", Expectation::Any()),
      Mutation::Put("c", "last", "4", Expectation::Exactly(7))};
  EXPECT_TRUE(absl::IsNotFound(store().Commit(request).status()));
  EXPECT_TRUE(absl::IsNotFound(store().Get("p", "c", "new").status()));
  EXPECT_EQ(store().Get("p", "c", "kept")->value, "1");
  EXPECT_EQ(ListAll("p", "c").size(), 1);
  EXPECT_EQ(Head("p"), 1);
  EXPECT_EQ(ChangesAfter("p", 0).size(), 1);
  // Nor its request id: the corrected request goes through under it.
  request.mutations.pop_back();
  request.fingerprint = "corrected";
  const auto done = store().Commit(request);
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_FALSE(done->repeated);
  EXPECT_EQ(done->revision, 2);
}

TEST_P(StoreContractTest, FirstFailedExpectationIsTheOneNamed) {
  Put("p", "c", "first", "1");
  Put("p", "c", "second", "1");
  const absl::Status status =
      Commit("p", {Mutation::Check("c", "first", Expectation::Exactly(9)),
                   Mutation::Put("c", "second", "", Expectation::Absent())})
          .status();
  EXPECT_TRUE(absl::IsAborted(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("c/first"));
}

TEST_P(StoreContractTest, ExpectationsSpeakOfTheStateBeforeTheCommit) {
  const auto done = Commit(
      "p",
      {AnyPut("a", "1"), Mutation::Check("c", "a", Expectation::Absent())});
  ASSERT_TRUE(done.ok()) << done.status();
  const auto again =
      Commit("p", {Mutation::Delete("c", "a", Expectation::Any()),
                   Mutation::Check("c", "a", Expectation::Exactly(1)),
                   Mutation::Check("c", "a", Expectation::Exactly(1))});
  ASSERT_TRUE(again.ok()) << again.status();
}

TEST_P(StoreContractTest, WritingARecordTwiceIsRefused) {
  const std::vector<std::vector<Mutation>> cases = {
      {AnyPut("a", "1"), AnyPut("a", "2")},
      {AnyPut("a", "1"), Mutation::Delete("c", "a", Expectation::Any())},
      {Mutation::Delete("c", "a", Expectation::Any()),
       Mutation::Delete("c", "a", Expectation::Any())}};
  for (const std::vector<Mutation>& mutations : cases) {
    const absl::Status status = Commit("p", mutations).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  }
  EXPECT_EQ(Head("p"), 0);
  EXPECT_TRUE(Commit("p", {Mutation::Put("c", "a", "", Expectation::Any()),
                           Mutation::Put("d", "a", "", Expectation::Any())})
                  .ok())
      << "the same id in two collections is two records";
}

TEST_P(StoreContractTest, CommitThatWritesNothingAnswersTheHead) {
  EXPECT_EQ(Commit("p", {})->revision, 0);
  Put("p", "c", "a", "1");
  Put("p", "c", "a", "2");
  CommitRequest request;
  request.partition = "p";
  request.request_id = "check";
  request.mutations = {Mutation::Check("c", "a", Expectation::Exactly(2))};
  for (int i = 0; i < 2; ++i) {
    const auto done = store().Commit(request);
    ASSERT_TRUE(done.ok()) << done.status();
    EXPECT_EQ(done->revision, 2);
    EXPECT_FALSE(done->repeated) << "it leaves no request id";
  }
  EXPECT_EQ(Commit("p", {})->revision, 2);
  EXPECT_EQ(Head("p"), 2);
}

TEST_P(StoreContractTest, DeleteOfNothingTakesARevisionAndIsNoChange) {
  const auto done =
      Commit("p", {Mutation::Delete("c", "a", Expectation::Any())});
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_EQ(done->revision, 1);
  EXPECT_TRUE(ChangesAfter("p", 0).empty());
}

TEST_P(StoreContractTest, RepeatedRequestGetsTheFirstAnswer) {
  const CommitRequest request = Request("a", "1", "req-{1}:/\n三");
  const auto first = store().Commit(request);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_FALSE(first->repeated);
  EXPECT_EQ(first->answer, "");
  Put("p", "c", "a", "later");
  if (durable()) Reopen();
  const auto second = store().Commit(request);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_TRUE(second->repeated);
  EXPECT_EQ(second->revision, first->revision);
  EXPECT_EQ(second->answer, request.answer);
  EXPECT_EQ(store().Get("p", "c", "a")->value, "later");
  EXPECT_EQ(Head("p"), 2);
}

TEST_P(StoreContractTest, RepetitionIsSeenBeforeExpectations) {
  CommitRequest request = Request("a", "1", "req");
  request.mutations[0].expected = Expectation::Absent();
  ASSERT_TRUE(store().Commit(request).ok());
  const auto second = store().Commit(request);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_TRUE(second->repeated);
}

TEST_P(StoreContractTest, RequestIdWithAnotherFingerprintIsRefused) {
  ASSERT_TRUE(store().Commit(Request("a", "1", "req")).ok());
  const absl::Status status = store().Commit(Request("a", "2", "req")).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_EQ(store().Get("p", "c", "a")->value, "1");
}

TEST_P(StoreContractTest, RequestIdsBelongToTheirPartition) {
  CommitRequest request = Request("a", "1", "req");
  ASSERT_TRUE(store().Commit(request).ok());
  request.partition = "q";
  request.fingerprint = "other";
  const auto done = store().Commit(request);
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_FALSE(done->repeated);
}

TEST_P(StoreContractTest, TenThousandRequestIdsAreKept) {
  const CommitRequest oldest = Request("a", "first", "req-first");
  ASSERT_TRUE(store().Commit(oldest).ok());
  const int kThreads = 9;
  RunThreads(kThreads, [&](int thread) {
    for (int i = 0; i < 9'999 / kThreads; ++i) {
      const auto done =
          store().Commit(Request(absl::StrCat("t", thread), absl::StrCat(i),
                                 absl::StrCat("req-", thread, "-", i)));
      ASSERT_TRUE(done.ok()) << done.status();
      ASSERT_FALSE(done->repeated);
    }
  });
  ASSERT_EQ(Head("p"), 10'000);
  const auto again = store().Commit(oldest);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->revision, 1);
  EXPECT_EQ(again->answer, oldest.answer);
}

TEST_P(StoreContractTest, SizesUpToTheLimitsAreTaken) {
  const std::string key(StoreLimits::kMaxKeyBytes, 'k');
  CommitRequest request;
  request.partition = key;
  request.request_id = key;
  request.fingerprint = key;
  request.answer = std::string(StoreLimits::kMaxValueBytes, 'a');
  request.mutations = {
      Mutation::Put(key, key, std::string(StoreLimits::kMaxValueBytes, 'v'),
                    Expectation::Absent())};
  const auto done = store().Commit(request);
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_EQ(store().Get(key, key, key)->value, request.mutations[0].value);
  EXPECT_EQ(store().Commit(request)->answer, request.answer);
}

TEST_P(StoreContractTest, WhatStaysOutOfTheFeedMayBeLarger) {
  const std::string key(
      StoreLimits::kMaxKeyBytes + StoreLimits::kMaxExtraKeyBytes, 'k');
  const std::string value(
      StoreLimits::kMaxValueBytes + StoreLimits::kMaxExtraValueBytes, 'v');
  Mutation silent = Mutation::Put(key, key, value, Expectation::Absent());
  silent.in_feed = false;
  const auto done = Commit("p", {silent, AnyPut("a", "1")});
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_EQ(store().Get("p", key, key)->value, value);
  ASSERT_EQ(ListAll("p", key, key).size(), 1);
  silent.id += "k";
  EXPECT_TRUE(absl::IsInvalidArgument(Commit("p", {silent}).status()));
  silent.id = "a";
  silent.value += "v";
  EXPECT_TRUE(absl::IsInvalidArgument(Commit("p", {silent}).status()));
}

TEST_P(StoreContractTest, SizesBeyondTheLimitsAreRefused) {
  const std::string key(StoreLimits::kMaxKeyBytes + 1, 'k');
  const std::string value(StoreLimits::kMaxValueBytes + 1, 'v');
  std::vector<CommitRequest> requests(11, Request("a", "1", "req"));
  requests[0].partition = key;
  requests[1].mutations[0].collection = key;
  requests[2].mutations[0].id = key;
  requests[3].mutations[0].value = value;
  requests[4].request_id = key;
  requests[5].fingerprint = key;
  requests[6].answer = value;
  requests[7].partition = "";
  requests[8].mutations[0].id = "";
  requests[9].mutations[0].collection = std::string("c\0", 2);
  for (int i = 0; i < 17; ++i) {
    requests[10].mutations.push_back(
        AnyPut(absl::StrCat(i), std::string(StoreLimits::kMaxValueBytes, 'v')));
  }
  for (size_t i = 0; i < requests.size(); ++i) {
    const absl::Status status = store().Commit(requests[i]).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << i << ": " << status;
  }
  std::vector<Mutation> many;
  for (int i = 0; i <= StoreLimits::kMaxMutationsPerCommit; ++i) {
    many.push_back(AnyPut(absl::StrCat(i), ""));
  }
  EXPECT_TRUE(absl::IsInvalidArgument(Commit("p", many).status()));
  EXPECT_EQ(Head("p"), 0);
}

TEST_P(StoreContractTest, CommitOfTheMostMutationsLands) {
  std::vector<Mutation> many;
  for (int i = 0; i < StoreLimits::kMaxMutationsPerCommit; ++i) {
    many.push_back(AnyPut(absl::StrCat(i), absl::StrCat("v", i)));
  }
  const auto done = Commit("p", many);
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_EQ(done->revision, 1);
  EXPECT_EQ(ListAll("p", "c", "", 10'000).size(), many.size());
  EXPECT_EQ(ChangesAfter("p", 0).size(), many.size());
  EXPECT_EQ(store().Get("p", "c", "49999")->value, "v49999");
}

TEST_P(StoreContractTest, MoreMutationsMayStayOutOfTheFeed) {
  std::vector<Mutation> many;
  for (int i = 0; i <= StoreLimits::kMaxMutationsPerCommit +
                           StoreLimits::kMaxExtraMutations;
       ++i) {
    // The last expectation fails, after the sizes were found good.
    many.push_back(Mutation::Check("c", absl::StrCat(i), Expectation::Any()));
    many.back().in_feed = false;
  }
  EXPECT_TRUE(absl::IsInvalidArgument(Commit("p", many).status()));
  many.pop_back();
  many.back().expected = Expectation::Exactly(7);
  EXPECT_TRUE(absl::IsNotFound(Commit("p", many).status()));
}

TEST_P(StoreContractTest, CommitPastItsDeadlineSaysSo) {
  CommitRequest request = Request("a", "1", "req");
  const absl::Status status =
      store().Commit(request, CallLimits{absl::InfinitePast()}).status();
  EXPECT_TRUE(absl::IsDeadlineExceeded(status)) << status;
  // Whatever became of it: repeated under its id it is there once.
  ASSERT_TRUE(store().Commit(request).ok());
  EXPECT_EQ(Head("p"), 1);
}

TEST_P(StoreContractTest, WhatWasCommittedIsThereWhenOpenedAgain) {
  if (!durable()) GTEST_SKIP() << "this kind keeps nothing";
  Put("p", "c", "a", "1");
  Put("p", "c", "b", std::string("\0\xff", 2));
  Delete("p", "c", "a");
  Put("q", "c", "a", "2");
  Reopen();
  EXPECT_EQ(Head("p"), 3);
  EXPECT_TRUE(absl::IsNotFound(store().Get("p", "c", "a").status()));
  EXPECT_EQ(store().Get("p", "c", "b")->value, std::string("\0\xff", 2));
  EXPECT_EQ(ChangesAfter("p", 0).size(), 3);
  EXPECT_EQ(Put("p", "c", "c", "3"), 4);
  EXPECT_EQ(Put("q", "c", "c", "3"), 2);
}

}  // namespace
}  // namespace duikou
