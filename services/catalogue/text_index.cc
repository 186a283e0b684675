#include "services/catalogue/text_index.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/catalogue/search_terms.h"

namespace duikou {
namespace {

struct Field {
  const char* column;
  int weight;
  std::string TextDocument::*text;
};

// In the order of the columns.
constexpr std::array<Field, 5> kTextFields = {{
    {"id", 8, &TextDocument::id},
    {"title", 8, &TextDocument::title},
    {"place", 4, &TextDocument::place},
    {"people", 2, &TextDocument::people},
    {"description", 1, &TextDocument::description},
}};

// The ascii tokenizer takes every character beyond ASCII as part of a word,
// which leaves the cutting to IndexWords. (The trigram tokenizer would find
// nothing for words of two characters.)
constexpr char kSchema[] =
    "CREATE VIRTUAL TABLE documents USING fts5("
    "id, title, place, people, description, tokenize='ascii', columnsize=0)";

}  // namespace

void TextIndex::StatementDeleter::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

absl::StatusOr<std::unique_ptr<TextIndex>> TextIndex::Create() {
  std::unique_ptr<TextIndex> index(new TextIndex);
  RETURN_IF_ERROR(index->Open());
  return index;
}

TextIndex::~TextIndex() {
  absl::MutexLock lock(&mutex_);
  insert_.reset();
  remove_.reset();
  select_.reset();
  sqlite3_close(database_);
}

absl::Status TextIndex::Open() {
  absl::MutexLock lock(&mutex_);
  // The mutex orders all calls, so SQLite needs none of its own.
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(":memory:", &database_, flags, nullptr) != SQLITE_OK) {
    return Error("open");
  }
  RETURN_IF_ERROR(Run(kSchema));
  ASSIGN_OR_RETURN(insert_, Prepare("INSERT INTO documents(rowid, id, title, "
                                    "place, people, description) "
                                    "VALUES(?, ?, ?, ?, ?, ?)"));
  ASSIGN_OR_RETURN(remove_, Prepare("DELETE FROM documents WHERE rowid = ?"));
  ASSIGN_OR_RETURN(
      select_, Prepare("SELECT rowid FROM documents WHERE documents MATCH ?"));
  return absl::OkStatus();
}

absl::Status TextIndex::Apply(const std::vector<TextUpdate>& updates) {
  if (updates.empty()) return absl::OkStatus();
  absl::MutexLock lock(&mutex_);
  RETURN_IF_ERROR(Run("BEGIN"));
  for (const TextUpdate& update : updates) {
    absl::Status written = Write(update);
    if (!written.ok()) {
      // Its failure would say no more than the first one does.
      Run("ROLLBACK").IgnoreError();
      return written;
    }
  }
  return Run("COMMIT");
}

absl::Status TextIndex::Clear() {
  absl::MutexLock lock(&mutex_);
  return Run("DELETE FROM documents");
}

absl::StatusOr<TextMatches> TextIndex::Find(absl::string_view query) const {
  TextMatches matches;
  std::vector<std::string> terms = QueryTerms(query);
  if (terms.empty()) {
    matches.all = true;
    return matches;
  }
  absl::MutexLock lock(&mutex_);
  bool first = true;
  for (const std::string& term : terms) {
    ASSIGN_OR_RETURN(auto found, FindTerm(term));
    if (first) {
      matches.relevance = std::move(found);
      first = false;
      continue;
    }
    absl::flat_hash_map<int64_t, int> both;
    for (const auto& [key, weight] : matches.relevance) {
      auto other = found.find(key);
      if (other != found.end()) both[key] = weight + other->second;
    }
    matches.relevance = std::move(both);
  }
  return matches;
}

absl::StatusOr<absl::flat_hash_map<int64_t, int>> TextIndex::FindTerm(
    const std::string& term) const {
  absl::flat_hash_map<int64_t, int> found;
  for (const Field& field : kTextFields) {
    std::string expression = absl::StrCat(field.column, " : ", term);
    sqlite3_stmt* select = select_.get();
    absl::Cleanup reset = [select] { sqlite3_reset(select); };
    sqlite3_bind_text(select, 1, expression.data(),
                      static_cast<int>(expression.size()), SQLITE_TRANSIENT);
    int code;
    while ((code = sqlite3_step(select)) == SQLITE_ROW) {
      int& weight = found[sqlite3_column_int64(select, 0)];
      weight = std::max(weight, field.weight);
    }
    if (code != SQLITE_DONE) return Error("find");
  }
  return found;
}

absl::Status TextIndex::Write(const TextUpdate& update) {
  sqlite3_stmt* remove = remove_.get();
  absl::Cleanup reset_remove = [remove] { sqlite3_reset(remove); };
  sqlite3_bind_int64(remove, 1, update.key);
  if (sqlite3_step(remove) != SQLITE_DONE) return Error("remove");
  if (!update.document.has_value()) return absl::OkStatus();

  sqlite3_stmt* insert = insert_.get();
  absl::Cleanup reset_insert = [insert] { sqlite3_reset(insert); };
  sqlite3_bind_int64(insert, 1, update.key);
  int column = 2;
  for (const Field& field : kTextFields) {
    std::string words = IndexWords((*update.document).*field.text);
    sqlite3_bind_text(insert, column++, words.data(),
                      static_cast<int>(words.size()), SQLITE_TRANSIENT);
  }
  if (sqlite3_step(insert) != SQLITE_DONE) return Error("insert");
  return absl::OkStatus();
}

absl::Status TextIndex::Run(const char* sql) const {
  if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return Error(sql);
  }
  return absl::OkStatus();
}

absl::StatusOr<TextIndex::Statement> TextIndex::Prepare(const char* sql) const {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT,
                         &statement, nullptr) != SQLITE_OK) {
    return Error(sql);
  }
  return Statement(statement);
}

absl::Status TextIndex::Error(absl::string_view what) const {
  return absl::InternalError(
      absl::StrCat("text index: ", what, ": ", sqlite3_errmsg(database_)));
}

}  // namespace duikou
