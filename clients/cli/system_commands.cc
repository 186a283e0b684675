#include "clients/cli/system_commands.h"

#include <google/protobuf/struct.pb.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/completion.h"
#include "clients/cli/errors.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/endpoints.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

constexpr char kServer[] = "duikou-server";

// Becomes duikou-server: the one beside this binary, else that of PATH.
absl::Status RunServe(const std::vector<std::string>& arguments,
                      Session& session) {
  std::error_code error;
  const std::filesystem::path beside =
      std::filesystem::read_symlink("/proc/self/exe", error).parent_path() /
      kServer;
  const bool is_beside = !error && ::access(beside.c_str(), X_OK) == 0;
  std::vector<std::string> words = {is_beside ? beside.string() : kServer};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  execvp(pointers[0], pointers.data());
  return UsageError(absl::StrCat(
      session.Say({"找不到 duikou-server：把它放在 duikou 旁边，或放到 PATH 中",
                   "cannot run duikou-server: put it beside duikou, or into "
                   "PATH"}),
      " (", std::strerror(errno), ")"));
}

absl::Status RunStatus(Session& session) {
  google::protobuf::Struct json;
  auto& services = *(*json.mutable_fields())["services"].mutable_list_value();
  Table table({{.heading = session.Say({"服务", "Service"})},
               {.heading = session.Say({"地址", "Address"})},
               {.heading = session.Say({"状态", "State"})},
               {.heading = session.Say({"说明", "Detail"}), .flexible = true}});
  std::string csv = CsvLine({"service", "address", "serving", "detail"});
  ASSIGN_OR_RETURN(const client::Endpoints endpoints,
                   client::ParseEndpoints(session.server()));
  for (const char* name : {"access", "catalogue", "profiles", "matching",
                           "assignment", "fair", "progress"}) {
    std::string full_name =
        absl::StrCat("duikou.", name, ".v1.", name, "Service");
    full_name[full_name.rfind('.') + 1] = static_cast<char>(toupper(name[0]));
    const absl::Status health = session.client().CheckHealth(full_name);
    if (!health.ok()) session.Fail();
    const std::string& address = endpoints.Target(full_name);
    const std::string detail(health.message());
    table.AddRow({name, address,
                  health.ok() ? session.Say({"正常", "serving"})
                              : session.Say({"不可用", "not serving"}),
                  detail});
    csv += CsvLine({name, address, health.ok() ? "true" : "false", detail});
    auto& fields =
        *services.add_values()->mutable_struct_value()->mutable_fields();
    fields["service"].set_string_value(name);
    fields["address"].set_string_value(address);
    fields["serving"].set_bool_value(health.ok());
    fields["detail"].set_string_value(detail);
  }
  Terminal& terminal = session.terminal();
  if (session.output() == OutputFormat::kJson) {
    terminal.out << ToJson(json);
  } else if (session.output() == OutputFormat::kCsv) {
    terminal.out << csv;
  } else {
    terminal.out << table.Render(terminal.columns, terminal.Colour());
    if (session.failed()) {
      terminal.out << session.Say(
          {"启动服务：duikou serve\n", "Start a server with: duikou serve\n"});
    }
  }
  return absl::OkStatus();
}

absl::Status RunUse(const std::string& id, bool none, Session& session) {
  if (none) {
    session.state().set_default_programme("");
    session.terminal().out << session.Say(
        {"不再有默认规划\n", "There is no default programme any more\n"});
    return absl::OkStatus();
  }
  if (id.empty()) return UsageError("which programme? duikou programme list");
  catalogue::v1::GetProgrammeRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   session.Name("programmes/{programme}", id));
  ASSIGN_OR_RETURN(
      const catalogue::v1::Programme programme,
      session.client().Call(
          &catalogue::v1::CatalogueService::StubInterface::GetProgramme,
          request));
  session.state().set_default_programme(LastId(programme.name()));
  session.terminal().out << session.Say({"此后默认使用规划 ",
                                         "From now on the programme is "})
                         << LastId(programme.name()) << "  "
                         << In(programme.display_name(), session.language())
                         << "\n";
  return absl::OkStatus();
}

// The command that `words` lead to; nullptr where there is none.
CLI::App* Find(CLI::App& app, const std::vector<std::string>& words) {
  CLI::App* at = &app;
  for (const std::string& word : words) {
    const std::vector<CLI::App*> below = at->get_subcommands(
        [&](const CLI::App* command) { return command->check_name(word); });
    if (below.empty()) return nullptr;
    at = below[0];
  }
  return at;
}

}  // namespace

void AddSystemCommands(Session& session, CLI::App& app) {
  CLI::App* command = AddCommand(
      app, "serve", {"启动服务", "Start a server here (runs duikou-server)"},
      "duikou serve\nduikou serve --listen 127.0.0.1:7100 --store "
      "sqlite:duikou.db\nduikou serve --help   # duikou-server's own options");
  command->set_help_flag();
  command->prefix_command();
  command->callback([&session, command] {
    session.Select(
        [&, command] { return RunServe(command->remaining(), session); });
  });

  command = AddCommand(app, "status",
                       {"各服务是否正常", "Whether the services are up"},
                       "duikou status\nduikou status --server 10.0.0.1:7100");
  command->callback(
      [&session] { session.Select([&] { return RunStatus(session); }); });

  command =
      AddCommand(app, "version", {"版本", "The version of this command"}, "");
  command->callback([&session] {
    session.Select([&] {
      session.terminal().out << "duikou " << DUIKOU_VERSION << "\n";
      return absl::OkStatus();
    });
  });

  auto shell = std::make_shared<std::string>();
  command = AddCommand(app, "completion",
                       {"命令行补全脚本", "A completion script for the shell"},
                       "source <(duikou completion bash)\n"
                       "source <(duikou completion zsh)\n"
                       "duikou completion fish | source");
  command->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([&session, &app, shell] {
    session.Select([&, shell] {
      const Shell kind = *shell == "bash"  ? Shell::kBash
                         : *shell == "zsh" ? Shell::kZsh
                                           : Shell::kFish;
      session.terminal().out << CompletionScript(app, kind);
      return absl::OkStatus();
    });
  });

  auto words = std::make_shared<std::vector<std::string>>();
  command = AddCommand(app, "help", {"帮助", "Help on a command"},
                       "duikou help project search");
  command->add_option("COMMAND", *words, "The command 命令");
  command->callback([&session, &app, words] {
    session.Select([&, words]() -> absl::Status {
      CLI::App* found = Find(app, *words);
      if (found == nullptr) {
        return UsageError("there is no such command; see duikou help");
      }
      session.terminal().out << found->help();
      return absl::OkStatus();
    });
  });
}

void AddProgrammeUse(Session& session, CLI::App& programme) {
  auto id = std::make_shared<std::string>();
  auto none = std::make_shared<bool>(false);
  CLI::App* command = AddCommand(
      programme, "use", {"设为默认", "Make one the default of later commands"},
      "duikou programme use hubei\nduikou programme use --none");
  command->add_option("PROGRAMME", *id, "Its id 编号");
  command->add_flag("--none", *none, "Have no default 不设默认");
  command->callback([&session, id, none] {
    session.Select([&, id, none] { return RunUse(*id, *none, session); });
  });
}

}  // namespace duikou::cli
