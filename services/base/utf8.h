// UTF-8: how many characters a text has, and where it stops being one.
//
//   Utf8Scan scan = ScanUtf8(text);
//   if (!scan.valid) return absl::InvalidArgumentError("not UTF-8");
#ifndef DUIKOU_SERVICES_BASE_UTF8_H_
#define DUIKOU_SERVICES_BASE_UTF8_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace duikou {

struct Utf8Scan {
  bool valid = true;      // no bytes that are not UTF-8
  bool control = false;   // a control character but tab and line ends
  size_t characters = 0;  // Unicode scalar values
};

// Scans the whole text, or up to the first byte that is not UTF-8. Overlong
// forms, surrogates and values above U+10FFFF are not UTF-8.
Utf8Scan ScanUtf8(absl::string_view text);

// The length in bytes of the character that `text` begins with; 0 where it
// begins with none.
size_t Utf8CharacterLength(absl::string_view text);

// The longest beginning of `text` that has at most `characters` characters.
absl::string_view Utf8Prefix(absl::string_view text, size_t characters);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_BASE_UTF8_H_
