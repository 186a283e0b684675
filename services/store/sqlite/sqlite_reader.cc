#include "services/store/sqlite/sqlite_reader.h"

#include <algorithm>
#include <utility>

#include "matcher/base/status_macros.h"
#include "services/store/change_codec.h"
#include "services/store/sqlite/sqlite_schema.h"

namespace duikou {
namespace {

// Where an answer is this large it ends before its limit.
constexpr size_t kAnswerBytes = 32 << 20;

// The least id that is greater than every id that starts with `prefix`.
std::string PrefixEnd(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (prefix.empty()) {
    constexpr int kLongest =
        StoreLimits::kMaxKeyBytes + StoreLimits::kMaxExtraKeyBytes;
    return std::string(kLongest + 1, '\xff');
  }
  ++prefix.back();
  return prefix;
}

}  // namespace

SqliteReader::SqliteReader(std::unique_ptr<SqliteConnection> connection)
    : connection_(std::move(connection)) {}

absl::StatusOr<std::unique_ptr<SqliteReader>> SqliteReader::Open(
    const std::string& path) {
  ASSIGN_OR_RETURN(std::unique_ptr<SqliteConnection> connection,
                   OpenSqliteReader(path));
  std::unique_ptr<SqliteReader> reader(new SqliteReader(std::move(connection)));
  const std::pair<SqliteStatement*, const char*> statements[] = {
      {&reader->get_,
       "SELECT revision, value FROM records "
       "WHERE partition=?1 AND collection=?2 AND id=?3"},
      {&reader->list_,
       "SELECT id, revision, value FROM records WHERE partition=?1 "
       "AND collection=?2 AND id>=?3 AND id<?4 ORDER BY id LIMIT ?5"},
      {&reader->begin_, "BEGIN"},
      {&reader->end_, "COMMIT"},
      {&reader->find_partition_,
       "SELECT head, trimmed FROM partitions WHERE key=?1"},
      {&reader->read_feed_,
       "SELECT position, changes FROM feed "
       "WHERE position BETWEEN ?1 AND ?2 ORDER BY position"}};
  for (const auto& [statement, sql] : statements) {
    ASSIGN_OR_RETURN(*statement, reader->connection_->Prepare(sql));
  }
  return reader;
}

absl::StatusOr<Record> SqliteReader::Get(int64_t partition,
                                         absl::string_view collection,
                                         absl::string_view id,
                                         absl::Time deadline) {
  connection_->SetDeadline(deadline);
  get_.BindInt(1, partition);
  get_.BindBlob(2, collection);
  get_.BindBlob(3, id);
  ASSIGN_OR_RETURN(const bool found, get_.Step());
  if (!found) return absl::NotFoundError("no such record");
  Record record{std::string(collection), std::string(id),
                std::string(get_.Blob(1)), get_.Int(0)};
  get_.Reset();
  return record;
}

absl::StatusOr<ListResult> SqliteReader::List(int64_t partition,
                                              absl::string_view collection,
                                              const Page& page,
                                              absl::Time deadline) {
  // What follows `after` at once is `after` and a NUL.
  std::string from = page.prefix;
  if (!page.after.empty()) {
    from = std::max(from, page.after + std::string(1, '\0'));
  }
  const std::string end = PrefixEnd(page.prefix);
  connection_->SetDeadline(deadline);
  list_.BindInt(1, partition);
  list_.BindBlob(2, collection);
  list_.BindBlob(3, from);
  list_.BindBlob(4, end);
  list_.BindInt(5, int64_t{page.limit} + 1);
  ListResult result;
  size_t bytes = 0;
  while (true) {
    ASSIGN_OR_RETURN(const bool row, list_.Step());
    if (!row) return result;
    if (static_cast<int>(result.records.size()) == page.limit ||
        bytes > kAnswerBytes) {
      result.more = true;
      list_.Reset();
      return result;
    }
    bytes += list_.Blob(2).size();
    result.records.push_back(Record{std::string(collection),
                                    std::string(list_.Blob(0)),
                                    std::string(list_.Blob(2)), list_.Int(1)});
  }
}

absl::StatusOr<ChangesResult> SqliteReader::Changes(int64_t partition,
                                                    absl::string_view name,
                                                    Revision after, int limit,
                                                    absl::Time deadline) {
  connection_->SetDeadline(deadline);
  // One transaction, so that nothing is trimmed between the two looks.
  RETURN_IF_ERROR(begin_.Run());
  absl::StatusOr<ChangesResult> result =
      ReadFeed(partition, name, after, limit);
  connection_->SetDeadline(absl::InfiniteFuture());
  RETURN_IF_ERROR(end_.Run());
  return result;
}

absl::StatusOr<ChangesResult> SqliteReader::ReadFeed(int64_t partition,
                                                     absl::string_view name,
                                                     Revision after,
                                                     int limit) {
  ChangesResult result;
  find_partition_.BindInt(1, partition);
  ASSIGN_OR_RETURN(const bool found, find_partition_.Step());
  if (!found) return absl::InternalError("SQLite: a partition has vanished");
  result.head = find_partition_.Int(0);
  const Revision trimmed = find_partition_.Int(1);
  find_partition_.Reset();
  if (after < trimmed || after > result.head) {
    return FeedOutOfRange(name, after);
  }
  result.through = after;
  read_feed_.BindInt(1, SqlitePosition(partition, after + 1));
  read_feed_.BindInt(2, SqlitePosition(partition, result.head));
  size_t bytes = 0;
  while (static_cast<int>(result.changes.size()) < limit &&
         bytes <= kAnswerBytes) {
    ASSIGN_OR_RETURN(const bool row, read_feed_.Step());
    if (!row) return result;
    bytes += read_feed_.Blob(1).size();
    const Revision revision = RevisionOf(read_feed_.Int(0));
    absl::Status status =
        DecodeChanges(read_feed_.Blob(1), revision, result.changes);
    if (!status.ok()) {
      read_feed_.Reset();
      return status;
    }
    result.through = revision;
  }
  read_feed_.Reset();
  return result;
}

}  // namespace duikou
