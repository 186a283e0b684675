#include "services/table/list_cell.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "services/table/text_encoding.h"

namespace duikou {
namespace {

bool IsSeparator(absl::string_view sign) {
  return sign == "；" || sign == ";" || sign == "、" || sign == "\n" ||
         sign == "\r";
}
bool IsEquals(absl::string_view sign) {
  return sign == "=" || sign == "＝" || sign == ":" || sign == "：";
}
bool IsOpen(absl::string_view sign) { return sign == "(" || sign == "（"; }
bool IsClose(absl::string_view sign) { return sign == ")" || sign == "）"; }

bool IsSign(absl::string_view character, const ListRule& rule) {
  return IsSeparator(character) || character == "\\" ||
         (rule.value != ListRule::Value::kNone && IsEquals(character)) ||
         (rule.notes && (IsOpen(character) || IsClose(character)));
}

// One character, and whether a backslash took its meaning away.
struct Piece {
  absl::string_view character;
  bool escaped = false;
};
using Pieces = absl::Span<const Piece>;

absl::string_view NextCharacter(absl::string_view text, size_t at) {
  const auto* data = reinterpret_cast<const uint8_t*>(text.data());
  size_t next = at;
  UChar32 c = 0;
  U8_NEXT(data, next, text.size(), c);
  return text.substr(at, next - at);
}

std::vector<Piece> Split(absl::string_view text, const ListRule& rule) {
  std::vector<Piece> pieces;
  for (size_t at = 0; at < text.size();) {
    absl::string_view character = NextCharacter(text, at);
    at += character.size();
    bool escaped = false;
    if (character == "\\" && at < text.size()) {
      const absl::string_view next = NextCharacter(text, at);
      if (IsSign(next, rule)) {
        character = next;
        at += next.size();
        escaped = true;
      }
    }
    pieces.push_back({character, escaped});
  }
  return pieces;
}

std::string Join(Pieces pieces) {
  std::string text;
  for (const Piece& piece : pieces) absl::StrAppend(&text, piece.character);
  return std::string(TrimSpace(text));
}

// The first piece that is such a sign, or pieces.size().
size_t Find(Pieces pieces, bool (*is_sign)(absl::string_view)) {
  return std::find_if(pieces.begin(), pieces.end(),
                      [&](const Piece& piece) {
                        return !piece.escaped && is_sign(piece.character);
                      }) -
         pieces.begin();
}

// Where the entry ends: at a separator that is not within a note's brackets.
size_t FindEnd(Pieces pieces, const ListRule& rule) {
  int depth = 0;
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].escaped) continue;
    const absl::string_view character = pieces[i].character;
    if (rule.notes && IsOpen(character)) ++depth;
    if (rule.notes && IsClose(character)) depth = std::max(depth - 1, 0);
    if (depth == 0 && IsSeparator(character)) return i;
  }
  return pieces.size();
}

ListCellEntry ToEntry(Pieces pieces, const ListRule& rule) {
  ListCellEntry entry;
  while (!pieces.empty() && TrimSpace(pieces.back().character).empty()) {
    pieces.remove_suffix(1);
  }
  if (rule.notes && !pieces.empty() && !pieces.back().escaped &&
      IsClose(pieces.back().character)) {
    const size_t open = Find(pieces, IsOpen);
    if (open < pieces.size()) {
      entry.note = Join(pieces.subspan(open + 1, pieces.size() - open - 2));
      pieces = pieces.first(open);
    }
  }
  if (rule.value != ListRule::Value::kNone) {
    const size_t equals = Find(pieces, IsEquals);
    if (equals < pieces.size()) {
      entry.value = Join(pieces.subspan(equals + 1));
      pieces = pieces.first(equals);
    }
  }
  entry.key = Join(pieces);
  return entry;
}

// The text with a backslash before each character that `is_sign`.
template <class IsSignOf>
std::string Escape(absl::string_view text, IsSignOf is_sign) {
  text = TrimSpace(text);
  std::string escaped;
  for (size_t at = 0; at < text.size();) {
    const absl::string_view character = NextCharacter(text, at);
    absl::StrAppend(&escaped, is_sign(character) ? "\\" : "", character);
    at += character.size();
  }
  return escaped;
}

}  // namespace

std::vector<ListCellEntry> ParseListCell(absl::string_view text,
                                         const ListRule& rule) {
  std::vector<ListCellEntry> entries;
  const std::vector<Piece> all = Split(text, rule);
  Pieces rest = all;
  while (!rest.empty()) {
    const size_t end = FindEnd(rest, rule);
    ListCellEntry entry = ToEntry(rest.first(end), rule);
    if (!entry.key.empty() || entry.value.has_value() || !entry.note.empty()) {
      entries.push_back(std::move(entry));
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return entries;
}

std::string FormatListCell(const std::vector<ListCellEntry>& entries,
                           const ListRule& rule) {
  const auto is_sign = [&](absl::string_view character) {
    return IsSign(character, rule);
  };
  // Its brackets keep a note together.
  const auto is_sign_in_note = [](absl::string_view character) {
    return IsOpen(character) || IsClose(character) || character == "\\";
  };
  std::string text;
  for (const ListCellEntry& entry : entries) {
    absl::StrAppend(&text, text.empty() ? "" : "；",
                    Escape(entry.key, is_sign));
    if (entry.value.has_value()) absl::StrAppend(&text, "=", *entry.value);
    if (!entry.note.empty()) {
      absl::StrAppend(&text, "（", Escape(entry.note, is_sign_in_note), "）");
    }
  }
  return text;
}

}  // namespace duikou
