// TextIndex: full text over Chinese and English documents of a few fields.
//
// Problem: which documents hold all the words of a query, and how well. Method:
// SQLite's FTS5 in a private in-memory database over words cut by IndexWords
// (search_terms.h). A document's relevance is the sum over the query's terms of
// the weight of the heaviest field that holds the term: an integer that depends
// on the document and the query alone, so it is the same on every machine and
// does not move when other documents come and go.
// Complexity: a query costs a lookup per term and field plus what it finds.
//
//   ASSIGN_OR_RETURN(auto index, TextIndex::Create());
//   RETURN_IF_ERROR(index->Apply({{.key = 7, .document = TextDocument{...}}}));
//   ASSIGN_OR_RETURN(TextMatches found, index->Find("茶叶 恩施"));
#ifndef DUIKOU_SERVICES_CATALOGUE_TEXT_INDEX_H_
#define DUIKOU_SERVICES_CATALOGUE_TEXT_INDEX_H_

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace duikou {

// What can be found of one project. Several texts are separated by newlines.
struct TextDocument {
  std::string id;
  std::string title;
  std::string place;  // village, area and sector names
  std::string people;
  std::string description;

  friend bool operator==(const TextDocument&, const TextDocument&) = default;
};

struct TextUpdate {
  int64_t key = 0;
  std::optional<TextDocument> document;  // nullopt removes it
};

struct TextMatches {
  // True where the query has no words: every document matches, with relevance
  // 0, and `relevance` is empty.
  bool all = false;
  absl::flat_hash_map<int64_t, int> relevance;  // by key; greater is better
};

// Thread-safe; calls wait for one another.
class TextIndex {
 public:
  // INTERNAL where SQLite has no FTS5 or no memory.
  static absl::StatusOr<std::unique_ptr<TextIndex>> Create();
  ~TextIndex();
  TextIndex(const TextIndex&) = delete;
  TextIndex& operator=(const TextIndex&) = delete;

  // All updates or none. INTERNAL where memory runs out.
  absl::Status Apply(const std::vector<TextUpdate>& updates);
  absl::Status Clear();

  // Any text is a valid query.
  absl::StatusOr<TextMatches> Find(absl::string_view query) const;

 private:
  struct StatementDeleter {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, StatementDeleter>;

  TextIndex() = default;
  absl::Status Open();
  absl::Status Run(const char* sql) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<Statement> Prepare(const char* sql) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status Write(const TextUpdate& update)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Keys of the documents that hold the term, with the term's weight.
  absl::StatusOr<absl::flat_hash_map<int64_t, int>> FindTerm(
      const std::string& term) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status Error(absl::string_view what) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  sqlite3* database_ ABSL_GUARDED_BY(mutex_) = nullptr;
  Statement insert_ ABSL_GUARDED_BY(mutex_);
  Statement remove_ ABSL_GUARDED_BY(mutex_);
  Statement select_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_TEXT_INDEX_H_
