// The file of a SQLite store: its lock, its tables, its version.
#ifndef DUIKOU_SERVICES_STORE_SQLITE_SQLITE_SCHEMA_H_
#define DUIKOU_SERVICES_STORE_SQLITE_SQLITE_SCHEMA_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "services/store/sqlite/sqlite_connection.h"
#include "services/store/store.h"

namespace duikou {

// A file beside the store's that says one process has it open. Goes with the
// process, however that ends.
class SqliteFileLock {
 public:
  // FAILED_PRECONDITION naming the process where another opener holds it;
  // UNAVAILABLE where the file cannot be made.
  static absl::StatusOr<SqliteFileLock> Take(const std::string& store_path);
  SqliteFileLock(SqliteFileLock&& other) noexcept;
  SqliteFileLock& operator=(SqliteFileLock&&) = delete;
  ~SqliteFileLock();

 private:
  explicit SqliteFileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;  // -1: moved from
};

// What is known of a partition without reading.
struct SqlitePartition {
  int64_t key = 0;  // stands for the name in the other tables
  Revision head = 0;
  Revision trimmed = 0;     // the feed has what follows this
  int64_t request_ids = 0;  // how many are kept
};
// By name.
using SqlitePartitions = absl::flat_hash_map<std::string, SqlitePartition>;

// A partition's revision as one number: 2^23 partitions of 2^40 commits.
inline constexpr int64_t SqlitePosition(int64_t key, Revision revision) {
  return (key << 40) + revision;
}
inline constexpr Revision RevisionOf(int64_t position) {
  return position & ((int64_t{1} << 40) - 1);
}

struct SqliteFile {
  std::unique_ptr<SqliteConnection> writer;
  SqlitePartitions partitions;
};

// Opens the file for writing and makes the tables where it is new.
//  - DATA_LOSS: not a database, or damaged.
//  - FAILED_PRECONDITION: a database of something else, or of a newer version.
//  - UNAVAILABLE: cannot be opened or written.
absl::StatusOr<SqliteFile> OpenSqliteFile(const std::string& path,
                                          int64_t max_bytes,
                                          bool check_integrity);

// A connection to an open file that only reads.
absl::StatusOr<std::unique_ptr<SqliteConnection>> OpenSqliteReader(
    const std::string& path);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_SQLITE_SQLITE_SCHEMA_H_
