#include "services/store/sqlite/sqlite_connection.h"

#include <sqlite3.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

absl::StatusCode CodeOf(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_PROTOCOL:
      return absl::StatusCode::kUnavailable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return absl::StatusCode::kDataLoss;
    case SQLITE_INTERRUPT:
      return absl::StatusCode::kDeadlineExceeded;
    default:
      return absl::StatusCode::kInternal;
  }
}

absl::Status StatusOf(int code, sqlite3* database) {
  return absl::Status(CodeOf(code),
                      absl::StrCat("SQLite: ", sqlite3_errmsg(database), " (",
                                   sqlite3_extended_errcode(database), ")"));
}

// What SQLite calls now and then while a statement runs.
int DeadlineHasPassed(void* deadline) {
  const absl::Time time = *static_cast<const absl::Time*>(deadline);
  return time != absl::InfiniteFuture() && time <= absl::Now() ? 1 : 0;
}

}  // namespace

SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }

void SqliteStatement::BindInt(int parameter, int64_t value) {
  DUIKOU_CHECK(sqlite3_bind_int64(statement_, parameter, value) == SQLITE_OK);
}

void SqliteStatement::BindBlob(int parameter, absl::string_view value) {
  // A null pointer would bind NULL, not a blob of no bytes.
  const char* bytes = value.data() == nullptr ? "" : value.data();
  DUIKOU_CHECK(sqlite3_bind_blob64(statement_, parameter, bytes, value.size(),
                                   SQLITE_STATIC) == SQLITE_OK);
}

absl::StatusOr<bool> SqliteStatement::Step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  absl::Status status;
  if (code != SQLITE_DONE) {
    status = StatusOf(code, sqlite3_db_handle(statement_));
  }
  Reset();
  if (!status.ok()) return status;
  return false;
}

absl::Status SqliteStatement::Run() {
  bool row = true;
  while (row) {
    ASSIGN_OR_RETURN(row, Step());
  }
  return absl::OkStatus();
}

void SqliteStatement::Reset() {
  // Says again what the last Step has said.
  (void)sqlite3_reset(statement_);
}

int64_t SqliteStatement::Int(int column) const {
  return sqlite3_column_int64(statement_, column);
}

absl::string_view SqliteStatement::Blob(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  if (bytes == nullptr) return "";
  return absl::string_view(static_cast<const char*>(bytes),
                           sqlite3_column_bytes(statement_, column));
}

SqliteConnection::SqliteConnection(sqlite3* database) : database_(database) {
  constexpr int kOperationsBetweenChecks = 10'000;
  sqlite3_progress_handler(database_, kOperationsBetweenChecks,
                           DeadlineHasPassed, &deadline_);
}

SqliteConnection::~SqliteConnection() { sqlite3_close_v2(database_); }

absl::StatusOr<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(
    const std::string& path) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(
      path.c_str(), &database,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
      nullptr);
  if (code != SQLITE_OK) {
    absl::Status status =
        database == nullptr
            ? absl::UnavailableError("SQLite: out of memory")
            : absl::Status(CodeOf(code),
                           absl::StrCat(path, ": ", sqlite3_errmsg(database)));
    sqlite3_close(database);
    return status;
  }
  constexpr int kBusyMilliseconds = 5'000;
  sqlite3_extended_result_codes(database, 1);
  sqlite3_busy_timeout(database, kBusyMilliseconds);
  return std::unique_ptr<SqliteConnection>(new SqliteConnection(database));
}

absl::Status SqliteConnection::Execute(const std::string& sql) {
  const int code =
      sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : StatusOf(code, database_);
}

absl::StatusOr<SqliteStatement> SqliteConnection::Prepare(
    absl::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return StatusOf(code, database_);
  return SqliteStatement(statement);
}

absl::StatusOr<int64_t> SqliteConnection::QueryInt(absl::string_view sql) {
  ASSIGN_OR_RETURN(SqliteStatement statement, Prepare(sql));
  ASSIGN_OR_RETURN(const bool row, statement.Step());
  if (!row) return absl::InternalError(absl::StrCat("no row: ", sql));
  return statement.Int(0);
}

absl::StatusOr<std::string> SqliteConnection::QueryText(absl::string_view sql) {
  ASSIGN_OR_RETURN(SqliteStatement statement, Prepare(sql));
  ASSIGN_OR_RETURN(const bool row, statement.Step());
  if (!row) return absl::InternalError(absl::StrCat("no row: ", sql));
  return std::string(statement.Blob(0));
}

int64_t SqliteConnection::RowsChanged() const {
  return sqlite3_changes64(database_);
}

bool SqliteConnection::InTransaction() const {
  return sqlite3_get_autocommit(database_) == 0;
}

}  // namespace duikou
