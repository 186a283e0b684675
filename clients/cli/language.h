// The two languages of what the command prints, and words in both.
//
//   constexpr Words kDone = {"完成", "done"};
//   out << In(kDone, language);
#ifndef DUIKOU_CLIENTS_CLI_LANGUAGE_H_
#define DUIKOU_CLIENTS_CLI_LANGUAGE_H_

#include <functional>
#include <string>

#include "absl/strings/string_view.h"
#include "duikou/type/v1/text.pb.h"

namespace duikou::cli {

enum class Language { kZh, kEn };

// One text in both languages; the pointers are to literals.
struct Words {
  const char* zh = "";
  const char* en = "";
};

inline const char* In(const Words& words, Language language) {
  return language == Language::kZh ? words.zh : words.en;
}

// The text in `language`, else the one there is.
inline std::string In(const type::v1::LocalizedText& text, Language language) {
  if (text.en().empty()) return text.zh();
  return language == Language::kEn || text.zh().empty() ? text.en() : text.zh();
}

// The language that LC_ALL, LC_MESSAGES or LANG asks for, the first of them
// that is set deciding: English for `en…`, Chinese for all else.
Language LanguageOfEnvironment(
    const std::function<std::string(const std::string&)>& variable);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_LANGUAGE_H_
