#include "services/main/server.h"

#include <unistd.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "matcher/base/status_macros.h"
#include "services/base/json_log.h"
#include "services/main/open_gateway.h"
#include "services/main/open_store.h"
#include "services/rpc/identities.h"
#include "services/store/history_store.h"
#include "spdlog/sinks/stdout_sinks.h"

namespace duikou {
namespace {

spdlog::level::level_enum LevelNamed(const std::string& name) {
  if (name == "debug") return spdlog::level::debug;
  if (name == "warn") return spdlog::level::warn;
  if (name == "error") return spdlog::level::err;
  return name == "off" ? spdlog::level::off : spdlog::level::info;
}

std::shared_ptr<spdlog::logger> MakeLogger(const std::string& level) {
  auto logger =
      MakeJsonLogger(std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_level(LevelNamed(level));
  return logger;
}

bool PlaysGateway(const std::vector<Role>& roles) {
  return std::any_of(roles.begin(), roles.end(),
                     [](const Role& role) { return role.bind == nullptr; });
}

bool HasStore(const std::vector<Role>& roles) {
  return std::any_of(roles.begin(), roles.end(),
                     [](const Role& role) { return role.bind != nullptr; });
}

}  // namespace

Server::Server(const ServerOptions& options)
    : options_(options),
      logger_(MakeLogger(options.log_level)),
      registry_(std::make_shared<prometheus::Registry>()) {}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    const ServerOptions& options) {
  std::unique_ptr<Server> server(new Server(options));
  RETURN_IF_ERROR(server->Open());
  return server;
}

absl::Status Server::Open() {
  RETURN_IF_ERROR(CheckAddresses(options_));
  ASSIGN_OR_RETURN(const std::vector<Role> roles, RolesNamed(options_.roles));
  // A gateway alone keeps nothing, and must not hold others' file.
  const std::string name = HasStore(roles) ? options_.store : "memory:";
  absl::StatusOr<std::unique_ptr<Store>> store = OpenStore(name);
  if (!store.ok()) {
    return absl::Status(
        store.status().code(),
        absl::StrCat("--store ", name, ": ",
                     absl::string_view(store.status().message())));
  }
  store_ = *std::move(store);
  history_ = std::make_unique<HistoryStore>(*store_, clock_);
  return Serve(roles);
}

absl::Status Server::Serve(const std::vector<Role>& roles) {
  if (options_.access.sign_in) {
    access_ = std::make_unique<Identities>(*history_, clock_);
  } else {
    access_ = std::make_unique<NoSignIn>();
  }
  // Past the decorators: its entries stand for themselves.
  refusals_ = std::make_unique<RefusalLog>(*store_, clock_, *logger_,
                                           *registry_, RefusalLogOptions());
  rpc_ = std::make_unique<RpcRuntime>(ids_, *logger_, *registry_, *history_,
                                      *access_, RpcOptions(), refusals_.get());
  const HostContext context{*history_,
                            clock_,
                            ids_,
                            *logger_,
                            *registry_,
                            *rpc_,
                            options_.access,
                            IsOfOneProcess(options_.store)};
  HostOptions host_options;
  host_options.listen = options_.listen;
  host_options.tls = options_.tls;
  host_options.grace_period = options_.grace_period;
  std::vector<BindRole> binds;
  for (const Role& role : roles) {
    if (role.bind != nullptr) binds.push_back(role.bind);
  }
  RETURN_IF_ERROR(ServeMetrics());
  ASSIGN_OR_RETURN(host_, Host::Start(context, host_options, binds));
  if (PlaysGateway(roles)) {
    ASSIGN_OR_RETURN(gateway_, OpenGateway(options_, *host_, *registry_));
  }
  Log(*logger_, spdlog::level::info, "serving",
      {{"address", host_->address()},
       {"http", gateway_ == nullptr ? "" : gateway_->address()},
       {"roles", RoleNames(roles)},
       {"store", options_.store},
       {"sign_in", options_.access.sign_in},
       {"version", DUIKOU_VERSION}});
  return absl::OkStatus();
}

absl::Status Server::ServeMetrics() {
  if (options_.metrics.empty()) return absl::OkStatus();
  try {
    exposer_ = std::make_unique<prometheus::Exposer>(options_.metrics, 1);
  } catch (const std::exception& exception) {
    return absl::UnavailableError(
        absl::StrCat("--metrics ", options_.metrics, ": ", exception.what()));
  }
  exposer_->RegisterCollectable(registry_);
  return absl::OkStatus();
}

std::string Server::ReadyLine() const {
  // An address needs no escaping.
  return absl::StrCat(
      R"({"event":"serving","address":")", address(), R"(","port":)",
      host_->port(),
      gateway_ == nullptr
          ? ""
          : absl::StrCat(R"(,"http":")", gateway_->address(), R"(")"),
      R"(,"pid":)", getpid(), "}");
}

void Server::Stop() {
  if (gateway_ != nullptr) gateway_->Stop(options_.grace_period);
  if (host_ != nullptr) host_->Stop();
  if (refusals_ != nullptr) refusals_->Close();
}

Server::~Server() { Stop(); }

}  // namespace duikou
