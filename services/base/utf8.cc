#include "services/base/utf8.h"

#include <cstdint>

namespace duikou {
namespace {

uint8_t Byte(absl::string_view text, size_t i) {
  return static_cast<uint8_t>(text[i]);
}

bool IsContinuation(absl::string_view text, size_t i) {
  return i < text.size() && (Byte(text, i) & 0xC0) == 0x80;
}

bool IsControl(uint8_t byte) {
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') ||
         byte == 0x7F;
}

}  // namespace

size_t Utf8CharacterLength(absl::string_view text) {
  if (text.empty()) return 0;
  const uint8_t first = Byte(text, 0);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4 || !IsContinuation(text, 1)) return 0;
  if (first < 0xE0) return 2;
  const uint8_t second = Byte(text, 1);
  if (!IsContinuation(text, 2)) return 0;
  if (first < 0xF0) {
    const bool overlong = first == 0xE0 && second < 0xA0;
    const bool surrogate = first == 0xED && second > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  if (!IsContinuation(text, 3)) return 0;
  const bool overlong = first == 0xF0 && second < 0x90;
  const bool too_large = first == 0xF4 && second > 0x8F;
  return overlong || too_large ? 0 : 4;
}

Utf8Scan ScanUtf8(absl::string_view text) {
  Utf8Scan scan;
  size_t i = 0;
  while (i < text.size()) {
    const uint8_t byte = Byte(text, i);
    size_t length = 1;
    if (byte < 0x80) {
      scan.control |= IsControl(byte);
    } else {
      length = Utf8CharacterLength(text.substr(i));
      if (length == 0) {
        scan.valid = false;
        return scan;
      }
      // U+0080 to U+009F are control characters too.
      scan.control |= byte == 0xC2 && Byte(text, i + 1) < 0xA0;
    }
    ++scan.characters;
    i += length;
  }
  return scan;
}

absl::string_view Utf8Prefix(absl::string_view text, size_t characters) {
  size_t end = 0;
  for (size_t n = 0; n < characters && end < text.size(); ++n) {
    const size_t length = Utf8CharacterLength(text.substr(end));
    if (length == 0) break;
    end += length;
  }
  return text.substr(0, end);
}

}  // namespace duikou
