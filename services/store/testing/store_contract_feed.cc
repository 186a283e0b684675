// The contract of Changes and WaitForChange, and of many callers at once.
#include <atomic>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/store/testing/store_contract.h"

namespace duikou {
namespace {

using testing::ElementsAre;

std::vector<std::string> Texts(const std::vector<Change>& changes) {
  std::vector<std::string> texts;
  for (const Change& change : changes) {
    texts.push_back(absl::StrCat(change.revision, " ", change.collection, "/",
                                 change.id, change.deleted ? " -" : " =",
                                 change.value));
  }
  return texts;
}

Mutation AnyPut(absl::string_view id, absl::string_view value) {
  return Mutation::Put("c", id, std::string(value), Expectation::Any());
}

TEST_P(StoreContractTest, FeedOfAnUnknownPartitionIsEmpty) {
  const auto changes = store().Changes("p", 0, 10);
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_TRUE(changes->changes.empty());
  EXPECT_EQ(changes->through, 0);
  EXPECT_EQ(changes->head, 0);
}

TEST_P(StoreContractTest, FeedHasCommitsInOrderAndMutationsInOrder) {
  ASSERT_TRUE(Commit("p", {AnyPut("z", "1"), AnyPut("a", "2")}).ok());
  ASSERT_TRUE(Commit("p", {Mutation::Delete("c", "z", Expectation::Any()),
                           Mutation::Check("c", "a", Expectation::Exactly(1)),
                           Mutation::Put("d", "b", "", Expectation::Absent())})
                  .ok());
  Put("q", "c", "elsewhere", "x");
  EXPECT_THAT(Texts(ChangesAfter("p", 0)),
              ElementsAre("1 c/z =1", "1 c/a =2", "2 c/z -", "2 d/b ="));
  EXPECT_THAT(Texts(ChangesAfter("p", 1)), ElementsAre("2 c/z -", "2 d/b ="));
  EXPECT_TRUE(ChangesAfter("p", 2).empty());
}

TEST_P(StoreContractTest, WhatStaysOutOfTheFeedIsWrittenAllTheSame) {
  Mutation silent = Mutation::Put("h", "a", "x", Expectation::Absent());
  silent.in_feed = false;
  ASSERT_TRUE(Commit("p", {AnyPut("a", "1"), silent}).ok());
  silent.expected = Expectation::Any();
  ASSERT_TRUE(Commit("p", {silent}).ok());
  Mutation erased = Mutation::Delete("h", "a", Expectation::Exactly(2));
  erased.in_feed = false;
  ASSERT_TRUE(Commit("p", {erased}).ok());
  const auto changes = store().Changes("p", 0, 10);
  ASSERT_TRUE(changes.ok()) << changes.status();
  EXPECT_THAT(Texts(changes->changes), ElementsAre("1 c/a =1"));
  EXPECT_EQ(changes->through, 3) << "commits without changes are given too";
  EXPECT_EQ(changes->head, 3);
  EXPECT_TRUE(absl::IsNotFound(store().Get("p", "h", "a").status()));
}

TEST_P(StoreContractTest, FeedLimitNeverSplitsACommit) {
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << std::endl;
  std::mt19937 random(seed);
  std::vector<std::string> expected;
  std::map<Revision, int> sizes;
  for (int commit = 1; commit <= 60; ++commit) {
    std::vector<Mutation> mutations;
    const int size = 1 + random() % 7;
    for (int i = 0; i < size; ++i) {
      mutations.push_back(AnyPut(absl::StrCat(i), absl::StrCat(commit)));
      expected.push_back(absl::StrCat(commit, " c/", i, " =", commit));
    }
    sizes[commit] = size;
    ASSERT_EQ(Commit("p", mutations)->revision, commit);
  }
  for (int limit : {1, 2, 3, 5, 10, 1000}) {
    ASSERT_EQ(Texts(ChangesAfter("p", 0, limit)), expected) << limit;
    for (Revision after = 0; after < 60; after += 7) {
      const auto part = store().Changes("p", after, limit);
      ASSERT_TRUE(part.ok()) << part.status();
      ASSERT_FALSE(part->changes.empty());
      ASSERT_GT(part->through, after);
      int whole = 0;
      for (Revision r = after + 1; r <= part->through; ++r) whole += sizes[r];
      ASSERT_EQ(part->changes.size(), whole) << "limit " << limit;
      ASSERT_LT(whole - sizes[part->through], limit);
      ASSERT_EQ(part->head, 60);
    }
  }
}

TEST_P(StoreContractTest, TrimmedFeedIsOutOfRange) {
  const int kKept = 20;
  Start(StoreFixture::Options{.feed_commits = kKept});
  EXPECT_EQ(ChangesAfter("p", 0).size(), 0);
  bool trimmed = false;
  Revision head = 0;
  while (!trimmed && head < kKept + 2'001) {
    head = Put("p", "c", "a", absl::StrCat(head));
    const auto changes = store().Changes("p", 0, 1);
    trimmed = absl::IsOutOfRange(changes.status());
    ASSERT_TRUE(trimmed || changes.ok()) << changes.status();
    ASSERT_FALSE(trimmed && head <= kKept) << "trimmed too early";
  }
  ASSERT_TRUE(trimmed) << "not trimmed after " << head << " commits";
  EXPECT_EQ(ChangesAfter("p", head - kKept).size(), kKept);
  EXPECT_TRUE(ChangesAfter("p", head).empty());
  EXPECT_EQ(store().Get("p", "c", "a")->revision, head);
  if (!durable()) return;
  Reopen();
  EXPECT_TRUE(absl::IsOutOfRange(store().Changes("p", 0, 1).status()));
  EXPECT_EQ(ChangesAfter("p", head - kKept).size(), kKept);
}

TEST_P(StoreContractTest, FeedBeyondTheHeadIsOutOfRange) {
  EXPECT_TRUE(absl::IsOutOfRange(store().Changes("p", 1, 10).status()));
  Put("p", "c", "a", "1");
  EXPECT_TRUE(store().Changes("p", 1, 10).ok());
  EXPECT_TRUE(absl::IsOutOfRange(store().Changes("p", 2, 10).status()));
}

TEST_P(StoreContractTest, FeedRefusesMalformedArguments) {
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  EXPECT_EQ(store().Changes("", 0, 1).status().code(), kInvalid);
  EXPECT_EQ(store().Changes("p", -1, 1).status().code(), kInvalid);
  EXPECT_EQ(store().Changes("p", 0, 0).status().code(), kInvalid);
  EXPECT_EQ(store().Changes("p", 0, -1).status().code(), kInvalid);
  EXPECT_EQ(store().WaitForChange("", 0, {}).status().code(), kInvalid);
  EXPECT_EQ(store().WaitForChange("p", -1, {}).status().code(), kInvalid);
}

TEST_P(StoreContractTest, WaitAnswersAtOnceWhenTheHeadIsBeyond) {
  Put("p", "c", "a", "1");
  Put("p", "c", "a", "2");
  const auto head =
      store().WaitForChange("p", 1, CallLimits{absl::InfiniteFuture()});
  ASSERT_TRUE(head.ok()) << head.status();
  EXPECT_EQ(*head, 2);
}

TEST_P(StoreContractTest, WaitGivesTheUnchangedHeadAtItsDeadline) {
  Put("p", "c", "a", "1");
  for (const absl::Duration wait :
       {absl::ZeroDuration(), absl::Milliseconds(30)}) {
    const auto head =
        store().WaitForChange("p", 1, CallLimits{absl::Now() + wait});
    ASSERT_TRUE(head.ok()) << head.status();
    EXPECT_EQ(*head, 1);
  }
  const auto unknown = store().WaitForChange(
      "q", 0, CallLimits{absl::Now() + absl::Milliseconds(30)});
  ASSERT_TRUE(unknown.ok()) << unknown.status();
  EXPECT_EQ(*unknown, 0);
}

TEST_P(StoreContractTest, WaitIsWokenByACommit) {
  for (const bool in_feed : {true, false}) {
    const Revision before = Head("p");
    std::atomic<bool> answered = false;
    std::thread waiter([&] {
      const auto head = store().WaitForChange(
          "p", before, CallLimits{absl::Now() + absl::Seconds(60)});
      EXPECT_TRUE(head.ok()) << head.status();
      EXPECT_EQ(head.value_or(-1), before + 1);
      answered = true;
    });
    Put("q", "c", "a", "another partition wakes nobody");
    EXPECT_FALSE(answered);
    Mutation mutation = AnyPut("a", "1");
    mutation.in_feed = in_feed;
    EXPECT_TRUE(Commit("p", {mutation}).ok());
    waiter.join();
  }
}

TEST_P(StoreContractTest, IncrementsUnderExactlyAreNeverLost) {
  const int kThreads = 8;
  const int kEach = 40;
  Put("p", "c", "n", "0");
  std::atomic<int> landed = 0;
  RunThreads(kThreads, [&](int) {
    for (int done = 0; done < kEach;) {
      const auto record = store().Get("p", "c", "n");
      ASSERT_TRUE(record.ok()) << record.status();
      int value = 0;
      ASSERT_TRUE(absl::SimpleAtoi(record->value, &value));
      const absl::Status status =
          Commit("p", {Mutation::Put("c", "n", absl::StrCat(value + 1),
                                     Expectation::Exactly(record->revision))})
              .status();
      ASSERT_TRUE(status.ok() || absl::IsAborted(status)) << status;
      if (status.ok()) ++done, ++landed;
    }
  });
  EXPECT_EQ(landed, kThreads * kEach);
  EXPECT_EQ(store().Get("p", "c", "n")->value, absl::StrCat(kThreads * kEach));
  EXPECT_EQ(Head("p"), kThreads * kEach + 1);
}

TEST_P(StoreContractTest, OneOfManyCreatorsWins) {
  for (int round = 0; round < 20; ++round) {
    std::atomic<int> winners = 0;
    RunThreads(8, [&](int thread) {
      const absl::Status status =
          Commit("p",
                 {Mutation::Put("c", absl::StrCat(round), absl::StrCat(thread),
                                Expectation::Absent())})
              .status();
      ASSERT_TRUE(status.ok() || absl::IsAlreadyExists(status)) << status;
      winners += status.ok();
    });
    EXPECT_EQ(winners, 1);
  }
}

TEST_P(StoreContractTest, OneRequestIdFromManyThreadsIsAppliedOnce) {
  std::atomic<int> firsts = 0;
  RunThreads(8, [&](int) {
    CommitRequest request;
    request.partition = "p";
    request.request_id = "same";
    request.answer = "kept";
    request.mutations = {Mutation::Put("c", "a", "1", Expectation::Absent())};
    const auto done = store().Commit(request);
    ASSERT_TRUE(done.ok()) << done.status();
    ASSERT_EQ(done->revision, 1);
    ASSERT_EQ(done->answer, done->repeated ? "kept" : "");
    firsts += !done->repeated;
  });
  EXPECT_EQ(firsts, 1);
  EXPECT_EQ(Head("p"), 1);
}

// Writers put two halves of a pair in one commit, in several partitions, while
// readers of the feed check that no half is ever seen alone.
TEST_P(StoreContractTest, DisjointWritersAllLandAndTheFeedIsWhole) {
  const int kThreads = 8;
  const int kEach = 50;
  const std::vector<std::string> partitions = {"p", "q"};
  std::atomic<int> finished = 0;
  RunThreads(kThreads + 2, [&](int thread) {
    if (thread < kThreads) {
      const std::string& partition = partitions[thread % 2];
      for (int i = 0; i < kEach; ++i) {
        const std::string id = absl::StrCat(thread, "-", i);
        ASSERT_TRUE(
            Commit(partition,
                   {Mutation::Put("left", id, id, Expectation::Absent()),
                    Mutation::Put("right", id, id, Expectation::Absent())})
                .ok());
      }
      ++finished;
      return;
    }
    const std::string& partition = partitions[thread % 2];
    const Revision last = kThreads / 2 * kEach;
    for (Revision seen = 0; seen < last;) {
      const auto head = store().WaitForChange(
          partition, seen, CallLimits{absl::Now() + absl::Seconds(60)});
      ASSERT_TRUE(head.ok()) << head.status();
      ASSERT_GT(*head, seen) << "nothing came";
      const auto part = store().Changes(partition, seen, 3);
      ASSERT_TRUE(part.ok()) << part.status();
      ASSERT_EQ(part->changes.size(), 2 * (part->through - seen));
      for (size_t i = 0; i < part->changes.size(); i += 2) {
        ASSERT_EQ(part->changes[i].revision, seen + 1 + i / 2);
        ASSERT_EQ(part->changes[i + 1].revision, part->changes[i].revision);
        ASSERT_EQ(part->changes[i].collection, "left");
        ASSERT_EQ(part->changes[i + 1].collection, "right");
        ASSERT_EQ(part->changes[i].id, part->changes[i + 1].id);
        ASSERT_TRUE(store().Get(partition, "right", part->changes[i].id).ok());
      }
      seen = part->through;
    }
  });
  EXPECT_EQ(finished, kThreads);
  for (const std::string& partition : partitions) {
    EXPECT_EQ(Head(partition), kThreads / 2 * kEach);
    EXPECT_EQ(ListAll(partition, "left").size(), kThreads / 2 * kEach);
    EXPECT_EQ(ListAll(partition, "right").size(), kThreads / 2 * kEach);
  }
}

}  // namespace
}  // namespace duikou
