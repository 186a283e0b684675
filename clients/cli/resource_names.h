// Resource names from what people type.
//
// A pattern is a name with variables, such as
// `programmes/{programme}/units/{unit}/shortlist/{project}`. Typed text can be
//   programmes/hubei/units/yichang   the whole name
//   units/yichang                    the name within the programme
//   yichang                          the id alone
//   yichang/p-001                    the ids, where the pattern has several
#ifndef DUIKOU_CLIENTS_CLI_RESOURCE_NAMES_H_
#define DUIKOU_CLIENTS_CLI_RESOURCE_NAMES_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace duikou::cli {

// Gives the programme's id where a name needs it; asked only then.
using ProgrammeSource = std::function<absl::StatusOr<std::string>()>;

// The name of `pattern` that `text` means. INVALID_ARGUMENT where it can mean
// none, or the error of `programme`.
absl::StatusOr<std::string> ExpandName(absl::string_view pattern,
                                       absl::string_view text,
                                       const ProgrammeSource& programme);

// The last id of a name; the text itself where it is none.
std::string LastId(absl::string_view name);

// The id after `collection/` in a name; empty where it has none.
std::string IdIn(absl::string_view name, absl::string_view collection);

// The name without its last collection and id: a name's parent.
std::string ParentOf(absl::string_view name);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_RESOURCE_NAMES_H_
