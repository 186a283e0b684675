// Serve: the one line through which every generated RPC override goes.
//
//   grpc::Status GetUnit(grpc::ServerContext* context,
//                        const GetUnitRequest* request,
//                        Unit* response) override {
//     return Serve(service_, context, "GetUnit", *request, response,
//                  [this](CallContext& call, const GetUnitRequest& get) {
//                    return units_.Get(call, get);
//                  });
//   }
//
// In one place: a deadline that has passed answers before any work, and a call
// without one gets a default; the request is checked against the rules of its
// proto; the handler runs, and what it throws becomes INTERNAL; statuses become
// gRPC's; the call is counted, timed and logged; revisions written go out as
// trailing metadata. gRPC's synchronous service calls it on one of its threads.
#ifndef DUIKOU_SERVICES_RPC_SERVE_H_
#define DUIKOU_SERVICES_RPC_SERVE_H_

#include <exception>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "grpcpp/support/sync_stream.h"
#include "services/rpc/call_context.h"
#include "services/rpc/rpc_runtime.h"

namespace duikou {

// One call from its arrival to its answer. For Serve() and ServeStream().
class ServedCall {
 public:
  ServedCall(const ServiceRuntime& service, grpc::ServerContext& context,
             absl::string_view method);
  ~ServedCall() { runtime_.running().Decrement(); }
  ServedCall(const ServedCall&) = delete;
  ServedCall& operator=(const ServedCall&) = delete;

  // OK where the handler may run.
  absl::Status Begin(const google::protobuf::Message& request);
  // Logs and counts the call, and gives what the caller gets.
  grpc::Status End(const absl::Status& status);

  CallContext& context() { return call_; }

 private:
  void LogEnd(const absl::Status& status, absl::Duration latency);

  RpcRuntime& runtime_;
  const MethodRuntime& method_;
  grpc::ServerContext& grpc_;
  const absl::Time arrival_;
  CallContext call_;
};

// Runs `work`, which answers a status; what it throws becomes INTERNAL.
template <typename Work>
absl::Status WithoutExceptions(Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (const std::exception& exception) {
    return absl::InternalError(exception.what());
  } catch (...) {
    return absl::InternalError("an exception of unknown type");
  }
}

// `handler(CallContext&, const Request&)` answers absl::StatusOr<Response>.
template <typename Request, typename Response, typename Handler>
grpc::Status Serve(const ServiceRuntime& service, grpc::ServerContext* context,
                   absl::string_view method, const Request& request,
                   Response* response, Handler&& handler) {
  ServedCall call(service, *context, method);
  return call.End(WithoutExceptions([&]() -> absl::Status {
    if (absl::Status status = call.Begin(request); !status.ok()) return status;
    absl::StatusOr<Response> answer = handler(call.context(), request);
    if (!answer.ok()) return std::move(answer).status();
    *response = *std::move(answer);  // a swap of pointers
    return absl::OkStatus();
  }));
}

// The same for a unary method whose answers are large enough that building and
// freeing them message by message would cost more than the call: request and
// answer live on one arena. gRPC offers that to a synchronous service as a
// "streamed unary" method (the generated WithStreamedUnaryMethod_…); callers
// see no difference. `handler(CallContext&, const Request&, Response&)` fills
// the answer and returns absl::Status.
template <typename Request, typename Response, typename Handler>
grpc::Status ServeOnArena(
    const ServiceRuntime& service, grpc::ServerContext* context,
    absl::string_view method,
    grpc::ServerUnaryStreamer<Request, Response>* streamer, Handler&& handler) {
  using google::protobuf::Arena;
  google::protobuf::ArenaOptions options;
  options.start_block_size = 16 << 10;
  Arena arena(options);
  auto& request = *Arena::CreateMessage<Request>(&arena);
  if (!streamer->Read(&request)) {
    return grpc::Status(grpc::StatusCode::INTERNAL,
                        "the request cannot be read");
  }
  auto& response = *Arena::CreateMessage<Response>(&arena);
  ServedCall call(service, *context, method);
  grpc::Status status = call.End(WithoutExceptions([&]() -> absl::Status {
    if (absl::Status begun = call.Begin(request); !begun.ok()) return begun;
    return handler(call.context(), request, response);
  }));
  // In one write with the status that follows.
  if (status.ok()) {
    streamer->Write(response, grpc::WriteOptions().set_last_message());
  }
  return status;
}

// Where a streaming handler's messages go.
template <typename Response>
class StreamWriter {
 public:
  StreamWriter(const CallContext& call, grpc::ServerWriter<Response>& writer)
      : call_(call), writer_(writer) {}

  // CANCELLED or DEADLINE_EXCEEDED where nobody reads any more: stop then.
  absl::Status Write(const Response& message) {
    if (absl::Status status = call_.CheckAlive(); !status.ok()) return status;
    if (!writer_.Write(message)) {
      return absl::CancelledError("the caller has gone");
    }
    return absl::OkStatus();
  }

 private:
  const CallContext& call_;
  grpc::ServerWriter<Response>& writer_;
};

// `handler(CallContext&, const Request&, StreamWriter<Response>&)` answers
// absl::Status.
template <typename Request, typename Response, typename Handler>
grpc::Status ServeStream(const ServiceRuntime& service,
                         grpc::ServerContext* context, absl::string_view method,
                         const Request& request,
                         grpc::ServerWriter<Response>* writer,
                         Handler&& handler) {
  ServedCall call(service, *context, method);
  return call.End(WithoutExceptions([&]() -> absl::Status {
    if (absl::Status status = call.Begin(request); !status.ok()) return status;
    StreamWriter<Response> stream(call.context(), *writer);
    return handler(call.context(), request, stream);
  }));
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_SERVE_H_
