// Commits to a SQLite store without end and prints what was acknowledged:
//
//   sqlite_crash_writer FILE ROUND
//
// Each of its threads commits pairs (left and right, under the same id) and
// prints a line "id revision" once the store has answered. Somebody kills it.
#include <unistd.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/store/sqlite/sqlite_store.h"

namespace duikou {
namespace {

void WriteForever(SqliteStore& store, const std::string& name) {
  for (int i = 0;; ++i) {
    const std::string id = absl::StrCat(name, "-", i);
    CommitRequest request;
    request.partition = i % 3 == 0 ? "q" : "p";
    request.request_id = id;
    request.answer = id;
    for (const char* side : {"left", "right"}) {
      request.mutations.push_back(Mutation::Put(
          side, id, std::string(500 + i % 5000, 'v'), Expectation::Absent()));
    }
    const absl::StatusOr<CommitResult> done = store.Commit(request);
    const std::string line =
        done.ok() ? absl::StrCat(request.partition, " ", id, " ",
                                 done->revision, "\n")
                  : absl::StrCat("error ", done.status().ToString(), "\n");
    // One write of a short line to a pipe is not torn.
    if (write(STDOUT_FILENO, line.data(), line.size()) < 0) return;
  }
}

int Main(const std::string& path, const std::string& round) {
  // Trims and checkpoints often, to be killed in the middle of those too.
  auto store = SqliteStore::Open({.path = path, .feed_commits = 100});
  if (!store.ok()) {
    const std::string line =
        absl::StrCat("error ", store.status().ToString(), "\n");
    return write(STDOUT_FILENO, line.data(), line.size()) < 0 ? 2 : 1;
  }
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back(
        [&, i] { WriteForever(**store, absl::StrCat(round, "-", i)); });
  }
  for (std::thread& thread : threads) thread.join();
  return 0;
}

}  // namespace
}  // namespace duikou

int main(int argc, char** argv) {
  return argc == 3 ? duikou::Main(argv[1], argv[2]) : 2;
}
