// Calls of duikou's services with what every call needs: a deadline, another
// try where the service cannot be reached, and reading one's own writes.
//
//   ClientState state;
//   Client client({.endpoints = *ParseEndpoints("127.0.0.1:7100")}, state);
//   GetProjectRequest request;
//   request.set_name("programmes/hubei/projects/p-001");
//   absl::StatusOr<Project> project = client.Call(
//       &CatalogueService::StubInterface::GetProject, request);
//
// Errors are the server's, with its code and text (in Chinese too, where it
// says so: call_status.h), and of the client itself: UNAVAILABLE where the
// service cannot be reached after all tries, DEADLINE_EXCEEDED where it does
// not answer in time.
#ifndef DUIKOU_CLIENTS_LIB_CLIENT_H_
#define DUIKOU_CLIENTS_LIB_CLIENT_H_

#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <string>
#include <type_traits>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "clients/lib/client_state.h"
#include "clients/lib/endpoints.h"
#include "duikou/access/v1/access_service.grpc.pb.h"
#include "duikou/assignment/v1/assignment_service.grpc.pb.h"
#include "duikou/assignment/v1/competition_service.grpc.pb.h"
#include "duikou/catalogue/v1/catalogue_service.grpc.pb.h"
#include "duikou/fair/v1/fair_service.grpc.pb.h"
#include "duikou/fair/v1/timetable_service.grpc.pb.h"
#include "duikou/matching/v1/matching_service.grpc.pb.h"
#include "duikou/profiles/v1/profiles_service.grpc.pb.h"
#include "duikou/progress/v1/progress_service.grpc.pb.h"
#include "duikou/progress/v1/report_service.grpc.pb.h"
#include "duikou/progress/v1/settlement_service.grpc.pb.h"

namespace duikou::client {

// Thread-safe. Channels are opened at the first call of a service.
class Client {
 public:
  struct Options {
    Endpoints endpoints;
    // PEM files: who signs the server's certificate (empty: no TLS), and a
    // certificate and key of one's own to show.
    std::string tls_ca;
    std::string tls_cert;
    std::string tls_key;
    // The secret of a session or token that says who calls; empty: nobody.
    std::string secret;
    // For a unary call with all its tries. Ten seconds: a person waits no
    // longer.
    absl::Duration deadline = absl::Seconds(10);
    // For a stream; an import of 32 MiB takes minutes on a slow disk.
    absl::Duration stream_deadline = absl::Minutes(10);
    // How often an unavailable service is called in all, at least 1.
    int attempts = 4;
    // The wait before the second try; doubled before each further one.
    absl::Duration first_backoff = absl::Milliseconds(50);
  };

  // `state` is borrowed and outlives the client.
  Client(Options options, ClientState& state);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  // Calls `method`. A `request_id` that is empty is filled in, so that another
  // try of a write gets the first one's answer.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      Request request) {
    Response response;
    Stub& stub = GetStub(static_cast<Stub*>(nullptr));
    absl::Status status =
        Run(request, options_.deadline, [&](grpc::ClientContext& context) {
          return (stub.*method)(&context, request, &response);
        });
    if (!status.ok()) return status;
    return response;
  }

  // Calls `method` and hands each message of its answer to `take`, whose error
  // ends the call and is returned. Another try is only made before the first
  // message.
  template <typename Stub, typename Request, typename Response>
  absl::Status Read(
      std::unique_ptr<grpc::ClientReaderInterface<Response>> (Stub::*method)(
          grpc::ClientContext*, const Request&),
      Request request,
      std::type_identity_t<absl::FunctionRef<absl::Status(const Response&)>>
          take) {
    Stub& stub = GetStub(static_cast<Stub*>(nullptr));
    absl::Status taken;
    bool any = false;
    absl::Status status = Run(
        request, options_.stream_deadline,
        [&](grpc::ClientContext& context) {
          auto reader = (stub.*method)(&context, request);
          Response response;
          while (taken.ok() && reader->Read(&response)) {
            any = true;
            taken = take(response);
          }
          if (!taken.ok()) context.TryCancel();
          return reader->Finish();
        },
        [&] { return !any; });
    return taken.ok() ? status : taken;
  }

  // Calls the unary method that `method` describes, for callers that work by
  // reflection. REQUIRES: `request` and `response` are of its types.
  absl::Status CallMethod(const google::protobuf::MethodDescriptor& method,
                          google::protobuf::Message& request,
                          google::protobuf::Message& response);

  // Asks the standard health service at `service`'s endpoint whether `service`
  // (a full name) is serving. UNAVAILABLE where it is not, or says that it
  // does not.
  absl::Status CheckHealth(absl::string_view service);

 private:
  using AccessStub = access::v1::AccessService::StubInterface;
  using AssignmentStub = assignment::v1::AssignmentService::StubInterface;
  using CompetitionStub = assignment::v1::CompetitionService::StubInterface;
  using CatalogueStub = catalogue::v1::CatalogueService::StubInterface;
  using FairStub = fair::v1::FairService::StubInterface;
  using TimetableStub = fair::v1::TimetableService::StubInterface;
  using MatchingStub = matching::v1::MatchingService::StubInterface;
  using ProfilesStub = profiles::v1::ProfilesService::StubInterface;
  using ProgressStub = progress::v1::ProgressService::StubInterface;
  using ReportStub = progress::v1::ReportService::StubInterface;
  using SettlementStub = progress::v1::SettlementService::StubInterface;

  AccessStub& GetStub(AccessStub*);
  AssignmentStub& GetStub(AssignmentStub*);
  CompetitionStub& GetStub(CompetitionStub*);
  CatalogueStub& GetStub(CatalogueStub*);
  FairStub& GetStub(FairStub*);
  TimetableStub& GetStub(TimetableStub*);
  MatchingStub& GetStub(MatchingStub*);
  ProfilesStub& GetStub(ProfilesStub*);
  ProgressStub& GetStub(ProgressStub*);
  ReportStub& GetStub(ReportStub*);
  SettlementStub& GetStub(SettlementStub*);
  std::shared_ptr<grpc::Channel> ChannelTo(const std::string& target)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  // Makes one call with its tries; `may_repeat` can forbid another one.
  absl::Status Run(
      google::protobuf::Message& request, absl::Duration deadline,
      absl::FunctionRef<grpc::Status(grpc::ClientContext&)> call,
      absl::FunctionRef<bool()> may_repeat = [] { return true; });
  void SendRevisions(const std::string& programme,
                     grpc::ClientContext& context);
  void NoteRevisions(const grpc::ClientContext& context);

  const Options options_;
  ClientState& state_;
  absl::Mutex mutex_;
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels_
      ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<AccessStub> access_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<AssignmentStub> assignment_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<CompetitionStub> competition_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<CatalogueStub> catalogue_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<FairStub> fairs_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<TimetableStub> timetables_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<MatchingStub> matching_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<ProfilesStub> profiles_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<ProgressStub> progress_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<ReportStub> reports_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<SettlementStub> settlements_ ABSL_GUARDED_BY(mutex_);
};

// The id of the programme that `request` is about, taken from its resource
// names; empty where it is about none.
std::string ProgrammeOf(const google::protobuf::Message& request);

}  // namespace duikou::client

#endif  // DUIKOU_CLIENTS_LIB_CLIENT_H_
