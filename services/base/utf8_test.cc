#include "services/base/utf8.h"

#include <cstdint>
#include <string>

#include "gtest/gtest.h"

namespace duikou {
namespace {

// One character, by the definition of UTF-8.
std::string Encode(uint32_t c) {
  const auto tail = [c](int shift) {
    return static_cast<char>(0x80 | ((c >> shift) & 0x3F));
  };
  if (c < 0x80) return std::string(1, static_cast<char>(c));
  if (c < 0x800) return {static_cast<char>(0xC0 | (c >> 6)), tail(0)};
  if (c < 0x10000) {
    return {static_cast<char>(0xE0 | (c >> 12)), tail(6), tail(0)};
  }
  return {static_cast<char>(0xF0 | (c >> 18)), tail(12), tail(6), tail(0)};
}

TEST(Utf8Test, EveryScalarValueIsACharacterAndNothingElseIs) {
  for (uint32_t c = 0; c < 0x120000; ++c) {
    const bool scalar = c < 0xD800 || (c > 0xDFFF && c < 0x110000);
    const std::string text = Encode(c);
    ASSERT_EQ(Utf8CharacterLength(text), scalar ? text.size() : 0) << c;
  }
}

TEST(Utf8Test, OverlongAndBrokenFormsAreNone) {
  for (const char* text :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF",
        "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\xF5\x80\x80\x80", "\xFF",
        "\xE4\xBD", "\xC3", "\xF0\x9F\x98", "\xE4(\xA0"}) {
    EXPECT_EQ(Utf8CharacterLength(text), 0) << text;
    EXPECT_FALSE(ScanUtf8(text).valid) << text;
  }
}

TEST(Utf8Test, CharactersAreCounted) {
  EXPECT_EQ(ScanUtf8("a宜昌😀").characters, 4);
  EXPECT_EQ(ScanUtf8("").characters, 0);
}

TEST(Utf8Test, ControlCharactersAreSeen) {
  for (const std::string& text :
       {std::string("\x01"), std::string("\0", 1), std::string("\x7F"),
        std::string("\xC2\x85")}) {
    EXPECT_TRUE(ScanUtf8(text).control);
  }
  EXPECT_FALSE(ScanUtf8("a\tb\r\nc\xC2\xA0").control);
}

TEST(Utf8Test, APrefixEndsBetweenCharacters) {
  EXPECT_EQ(Utf8Prefix("宜昌市", 2), "宜昌");
  EXPECT_EQ(Utf8Prefix("ab", 5), "ab");
  EXPECT_EQ(Utf8Prefix("a\xFF", 5), "a");
}

}  // namespace
}  // namespace duikou
