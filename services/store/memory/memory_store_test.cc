#include "services/store/memory/memory_store.h"

#include <memory>

#include "gtest/gtest.h"
#include "services/store/testing/store_contract.h"

namespace duikou {
namespace {

class MemoryFixture final : public StoreFixture {
 public:
  explicit MemoryFixture(Options options) : options_(options) {}
  absl::StatusOr<std::unique_ptr<Store>> Open() override {
    return std::make_unique<MemoryStore>(
        MemoryStoreOptions{.feed_commits = options_.feed_commits});
  }
  bool durable() const override { return false; }

 private:
  const Options options_;
};

INSTANTIATE_TEST_SUITE_P(Memory, StoreContractTest,
                         testing::Values(StoreKind{
                             "memory",
                             [](StoreFixture::Options options) {
                               return std::make_unique<MemoryFixture>(options);
                             }}),
                         StoreKindName);

TEST(MemoryStoreTest, UnavailableStoreRefusesEverythingUntilItIsBack) {
  MemoryStore store;
  CommitRequest request;
  request.partition = "p";
  request.mutations = {Mutation::Put("c", "a", "1", Expectation::Any())};
  store.SetUnavailable(true);
  EXPECT_TRUE(absl::IsUnavailable(store.Commit(request).status()));
  EXPECT_TRUE(absl::IsUnavailable(store.Get("p", "c", "a").status()));
  EXPECT_TRUE(absl::IsUnavailable(store.List("p", "c", {}).status()));
  EXPECT_TRUE(absl::IsUnavailable(store.Changes("p", 0, 1).status()));
  EXPECT_TRUE(absl::IsUnavailable(store.WaitForChange("p", 0, {}).status()));
  store.SetUnavailable(false);
  EXPECT_EQ(store.Commit(request)->revision, 1);
}

TEST(MemoryStoreTest, TrimmedFeedIsOutOfRange) {
  MemoryStore store;
  CommitRequest request;
  request.partition = "p";
  request.mutations = {Mutation::Put("c", "a", "1", Expectation::Any())};
  ASSERT_TRUE(store.Commit(request).ok());
  store.TrimFeed("p");
  EXPECT_TRUE(absl::IsOutOfRange(store.Changes("p", 0, 1).status()));
  EXPECT_TRUE(store.Changes("p", 1, 1).ok());
}

}  // namespace
}  // namespace duikou
