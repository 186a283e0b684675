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
// without one gets a default; it is found out who calls; the request is checked
// against the rules of its proto, and the caller against who may call the
// method for it; the handler runs, and what it throws becomes INTERNAL;
// statuses become gRPC's; the call is counted, timed and logged; revisions
// written go out as trailing metadata. gRPC's synchronous service calls it on
// one of its threads.
#ifndef DUIKOU_SERVICES_RPC_SERVE_H_
#define DUIKOU_SERVICES_RPC_SERVE_H_

#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "grpcpp/support/server_callback.h"
#include "grpcpp/support/status.h"
#include "grpcpp/support/sync_stream.h"
#include "services/rpc/call_context.h"
#include "services/rpc/rpc_runtime.h"
#include "services/rpc/unreadable_requests.h"
#include "services/rpc/waiting_calls.h"

namespace duikou {

// One call from its arrival to its answer. For Serve() and ServeStream().
class ServedCall {
 public:
  ServedCall(const ServiceRuntime& service, grpc::ServerContextBase& context,
             absl::string_view method);
  ~ServedCall() { runtime_.running().Decrement(); }
  ServedCall(const ServedCall&) = delete;
  ServedCall& operator=(const ServedCall&) = delete;

  // OK where the handler may run. May look in the store who calls and whose the
  // request is about.
  absl::Status Begin(const google::protobuf::Message& request);
  // The same where that is known without waiting, else none.
  std::optional<absl::Status> TryBegin(
      const google::protobuf::Message& request);
  // Logs and counts the call, and gives what the caller gets.
  grpc::Status End(const absl::Status& answered);

  CallContext& context() { return call_; }

 private:
  absl::Status CheckArrival();
  // UNAUTHENTICATED, PERMISSION_DENIED or INVALID_ARGUMENT where the handler
  // may not run. `store` null: FAILED_PRECONDITION where it would be needed.
  absl::Status Admit(AccessControl::Answer caller,
                     const google::protobuf::Message& request, Store* store);
  absl::StatusOr<Reach> ReachFor(const Caller& caller,
                                 const google::protobuf::Message& request);
  absl::Status CheckOwner(const google::protobuf::Message& request,
                          Store* store);
  // Takes a call that was refused into the audit trail.
  void RecordRefusal(const absl::Status& status);
  void LogEnd(const absl::Status& status, absl::Duration latency);

  const ServiceRuntime& service_;
  RpcRuntime& runtime_;
  const MethodRuntime& method_;
  grpc::ServerContextBase& grpc_;
  const absl::Time arrival_;
  const google::protobuf::Message* request_ = nullptr;  // once it is known
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

// The same for a method that is called so often, with so large an answer, that
// a thread's turn and a message object an entry would cost more than the work.
// gRPC's own threads run it (the generated WithRawCallbackMethod_…), and it
// writes the answer's bytes itself. As such a thread must not wait,
// `ready(const CallContext&, const Request&)` says whether the handler could
// answer at once; where not, a thread of `waiting` runs it.
// `handler(CallContext&, const Request&, grpc::ByteBuffer&)` fills the answer
// and returns absl::Status. What is captured outlives the server.
template <typename Request, typename Ready, typename Handler>
grpc::ServerUnaryReactor* ServeBytes(const ServiceRuntime& service,
                                     grpc::CallbackServerContext* context,
                                     absl::string_view method,
                                     const grpc::ByteBuffer* request_bytes,
                                     grpc::ByteBuffer* response,
                                     WaitingCalls& waiting, Ready ready,
                                     Handler handler) {
  struct State {
    State(const ServiceRuntime& service, grpc::CallbackServerContext& context,
          absl::string_view method)
        : call(service, context, method) {}
    ServedCall call;
    Request request;
  };
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  auto state = std::make_shared<State>(service, *context, method);
  const auto finish = [reactor, state](const absl::Status& status) {
    reactor->Finish(state->call.End(status));
  };
  const auto run = [state, finish, response,
                    handler](const std::optional<absl::Status>& begun) {
    finish(WithoutExceptions([&]() -> absl::Status {
      absl::Status status =
          begun.has_value() ? *begun : state->call.Begin(state->request);
      if (!status.ok()) return status;
      return handler(state->call.context(), state->request, *response);
    }));
  };
  grpc::ByteBuffer bytes = *request_bytes;  // shares the slices
  grpc::ProtoBufferReader reader(&bytes);
  if (!state->request.ParseFromZeroCopyStream(&reader)) {
    finish(UnreadableRequest(Request::descriptor()->full_name()));
    return reactor;
  }
  const std::optional<absl::Status> begun =
      state->call.TryBegin(state->request);
  if (begun.has_value() &&
      (!begun->ok() || ready(state->call.context(), state->request))) {
    run(begun);
  } else if (!waiting.Run([run, begun] { run(begun); })) {
    finish(absl::ResourceExhaustedError("too many calls are waiting"));
  }
  return reactor;
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
