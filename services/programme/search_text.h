// SearchText: finding words in a project's texts, for saved searches.
//
// Text and query are folded alike (NFKC and case), so that full-width letters
// and capitals meet. A query is cut into words at whatever is no letter, digit
// or mark; every word must occur somewhere in the text, also within a longer
// word. So 茶叶 finds 茶叶加工, and `tea` finds "Teahouse".
//
//   std::string text = FoldText("茶叶加工 Tea");
//   ContainsWords(text, QueryWords("ｔｅａ，茶叶"));   // true
#ifndef DUIKOU_SERVICES_PROGRAMME_SEARCH_TEXT_H_
#define DUIKOU_SERVICES_PROGRAMME_SEARCH_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace duikou {

// Folded text. Bytes that are no UTF-8 become a sign that no word has.
std::string FoldText(absl::string_view text);

// The folded words of a query, each once; none for a query of signs alone.
std::vector<std::string> QueryWords(absl::string_view query);

// Whether each word occurs in `folded`; true for no words.
bool ContainsWords(absl::string_view folded,
                   const std::vector<std::string>& words);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_SEARCH_TEXT_H_
