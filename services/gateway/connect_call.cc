#include "services/gateway/connect_call.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/strip.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/empty.pb.h"
#include "google/protobuf/unknown_field_set.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/client_callback.h"
#include "grpcpp/support/slice.h"
#include "services/gateway/call_metadata.h"
#include "services/gateway/gzip.h"

namespace duikou {
namespace {

using GrpcMetadata = std::multimap<grpc::string_ref, grpc::string_ref>;

constexpr size_t kLeastGzip = 1 << 10;  // below it gzip makes things larger
// Of google.rpc.Status, which travels beside gRPC's own status.
constexpr int kStatusDetails = 3;

CallMetadata FromGrpc(const GrpcMetadata& metadata) {
  CallMetadata out;
  for (const auto& [key, value] : metadata) {
    out.emplace_back(std::string(key.data(), key.size()),
                     std::string(value.data(), value.size()));
  }
  return out;
}

grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string FromBuffer(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Valid() || !buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

// The details are read without the message's code, which no package has.
std::vector<ConnectErrorDetail> DetailsOf(const std::string& status) {
  std::vector<ConnectErrorDetail> details;
  google::protobuf::Empty fields;
  if (!fields.ParseFromString(status)) return details;
  const auto& unknown = fields.GetReflection()->GetUnknownFields(fields);
  for (int i = 0; i < unknown.field_count(); ++i) {
    const google::protobuf::UnknownField& field = unknown.field(i);
    google::protobuf::Any any;
    if (field.number() != kStatusDetails ||
        field.type() != google::protobuf::UnknownField::TYPE_LENGTH_DELIMITED ||
        !any.ParseFromString(field.length_delimited())) {
      continue;
    }
    const std::string& url = any.type_url();
    details.push_back({url.substr(url.rfind('/') + 1), any.value()});
  }
  return details;
}

ConnectError ErrorOf(const grpc::Status& status) {
  return {.code = static_cast<absl::StatusCode>(status.error_code()),
          .message = status.error_message(),
          .details = DetailsOf(status.error_details())};
}

ConnectError ErrorOf(const absl::Status& status) {
  return {.code = status.code(), .message = std::string(status.message())};
}

void Compress(HttpResponse& response, bool gzip) {
  response.headers.push_back({"Vary", "Accept-Encoding"});
  if (!gzip || response.body->size() < kLeastGzip) return;
  response.body = std::make_shared<const std::string>(
      Gzip(*response.body, GzipLevel::kFast));
  response.headers.push_back({"Content-Encoding", "gzip"});
}

// The head of every answer.
HttpResponse StartResponse(const ConnectCall& call, int status,
                           ConnectContentType type, const CallMetadata& leading,
                           const CallMetadata& trailing) {
  HttpResponse response = {.status = status};
  response.headers = {{"Content-Type", std::string(ContentTypeText(type))},
                      {"Cache-Control", "no-store"}};
  AddMetadataHeaders(leading, "", response.headers);
  AddSessionCookie(leading, trailing, call.tls, response.headers);
  return response;
}

HttpResponse UnaryResponse(const ConnectCall& call,
                           const std::optional<ConnectError>& error,
                           std::string body, const CallMetadata& leading,
                           const CallMetadata& trailing) {
  const int status = error ? HttpStatusOf(error->code) : 200;
  const ConnectContentType type =
      error ? ConnectContentType{.json = true} : call.type;
  HttpResponse response = StartResponse(call, status, type, leading, trailing);
  AddMetadataHeaders(trailing, "trailer-", response.headers);
  response.body = std::make_shared<const std::string>(error ? ErrorJson(*error)
                                                            : std::move(body));
  Compress(response, call.gzip_answer);
  return response;
}

HttpResponse StreamHead(const ConnectCall& call, const CallMetadata& leading) {
  HttpResponse head = StartResponse(call, 200, call.type, leading, {});
  if (call.gzip_answer) {
    head.headers.push_back({"Connect-Content-Encoding", "gzip"});
  }
  head.headers.push_back({"Connect-Accept-Encoding", "gzip"});
  return head;
}

// What both kinds of call share: the context, and the way back.
class UpstreamCall : public std::enable_shared_from_this<UpstreamCall> {
 protected:
  UpstreamCall(ConnectCall call, const CallTools& tools,
               const std::string& message)
      : asked_(std::move(call)), tools_(tools), request_(ToBuffer(message)) {
    for (const auto& [key, value] : asked_.metadata) {
      context_.AddMetadata(key, value);
    }
    context_.set_deadline(absl::ToChronoTime(asked_.deadline));
  }
  virtual ~UpstreamCall() = default;

  // Keeps the call until Release(), and cancels it when the client goes.
  void Keep() {
    self_ = shared_from_this();
    asked_.exchange->OnGone([weak = weak_from_this()] {
      if (const auto call = weak.lock()) call->context_.TryCancel();
    });
  }
  // May be the end of this object.
  void Release() { const auto self = std::move(self_); }

  // Does `work` at once where it is quick, else where it may take its time.
  void Do(size_t bytes, const std::function<void()>& work) {
    const bool translates = asked_.type.json || asked_.gzip_answer;
    if (translates && bytes > kQuickBytes &&
        tools_.workers.Run([self = shared_from_this(), work] { work(); })) {
      return;
    }
    work();
  }

  absl::StatusOr<std::string> Translate(const grpc::ByteBuffer& answer) const {
    std::string bytes = FromBuffer(answer);
    if (!asked_.type.json) return bytes;
    return tools_.codec.ToJson(*asked_.method->output_type(), bytes);
  }

  const ConnectCall asked_;  // with the exchange: the last to go
  const CallTools tools_;
  const grpc::ByteBuffer request_;
  grpc::ClientContext context_;

 private:
  std::shared_ptr<UpstreamCall> self_;
};

class UnaryCall final : public UpstreamCall, public grpc::ClientUnaryReactor {
 public:
  UnaryCall(ConnectCall call, const CallTools& tools,
            const std::string& message)
      : UpstreamCall(std::move(call), tools, message) {}

  void Start(grpc::GenericStub& stub) {
    stub.PrepareUnaryCall(&context_, asked_.path, {}, &request_, &answer_,
                          this);
    Keep();
    StartCall();
  }

  void OnDone(const grpc::Status& status) override {
    status_ = status;
    Do(answer_.Valid() ? answer_.Length() : 0, [this] {
      Answer();
      Release();
    });
  }

 private:
  void Answer() {
    std::optional<ConnectError> error;
    std::string body;
    if (!status_.ok()) {
      error = ErrorOf(status_);
    } else if (auto translated = Translate(answer_); translated.ok()) {
      body = *std::move(translated);
    } else {
      error = ErrorOf(translated.status());
    }
    asked_.exchange->Respond(
        UnaryResponse(asked_, error, std::move(body),
                      FromGrpc(context_.GetServerInitialMetadata()),
                      FromGrpc(context_.GetServerTrailingMetadata())));
  }

  grpc::ByteBuffer answer_;
  grpc::Status status_;
};

class StreamCall final
    : public UpstreamCall,
      public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  StreamCall(ConnectCall call, const CallTools& tools,
             const std::string& message)
      : UpstreamCall(std::move(call), tools, message) {}

  void Start(grpc::GenericStub& stub) {
    stub.PrepareBidiStreamingCall(&context_, asked_.path, {}, this);
    AddHold();  // reads are started when the client has taken what was read
    Keep();
    StartWriteLast(&request_, grpc::WriteOptions());
    StartRead(&answer_);
    StartCall();
  }

  void OnReadDone(bool ok) override {
    if (!ok) return RemoveHold();
    Do(answer_.Length(), [this] { WriteAnswer(); });
  }

  void OnDone(const grpc::Status& status) override {
    EnsureHead();
    std::optional<ConnectError> error = error_;
    if (!error && !status.ok()) error = ErrorOf(status);
    const CallMetadata trailing =
        ClientMetadata(FromGrpc(context_.GetServerTrailingMetadata()));
    asked_.exchange->Write(Envelope(kEndStream, EndStreamJson(error, trailing)),
                           [](bool) {});
    asked_.exchange->EndStream();
    Release();
  }

 private:
  void EnsureHead() {
    if (std::exchange(started_, true)) return;
    asked_.exchange->StartStream(
        StreamHead(asked_, FromGrpc(context_.GetServerInitialMetadata())));
  }

  void WriteAnswer() {
    EnsureHead();
    absl::StatusOr<std::string> payload = Translate(answer_);
    if (!payload.ok()) {
      error_ = ErrorOf(payload.status());
      context_.TryCancel();
      return RemoveHold();
    }
    uint8_t flags = 0;
    if (asked_.gzip_answer && payload->size() >= kLeastGzip) {
      *payload = Gzip(*payload, GzipLevel::kFast);
      flags = kCompressed;
    }
    asked_.exchange->Write(Envelope(flags, *payload),
                           [this, self = shared_from_this()](bool written) {
                             if (written) return StartRead(&answer_);
                             context_.TryCancel();
                             RemoveHold();
                           });
  }

  grpc::ByteBuffer answer_;
  bool started_ = false;
  std::optional<ConnectError> error_;
};

}  // namespace

void FailCall(const ConnectCall& call, const absl::Status& status) {
  const ConnectError error = ErrorOf(status);
  if (!call.type.streaming) {
    return call.exchange->Respond(UnaryResponse(call, error, "", {}, {}));
  }
  HttpResponse response = StreamHead(call, {});
  response.body = std::make_shared<const std::string>(
      Envelope(kEndStream, EndStreamJson(error, {})));
  call.exchange->Respond(std::move(response));
}

void StartUnaryCall(ConnectCall call, const CallTools& tools,
                    grpc::GenericStub& stub, const std::string& message) {
  std::make_shared<UnaryCall>(std::move(call), tools, message)->Start(stub);
}

void StartStreamCall(ConnectCall call, const CallTools& tools,
                     grpc::GenericStub& stub, const std::string& message) {
  std::make_shared<StreamCall>(std::move(call), tools, message)->Start(stub);
}

}  // namespace duikou
