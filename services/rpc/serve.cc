#include "services/rpc/serve.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "matcher/base/status_macros.h"
#include "services/base/json_log.h"
#include "services/base/network_address.h"
#include "services/base/violation.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/status_mapping.h"

namespace duikou {
namespace {

constexpr size_t kMaxRequestIdLength = 100;
constexpr size_t kMaxUserAgentLength = 200;
constexpr char kUserAgentMetadata[] = "user-agent";

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

// The network address of a peer such as `ipv4:192.0.2.1:5001`.
std::string AddressOf(absl::string_view peer) {
  const size_t scheme = peer.find(':');
  if (scheme == peer.npos) return std::string(peer);
  if (absl::StartsWith(peer, "unix")) return "unix";
  const size_t port = peer.rfind(':');
  return PlainAddress(port > scheme ? peer.substr(scheme + 1, port - scheme - 1)
                                    : peer.substr(scheme + 1));
}

// Where a call comes from. Only a gateway may say that in its caller's stead:
// one in this process, or one that showed a certificate.
void TakeSource(const grpc::ServerContextBase& context, CallOptions& options) {
  const std::string peer = context.peer();
  // gRPC knows no peer of a channel within the process.
  const bool trusted =
      peer == "unknown" || context.auth_context()->IsPeerAuthenticated();
  const absl::string_view told = Metadata(context, kSourceMetadata);
  options.source = trusted && !told.empty() && IsUsableRequestId(told)
                       ? std::string(told)
                       : AddressOf(peer);
  options.told_elsewhere = !told.empty() && !IsLoopbackAddress(told);
}

CallOptions Options(const RpcRuntime& runtime, const MethodRuntime& method,
                    grpc::ServerContextBase& context, absl::Time arrival) {
  CallOptions options;
  options.method = method.full_name();
  options.deadline = Deadline(context, arrival, runtime.options());
  const absl::string_view id = Metadata(context, kRequestIdMetadata);
  if (IsUsableRequestId(id)) options.request_id = std::string(id);
  TakeSource(context, options);
  options.user_agent = std::string(
      Metadata(context, kUserAgentMetadata).substr(0, kMaxUserAgentLength));
  options.cancelled = [&context] { return context.IsCancelled(); };
  return options;
}

}  // namespace

ServedCall::ServedCall(const ServiceRuntime& service,
                       grpc::ServerContextBase& context,
                       absl::string_view method)
    : service_(service),
      runtime_(service.runtime()),
      method_(service.Method(method)),
      grpc_(context),
      arrival_(absl::Now()),
      call_(Options(runtime_, method_, context, arrival_), runtime_.ids()) {
  runtime_.running().Increment();
}

absl::Status ServedCall::CheckArrival() {
  // Not CheckAlive(): asking gRPC whether the caller has gone costs as much as
  // the rest of an empty call.
  RETURN_IF_ERROR(call_.CheckDeadline());
  const absl::string_view least = Metadata(grpc_, kMinRevisionMetadata);
  if (least.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(PartitionRevisions revisions, ParseMinRevisions(least));
  call_.SetMinRevisions(std::move(revisions));
  return absl::OkStatus();
}

absl::Status ServedCall::Begin(const google::protobuf::Message& request) {
  request_ = &request;
  RETURN_IF_ERROR(CheckArrival());
  return Admit(runtime_.access().Identify(
                   Metadata(grpc_, kAuthorizationMetadata), call_.deadline()),
               request, &runtime_.store());
}

std::optional<absl::Status> ServedCall::TryBegin(
    const google::protobuf::Message& request) {
  request_ = &request;
  if (absl::Status arrived = CheckArrival(); !arrived.ok()) return arrived;
  std::optional<AccessControl::Answer> caller =
      runtime_.access().TryIdentify(Metadata(grpc_, kAuthorizationMetadata));
  if (!caller.has_value()) return std::nullopt;
  absl::Status admitted = Admit(*std::move(caller), request, nullptr);
  // Nothing else of admission answers so.
  if (absl::IsFailedPrecondition(admitted)) return std::nullopt;
  return admitted;
}

absl::Status ServedCall::Admit(AccessControl::Answer caller,
                               const google::protobuf::Message& request,
                               Store* store) {
  const MethodAccess& access = method_.access();
  if (!Metadata(grpc_, kCrossSiteMetadata).empty()) {
    call_.SetCaller(std::make_shared<Caller>());
    return Refused(absl::StatusCode::kPermissionDenied, "",
                   "请求来自另一个网站的页面",
                   "the call comes from another site's page");
  }
  if (caller.ok()) {
    call_.SetCaller(*std::move(caller));
  } else if (!access.rule().open()) {
    // Nobody in particular, as far as the log is concerned.
    call_.SetCaller(std::make_shared<Caller>());
    return caller.status();
  } else {
    call_.SetCaller(std::make_shared<Caller>());
  }
  RETURN_IF_ERROR(access.CheckCaller(call_.caller()));
  RETURN_IF_ERROR(method_.validator().ValidateRequest(request));
  ASSIGN_OR_RETURN(Reach reach, ReachFor(call_.caller(), request));
  call_.SetReach(std::move(reach));
  return CheckOwner(request, store);
}

absl::StatusOr<Reach> ServedCall::ReachFor(
    const Caller& caller, const google::protobuf::Message& request) {
  const MethodAccess& access = method_.access();
  if (access.IsAboutSelf(caller, request)) return Reach::All();
  const std::string programme = access.ProgrammeOf(request);
  Reach reach = access.ReachOf(caller, programme);
  if (reach.nothing()) return access.Refusal(programme);
  if (access.rule().as().empty()) return reach;
  const MethodRuntime* as =
      service_.StandardMethod(access.rule().as(), access.CollectionOf(request));
  // Where there is none the handler says that the request is wrong.
  if (as == nullptr) return reach;
  reach = as->access().ReachOf(caller, programme);
  if (reach.nothing()) return as->access().Refusal(programme);
  return reach;
}

absl::Status ServedCall::CheckOwner(const google::protobuf::Message& request,
                                    Store* store) {
  const std::optional<ResourceOwners>& owners = method_.access().owners();
  if (!owners.has_value() || call_.reach().all) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::optional<Side> side,
                   owners->ReachedAsOwn(call_, store, request));
  if (side.has_value()) {
    call_.SetOwnSide(*side);
    return absl::OkStatus();
  }
  return NotYours(owners->NamesIn(request));
}

grpc::Status ServedCall::End(const absl::Status& answered) {
  const absl::Status status =
      answered.ok() && method_.access().KeepsToOwners() && !call_.KeptToReach()
          ? absl::InternalError("nobody looked at the call's reach")
          : answered;
  const absl::Duration latency = absl::Now() - arrival_;
  method_.Count(status.code(), latency);
  // What is open to all is refused where it is tried too often.
  const bool too_often =
      absl::IsResourceExhausted(status) && method_.access().rule().open();
  if (too_often || call_.refused() || absl::IsPermissionDenied(status) ||
      absl::IsUnauthenticated(status)) {
    RecordRefusal(status);
  }
  LogEnd(status, latency);
  if (!call_.reported().empty()) {
    grpc_.AddTrailingMetadata(kRevisionMetadata,
                              RevisionsText(call_.reported()));
  }
  for (const auto& [key, value] : call_.trailers()) {
    grpc_.AddTrailingMetadata(key, value);
  }
  if (status.ok()) return grpc::Status::OK;
  grpc_.AddTrailingMetadata(kRequestIdMetadata, call_.request_id());
  return ToGrpcStatus(status, call_.request_id());
}

void ServedCall::RecordRefusal(const absl::Status& status) {
  if (runtime_.refusals() == nullptr) return;
  std::string programme;
  if (request_ != nullptr) programme = method_.access().ProgrammeOf(*request_);
  const bool known = IsResourceId(programme);
  runtime_.refusals()->Record(
      known ? absl::string_view(programme) : kGlobalPartition, call_.origin(),
      absl::IsUnauthenticated(status)
          ? access::v1::AuditEntry::OUTCOME_UNAUTHENTICATED
          : access::v1::AuditEntry::OUTCOME_REFUSED,
      status.message());
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
