// PostgresPeer: a PostgreSQL server of one's own, in a directory that goes with
// it, for benches that ask both the same. It listens on a Unix socket alone.
//
//   PostgresPeer peer;
//   peer.Run("CREATE TABLE t (n int)");
//   peer.Copy("t", "1\n2\n");
//   peer.Ask("SELECT sum(n) FROM t");     // {"3"}
#ifndef DUIKOU_TESTS_BENCH_POSTGRES_PEER_H_
#define DUIKOU_TESTS_BENCH_POSTGRES_PEER_H_

#include <string>
#include <vector>

struct pg_conn;

namespace duikou::bench {

// Not thread-safe. Whatever fails ends the process with what the server said.
class PostgresPeer {
 public:
  // As root it runs as the user postgres, which it refuses to do as root.
  PostgresPeer();
  ~PostgresPeer();
  PostgresPeer(const PostgresPeer&) = delete;
  PostgresPeer& operator=(const PostgresPeer&) = delete;

  void Run(const std::string& sql);
  // Lines of values with tabs between them.
  void Copy(const std::string& table, const std::string& lines);
  // The rows, each with `|` between its values.
  std::vector<std::string> Ask(const std::string& sql);

 private:
  std::string directory_;
  pg_conn* connection_ = nullptr;
};

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_POSTGRES_PEER_H_
