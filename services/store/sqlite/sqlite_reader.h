// The reading half of a SQLite store: one connection with its statements.
#ifndef DUIKOU_SERVICES_STORE_SQLITE_SQLITE_READER_H_
#define DUIKOU_SERVICES_STORE_SQLITE_SQLITE_READER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/store/sqlite/sqlite_connection.h"
#include "services/store/store.h"

namespace duikou {

// Used by one thread at a time. `partition` is SqlitePartition::key. Each call
// sees one moment: every commit that was answered before it, none in part.
class SqliteReader {
 public:
  static absl::StatusOr<std::unique_ptr<SqliteReader>> Open(
      const std::string& path);

  absl::StatusOr<Record> Get(int64_t partition, absl::string_view collection,
                             absl::string_view id, absl::Time deadline);
  absl::StatusOr<ListResult> List(int64_t partition,
                                  absl::string_view collection,
                                  const Page& page, absl::Time deadline);
  // `name` is the partition's, for the message.
  absl::StatusOr<ChangesResult> Changes(int64_t partition,
                                        absl::string_view name, Revision after,
                                        int limit, absl::Time deadline);

 private:
  explicit SqliteReader(std::unique_ptr<SqliteConnection> connection);
  absl::StatusOr<ChangesResult> ReadFeed(int64_t partition,
                                         absl::string_view name, Revision after,
                                         int limit);

  const std::unique_ptr<SqliteConnection> connection_;
  SqliteStatement get_, list_;
  SqliteStatement begin_, end_, find_partition_, read_feed_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_SQLITE_SQLITE_READER_H_
