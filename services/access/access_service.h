// AccessServiceImpl: the role that keeps people, how they sign in, and the
// trail of what was done. What each method promises is in access_service.proto.
//
//   auto service = std::make_unique<AccessServiceImpl>(host, audit);
#ifndef DUIKOU_SERVICES_ACCESS_ACCESS_SERVICE_H_
#define DUIKOU_SERVICES_ACCESS_ACCESS_SERVICE_H_

#include "duikou/access/v1/access_service.grpc.pb.h"
#include "duikou/access/v1/access_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "grpcpp/support/sync_stream.h"
#include "services/access/access_records.h"
#include "services/access/attempt_throttle.h"
#include "services/access/audit_methods.h"
#include "services/access/first_run.h"
#include "services/access/password.h"
#include "services/access/people.h"
#include "services/access/sessions.h"
#include "services/access/tokens.h"
#include "services/rpc/host.h"
#include "services/rpc/rpc_runtime.h"

namespace duikou {

// Thread-safe.
class AccessServiceImpl final : public access::v1::AccessService::Service {
 public:
  static constexpr char kName[] = "duikou.access.v1.AccessService";

  // What the host gives outlives the service, and so does `audit`.
  AccessServiceImpl(const HostContext& host, AuditMethods& audit);

  // For who runs the server to read: see FirstRun::MakeCode().
  absl::StatusOr<std::string> MakeSetupCode();

  grpc::Status GetSetup(grpc::ServerContext* context,
                        const access::v1::GetSetupRequest* request,
                        access::v1::Setup* response) override;
  grpc::Status SetUp(grpc::ServerContext* context,
                     const access::v1::SetUpRequest* request,
                     access::v1::SignInResponse* response) override;
  grpc::Status SignIn(grpc::ServerContext* context,
                      const access::v1::SignInRequest* request,
                      access::v1::SignInResponse* response) override;
  grpc::Status RedeemLink(grpc::ServerContext* context,
                          const access::v1::RedeemLinkRequest* request,
                          access::v1::SignInResponse* response) override;
  grpc::Status SignOut(grpc::ServerContext* context,
                       const access::v1::SignOutRequest* request,
                       google::protobuf::Empty* response) override;
  grpc::Status RefreshSession(grpc::ServerContext* context,
                              const access::v1::RefreshSessionRequest* request,
                              access::v1::Session* response) override;
  grpc::Status GetMe(grpc::ServerContext* context,
                     const access::v1::GetMeRequest* request,
                     access::v1::Person* response) override;
  grpc::Status ChangePassword(grpc::ServerContext* context,
                              const access::v1::ChangePasswordRequest* request,
                              google::protobuf::Empty* response) override;
  grpc::Status GetPerson(grpc::ServerContext* context,
                         const access::v1::GetPersonRequest* request,
                         access::v1::Person* response) override;
  grpc::Status ListPeople(grpc::ServerContext* context,
                          const access::v1::ListPeopleRequest* request,
                          access::v1::ListPeopleResponse* response) override;
  grpc::Status CreatePerson(grpc::ServerContext* context,
                            const access::v1::CreatePersonRequest* request,
                            access::v1::Person* response) override;
  grpc::Status UpdatePerson(grpc::ServerContext* context,
                            const access::v1::UpdatePersonRequest* request,
                            access::v1::Person* response) override;
  grpc::Status DeletePerson(grpc::ServerContext* context,
                            const access::v1::DeletePersonRequest* request,
                            google::protobuf::Empty* response) override;
  grpc::Status CreateLink(grpc::ServerContext* context,
                          const access::v1::CreateLinkRequest* request,
                          access::v1::Link* response) override;
  grpc::Status ListSessions(
      grpc::ServerContext* context,
      const access::v1::ListSessionsRequest* request,
      access::v1::ListSessionsResponse* response) override;
  grpc::Status DeleteSession(grpc::ServerContext* context,
                             const access::v1::DeleteSessionRequest* request,
                             google::protobuf::Empty* response) override;
  grpc::Status ListTokens(grpc::ServerContext* context,
                          const access::v1::ListTokensRequest* request,
                          access::v1::ListTokensResponse* response) override;
  grpc::Status CreateToken(grpc::ServerContext* context,
                           const access::v1::CreateTokenRequest* request,
                           access::v1::Token* response) override;
  grpc::Status DeleteToken(grpc::ServerContext* context,
                           const access::v1::DeleteTokenRequest* request,
                           google::protobuf::Empty* response) override;
  grpc::Status ListAuditEntries(
      grpc::ServerContext* context,
      const access::v1::ListAuditEntriesRequest* request,
      access::v1::ListAuditEntriesResponse* response) override;
  grpc::Status ExportAuditEntries(
      grpc::ServerContext* context,
      const access::v1::ExportAuditEntriesRequest* request,
      grpc::ServerWriter<access::v1::ExportAuditEntriesResponse>* writer)
      override;
  grpc::Status VerifyAudit(grpc::ServerContext* context,
                           const access::v1::VerifyAuditRequest* request,
                           access::v1::VerifyAuditResponse* response) override;
  grpc::Status GetAuditCheckpoint(
      grpc::ServerContext* context,
      const access::v1::GetAuditCheckpointRequest* request,
      access::v1::AuditCheckpoint* response) override;

 private:
  // What `work` answers, where the caller is the person or looks after it.
  template <typename Work>
  std::invoke_result_t<Work> LookingAfter(CallContext& call,
                                          absl::string_view person, Work work);

  const ServiceRuntime runtime_;
  IdGenerator& ids_;
  AccessRecords records_;
  AttemptThrottle throttle_;
  PasswordHasher hasher_;
  Sessions sessions_;
  Tokens tokens_;
  FirstRun first_run_;
  People people_;
  AuditMethods& audit_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_ACCESS_SERVICE_H_
