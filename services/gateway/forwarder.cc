#include "services/gateway/forwarder.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/gateway/call_metadata.h"
#include "services/gateway/gzip.h"

namespace duikou {
namespace {

namespace pb = google::protobuf;

HttpResponse PlainError(int status, absl::StatusCode code,
                        std::string message) {
  return TextResponse(status, "application/json",
                      ErrorJson({code, std::move(message)}));
}

// Whether a header names gzip. UNIMPLEMENTED for another compression.
absl::StatusOr<bool> IsGzip(const HttpRequest& request,
                            absl::string_view header) {
  const std::string* value = request.Header(header);
  if (value == nullptr || value->empty() ||
      absl::EqualsIgnoreCase(*value, "identity")) {
    return false;
  }
  if (absl::EqualsIgnoreCase(*value, "gzip")) return true;
  return absl::UnimplementedError(absl::StrCat(
      header, ": \"", *value, "\" is not supported; gzip and identity are"));
}

std::string AcceptedTypes(bool streaming) {
  return absl::StrCat(ContentTypeText({.json = true, .streaming = streaming}),
                      ", ",
                      ContentTypeText({.json = false, .streaming = streaming}));
}

}  // namespace

Forwarder::Forwarder(const std::vector<UpstreamService>& services,
                     const pb::DescriptorPool& pool, ForwarderOptions options)
    : options_(options), codec_(pool), workers_(options.large_messages) {
  for (const UpstreamService& service : services) {
    const pb::ServiceDescriptor* descriptor =
        pool.FindServiceByName(service.name);
    DUIKOU_CHECK(descriptor != nullptr) << service.name;
    stubs_.push_back(std::make_unique<grpc::GenericStub>(service.channel));
    for (int i = 0; i < descriptor->method_count(); ++i) {
      const pb::MethodDescriptor& method = *descriptor->method(i);
      if (method.client_streaming()) continue;  // HTTP/1.1 has none
      methods_[absl::StrCat("/", service.name, "/", method.name())] = {
          &method, stubs_.back().get()};
    }
  }
}

Forwarder::~Forwarder() = default;

bool Forwarder::IsCallPath(absl::string_view path) {
  const std::vector<absl::string_view> parts = absl::StrSplit(path, '/');
  return parts.size() == 3 && parts[0].empty() &&
         absl::StrContains(parts[1], '.') && !parts[2].empty() &&
         !absl::StrContains(parts[2], '.');
}

void Forwarder::Handle(HttpRequest request,
                       std::shared_ptr<HttpExchange> exchange) {
  exchange->SetKind("connect");
  const auto found = methods_.find(request.Path());
  if (found == methods_.end()) {
    return exchange->Respond(
        PlainError(404, absl::StatusCode::kUnimplemented,
                   absl::StrCat("there is no method ", request.Path())));
  }
  if (request.method != "POST") {
    HttpResponse response = PlainError(405, absl::StatusCode::kUnimplemented,
                                       "methods are called by POST");
    response.headers.push_back({"Allow", "POST"});
    return exchange->Respond(std::move(response));
  }
  const Method& method = found->second;
  const bool streaming = method.descriptor->server_streaming();
  const std::string* type_text = request.Header("content-type");
  const auto type =
      type_text == nullptr ? std::nullopt : ParseConnectContentType(*type_text);
  if (!type || type->streaming != streaming) {
    HttpResponse response =
        PlainError(415, absl::StatusCode::kUnknown,
                   absl::StrCat("content-type: this method takes ",
                                AcceptedTypes(streaming)));
    response.headers.push_back({"Accept-Post", AcceptedTypes(streaming)});
    return exchange->Respond(std::move(response));
  }
  ConnectCall call;
  call.method = method.descriptor;
  call.path = std::string(request.Path());
  call.type = *type;
  call.tls = request.tls;
  call.exchange = std::move(exchange);
  if (absl::Status status = ReadHeaders(request, call); !status.ok()) {
    return FailCall(call, status);
  }
  Begin(method, std::move(call), std::move(request));
}

void Forwarder::Begin(const Method& method, ConnectCall call,
                      HttpRequest request) {
  const bool unpacks = call.gzip_request;
  if (request.body.size() <= kQuickBytes || (!call.type.json && !unpacks)) {
    const absl::StatusOr<std::string> message =
        ReadMessage(call, request, kQuickBytes);
    // What is packed may be far larger than it looks.
    if (!unpacks || !absl::IsResourceExhausted(message.status())) {
      return Start(method, std::move(call), message);
    }
  }
  auto shared = std::make_shared<std::pair<ConnectCall, HttpRequest>>(
      std::move(call), std::move(request));
  if (!workers_.Run([this, &method, shared] {
        const absl::StatusOr<std::string> message =
            ReadMessage(shared->first, shared->second, options_.message_bytes);
        Start(method, std::move(shared->first), message);
      })) {
    FailCall(shared->first,
             absl::ResourceExhaustedError(
                 "too many large requests are under way; try again later"));
  }
}

absl::Status Forwarder::ReadHeaders(const HttpRequest& request,
                                    ConnectCall& call) const {
  const std::string* version = request.Header("connect-protocol-version");
  if (version != nullptr && *version != "1") {
    return absl::InvalidArgumentError(
        "connect-protocol-version: must be \"1\"");
  }
  const bool streaming = call.type.streaming;
  const std::string* accepts =
      request.Header(streaming ? "connect-accept-encoding" : "accept-encoding");
  call.gzip_answer = accepts != nullptr && AcceptsGzip(*accepts);
  ASSIGN_OR_RETURN(call.gzip_request,
                   IsGzip(request, streaming ? "connect-content-encoding"
                                             : "content-encoding"));
  absl::Duration timeout =
      streaming ? options_.stream_deadline : options_.unary_deadline;
  if (const std::string* text = request.Header("connect-timeout-ms")) {
    ASSIGN_OR_RETURN(timeout, ParseConnectTimeout(*text));
    if (timeout == absl::ZeroDuration()) {
      return absl::DeadlineExceededError("the call's deadline has passed");
    }
  }
  call.deadline = absl::Now() + std::min(timeout, options_.longest_deadline);
  ASSIGN_OR_RETURN(call.metadata, MetadataOf(request, options_.origins));
  return absl::OkStatus();
}

absl::StatusOr<std::string> Forwarder::ReadMessage(const ConnectCall& call,
                                                   const HttpRequest& request,
                                                   size_t most) const {
  absl::string_view message = request.body;
  bool gzip = call.gzip_request;
  if (call.type.streaming) {
    ASSIGN_OR_RETURN(const EnvelopeView envelope,
                     ParseSingleEnvelope(request.body));
    message = envelope.payload;
    const bool compressed = (envelope.flags & kCompressed) != 0;
    if (compressed && !gzip) {
      return absl::InvalidArgumentError(
          "the message is compressed, and no header says how");
    }
    gzip = compressed;
  }
  std::string decompressed;
  if (gzip) {
    most = std::min(
        most, call.type.json ? options_.json_bytes : options_.message_bytes);
    ASSIGN_OR_RETURN(decompressed, Gunzip(message, most));
    message = decompressed;
  }
  if (!call.type.json) return std::string(message);
  if (message.size() > options_.json_bytes) {
    return absl::ResourceExhaustedError(
        absl::StrCat("the message has more than ", options_.json_bytes,
                     " bytes of JSON; send it in the binary format"));
  }
  return codec_.ToBinary(*call.method->input_type(), message);
}

void Forwarder::Start(const Method& method, ConnectCall call,
                      const absl::StatusOr<std::string>& message) {
  if (!message.ok()) return FailCall(call, message.status());
  const CallTools tools = {codec_, workers_};
  if (call.type.streaming) {
    StartStreamCall(std::move(call), tools, *method.stub, *message);
  } else {
    StartUnaryCall(std::move(call), tools, *method.stub, *message);
  }
}

}  // namespace duikou
