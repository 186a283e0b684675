// The tables of labels: what fields and enum values are called on screen.
// labels.h looks them up.
#ifndef DUIKOU_CLIENTS_CLI_LABEL_TABLES_H_
#define DUIKOU_CLIENTS_CLI_LABEL_TABLES_H_

#include <map>

#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace duikou::cli {

using LabelTable = std::map<absl::string_view, Words>;

// By field name: the same concept has the same name everywhere. A field whose
// label differs in one message stands there as `Message.field`.
const LabelTable& FieldLabels();

// By the value's name. One whose label differs in one message stands there as
// `Message.NAME`.
const LabelTable& EnumLabels();

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_LABEL_TABLES_H_
