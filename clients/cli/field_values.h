// Fields of messages from text, as options and `--set path=value` give them.
//
//   type           text
//   *_fen          an amount: 500万元
//   an enum        a word or label: feasibility-study, 可行性研究
//   a name         an id or name, completed to a resource name
//   a time         as due_time.h says
//   LocalizedText  the Chinese text; its `.en` is a path of its own
//   a message      {"fund_kind": "policy", …}, or briefly its fields in order
//                  or by name: policy,5000万元,open=3000万元
//                  or, of two fields, any number of pairs: sector=40,region=30
//   a list         one entry at a time; in SetPath also ["a", "b"] or a,b
//
// Errors are INVALID_ARGUMENT and name neither option nor path: the caller
// does.
#ifndef DUIKOU_CLIENTS_CLI_FIELD_VALUES_H_
#define DUIKOU_CLIENTS_CLI_FIELD_VALUES_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace duikou::cli {

// Completes a resource name: (pattern, text) → name.
using NameSource = std::function<absl::StatusOr<std::string>(
    absl::string_view pattern, absl::string_view text)>;

// The pattern of the resource names that the field holds; empty: it holds none.
std::string NamePattern(const google::protobuf::FieldDescriptor& field);

// Whether the field is an amount in fen.
bool IsAmount(const google::protobuf::FieldDescriptor& field);

// Whether the field's type is LocalizedText.
bool IsLocalizedText(const google::protobuf::FieldDescriptor& field);

// Whether users set the field: not what the server writes, nor name and etag.
bool IsSettable(const google::protobuf::FieldDescriptor& field);
// Whether the field cannot be changed once the resource is there.
bool IsImmutable(const google::protobuf::FieldDescriptor& field);

// Sets `field` of `message` to what `text` says, or adds it where the field is
// a list.
absl::Status SetField(google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor& field,
                      absl::string_view text, const NameSource& names);

// Sets the field at `path`, such as `standing.jobs` or `display_name.en`; a
// list as a whole.
absl::Status SetPath(google::protobuf::Message& message, absl::string_view path,
                     absl::string_view text, const NameSource& names);

// What `field`'s values look like, for help: AMOUNT, a|b|c, AREA …
std::string ValueHint(const google::protobuf::FieldDescriptor& field);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_FIELD_VALUES_H_
