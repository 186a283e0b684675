// Who has the file of SQLite, or Redis itself, and edits it there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/access/audit_chain.h"
#include "services/access/testing/audit_scene.h"
#include "services/store/redis/redis_store.h"
#include "services/store/redis/testing/redis_server.h"
#include "services/store/sqlite/sqlite_store.h"
#include "services/store/testing/temporary_directory.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class EditedSqliteTest : public ::testing::Test {
 protected:
  EditedSqliteTest() { scene_.PutSealed(6); }
  ~EditedSqliteTest() override { sqlite3_close(file_); }

  void Edit(const std::string& sql) {
    if (file_ == nullptr) {
      ASSERT_EQ(sqlite3_open(path_.c_str(), &file_), SQLITE_OK);
      sqlite3_busy_timeout(file_, 10'000);
    }
    char* error = nullptr;
    EXPECT_EQ(sqlite3_exec(file_, sql.c_str(), nullptr, nullptr, &error),
              SQLITE_OK)
        << (error == nullptr ? "" : error);
    EXPECT_GT(sqlite3_changes(file_), 0) << sql;
    sqlite3_free(error);
  }
  static std::string Where(const std::string& collection,
                           const std::string& id) {
    return absl::StrCat(
        " WHERE CAST(collection AS TEXT)='", collection,
        "' AND CAST(id AS TEXT)='", id,
        "' AND partition=(SELECT key FROM partitions WHERE CAST(name AS "
        "TEXT)='hubei')");
  }

  const TemporaryDirectory directory_;
  const std::string path_ = directory_.File("store.db");
  const std::unique_ptr<Store> store_ = *SqliteStore::Open({.path = path_});
  AuditScene scene_{*store_};
  sqlite3* file_ = nullptr;
};

TEST_F(EditedSqliteTest, EntryEditedInPlace) {
  // Some byte of the actor, the sealed record being in the middle.
  Edit(
      absl::StrCat("UPDATE records SET value=CAST(replace(CAST(hex(value) AS "
                   "TEXT),hex('people/li'),hex('people/wu')) AS TEXT)",
                   Where("audit", AuditEntryId(3))));
  EXPECT_THAT(scene_.Verify(), ElementsAre("ALTERED 3"));
}

TEST_F(EditedSqliteTest, EntryDeletedAndEntriesSwapped) {
  Edit("DELETE FROM records" + Where("audit", AuditEntryId(2)));
  EXPECT_THAT(scene_.Verify(), ElementsAre("REMOVED 2"));
  Edit("UPDATE records SET id=CAST('x' AS BLOB)" +
       Where("audit", AuditEntryId(4)));
  Edit(absl::StrCat("UPDATE records SET id=CAST('", AuditEntryId(4),
                    "' AS BLOB)", Where("audit", AuditEntryId(5))));
  Edit(absl::StrCat("UPDATE records SET id=CAST('", AuditEntryId(5),
                    "' AS BLOB)", Where("audit", "x")));
  EXPECT_THAT(scene_.Verify(),
              ElementsAre("REMOVED 2", "REORDERED 4", "REORDERED 5"));
}

TEST_F(EditedSqliteTest, RecordEditedUnderItsOwnRevision) {
  Edit("UPDATE records SET value=CAST('forged' AS BLOB)" + Where("c", "r2"));
  EXPECT_THAT(scene_.Verify(), ElementsAre("HISTORY_ALTERED 3"));
}

TEST_F(EditedSqliteTest, RecordEditedAndThenWrittenByAnHonestCall) {
  Edit("UPDATE records SET value=CAST('forged' AS BLOB)" + Where("c", "r2"));
  scene_.Put("r2", "honest");
  scene_.Seal();
  EXPECT_THAT(scene_.Verify(), ElementsAre("HISTORY_ALTERED 7"));
}

TEST_F(EditedSqliteTest, RecordPutBackToAnOlderOne) {
  scene_.Put("r2", "two");
  scene_.Seal();
  EXPECT_THAT(scene_.Verify(), IsEmpty());
  Edit("UPDATE records SET value=CAST('one' AS BLOB), revision=3" +
       Where("c", "r2"));
  EXPECT_THAT(scene_.Verify(), ElementsAre("HISTORY_ALTERED 7"));
}

TEST_F(EditedSqliteTest, WriteRemovedWithItsHistoryAndItsEntry) {
  Edit("DELETE FROM records" + Where("audit", AuditEntryId(4)));
  Edit("DELETE FROM records" + Where("c", "r3"));
  Edit(
      "DELETE FROM records WHERE CAST(collection AS TEXT)='c.history' AND "
      "CAST(id AS TEXT) LIKE 'r3/%'");
  EXPECT_THAT(scene_.Verify(), ElementsAre("REMOVED 4"));
}

class EditedRedisTest : public ::testing::Test {
 protected:
  EditedRedisTest() { scene_.PutSealed(4); }

  void Run(std::vector<absl::string_view> words) {
    const auto reply = server_->Run(words);
    EXPECT_TRUE(reply.ok()) << reply.status();
  }
  // The member of the sorted set that holds the record.
  std::string MemberOf(const std::string& collection, const std::string& id) {
    const std::string key = absl::StrCat("duikou:{hubei}:c:", collection);
    const auto record = store_->Get("hubei", collection, id);
    EXPECT_TRUE(record.ok()) << record.status();
    return absl::StrCat(id, absl::string_view("\0", 1), record->revision, ":",
                        record->value);
  }

  const std::unique_ptr<RedisServer> server_ = *RedisServer::Start();
  const std::unique_ptr<Store> store_ =
      *OpenRedisStore(*ParseRedisUrl(server_->url()));
  AuditScene scene_{*store_};
};

TEST_F(EditedRedisTest, EntryTakenOut) {
  Run({"ZREM", "duikou:{hubei}:c:audit", MemberOf("audit", AuditEntryId(2))});
  EXPECT_THAT(scene_.Verify(), ElementsAre("REMOVED 2"));
}

TEST_F(EditedRedisTest, EntryReplacedAndRecordReplaced) {
  const std::string entry = MemberOf("audit", AuditEntryId(3));
  std::string altered = entry;
  altered.replace(altered.find("people/li"), 9, "people/wu");
  Run({"ZREM", "duikou:{hubei}:c:audit", entry});
  Run({"ZADD", "duikou:{hubei}:c:audit", "0", altered});
  EXPECT_THAT(scene_.Verify(), ElementsAre("ALTERED 3"));
  Run({"ZREM", "duikou:{hubei}:c:c", MemberOf("c", "r0")});
  Run({"ZADD", "duikou:{hubei}:c:c", "0",
       std::string("r0\0") + std::string("\0", 1) + "2:forged"});
  EXPECT_EQ(scene_.Verify().size(), 2);
}

}  // namespace
}  // namespace duikou
