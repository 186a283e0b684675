#include "services/main/open_gateway.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

using ChannelsByService = std::map<std::string, std::shared_ptr<grpc::Channel>>;

std::shared_ptr<grpc::Channel> ChannelTo(
    const std::string& address,
    const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
  constexpr int kMostBackoffMs = 2000;
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kMostBackoffMs);
  return grpc::CreateCustomChannel(address, credentials, arguments);
}

// `catalogue=127.0.0.1:7101,matching=127.0.0.1:7103`.
absl::Status AddUpstreams(const std::string& list, const RpcTls& tls,
                          ChannelsByService& channels) {
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::ChannelCredentials> credentials,
                   ChannelCredentialsOf(tls));
  for (const absl::string_view entry :
       absl::StrSplit(list, ',', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> halves =
        absl::StrSplit(entry, absl::MaxSplits('=', 1));
    const std::vector<std::string> services = ServicesOfArea(halves.first);
    if (services.empty() || halves.second.empty()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--upstream: \"", entry, "\" is not of the form ROLE=HOST:PORT"));
    }
    const auto channel = ChannelTo(halves.second, credentials);
    for (const std::string& service : services) channels[service] = channel;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Gateway>> OpenGateway(
    const ServerOptions& options, Host& host, prometheus::Registry& registry) {
  ChannelsByService channels;
  const auto own = host.InProcessChannel();
  for (const std::string& service : host.service_names()) {
    channels[service] = own;
  }
  RETURN_IF_ERROR(AddUpstreams(options.upstream, options.tls, channels));
  GatewayOptions gateway;
  gateway.http.listen = options.http;
  gateway.http.tls = {options.http_tls_cert, options.http_tls_key};
  ASSIGN_OR_RETURN(gateway.public_origins,
                   PublicOrigins::Parse(options.http_public_origins));
  gateway.web_directory = options.web;
  gateway.metrics_for_all = options.http_metrics_for_all;
  for (const auto& [service, channel] : channels) {
    gateway.services.push_back({service, channel});
  }
  absl::StatusOr<std::unique_ptr<Gateway>> started =
      Gateway::Start(gateway, registry);
  if (started.ok()) return started;
  return absl::Status(
      started.status().code(),
      absl::StrCat("the gateway cannot serve: ",
                   absl::string_view(started.status().message())));
}

}  // namespace duikou
