#include "services/programme/search_text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "matcher/base/check.h"

namespace duikou {
namespace {

icu::UnicodeString Fold(absl::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* folder =
      icu::Normalizer2::getNFKCCasefoldInstance(error);
  DUIKOU_CHECK(U_SUCCESS(error)) << u_errorName(error);
  const icu::UnicodeString read = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  icu::UnicodeString folded = folder->normalize(read, error);
  DUIKOU_CHECK(U_SUCCESS(error)) << u_errorName(error);
  return folded;
}

bool IsWordCharacter(UChar32 c) {
  return u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

}  // namespace

std::string FoldText(absl::string_view text) {
  std::string utf8;
  Fold(text).toUTF8String(utf8);
  return utf8;
}

std::vector<std::string> QueryWords(absl::string_view query) {
  const icu::UnicodeString folded = Fold(query);
  std::vector<std::string> words;
  icu::UnicodeString word;
  const auto finish = [&] {
    if (word.isEmpty()) return;
    std::string utf8;
    word.toUTF8String(utf8);
    if (std::find(words.begin(), words.end(), utf8) == words.end()) {
      words.push_back(std::move(utf8));
    }
    word.remove();
  };
  for (int32_t i = 0; i < folded.length();) {
    const UChar32 c = folded.char32At(i);
    i += U16_LENGTH(c);
    if (IsWordCharacter(c)) {
      word.append(c);
    } else {
      finish();
    }
  }
  finish();
  return words;
}

bool ContainsWords(absl::string_view folded,
                   const std::vector<std::string>& words) {
  return std::all_of(
      words.begin(), words.end(), [folded](const std::string& word) {
        return absl::StrContains(folded, absl::string_view(word));
      });
}

}  // namespace duikou
