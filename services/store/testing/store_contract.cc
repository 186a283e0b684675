#include "services/store/testing/store_contract.h"

#include <thread>
#include <utility>

#include "absl/time/clock.h"

namespace duikou {

std::string StoreKindName(const testing::TestParamInfo<StoreKind>& info) {
  return info.param.name;
}

void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

void StoreContractTest::SetUp() { Start({}); }

void StoreContractTest::Start(StoreFixture::Options options) {
  store_.reset();
  fixture_.reset();
  fixture_ = GetParam().make(options);
  Reopen();
}

void StoreContractTest::Reopen() {
  store_.reset();
  absl::StatusOr<std::unique_ptr<Store>> opened = fixture_->Open();
  ASSERT_TRUE(opened.ok()) << opened.status();
  store_ = *std::move(opened);
}

Revision StoreContractTest::Put(absl::string_view partition,
                                absl::string_view collection,
                                absl::string_view id, absl::string_view value) {
  absl::StatusOr<CommitResult> done = Commit(
      partition,
      {Mutation::Put(collection, id, std::string(value), Expectation::Any())});
  EXPECT_TRUE(done.ok()) << done.status();
  return done.ok() ? done->revision : 0;
}

Revision StoreContractTest::Delete(absl::string_view partition,
                                   absl::string_view collection,
                                   absl::string_view id) {
  absl::StatusOr<CommitResult> done =
      Commit(partition, {Mutation::Delete(collection, id, Expectation::Any())});
  EXPECT_TRUE(done.ok()) << done.status();
  return done.ok() ? done->revision : 0;
}

absl::StatusOr<CommitResult> StoreContractTest::Commit(
    absl::string_view partition, std::vector<Mutation> mutations) {
  CommitRequest request;
  request.partition = std::string(partition);
  request.mutations = std::move(mutations);
  return store().Commit(request);
}

std::vector<Record> StoreContractTest::ListAll(absl::string_view partition,
                                               absl::string_view collection,
                                               absl::string_view prefix,
                                               int limit) {
  std::vector<Record> all;
  Page page;
  page.prefix = std::string(prefix);
  page.limit = limit;
  bool more = true;
  while (more) {
    absl::StatusOr<ListResult> part = store().List(partition, collection, page);
    EXPECT_TRUE(part.ok()) << part.status();
    if (!part.ok()) break;
    EXPECT_LE(part->records.size(), limit);
    EXPECT_TRUE(!part->more || !part->records.empty());
    if (part->records.empty()) break;
    page.after = part->records.back().id;
    more = part->more;
    for (Record& record : part->records) all.push_back(std::move(record));
  }
  return all;
}

std::vector<Change> StoreContractTest::ChangesAfter(absl::string_view partition,
                                                    Revision after, int limit) {
  std::vector<Change> all;
  while (true) {
    absl::StatusOr<ChangesResult> part =
        store().Changes(partition, after, limit);
    EXPECT_TRUE(part.ok()) << part.status();
    if (!part.ok()) return all;
    EXPECT_LE(part->through, part->head);
    for (Change& change : part->changes) all.push_back(std::move(change));
    if (part->through == part->head) return all;
    EXPECT_GT(part->through, after) << "no progress";
    if (part->through <= after) return all;
    after = part->through;
  }
}

Revision StoreContractTest::Head(absl::string_view partition) {
  absl::StatusOr<Revision> head =
      store().WaitForChange(partition, 0, CallLimits{absl::InfinitePast()});
  EXPECT_TRUE(head.ok()) << head.status();
  return head.value_or(-1);
}

void RunThreads(int threads, const std::function<void(int)>& body) {
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i) running.emplace_back(body, i);
  for (std::thread& thread : running) thread.join();
}

// Not every binary that links the suite runs it.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StoreContractTest);

}  // namespace duikou
