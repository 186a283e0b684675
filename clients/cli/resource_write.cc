#include "clients/cli/resource_write.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <cctype>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "clients/cli/confirm.h"
#include "clients/cli/errors.h"
#include "clients/cli/field_options.h"
#include "clients/cli/message_fields.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// What the writing commands have in common, as typed.
struct WriteOptions {
  std::vector<std::string> ids;
  std::string file;
  std::vector<std::string> set;
  std::vector<std::string> clear;
  std::string etag;
  bool replace = false;
  bool validate_only = false;
  bool yes = false;
  std::shared_ptr<FieldOptions> fields;
};

std::string GetText(const Message& message, const std::string& field) {
  const FieldDescriptor* f = message.GetDescriptor()->FindFieldByName(field);
  return f == nullptr ? "" : message.GetReflection()->GetString(message, f);
}

void SetFlag(Message& message, const std::string& field, bool value) {
  message.GetReflection()->SetBool(
      &message, message.GetDescriptor()->FindFieldByName(field), value);
}

Message& Inner(Message& message, const std::string& field) {
  return *message.GetReflection()->MutableMessage(
      &message, message.GetDescriptor()->FindFieldByName(field));
}

// The ids after the programme's, as one types them: `hzau p-001`.
std::string IdsOf(const std::string& name) {
  const std::vector<std::string> segments = absl::StrSplit(name, '/');
  std::vector<std::string> ids;
  for (size_t i = segments.size() > 2 ? 3 : 1; i < segments.size(); i += 2) {
    ids.push_back(segments[i]);
  }
  return absl::StrJoin(ids, " ");
}

std::string DisplayNameOf(const Message& resource, Language language) {
  const FieldDescriptor* field =
      resource.GetDescriptor()->FindFieldByName("display_name");
  if (field == nullptr) return "";
  const auto* r = resource.GetReflection();
  if (!IsLocalizedText(*field)) return r->GetString(resource, field);
  return In(dynamic_cast<const type::v1::LocalizedText&>(
                r->GetMessage(resource, field)),
            language);
}

// Tells what was done to `resource`, or prints it where programs read.
void PrintDone(const ResourceKind& kind, const Words& done,
               const Message& resource, const WriteOptions& options,
               Session& session) {
  if (session.output() != OutputFormat::kTable) {
    PrintResource(kind, resource, session);
    return;
  }
  std::ostream& out = session.terminal().out;
  const std::string name = GetText(resource, "name");
  if (options.validate_only) {
    out << session.Say(
        {"检查通过，未写入任何内容\n", "All is well; nothing was written\n"});
    return;
  }
  const std::string title = DisplayNameOf(resource, session.language());
  out << (session.zh()
              ? absl::StrCat(done.zh, kind.label.zh, " ", IdsOf(name))
              : absl::StrCat(done.en, " ", kind.label.en, " ", IdsOf(name)))
      << (title.empty() ? "" : "  ") << title << "\n";
}

// What to do next, after a create.
void PrintHint(const ResourceKind& kind, const Message& resource,
               const WriteOptions& options, Session& session) {
  const std::string hint = session.Say(kind.after_create);
  if (hint.empty() || options.validate_only ||
      session.output() != OutputFormat::kTable) {
    return;
  }
  session.terminal().out << absl::StrReplaceAll(
                                hint,
                                {{"$IDS", IdsOf(GetText(resource, "name"))}})
                         << "\n";
}

// Parent and id of what is to be created. Without an id the server makes one.
struct Place {
  std::string parent;
  std::string id;
};

absl::StatusOr<Place> PlaceOf(const ResourceKind& kind,
                              const std::vector<std::string>& ids,
                              const std::string& name_in_file,
                              Session& session) {
  const std::string typed = absl::StrJoin(ids, "/");
  Place place;
  if (kind.depth() == 2 && ids.size() == 1 && !absl::StrContains(typed, "/")) {
    ASSIGN_OR_RETURN(place.parent, session.UnitName(typed));
    place.id = LastId(name_in_file);
    return place;
  }
  if (typed.empty()) {
    place.id = LastId(name_in_file);
    if (kind.depth() > 0) {
      ASSIGN_OR_RETURN(place.parent, session.ProgrammeName());
    }
    return place;
  }
  ASSIGN_OR_RETURN(const std::string name, session.Name(kind.pattern, typed));
  place.parent = ParentOf(name);
  place.id = LastId(name);
  return place;
}

// Fills a create request for `resource`, which moves into it.
absl::Status FillCreate(const ResourceKind& kind, const Place& place,
                        const Message& resource, Message& request) {
  if (kind.depth() > 0) SetText(request, "parent", place.parent);
  if (!place.id.empty()) SetText(request, kind.field() + "_id", place.id);
  Message& inner = Inner(request, kind.field());
  inner.CopyFrom(resource);
  if (kind.id_field[0] != '\0' && GetText(inner, kind.id_field).empty()) {
    SetText(inner, kind.id_field,
            absl::StrCat("programmes/", IdIn(place.parent, "programmes"), "/",
                         kind.id_field, "s/", place.id));
  }
  return absl::OkStatus();
}

// Creates all resources of a file that holds a list of them.
absl::Status CreateBatch(const ResourceKind& kind, const std::string& json,
                         const WriteOptions& options, Session& session) {
  const auto* service = kind.Method("Create")->service();
  const auto* method =
      service->FindMethodByName(absl::StrCat("BatchCreate", kind.plural));
  if (method == nullptr) {
    return UsageError(absl::StrCat("--file: holds a list; give one ", kind.noun,
                                   " at a time"));
  }
  const std::unique_ptr<Message> list =
      NewMessage(*kind.Method("List")->output_type());
  const FieldDescriptor* entries = list->GetDescriptor()->field(0);
  RETURN_IF_ERROR(
      ParseJson(absl::StartsWith(json, "[")
                    ? absl::StrCat("{\"", entries->name(), "\":", json, "}")
                    : json,
                "--file", *list));
  const std::unique_ptr<Message> request = NewMessage(*method->input_type());
  ASSIGN_OR_RETURN(const std::string parent, session.ProgrammeName());
  SetText(*request, "parent", parent);
  SetFlag(*request, "validate_only", options.validate_only);
  const FieldDescriptor* requests =
      request->GetDescriptor()->FindFieldByName("requests");
  const int count = list->GetReflection()->FieldSize(*list, entries);
  for (int i = 0; i < count; ++i) {
    const Message& resource =
        list->GetReflection()->GetRepeatedMessage(*list, entries, i);
    const Place place = {parent, LastId(GetText(resource, "name"))};
    RETURN_IF_ERROR(FillCreate(
        kind, place, resource,
        *request->GetReflection()->AddMessage(request.get(), requests)));
  }
  const std::unique_ptr<Message> response = NewMessage(*method->output_type());
  RETURN_IF_ERROR(session.client().CallMethod(*method, *request, *response));
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(*response);
  } else {
    session.terminal().out << (options.validate_only
                                   ? session.Say({"检查通过，未写入：",
                                                  "All is well, not written: "})
                                   : session.Say({"已创建：", "Created: "}))
                           << count << session.Say({" 个", " × "})
                           << session.Say(kind.label) << "\n";
  }
  return absl::OkStatus();
}

// Whether the JSON is a list of resources, bare or as `list` prints it.
bool HoldsList(const ResourceKind& kind, const std::string& json) {
  if (absl::StartsWith(json, "[")) return true;
  google::protobuf::Struct object;
  if (!google::protobuf::util::JsonStringToMessage(json, &object).ok()) {
    return false;
  }
  return object.fields().count(
             kind.Method("List")->output_type()->field(0)->name()) > 0;
}

absl::Status RunCreate(const ResourceKind& kind, const WriteOptions& options,
                       Session& session) {
  const auto* method = kind.Method("Create");
  const std::unique_ptr<Message> resource = NewMessage(kind.descriptor());
  if (!options.file.empty()) {
    ASSIGN_OR_RETURN(std::string json,
                     ReadFile(options.file, "--file", session));
    json = std::string(absl::StripAsciiWhitespace(json));
    if (options.ids.empty() && kind.depth() == 1 && HoldsList(kind, json)) {
      return CreateBatch(kind, json, options, session);
    }
    RETURN_IF_ERROR(ParseJson(json, "--file", *resource));
  }
  ASSIGN_OR_RETURN(
      const Place place,
      PlaceOf(kind, options.ids, GetText(*resource, "name"), session));
  RETURN_IF_ERROR(options.fields->Apply(*resource, session.names()));
  if (kind.id_field[0] != '\0' && place.id.empty()) {
    return UsageError(absl::StrCat("give the unit and the ", kind.id_field,
                                   ": duikou ", kind.noun, " create ",
                                   kind.example));
  }
  const std::unique_ptr<Message> request = NewMessage(*method->input_type());
  RETURN_IF_ERROR(FillCreate(kind, place, *resource, *request));
  SetFlag(*request, "validate_only", options.validate_only);
  RETURN_IF_ERROR(session.client().CallMethod(*method, *request, *resource));
  PrintDone(kind, {"已创建", "Created"}, *resource, options, session);
  PrintHint(kind, *resource, options, session);
  return absl::OkStatus();
}

// The fields that a JSON object has, as paths to change.
absl::Status PathsInJson(const ResourceKind& kind, const std::string& json,
                         std::vector<std::string>& paths) {
  google::protobuf::Struct object;
  RETURN_IF_ERROR(ParseJson(json, "--file", object));
  for (int i = 0; i < kind.descriptor().field_count(); ++i) {
    const FieldDescriptor& field = *kind.descriptor().field(i);
    if (IsSettable(field) && !IsImmutable(field) &&
        (object.fields().count(field.name()) > 0 ||
         object.fields().count(field.json_name()) > 0)) {
      paths.push_back(field.name());
    }
  }
  return absl::OkStatus();
}

// Applies --set and --clear.
absl::Status ApplyPaths(const WriteOptions& options, Message& resource,
                        std::vector<std::string>& paths, Session& session) {
  for (const std::string& entry : options.set) {
    const size_t equals = entry.find('=');
    if (equals == std::string::npos) {
      return UsageError(
          absl::StrCat("--set: \"", entry, "\" is not of the form path=value"));
    }
    std::string path = entry.substr(0, equals);
    RETURN_IF_ERROR(InOption(
        absl::StrCat("--set ", path),
        SetPath(resource, path, entry.substr(equals + 1), session.names())));
    const FieldDescriptor* field =
        resource.GetDescriptor()->FindFieldByName(path);
    if (field != nullptr && IsLocalizedText(*field) &&
        !absl::StartsWith(entry.substr(equals + 1), "{")) {
      path += ".zh";
    }
    paths.push_back(path);
  }
  for (const std::string& path : options.clear) paths.push_back(path);
  return absl::OkStatus();
}

absl::Status RunUpdate(const ResourceKind& kind, const WriteOptions& options,
                       Session& session) {
  const auto* method = kind.Method("Update");
  const std::unique_ptr<Message> request = NewMessage(*method->input_type());
  Message& resource = Inner(*request, kind.field());
  std::vector<std::string> paths;
  if (!options.file.empty()) {
    ASSIGN_OR_RETURN(const std::string json,
                     ReadFile(options.file, "--file", session));
    RETURN_IF_ERROR(ParseJson(json, "--file", resource));
    RETURN_IF_ERROR(PathsInJson(kind, json, paths));
  }
  if (options.ids.empty() && GetText(resource, "name").empty()) {
    return UsageError(absl::StrCat("which ", kind.label.en,
                                   "? give its id, or a --file with its name"));
  }
  if (!options.ids.empty()) {
    ASSIGN_OR_RETURN(
        const std::string name,
        session.Name(kind.pattern, absl::StrJoin(options.ids, "/")));
    SetText(resource, "name", name);
  }
  RETURN_IF_ERROR(options.fields->Apply(resource, session.names(), &paths));
  RETURN_IF_ERROR(ApplyPaths(options, resource, paths, session));
  if (!options.etag.empty()) SetText(resource, "etag", options.etag);
  if (options.replace) paths = {"*"};
  if (paths.empty()) {
    return UsageError(
        "nothing to change: give a field's option, --set path=value, --clear "
        "path or --file");
  }
  auto& mask = dynamic_cast<google::protobuf::FieldMask&>(
      Inner(*request, "update_mask"));
  for (const std::string& path : paths) mask.add_paths(path);
  SetFlag(*request, "validate_only", options.validate_only);
  const std::unique_ptr<Message> response = NewMessage(*method->output_type());
  RETURN_IF_ERROR(session.client().CallMethod(*method, *request, *response));
  PrintDone(kind, {"已更新", "Updated"}, *response, options, session);
  return absl::OkStatus();
}

absl::Status RunDelete(const ResourceKind& kind, const WriteOptions& options,
                       Session& session) {
  ASSIGN_OR_RETURN(const std::string name,
                   session.Name(kind.pattern, absl::StrJoin(options.ids, "/")));
  const std::string what =
      absl::StrCat(session.Say(kind.label), " ", IdsOf(name));
  ASSIGN_OR_RETURN(
      const bool meant,
      Confirmed(absl::StrCat(session.Say({"删除", "Delete "}), what),
                options.yes || options.validate_only, session));
  if (!meant) return absl::OkStatus();
  const auto* method = kind.Method("Delete");
  const std::unique_ptr<Message> request = NewMessage(*method->input_type());
  SetText(*request, "name", name);
  SetText(*request, "etag", options.etag);
  SetFlag(*request, "validate_only", options.validate_only);
  const std::unique_ptr<Message> response = NewMessage(*method->output_type());
  RETURN_IF_ERROR(session.client().CallMethod(*method, *request, *response));
  if (session.output() != OutputFormat::kTable) return absl::OkStatus();
  session.terminal().out << (options.validate_only
                                 ? session.Say({"可以删除", "Can be deleted: "})
                                 : session.Say({"已删除", "Deleted "}))
                         << what << "\n";
  return absl::OkStatus();
}

absl::Status RunVerb(const ResourceKind& kind, const CustomVerb& verb,
                     const WriteOptions& options, Session& session) {
  const auto* method =
      kind.Method("Get")->service()->FindMethodByName(verb.method);
  // Of a unit's resources one at a time: `hzau r-1`.
  std::vector<std::string> ids = options.ids;
  if (kind.depth() == 2) ids = {absl::StrJoin(ids, "/")};
  if (!options.etag.empty() && ids.size() > 1) {
    return UsageError("--etag: is of one resource; give one at a time");
  }
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(const std::string name, session.Name(kind.pattern, id));
    const std::unique_ptr<Message> request = NewMessage(*method->input_type());
    SetText(*request, "name", name);
    SetText(*request, "etag", options.etag);
    SetFlag(*request, "validate_only", options.validate_only);
    const std::unique_ptr<Message> response =
        NewMessage(*method->output_type());
    RETURN_IF_ERROR(session.client().CallMethod(*method, *request, *response));
    PrintDone(kind, verb.done, *response, options, session);
  }
  return absl::OkStatus();
}

void AddValidateOnly(CLI::App& command, WriteOptions& options) {
  command.add_flag("--validate-only", options.validate_only,
                   "Check everything, write nothing 只检查，不写入");
}

void AddEtag(CLI::App& command, WriteOptions& options) {
  command
      .add_option("--etag", options.etag,
                  "Only if it still has this etag 版本未变才执行")
      ->type_name("ETAG");
}

void AddFile(CLI::App& command, WriteOptions& options) {
  command
      .add_option("--file", options.file,
                  "Fields from protobuf JSON; -: standard input 从 JSON 读取")
      ->type_name("FILE");
}

CLI::Option* AddIds(const ResourceKind& kind, CLI::App& command,
                    WriteOptions& options) {
  const bool inner = kind.depth() == 2;
  std::string name =
      inner ? absl::StrCat("UNIT ",
                           kind.id_field[0] != '\0' ? kind.id_field : "id")
            : absl::AsciiStrToUpper(kind.noun);
  absl::AsciiStrToUpper(&name);
  return command
      .add_option(name, options.ids,
                  inner ? "The unit and the id 单位和编号" : "Its id 编号")
      ->expected(1, kind.depth() == 2 ? 2 : 1);
}

// The id in the row's example: what stands first, if it is no option.
std::string ExampleIds(const ResourceKind& kind) {
  std::vector<std::string> ids;
  for (const absl::string_view word : absl::StrSplit(kind.example, ' ')) {
    if (absl::StartsWith(word, "-")) break;
    ids.emplace_back(word);
  }
  return ids.empty() ? "ID" : absl::StrJoin(ids, " ");
}

}  // namespace

void AddCreate(const ResourceKind& kind, Session& session, CLI::App& noun) {
  auto options = std::make_shared<WriteOptions>();
  CLI::App* command = AddCommand(
      noun, "create", {"新建", "Create one"},
      absl::StrCat("duikou ", kind.noun, " create ", kind.example, "\nduikou ",
                   kind.noun, " create --file ", kind.noun, ".json"));
  if (kind.id_field[0] != '\0') command->alias("add");
  AddIds(kind, *command, *options)->required(kind.depth() == 2);
  options->fields = FieldOptions::Add(
      *command, kind.descriptor(),
      {.flattened = kind.flattened, .skipped = {kind.id_field}});
  AddFile(*command, *options);
  AddValidateOnly(*command, *options);
  command->callback([&kind, &session, options] {
    session.Select([&, options] { return RunCreate(kind, *options, session); });
  });
}

void AddUpdate(const ResourceKind& kind, Session& session, CLI::App& noun) {
  auto options = std::make_shared<WriteOptions>();
  const std::string ids = ExampleIds(kind);
  CLI::App* command = AddCommand(
      noun, "update",
      {"修改（列表整体替换）",
       "Change fields of one; a list is replaced whole"},
      absl::StrCat("duikou ", kind.noun, " update ", ids,
                   " --set source=年度文件\nduikou ", kind.noun, " update ",
                   ids, " --clear source\nduikou ", kind.noun, " get ", ids,
                   " --output json > it.json   # edit it, then\nduikou ",
                   kind.noun, " update --file it.json"));
  AddIds(kind, *command, *options);
  options->fields =
      FieldOptions::Add(*command, kind.descriptor(),
                        {.flattened = kind.flattened, .for_update = true});
  AddFile(*command, *options);
  command
      ->add_option("--set", options->set,
                   "Any field: path=value, again for more 任意字段")
      ->allow_extra_args(false)
      ->type_name("PATH=VALUE");
  command->add_option("--clear", options->clear, "Empty a field 清空字段")
      ->allow_extra_args(false)
      ->type_name("PATH");
  command->add_flag("--replace", options->replace,
                    "Clear what is not given 未给出的字段一律清空");
  AddEtag(*command, *options);
  AddValidateOnly(*command, *options);
  command->callback([&kind, &session, options] {
    session.Select([&, options] { return RunUpdate(kind, *options, session); });
  });
}

void AddDelete(const ResourceKind& kind, Session& session, CLI::App& noun) {
  auto options = std::make_shared<WriteOptions>();
  CLI::App* command = AddCommand(noun, "delete", {"删除", "Delete one"},
                                 absl::StrCat("duikou ", kind.noun, " delete ",
                                              ExampleIds(kind), " --yes"));
  if (kind.id_field[0] != '\0') command->alias("remove");
  AddIds(kind, *command, *options)->required();
  AddYes(*command, options->yes);
  AddEtag(*command, *options);
  AddValidateOnly(*command, *options);
  command->callback([&kind, &session, options] {
    session.Select([&, options] { return RunDelete(kind, *options, session); });
  });
}

void AddVerb(const ResourceKind& kind, const CustomVerb& verb, Session& session,
             CLI::App& noun) {
  auto options = std::make_shared<WriteOptions>();
  CLI::App* command =
      AddCommand(noun, verb.verb, verb.help,
                 absl::StrCat("duikou ", kind.noun, " ", verb.verb, " ",
                              ExampleIds(kind)));
  AddIds(kind, *command, *options)
      ->required()
      ->expected(1, kind.depth() == 2 ? 2 : 1000);
  AddEtag(*command, *options);
  AddValidateOnly(*command, *options);
  command->callback([&kind, &verb, &session, options] {
    session.Select(
        [&, options] { return RunVerb(kind, verb, *options, session); });
  });
}

}  // namespace duikou::cli
