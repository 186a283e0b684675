#include "clients/cli/field_options.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "clients/cli/errors.h"
#include "clients/cli/labels.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string PathText(const std::vector<const FieldDescriptor*>& path) {
  return absl::StrJoin(path, ".",
                       [](std::string* out, const FieldDescriptor* field) {
                         out->append(field->name());
                       });
}

// The message that the last field of `path` is in.
Message* Holder(Message& message,
                const std::vector<const FieldDescriptor*>& path) {
  Message* at = &message;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    at = at->GetReflection()->MutableMessage(at, path[i]);
  }
  return at;
}

std::string Help(const FieldDescriptor& field) {
  return absl::StrCat(FieldLabel(field, Language::kEn), " ",
                      FieldLabel(field, Language::kZh));
}

}  // namespace

std::string OptionName(const FieldDescriptor& field) {
  std::string name(absl::StripSuffix(field.name(), "_fen"));
  if (name == "criteria") return "criterion";
  const bool keeps_plural = name == "weights" || name == "means";
  if (field.is_repeated() && !keeps_plural && absl::EndsWith(name, "s")) {
    name.pop_back();
  }
  return absl::StrReplaceAll(name, {{"_", "-"}});
}

std::shared_ptr<FieldOptions> FieldOptions::Add(CLI::App& app,
                                                const Descriptor& type,
                                                Choice choice) {
  std::shared_ptr<FieldOptions> options(new FieldOptions);
  for (int i = 0; i < type.field_count(); ++i) {
    options->AddField(app, {type.field(i)}, choice);
  }
  return options;
}

void FieldOptions::AddField(CLI::App& app,
                            std::vector<const FieldDescriptor*> path,
                            const Choice& choice) {
  const FieldDescriptor& field = *path.back();
  const auto is_field = [&](absl::string_view name) {
    return name == absl::string_view(field.name());
  };
  if (!IsSettable(field) || (choice.for_update && IsImmutable(field)) ||
      std::any_of(choice.skipped.begin(), choice.skipped.end(), is_field)) {
    return;
  }
  if (std::any_of(choice.flattened.begin(), choice.flattened.end(), is_field)) {
    for (int i = 0; i < field.message_type()->field_count(); ++i) {
      path.push_back(field.message_type()->field(i));
      AddField(app, path, choice);
      path.pop_back();
    }
    return;
  }
  entries_.push_back(std::make_unique<Entry>());
  Entry& entry = *entries_.back();
  entry.path = path;
  entry.option = "--" + OptionName(field);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    entry.parsed =
        app.add_flag(entry.option, entry.value, Help(field) + " (=false: not)");
    return;
  }
  entry.parsed = field.is_repeated()
                     ? app.add_option(entry.option, entry.values, Help(field))
                           ->allow_extra_args(false)
                     : app.add_option(entry.option, entry.value, Help(field));
  entry.parsed->type_name(ValueHint(field));
  if (IsLocalizedText(field)) {
    const FieldDescriptor* en = field.message_type()->FindFieldByName("en");
    path.push_back(en);
    entries_.push_back(std::make_unique<Entry>());
    Entry& english = *entries_.back();
    english.path = path;
    english.option = entry.option + "-en";
    english.parsed =
        app.add_option(english.option, english.value, "… in English 英文");
    english.parsed->type_name("TEXT");
  }
}

absl::Status FieldOptions::Apply(Message& message, const NameSource& names,
                                 std::vector<std::string>* paths) const {
  for (const std::unique_ptr<Entry>& entry : entries_) {
    if (entry->parsed->count() == 0) continue;
    const FieldDescriptor& field = *entry->path.back();
    const std::vector<std::string> values =
        field.is_repeated() ? entry->values
                            : std::vector<std::string>{entry->value};
    Message* holder = Holder(message, entry->path);
    if (field.is_repeated()) {
      holder->GetReflection()->ClearField(holder, &field);
    }
    for (const std::string& value : values) {
      RETURN_IF_ERROR(
          InOption(entry->option, SetField(*holder, field, value, names)));
    }
    if (paths != nullptr) {
      std::string path = PathText(entry->path);
      // The English text stays when only the Chinese one is given.
      if (IsLocalizedText(field)) path += ".zh";
      paths->push_back(std::move(path));
    }
  }
  return absl::OkStatus();
}

bool FieldOptions::any() const {
  return std::any_of(entries_.begin(), entries_.end(), [](const auto& entry) {
    return entry->parsed->count() > 0;
  });
}

}  // namespace duikou::cli
