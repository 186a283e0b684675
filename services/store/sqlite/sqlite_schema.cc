#include "services/store/sqlite/sqlite_schema.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

constexpr int kSchemaVersion = 1;
constexpr int kApplicationId = 0x6475696b;  // "duik"
constexpr int kPageBytes = 4096;

// Keys are blobs: they compare as bytes. A commit's changes are one row, so
// that they are given whole and trimmed at the price of one row. A position is
// SqlitePosition(partition, revision): rows that come in order need no index.
constexpr char kSchema[] = R"sql(
CREATE TABLE partitions(
  key INTEGER PRIMARY KEY,
  name BLOB NOT NULL UNIQUE,
  head INTEGER NOT NULL,
  trimmed INTEGER NOT NULL);
CREATE TABLE records(
  row INTEGER PRIMARY KEY,
  partition INTEGER NOT NULL,
  collection BLOB NOT NULL,
  id BLOB NOT NULL,
  revision INTEGER NOT NULL,
  value BLOB NOT NULL,
  UNIQUE(partition, collection, id));
CREATE TABLE feed(
  position INTEGER PRIMARY KEY,
  changes BLOB NOT NULL);
CREATE TABLE requests(
  position INTEGER PRIMARY KEY,
  partition INTEGER NOT NULL,
  request_id BLOB NOT NULL,
  fingerprint BLOB NOT NULL,
  answer BLOB NOT NULL,
  UNIQUE(partition, request_id));
)sql";

std::string ErrnoText(int error) { return std::strerror(error); }

// SQLite would make it readable by everyone; its -wal and -shm follow it.
absl::Status MakePrivateFile(const std::string& path) {
  const int descriptor =
      open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    return absl::UnavailableError(
        absl::StrCat("cannot open ", path, ": ", ErrnoText(errno)));
  }
  close(descriptor);
  return absl::OkStatus();
}

absl::Status CheckVersion(SqliteConnection& connection, bool& is_new) {
  ASSIGN_OR_RETURN(const int64_t version,
                   connection.QueryInt("PRAGMA user_version"));
  ASSIGN_OR_RETURN(const int64_t application,
                   connection.QueryInt("PRAGMA application_id"));
  ASSIGN_OR_RETURN(const int64_t tables,
                   connection.QueryInt("SELECT count(*) FROM sqlite_schema"));
  is_new = version == 0 && application == 0 && tables == 0;
  if (is_new) return absl::OkStatus();
  if (application != kApplicationId) {
    return absl::FailedPreconditionError("is a database of something else");
  }
  if (version != kSchemaVersion) {
    return absl::FailedPreconditionError(absl::StrCat(
        "has version ", version, ", this program knows ", kSchemaVersion,
        version > kSchemaVersion ? ": a newer program has written it" : ""));
  }
  return absl::OkStatus();
}

absl::Status Prepare(SqliteConnection& connection, int64_t max_bytes,
                     bool check_integrity) {
  bool is_new = false;
  RETURN_IF_ERROR(CheckVersion(connection, is_new));
  RETURN_IF_ERROR(connection.Execute(
      absl::StrCat("PRAGMA page_size=", kPageBytes,
                   ";PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                   "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-32000;"
                   "PRAGMA journal_size_limit=67108864")));
  ASSIGN_OR_RETURN(const std::string mode,
                   connection.QueryText("PRAGMA journal_mode"));
  if (mode != "wal") {
    return absl::UnavailableError(
        "its file system cannot keep a write-ahead log");
  }
  if (max_bytes > 0) {
    RETURN_IF_ERROR(connection.Execute(
        absl::StrCat("PRAGMA max_page_count=", max_bytes / kPageBytes)));
  }
  if (is_new) {
    RETURN_IF_ERROR(connection.Execute(absl::StrCat(
        "BEGIN IMMEDIATE;", kSchema, "PRAGMA application_id=", kApplicationId,
        ";PRAGMA user_version=", kSchemaVersion, ";COMMIT")));
  } else if (check_integrity) {
    ASSIGN_OR_RETURN(const std::string verdict,
                     connection.QueryText("PRAGMA quick_check(1)"));
    if (verdict != "ok") {
      return absl::DataLossError(absl::StrCat("is damaged: ", verdict));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<SqlitePartitions> LoadPartitions(SqliteConnection& connection) {
  SqlitePartitions partitions;
  ASSIGN_OR_RETURN(SqliteStatement all, connection.Prepare(R"sql(
    SELECT name, key, head, trimmed,
      (SELECT count(*) FROM requests WHERE partition=key) FROM partitions)sql"));
  while (true) {
    ASSIGN_OR_RETURN(const bool row, all.Step());
    if (!row) return partitions;
    partitions[std::string(all.Blob(0))] =
        SqlitePartition{all.Int(1), all.Int(2), all.Int(3), all.Int(4)};
  }
}

absl::Status Named(const std::string& path, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat("store ", path, ": ", status.message()));
}

}  // namespace

absl::StatusOr<SqliteFileLock> SqliteFileLock::Take(
    const std::string& store_path) {
  const std::string path = absl::StrCat(store_path, ".lock");
  const int descriptor =
      open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    return absl::UnavailableError(
        absl::StrCat("cannot open ", path, ": ", ErrnoText(errno)));
  }
  SqliteFileLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    std::array<char, 32> holder{};
    const ssize_t size = pread(descriptor, holder.data(), holder.size() - 1, 0);
    return absl::FailedPreconditionError(
        absl::StrCat("store ", store_path, ": in use by process ",
                     size > 0 ? holder.data() : "(unknown)",
                     "; a SQLite store belongs to one process"));
  }
  // Only for the message above, so that a failure to write it is none of ours.
  const std::string holder = absl::StrCat(getpid());
  if (ftruncate(descriptor, 0) != 0 ||
      pwrite(descriptor, holder.data(), holder.size(), 0) < 0) {
    return lock;
  }
  return lock;
}

SqliteFileLock::SqliteFileLock(SqliteFileLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

SqliteFileLock::~SqliteFileLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

absl::StatusOr<SqliteFile> OpenSqliteFile(const std::string& path,
                                          int64_t max_bytes,
                                          bool check_integrity) {
  RETURN_IF_ERROR(MakePrivateFile(path));
  SqliteFile file;
  ASSIGN_OR_RETURN(file.writer, SqliteConnection::Open(path));
  if (absl::Status status = Prepare(*file.writer, max_bytes, check_integrity);
      !status.ok()) {
    return Named(path, status);
  }
  absl::StatusOr<SqlitePartitions> partitions = LoadPartitions(*file.writer);
  if (!partitions.ok()) return Named(path, partitions.status());
  file.partitions = *std::move(partitions);
  return file;
}

absl::StatusOr<std::unique_ptr<SqliteConnection>> OpenSqliteReader(
    const std::string& path) {
  ASSIGN_OR_RETURN(std::unique_ptr<SqliteConnection> connection,
                   SqliteConnection::Open(path));
  RETURN_IF_ERROR(connection->Execute(
      "PRAGMA query_only=ON;PRAGMA cache_size=-8000;PRAGMA temp_store=MEMORY"));
  return connection;
}

}  // namespace duikou
