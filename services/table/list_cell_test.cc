#include "services/table/list_cell.h"

#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "services/table/text_encoding.h"

namespace duikou {
namespace {

constexpr ListRule kPlain = {};
constexpr ListRule kFull = {.value = ListRule::Value::kOptional, .notes = true};

// Entries as key[|=value][|note] joined by "; ".
std::string ParsedList(absl::string_view text, const ListRule& rule) {
  return absl::StrJoin(ParseListCell(text, rule), "; ",
                       [](std::string* out, const ListCellEntry& entry) {
                         absl::StrAppend(out, entry.key);
                         if (entry.value)
                           absl::StrAppend(out, "|=", *entry.value);
                         if (!entry.note.empty())
                           absl::StrAppend(out, "|", entry.note);
                       });
}

TEST(ListCellTest, EntriesArePartedByAnySeparator) {
  EXPECT_EQ(ParsedList("a；b; c、d\ne", kPlain), "a; b; c; d; e");
  EXPECT_EQ(ParsedList(" ；；a； ", kPlain), "a");
  EXPECT_EQ(ParsedList("", kPlain), "");
}

TEST(ListCellTest, ValuesAndNotesAreOnlyReadWhereTheRuleHasThem) {
  EXPECT_EQ(ParsedList("tea=90；tourism：70", kFull), "tea|=90; tourism|=70");
  EXPECT_EQ(ParsedList("专家=3（柑橘）；技术(a(b))", kFull),
            "专家|=3|柑橘; 技术|a(b)");
  EXPECT_EQ(ParsedList("a=1（b）", kPlain), "a=1（b）");
  EXPECT_EQ(ParsedList("=3；（x）", kFull), "|=3; |x");
}

TEST(ListCellTest, ABackslashMakesASignPartOfTheText) {
  EXPECT_EQ(ParsedList("a\\；b；c\\\\；d\\e", kPlain), "a；b; c\\; d\\e");
  EXPECT_EQ(ParsedList("a\\=b=3", kFull), "a=b|=3");
}

TEST(ListCellTest, WhatIsWrittenIsReadBack) {
  static constexpr const char* kPieces[] = {"a", "柑", "；", ";", "、", "\\",
                                            "=", "(",  "）", " ", "：", "\n"};
  for (uint64_t seed = 1; seed <= 5'000; ++seed) {
    std::mt19937_64 random(seed);
    const auto text = [&] {
      std::string made;
      for (size_t i = random() % 4; i > 0; --i) {
        made += kPieces[random() % std::size(kPieces)];
      }
      return std::string(TrimSpace(made));
    };
    std::vector<ListCellEntry> entries(random() % 4);
    for (ListCellEntry& entry : entries) {
      entry = {absl::StrCat("k", text()), std::nullopt, text()};
      if (random() % 2 == 0) entry.value = "12";
    }
    const std::string written = FormatListCell(entries, kFull);
    const std::vector<ListCellEntry> read = ParseListCell(written, kFull);
    ASSERT_EQ(read.size(), entries.size()) << written << " seed " << seed;
    for (size_t i = 0; i < read.size(); ++i) {
      ASSERT_EQ(read[i].key, entries[i].key) << written << " seed " << seed;
      ASSERT_EQ(read[i].value, entries[i].value) << written;
      ASSERT_EQ(read[i].note, entries[i].note) << written;
    }
  }
}

}  // namespace
}  // namespace duikou
