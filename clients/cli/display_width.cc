#include "clients/cli/display_width.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace duikou::cli {
namespace {

struct Glyph {
  absl::string_view bytes;
  int width = 0;
  bool space = false;
  bool wide = false;
};

int WidthOf(UChar32 c) {
  if (c < 0) return 1;  // a broken byte
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
      return 0;
    default:
      break;
  }
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

std::vector<Glyph> Glyphs(absl::string_view text) {
  std::vector<Glyph> glyphs;
  glyphs.reserve(text.size());
  int32_t at = 0;
  const int32_t size = static_cast<int32_t>(text.size());
  while (at < size) {
    const int32_t start = at;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, size, c);
    const int width = WidthOf(c);
    glyphs.push_back(
        {text.substr(start, at - start), width, c == ' ', width == 2});
  }
  return glyphs;
}

// Closing punctuation does not begin a line.
bool MayBeginLine(absl::string_view bytes) {
  constexpr const char* kClosing[] = {"，", "。", "、", "；", "：", "）",
                                      "！", "？", "”",  "》", "%"};
  return std::find(std::begin(kClosing), std::end(kClosing), bytes) ==
         std::end(kClosing);
}

}  // namespace

int DisplayWidth(absl::string_view text) {
  int width = 0;
  for (const Glyph& glyph : Glyphs(text)) width += glyph.width;
  return width;
}

std::string CutToWidth(absl::string_view text, int width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  std::string cut;
  int used = 0;
  for (const Glyph& glyph : Glyphs(text)) {
    if (used + glyph.width > width - 1) break;
    cut.append(glyph.bytes.data(), glyph.bytes.size());
    used += glyph.width;
  }
  return cut + "…";
}

std::vector<std::string> WrapToWidth(absl::string_view text, int width) {
  const std::vector<Glyph> glyphs = Glyphs(text);
  std::vector<std::string> lines;
  size_t begin = 0;
  while (begin < glyphs.size()) {
    size_t end = begin;
    size_t last_break = begin;  // a line may end before this glyph
    int used = 0;
    while (end < glyphs.size() && used + glyphs[end].width <= width) {
      const Glyph& glyph = glyphs[end];
      const bool between_wide =
          end > begin && (glyph.wide || glyphs[end - 1].wide);
      if (end > begin && (glyph.space || between_wide) &&
          MayBeginLine(glyph.bytes)) {
        last_break = end;
      }
      used += glyph.width;
      ++end;
    }
    if (end < glyphs.size()) {
      const Glyph& next = glyphs[end];
      const bool breaks_here =
          (next.space || next.wide || glyphs[end - 1].wide) &&
          MayBeginLine(next.bytes);
      if (!breaks_here && last_break > begin) end = last_break;
    }
    std::string line;
    for (size_t i = begin; i < end; ++i) {
      line.append(glyphs[i].bytes.data(), glyphs[i].bytes.size());
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    lines.push_back(line);
    begin = end;
    while (begin < glyphs.size() && glyphs[begin].space) ++begin;
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

std::string PadRight(absl::string_view text, int width) {
  return std::string(text) +
         std::string(std::max(0, width - DisplayWidth(text)), ' ');
}

std::string PadLeft(absl::string_view text, int width) {
  return std::string(std::max(0, width - DisplayWidth(text)), ' ') +
         std::string(text);
}

}  // namespace duikou::cli
