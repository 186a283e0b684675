// kill -9 under load: what was acknowledged is there, nothing is there in part.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/store/sqlite/sqlite_store.h"
#include "services/store/testing/temporary_directory.h"

namespace duikou {
namespace {

struct Acknowledged {
  std::string partition;
  std::string id;
  Revision revision;
};

// A running sqlite_crash_writer.
class Writer {
 public:
  Writer(const std::string& path, int round) {
    const std::string program =
        std::filesystem::read_symlink("/proc/self/exe").parent_path() /
        "sqlite_crash_writer";
    const std::string name = absl::StrCat("r", round);
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
    process_ = fork();
    if (process_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      execl(program.c_str(), program.c_str(), path.c_str(), name.c_str(),
            nullptr);
      _exit(3);
    }
    close(ends[1]);
    lines_ = ends[0];
  }
  ~Writer() {
    if (process_ > 0) Kill();
    close(lines_);
  }

  int process() const { return process_; }
  void Kill() {
    kill(process_, SIGKILL);
    int status = 0;
    EXPECT_EQ(waitpid(process_, &status, 0), process_);
    EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself: " << status;
    process_ = -1;
  }
  // Reads until so many lines have come, or the end.
  void Read(size_t lines) {
    char bytes[4096];
    while (lines_read_ < lines) {
      const ssize_t size = read(lines_, bytes, sizeof(bytes));
      if (size <= 0) return;
      text_.append(bytes, size);
      for (ssize_t i = 0; i < size; ++i) lines_read_ += bytes[i] == '\n';
    }
  }
  std::vector<Acknowledged> acknowledged() const {
    std::vector<Acknowledged> all;
    for (absl::string_view line : absl::StrSplit(text_, '\n')) {
      if (line.empty()) continue;
      const std::vector<std::string> words = absl::StrSplit(line, ' ');
      Acknowledged one;
      if (words.size() != 3 || !absl::SimpleAtoi(words[2], &one.revision)) {
        ADD_FAILURE() << "the writer said: " << line;
        continue;
      }
      one.partition = words[0];
      one.id = words[1];
      all.push_back(one);
    }
    return all;
  }

 private:
  pid_t process_ = -1;
  int lines_ = -1;
  size_t lines_read_ = 0;
  std::string text_;
};

// Revisions by id.
std::map<std::string, Revision> ListAll(Store& store,
                                        const std::string& partition,
                                        const std::string& collection) {
  std::map<std::string, Revision> all;
  Page page;
  page.limit = 10'000;
  while (true) {
    const auto part = store.List(partition, collection, page);
    EXPECT_TRUE(part.ok()) << part.status();
    if (!part.ok()) return all;
    for (const Record& record : part->records) all[record.id] = record.revision;
    if (!part->more) return all;
    page.after = part->records.back().id;
  }
}

void ExpectWhole(Store& store, const std::vector<Acknowledged>& acknowledged) {
  std::map<std::string, std::map<std::string, Revision>> left;
  for (const char* partition : {"p", "q"}) {
    left[partition] = ListAll(store, partition, "left");
    EXPECT_EQ(left[partition], ListAll(store, partition, "right"))
        << "half a commit";
    // One commit a revision, none skipped, none twice.
    std::set<Revision> revisions;
    for (const auto& [id, revision] : left[partition]) {
      revisions.insert(revision);
    }
    const Revision head = *store.WaitForChange(partition, 0, {});
    EXPECT_EQ(revisions.size(), head);
    EXPECT_EQ(revisions.size(), left[partition].size());
    EXPECT_EQ(*revisions.rbegin(), head);
    const auto feed = store.Changes(partition, head - 100, 1000);
    ASSERT_TRUE(feed.ok()) << feed.status();
    EXPECT_EQ(feed->changes.size(), 200);
  }
  for (const Acknowledged& one : acknowledged) {
    EXPECT_EQ(left[one.partition][one.id], one.revision)
        << one.id << " was acknowledged";
  }
  // A repetition of the last ones gets its first answer.
  for (size_t i = acknowledged.size() - 10; i < acknowledged.size(); ++i) {
    CommitRequest request;
    request.partition = acknowledged[i].partition;
    request.request_id = acknowledged[i].id;
    request.mutations = {Mutation::Put("left", "x", "", Expectation::Any())};
    const auto done = store.Commit(request);
    ASSERT_TRUE(done.ok()) << done.status();
    EXPECT_TRUE(done->repeated);
    EXPECT_EQ(done->revision, acknowledged[i].revision);
    EXPECT_EQ(done->answer, acknowledged[i].id);
  }
}

TEST(SqliteCrashTest, KilledWriterLosesNothingAcknowledged) {
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << std::endl;
  std::mt19937 random(seed);
  const TemporaryDirectory directory;
  const std::string path = directory.File("store.db");
  std::vector<Acknowledged> acknowledged;
  for (int round = 0; round < 8; ++round) {
    Writer writer(path, round);
    writer.Read(500 + random() % 2000);
    const absl::Status refused = SqliteStore::Open({.path = path}).status();
    EXPECT_TRUE(absl::IsFailedPrecondition(refused)) << refused;
    EXPECT_THAT(refused.message(),
                testing::HasSubstr(absl::StrCat(writer.process())));
    writer.Kill();
    writer.Read(1'000'000);
    for (const Acknowledged& one : writer.acknowledged()) {
      acknowledged.push_back(one);
    }
    ASSERT_GE(acknowledged.size(), 500);
    auto store = SqliteStore::Open({.path = path, .feed_commits = 100});
    ASSERT_TRUE(store.ok()) << store.status();
    ExpectWhole(**store, acknowledged);
    if (HasFailure()) return;
  }
  std::cout << acknowledged.size() << " acknowledged commits" << std::endl;
}

}  // namespace
}  // namespace duikou
