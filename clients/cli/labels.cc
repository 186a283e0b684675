#include "clients/cli/labels.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "clients/cli/label_tables.h"

namespace duikou::cli {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;

const Words* LabelOf(const FieldDescriptor& field) {
  const LabelTable& labels = FieldLabels();
  auto found = labels.find(
      absl::StrCat(field.containing_type()->name(), ".", field.name()));
  if (found == labels.end()) found = labels.find(field.name());
  return found == labels.end() ? nullptr : &found->second;
}

const Words* LabelOf(const EnumValueDescriptor& value) {
  const LabelTable& labels = EnumLabels();
  auto found = labels.end();
  if (const auto* outer = value.type()->containing_type()) {
    found = labels.find(absl::StrCat(outer->name(), ".", value.name()));
  }
  if (found == labels.end()) found = labels.find(value.name());
  return found == labels.end() ? nullptr : &found->second;
}

// The prefix that the values of a type share: READINESS_.
std::string PrefixOf(const EnumDescriptor& type) {
  return std::string(absl::StripSuffix(type.value(0)->name(), "UNSPECIFIED"));
}

}  // namespace

bool HasFieldLabel(const FieldDescriptor& field) {
  return LabelOf(field) != nullptr;
}

std::string FieldLabel(const FieldDescriptor& field, Language language) {
  if (const Words* label = LabelOf(field)) return In(*label, language);
  std::string made = absl::StrReplaceAll(field.name(), {{"_", " "}});
  made[0] = absl::ascii_toupper(made[0]);
  return language == Language::kEn ? made : field.name();
}

std::string EnumLabel(const EnumDescriptor& type, int number,
                      Language language) {
  const EnumValueDescriptor* value = type.FindValueByNumber(number);
  return value == nullptr ? "" : EnumLabel(*value, language);
}

bool HasEnumLabel(const EnumValueDescriptor& value) {
  return value.number() == 0 || LabelOf(value) != nullptr;
}

std::string EnumLabel(const EnumValueDescriptor& value, Language language) {
  if (const Words* label = LabelOf(value)) return In(*label, language);
  return value.number() == 0 ? "" : EnumWord(value);
}

std::string EnumWord(const EnumValueDescriptor& value) {
  const std::string prefix = PrefixOf(*value.type());
  std::string word(absl::StripPrefix(value.name(), prefix));
  absl::AsciiStrToLower(&word);
  return absl::StrReplaceAll(word, {{"_", "-"}});
}

std::vector<std::string> EnumWords(const EnumDescriptor& type) {
  std::vector<std::string> words;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) words.push_back(EnumWord(*type.value(i)));
  }
  return words;
}

absl::StatusOr<const EnumValueDescriptor*> ParseEnum(const EnumDescriptor& type,
                                                     absl::string_view text) {
  const std::string word =
      absl::StrReplaceAll(absl::AsciiStrToLower(text), {{"_", "-"}});
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor* value = type.value(i);
    if (value->number() == 0) continue;
    if (word == EnumWord(*value) || text == value->name() ||
        text == EnumLabel(*value, Language::kZh) ||
        text == EnumLabel(*value, Language::kEn)) {
      return value;
    }
  }
  return absl::InvalidArgumentError(
      absl::StrCat("\"", std::string(text), "\" is none of ",
                   absl::StrJoin(EnumWords(type), ", ")));
}

}  // namespace duikou::cli
