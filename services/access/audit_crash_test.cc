// kill -9 in mid-load, of the process and of Redis: no write without its audit
// entry, and no entry without its write.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/access/audit_chain.h"
#include "services/access/audit_trail.h"
#include "services/access/testing/audit_scene.h"
#include "services/base/clock.h"
#include "services/rpc/call_context.h"
#include "services/store/audit_pending.h"
#include "services/store/record_lookup.h"
#include "services/store/redis/redis_store.h"
#include "services/store/redis/testing/commit_load.h"
#include "services/store/redis/testing/redis_server.h"
#include "services/store/sqlite/sqlite_store.h"
#include "services/store/testing/temporary_directory.h"

namespace duikou {
namespace {

using ::testing::IsEmpty;
using type::v1::AuditRecord;
using type::v1::SealedAuditRecord;

std::vector<Record> Listed(Store& store, const std::string& partition,
                           const std::string& collection) {
  auto records = ListWholly(store, partition, collection);
  EXPECT_TRUE(records.ok()) << records.status();
  return records.ok() ? *std::move(records) : std::vector<Record>();
}

// How many writes the entries tell of, by the revision of their commits.
std::map<Revision, int> Told(Store& store, const std::string& partition) {
  std::map<Revision, int> told;
  for (const Record& record : Listed(store, partition, kAuditPending)) {
    AuditRecord audit;
    EXPECT_TRUE(audit.ParseFromString(record.value));
    told[record.revision] += audit.writes_size();
  }
  for (const Record& record : Listed(store, partition, kAuditChain)) {
    SealedAuditRecord sealed;
    AuditRecord audit;
    EXPECT_TRUE(sealed.ParseFromString(record.value));
    EXPECT_TRUE(audit.ParseFromString(sealed.record()));
    told[sealed.revision()] += audit.writes_size();
  }
  return told;
}

// How many records were written, by revision: each write has one entry of
// history.
std::map<Revision, int> Written(Store& store, const std::string& partition) {
  std::map<Revision, int> written;
  for (const char* side : {"left", "right"}) {
    for (const Record& entry :
         Listed(store, partition, HistoryCollection(side))) {
      ++written[entry.revision];
    }
  }
  return written;
}

// A running audit_crash_writer.
class Writer {
 public:
  Writer(const std::string& path, const std::string& key_file, int round) {
    const std::string program =
        std::filesystem::read_symlink("/proc/self/exe").parent_path() /
        "audit_crash_writer";
    const std::string name = absl::StrCat(round);
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
    process_ = fork();
    if (process_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      execl(program.c_str(), program.c_str(), path.c_str(), key_file.c_str(),
            name.c_str(), nullptr);
      _exit(3);
    }
    close(ends[1]);
    lines_ = ends[0];
  }
  ~Writer() { close(lines_); }

  // What it acknowledged until it was killed after so many lines.
  std::vector<Revision> KillAfter(size_t lines) {
    std::string text;
    char bytes[4096];
    size_t read_lines = 0;
    bool killed = false;
    // To the pipe's end: what it printed before it died counts.
    for (ssize_t size; (size = read(lines_, bytes, sizeof(bytes))) > 0;) {
      text.append(bytes, size);
      for (ssize_t i = 0; i < size; ++i) read_lines += bytes[i] == '\n';
      if (!killed && read_lines >= lines) killed = kill(process_, SIGKILL) == 0;
    }
    int status = 0;
    EXPECT_EQ(waitpid(process_, &status, 0), process_);
    EXPECT_TRUE(killed) << "it ended by itself: " << text.substr(0, 500);
    std::vector<Revision> revisions;
    for (const absl::string_view line :
         absl::StrSplit(text, '\n', absl::SkipEmpty())) {
      const std::vector<absl::string_view> words = absl::StrSplit(line, ' ');
      EXPECT_TRUE(words.size() == 2 &&
                  absl::SimpleAtoi(words[1], &revisions.emplace_back()))
          << line;
    }
    return revisions;
  }

 private:
  pid_t process_ = -1;
  int lines_ = -1;
};

TEST(AuditCrashTest, KilledProcessLeavesNoWriteWithoutEntry) {
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << std::endl;
  std::mt19937 random(seed);
  const TemporaryDirectory directory;
  const std::string path = directory.File("store.db");
  const std::string key_file = directory.File("audit.key");
  size_t acknowledged = 0;
  for (int round = 0; round < 5; ++round) {
    const std::vector<Revision> revisions =
        Writer(path, key_file, round).KillAfter(200 + random() % 500);
    acknowledged += revisions.size();
    auto sqlite = SqliteStore::Open({.path = path});
    ASSERT_TRUE(sqlite.ok()) << sqlite.status();
    const SystemClock clock;
    HistoryStore store(**sqlite, clock);
    const std::map<Revision, int> told = Told(store, "-");
    EXPECT_EQ(told, Written(store, "-"));
    for (const Revision revision : revisions) {
      EXPECT_TRUE(told.contains(revision)) << revision << " acknowledged";
    }
    const auto logger = MakeSilentLogger();
    prometheus::Registry registry;
    const auto trail = AuditTrail::Open(store, clock, *logger, registry,
                                        {.key_file = key_file});
    ASSERT_TRUE(trail.ok()) << trail.status();
    SequentialIdGenerator ids;
    CallContext call({}, ids);
    access::v1::VerifyAuditRequest request;
    request.set_parent("programmes/-");
    const auto found = (*trail)->methods().Verify(call, request);
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_THAT(found->problems(), IsEmpty()) << found->DebugString();
  }
  std::cout << acknowledged << " acknowledged commits" << std::endl;
}

TEST(AuditCrashTest, KilledRedisLeavesNoWriteWithoutEntry) {
  auto server = *RedisServer::Start();
  auto redis =
      *OpenRedisStore(*ParseRedisUrl(server->url() + "?feed_commits=1000000"));
  AuditScene scene(*redis);
  const auto kept = *KeptHeads::Open("");
  auto sealer = scene.MakeSealer(scene.store(), *kept,
                                 {.interval = absl::Milliseconds(5)});
  sealer->Start();
  CommitLoad load(scene.store(), {.partitions = {AuditScene::kPartition}});
  for (int round = 0; round < 3; ++round) {
    ASSERT_TRUE(load.AwaitAcknowledged(200));
    server->Kill9();
    ASSERT_TRUE(server->Restart().ok());
  }
  ASSERT_TRUE(load.AwaitAcknowledged(200));
  load.Stop();
  sealer = nullptr;
  scene.Seal();
  EXPECT_EQ(Told(*redis, AuditScene::kPartition),
            Written(*redis, AuditScene::kPartition));
  EXPECT_THAT(scene.Verify(), IsEmpty());
  const auto head = kept->Get(AuditScene::kPartition);
  ASSERT_TRUE(head.has_value());
  EXPECT_THAT(scene.Verify({{head->number, head->seal}}), IsEmpty());
}

}  // namespace
}  // namespace duikou
