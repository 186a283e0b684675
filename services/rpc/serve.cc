#include "services/rpc/serve.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/time/clock.h"
#include "matcher/base/status_macros.h"
#include "services/base/json_log.h"
#include "services/rpc/status_mapping.h"

namespace duikou {
namespace {

constexpr size_t kMaxRequestIdLength = 100;

absl::string_view Metadata(const grpc::ServerContextBase& context,
                           const char* key) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(key);
  if (found == metadata.end()) return {};
  return {found->second.data(), found->second.size()};
}

// A caller's id of a call is only used where it cannot spoil a log.
bool IsUsableRequestId(absl::string_view id) {
  return id.size() <= kMaxRequestIdLength &&
         std::all_of(id.begin(), id.end(), absl::ascii_isgraph);
}

absl::Time Deadline(const grpc::ServerContextBase& context, absl::Time arrival,
                    const RpcOptions& options) {
  const std::chrono::system_clock::time_point asked = context.deadline();
  if (asked == std::chrono::system_clock::time_point::max()) {
    return arrival + options.default_deadline;
  }
  return std::min(absl::FromChrono(asked), arrival + options.longest_deadline);
}

CallOptions Options(const RpcRuntime& runtime, const MethodRuntime& method,
                    grpc::ServerContextBase& context, absl::Time arrival) {
  CallOptions options;
  options.method = method.full_name();
  options.deadline = Deadline(context, arrival, runtime.options());
  const absl::string_view id = Metadata(context, kRequestIdMetadata);
  if (IsUsableRequestId(id)) options.request_id = std::string(id);
  options.cancelled = [&context] { return context.IsCancelled(); };
  return options;
}

}  // namespace

ServedCall::ServedCall(const ServiceRuntime& service,
                       grpc::ServerContextBase& context,
                       absl::string_view method)
    : runtime_(service.runtime()),
      method_(service.Method(method)),
      grpc_(context),
      arrival_(absl::Now()),
      call_(Options(runtime_, method_, context, arrival_), runtime_.ids()) {
  runtime_.running().Increment();
}

absl::Status ServedCall::Begin(const google::protobuf::Message& request) {
  // Not CheckAlive(): asking gRPC whether the caller has gone costs as much as
  // the rest of an empty call.
  RETURN_IF_ERROR(call_.CheckDeadline());
  const absl::string_view least = Metadata(grpc_, kMinRevisionMetadata);
  if (!least.empty()) {
    ASSIGN_OR_RETURN(PartitionRevisions revisions, ParseMinRevisions(least));
    call_.SetMinRevisions(std::move(revisions));
  }
  return method_.validator().ValidateRequest(request);
}

grpc::Status ServedCall::End(const absl::Status& status) {
  const absl::Duration latency = absl::Now() - arrival_;
  method_.Count(status.code(), latency);
  LogEnd(status, latency);
  if (!call_.reported().empty()) {
    grpc_.AddTrailingMetadata(kRevisionMetadata,
                              RevisionsText(call_.reported()));
  }
  if (status.ok()) return grpc::Status::OK;
  grpc_.AddTrailingMetadata(kRequestIdMetadata, call_.request_id());
  return ToGrpcStatus(status, call_.request_id());
}

void ServedCall::LogEnd(const absl::Status& status, absl::Duration latency) {
  const bool wrote = !call_.reported().empty();
  const bool slow = latency >= runtime_.options().slow_call;
  const auto level = IsServerFault(status)  ? spdlog::level::err
                     : !status.ok() || slow ? spdlog::level::warn
                     : wrote                ? spdlog::level::info
                                            : spdlog::level::debug;
  if (!runtime_.logger().should_log(level)) return;
  Log(runtime_.logger(), level, "call",
      {{"call", call_.request_id()},
       {"method", method_.full_name()},
       {"code", absl::StatusCodeToString(status.code())},
       {"message", std::string(status.message())},
       {"seconds", absl::ToDoubleSeconds(latency)},
       {"actor", call_.actor()},
       {"peer", grpc_.peer()},
       {"revision", RevisionsText(call_.reported())}});
}

}  // namespace duikou
