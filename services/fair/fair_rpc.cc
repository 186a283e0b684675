// FairService on the wire: each method is one call of its handler.
#include <memory>
#include <utility>

#include "duikou/fair/v1/fair_service.grpc.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/fair/rpc_services.h"
#include "services/rpc/serve.h"

namespace duikou {
namespace {

namespace pb = ::duikou::fair::v1;
using ::grpc::ServerContext;
using ::grpc::ServerWriter;
using ::grpc::Status;

class FairRpc final : public pb::FairService::Service {
 public:
  FairRpc(RpcRuntime& rpc, std::shared_ptr<FairParts> parts)
      : runtime_(rpc, pb::FairService::service_full_name()),
        parts_(std::move(parts)) {}

  Status GetFair(ServerContext* context, const pb::GetFairRequest* request,
                 pb::Fair* response) override {
    return Serve(runtime_, context, "GetFair", *request, response,
                 [this](CallContext& call, const pb::GetFairRequest& request) {
                   return parts_->fairs.fairs().Get(call, request);
                 });
  }
  Status ListFairs(ServerContext* context, const pb::ListFairsRequest* request,
                   pb::ListFairsResponse* response) override {
    return Serve(
        runtime_, context, "ListFairs", *request, response,
        [this](CallContext& call, const pb::ListFairsRequest& request) {
          return parts_->fairs.ListFairs(call, request);
        });
  }
  Status CreateFair(ServerContext* context,
                    const pb::CreateFairRequest* request,
                    pb::Fair* response) override {
    return Serve(
        runtime_, context, "CreateFair", *request, response,
        [this](CallContext& call, const pb::CreateFairRequest& request) {
          return parts_->fairs.fairs().Create(call, request);
        });
  }
  Status UpdateFair(ServerContext* context,
                    const pb::UpdateFairRequest* request,
                    pb::Fair* response) override {
    return Serve(
        runtime_, context, "UpdateFair", *request, response,
        [this](CallContext& call, const pb::UpdateFairRequest& request) {
          return parts_->fairs.UpdateFair(call, request);
        });
  }
  Status DeleteFair(ServerContext* context,
                    const pb::DeleteFairRequest* request,
                    google::protobuf::Empty* response) override {
    return Serve(
        runtime_, context, "DeleteFair", *request, response,
        [this](CallContext& call, const pb::DeleteFairRequest& request) {
          return parts_->fairs.fairs().Delete(call, request);
        });
  }
  Status OpenFair(ServerContext* context, const pb::OpenFairRequest* request,
                  pb::Fair* response) override {
    return Serve(runtime_, context, "OpenFair", *request, response,
                 [this](CallContext& call, const pb::OpenFairRequest& request) {
                   return parts_->fairs.OpenFair(call, request);
                 });
  }
  Status CloseFair(ServerContext* context, const pb::CloseFairRequest* request,
                   pb::Fair* response) override {
    return Serve(
        runtime_, context, "CloseFair", *request, response,
        [this](CallContext& call, const pb::CloseFairRequest& request) {
          return parts_->fairs.CloseFair(call, request);
        });
  }
  Status GetParticipant(ServerContext* context,
                        const pb::GetParticipantRequest* request,
                        pb::Participant* response) override {
    return Serve(
        runtime_, context, "GetParticipant", *request, response,
        [this](CallContext& call, const pb::GetParticipantRequest& request) {
          return parts_->fairs.participants().Get(call, request);
        });
  }
  Status ListParticipants(ServerContext* context,
                          const pb::ListParticipantsRequest* request,
                          pb::ListParticipantsResponse* response) override {
    return Serve(
        runtime_, context, "ListParticipants", *request, response,
        [this](CallContext& call, const pb::ListParticipantsRequest& request) {
          return parts_->fairs.ListParticipants(call, request);
        });
  }
  Status CreateParticipant(ServerContext* context,
                           const pb::CreateParticipantRequest* request,
                           pb::Participant* response) override {
    return Serve(
        runtime_, context, "CreateParticipant", *request, response,
        [this](CallContext& call, const pb::CreateParticipantRequest& request) {
          return parts_->fairs.participants().Create(call, request);
        });
  }
  Status UpdateParticipant(ServerContext* context,
                           const pb::UpdateParticipantRequest* request,
                           pb::Participant* response) override {
    return Serve(
        runtime_, context, "UpdateParticipant", *request, response,
        [this](CallContext& call, const pb::UpdateParticipantRequest& request) {
          return parts_->fairs.participants().Update(call, request);
        });
  }
  Status DeleteParticipant(ServerContext* context,
                           const pb::DeleteParticipantRequest* request,
                           google::protobuf::Empty* response) override {
    return Serve(
        runtime_, context, "DeleteParticipant", *request, response,
        [this](CallContext& call, const pb::DeleteParticipantRequest& request) {
          return parts_->fairs.participants().Delete(call, request);
        });
  }
  Status CheckInParticipant(ServerContext* context,
                            const pb::CheckInParticipantRequest* request,
                            pb::Participant* response) override {
    return Serve(runtime_, context, "CheckInParticipant", *request, response,
                 [this](CallContext& call,
                        const pb::CheckInParticipantRequest& request) {
                   return parts_->fairs.CheckInParticipant(call, request);
                 });
  }
  Status RankPartners(ServerContext* context,
                      const pb::RankPartnersRequest* request,
                      pb::RankPartnersResponse* response) override {
    return Serve(
        runtime_, context, "RankPartners", *request, response,
        [this](CallContext& call, const pb::RankPartnersRequest& request) {
          return parts_->requests.RankPartners(call, request);
        });
  }
  Status GetMeetingRequest(ServerContext* context,
                           const pb::GetMeetingRequestRequest* request,
                           pb::MeetingRequest* response) override {
    return Serve(
        runtime_, context, "GetMeetingRequest", *request, response,
        [this](CallContext& call, const pb::GetMeetingRequestRequest& request) {
          return parts_->requests.GetMeetingRequest(call, request);
        });
  }
  Status ListMeetingRequests(
      ServerContext* context, const pb::ListMeetingRequestsRequest* request,
      pb::ListMeetingRequestsResponse* response) override {
    return Serve(runtime_, context, "ListMeetingRequests", *request, response,
                 [this](CallContext& call,
                        const pb::ListMeetingRequestsRequest& request) {
                   return parts_->requests.ListMeetingRequests(call, request);
                 });
  }
  Status CreateMeetingRequest(ServerContext* context,
                              const pb::CreateMeetingRequestRequest* request,
                              pb::MeetingRequest* response) override {
    return Serve(runtime_, context, "CreateMeetingRequest", *request, response,
                 [this](CallContext& call,
                        const pb::CreateMeetingRequestRequest& request) {
                   return parts_->requests.CreateMeetingRequest(call, request);
                 });
  }
  Status UpdateMeetingRequest(ServerContext* context,
                              const pb::UpdateMeetingRequestRequest* request,
                              pb::MeetingRequest* response) override {
    return Serve(runtime_, context, "UpdateMeetingRequest", *request, response,
                 [this](CallContext& call,
                        const pb::UpdateMeetingRequestRequest& request) {
                   return parts_->requests.UpdateMeetingRequest(call, request);
                 });
  }
  Status AnswerMeetingRequest(ServerContext* context,
                              const pb::AnswerMeetingRequestRequest* request,
                              pb::MeetingRequest* response) override {
    return Serve(runtime_, context, "AnswerMeetingRequest", *request, response,
                 [this](CallContext& call,
                        const pb::AnswerMeetingRequestRequest& request) {
                   return parts_->requests.AnswerMeetingRequest(call, request);
                 });
  }
  Status WithdrawMeetingRequest(
      ServerContext* context, const pb::WithdrawMeetingRequestRequest* request,
      pb::MeetingRequest* response) override {
    return Serve(
        runtime_, context, "WithdrawMeetingRequest", *request, response,
        [this](CallContext& call,
               const pb::WithdrawMeetingRequestRequest& request) {
          return parts_->requests.WithdrawMeetingRequest(call, request);
        });
  }
  Status SuggestMeetings(ServerContext* context,
                         const pb::SuggestMeetingsRequest* request,
                         pb::SuggestMeetingsResponse* response) override {
    return Serve(
        runtime_, context, "SuggestMeetings", *request, response,
        [this](CallContext& call, const pb::SuggestMeetingsRequest& request) {
          return parts_->requests.SuggestMeetings(call, request);
        });
  }
  Status ReviewPairing(ServerContext* context,
                       const pb::ReviewPairingRequest* request,
                       pb::ReviewPairingResponse* response) override {
    return Serve(
        runtime_, context, "ReviewPairing", *request, response,
        [this](CallContext& call, const pb::ReviewPairingRequest& request) {
          return parts_->requests.ReviewPairing(call, request);
        });
  }
  Status AssignStands(ServerContext* context,
                      const pb::AssignStandsRequest* request,
                      pb::AssignStandsResponse* response) override {
    return Serve(
        runtime_, context, "AssignStands", *request, response,
        [this](CallContext& call, const pb::AssignStandsRequest& request) {
          return parts_->fairs.AssignStands(call, request);
        });
  }
  Status ImportResources(
      ServerContext* context, const type::v1::ImportResourcesRequest* request,
      ServerWriter<type::v1::ImportResourcesResponse>* writer) override {
    return ServeStream(
        runtime_, context, "ImportResources", *request, writer,
        [this](CallContext& call,
               const type::v1::ImportResourcesRequest& request,
               StreamWriter<type::v1::ImportResourcesResponse>& stream) {
          return parts_->fair_sheets.Import(
              call, request,
              [&stream](const type::v1::ImportResourcesResponse& message) {
                return stream.Write(message);
              });
        });
  }
  Status ExportResources(
      ServerContext* context, const type::v1::ExportResourcesRequest* request,
      ServerWriter<type::v1::ExportResourcesResponse>* writer) override {
    return ServeStream(
        runtime_, context, "ExportResources", *request, writer,
        [this](CallContext& call,
               const type::v1::ExportResourcesRequest& request,
               StreamWriter<type::v1::ExportResourcesResponse>& stream) {
          return parts_->fair_sheets.Export(
              call, request,
              [&stream](const type::v1::ExportResourcesResponse& message) {
                return stream.Write(message);
              });
        });
  }
  Status ListHistory(ServerContext* context,
                     const type::v1::ListHistoryRequest* request,
                     type::v1::ListHistoryResponse* response) override {
    return Serve(
        runtime_, context, "ListHistory", *request, response,
        [this](CallContext& call, const type::v1::ListHistoryRequest& request) {
          return parts_->fair_history.List(call, request);
        });
  }

 private:
  const ServiceRuntime runtime_;
  // Shared by the role's services.
  const std::shared_ptr<FairParts> parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeFairRpc(RpcRuntime& rpc,
                                           std::shared_ptr<FairParts> parts) {
  return std::make_unique<FairRpc>(rpc, std::move(parts));
}

}  // namespace duikou
