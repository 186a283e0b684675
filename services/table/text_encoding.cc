#include "services/table/text_encoding.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"

namespace duikou {
namespace {

struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

Converter OpenConverter(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &status));
  DUIKOU_CHECK(U_SUCCESS(status)) << name << ": " << u_errorName(status);
  // Bytes that mean nothing are an error, not a replacement character.
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr,
                      nullptr, nullptr, &status);
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr,
                        nullptr, nullptr, &status);
  DUIKOU_CHECK(U_SUCCESS(status)) << u_errorName(status);
  return converter;
}

std::string ToUtf8(const char16_t* text, size_t size) {
  std::string utf8;
  utf8.reserve(size * 2);
  for (size_t i = 0; i < size;) {
    UChar32 c = 0;
    U16_NEXT(text, i, size, c);
    uint8_t buffer[U8_MAX_LENGTH];
    int length = 0;
    U8_APPEND_UNSAFE(buffer, length, c);
    utf8.append(reinterpret_cast<const char*>(buffer), length);
  }
  return utf8;
}

// The whole of `bytes` by ICU's converter `name`.
absl::StatusOr<std::string> Convert(absl::string_view bytes, const char* name,
                                    absl::string_view shown_name) {
  const Converter converter = OpenConverter(name);
  // No encoding used here makes more units than it has bytes.
  std::u16string units(bytes.size() + 1, u'\0');
  const char* source = bytes.data();
  char16_t* target = units.data();
  UErrorCode status = U_ZERO_ERROR;
  ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source,
                 bytes.data() + bytes.size(), nullptr,
                 /*flush=*/true, &status);
  const size_t size = target - units.data();
  if (U_FAILURE(status)) {
    const auto line = std::count(units.data(), target, u'\n') + 1;
    return Refused(absl::StatusCode::kInvalidArgument, "",
                   absl::StrCat("第 ", line, " 行：文字不是有效的 ", shown_name,
                                "，请将文件另存为 UTF-8"),
                   absl::StrCat("line ", line, ": the text is not valid ",
                                shown_name, "; save the file as UTF-8"));
  }
  // Converters let unpaired surrogates of UTF-16 through.
  for (size_t i = 0; i < size;) {
    UChar32 c = 0;
    U16_NEXT(units.data(), i, size, c);
    if (U_IS_SURROGATE(c)) {
      return Refused(absl::StatusCode::kInvalidArgument, "",
                     absl::StrCat("文字不是有效的 ", shown_name),
                     absl::StrCat("the text is not valid ", shown_name));
    }
  }
  return ToUtf8(units.data(), size);
}

absl::StatusOr<DecodedText> DecodeBytes(absl::string_view bytes) {
  if (absl::ConsumePrefix(&bytes, "\xEF\xBB\xBF")) {
    if (!IsValidUtf8(bytes)) {
      return Refused(absl::StatusCode::kInvalidArgument, "",
                     "文件自称是 UTF-8，内容却不是有效的 UTF-8",
                     "the file says it is UTF-8 and is not valid UTF-8");
    }
    return DecodedText{std::string(bytes), TextEncoding::kUtf8};
  }
  const bool little = absl::ConsumePrefix(&bytes, "\xFF\xFE");
  if (little || absl::ConsumePrefix(&bytes, "\xFE\xFF")) {
    ASSIGN_OR_RETURN(
        std::string text,
        Convert(bytes, little ? "UTF-16LE" : "UTF-16BE", "UTF-16"));
    return DecodedText{std::move(text), TextEncoding::kUtf16};
  }
  if (IsValidUtf8(bytes)) {
    return DecodedText{std::string(bytes), TextEncoding::kUtf8};
  }
  ASSIGN_OR_RETURN(std::string text,
                   Convert(bytes, "GB18030", "UTF-8 or GB18030"));
  // GB18030 can spell the mark as well.
  absl::string_view rest = text;
  if (absl::ConsumePrefix(&rest, "\xEF\xBB\xBF")) text = std::string(rest);
  return DecodedText{std::move(text), TextEncoding::kGb18030};
}

bool IsPlainAscii(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<uint8_t>(c) < 0x80; });
}

}  // namespace

absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes) {
  ASSIGN_OR_RETURN(DecodedText decoded, DecodeBytes(bytes));
  const auto nul = std::find(decoded.text.begin(), decoded.text.end(), '\0');
  if (nul != decoded.text.end()) {
    const auto line = std::count(decoded.text.begin(), nul, '\n') + 1;
    return Refused(
        absl::StatusCode::kInvalidArgument, "",
        absl::StrCat("第 ", line, " 行有空字节，这不是 CSV 或 XLSX 文件"),
        absl::StrCat("line ", line,
                     ": a NUL byte; this is not a CSV or XLSX file"));
  }
  return decoded;
}

absl::StatusOr<std::string> EncodeGb18030(absl::string_view utf8) {
  if (!IsValidUtf8(utf8)) {
    return absl::InvalidArgumentError("the text is not valid UTF-8");
  }
  const icu::UnicodeString units = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  const Converter converter = OpenConverter("GB18030");
  std::string bytes(
      UCNV_GET_MAX_BYTES_FOR_STRING(static_cast<size_t>(units.length()),
                                    ucnv_getMaxCharSize(converter.get())),
      '\0');
  const char16_t* source = units.getBuffer();
  char* target = bytes.data();
  UErrorCode status = U_ZERO_ERROR;
  ucnv_fromUnicode(converter.get(), &target, bytes.data() + bytes.size(),
                   &source, source + units.length(), nullptr,
                   /*flush=*/true, &status);
  if (U_FAILURE(status)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "a character cannot be written as GB18030: ", u_errorName(status)));
  }
  bytes.resize(target - bytes.data());
  return bytes;
}

bool IsValidUtf8(absl::string_view text) {
  const auto* data = reinterpret_cast<const uint8_t*>(text.data());
  for (size_t i = 0; i < text.size();) {
    if (data[i] < 0x80) {
      ++i;
      continue;
    }
    UChar32 c = 0;
    U8_NEXT(data, i, text.size(), c);
    if (c < 0) return false;
  }
  return true;
}

int64_t CountUtf16(absl::string_view utf8) {
  int64_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<uint8_t>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

int64_t CountCharacters(absl::string_view utf8) {
  return std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<uint8_t>(c) & 0xC0) != 0x80;
  });
}

absl::string_view TrimSpace(absl::string_view utf8) {
  const auto* data = reinterpret_cast<const uint8_t*>(utf8.data());
  size_t first = 0;
  while (first < utf8.size()) {
    size_t next = first;
    UChar32 c = 0;
    U8_NEXT(data, next, utf8.size(), c);
    if (c < 0 || !u_isUWhiteSpace(c)) break;
    first = next;
  }
  size_t last = utf8.size();
  while (last > first) {
    size_t start = last - 1;
    while (start > first && U8_IS_TRAIL(data[start])) --start;
    size_t next = start;
    UChar32 c = 0;
    U8_NEXT(data, next, last, c);
    if (c < 0 || !u_isUWhiteSpace(c)) break;
    last = start;
  }
  return utf8.substr(first, last - first);
}

std::string Excerpt(absl::string_view utf8, int max_chars) {
  int chars = 0;
  for (size_t i = 0; i < utf8.size(); ++i) {
    const bool starts = (static_cast<uint8_t>(utf8[i]) & 0xC0) != 0x80;
    if (starts && chars++ == max_chars) {
      return absl::StrCat(utf8.substr(0, i), "…");
    }
  }
  return std::string(utf8);
}

std::string Normalize(absl::string_view utf8) {
  if (IsPlainAscii(utf8)) return absl::AsciiStrToLower(utf8);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer =
      icu::Normalizer2::getNFKCCasefoldInstance(status);
  DUIKOU_CHECK(U_SUCCESS(status)) << u_errorName(status);
  const icu::UnicodeString normal = normalizer->normalize(
      icu::UnicodeString::fromUTF8(
          icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size()))),
      status);
  DUIKOU_CHECK(U_SUCCESS(status)) << u_errorName(status);
  std::string normalized;
  normal.toUTF8String(normalized);
  return normalized;
}

std::string Fold(absl::string_view utf8) {
  const std::string normal = Normalize(utf8);
  std::string folded;
  const auto* data = reinterpret_cast<const uint8_t*>(normal.data());
  for (size_t i = 0; i < normal.size();) {
    const size_t start = i;
    UChar32 c = 0;
    U8_NEXT(data, i, normal.size(), c);
    if (!u_isUWhiteSpace(c)) folded.append(normal, start, i - start);
  }
  return folded;
}

}  // namespace duikou
