// Commits to a SQLite store with an audit trail that is sealed all the while,
// without end, and prints what was acknowledged:
//
//   audit_crash_writer FILE KEY_FILE ROUND
//
// A line "id revision" for each commit, of two records "left" and "right" under
// that id. Somebody kills it.
#include <unistd.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "prometheus/registry.h"
#include "services/access/audit_trail.h"
#include "services/base/clock.h"
#include "services/base/json_log.h"
#include "services/store/history_store.h"
#include "services/store/sqlite/sqlite_store.h"

namespace duikou {
namespace {

void Print(const std::string& line) {
  // One write of a short line to a pipe is not torn.
  if (write(STDOUT_FILENO, line.data(), line.size()) < 0) _exit(0);
}

void WriteForever(Store& store, const std::string& name) {
  for (int i = 0;; ++i) {
    const std::string id = absl::StrCat(name, "-", i % 50);
    CommitRequest request;
    request.partition = "-";
    request.origin.actor = name;
    for (const char* side : {"left", "right"}) {
      request.mutations.push_back(Mutation::Put(
          side, id, std::string(100 + i % 2000, 'v'), Expectation::Any()));
    }
    const absl::StatusOr<CommitResult> done = store.Commit(request);
    Print(done.ok() ? absl::StrCat(id, " ", done->revision, "\n")
                    : absl::StrCat("error ", done.status().ToString(), "\n"));
  }
}

int Main(const std::string& path, const std::string& key_file,
         const std::string& round) {
  auto sqlite = SqliteStore::Open({.path = path, .feed_commits = 100});
  if (!sqlite.ok()) return 1;
  const SystemClock clock;
  HistoryStore store(**sqlite, clock);
  const auto logger = MakeSilentLogger();
  prometheus::Registry registry;
  const auto trail = AuditTrail::Open(
      store, clock, *logger, registry,
      {.key_file = key_file,
       .sealer = {.interval = absl::Milliseconds(1), .batch = 20}});
  if (!trail.ok()) {
    Print(absl::StrCat("error ", trail.status().ToString(), "\n"));
    return 1;
  }
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back(
        [&, i] { WriteForever(store, absl::StrCat("w", round, "-", i)); });
  }
  for (std::thread& thread : threads) thread.join();
  return 0;
}

}  // namespace
}  // namespace duikou

int main(int argc, char** argv) {
  return argc == 4 ? duikou::Main(argv[1], argv[2], argv[3]) : 2;
}
