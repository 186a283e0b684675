// SQLite's C interface with RAII and statuses.
//
//   ASSIGN_OR_RETURN(auto connection, SqliteConnection::Open(path));
//   ASSIGN_OR_RETURN(SqliteStatement get, connection->Prepare(
//       "SELECT value FROM records WHERE id=?1"));
//   get.BindBlob(1, id);
//   ASSIGN_OR_RETURN(bool found, get.Step());
//   std::string value(get.Blob(0));  // before the Reset
//   get.Reset();
//
// Errors: UNAVAILABLE where the file cannot be read or written now (disk full,
// I/O error, locked), DATA_LOSS where it is damaged, DEADLINE_EXCEEDED where
// the connection's deadline passed, else INTERNAL.
#ifndef DUIKOU_SERVICES_STORE_SQLITE_SQLITE_CONNECTION_H_
#define DUIKOU_SERVICES_STORE_SQLITE_SQLITE_CONNECTION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

struct sqlite3;
struct sqlite3_stmt;

namespace duikou {

// A prepared statement. Move-only; must not outlive its connection; used by one
// thread at a time.
class SqliteStatement {
 public:
  SqliteStatement() = default;
  explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}
  SqliteStatement(SqliteStatement&& other) noexcept
      : statement_(std::exchange(other.statement_, nullptr)) {}
  SqliteStatement& operator=(SqliteStatement&& other) noexcept {
    std::swap(statement_, other.statement_);
    return *this;
  }
  ~SqliteStatement();

  // Parameters are numbered from 1. A blob is not copied: it must live until
  // the next Reset.
  void BindInt(int parameter, int64_t value);
  void BindBlob(int parameter, absl::string_view value);

  // True: there is a row, whose columns (from 0) can be read until the next
  // Step or Reset. After false or an error the statement is reset.
  absl::StatusOr<bool> Step();
  // Steps to the end; for statements without rows.
  absl::Status Run();
  void Reset();

  int64_t Int(int column) const;
  absl::string_view Blob(int column) const;

 private:
  sqlite3_stmt* statement_ = nullptr;
};

// One connection. Used by one thread at a time.
class SqliteConnection {
 public:
  // Opens or makes the file, without looking into it.
  static absl::StatusOr<std::unique_ptr<SqliteConnection>> Open(
      const std::string& path);
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;
  // REQUIRES: its statements are gone.
  ~SqliteConnection();

  // Runs statements that take no parameters; rows are dropped.
  absl::Status Execute(const std::string& sql);
  absl::StatusOr<SqliteStatement> Prepare(absl::string_view sql);
  // The first column of the only row.
  absl::StatusOr<int64_t> QueryInt(absl::string_view sql);
  absl::StatusOr<std::string> QueryText(absl::string_view sql);

  // Rows that the last INSERT, UPDATE or DELETE touched.
  int64_t RowsChanged() const;
  // Whether a BEGIN waits for its COMMIT or ROLLBACK.
  bool InTransaction() const;
  // Statements that still run then end with DEADLINE_EXCEEDED.
  void SetDeadline(absl::Time deadline) { deadline_ = deadline; }

 private:
  explicit SqliteConnection(sqlite3* database);

  sqlite3* const database_;
  absl::Time deadline_ = absl::InfiniteFuture();
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_SQLITE_SQLITE_CONNECTION_H_
