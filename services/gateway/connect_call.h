// One call of the Connect protocol on its way: to the role by gRPC, and its
// answer back.
//
//   auto call = std::make_shared<ConnectCall>(…);
//   StartUnaryCall(std::move(call), stub, request_bytes);
#ifndef DUIKOU_SERVICES_GATEWAY_CONNECT_CALL_H_
#define DUIKOU_SERVICES_GATEWAY_CONNECT_CALL_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/generic/generic_stub.h"
#include "services/gateway/connect_protocol.h"
#include "services/gateway/http_message.h"
#include "services/gateway/json_codec.h"
#include "services/rpc/waiting_calls.h"

namespace duikou {

// What a request asked for, beside its message.
struct ConnectCall {
  const google::protobuf::MethodDescriptor* method = nullptr;
  std::string path;  // of gRPC: /package.Service/Method
  ConnectContentType type;
  bool gzip_request = false;  // for a stream: messages may be
  bool gzip_answer = false;
  bool tls = false;
  absl::Time deadline = absl::InfiniteFuture();
  CallMetadata metadata;
  std::shared_ptr<HttpExchange> exchange;
};

// What calls share; outlives them.
struct CallTools {
  const JsonCodec& codec;
  // Where what takes long is done: threads that do I/O must not.
  WaitingCalls& workers;
};

// Messages up to this size are translated on the threads that do I/O.
inline constexpr size_t kQuickBytes = 32 << 10;

// The answer to a call that did not reach its role.
void FailCall(const ConnectCall& call, const absl::Status& status);

// Calls the role with the message's bytes, answers, and lets go of the
// exchange. When the client goes, the role's call is cancelled.
void StartUnaryCall(ConnectCall call, const CallTools& tools,
                    grpc::GenericStub& stub, const std::string& message);
// The same for a method that streams its answers: the next is read from the
// role when the client has taken the last.
void StartStreamCall(ConnectCall call, const CallTools& tools,
                     grpc::GenericStub& stub, const std::string& message);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_CONNECT_CALL_H_
