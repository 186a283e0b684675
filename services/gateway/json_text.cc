#include "services/gateway/json_text.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "services/base/utf8.h"

namespace duikou {
namespace {

// Bytes that stand for themselves in a JSON string.
constexpr std::array<bool, 256> PlainBytes() {
  std::array<bool, 256> plain = {};
  for (int byte = 0x20; byte < 0x7F; ++byte) {
    plain[byte] = byte != '"' && byte != '\\' && byte != '<' && byte != '>';
  }
  return plain;
}
constexpr std::array<bool, 256> kPlain = PlainBytes();

void AppendEscaped(unsigned char byte, std::string& json) {
  switch (byte) {
    case '"':
      json += "\\\"";
      break;
    case '\\':
      json += "\\\\";
      break;
    case '\n':
      json += "\\n";
      break;
    case '\r':
      json += "\\r";
      break;
    case '\t':
      json += "\\t";
      break;
    default:
      absl::StrAppend(&json, "\\u", absl::Hex(byte, absl::kZeroPad4));
  }
}

}  // namespace

void AppendJsonString(absl::string_view text, std::string& json) {
  json += '"';
  size_t at = 0;
  while (at < text.size()) {
    const size_t start = at;
    while (at < text.size() && kPlain[static_cast<unsigned char>(text[at])]) {
      ++at;
    }
    json.append(text.data() + start, at - start);
    if (at == text.size()) break;
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      AppendEscaped(byte, json);
      ++at;
      continue;
    }
    const size_t length = Utf8CharacterLength(text.substr(at));
    if (length == 0) {
      json += "\xEF\xBF\xBD";
      ++at;
    } else {
      json.append(text.data() + at, length);
      at += length;
    }
  }
  json += '"';
}

}  // namespace duikou
