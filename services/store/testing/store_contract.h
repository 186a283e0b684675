// The contract suite: every statement of services/store/store.h as a test that
// any kind of store runs.
//
// A kind's own test says how it is opened and instantiates the suite:
//
//   class MemoryFixture : public StoreFixture {
//     absl::StatusOr<std::unique_ptr<Store>> Open() override { … }
//   };
//   INSTANTIATE_TEST_SUITE_P(
//       Memory, StoreContractTest,
//       testing::Values(StoreKind{"memory", [](StoreFixture::Options options) {
//         return std::make_unique<MemoryFixture>(options);
//       }}), StoreKindName);
//
// and links duikou::store_testing, an object library.
#ifndef DUIKOU_SERVICES_STORE_TESTING_STORE_CONTRACT_H_
#define DUIKOU_SERVICES_STORE_TESTING_STORE_CONTRACT_H_

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "services/store/store.h"

namespace duikou {

// One place for records (a file, a server, a key prefix), empty when made and
// removed when destroyed. One test uses it.
class StoreFixture {
 public:
  struct Options {
    // Commits that a partition's feed keeps at least. The kind may keep up to
    // 2,000 more.
    int feed_commits = 100'000;
  };

  virtual ~StoreFixture() = default;
  // A store on that place. Called again only after the store that it gave
  // before is destroyed.
  virtual absl::StatusOr<std::unique_ptr<Store>> Open() = 0;
  // Whether a store that is opened again has what the one before committed.
  virtual bool durable() const = 0;
};

// The suite's parameter.
struct StoreKind {
  std::string name;  // letters and digits
  std::function<std::unique_ptr<StoreFixture>(StoreFixture::Options)> make;
};

void PrintTo(const StoreKind& kind, std::ostream* out);

// For INSTANTIATE_TEST_SUITE_P's last argument.
std::string StoreKindName(const testing::TestParamInfo<StoreKind>& info);

class StoreContractTest : public testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override;

  // A fresh fixture and store in place of the present ones.
  void Start(StoreFixture::Options options);
  // Closes the store and opens its records again.
  void Reopen();
  bool durable() const { return fixture_->durable(); }
  Store& store() { return *store_; }

  // Commits that must succeed; the revision.
  Revision Put(absl::string_view partition, absl::string_view collection,
               absl::string_view id, absl::string_view value);
  Revision Delete(absl::string_view partition, absl::string_view collection,
                  absl::string_view id);
  absl::StatusOr<CommitResult> Commit(absl::string_view partition,
                                      std::vector<Mutation> mutations);
  // The whole collection, page by page of `limit`.
  std::vector<Record> ListAll(absl::string_view partition,
                              absl::string_view collection,
                              absl::string_view prefix = "", int limit = 1000);
  // The changes after `after` up to the head, call by call of `limit`.
  std::vector<Change> ChangesAfter(absl::string_view partition, Revision after,
                                   int limit = 1000);
  Revision Head(absl::string_view partition);

 private:
  std::unique_ptr<StoreFixture> fixture_;
  std::unique_ptr<Store> store_;
};

// Runs body(0) … body(threads - 1), a thread each, and joins them.
void RunThreads(int threads, const std::function<void(int)>& body);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_TESTING_STORE_CONTRACT_H_
