// SqlitePeer: a SQLite database in memory, for benches that ask it the same.
// It knows popcount(n), the bits that are set in an integer.
//
//   SqlitePeer peer;
//   peer.Run("CREATE TABLE t (n int)");
//   peer.Ask("SELECT sum(n) FROM t");     // {""}
#ifndef DUIKOU_TESTS_BENCH_SQLITE_PEER_H_
#define DUIKOU_TESTS_BENCH_SQLITE_PEER_H_

#include <string>
#include <vector>

struct sqlite3;

namespace duikou::bench {

// Not thread-safe. Whatever fails ends the process with what SQLite said.
class SqlitePeer {
 public:
  SqlitePeer();
  ~SqlitePeer();
  SqlitePeer(const SqlitePeer&) = delete;
  SqlitePeer& operator=(const SqlitePeer&) = delete;

  void Run(const std::string& sql);
  // The first column of each row.
  std::vector<std::string> Ask(const std::string& sql);

 private:
  sqlite3* database_ = nullptr;
};

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_SQLITE_PEER_H_
