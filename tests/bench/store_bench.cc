// Commits and reads per second on both kinds of store, alone and with 64
// writers or readers. Commits of one record of 1 KB, durable when answered;
// "audited" with its history and its audit entry, as a server writes.
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"
#include "services/base/clock.h"
#include "services/store/history_store.h"
#include "services/store/redis/redis_store.h"
#include "services/store/redis/testing/redis_server.h"
#include "services/store/sqlite/sqlite_store.h"
#include "tests/bench/report.h"

namespace duikou::bench {
namespace {

constexpr int kRounds = 5;
constexpr int kThreads = 64;
constexpr int kCommitsAlone = 500;
constexpr int kCommitsTogether = 6'400;
constexpr int kReads = 64'000;
constexpr int kRecords = 1'000;
// Commits of 64 writers over those of one: what grouping them is for.
constexpr double kGoal = 5;

const std::string& Value() {
  static const auto* value = new std::string(1'024, 'v');
  return *value;
}

void CommitOne(Store& store, const std::string& id) {
  CommitRequest request;
  request.partition = "bench";
  request.mutations.push_back(
      Mutation::Put("records", id, Value(), Expectation::Any()));
  const auto done = store.Commit(request);
  DUIKOU_CHECK(done.ok()) << done.status();
}

void ReadOne(Store& store, int number) {
  const auto record =
      store.Get("bench", "records", absl::StrCat("r-", number % kRecords));
  DUIKOU_CHECK(record.ok()) << record.status();
}

// `count` calls spread over `threads`, per second.
double Rate(int threads, int count, const std::function<void(int)>& call) {
  const double seconds = Seconds([&] {
    std::atomic<int> next = 0;
    std::vector<std::thread> workers;
    for (int t = 0; t < threads; ++t) {
      workers.emplace_back([&] {
        for (int i = next++; i < count; i = next++) call(i);
      });
    }
    for (std::thread& worker : workers) worker.join();
  });
  return count / seconds;
}

void Measure(const std::string& kind, Store& store, std::optional<double> goal,
             Report& report) {
  for (int i = 0; i < kRecords; ++i) CommitOne(store, absl::StrCat("r-", i));
  std::vector<double> alone, together, ratio, reads_alone, reads_together;
  for (int round = 0; round < kRounds; ++round) {
    const auto commit = [&](int i) {
      CommitOne(store, absl::StrCat("r-", i % kRecords));
    };
    const auto read = [&](int i) { ReadOne(store, i); };
    alone.push_back(Rate(1, kCommitsAlone, commit));
    together.push_back(Rate(kThreads, kCommitsTogether, commit));
    ratio.push_back(together.back() / alone.back());
    reads_alone.push_back(Rate(1, kReads / 4, read));
    reads_together.push_back(Rate(kThreads, kReads, read));
  }
  report.Add({kind + " commits, 1 writer", alone, "1/s"});
  report.Add({kind + " commits, 64 writers", together, "1/s"});
  report.Add({.metric = kind + " commits, 64 writers over 1",
              .samples = ratio,
              .unit = "x",
              .goal = goal});
  report.Add({kind + " reads, 1 reader", reads_alone, "1/s"});
  report.Add({kind + " reads, 64 readers", reads_together, "1/s"});
}

int Run(int argc, char** argv) {
  // A disk, not a memory file system: what is measured is durable.
  std::string base = "build";
  const std::string json = ParseFlags(argc, argv, {{"--dir", &base}});
  const std::filesystem::path dir =
      std::filesystem::absolute(base) / "store-bench";
  std::filesystem::remove_all(dir);
  std::filesystem::create_directories(dir);
  Report report("store");
  {
    auto sqlite = SqliteStore::Open({.path = (dir / "store.db").string()});
    DUIKOU_CHECK(sqlite.ok()) << sqlite.status();
    Measure("sqlite", **sqlite, kGoal, report);
  }
  {
    auto sqlite = SqliteStore::Open({.path = (dir / "audited.db").string()});
    DUIKOU_CHECK(sqlite.ok()) << sqlite.status();
    const SystemClock clock;
    HistoryStore audited(**sqlite, clock);
    Measure("sqlite audited", audited, std::nullopt, report);
  }
  {
    setenv("TMPDIR", dir.c_str(), 1);
    auto server = RedisServer::Start();
    DUIKOU_CHECK(server.ok()) << server.status();
    const auto options = ParseRedisUrl((*server)->url());
    DUIKOU_CHECK(options.ok()) << options.status();
    auto redis = OpenRedisStore(*options);
    DUIKOU_CHECK(redis.ok()) << redis.status();
    Measure("redis", **redis, kGoal, report);
    const SystemClock clock;
    HistoryStore audited(**redis, clock);
    Measure("redis audited", audited, std::nullopt, report);
  }
  std::filesystem::remove_all(dir);
  return report.Finish(json);
}

}  // namespace
}  // namespace duikou::bench

int main(int argc, char** argv) { return duikou::bench::Run(argc, argv); }
