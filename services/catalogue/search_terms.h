// SearchTerms: how Chinese and English text is cut into words that a full-text
// index can hold, and how what a person typed is turned into terms over them.
//
// Text is first folded (NFKC and case), so that full-width letters, old
// variants and capitals meet. A run of Chinese characters 茶叶加工 becomes its
// pairs and its last character, "茶叶 叶加 加工 工": two characters in a row
// are one lookup, longer ones a phrase, and one character alone is a beginning
// of words. Other letters and digits make words as they stand.
//
//   IndexWords("脐橙 Citrus park")      // "脐橙 橙 citrus park"
//   QueryTerms("脐橙, citrus")          // {"\"脐橙\"", "\"citrus\" *"}
//
// Pure functions.
#ifndef DUIKOU_SERVICES_CATALOGUE_SEARCH_TERMS_H_
#define DUIKOU_SERVICES_CATALOGUE_SEARCH_TERMS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace duikou {

// The words of a text, separated by single spaces. Bytes that are no UTF-8 are
// left out.
std::string IndexWords(absl::string_view text);

// The terms of a query, all of which must occur, each an expression of SQLite's
// FTS5. They hold letters and digits only, so nothing typed can be an operator.
// A word of three letters or more also stands for words that begin so; words
// joined by - . @ _ (as in p-0012) must follow one another. Empty where the
// query has no letter or digit. No term comes twice.
std::vector<std::string> QueryTerms(absl::string_view query);

// The letters and digits of a text, folded, without anything between them: the
// same for two titles that differ in spaces, punctuation, case or width alone.
std::string TitleLetters(absl::string_view title);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_SEARCH_TERMS_H_
