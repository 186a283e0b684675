#include "clients/cli/session.h"

#include <fstream>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "clients/cli/errors.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/endpoints.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

constexpr char kDefaultServer[] = "127.0.0.1:7100";

// The file that remembers this server; empty where there is no home.
std::string StateFile(const Terminal& terminal, const std::string& server) {
  std::string directory = terminal.variable("XDG_STATE_HOME");
  if (directory.empty()) {
    const std::string home = terminal.variable("HOME");
    if (home.empty()) return "";
    directory = home + "/.local/state";
  }
  return client::ClientState::FileFor(directory + "/duikou", server);
}

}  // namespace

Language Session::language() const {
  if (options_.language == "en") return Language::kEn;
  if (options_.language == "zh") return Language::kZh;
  return LanguageOfEnvironment(terminal_.variable);
}

OutputFormat Session::output() const {
  if (options_.output == "json") return OutputFormat::kJson;
  return options_.output == "csv" ? OutputFormat::kCsv : OutputFormat::kTable;
}

std::string Session::server() const {
  if (!options_.server.empty()) return options_.server;
  const std::string from_environment = terminal_.variable("DUIKOU_SERVER");
  return from_environment.empty() ? kDefaultServer : from_environment;
}

absl::Status Session::Begin() {
  const absl::StatusOr<client::Endpoints> endpoints =
      client::ParseEndpoints(server());
  if (!endpoints.ok()) {
    return InOption(options_.server.empty() ? "DUIKOU_SERVER" : "--server",
                    endpoints.status());
  }
  client::Client::Options client_options = {.endpoints = *endpoints};
  if (!options_.deadline.empty()) {
    absl::Duration deadline;
    if (!absl::ParseDuration(options_.deadline, &deadline) ||
        deadline <= absl::ZeroDuration()) {
      return UsageError(absl::StrCat("--deadline: \"", options_.deadline,
                                     "\" is no duration such as 500ms, 30s "
                                     "or 5m"));
    }
    client_options.deadline = deadline;
    client_options.stream_deadline = deadline;
  }
  state_ =
      std::make_unique<client::ClientState>(StateFile(terminal_, server()));
  ASSIGN_OR_RETURN(client_options.secret, Secret());
  client_options.tls_ca = terminal_.variable("DUIKOU_TLS_CA");
  if (client_options.tls_ca.empty()) RETURN_IF_ERROR(CheckPlain(*endpoints));
  client_options.tls_cert = terminal_.variable("DUIKOU_TLS_CERT");
  client_options.tls_key = terminal_.variable("DUIKOU_TLS_KEY");
  for (const std::string& file :
       {client_options.tls_ca, client_options.tls_cert,
        client_options.tls_key}) {
    if (!file.empty() && !std::ifstream(file)) {
      return UsageError(absl::StrCat(file,
                                     ": cannot be read (DUIKOU_TLS_CA, "
                                     "DUIKOU_TLS_CERT, DUIKOU_TLS_KEY)"));
    }
  }
  client_ = std::make_unique<client::Client>(client_options, *state_);
  display_names_ = std::make_unique<DisplayNames>(*client_);
  return absl::OkStatus();
}

// Passwords and tokens go to other machines with TLS alone.
absl::Status Session::CheckPlain(const client::Endpoints& endpoints) {
  for (const std::string& target :
       {endpoints.access, endpoints.catalogue, endpoints.profiles,
        endpoints.matching, endpoints.assignment, endpoints.fair,
        endpoints.progress}) {
    if (client::IsOnThisMachine(target)) continue;
    return UsageError(absl::StrCat(
        target, Say({"：不在本机，发送的内容可能被窃听；请用 DUIKOU_TLS_CA "
                     "指定服务器证书的签发机构",
                     " is elsewhere, and what is sent there could be read on "
                     "its way: name the authority of its certificate with "
                     "DUIKOU_TLS_CA"})));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Session::Secret() {
  const std::string given = terminal_.variable("DUIKOU_TOKEN");
  if (!given.empty()) return given;
  const std::string file = terminal_.variable("DUIKOU_TOKEN_FILE");
  if (file.empty()) return state_->secret();
  std::ifstream in(file);
  std::string token;
  if (!(in >> token)) {
    return UsageError(absl::StrCat("DUIKOU_TOKEN_FILE: ", file,
                                   " holds no token that can be read"));
  }
  return token;
}

absl::Status Session::Run() {
  RETURN_IF_ERROR(Begin());
  const absl::Status status = command_();
  const absl::Status saved = state_->Save();
  return status.ok() ? saved : status;
}

absl::StatusOr<std::string> Session::Programme() {
  if (!programme_.empty()) return programme_;
  std::string chosen = options_.programme;
  if (chosen.empty()) chosen = terminal_.variable("DUIKOU_PROGRAMME");
  if (chosen.empty()) chosen = state_->default_programme();
  if (chosen.empty()) {
    ASSIGN_OR_RETURN(chosen, OnlyProgramme());
  }
  programme_ = LastId(chosen);
  return programme_;
}

absl::StatusOr<std::string> Session::OnlyProgramme() {
  catalogue::v1::ListProgrammesRequest request;
  request.set_page_size(10);
  ASSIGN_OR_RETURN(
      const auto response,
      client_->Call(
          &catalogue::v1::CatalogueService::StubInterface::ListProgrammes,
          request));
  if (response.programmes_size() == 1) return response.programmes(0).name();
  if (response.programmes().empty()) {
    return UsageError(
        Say({"还没有任何规划：先用 duikou programme create 创建一个，或用 "
             "deploy/up 装入示例",
             "there is no programme yet: make one with duikou programme "
             "create, or load the samples with deploy/up"}));
  }
  std::vector<std::string> ids;
  for (const auto& programme : response.programmes()) {
    ids.push_back(LastId(programme.name()));
  }
  if (!response.next_page_token().empty()) ids.emplace_back("…");
  return UsageError(absl::StrCat(
      Say({"有多个规划（", "there are several programmes ("}),
      absl::StrJoin(ids, ", "),
      Say({"）：请用 --programme 指定，或用 duikou programme use 设为默认",
           "): choose one with --programme, or for good with duikou "
           "programme use"})));
}

absl::StatusOr<std::string> Session::ProgrammeName() {
  ASSIGN_OR_RETURN(const std::string id, Programme());
  return absl::StrCat("programmes/", id);
}

absl::StatusOr<std::string> Session::Name(absl::string_view pattern,
                                          absl::string_view text) {
  auto name = ExpandName(pattern, text, [this] { return Programme(); });
  if (!name.ok() && absl::IsInvalidArgument(name.status()) &&
      ExitCode(name.status()) != 2) {
    return UsageError(name.status().message());
  }
  return name;
}

NameSource Session::names() {
  return [this](absl::string_view pattern, absl::string_view text) {
    return Name(pattern, text);
  };
}

}  // namespace duikou::cli
