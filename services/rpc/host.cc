#include "services/rpc/host.h"

#include <chrono>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "grpc/grpc.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "matcher/base/status_macros.h"
#include "services/base/json_log.h"
#include "services/rpc/unreadable_requests.h"

namespace duikou {
namespace {

constexpr int kKeepaliveMs = 60'000;
constexpr int kLeastPingIntervalMs = 10'000;
// Calls that have arrived when the stop begins get so long to be taken up, and
// answers that a handler has just given to be sent.
constexpr absl::Duration kDrainQuiet = absl::Milliseconds(500);
constexpr absl::Duration kDrainPoll = absl::Milliseconds(5);

// Both are switches of the whole process; turning them on again is no harm.
void EnableHealthAndReflection() {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
}

void SetLimits(const HostOptions& options, grpc::ServerBuilder& builder) {
  using Option = grpc::ServerBuilder::SyncServerOption;
  builder.SetMaxReceiveMessageSize(options.max_receive_bytes);
  // Whole sheets go out in pieces, but a page of a thousand resources does not.
  builder.SetMaxSendMessageSize(-1);
  builder.SetSyncServerOption(Option::NUM_CQS, options.completion_queues);
  builder.SetSyncServerOption(Option::MIN_POLLERS, options.min_pollers);
  builder.SetSyncServerOption(Option::MAX_POLLERS, options.max_pollers);
  grpc::ResourceQuota quota("duikou");
  quota.SetMaxThreads(options.max_threads);
  builder.SetResourceQuota(quota);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(
      GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
      kLeastPingIntervalMs);
  std::vector<
      std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
      interceptors;
  interceptors.push_back(std::make_unique<UnreadableRequests>());
  builder.experimental().SetInterceptorCreators(std::move(interceptors));
  // Two servers on one port would each get half of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Host>> Host::Start(
    const HostContext& context, const HostOptions& options,
    const std::vector<BindRole>& roles) {
  std::unique_ptr<Host> host(new Host(context, options));
  for (const BindRole& bind : roles) {
    RETURN_IF_ERROR(bind(host->context_, host->bindings_));
  }
  RETURN_IF_ERROR(host->Serve());
  return host;
}

absl::Status Host::Serve() {
  EnableHealthAndReflection();
  grpc::ServerBuilder builder;
  SetLimits(options_, builder);
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::ServerCredentials> credentials,
                   ServerCredentialsOf(options_.tls));
  builder.AddListeningPort(options_.listen, credentials, &port_);
  for (const Bindings::Bound& bound : bindings_.services_) {
    builder.RegisterService(bound.service.get());
  }
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || port_ == 0) {
    return absl::UnavailableError(absl::StrCat(
        "cannot listen on ", options_.listen,
        ": the address is malformed, taken or not of this machine"));
  }
  SetServing(true);
  return absl::OkStatus();
}

void Host::SetServing(bool serving) {
  grpc::HealthCheckServiceInterface* health = server_->GetHealthCheckService();
  for (const Bindings::Bound& bound : bindings_.services_) {
    health->SetServingStatus(bound.name, serving);
  }
  health->SetServingStatus(serving);
}

std::string Host::address() const {
  return absl::StrCat(options_.listen.substr(0, options_.listen.rfind(':')),
                      ":", port_);
}

std::shared_ptr<grpc::Channel> Host::InProcessChannel() {
  grpc::ChannelArguments arguments;
  // As large as what a role sends; see SetLimits().
  arguments.SetMaxReceiveMessageSize(-1);
  return server_->InProcessChannel(arguments);
}

std::vector<std::string> Host::service_names() const {
  std::vector<std::string> names;
  for (const Bindings::Bound& bound : bindings_.services_) {
    names.push_back(bound.name);
  }
  return names;
}

// gRPC would wait the whole grace period for a client that is connected and
// idle, or watches the health; only calls of ours are worth waiting for.
void Host::Drain() {
  const absl::Time start = absl::Now();
  const absl::Time deadline = start + options_.grace_period;
  absl::Notification drained;
  std::thread cutter([&] {
    absl::Time quiet_since = start;
    while (!drained.HasBeenNotified() && absl::Now() < deadline &&
           absl::Now() < quiet_since + kDrainQuiet) {
      drained.WaitForNotificationWithTimeout(kDrainPoll);
      if (context_.rpc.running().Value() > 0) quiet_since = absl::Now();
    }
    grpc_server_cancel_all_calls(server_->c_server());
  });
  server_->Shutdown(absl::ToChronoTime(deadline));
  drained.Notify();
  server_->Wait();
  cutter.join();
}

void Host::Stop() {
  if (server_ != nullptr) {
    Log(context_.logger, spdlog::level::info, "stopping",
        {{"grace_seconds", absl::ToDoubleSeconds(options_.grace_period)}});
    SetServing(false);
    Drain();
    server_.reset();
  }
  while (!bindings_.closers_.empty()) {
    bindings_.closers_.back()();
    bindings_.closers_.pop_back();
  }
  bindings_.services_.clear();
}

Host::~Host() { Stop(); }

}  // namespace duikou
