// The grammar of list cells: "tea=90；tourism=70" or
// "专家指导=3（柑橘）；技术".
//
// Entries are parted by ； ; 、 or a line break, a value follows = or ：, a
// note stands in brackets at the end. A backslash before one of these signs, or
// before a backslash, makes it part of the text. Signs that the rule has no use
// for are part of the text anyway.
//
// Pure functions.
#ifndef DUIKOU_SERVICES_TABLE_LIST_CELL_H_
#define DUIKOU_SERVICES_TABLE_LIST_CELL_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/table/column_spec.h"

namespace duikou {

// An entry as it is written, each part trimmed and without escapes.
struct ListCellEntry {
  std::string key;
  std::optional<std::string> value;  // the text after "="
  std::string note;
};

// Empty entries are left out.
std::vector<ListCellEntry> ParseListCell(absl::string_view text,
                                         const ListRule& rule);

// The inverse; REQUIRES: keys are not empty.
std::string FormatListCell(const std::vector<ListCellEntry>& entries,
                           const ListRule& rule);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_LIST_CELL_H_
