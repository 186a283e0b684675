#include "clients/cli/field_values.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/json_util.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/amount.h"
#include "clients/cli/due_time.h"
#include "clients/cli/labels.h"
#include "clients/lib/status_macros.h"
#include "duikou/type/v1/annotations.pb.h"

namespace duikou::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

const type::v1::FieldRule& RuleOf(const FieldDescriptor& field) {
  return field.options().GetExtension(type::v1::rule);
}

absl::StatusOr<bool> ParseBool(absl::string_view text) {
  const std::string word = absl::AsciiStrToLower(text);
  if (word == "true" || word == "yes" || word == "1" || word == "是") {
    return true;
  }
  if (word == "false" || word == "no" || word == "0" || word == "否") {
    return false;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("\"", word, "\" is neither true nor false"));
}

absl::StatusOr<int64_t> ParseNumber(const FieldDescriptor& field,
                                    absl::string_view text) {
  if (IsAmount(field)) return ParseAmount(text);
  int64_t number = 0;
  const std::string plain = absl::StrReplaceAll(text, {{",", ""}});
  if (!absl::SimpleAtoi(plain, &number) ||
      (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 &&
       (number < INT32_MIN || number > INT32_MAX))) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", std::string(text), "\" is no whole number"));
  }
  return number;
}

absl::Status MergeJson(Message& message, absl::string_view text) {
  const auto status =
      google::protobuf::util::JsonStringToMessage(std::string(text), &message);
  if (status.ok()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("no good JSON: ", status.message().ToString()));
}

const FieldDescriptor* FieldNamed(const Descriptor& type,
                                  absl::string_view name) {
  const std::string snake = absl::StrReplaceAll(name, {{"-", "_"}});
  const FieldDescriptor* field = type.FindFieldByName(snake);
  if (field == nullptr) field = type.FindFieldByName(snake + "_fen");
  return field;
}

std::string FieldNames(const Descriptor& type) {
  std::vector<std::string> names;
  for (int i = 0; i < type.field_count(); ++i) {
    names.emplace_back(absl::StripSuffix(type.field(i)->name(), "_fen"));
  }
  return absl::StrJoin(names, ", ");
}

// `policy,5000万元,open=3000万元` into the fields of a message.
absl::Status SetBriefly(Message& message, absl::string_view text,
                        const NameSource& names) {
  const Descriptor& type = *message.GetDescriptor();
  int next = 0;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    const size_t equals = part.find('=');
    const FieldDescriptor* field =
        equals == absl::string_view::npos
            ? nullptr
            : FieldNamed(type, part.substr(0, equals));
    if (field != nullptr) {
      RETURN_IF_ERROR(
          SetField(message, *field, part.substr(equals + 1), names));
      continue;
    }
    // Without a field's name: the fields in their order; `a=b` are two.
    std::vector<absl::string_view> values = {part};
    if (equals != absl::string_view::npos && next == 0) {
      values = {part.substr(0, equals), part.substr(equals + 1)};
    }
    for (const absl::string_view value : values) {
      if (next >= type.field_count() || (values.size() == 1 && next > 0 &&
                                         equals != absl::string_view::npos)) {
        return absl::InvalidArgumentError(
            absl::StrCat("\"", std::string(part), "\" in \"", std::string(text),
                         "\" is none of ", FieldNames(type)));
      }
      RETURN_IF_ERROR(SetField(message, *type.field(next++), value, names));
    }
  }
  return absl::OkStatus();
}

absl::Status SetMessage(Message& message, absl::string_view text,
                        const NameSource& names) {
  if (auto* time = dynamic_cast<google::protobuf::Timestamp*>(&message)) {
    ASSIGN_OR_RETURN(const absl::Time due, ParseDueTime(text));
    time->set_seconds(absl::ToUnixSeconds(due));
    return absl::OkStatus();
  }
  if (absl::StartsWith(text, "{")) return MergeJson(message, text);
  return SetBriefly(message, text, names);
}

// Whether entries are pairs, such as a criterion and its weight: two fields of
// one value each, whatever lists there are besides.
bool IsPair(const Descriptor& type) {
  int single = 0;
  for (int i = 0; i < type.field_count(); ++i) {
    if (type.field(i)->is_repeated()) continue;
    if (++single != i + 1) return false;
  }
  return single == 2;
}

// The texts of several entries in one: `sector=40,region=30`.
std::vector<absl::string_view> Entries(const FieldDescriptor& field,
                                       absl::string_view text) {
  const bool json = absl::StartsWith(text, "{") || absl::StartsWith(text, "[");
  if (json) return {text};
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    return absl::StrSplit(text, ',');
  }
  const Descriptor& type = *field.message_type();
  const absl::string_view first = text.substr(0, text.find('='));
  if (!IsPair(type) || first.size() == text.size() ||
      absl::StrContains(first, ",") || FieldNamed(type, first) != nullptr) {
    return {text};
  }
  return absl::StrSplit(text, ',');
}

// Of the forms of names that the field takes, the one that the text is of by
// its collection, `units/hzau`; else the first.
std::string PatternFor(const FieldDescriptor& field, absl::string_view text) {
  const std::vector<std::string> segments =
      absl::StrSplit(std::string(text), '/');
  if (segments.size() > 1) {
    const std::string collection =
        absl::StrCat("/", segments[segments.size() - 2], "/{");
    for (const absl::string_view form :
         absl::StrSplit(RuleOf(field).resource(), '|')) {
      if (absl::StrContains(form, collection)) return std::string(form);
    }
  }
  return NamePattern(field);
}

// A value that is no message, set or added.
absl::Status SetScalar(Message& message, const FieldDescriptor& field,
                       absl::string_view text, const NameSource& names) {
  const Reflection& r = *message.GetReflection();
  const bool list = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL: {
      ASSIGN_OR_RETURN(const bool value, ParseBool(text));
      list ? r.AddBool(&message, &field, value)
           : r.SetBool(&message, &field, value);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_INT32: {
      ASSIGN_OR_RETURN(const int64_t value, ParseNumber(field, text));
      list ? r.AddInt32(&message, &field, static_cast<int32_t>(value))
           : r.SetInt32(&message, &field, static_cast<int32_t>(value));
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_INT64: {
      ASSIGN_OR_RETURN(const int64_t value, ParseNumber(field, text));
      list ? r.AddInt64(&message, &field, value)
           : r.SetInt64(&message, &field, value);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      ASSIGN_OR_RETURN(const auto* value, ParseEnum(*field.enum_type(), text));
      list ? r.AddEnum(&message, &field, value)
           : r.SetEnum(&message, &field, value);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string value(text);
      if (const std::string pattern = PatternFor(field, text);
          !pattern.empty() && !value.empty()) {
        ASSIGN_OR_RETURN(value, names(pattern, text));
      }
      list ? r.AddString(&message, &field, value)
           : r.SetString(&message, &field, value);
      return absl::OkStatus();
    }
    default:
      return absl::InvalidArgumentError(
          absl::StrCat("the field ", field.name(), " is only set by --file"));
  }
}

}  // namespace

std::string NamePattern(const FieldDescriptor& field) {
  const std::string& resource = RuleOf(field).resource();
  return resource.substr(0, resource.find('|'));
}

bool IsAmount(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 &&
         absl::EndsWith(field.name(), "_fen");
}

bool IsLocalizedText(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         field.message_type()->full_name() == "duikou.type.v1.LocalizedText";
}

bool IsSettable(const FieldDescriptor& field) {
  return RuleOf(field).behavior() != type::v1::FIELD_BEHAVIOR_OUTPUT_ONLY &&
         field.name() != "name" && field.name() != "etag";
}

bool IsImmutable(const FieldDescriptor& field) {
  return RuleOf(field).behavior() == type::v1::FIELD_BEHAVIOR_IMMUTABLE;
}

absl::Status SetField(Message& message, const FieldDescriptor& field,
                      absl::string_view text, const NameSource& names) {
  const Reflection& r = *message.GetReflection();
  const std::vector<absl::string_view> entries =
      field.is_repeated() ? Entries(field, text)
                          : std::vector<absl::string_view>{text};
  for (const absl::string_view entry : entries) {
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      RETURN_IF_ERROR(SetScalar(message, field, entry, names));
      continue;
    }
    if (IsLocalizedText(field) && !absl::StartsWith(entry, "{")) {
      Message* localized = r.MutableMessage(&message, &field);
      RETURN_IF_ERROR(SetPath(*localized, "zh", entry, names));
      continue;
    }
    Message* inner = field.is_repeated() ? r.AddMessage(&message, &field)
                                         : r.MutableMessage(&message, &field);
    RETURN_IF_ERROR(SetMessage(*inner, entry, names));
  }
  return absl::OkStatus();
}

absl::Status SetPath(Message& message, absl::string_view path,
                     absl::string_view text, const NameSource& names) {
  Message* at = &message;
  const std::vector<std::string> steps = absl::StrSplit(path, '.');
  for (size_t i = 0; i < steps.size(); ++i) {
    const FieldDescriptor* field =
        at->GetDescriptor()->FindFieldByName(steps[i]);
    if (field == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("there is no field \"", std::string(path), "\" (",
                       at->GetDescriptor()->name(), " has ",
                       FieldNames(*at->GetDescriptor()), ")"));
    }
    if (i + 1 < steps.size()) {
      if (field->is_repeated() ||
          field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
        return absl::InvalidArgumentError(absl::StrCat(
            "\"", field->name(), "\" has no fields of its own; set it whole"));
      }
      at = at->GetReflection()->MutableMessage(at, field);
      continue;
    }
    if (field->is_repeated()) {
      at->GetReflection()->ClearField(at, field);
      if (absl::StartsWith(text, "[")) {
        return MergeJson(*at, absl::StrCat("{\"", field->name(),
                                           "\":", std::string(text), "}"));
      }
      if (text.empty()) return absl::OkStatus();
    }
    return SetField(*at, *field, text, names);
  }
  return absl::OkStatus();
}

std::string ValueHint(const FieldDescriptor& field) {
  if (IsAmount(field)) return "AMOUNT";
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true|false";
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrContains(field.name(), "year") ? "YEAR" : "NUMBER";
    case FieldDescriptor::CPPTYPE_ENUM:
      return absl::StrJoin(EnumWords(*field.enum_type()), "|");
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (IsLocalizedText(field)) return "TEXT";
      if (field.message_type()->full_name() == "google.protobuf.Timestamp") {
        return "DAY";
      }
      return absl::StrReplaceAll(FieldNames(*field.message_type()),
                                 {{", ", ","}});
    default:
      break;
  }
  const std::string pattern = NamePattern(field);
  if (pattern.empty()) return RuleOf(field).resource_id() ? "ID" : "TEXT";
  const size_t brace = pattern.rfind('{');
  return absl::AsciiStrToUpper(
      pattern.substr(brace + 1, pattern.size() - brace - 2));
}

}  // namespace duikou::cli
