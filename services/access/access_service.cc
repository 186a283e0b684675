#include "services/access/access_service.h"

#include <string>

#include "google/protobuf/empty.pb.h"
#include "matcher/base/status_macros.h"
#include "services/rpc/serve.h"

namespace duikou {
namespace {

// people/li of people/li/sessions/…
absl::string_view PersonOf(absl::string_view name) {
  return name.substr(0, name.find('/', name.find('/') + 1));
}

}  // namespace

AccessServiceImpl::AccessServiceImpl(const HostContext& host,
                                     AuditMethods& audit)
    : runtime_(host.rpc, kName),
      ids_(host.ids),
      records_(host.store, host.rpc.access()),
      throttle_(host.clock),
      sessions_(records_, host.clock, throttle_, hasher_, host.access.sample),
      tokens_(records_, host.clock),
      first_run_(records_, sessions_, host.clock, throttle_,
                 host.access.sample),
      people_(host, records_),
      audit_(audit) {}

absl::StatusOr<std::string> AccessServiceImpl::MakeSetupCode() {
  CallContext call({.method = "duikou-server"}, ids_);
  return first_run_.MakeCode(call);
}

template <typename Work>
std::invoke_result_t<Work> AccessServiceImpl::LookingAfter(
    CallContext& call, absl::string_view person, Work work) {
  RETURN_IF_ERROR(people_.CheckLooksAfter(call, person));
  return work();
}

grpc::Status AccessServiceImpl::GetSetup(
    grpc::ServerContext* context, const access::v1::GetSetupRequest* request,
    access::v1::Setup* response) {
  return Serve(runtime_, context, "GetSetup", *request, response,
               [this](CallContext& call, const access::v1::GetSetupRequest& r) {
                 return first_run_.GetSetup(call, r);
               });
}

grpc::Status AccessServiceImpl::SetUp(grpc::ServerContext* context,
                                      const access::v1::SetUpRequest* request,
                                      access::v1::SignInResponse* response) {
  return Serve(runtime_, context, "SetUp", *request, response,
               [this](CallContext& call, const access::v1::SetUpRequest& r) {
                 return first_run_.SetUp(call, r);
               });
}

grpc::Status AccessServiceImpl::SignIn(grpc::ServerContext* context,
                                       const access::v1::SignInRequest* request,
                                       access::v1::SignInResponse* response) {
  return Serve(runtime_, context, "SignIn", *request, response,
               [this](CallContext& call, const access::v1::SignInRequest& r) {
                 return sessions_.SignIn(call, r);
               });
}

grpc::Status AccessServiceImpl::RedeemLink(
    grpc::ServerContext* context, const access::v1::RedeemLinkRequest* request,
    access::v1::SignInResponse* response) {
  return Serve(
      runtime_, context, "RedeemLink", *request, response,
      [this](CallContext& call, const access::v1::RedeemLinkRequest& r) {
        return sessions_.RedeemLink(call, r);
      });
}

grpc::Status AccessServiceImpl::SignOut(
    grpc::ServerContext* context, const access::v1::SignOutRequest* request,
    google::protobuf::Empty* response) {
  return Serve(runtime_, context, "SignOut", *request, response,
               [this](CallContext& call, const access::v1::SignOutRequest& r) {
                 return sessions_.SignOut(call, r);
               });
}

grpc::Status AccessServiceImpl::RefreshSession(
    grpc::ServerContext* context,
    const access::v1::RefreshSessionRequest* request,
    access::v1::Session* response) {
  return Serve(
      runtime_, context, "RefreshSession", *request, response,
      [this](CallContext& call, const access::v1::RefreshSessionRequest& r) {
        return sessions_.Refresh(call, r);
      });
}

grpc::Status AccessServiceImpl::GetMe(grpc::ServerContext* context,
                                      const access::v1::GetMeRequest* request,
                                      access::v1::Person* response) {
  return Serve(runtime_, context, "GetMe", *request, response,
               [this](CallContext& call, const access::v1::GetMeRequest& r) {
                 return people_.GetMe(call, r);
               });
}

grpc::Status AccessServiceImpl::ChangePassword(
    grpc::ServerContext* context,
    const access::v1::ChangePasswordRequest* request,
    google::protobuf::Empty* response) {
  return Serve(
      runtime_, context, "ChangePassword", *request, response,
      [this](CallContext& call, const access::v1::ChangePasswordRequest& r) {
        return sessions_.ChangePassword(call, r);
      });
}

grpc::Status AccessServiceImpl::GetPerson(
    grpc::ServerContext* context, const access::v1::GetPersonRequest* request,
    access::v1::Person* response) {
  return Serve(
      runtime_, context, "GetPerson", *request, response,
      [this](CallContext& call, const access::v1::GetPersonRequest& r) {
        return people_.Get(call, r);
      });
}

grpc::Status AccessServiceImpl::ListPeople(
    grpc::ServerContext* context, const access::v1::ListPeopleRequest* request,
    access::v1::ListPeopleResponse* response) {
  return Serve(
      runtime_, context, "ListPeople", *request, response,
      [this](CallContext& call, const access::v1::ListPeopleRequest& r) {
        return people_.List(call, r);
      });
}

grpc::Status AccessServiceImpl::CreatePerson(
    grpc::ServerContext* context,
    const access::v1::CreatePersonRequest* request,
    access::v1::Person* response) {
  return Serve(
      runtime_, context, "CreatePerson", *request, response,
      [this](CallContext& call, const access::v1::CreatePersonRequest& r) {
        return people_.Create(call, r);
      });
}

grpc::Status AccessServiceImpl::UpdatePerson(
    grpc::ServerContext* context,
    const access::v1::UpdatePersonRequest* request,
    access::v1::Person* response) {
  return Serve(
      runtime_, context, "UpdatePerson", *request, response,
      [this](CallContext& call, const access::v1::UpdatePersonRequest& r) {
        return people_.Update(call, r);
      });
}

grpc::Status AccessServiceImpl::DeletePerson(
    grpc::ServerContext* context,
    const access::v1::DeletePersonRequest* request,
    google::protobuf::Empty* response) {
  return Serve(
      runtime_, context, "DeletePerson", *request, response,
      [this](CallContext& call, const access::v1::DeletePersonRequest& r) {
        return people_.Delete(call, r);
      });
}

grpc::Status AccessServiceImpl::CreateLink(
    grpc::ServerContext* context, const access::v1::CreateLinkRequest* request,
    access::v1::Link* response) {
  return Serve(
      runtime_, context, "CreateLink", *request, response,
      [this](CallContext& call, const access::v1::CreateLinkRequest& r) {
        return LookingAfter(call, r.person(),
                            [&] { return sessions_.CreateLink(call, r); });
      });
}

grpc::Status AccessServiceImpl::ListSessions(
    grpc::ServerContext* context,
    const access::v1::ListSessionsRequest* request,
    access::v1::ListSessionsResponse* response) {
  return Serve(
      runtime_, context, "ListSessions", *request, response,
      [this](CallContext& call, const access::v1::ListSessionsRequest& r) {
        return LookingAfter(call, r.parent(),
                            [&] { return sessions_.List(call, r); });
      });
}

grpc::Status AccessServiceImpl::DeleteSession(
    grpc::ServerContext* context,
    const access::v1::DeleteSessionRequest* request,
    google::protobuf::Empty* response) {
  return Serve(
      runtime_, context, "DeleteSession", *request, response,
      [this](CallContext& call, const access::v1::DeleteSessionRequest& r) {
        return LookingAfter(call, PersonOf(r.name()),
                            [&] { return sessions_.Delete(call, r); });
      });
}

grpc::Status AccessServiceImpl::ListTokens(
    grpc::ServerContext* context, const access::v1::ListTokensRequest* request,
    access::v1::ListTokensResponse* response) {
  return Serve(
      runtime_, context, "ListTokens", *request, response,
      [this](CallContext& call, const access::v1::ListTokensRequest& r) {
        return LookingAfter(call, r.parent(),
                            [&] { return tokens_.List(call, r); });
      });
}

grpc::Status AccessServiceImpl::CreateToken(
    grpc::ServerContext* context, const access::v1::CreateTokenRequest* request,
    access::v1::Token* response) {
  return Serve(
      runtime_, context, "CreateToken", *request, response,
      [this](CallContext& call, const access::v1::CreateTokenRequest& r) {
        return LookingAfter(call, r.parent(),
                            [&] { return tokens_.Create(call, r); });
      });
}

grpc::Status AccessServiceImpl::DeleteToken(
    grpc::ServerContext* context, const access::v1::DeleteTokenRequest* request,
    google::protobuf::Empty* response) {
  return Serve(
      runtime_, context, "DeleteToken", *request, response,
      [this](CallContext& call, const access::v1::DeleteTokenRequest& r) {
        return LookingAfter(call, PersonOf(r.name()),
                            [&] { return tokens_.Delete(call, r); });
      });
}

grpc::Status AccessServiceImpl::ListAuditEntries(
    grpc::ServerContext* context,
    const access::v1::ListAuditEntriesRequest* request,
    access::v1::ListAuditEntriesResponse* response) {
  return Serve(
      runtime_, context, "ListAuditEntries", *request, response,
      [this](CallContext& call, const access::v1::ListAuditEntriesRequest& r) {
        return audit_.List(call, r);
      });
}

grpc::Status AccessServiceImpl::ExportAuditEntries(
    grpc::ServerContext* context,
    const access::v1::ExportAuditEntriesRequest* request,
    grpc::ServerWriter<access::v1::ExportAuditEntriesResponse>* writer) {
  using Piece = access::v1::ExportAuditEntriesResponse;
  return ServeStream(
      runtime_, context, "ExportAuditEntries", *request, writer,
      [this](CallContext& call, const access::v1::ExportAuditEntriesRequest& r,
             StreamWriter<Piece>& stream) {
        return audit_.Export(call, r, [&stream](const Piece& piece) {
          return stream.Write(piece);
        });
      });
}

grpc::Status AccessServiceImpl::VerifyAudit(
    grpc::ServerContext* context, const access::v1::VerifyAuditRequest* request,
    access::v1::VerifyAuditResponse* response) {
  return Serve(
      runtime_, context, "VerifyAudit", *request, response,
      [this](CallContext& call, const access::v1::VerifyAuditRequest& r) {
        return audit_.Verify(call, r);
      });
}

grpc::Status AccessServiceImpl::GetAuditCheckpoint(
    grpc::ServerContext* context,
    const access::v1::GetAuditCheckpointRequest* request,
    access::v1::AuditCheckpoint* response) {
  return Serve(runtime_, context, "GetAuditCheckpoint", *request, response,
               [this](CallContext& call,
                      const access::v1::GetAuditCheckpointRequest& r) {
                 return audit_.GetCheckpoint(call, r);
               });
}

}  // namespace duikou
