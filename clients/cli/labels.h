// What fields and enum values are called on screen.
//
//   FieldLabel(*field).zh                     资金需求
//   EnumLabel(*value).en                      feasibility study
//   EnumWord(*value)                          feasibility-study
//   ParseEnum(*enum_descriptor, "可行性研究")   its value
#ifndef DUIKOU_CLIENTS_CLI_LABELS_H_
#define DUIKOU_CLIENTS_CLI_LABELS_H_

#include <google/protobuf/descriptor.h>

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace duikou::cli {

// A field's heading. English is made of its name where the table of labels has
// none; Chinese then is the name itself, which the tests do not allow.
std::string FieldLabel(const google::protobuf::FieldDescriptor& field,
                       Language language);

// Whether the table of labels knows the field.
bool HasFieldLabel(const google::protobuf::FieldDescriptor& field);

// A value's label.
std::string EnumLabel(const google::protobuf::EnumValueDescriptor& value,
                      Language language);
// That of the value with a number; empty where there is none.
std::string EnumLabel(const google::protobuf::EnumDescriptor& type, int number,
                      Language language);
bool HasEnumLabel(const google::protobuf::EnumValueDescriptor& value);

// What is typed for a value: its name without the prefix of its type, in lower
// case, with hyphens.
std::string EnumWord(const google::protobuf::EnumValueDescriptor& value);

// The words of all values but the unspecified one.
std::vector<std::string> EnumWords(
    const google::protobuf::EnumDescriptor& type);

// The value of a word, a name or a label in either language. INVALID_ARGUMENT
// that lists the words.
absl::StatusOr<const google::protobuf::EnumValueDescriptor*> ParseEnum(
    const google::protobuf::EnumDescriptor& type, absl::string_view text);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_LABELS_H_
