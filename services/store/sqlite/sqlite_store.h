// SqliteStore: the embedded store, one file, one process.
//
//   ASSIGN_OR_RETURN(std::unique_ptr<SqliteStore> store,
//                    SqliteStore::Open({.path = "/var/lib/duikou/store.db"}));
//
// A commit is durable when it returns: write-ahead log, synchronous=FULL. One
// thread writes; the commits that wait while it syncs share its next
// transaction, so that many writers cost little more than one. Reads run beside
// it on connections of their own. The heads of the partitions are kept in
// memory: waiting for a change reads nothing.
//
// Where the disk is full or fails, commits are UNAVAILABLE and leave nothing;
// the store works again as soon as the disk does. Its files are readable by
// their owner only.
#ifndef DUIKOU_SERVICES_STORE_SQLITE_SQLITE_STORE_H_
#define DUIKOU_SERVICES_STORE_SQLITE_SQLITE_STORE_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "services/store/sqlite/sqlite_reader.h"
#include "services/store/sqlite/sqlite_schema.h"
#include "services/store/sqlite/sqlite_writer.h"
#include "services/store/store.h"

namespace duikou {

struct SqliteStoreOptions {
  // The file; made where it does not exist, its directory is not. Beside it
  // there are .lock, -wal and -shm.
  std::string path;
  // Connections that read, from 1: how many reads run at once.
  int readers = 4;
  // Commits that a partition's feed keeps, from 1: how far a view may lag
  // before it loads everything anew. 100,000 of 1 KB are 100 MB.
  int feed_commits = 100'000;
  // Request ids that a partition keeps; the contract asks for 10,000.
  int request_ids = 10'000;
  // The file may grow to this, 0 as far as the disk goes. The write-ahead log
  // comes on top.
  int64_t max_bytes = 0;
  // Looks through the whole file when opened: one or two seconds a gigabyte.
  bool check_integrity = true;
};

// Thread-safe. REQUIRES: no call is under way when it is destroyed.
class SqliteStore final : public Store {
 public:
  // FAILED_PRECONDITION where another process has the file open, or it belongs
  // to something else or to a newer version; DATA_LOSS where it is damaged;
  // UNAVAILABLE where it cannot be opened; INVALID_ARGUMENT of the options.
  static absl::StatusOr<std::unique_ptr<SqliteStore>> Open(
      const SqliteStoreOptions& options);
  ~SqliteStore() override;

  absl::StatusOr<Record> Get(absl::string_view partition,
                             absl::string_view collection, absl::string_view id,
                             CallLimits limits = {}) override;
  absl::StatusOr<ListResult> List(absl::string_view partition,
                                  absl::string_view collection,
                                  const Page& page,
                                  CallLimits limits = {}) override;
  absl::StatusOr<CommitResult> Commit(const CommitRequest& request,
                                      CallLimits limits = {}) override;
  absl::StatusOr<ChangesResult> Changes(absl::string_view partition,
                                        Revision after, int limit,
                                        CallLimits limits = {}) override;
  absl::StatusOr<Revision> WaitForChange(absl::string_view partition,
                                         Revision after,
                                         CallLimits limits) override;

 private:
  // A commit on its way. Shared by its caller, who may give up, and the writer.
  struct Pending {
    CommitRequest request;
    size_t bytes = 0;
    bool done = false;  // this and the result are guarded by mutex_
    absl::StatusOr<CommitResult> result;
    absl::CondVar answered;
  };
  using Group = std::vector<std::shared_ptr<Pending>>;

  SqliteStore(SqliteFileLock lock, std::unique_ptr<SqliteWriter> writer,
              std::vector<std::unique_ptr<SqliteReader>> readers);

  void WriteLoop();
  // The next commits to write; empty: the end.
  Group TakeGroup() ABSL_LOCKS_EXCLUDED(mutex_);
  void Answer(const Group& group,
              std::vector<absl::StatusOr<CommitResult>> results)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // The partition's key, or 0 where it has no commit yet.
  int64_t KeyOf(absl::string_view partition) ABSL_LOCKS_EXCLUDED(mutex_);
  Revision HeadOf(absl::string_view partition) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Calls `read` with a free reader, or DEADLINE_EXCEEDED.
  template <typename Result>
  absl::StatusOr<Result> WithReader(
      absl::string_view call, CallLimits limits,
      const std::function<absl::StatusOr<Result>(SqliteReader&)>& read)
      ABSL_LOCKS_EXCLUDED(mutex_);

  const SqliteFileLock lock_;
  const std::unique_ptr<SqliteWriter> writer_;  // of the write thread
  const std::vector<std::unique_ptr<SqliteReader>> readers_;

  absl::Mutex mutex_;
  absl::CondVar work_;     // a commit waits, or stopping
  absl::CondVar changed_;  // a head has moved
  absl::CondVar freed_;    // a reader is free
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::deque<std::shared_ptr<Pending>> waiting_ ABSL_GUARDED_BY(mutex_);
  std::vector<SqliteReader*> free_readers_ ABSL_GUARDED_BY(mutex_);
  SqlitePartitions partitions_ ABSL_GUARDED_BY(mutex_);

  std::thread write_thread_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_SQLITE_SQLITE_STORE_H_
