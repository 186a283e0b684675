// Forwarder: calls of the Connect protocol → the roles' gRPC methods, for every
// service alike, by its descriptors.
//
//   Forwarder forwarder({{"duikou.catalogue.v1.CatalogueService", channel}},
//   {}); if (Forwarder::IsCallPath(request.Path())) {
//     forwarder.Handle(std::move(request), std::move(exchange));
//   }
//
// Unary methods take application/json and application/proto, methods that
// stream their answers application/connect+json and application/connect+proto,
// both with gzip. Messages in the binary format pass unread. What a request's
// headers become is in call_metadata.h.
#ifndef DUIKOU_SERVICES_GATEWAY_FORWARDER_H_
#define DUIKOU_SERVICES_GATEWAY_FORWARDER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "services/gateway/connect_call.h"
#include "services/gateway/http_message.h"
#include "services/gateway/json_codec.h"
#include "services/gateway/public_origins.h"
#include "services/rpc/waiting_calls.h"

namespace duikou {

// A service by its full name, and where it is.
struct UpstreamService {
  std::string name;
  std::shared_ptr<grpc::Channel> channel;
};

struct ForwarderOptions {
  // A request's message, decompressed. An import of 32 MiB fits.
  size_t message_bytes = 33 << 20;
  // The same as JSON, which costs far more to read than to send: larger ones
  // have to come in the binary format.
  size_t json_bytes = 8 << 20;
  // For calls without a Connect-Timeout-Ms, and the most any call gets.
  absl::Duration unary_deadline = absl::Seconds(60);
  absl::Duration stream_deadline = absl::Minutes(10);
  absl::Duration longest_deadline = absl::Hours(1);
  // Large messages that are translated at once; more are RESOURCE_EXHAUSTED.
  int large_messages = 8;
  // Of the pages whose calls a session's cookie is good for; none: those of the
  // request's own host.
  PublicOrigins origins;
};

// Thread-safe.
class Forwarder {
 public:
  // `pool` has the services' descriptors and outlives the forwarder. REQUIRES:
  // it has all of them.
  Forwarder(const std::vector<UpstreamService>& services,
            const google::protobuf::DescriptorPool& pool,
            ForwarderOptions options);
  // REQUIRES: no call is under way.
  ~Forwarder();
  Forwarder(const Forwarder&) = delete;
  Forwarder& operator=(const Forwarder&) = delete;

  // Whether it is of the form /package.Service/Method.
  static bool IsCallPath(absl::string_view path);

  // Answers; see connect_call.h for when the client goes.
  void Handle(HttpRequest request, std::shared_ptr<HttpExchange> exchange);

 private:
  struct Method {
    const google::protobuf::MethodDescriptor* descriptor = nullptr;
    grpc::GenericStub* stub = nullptr;
  };

  // The message's bytes as the role takes them. RESOURCE_EXHAUSTED where it is
  // larger than it may be, or has more than `most` bytes when it is unpacked.
  absl::StatusOr<std::string> ReadMessage(const ConnectCall& call,
                                          const HttpRequest& request,
                                          size_t most) const;
  absl::Status ReadHeaders(const HttpRequest& request, ConnectCall& call) const;
  // Reads the message, at once where that is quick, and calls the role.
  void Begin(const Method& method, ConnectCall call, HttpRequest request);
  void Start(const Method& method, ConnectCall call,
             const absl::StatusOr<std::string>& message);

  const ForwarderOptions options_;
  const JsonCodec codec_;
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  absl::flat_hash_map<std::string, Method> methods_;  // by path
  WaitingCalls workers_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_FORWARDER_H_
