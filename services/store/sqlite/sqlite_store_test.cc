#include "services/store/sqlite/sqlite_store.h"

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/store/testing/store_contract.h"
#include "services/store/testing/temporary_directory.h"

namespace duikou {
namespace {

using testing::HasSubstr;

class SqliteFixture final : public StoreFixture {
 public:
  explicit SqliteFixture(Options options) : options_(options) {}
  absl::StatusOr<std::unique_ptr<Store>> Open() override {
    return SqliteStore::Open({.path = directory_.File("store.db"),
                              .feed_commits = options_.feed_commits});
  }
  bool durable() const override { return true; }

 private:
  const Options options_;
  const TemporaryDirectory directory_;
};

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContractTest,
                         testing::Values(StoreKind{
                             "sqlite",
                             [](StoreFixture::Options options) {
                               return std::make_unique<SqliteFixture>(options);
                             }}),
                         StoreKindName);

class SqliteStoreTest : public testing::Test {
 protected:
  std::string path() const { return directory_.File("store.db"); }
  std::unique_ptr<SqliteStore> MustOpen(SqliteStoreOptions options = {}) {
    options.path = path();
    auto store = SqliteStore::Open(options);
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }
  absl::Status OpenStatus() {
    return SqliteStore::Open({.path = path()}).status();
  }
  // Runs SQL on the file behind the store's back.
  void Sql(const std::string& sql) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &database), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr),
              SQLITE_OK)
        << sqlite3_errmsg(database);
    ASSERT_EQ(sqlite3_close(database), SQLITE_OK);
  }
  static absl::StatusOr<CommitResult> Put(
      Store& store, absl::string_view id, std::string value,
      absl::Time deadline = absl::InfiniteFuture()) {
    CommitRequest request;
    request.partition = "p";
    request.mutations = {
        Mutation::Put("c", id, std::move(value), Expectation::Any())};
    return store.Commit(request, CallLimits{deadline});
  }

 private:
  const TemporaryDirectory directory_;
};

TEST_F(SqliteStoreTest, OptionsOutOfRangeAreRefused) {
  EXPECT_TRUE(absl::IsInvalidArgument(SqliteStore::Open({}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(
      SqliteStore::Open({.path = path(), .readers = 0}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(
      SqliteStore::Open({.path = path(), .feed_commits = 0}).status()));
}

TEST_F(SqliteStoreTest, MissingDirectoryIsNamed) {
  const absl::Status status =
      SqliteStore::Open({.path = path() + "/no/store.db"}).status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("/no/store.db"));
}

TEST_F(SqliteStoreTest, SecondOpenerIsToldWhoHasIt) {
  std::unique_ptr<SqliteStore> first = MustOpen();
  const absl::Status status = OpenStatus();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(status.message(),
              HasSubstr(absl::StrCat("in use by process ", getpid())));
  EXPECT_TRUE(Put(*first, "a", "1").ok()) << "the first one goes on";
  first.reset();
  EXPECT_TRUE(OpenStatus().ok());
}

TEST_F(SqliteStoreTest, FilesAreTheOwnersOnly) {
  std::unique_ptr<SqliteStore> store = MustOpen();
  ASSERT_TRUE(Put(*store, "a", "1").ok());
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    struct stat found {};
    ASSERT_EQ(stat((path() + suffix).c_str(), &found), 0) << suffix;
    EXPECT_EQ(found.st_mode & 0077, 0) << suffix;
  }
}

TEST_F(SqliteStoreTest, NewerVersionIsRefused) {
  MustOpen();
  Sql("PRAGMA user_version=99");
  const absl::Status status = OpenStatus();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("version 99"));
  Sql("PRAGMA user_version=1");
  EXPECT_TRUE(OpenStatus().ok()) << "and left as it was";
}

TEST_F(SqliteStoreTest, DatabaseOfSomethingElseIsRefused) {
  Sql("CREATE TABLE theirs(x)");
  const absl::Status status = OpenStatus();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("something else"));
}

TEST_F(SqliteStoreTest, FileThatIsNoDatabaseIsDataLoss) {
  std::ofstream(path()) << std::string(10'000, 'x');
  const absl::Status status = OpenStatus();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr(path()));
}

TEST_F(SqliteStoreTest, DamagedPagesAreDataLossAtOpen) {
  std::unique_ptr<SqliteStore> store = MustOpen();
  for (int i = 0; i < 200; ++i) {
    ASSERT_TRUE(Put(*store, absl::StrCat(i), std::string(1000, 'v')).ok());
  }
  store.reset();
  {
    std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
    for (int page = 2; page < 40; ++page) {
      file.seekp(page * 4096);
      file << std::string(64, '\xa5');
    }
  }
  const absl::Status status = OpenStatus();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
}

TEST_F(SqliteStoreTest, FullStoreIsUnavailableAndWorksAgainWithRoom) {
  std::unique_ptr<SqliteStore> store =
      MustOpen({.feed_commits = 1, .max_bytes = 2 << 20});
  absl::Status status;
  int landed = 0;
  while (status.ok() && landed < 1000) {
    status =
        Put(*store, absl::StrCat(landed), std::string(20'000, 'v')).status();
    landed += status.ok();
  }
  ASSERT_TRUE(absl::IsUnavailable(status)) << status;
  ASSERT_GT(landed, 10);
  // Everything before is there, nothing of the failed one.
  EXPECT_TRUE(
      absl::IsNotFound(store->Get("p", "c", absl::StrCat(landed)).status()));
  EXPECT_EQ(*store->WaitForChange("p", 0, {}), landed);
  Page page;
  page.limit = 10'000;
  EXPECT_EQ(store->List("p", "c", page)->records.size(), landed);
  EXPECT_EQ(store->Changes("p", landed - 1, 1)->changes.size(), 1);
  // What has been removed makes room.
  CommitRequest request;
  request.partition = "p";
  for (int i = 0; i < landed; ++i) {
    request.mutations.push_back(
        Mutation::Delete("c", absl::StrCat(i), Expectation::Any()));
  }
  ASSERT_TRUE(store->Commit(request).ok());
  EXPECT_EQ(Put(*store, "again", std::string(20'000, 'v'))->revision,
            landed + 2);
  store.reset();
  store = MustOpen();
  EXPECT_EQ(store->Get("p", "c", "again")->value.size(), 20'000);
}

TEST_F(SqliteStoreTest, CommitTooLargeForTheDiskTakesNoOtherWithIt) {
  std::unique_ptr<SqliteStore> store = MustOpen({.max_bytes = 2 << 20});
  std::atomic<int> failed = 0;
  RunThreads(16, [&](int thread) {
    for (int i = 0; i < 10; ++i) {
      const bool large = i == 5;
      const auto done = Put(*store, absl::StrCat(thread, "-", i),
                            std::string(large ? 4'000'000 : 100, 'v'));
      if (large) {
        EXPECT_TRUE(absl::IsUnavailable(done.status())) << done.status();
        ++failed;
      } else {
        EXPECT_TRUE(done.ok()) << done.status();
      }
    }
  });
  EXPECT_EQ(failed, 16);
  EXPECT_EQ(store->List("p", "c", {})->records.size(), 16 * 9);
  EXPECT_EQ(*store->WaitForChange("p", 0, {}), 16 * 9);
}

// The system refuses to write, as on a full disk: files may not grow.
class FilesMayNotGrow {
 public:
  explicit FilesMayNotGrow(rlim_t bytes) {
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    EXPECT_EQ(getrlimit(RLIMIT_FSIZE, &before_), 0);
    const rlimit limit{bytes, before_.rlim_max};
    EXPECT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
  }
  ~FilesMayNotGrow() {
    EXPECT_EQ(setrlimit(RLIMIT_FSIZE, &before_), 0);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

TEST_F(SqliteStoreTest, FailedWritesAreUnavailableAndLeaveNothing) {
  std::unique_ptr<SqliteStore> store = MustOpen();
  ASSERT_TRUE(Put(*store, "before", "1").ok());
  const auto wal_bytes = std::filesystem::file_size(path() + "-wal");
  {
    FilesMayNotGrow limit(wal_bytes + 10'000);
    for (int i = 0; i < 3; ++i) {
      const absl::Status status =
          Put(*store, "failed", std::string(200'000, 'v')).status();
      EXPECT_TRUE(absl::IsUnavailable(status)) << status;
    }
    EXPECT_EQ(store->Get("p", "c", "before")->value, "1");
    EXPECT_TRUE(absl::IsNotFound(store->Get("p", "c", "failed").status()));
  }
  EXPECT_EQ(Put(*store, "after", std::string(200'000, 'v'))->revision, 2);
  store.reset();
  store = MustOpen();
  EXPECT_EQ(*store->WaitForChange("p", 0, {}), 2);
  EXPECT_EQ(store->List("p", "c", {})->records.size(), 2);
}

TEST_F(SqliteStoreTest, RequestIdsAreForgottenBeyondTheOption) {
  std::unique_ptr<SqliteStore> store = MustOpen({.request_ids = 10});
  CommitRequest request;
  request.partition = "p";
  request.mutations = {Mutation::Put("c", "a", "v", Expectation::Any())};
  for (int i = 0; i < 1000; ++i) {
    request.request_id = absl::StrCat(i);
    ASSERT_FALSE(store->Commit(request)->repeated);
  }
  for (int i = 990; i < 1000; ++i) {
    request.request_id = absl::StrCat(i);
    EXPECT_TRUE(store->Commit(request)->repeated);
  }
  request.request_id = "0";
  EXPECT_FALSE(store->Commit(request)->repeated);
}

TEST_F(SqliteStoreTest, CallerThatGivesUpLeavesAllOrNothing) {
  std::unique_ptr<SqliteStore> store = MustOpen();
  std::atomic<int> unknown = 0;
  RunThreads(8, [&](int thread) {
    for (int i = 0; i < 20; ++i) {
      const auto done = Put(*store, absl::StrCat(thread, "-", i), "v",
                            absl::Now() + absl::Microseconds(50 * i));
      ASSERT_TRUE(done.ok() || absl::IsDeadlineExceeded(done.status()))
          << done.status();
      unknown += !done.ok();
    }
  });
  // One that is answered comes after every one that was given up.
  const Revision last = Put(*store, "last", "v")->revision;
  const size_t records = store->List("p", "c", {})->records.size();
  EXPECT_EQ(records, last) << "each landed commit wrote one record";
  EXPECT_GE(records + unknown, 8 * 20 + 1);
}

}  // namespace
}  // namespace duikou
