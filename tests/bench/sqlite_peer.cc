#include "tests/bench/sqlite_peer.h"

#include <sqlite3.h>

#include "matcher/base/check.h"

namespace duikou::bench {
namespace {

void Popcount(sqlite3_context* context, int, sqlite3_value** values) {
  sqlite3_result_int(context,
                     __builtin_popcountll(sqlite3_value_int64(values[0])));
}

}  // namespace

SqlitePeer::SqlitePeer() {
  DUIKOU_CHECK(sqlite3_open(":memory:", &database_) == SQLITE_OK);
  DUIKOU_CHECK(sqlite3_create_function(
                   database_, "popcount", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                   nullptr, Popcount, nullptr, nullptr) == SQLITE_OK);
}

SqlitePeer::~SqlitePeer() { sqlite3_close(database_); }

void SqlitePeer::Run(const std::string& sql) { Ask(sql); }

std::vector<std::string> SqlitePeer::Ask(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  DUIKOU_CHECK(sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement,
                                  nullptr) == SQLITE_OK)
      << sql << ": " << sqlite3_errmsg(database_);
  std::vector<std::string> rows;
  int step = 0;
  while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
    const unsigned char* text = sqlite3_column_text(statement, 0);
    rows.emplace_back(text == nullptr ? ""
                                      : reinterpret_cast<const char*>(text));
  }
  DUIKOU_CHECK(step == SQLITE_DONE) << sql << ": " << sqlite3_errmsg(database_);
  sqlite3_finalize(statement);
  return rows;
}

}  // namespace duikou::bench
