#include "clients/cli/resource_commands.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "clients/cli/errors.h"
#include "clients/cli/field_options.h"
#include "clients/cli/message_fields.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/resource_write.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

void SetNumber(Message& message, const std::string& field, int value) {
  message.GetReflection()->SetInt32(
      &message, message.GetDescriptor()->FindFieldByName(field), value);
}

// The name of the kind's positional argument: UNIT, PROJECT …
std::string Placeholder(const ResourceKind& kind) {
  std::string name = kind.noun;
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return static_cast<char>(c == '-' ? '_' : toupper(c));
  });
  return name;
}

// What is listed under where there is nothing.
std::string NothingThere(const ResourceKind& kind, const Session& session) {
  return session.zh()
             ? absl::StrCat("没有", kind.label.zh, "。用 duikou ", kind.noun,
                            " ", kind.add, " 添加，见 duikou ", kind.noun, " ",
                            kind.add, " --help")
             : absl::StrCat("There is no ", kind.label.en, ". Add one: duikou ",
                            kind.noun, " ", kind.add, " --help");
}

struct ListOptions {
  std::string unit;
  int limit = 0;
  std::shared_ptr<FieldOptions> fields;
};

// Reads pages into one response until its end or the limit.
absl::Status ListAll(const ResourceKind& kind, int limit, Message& request,
                     Message& response, Session& session) {
  const auto* method = kind.Method("List");
  const FieldDescriptor* list = response.GetDescriptor()->field(0);
  const FieldDescriptor* token =
      response.GetDescriptor()->FindFieldByName("next_page_token");
  const auto* r = response.GetReflection();
  while (true) {
    const int have = r->FieldSize(response, list);
    SetNumber(request, "page_size",
              limit > 0 ? std::min(kMostPerPage, limit - have) : kMostPerPage);
    SetText(request, "page_token", r->GetString(response, token));
    const std::unique_ptr<Message> page = NewMessage(*method->output_type());
    RETURN_IF_ERROR(session.client().CallMethod(*method, request, *page));
    r->ClearField(&response, token);
    response.MergeFrom(*page);
    if (r->GetString(response, token).empty() ||
        (limit > 0 && r->FieldSize(response, list) >= limit)) {
      return absl::OkStatus();
    }
  }
}

absl::Status RunList(const ResourceKind& kind, const ListOptions& options,
                     Session& session) {
  const auto* method = kind.Method("List");
  const std::unique_ptr<Message> request = NewMessage(*method->input_type());
  const std::unique_ptr<Message> response = NewMessage(*method->output_type());
  if (kind.depth() == 1) {
    ASSIGN_OR_RETURN(const std::string parent, session.ProgrammeName());
    SetText(*request, "parent", parent);
  } else if (kind.depth() == 2) {
    ASSIGN_OR_RETURN(const std::string parent, session.UnitName(options.unit));
    SetText(*request, "parent", parent);
  }
  RETURN_IF_ERROR(options.fields->Apply(*request, session.names()));
  if (options.limit < 0) return UsageError("--limit: must not be negative");
  RETURN_IF_ERROR(ListAll(kind, options.limit, *request, *response, session));
  const FieldDescriptor* list = response->GetDescriptor()->field(0);
  std::vector<const Message*> resources;
  for (int i = 0; i < response->GetReflection()->FieldSize(*response, list);
       ++i) {
    resources.push_back(
        &response->GetReflection()->GetRepeatedMessage(*response, list, i));
  }
  PrintList(kind, *response, resources, NothingThere(kind, session), session);
  const bool more =
      !response->GetReflection()
           ->GetString(*response, response->GetDescriptor()->FindFieldByName(
                                      "next_page_token"))
           .empty();
  if (more && session.output() == OutputFormat::kTable) {
    session.terminal().out << session.Say(
        {"（还有更多；--limit 0 显示全部）\n",
         "(there are more; --limit 0 shows all)\n"});
  }
  return absl::OkStatus();
}

// Gets several resources at once.
absl::Status RunBatchGet(const ResourceKind& kind,
                         const std::vector<std::string>& ids,
                         Session& session) {
  const auto* method = kind.Method("Get")->service()->FindMethodByName(
      absl::StrCat("BatchGet", kind.plural));
  if (method == nullptr) {
    return UsageError(absl::StrCat("give one ", kind.noun, " at a time"));
  }
  const std::unique_ptr<Message> request = NewMessage(*method->input_type());
  const FieldDescriptor* names =
      request->GetDescriptor()->FindFieldByName("names");
  std::string parent;
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(const std::string name, session.Name(kind.pattern, id));
    request->GetReflection()->AddString(request.get(), names, name);
    parent = ParentOf(name);
  }
  SetText(*request, "parent", parent);
  const std::unique_ptr<Message> response = NewMessage(*method->output_type());
  RETURN_IF_ERROR(session.client().CallMethod(*method, *request, *response));
  const FieldDescriptor* list = response->GetDescriptor()->field(0);
  std::vector<const Message*> resources;
  for (int i = 0; i < static_cast<int>(ids.size()); ++i) {
    resources.push_back(
        &response->GetReflection()->GetRepeatedMessage(*response, list, i));
  }
  PrintList(kind, *response, resources, "", session);
  return absl::OkStatus();
}

absl::Status RunGet(const ResourceKind& kind,
                    const std::vector<std::string>& ids, Session& session) {
  if (kind.depth() < 2 && ids.size() > 1) {
    return RunBatchGet(kind, ids, session);
  }
  ASSIGN_OR_RETURN(const std::string name,
                   session.Name(kind.pattern, absl::StrJoin(ids, "/")));
  const auto* method = kind.Method("Get");
  const std::unique_ptr<Message> request = NewMessage(*method->input_type());
  SetText(*request, "name", name);
  const std::unique_ptr<Message> response = NewMessage(*method->output_type());
  RETURN_IF_ERROR(session.client().CallMethod(*method, *request, *response));
  PrintResource(kind, *response, session);
  return absl::OkStatus();
}

void AddList(const ResourceKind& kind, Session& session, CLI::App& noun) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* command = AddCommand(
      noun, "list", {"列出", "List them"},
      absl::StrCat("duikou ", kind.noun, " list",
                   kind.depth() == 2 ? " hzau" : "", "\nduikou ", kind.noun,
                   " list", kind.depth() == 2 ? " hzau" : "",
                   " --output json"));
  if (kind.depth() == 2) {
    command->add_option("UNIT", options->unit, "The unit 单位")->required();
  }
  command
      ->add_option("--limit", options->limit,
                   "The most to show; 0: all 最多显示")
      ->type_name("NUMBER");
  options->fields =
      FieldOptions::Add(*command, *kind.Method("List")->input_type(),
                        {.skipped = {"parent", "page_size", "page_token"}});
  command->callback([&kind, &session, options] {
    session.Select([&, options] { return RunList(kind, *options, session); });
  });
}

void AddGet(const ResourceKind& kind, Session& session, CLI::App& noun) {
  auto ids = std::make_shared<std::vector<std::string>>();
  const bool inner = kind.depth() == 2;
  CLI::App* command = AddCommand(
      noun, "get", {"显示一个", "Show one with all its fields"},
      absl::StrCat(
          "duikou ", kind.noun, " get ", inner ? "hzau " : "",
          std::string(kind.example)
              .substr(0, std::string(kind.example).find_first_of(" \n"))));
  command
      ->add_option(inner ? "UNIT ID" : Placeholder(kind), *ids,
                   inner ? "The unit and the id 单位和编号" : "Its id 编号")
      ->required();
  command->callback([&kind, &session, ids] {
    session.Select([&, ids] { return RunGet(kind, *ids, session); });
  });
}

}  // namespace

std::unique_ptr<Message> NewMessage(const google::protobuf::Descriptor& type) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(&type)
          ->New());
}

absl::StatusOr<std::string> ReadFile(const std::string& file,
                                     const std::string& option,
                                     Session& session) {
  std::ostringstream content;
  if (file == "-") {
    content << session.terminal().in.rdbuf();
    return content.str();
  }
  std::ifstream in(file, std::ios::binary);
  if (in) content << in.rdbuf();
  if (!in) {
    return UsageError(absl::StrCat(option, ": cannot read \"", file, "\""));
  }
  return content.str();
}

absl::Status ParseJson(const std::string& json, const std::string& option,
                       Message& message) {
  const auto status =
      google::protobuf::util::JsonStringToMessage(json, &message);
  if (status.ok()) return absl::OkStatus();
  return UsageError(absl::StrCat(option, ": ", status.message().ToString()));
}

CLI::App* AddCommand(CLI::App& parent, const std::string& name,
                     const Words& help, const std::string& examples) {
  CLI::App* command =
      parent.add_subcommand(name, absl::StrCat(help.en, " ", help.zh));
  std::string footer;
  if (!examples.empty()) {
    footer = absl::StrCat("Examples 示例:\n  ",
                          absl::StrReplaceAll(examples, {{"\n", "\n  "}}));
  }
  command->footer(
      footer + "\n\nFor the options of all commands 通用选项: duikou --help");
  return command;
}

CLI::App* AddResourceCommands(const ResourceKind& kind, Session& session,
                              CLI::App& app) {
  CLI::App* noun = app.add_subcommand(
      kind.noun, absl::StrCat(kind.help.en, " ", kind.help.zh));
  noun->require_subcommand(1);
  for (const absl::string_view command : kind.commands) {
    if (command == "list") AddList(kind, session, *noun);
    if (command == "get") AddGet(kind, session, *noun);
    if (command == "create") AddCreate(kind, session, *noun);
    if (command == "update") AddUpdate(kind, session, *noun);
    if (command == "delete") AddDelete(kind, session, *noun);
  }
  for (const CustomVerb& verb : kind.verbs) {
    AddVerb(kind, verb, session, *noun);
  }
  return noun;
}

}  // namespace duikou::cli
