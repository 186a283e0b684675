// The writing half of a SQLite store: many commits in one transaction.
#ifndef DUIKOU_SERVICES_STORE_SQLITE_SQLITE_WRITER_H_
#define DUIKOU_SERVICES_STORE_SQLITE_SQLITE_WRITER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/store/sqlite/sqlite_connection.h"
#include "services/store/sqlite/sqlite_schema.h"
#include "services/store/store.h"

namespace duikou {

struct SqliteWriterOptions {
  int feed_commits = 100'000;
  int request_ids = 10'000;
};

// Used by one thread.
class SqliteWriter {
 public:
  static absl::StatusOr<std::unique_ptr<SqliteWriter>> Make(
      SqliteFile file, SqliteWriterOptions options);

  // The answer of each request, in order, as if each were a transaction of its
  // own, at the price of one: all are durable when it returns. Expectations are
  // looked at before anything of a commit is written, so one that fails leaves
  // nothing to undo; where SQLite itself fails, the group is rolled back and
  // each commit tried alone, so that one too large for the disk takes no other
  // with it.
  // REQUIRES: ValidateCommit(*request) is OK of each.
  std::vector<absl::StatusOr<CommitResult>> Commit(
      absl::Span<const CommitRequest* const> requests);

  // Partitions that the last Commit moved, as they now are.
  const SqlitePartitions& moved() const { return moved_; }
  const SqlitePartitions& partitions() const { return partitions_; }

 private:
  using Results = std::vector<absl::StatusOr<CommitResult>>;

  SqliteWriter(SqliteFile file, SqliteWriterOptions options);
  absl::Status PrepareStatements();

  // In these an error is SQLite's; the commit's own goes into the result.
  absl::Status RunTransaction(absl::Span<const CommitRequest* const> requests,
                              Results& results);
  absl::Status Apply(const CommitRequest& request,
                     absl::StatusOr<CommitResult>& result);
  absl::Status LookUpRequest(const CommitRequest& request, int64_t key,
                             bool& seen, absl::StatusOr<CommitResult>& result);
  absl::Status CheckAll(const CommitRequest& request, int64_t key,
                        absl::Status& verdict);
  absl::Status WriteAll(const CommitRequest& request,
                        SqlitePartition& partition);
  absl::Status WriteRecord(const Mutation& mutation,
                           const SqlitePartition& partition, bool& changed);
  absl::Status Remember(const CommitRequest& request,
                        SqlitePartition& partition);
  absl::Status TrimFeed(SqlitePartition& partition);
  // The partition as this transaction sees it; made where `make` and absent,
  // else null.
  absl::StatusOr<SqlitePartition*> Find(const std::string& name, bool make);

  const SqliteWriterOptions options_;
  const std::unique_ptr<SqliteConnection> connection_;
  SqlitePartitions partitions_;  // as committed
  SqlitePartitions touched_;     // as the open transaction has them
  SqlitePartitions moved_;

  SqliteStatement begin_, commit_, rollback_;
  SqliteStatement insert_partition_, update_partition_;
  SqliteStatement find_revision_, put_record_, delete_record_;
  SqliteStatement insert_feed_, trim_feed_;
  SqliteStatement find_request_, insert_request_, trim_requests_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_SQLITE_SQLITE_WRITER_H_
