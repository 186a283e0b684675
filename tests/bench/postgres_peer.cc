#include "tests/bench/postgres_peer.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"

namespace duikou::bench {
namespace {

// What a machine of some gigabytes would be given; the rest is as it comes.
constexpr char kSettings[] =
    "-c listen_addresses= -c shared_buffers=1GB -c work_mem=256MB "
    "-c max_wal_size=4GB -c fsync=off";

void Shell(const std::string& command) {
  const std::string as = geteuid() == 0
                             ? absl::StrCat("runuser -u postgres -- ", command)
                             : command;
  DUIKOU_CHECK(std::system(as.c_str()) == 0) << as;
}

std::string Program(const char* name) {
  return absl::StrCat(DUIKOU_POSTGRES_BIN, "/", name);
}

}  // namespace

PostgresPeer::PostgresPeer() {
  char path[] = "/tmp/duikou-postgres-XXXXXX";
  DUIKOU_CHECK(mkdtemp(path) != nullptr) << "mkdtemp";
  directory_ = path;
  if (geteuid() == 0) {
    const std::string own = absl::StrCat("chown postgres ", directory_);
    DUIKOU_CHECK(std::system(own.c_str()) == 0) << own;
  }
  Shell(absl::StrCat(Program("initdb"), " -D ", directory_,
                     "/data -A trust -U bench --no-sync >/dev/null"));
  Shell(absl::StrCat(Program("pg_ctl"), " -D ", directory_, "/data -l ",
                     directory_, "/log -w -o \"", kSettings, " -k ", directory_,
                     "\" start >/dev/null"));
  connection_ = PQconnectdb(
      absl::StrCat("host=", directory_, " user=bench dbname=postgres").c_str());
  DUIKOU_CHECK(PQstatus(connection_) == CONNECTION_OK)
      << PQerrorMessage(connection_);
}

PostgresPeer::~PostgresPeer() {
  PQfinish(connection_);
  Shell(absl::StrCat(Program("pg_ctl"), " -D ", directory_,
                     "/data -m immediate stop >/dev/null"));
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void PostgresPeer::Run(const std::string& sql) { Ask(sql); }

void PostgresPeer::Copy(const std::string& table, const std::string& lines) {
  PGresult* begun =
      PQexec(connection_, absl::StrCat("COPY ", table, " FROM STDIN").c_str());
  DUIKOU_CHECK(PQresultStatus(begun) == PGRES_COPY_IN)
      << PQerrorMessage(connection_);
  PQclear(begun);
  DUIKOU_CHECK(PQputCopyData(connection_, lines.data(),
                             static_cast<int>(lines.size())) == 1 &&
               PQputCopyEnd(connection_, nullptr) == 1)
      << PQerrorMessage(connection_);
  while (PGresult* result = PQgetResult(connection_)) {
    DUIKOU_CHECK(PQresultStatus(result) == PGRES_COMMAND_OK)
        << PQerrorMessage(connection_);
    PQclear(result);
  }
}

std::vector<std::string> PostgresPeer::Ask(const std::string& sql) {
  PGresult* result = PQexec(connection_, sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  DUIKOU_CHECK(status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
      << sql << ": " << PQerrorMessage(connection_);
  std::vector<std::string> rows;
  for (int row = 0; row < PQntuples(result); ++row) {
    std::string line;
    for (int column = 0; column < PQnfields(result); ++column) {
      absl::StrAppend(&line, column == 0 ? "" : "|",
                      PQgetvalue(result, row, column));
    }
    rows.push_back(std::move(line));
  }
  PQclear(result);
  return rows;
}

}  // namespace duikou::bench
