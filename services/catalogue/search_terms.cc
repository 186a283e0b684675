#include "services/catalogue/search_terms.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "matcher/base/check.h"

namespace duikou {
namespace {

constexpr int kLeastPrefixLetters = 3;

icu::UnicodeString Fold(absl::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* folder =
      icu::Normalizer2::getNFKCCasefoldInstance(error);
  DUIKOU_CHECK(U_SUCCESS(error)) << u_errorName(error);
  icu::UnicodeString read = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  icu::UnicodeString folded = folder->normalize(read, error);
  DUIKOU_CHECK(U_SUCCESS(error)) << u_errorName(error);
  return folded;
}

enum class CharClass { kOther, kJoiner, kLetter, kIdeograph };

CharClass Classify(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(c, &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
      return u_isalnum(c) ? CharClass::kIdeograph : CharClass::kOther;
    default:
      break;
  }
  if (c == '-' || c == '.' || c == '@' || c == '_') return CharClass::kJoiner;
  if (u_isalnum(c)) return CharClass::kLetter;
  // Accents that the folding could not compose belong to their letter.
  if ((U_GET_GC_MASK(c) & U_GC_M_MASK) != 0) return CharClass::kLetter;
  return CharClass::kOther;
}

// A run of characters of one class, each in UTF-8.
struct Run {
  CharClass kind = CharClass::kOther;
  std::vector<std::string> characters;
};

std::vector<Run> Runs(absl::string_view text) {
  icu::UnicodeString folded = Fold(text);
  std::vector<Run> runs;
  for (int32_t i = 0; i < folded.length();) {
    UChar32 c = folded.char32At(i);
    i += U16_LENGTH(c);
    // What stands for bytes that are no UTF-8.
    if (c == 0xFFFD) c = ' ';
    CharClass kind = Classify(c);
    if (runs.empty() || runs.back().kind != kind) runs.push_back({kind, {}});
    std::string utf8;
    icu::UnicodeString(c).toUTF8String(utf8);
    runs.back().characters.push_back(std::move(utf8));
  }
  return runs;
}

// The pairs of a run: "茶叶", "叶加", "加工".
std::vector<std::string> Pairs(const Run& run) {
  std::vector<std::string> pairs;
  for (size_t i = 0; i + 1 < run.characters.size(); ++i) {
    pairs.push_back(absl::StrCat(run.characters[i], run.characters[i + 1]));
  }
  return pairs;
}

std::string Phrase(const std::vector<std::string>& words, bool prefix) {
  return absl::StrCat("\"", absl::StrJoin(words, " "), "\"",
                      prefix ? " *" : "");
}

std::string IdeographTerm(const Run& run) {
  if (run.characters.size() == 1) return Phrase(run.characters, true);
  return Phrase(Pairs(run), false);
}

// Joins the letter runs from `i` on that single joiners connect, and moves `i`
// behind them.
std::string LetterTerm(const std::vector<Run>& runs, size_t& i) {
  std::vector<std::string> words;
  size_t last_letters = 0;
  for (;;) {
    words.push_back(absl::StrJoin(runs[i].characters, ""));
    last_letters = runs[i].characters.size();
    ++i;
    bool joined = i + 1 < runs.size() && runs[i].kind == CharClass::kJoiner &&
                  runs[i].characters.size() == 1 &&
                  runs[i + 1].kind == CharClass::kLetter;
    if (!joined) break;
    ++i;
  }
  return Phrase(words, last_letters >= kLeastPrefixLetters);
}

}  // namespace

std::string IndexWords(absl::string_view text) {
  std::vector<std::string> words;
  for (const Run& run : Runs(text)) {
    if (run.kind == CharClass::kLetter) {
      words.push_back(absl::StrJoin(run.characters, ""));
    } else if (run.kind == CharClass::kIdeograph) {
      for (std::string& pair : Pairs(run)) words.push_back(std::move(pair));
      // Finds the last character alone, and keeps the pairs of the next run
      // from following this run's.
      words.push_back(run.characters.back());
    }
  }
  return absl::StrJoin(words, " ");
}

std::vector<std::string> QueryTerms(absl::string_view query) {
  std::vector<Run> runs = Runs(query);
  std::vector<std::string> terms;
  auto add = [&terms](std::string term) {
    if (std::find(terms.begin(), terms.end(), term) == terms.end()) {
      terms.push_back(std::move(term));
    }
  };
  for (size_t i = 0; i < runs.size();) {
    if (runs[i].kind == CharClass::kLetter) {
      add(LetterTerm(runs, i));
      continue;
    }
    if (runs[i].kind == CharClass::kIdeograph) add(IdeographTerm(runs[i]));
    ++i;
  }
  return terms;
}

std::string TitleLetters(absl::string_view title) {
  std::string letters;
  for (const Run& run : Runs(title)) {
    if (run.kind != CharClass::kLetter && run.kind != CharClass::kIdeograph) {
      continue;
    }
    for (const std::string& character : run.characters) letters += character;
  }
  return letters;
}

}  // namespace duikou
