#include "services/store/sqlite/sqlite_store.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

// What one transaction takes at most, so that nobody waits for a giant one.
constexpr size_t kGroupCommits = 256;
constexpr size_t kGroupBytes = 16 << 20;

size_t BytesOf(const CommitRequest& request) {
  size_t bytes = request.answer.size();
  for (const Mutation& mutation : request.mutations) {
    bytes += mutation.id.size() + mutation.value.size();
  }
  return bytes;
}

absl::Status Validate(const SqliteStoreOptions& options) {
  if (options.path.empty() || options.readers < 1 || options.feed_commits < 1 ||
      options.request_ids < 1 || options.max_bytes < 0) {
    return absl::InvalidArgumentError(
        "SQLite store: path must be given, readers, feed_commits and "
        "request_ids be at least 1, max_bytes at least 0");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteStore>> SqliteStore::Open(
    const SqliteStoreOptions& options) {
  RETURN_IF_ERROR(Validate(options));
  ASSIGN_OR_RETURN(SqliteFileLock lock, SqliteFileLock::Take(options.path));
  ASSIGN_OR_RETURN(
      SqliteFile file,
      OpenSqliteFile(options.path, options.max_bytes, options.check_integrity));
  ASSIGN_OR_RETURN(
      std::unique_ptr<SqliteWriter> writer,
      SqliteWriter::Make(
          std::move(file),
          SqliteWriterOptions{options.feed_commits, options.request_ids}));
  std::vector<std::unique_ptr<SqliteReader>> readers;
  for (int i = 0; i < options.readers; ++i) {
    ASSIGN_OR_RETURN(std::unique_ptr<SqliteReader> reader,
                     SqliteReader::Open(options.path));
    readers.push_back(std::move(reader));
  }
  return std::unique_ptr<SqliteStore>(
      new SqliteStore(std::move(lock), std::move(writer), std::move(readers)));
}

SqliteStore::SqliteStore(SqliteFileLock lock,
                         std::unique_ptr<SqliteWriter> writer,
                         std::vector<std::unique_ptr<SqliteReader>> readers)
    : lock_(std::move(lock)),
      writer_(std::move(writer)),
      readers_(std::move(readers)) {
  for (const std::unique_ptr<SqliteReader>& reader : readers_) {
    free_readers_.push_back(reader.get());
  }
  partitions_ = writer_->partitions();
  write_thread_ = std::thread([this] { WriteLoop(); });
}

SqliteStore::~SqliteStore() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
    work_.Signal();
  }
  write_thread_.join();
}

void SqliteStore::WriteLoop() {
  while (true) {
    const Group group = TakeGroup();
    if (group.empty()) return;
    std::vector<const CommitRequest*> requests;
    for (const std::shared_ptr<Pending>& pending : group) {
      requests.push_back(&pending->request);
    }
    Answer(group, writer_->Commit(requests));
  }
}

SqliteStore::Group SqliteStore::TakeGroup() {
  absl::MutexLock lock(&mutex_);
  while (waiting_.empty() && !stopping_) work_.Wait(&mutex_);
  Group group;
  size_t bytes = 0;
  while (!waiting_.empty() && group.size() < kGroupCommits &&
         (group.empty() || bytes + waiting_.front()->bytes <= kGroupBytes)) {
    bytes += waiting_.front()->bytes;
    group.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return group;
}

void SqliteStore::Answer(const Group& group,
                         std::vector<absl::StatusOr<CommitResult>> results) {
  absl::MutexLock lock(&mutex_);
  for (const auto& [name, partition] : writer_->moved()) {
    partitions_[name] = partition;
  }
  for (size_t i = 0; i < group.size(); ++i) {
    group[i]->result = std::move(results[i]);
    group[i]->done = true;
    group[i]->answered.Signal();
  }
  if (!writer_->moved().empty()) changed_.SignalAll();
}

absl::StatusOr<CommitResult> SqliteStore::Commit(const CommitRequest& request,
                                                 CallLimits limits) {
  RETURN_IF_ERROR(ValidateCommit(request));
  if (limits.deadline <= absl::Now()) return DeadlinePassed("Commit");
  auto pending = std::make_shared<Pending>();
  pending->request = request;
  pending->bytes = BytesOf(request);
  absl::MutexLock lock(&mutex_);
  waiting_.push_back(pending);
  work_.Signal();
  while (!pending->done) {
    if (pending->answered.WaitWithDeadline(&mutex_, limits.deadline) &&
        !pending->done) {
      // Not taken by the writer yet: it never will be.
      auto place = std::find(waiting_.begin(), waiting_.end(), pending);
      if (place != waiting_.end()) waiting_.erase(place);
      return DeadlinePassed("Commit");
    }
  }
  return std::move(pending->result);
}

int64_t SqliteStore::KeyOf(absl::string_view partition) {
  absl::MutexLock lock(&mutex_);
  auto found = partitions_.find(partition);
  return found == partitions_.end() ? 0 : found->second.key;
}

Revision SqliteStore::HeadOf(absl::string_view partition) const {
  auto found = partitions_.find(partition);
  return found == partitions_.end() ? 0 : found->second.head;
}

template <typename Result>
absl::StatusOr<Result> SqliteStore::WithReader(
    absl::string_view call, CallLimits limits,
    const std::function<absl::StatusOr<Result>(SqliteReader&)>& read) {
  if (limits.deadline <= absl::Now()) return DeadlinePassed(call);
  SqliteReader* reader = nullptr;
  {
    absl::MutexLock lock(&mutex_);
    while (free_readers_.empty()) {
      if (freed_.WaitWithDeadline(&mutex_, limits.deadline) &&
          free_readers_.empty()) {
        return DeadlinePassed(call);
      }
    }
    reader = free_readers_.back();
    free_readers_.pop_back();
  }
  absl::StatusOr<Result> result = read(*reader);
  absl::MutexLock lock(&mutex_);
  free_readers_.push_back(reader);
  freed_.Signal();
  return result;
}

absl::StatusOr<Record> SqliteStore::Get(absl::string_view partition,
                                        absl::string_view collection,
                                        absl::string_view id,
                                        CallLimits limits) {
  RETURN_IF_ERROR(ValidateKey(partition, collection, id));
  const int64_t key = KeyOf(partition);
  return WithReader<Record>("Get", limits, [&](SqliteReader& reader) {
    return reader.Get(key, collection, id, limits.deadline);
  });
}

absl::StatusOr<ListResult> SqliteStore::List(absl::string_view partition,
                                             absl::string_view collection,
                                             const Page& page,
                                             CallLimits limits) {
  RETURN_IF_ERROR(ValidateList(partition, collection, page));
  const int64_t key = KeyOf(partition);
  return WithReader<ListResult>("List", limits, [&](SqliteReader& reader) {
    return reader.List(key, collection, page, limits.deadline);
  });
}

absl::StatusOr<ChangesResult> SqliteStore::Changes(absl::string_view partition,
                                                   Revision after, int limit,
                                                   CallLimits limits) {
  RETURN_IF_ERROR(ValidateChanges(partition, after, limit));
  const int64_t key = KeyOf(partition);
  if (key == 0 && limits.deadline > absl::Now()) {
    if (after > 0) return FeedOutOfRange(partition, after);
    return ChangesResult{};
  }
  return WithReader<ChangesResult>(
      "Changes", limits, [&](SqliteReader& reader) {
        return reader.Changes(key, partition, after, limit, limits.deadline);
      });
}

absl::StatusOr<Revision> SqliteStore::WaitForChange(absl::string_view partition,
                                                    Revision after,
                                                    CallLimits limits) {
  RETURN_IF_ERROR(ValidateChanges(partition, after, 1));
  absl::MutexLock lock(&mutex_);
  while (HeadOf(partition) <= after) {
    if (changed_.WaitWithDeadline(&mutex_, limits.deadline)) break;
  }
  return HeadOf(partition);
}

}  // namespace duikou
