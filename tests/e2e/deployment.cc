#include "tests/e2e/deployment.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "matcher/base/status_macros.h"
#include "services/main/open_store.h"
#include "tests/e2e/calls.h"
#include "tests/e2e/loopback.h"

namespace duikou::e2e {
namespace {

constexpr char kAll[] = "all";

// Channels that try again at once when a server comes back.
std::shared_ptr<grpc::Channel> ChannelTo(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 20);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 20);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 100);
  arguments.SetMaxReceiveMessageSize(-1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(),
                                   arguments);
}

}  // namespace

std::string LayoutName(Layout layout) {
  return layout == Layout::kOneProcess ? "OneProcess" : "Apart";
}

const std::map<std::string, std::vector<std::string>>& RoleServices() {
  static const auto& services =
      *new std::map<std::string, std::vector<std::string>>{
          {"access", {access::v1::AccessService::service_full_name()}},
          {"assignment",
           {assignment::v1::AssignmentService::service_full_name(),
            assignment::v1::CompetitionService::service_full_name()}},
          {"catalogue", {catalogue::v1::CatalogueService::service_full_name()}},
          {"fair",
           {fair::v1::FairService::service_full_name(),
            fair::v1::TimetableService::service_full_name()}},
          {"matching", {matching::v1::MatchingService::service_full_name()}},
          {"profiles", {profiles::v1::ProfilesService::service_full_name()}},
          {"progress",
           {progress::v1::ProgressService::service_full_name(),
            progress::v1::ReportService::service_full_name(),
            progress::v1::SettlementService::service_full_name()}}};
  return services;
}

absl::StatusOr<std::unique_ptr<Deployment>> Deployment::Start(
    Layout layout, DeploymentOptions options) {
  std::unique_ptr<Deployment> deployment(
      new Deployment(layout, std::move(options)));
  RETURN_IF_ERROR(deployment->Open());
  return deployment;
}

Deployment::~Deployment() = default;

absl::Status Deployment::Open() {
  store_ = absl::StrCat("sqlite:", directory_.File("duikou.db"));
  if (layout_ == Layout::kApart) {
    ASSIGN_OR_RETURN(redis_, RedisServer::Start());
    store_ = redis_->url();
  }
  if (options_.fill) {
    ASSIGN_OR_RETURN(const std::unique_ptr<Store> store, OpenStore(store_));
    RETURN_IF_ERROR(options_.fill(*store));
  }
  for (const auto& [role, services] : RoleServices()) {
    if (processes_.count(RolesWith(role)) == 0) {
      RETURN_IF_ERROR(Launch(RolesWith(role)));
    }
    channels_[role] = ChannelTo(address(role));
    RETURN_IF_ERROR(AwaitServing(role));
  }
  access_ = access::v1::AccessService::NewStub(channel("access"));
  assignment_ =
      assignment::v1::AssignmentService::NewStub(channel("assignment"));
  competition_ =
      assignment::v1::CompetitionService::NewStub(channel("assignment"));
  catalogue_ = catalogue::v1::CatalogueService::NewStub(channel("catalogue"));
  fairs_ = fair::v1::FairService::NewStub(channel("fair"));
  timetables_ = fair::v1::TimetableService::NewStub(channel("fair"));
  matching_ = matching::v1::MatchingService::NewStub(channel("matching"));
  profiles_ = profiles::v1::ProfilesService::NewStub(channel("profiles"));
  progress_ = progress::v1::ProgressService::NewStub(channel("progress"));
  reports_ = progress::v1::ReportService::NewStub(channel("progress"));
  settlements_ = progress::v1::SettlementService::NewStub(channel("progress"));
  return absl::OkStatus();
}

absl::Status Deployment::Launch(const std::string& roles) {
  const int port = processes_[roles] == nullptr ? 0 : processes_[roles]->port();
  std::vector<std::string> flags = {"--roles", roles,         "--store",
                                    store_,    "--log_level", "error"};
  flags.insert(flags.end(), {"--audit_key", directory_.File("audit-key")});
  if (!options_.sign_in) flags.push_back("--without_sign_in");
  if (options_.sign_in) {
    flags.insert(flags.end(), {"--setup_code_file", setup_code_file()});
  }
  flags.insert(flags.end(), options_.flags.begin(), options_.flags.end());
  if (options_.metrics) {
    metrics_ports_[roles] = FreePort();
    flags.push_back("--metrics");
    flags.push_back(absl::StrCat("127.0.0.1:", metrics_ports_[roles]));
  }
  ASSIGN_OR_RETURN(
      processes_[roles],
      ServerProcess::Start(flags, directory_.File(roles + ".log"), port));
  return absl::OkStatus();
}

absl::Status Deployment::AwaitServing(const std::string& role) {
  const absl::Time deadline = absl::Now() + absl::Seconds(30);
  for (const std::string& service : RoleServices().at(role)) {
    while (!IsServing(channel(role), service)) {
      if (absl::Now() > deadline) {
        return absl::UnavailableError(
            absl::StrCat(role, " does not serve: ", process(role).Log()));
      }
      absl::SleepFor(absl::Milliseconds(5));
    }
  }
  return absl::OkStatus();
}

std::string Deployment::RolesWith(const std::string& role) const {
  return layout_ == Layout::kOneProcess ? kAll : role;
}

ServerProcess& Deployment::process(const std::string& role) {
  return *processes_.at(RolesWith(role));
}

std::string Deployment::address(const std::string& role) {
  return process(role).address();
}

std::shared_ptr<grpc::Channel> Deployment::channel(const std::string& role) {
  return channels_.at(role);
}

std::string Deployment::Metrics(const std::string& role) const {
  return HttpGet(metrics_ports_.at(RolesWith(role)), "/metrics");
}

void Deployment::Kill9(const std::string& role) { process(role).Kill9(); }

absl::Status Deployment::Restart(const std::string& role) {
  RETURN_IF_ERROR(Launch(RolesWith(role)));
  for (const auto& [other, services] : RoleServices()) {
    if (RolesWith(other) == RolesWith(role)) {
      RETURN_IF_ERROR(AwaitServing(other));
    }
  }
  return absl::OkStatus();
}

}  // namespace duikou::e2e
