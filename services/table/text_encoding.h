// Text encodings of the files people send: UTF-8, GB18030 (what spreadsheet
// programs in China save as CSV) and UTF-16; and the folding by which headings
// and labels are compared. ICU does the work; no state, thread-safe.
#ifndef DUIKOU_SERVICES_TABLE_TEXT_ENCODING_H_
#define DUIKOU_SERVICES_TABLE_TEXT_ENCODING_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace duikou {

enum class TextEncoding : uint8_t { kUtf8, kGb18030, kUtf16 };

struct DecodedText {
  std::string text;  // UTF-8 without a byte order mark
  TextEncoding encoding = TextEncoding::kUtf8;
};

// Decodes a whole file. A byte order mark decides; without one, bytes that are
// valid UTF-8 are UTF-8 and others GB18030. INVALID_ARGUMENT naming the line
// where the bytes are valid in neither, or contain NUL.
absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes);

// INVALID_ARGUMENT where `utf8` is not valid UTF-8; GB18030 has every
// character of Unicode.
absl::StatusOr<std::string> EncodeGb18030(absl::string_view utf8);

bool IsValidUtf8(absl::string_view text);

// UTF-16 units of a valid UTF-8 text, the way spreadsheet programs count.
int64_t CountUtf16(absl::string_view utf8);

// Characters (code points) of a valid UTF-8 text.
int64_t CountCharacters(absl::string_view utf8);

// The text without white space of any script at its ends.
absl::string_view TrimSpace(absl::string_view utf8);

// The first `max_chars` characters of a valid UTF-8 text, with "…" if cut.
std::string Excerpt(absl::string_view utf8, int max_chars);

// The text with compatibility forms and case folded away: "１２，ABC" →
// "12,abc".
std::string Normalize(absl::string_view utf8);

// How headings and labels are compared: compatibility forms (full-width and
// half-width), case and all white space are folded away.
//   Fold("资金需求（万元） ") == Fold("资金 需求(万元)")
std::string Fold(absl::string_view utf8);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_TEXT_ENCODING_H_
