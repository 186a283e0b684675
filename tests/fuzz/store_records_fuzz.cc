// Any sequence of calls gets the same answers from every kind of store: the
// memory store, the same under the history decorator, and SQLite. The bytes
// choose the calls out of few keys, so that commits meet each other.
//
// Besides, the bytes are read as the changes of a commit: whatever is accepted
// is read again as it was when written anew.
#include <fuzzer/FuzzedDataProvider.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"
#include "services/base/clock.h"
#include "services/store/change_codec.h"
#include "services/store/history_store.h"
#include "services/store/memory/memory_store.h"
#include "services/store/sqlite/sqlite_store.h"
#include "services/store/store.h"

namespace duikou {
namespace {

std::string Text(const Record& record) {
  return absl::StrCat(record.collection, "/", record.id, "@", record.revision,
                      "=", record.value, ";");
}

std::string Text(const ListResult& list) {
  std::string text = absl::StrCat("more ", list.more, ":");
  for (const Record& record : list.records) {
    absl::StrAppend(&text, Text(record));
  }
  return text;
}

std::string Text(const CommitResult& done) {
  return absl::StrCat(done.revision, " ", done.repeated, " ", done.answer);
}

std::string Text(const std::vector<Change>& changes) {
  std::string text;
  for (const Change& change : changes) {
    absl::StrAppend(&text, change.revision, " ", change.collection, "/",
                    change.id, change.deleted ? "-" : "=", change.value, ";");
  }
  return text;
}

// The whole feed after a revision: kinds may cut it differently.
absl::StatusOr<std::string> Feed(Store& store, const std::string& partition,
                                 Revision after, int limit) {
  std::vector<Change> all;
  while (true) {
    auto part = store.Changes(partition, after, limit);
    if (!part.ok()) return part.status();
    DUIKOU_CHECK(part->through > after || part->through == part->head);
    all.insert(all.end(), part->changes.begin(), part->changes.end());
    after = part->through;
    if (after == part->head) return absl::StrCat(after, " ", Text(all));
  }
}

template <typename T>
std::string Answer(const absl::StatusOr<T>& result) {
  if (!result.ok()) return absl::StrCat("code ", result.status().code());
  return Text(*result);
}

// The stores under test, made anew now and then so that none grows without end.
class Stores {
 public:
  Stores() : decorated_(under_, clock_) {
    directory_ = std::filesystem::is_directory("/dev/shm")
                     ? "/dev/shm/duikou-XXXXXX"
                     : "/tmp/duikou-XXXXXX";
    DUIKOU_CHECK(mkdtemp(directory_.data()) != nullptr) << directory_;
    auto opened = SqliteStore::Open({.path = directory_ + "/store.db"});
    DUIKOU_CHECK(opened.ok()) << opened.status();
    sqlite_ = *std::move(opened);
  }
  ~Stores() {
    sqlite_.reset();
    std::filesystem::remove_all(directory_);
  }

  std::vector<Store*> all() { return {&memory_, &decorated_, sqlite_.get()}; }
  // One no call has used.
  std::string NewPartition() { return absl::StrCat("p", ++partitions_); }
  bool used_up() const { return partitions_ >= 5'000; }

 private:
  MemoryStore memory_;
  MemoryStore under_;
  SystemClock clock_;
  HistoryStore decorated_;
  std::string directory_;
  std::unique_ptr<SqliteStore> sqlite_;
  int partitions_ = 0;
};

class Calls {
 public:
  Calls(FuzzedDataProvider& data, std::vector<Store*> stores,
        std::string partition)
      : data_(data),
        stores_(std::move(stores)),
        partition_(std::move(partition)) {}

  void Run() {
    for (int i = 0; i < 60 && data_.remaining_bytes() > 0; ++i) RunOne();
    Compare([&](Store& store) {
      return absl::StrCat(Answer(store.List(partition_, "a", {})),
                          Answer(store.List(partition_, "b", {})));
    });
  }

 private:
  template <typename Call>
  void Compare(const Call& call) {
    const std::string expected = call(*stores_[0]);
    for (size_t i = 1; i < stores_.size(); ++i) {
      const std::string found = call(*stores_[i]);
      DUIKOU_CHECK(found == expected) << "store " << i << "\n  says     "
                                      << found << "\n  not      " << expected;
    }
  }

  void RunOne() {
    switch (data_.ConsumeIntegralInRange(0, 4)) {
      case 0: {
        const std::string collection = Collection();
        const std::string id = Id();
        Compare([&](Store& store) {
          return Answer(store.Get(partition_, collection, id));
        });
        break;
      }
      case 1: {
        const std::string collection = Collection();
        const Page page{.prefix = Id(),
                        .after = Id(),
                        .limit = data_.ConsumeIntegralInRange<int>(-1, 12)};
        Compare([&](Store& store) {
          return Answer(store.List(partition_, collection, page));
        });
        break;
      }
      case 2: {
        const Revision after = data_.ConsumeIntegralInRange<int>(-1, 30);
        const int limit = data_.ConsumeIntegralInRange<int>(0, 5);
        Compare([&](Store& store) {
          const auto feed = Feed(store, partition_, after, limit);
          return feed.ok() ? *feed
                           : absl::StrCat("code ", feed.status().code());
        });
        break;
      }
      default: {
        const CommitRequest request = Request();
        Compare([&](Store& store) { return Answer(store.Commit(request)); });
      }
    }
  }

  std::string Collection() { return data_.ConsumeBool() ? "a" : "b"; }

  // Few short ones, and now and then anything.
  std::string Id() {
    if (data_.ConsumeIntegralInRange(0, 7) == 0) {
      return data_.ConsumeRandomLengthString(600);
    }
    static constexpr const char* kIds[] = {"",     "a",  "ab", "b",
                                           "\xff", "三", "a/"};
    return data_.PickValueInArray(kIds);
  }

  CommitRequest Request() {
    CommitRequest request;
    request.partition = partition_;
    if (data_.ConsumeBool()) {
      request.request_id = absl::StrCat(data_.ConsumeIntegralInRange(0, 3));
      request.fingerprint = absl::StrCat(data_.ConsumeIntegralInRange(0, 1));
      request.answer = data_.ConsumeRandomLengthString(8);
    }
    const int count = data_.ConsumeIntegralInRange(0, 4);
    for (int i = 0; i < count; ++i) {
      Mutation mutation;
      mutation.kind =
          data_.PickValueInArray({Mutation::Kind::kPut, Mutation::Kind::kDelete,
                                  Mutation::Kind::kCheck});
      mutation.collection = Collection();
      mutation.id = Id();
      if (mutation.kind == Mutation::Kind::kPut) {
        mutation.value = data_.ConsumeRandomLengthString(16);
      }
      mutation.in_feed = data_.ConsumeIntegralInRange(0, 3) > 0;
      const int expected = data_.ConsumeIntegralInRange(-6, 12);
      if (expected == 0) mutation.expected = Expectation::Absent();
      if (expected > 0) mutation.expected = Expectation::Exactly(expected);
      request.mutations.push_back(std::move(mutation));
    }
    return request;
  }

  FuzzedDataProvider& data_;
  const std::vector<Store*> stores_;
  const std::string partition_;
};

void CheckCodec(absl::string_view bytes) {
  std::vector<Change> changes;
  if (!DecodeChanges(bytes, 1, changes).ok()) return;
  std::string again;
  for (const Change& change : changes) {
    AppendChange(change.collection, change.id, change.deleted, change.value,
                 again);
  }
  std::vector<Change> read_again;
  DUIKOU_CHECK(DecodeChanges(again, 1, read_again).ok());
  DUIKOU_CHECK(Text(changes) == Text(read_again));
}

}  // namespace
}  // namespace duikou

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  static std::unique_ptr<duikou::Stores> stores;
  duikou::CheckCodec(
      absl::string_view(reinterpret_cast<const char*>(bytes), size));
  if (stores == nullptr || stores->used_up()) {
    stores.reset();
    stores = std::make_unique<duikou::Stores>();
  }
  FuzzedDataProvider data(bytes, size);
  duikou::Calls(data, stores->all(), stores->NewPartition()).Run();
  return 0;
}
