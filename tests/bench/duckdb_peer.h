// DuckdbPeer: a DuckDB database in memory, on one thread, for benches that ask
// it the same. It runs in a Node.js of its own (duckdb/peer.mjs), which
// duckdb/install prepares.
//
//   if (DuckdbPeer::IsInstalled()) {
//     DuckdbPeer peer;
//     peer.Run("CREATE TABLE t (n int)");
//     peer.Ask("SELECT max(n) FROM t").rows;     // {""}
//   }
#ifndef DUIKOU_TESTS_BENCH_DUCKDB_PEER_H_
#define DUIKOU_TESTS_BENCH_DUCKDB_PEER_H_

#include <sys/types.h>

#include <cstdio>
#include <string>
#include <vector>

namespace duikou::bench {

// Not thread-safe. Whatever fails ends the process with what DuckDB said.
class DuckdbPeer {
 public:
  static bool IsInstalled();

  DuckdbPeer();
  ~DuckdbPeer();
  DuckdbPeer(const DuckdbPeer&) = delete;
  DuckdbPeer& operator=(const DuckdbPeer&) = delete;

  // SQL of one line.
  void Run(const std::string& sql);
  // Lines of values with tabs between them.
  void Copy(const std::string& table, const std::string& lines);
  struct Answer {
    // The first column of each row.
    std::vector<std::string> rows;
    // What it took there, without the way to it and back.
    double seconds = 0;
  };
  Answer Ask(const std::string& sql);

 private:
  pid_t process_ = -1;
  FILE* to_ = nullptr;
  FILE* from_ = nullptr;
};

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_DUCKDB_PEER_H_
