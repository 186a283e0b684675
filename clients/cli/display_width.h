// How many terminal columns a text takes: Chinese characters take two.
//
//   DisplayWidth("宜昌 Yichang")                    12
//   CutToWidth("秭归县脐橙标准化种植基地", 12)        "秭归县脐橙…"
//   WrapToWidth("…", 40)                            its lines
#ifndef DUIKOU_CLIENTS_CLI_DISPLAY_WIDTH_H_
#define DUIKOU_CLIENTS_CLI_DISPLAY_WIDTH_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace duikou::cli {

// The columns of UTF-8 text: 2 for what Unicode calls wide or full-width, 0
// for combining and control characters, 1 for all else (also for ambiguous
// characters and broken bytes).
int DisplayWidth(absl::string_view text);

// The longest beginning of `text` that fits into `width` columns, with an
// ellipsis where something is cut off. REQUIRES: width ≥ 1.
std::string CutToWidth(absl::string_view text, int width);

// `text` in lines of at most `width` columns, broken at spaces, between
// Chinese characters, and where nothing else helps anywhere. At least one line.
// REQUIRES: width ≥ 2.
std::vector<std::string> WrapToWidth(absl::string_view text, int width);

// `text` with spaces after it, or before it, up to `width` columns.
std::string PadRight(absl::string_view text, int width);
std::string PadLeft(absl::string_view text, int width);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_DISPLAY_WIDTH_H_
