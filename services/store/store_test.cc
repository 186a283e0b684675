#include "services/store/store.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using testing::HasSubstr;

// `count` puts of so many bytes, in the feed or out of it.
void AddPuts(int count, int bytes, bool in_feed, CommitRequest& request) {
  for (int i = 0; i < count; ++i) {
    request.mutations.push_back(
        Mutation::Put(in_feed ? "c" : "c.history", absl::StrCat(i),
                      std::string(bytes, 'v'), Expectation::Any()));
    request.mutations.back().in_feed = in_feed;
  }
}

TEST(ValidateCommitTest, WhatStaysOutOfTheFeedIsCountedApart) {
  constexpr int kValue = StoreLimits::kMaxValueBytes;
  for (const bool in_feed : {true, false}) {
    CommitRequest request{.partition = "p"};
    AddPuts(15, kValue, /*in_feed=*/true, request);
    AddPuts(15, kValue, /*in_feed=*/false, request);
    EXPECT_TRUE(ValidateCommit(request).ok());
    CommitRequest more{.partition = "p"};
    AddPuts(in_feed ? 17 : 33, kValue, in_feed, more);
    EXPECT_TRUE(absl::IsInvalidArgument(ValidateCommit(more)));
  }
}

TEST(ValidateCommitTest, MutationsAreCountedApartToo) {
  constexpr int kMost = StoreLimits::kMaxMutationsPerCommit;
  CommitRequest request{.partition = "p"};
  AddPuts(kMost, 0, /*in_feed=*/true, request);
  AddPuts(kMost + StoreLimits::kMaxExtraMutations, 0, /*in_feed=*/false,
          request);
  EXPECT_TRUE(ValidateCommit(request).ok());
  for (const bool in_feed : {true, false}) {
    CommitRequest more = request;
    more.mutations.push_back(Mutation::Check("c", "x", Expectation::Absent()));
    more.mutations.back().in_feed = in_feed;
    EXPECT_TRUE(absl::IsInvalidArgument(ValidateCommit(more))) << in_feed;
  }
}

TEST(ValidateCommitTest, MessageNamesTheField) {
  CommitRequest request{.partition = "p"};
  AddPuts(3, 0, /*in_feed=*/true, request);
  request.mutations[2].id = "";
  EXPECT_THAT(ValidateCommit(request).message(),
              HasSubstr("mutations[2].id is empty"));
  request.mutations[2].id = "0";
  EXPECT_THAT(ValidateCommit(request).message(),
              HasSubstr("mutations[2]: c/0 is written twice"));
}

}  // namespace
}  // namespace duikou
