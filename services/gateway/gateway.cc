#include "services/gateway/gateway.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/text_format.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "prometheus/text_serializer.h"
#include "services/base/network_address.h"

namespace duikou {
namespace {

namespace pb = google::protobuf;

constexpr char kHealthService[] = "grpc.health.v1.Health";

// gRPC serves its health check without the generated code of its proto.
constexpr char kHealthFile[] = R"(
  name: "grpc/health/v1/health.proto"
  package: "grpc.health.v1"
  syntax: "proto3"
  message_type {
    name: "HealthCheckRequest"
    field { name: "service" json_name: "service" number: 1
            label: LABEL_OPTIONAL type: TYPE_STRING }
  }
  message_type {
    name: "HealthCheckResponse"
    field { name: "status" json_name: "status" number: 1
            label: LABEL_OPTIONAL type: TYPE_ENUM
            type_name: ".grpc.health.v1.HealthCheckResponse.ServingStatus" }
    enum_type {
      name: "ServingStatus"
      value { name: "UNKNOWN" number: 0 }
      value { name: "SERVING" number: 1 }
      value { name: "NOT_SERVING" number: 2 }
      value { name: "SERVICE_UNKNOWN" number: 3 }
    }
  }
  service {
    name: "Health"
    method { name: "Check" input_type: ".grpc.health.v1.HealthCheckRequest"
             output_type: ".grpc.health.v1.HealthCheckResponse" }
  }
)";

std::unique_ptr<pb::DescriptorPool> PoolWithHealth() {
  auto pool = std::make_unique<pb::DescriptorPool>(
      pb::DescriptorPool::generated_pool());
  if (pool->FindServiceByName(kHealthService) == nullptr) {
    pb::FileDescriptorProto file;
    DUIKOU_CHECK(pb::TextFormat::ParseFromString(kHealthFile, &file));
    DUIKOU_CHECK(pool->BuildFile(file) != nullptr);
  }
  return pool;
}

std::vector<std::shared_ptr<grpc::Channel>> ServersOf(
    const std::vector<UpstreamService>& services) {
  std::set<std::shared_ptr<grpc::Channel>> servers;
  for (const UpstreamService& service : services) {
    servers.insert(service.channel);
  }
  return {servers.begin(), servers.end()};
}

// The services, and the health check of the first one's server.
std::vector<UpstreamService> WithHealth(std::vector<UpstreamService> services) {
  if (!services.empty()) {
    services.push_back({kHealthService, services.front().channel});
  }
  return services;
}

// As OWASP's cheat sheet on HTTP headers asks; pages have their own policy for
// content besides.
HttpHeaders SharedHeaders(bool tls) {
  HttpHeaders headers = {
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"}};
  if (tls) {
    headers.push_back({"Strict-Transport-Security", "max-age=31536000"});
  }
  return headers;
}

ForwarderOptions ForwardingOf(const GatewayOptions& options) {
  ForwarderOptions forwarding = options.forwarder;
  forwarding.origins = options.public_origins;
  return forwarding;
}

}  // namespace

std::vector<std::string> ServicesOfArea(const std::string& area) {
  // An area's services are in files of its own name, or of their own.
  std::vector<std::string> files = {area};
  if (area == "fair") files.push_back("timetable");
  if (area == "progress") files.insert(files.end(), {"report", "settlement"});
  std::vector<std::string> services;
  for (const std::string& name : files) {
    const pb::FileDescriptor* file =
        pb::DescriptorPool::generated_pool()->FindFileByName(
            absl::StrCat("duikou/", area, "/v1/", name, "_service.proto"));
    for (int i = 0; file != nullptr && i < file->service_count(); ++i) {
      services.push_back(file->service(i)->full_name());
    }
  }
  return services;
}

Gateway::Gateway(const GatewayOptions& options, prometheus::Registry& registry)
    : options_(options),
      registry_(registry),
      pool_(PoolWithHealth()),
      health_(ServersOf(options.services)),
      forwarder_(WithHealth(options.services), *pool_, ForwardingOf(options)) {}

absl::StatusOr<std::unique_ptr<Gateway>> Gateway::Start(
    const GatewayOptions& options, prometheus::Registry& registry) {
  std::unique_ptr<Gateway> gateway(new Gateway(options, registry));
  if (!options.web_directory.empty()) {
    ASSIGN_OR_RETURN(gateway->files_, StaticFiles::Load(options.web_directory));
  }
  HttpServerOptions http = options.http;
  http.shared_headers = SharedHeaders(!http.tls.certificate.empty() ||
                                      !options.public_origins.empty());
  ASSIGN_OR_RETURN(
      gateway->server_,
      HttpServer::Start(
          http, registry,
          [gateway = gateway.get()](HttpRequest request,
                                    std::shared_ptr<HttpExchange> exchange) {
            gateway->Handle(std::move(request), std::move(exchange));
          }));
  return gateway;
}

Gateway::~Gateway() = default;

void Gateway::Handle(HttpRequest request,
                     std::shared_ptr<HttpExchange> exchange) {
  options_.public_origins.Adopt(request);
  const absl::string_view path = request.Path();
  if (Forwarder::IsCallPath(path)) {
    return forwarder_.Handle(std::move(request), std::move(exchange));
  }
  if (path == "/healthz") return health_.Answer(std::move(exchange));
  if (path == "/metrics") {
    exchange->SetKind("metrics");
    return exchange->Respond(Metrics(request));
  }
  exchange->SetKind("static");
  exchange->Respond(files_.Answer(request));
}

HttpResponse Gateway::Metrics(const HttpRequest& request) const {
  if (!IsLoopbackAddress(request.source) && !options_.metrics_for_all) {
    return TextResponse(403, "text/plain",
                        "metrics are shown to this machine alone\n");
  }
  return TextResponse(
      200, "text/plain; version=0.0.4",
      prometheus::TextSerializer().Serialize(registry_.Collect()));
}

}  // namespace duikou
