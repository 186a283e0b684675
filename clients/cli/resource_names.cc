#include "clients/cli/resource_names.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using Segments = std::vector<std::string>;

bool IsVariable(absl::string_view segment) {
  return absl::StartsWith(segment, "{");
}

// Whether `text` has the pattern's shape, segment by segment from `first` on.
bool Fits(const Segments& pattern, size_t first, const Segments& text) {
  if (pattern.size() - first != text.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i].empty()) return false;
    if (!IsVariable(pattern[first + i]) && pattern[first + i] != text[i]) {
      return false;
    }
  }
  return true;
}

// Puts `ids` in the place of the variables after the programme.
std::string Filled(const Segments& pattern, const std::string& programme,
                   const Segments& ids) {
  Segments name = pattern;
  name[1] = programme;
  size_t next = 0;
  for (size_t i = 2; i < name.size(); ++i) {
    if (IsVariable(name[i])) name[i] = ids[next++];
  }
  return absl::StrJoin(name, "/");
}

}  // namespace

absl::StatusOr<std::string> ExpandName(absl::string_view pattern,
                                       absl::string_view text,
                                       const ProgrammeSource& programme) {
  const Segments form = absl::StrSplit(pattern, '/');
  const Segments typed = absl::StrSplit(text, '/');
  if (Fits(form, 0, typed)) return std::string(text);
  if (form.size() == 2 && typed.size() == 1 && !text.empty()) {
    return absl::StrCat("programmes/", typed[0]);
  }
  Segments ids;
  if (form.size() > 2 && Fits(form, 2, typed)) {
    for (size_t i = 1; i < typed.size(); i += 2) ids.push_back(typed[i]);
  } else if (2 * typed.size() == form.size() - 2 &&
             !absl::StrContains(absl::StrCat("/", std::string(text), "/"),
                                "//")) {
    ids = typed;
  } else {
    return absl::InvalidArgumentError(absl::StrCat("\"", std::string(text),
                                                   "\" is no name of the form ",
                                                   std::string(pattern)));
  }
  ASSIGN_OR_RETURN(const std::string id, programme());
  return Filled(form, id, ids);
}

std::string LastId(absl::string_view name) {
  const size_t slash = name.rfind('/');
  return std::string(slash == absl::string_view::npos ? name
                                                      : name.substr(slash + 1));
}

std::string IdIn(absl::string_view name, absl::string_view collection) {
  const Segments segments = absl::StrSplit(name, '/');
  for (size_t i = 0; i + 1 < segments.size(); i += 2) {
    if (segments[i] == collection) return segments[i + 1];
  }
  return "";
}

std::string ParentOf(absl::string_view name) {
  Segments segments = absl::StrSplit(name, '/');
  segments.resize(segments.size() > 2 ? segments.size() - 2 : 0);
  return absl::StrJoin(segments, "/");
}

}  // namespace duikou::cli
