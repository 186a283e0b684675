#include "services/store/sqlite/sqlite_writer.h"

#include <algorithm>
#include <utility>

#include "matcher/base/status_macros.h"
#include "services/store/change_codec.h"

namespace duikou {
namespace {

// Trimming is done for so many commits at a time.
constexpr int kTrimBatch = 256;

bool Writes(const CommitRequest& request) {
  return std::any_of(request.mutations.begin(), request.mutations.end(),
                     [](const Mutation& mutation) {
                       return mutation.kind != Mutation::Kind::kCheck;
                     });
}

}  // namespace

SqliteWriter::SqliteWriter(SqliteFile file, SqliteWriterOptions options)
    : options_(options),
      connection_(std::move(file.writer)),
      partitions_(std::move(file.partitions)) {}

absl::StatusOr<std::unique_ptr<SqliteWriter>> SqliteWriter::Make(
    SqliteFile file, SqliteWriterOptions options) {
  std::unique_ptr<SqliteWriter> writer(
      new SqliteWriter(std::move(file), options));
  RETURN_IF_ERROR(writer->PrepareStatements());
  return writer;
}

absl::Status SqliteWriter::PrepareStatements() {
  const std::pair<SqliteStatement*, const char*> statements[] = {
      {&begin_, "BEGIN IMMEDIATE"},
      {&commit_, "COMMIT"},
      {&rollback_, "ROLLBACK"},
      {&insert_partition_,
       "INSERT INTO partitions(name, head, trimmed) VALUES(?1, 0, 0) "
       "RETURNING key"},
      {&update_partition_,
       "UPDATE partitions SET head=?2, trimmed=?3 WHERE key=?1"},
      {&find_revision_,
       "SELECT revision FROM records "
       "WHERE partition=?1 AND collection=?2 AND id=?3"},
      {&put_record_,
       "INSERT INTO records(partition, collection, id, revision, value) "
       "VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(partition, collection, id) "
       "DO UPDATE SET revision=excluded.revision, value=excluded.value"},
      {&delete_record_,
       "DELETE FROM records WHERE partition=?1 AND collection=?2 AND id=?3"},
      {&insert_feed_, "INSERT INTO feed(position, changes) VALUES(?1, ?2)"},
      {&trim_feed_, "DELETE FROM feed WHERE position BETWEEN ?1 AND ?2"},
      {&find_request_,
       "SELECT position, fingerprint, answer FROM requests "
       "WHERE partition=?1 AND request_id=?2"},
      {&insert_request_,
       "INSERT INTO requests(position, partition, request_id, fingerprint, "
       "answer) VALUES(?1, ?2, ?3, ?4, ?5)"},
      {&trim_requests_,
       "DELETE FROM requests WHERE position BETWEEN ?1 AND (SELECT position "
       "FROM requests WHERE position BETWEEN ?1 AND ?2 ORDER BY position DESC "
       "LIMIT 1 OFFSET ?3)"},
  };
  for (const auto& [statement, sql] : statements) {
    ASSIGN_OR_RETURN(*statement, connection_->Prepare(sql));
  }
  return absl::OkStatus();
}

std::vector<absl::StatusOr<CommitResult>> SqliteWriter::Commit(
    absl::Span<const CommitRequest* const> requests) {
  moved_.clear();
  Results results(requests.size());
  if (RunTransaction(requests, results).ok()) return results;
  for (size_t i = 0; i < requests.size(); ++i) {
    Results alone(1);
    absl::Status status = RunTransaction(requests.subspan(i, 1), alone);
    results[i] = status.ok() ? std::move(alone[0])
                             : absl::StatusOr<CommitResult>(status);
  }
  return results;
}

absl::Status SqliteWriter::RunTransaction(
    absl::Span<const CommitRequest* const> requests, Results& results) {
  touched_.clear();
  absl::Status status = begin_.Run();
  for (size_t i = 0; i < requests.size() && status.ok(); ++i) {
    status = Apply(*requests[i], results[i]);
  }
  for (auto& [name, partition] : touched_) {
    if (!status.ok()) break;
    update_partition_.BindInt(1, partition.key);
    update_partition_.BindInt(2, partition.head);
    update_partition_.BindInt(3, partition.trimmed);
    status = update_partition_.Run();
  }
  if (status.ok()) status = commit_.Run();
  if (!status.ok()) {
    // Some errors have rolled back already. A ROLLBACK that fails leaves the
    // transaction open, and the next BEGIN says so.
    if (connection_->InTransaction()) rollback_.Run().IgnoreError();
    return status;
  }
  for (auto& [name, partition] : touched_) {
    partitions_[name] = partition;
    moved_[name] = partition;
  }
  return absl::OkStatus();
}

absl::Status SqliteWriter::Apply(const CommitRequest& request,
                                 absl::StatusOr<CommitResult>& result) {
  ASSIGN_OR_RETURN(SqlitePartition * partition,
                   Find(request.partition, /*make=*/false));
  // Of a partition that does not exist nothing is found under key 0.
  const int64_t key = partition == nullptr ? 0 : partition->key;
  if (!request.request_id.empty()) {
    bool seen = false;
    RETURN_IF_ERROR(LookUpRequest(request, key, seen, result));
    if (seen) return absl::OkStatus();
  }
  absl::Status verdict;
  RETURN_IF_ERROR(CheckAll(request, key, verdict));
  if (!verdict.ok()) {
    result = verdict;
    return absl::OkStatus();
  }
  if (Writes(request)) {
    ASSIGN_OR_RETURN(partition, Find(request.partition, /*make=*/true));
    RETURN_IF_ERROR(WriteAll(request, *partition));
  }
  result = CommitResult{partition == nullptr ? 0 : partition->head, false, ""};
  return absl::OkStatus();
}

absl::Status SqliteWriter::LookUpRequest(const CommitRequest& request,
                                         int64_t key, bool& seen,
                                         absl::StatusOr<CommitResult>& result) {
  find_request_.BindInt(1, key);
  find_request_.BindBlob(2, request.request_id);
  ASSIGN_OR_RETURN(seen, find_request_.Step());
  if (!seen) return absl::OkStatus();
  if (find_request_.Blob(1) == request.fingerprint) {
    result = CommitResult{RevisionOf(find_request_.Int(0)), true,
                          std::string(find_request_.Blob(2))};
  } else {
    result = RequestIdReused(request.request_id);
  }
  find_request_.Reset();
  return absl::OkStatus();
}

absl::Status SqliteWriter::CheckAll(const CommitRequest& request, int64_t key,
                                    absl::Status& verdict) {
  for (const Mutation& mutation : request.mutations) {
    if (mutation.expected.any()) continue;
    find_revision_.BindInt(1, key);
    find_revision_.BindBlob(2, mutation.collection);
    find_revision_.BindBlob(3, mutation.id);
    ASSIGN_OR_RETURN(const bool found, find_revision_.Step());
    verdict = CheckExpectation(mutation, found ? find_revision_.Int(0) : 0);
    if (found) find_revision_.Reset();
    if (!verdict.ok()) return absl::OkStatus();
  }
  return absl::OkStatus();
}

absl::Status SqliteWriter::WriteAll(const CommitRequest& request,
                                    SqlitePartition& partition) {
  ++partition.head;
  std::string changes;
  for (const Mutation& mutation : request.mutations) {
    if (mutation.kind == Mutation::Kind::kCheck) continue;
    bool changed = false;
    RETURN_IF_ERROR(WriteRecord(mutation, partition, changed));
    if (!changed || !mutation.in_feed) continue;
    AppendChange(mutation.collection, mutation.id,
                 mutation.kind == Mutation::Kind::kDelete, mutation.value,
                 changes);
  }
  insert_feed_.BindInt(1, SqlitePosition(partition.key, partition.head));
  insert_feed_.BindBlob(2, changes);
  RETURN_IF_ERROR(insert_feed_.Run());
  RETURN_IF_ERROR(TrimFeed(partition));
  if (request.request_id.empty()) return absl::OkStatus();
  return Remember(request, partition);
}

absl::Status SqliteWriter::WriteRecord(const Mutation& mutation,
                                       const SqlitePartition& partition,
                                       bool& changed) {
  const bool put = mutation.kind == Mutation::Kind::kPut;
  SqliteStatement& statement = put ? put_record_ : delete_record_;
  statement.BindInt(1, partition.key);
  statement.BindBlob(2, mutation.collection);
  statement.BindBlob(3, mutation.id);
  if (put) {
    statement.BindInt(4, partition.head);
    statement.BindBlob(5, mutation.value);
  }
  RETURN_IF_ERROR(statement.Run());
  changed = connection_->RowsChanged() > 0;
  return absl::OkStatus();
}

absl::Status SqliteWriter::TrimFeed(SqlitePartition& partition) {
  const Revision through = partition.head - options_.feed_commits;
  if (through < partition.trimmed + kTrimBatch) return absl::OkStatus();
  trim_feed_.BindInt(1, SqlitePosition(partition.key, 0));
  trim_feed_.BindInt(2, SqlitePosition(partition.key, through));
  RETURN_IF_ERROR(trim_feed_.Run());
  partition.trimmed = through;
  return absl::OkStatus();
}

absl::Status SqliteWriter::Remember(const CommitRequest& request,
                                    SqlitePartition& partition) {
  insert_request_.BindInt(1, SqlitePosition(partition.key, partition.head));
  insert_request_.BindInt(2, partition.key);
  insert_request_.BindBlob(3, request.request_id);
  insert_request_.BindBlob(4, request.fingerprint);
  insert_request_.BindBlob(5, request.answer);
  RETURN_IF_ERROR(insert_request_.Run());
  ++partition.request_ids;
  if (partition.request_ids < options_.request_ids + kTrimBatch) {
    return absl::OkStatus();
  }
  trim_requests_.BindInt(1, SqlitePosition(partition.key, 0));
  trim_requests_.BindInt(2, SqlitePosition(partition.key, partition.head));
  trim_requests_.BindInt(3, options_.request_ids);
  RETURN_IF_ERROR(trim_requests_.Run());
  partition.request_ids -= connection_->RowsChanged();
  return absl::OkStatus();
}

absl::StatusOr<SqlitePartition*> SqliteWriter::Find(const std::string& name,
                                                    bool make) {
  if (auto found = touched_.find(name); found != touched_.end()) {
    return &found->second;
  }
  if (auto found = partitions_.find(name); found != partitions_.end()) {
    return &(touched_[name] = found->second);
  }
  if (!make) return nullptr;
  insert_partition_.BindBlob(1, name);
  ASSIGN_OR_RETURN(const bool made, insert_partition_.Step());
  if (!made) return absl::InternalError("SQLite: no key of a new partition");
  SqlitePartition partition;
  partition.key = insert_partition_.Int(0);
  insert_partition_.Reset();
  return &(touched_[name] = partition);
}

}  // namespace duikou
