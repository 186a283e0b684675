#include "clients/lib/client.h"

#include <google/protobuf/wrappers.pb.h>
#include <grpcpp/impl/codegen/client_unary_call.h>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include "absl/random/random.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "clients/lib/call_status.h"

namespace duikou::client {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageLite;

constexpr char kMinRevision[] = "duikou-min-revision";
constexpr char kRevision[] = "duikou-revision";
// The partition of what belongs to no programme, such as their list.
constexpr char kNoProgramme[] = "-";

std::string NewRequestId() {
  absl::BitGen random;
  return absl::StrCat(
      absl::Hex(absl::Uniform<uint64_t>(random), absl::kZeroPad16),
      absl::Hex(absl::Uniform<uint64_t>(random), absl::kZeroPad16));
}

// Empty where it cannot be read: gRPC then says that it cannot connect.
std::string FileText(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::shared_ptr<grpc::ChannelCredentials> Credentials(
    const Client::Options& options) {
  if (options.tls_ca.empty()) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions ssl;
  ssl.pem_root_certs = FileText(options.tls_ca);
  if (!options.tls_cert.empty()) {
    ssl.pem_cert_chain = FileText(options.tls_cert);
    ssl.pem_private_key = FileText(options.tls_key);
  }
  return grpc::SslCredentials(ssl);
}

void FillRequestId(Message& request) {
  const FieldDescriptor* field =
      request.GetDescriptor()->FindFieldByName("request_id");
  if (field == nullptr ||
      field->cpp_type() != FieldDescriptor::CPPTYPE_STRING ||
      !request.GetReflection()->GetString(request, field).empty()) {
    return;
  }
  request.GetReflection()->SetString(&request, field, NewRequestId());
}

// A run of a saved search that marks its results as seen tells once what is
// new: a repetition would hide it.
bool MayRepeat(const Message& request) {
  const FieldDescriptor* field =
      request.GetDescriptor()->FindFieldByName("mark_seen");
  return field == nullptr || !request.GetReflection()->GetBool(request, field);
}

std::string ProgrammeIn(absl::string_view name) {
  if (!absl::ConsumePrefix(&name, "programmes/")) return "";
  return std::string(name.substr(0, name.find('/')));
}

// Notes the entries `programme=revision` of response metadata.
void NoteEntries(const std::multimap<grpc::string_ref, grpc::string_ref>& all,
                 ClientState& state) {
  const auto [first, last] = all.equal_range(kRevision);
  for (auto it = first; it != last; ++it) {
    const absl::string_view text(it->second.data(), it->second.size());
    for (const absl::string_view entry : absl::StrSplit(text, ',')) {
      const std::pair<absl::string_view, absl::string_view> pair =
          absl::StrSplit(absl::StripAsciiWhitespace(entry), '=');
      int64_t revision = 0;
      if (!pair.first.empty() && absl::SimpleAtoi(pair.second, &revision)) {
        state.NoteRevision(pair.first, revision, absl::Now());
      }
    }
  }
}

}  // namespace

std::string ProgrammeOf(const Message& request) {
  const auto* reflection = request.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(request, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->is_repeated()) continue;
    std::string programme;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      programme = ProgrammeIn(reflection->GetString(request, field));
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      // An update carries its resource, whose own name comes first.
      const Message& inner = reflection->GetMessage(request, field);
      const FieldDescriptor* name =
          inner.GetDescriptor()->FindFieldByName("name");
      if (name != nullptr &&
          name->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        programme = ProgrammeIn(inner.GetReflection()->GetString(inner, name));
      }
    }
    if (!programme.empty()) return programme;
  }
  return "";
}

Client::Client(Options options, ClientState& state)
    : options_(std::move(options)), state_(state) {}

Client::~Client() = default;

std::shared_ptr<grpc::Channel> Client::ChannelTo(const std::string& target) {
  std::shared_ptr<grpc::Channel>& channel = channels_[target];
  if (channel == nullptr) {
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(64 << 20);
    // Or else a second try within a second would find the first one's failure.
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 20);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 500);
    channel =
        grpc::CreateCustomChannel(target, Credentials(options_), arguments);
  }
  return channel;
}

Client::AccessStub& Client::GetStub(AccessStub*) {
  absl::MutexLock lock(&mutex_);
  if (access_ == nullptr) {
    access_ = access::v1::AccessService::NewStub(
        ChannelTo(options_.endpoints.access));
  }
  return *access_;
}

Client::AssignmentStub& Client::GetStub(AssignmentStub*) {
  absl::MutexLock lock(&mutex_);
  if (assignment_ == nullptr) {
    assignment_ = assignment::v1::AssignmentService::NewStub(
        ChannelTo(options_.endpoints.assignment));
  }
  return *assignment_;
}

Client::CompetitionStub& Client::GetStub(CompetitionStub*) {
  absl::MutexLock lock(&mutex_);
  if (competition_ == nullptr) {
    competition_ = assignment::v1::CompetitionService::NewStub(
        ChannelTo(options_.endpoints.assignment));
  }
  return *competition_;
}

Client::CatalogueStub& Client::GetStub(CatalogueStub*) {
  absl::MutexLock lock(&mutex_);
  if (catalogue_ == nullptr) {
    catalogue_ = catalogue::v1::CatalogueService::NewStub(
        ChannelTo(options_.endpoints.catalogue));
  }
  return *catalogue_;
}

Client::FairStub& Client::GetStub(FairStub*) {
  absl::MutexLock lock(&mutex_);
  if (fairs_ == nullptr) {
    fairs_ = fair::v1::FairService::NewStub(ChannelTo(options_.endpoints.fair));
  }
  return *fairs_;
}

Client::TimetableStub& Client::GetStub(TimetableStub*) {
  absl::MutexLock lock(&mutex_);
  if (timetables_ == nullptr) {
    timetables_ =
        fair::v1::TimetableService::NewStub(ChannelTo(options_.endpoints.fair));
  }
  return *timetables_;
}

Client::MatchingStub& Client::GetStub(MatchingStub*) {
  absl::MutexLock lock(&mutex_);
  if (matching_ == nullptr) {
    matching_ = matching::v1::MatchingService::NewStub(
        ChannelTo(options_.endpoints.matching));
  }
  return *matching_;
}

Client::ProfilesStub& Client::GetStub(ProfilesStub*) {
  absl::MutexLock lock(&mutex_);
  if (profiles_ == nullptr) {
    profiles_ = profiles::v1::ProfilesService::NewStub(
        ChannelTo(options_.endpoints.profiles));
  }
  return *profiles_;
}

Client::ProgressStub& Client::GetStub(ProgressStub*) {
  absl::MutexLock lock(&mutex_);
  if (progress_ == nullptr) {
    progress_ = progress::v1::ProgressService::NewStub(
        ChannelTo(options_.endpoints.progress));
  }
  return *progress_;
}

Client::ReportStub& Client::GetStub(ReportStub*) {
  absl::MutexLock lock(&mutex_);
  if (reports_ == nullptr) {
    reports_ = progress::v1::ReportService::NewStub(
        ChannelTo(options_.endpoints.progress));
  }
  return *reports_;
}

Client::SettlementStub& Client::GetStub(SettlementStub*) {
  absl::MutexLock lock(&mutex_);
  if (settlements_ == nullptr) {
    settlements_ = progress::v1::SettlementService::NewStub(
        ChannelTo(options_.endpoints.progress));
  }
  return *settlements_;
}

absl::Status Client::CallMethod(
    const google::protobuf::MethodDescriptor& method, Message& request,
    Message& response) {
  std::shared_ptr<grpc::Channel> channel;
  {
    absl::MutexLock lock(&mutex_);
    channel =
        ChannelTo(options_.endpoints.Target(method.service()->full_name()));
  }
  const std::string path =
      absl::StrCat("/", method.service()->full_name(), "/", method.name());
  // What generated stubs do, without knowing the messages' types.
  const grpc::internal::RpcMethod rpc(
      path.c_str(), grpc::internal::RpcMethod::NORMAL_RPC, channel);
  return Run(request, options_.deadline, [&](grpc::ClientContext& context) {
    return grpc::internal::BlockingUnaryCall<MessageLite, MessageLite,
                                             MessageLite, MessageLite>(
        channel.get(), rpc, &context, request, &response);
  });
}

absl::Status Client::CheckHealth(absl::string_view service) {
  std::shared_ptr<grpc::Channel> channel;
  {
    absl::MutexLock lock(&mutex_);
    channel = ChannelTo(options_.endpoints.Target(service));
  }
  // grpc.health.v1.HealthCheckRequest{string service = 1} and its response
  // {enum status = 1} have these messages' wire formats.
  google::protobuf::StringValue request;
  request.set_value(std::string(service));
  google::protobuf::Int32Value response;
  const grpc::internal::RpcMethod rpc("/grpc.health.v1.Health/Check",
                                      grpc::internal::RpcMethod::NORMAL_RPC,
                                      channel);
  const absl::Status status =
      Run(request, options_.deadline, [&](grpc::ClientContext& context) {
        return grpc::internal::BlockingUnaryCall<MessageLite, MessageLite,
                                                 MessageLite, MessageLite>(
            channel.get(), rpc, &context, request, &response);
      });
  constexpr int kServing = 1;
  if (status.ok() && response.value() != kServing) {
    return absl::UnavailableError("it answers, but is not serving");
  }
  return status;
}

void Client::SendRevisions(const std::string& programme,
                           grpc::ClientContext& context) {
  std::string entries;
  for (const std::string& key : {programme, std::string(kNoProgramme)}) {
    if (key.empty()) continue;
    if (const auto least = state_.LeastRevision(key, absl::Now())) {
      absl::StrAppend(&entries, entries.empty() ? "" : ",", key, "=", *least);
    }
  }
  if (!entries.empty()) context.AddMetadata(kMinRevision, entries);
}

void Client::NoteRevisions(const grpc::ClientContext& context) {
  NoteEntries(context.GetServerInitialMetadata(), state_);
  NoteEntries(context.GetServerTrailingMetadata(), state_);
}

absl::Status Client::Run(
    Message& request, absl::Duration deadline,
    absl::FunctionRef<grpc::Status(grpc::ClientContext&)> call,
    absl::FunctionRef<bool()> may_repeat) {
  FillRequestId(request);
  const std::string programme = ProgrammeOf(request);
  const absl::Time end = absl::Now() + deadline;
  absl::Duration backoff = options_.first_backoff;
  for (int attempt = 1;; ++attempt) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(end));
    SendRevisions(programme, context);
    if (!options_.secret.empty()) {
      context.AddMetadata("authorization",
                          absl::StrCat("Bearer ", options_.secret));
    }
    const grpc::Status status = call(context);
    if (status.ok()) {
      NoteRevisions(context);
      return absl::OkStatus();
    }
    if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
      // It may have waited for a revision that a wiped server never reaches.
      state_.ForgetRevision(programme);
      state_.ForgetRevision(kNoProgramme);
    }
    if (status.error_code() != grpc::StatusCode::UNAVAILABLE ||
        attempt >= options_.attempts || !MayRepeat(request) || !may_repeat() ||
        absl::Now() + backoff >= end) {
      return StatusOf(status);
    }
    absl::SleepFor(backoff);
    backoff *= 2;
  }
}

}  // namespace duikou::client
