// SettlementService on the wire: each method is one call of its handler.
#include <memory>
#include <utility>

#include "duikou/progress/v1/settlement_service.grpc.pb.h"
#include "services/progress/rpc_services.h"
#include "services/rpc/serve.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using ::grpc::ServerContext;
using ::grpc::Status;

class SettlementRpc final : public pb::SettlementService::Service {
 public:
  SettlementRpc(RpcRuntime& rpc, std::shared_ptr<ProgressParts> parts)
      : runtime_(rpc, pb::SettlementService::service_full_name()),
        parts_(std::move(parts)) {}

  Status GetAssessment(ServerContext* context,
                       const pb::GetAssessmentRequest* request,
                       pb::Assessment* response) override {
    return Serve(
        runtime_, context, "GetAssessment", *request, response,
        [this](CallContext& call, const pb::GetAssessmentRequest& request) {
          return parts_->settlements.GetAssessment(call, request);
        });
  }
  Status ListAssessments(ServerContext* context,
                         const pb::ListAssessmentsRequest* request,
                         pb::ListAssessmentsResponse* response) override {
    return Serve(
        runtime_, context, "ListAssessments", *request, response,
        [this](CallContext& call, const pb::ListAssessmentsRequest& request) {
          return parts_->settlements.ListAssessments(call, request);
        });
  }
  Status CreateAssessment(ServerContext* context,
                          const pb::CreateAssessmentRequest* request,
                          pb::Assessment* response) override {
    return Serve(
        runtime_, context, "CreateAssessment", *request, response,
        [this](CallContext& call, const pb::CreateAssessmentRequest& request) {
          return parts_->settlements.CreateAssessment(call, request);
        });
  }
  Status UpdateAssessment(ServerContext* context,
                          const pb::UpdateAssessmentRequest* request,
                          pb::Assessment* response) override {
    return Serve(
        runtime_, context, "UpdateAssessment", *request, response,
        [this](CallContext& call, const pb::UpdateAssessmentRequest& request) {
          return parts_->settlements.UpdateAssessment(call, request);
        });
  }
  Status GetSettlement(ServerContext* context,
                       const pb::GetSettlementRequest* request,
                       pb::Settlement* response) override {
    return Serve(
        runtime_, context, "GetSettlement", *request, response,
        [this](CallContext& call, const pb::GetSettlementRequest& request) {
          return parts_->settlements.GetSettlement(call, request);
        });
  }
  Status ListSettlements(ServerContext* context,
                         const pb::ListSettlementsRequest* request,
                         pb::ListSettlementsResponse* response) override {
    return Serve(
        runtime_, context, "ListSettlements", *request, response,
        [this](CallContext& call, const pb::ListSettlementsRequest& request) {
          return parts_->settlements.ListSettlements(call, request);
        });
  }
  Status SignSettlement(ServerContext* context,
                        const pb::SignSettlementRequest* request,
                        pb::Settlement* response) override {
    return Serve(
        runtime_, context, "SignSettlement", *request, response,
        [this](CallContext& call, const pb::SignSettlementRequest& request) {
          return parts_->settlements.SignSettlement(call, request);
        });
  }
  Status WithdrawSignature(ServerContext* context,
                           const pb::WithdrawSignatureRequest* request,
                           pb::Settlement* response) override {
    return Serve(
        runtime_, context, "WithdrawSignature", *request, response,
        [this](CallContext& call, const pb::WithdrawSignatureRequest& request) {
          return parts_->settlements.WithdrawSignature(call, request);
        });
  }
  Status SettleYear(ServerContext* context,
                    const pb::SettleYearRequest* request,
                    pb::Settlement* response) override {
    return Serve(
        runtime_, context, "SettleYear", *request, response,
        [this](CallContext& call, const pb::SettleYearRequest& request) {
          return parts_->settlements.SettleYear(call, request);
        });
  }

 private:
  const ServiceRuntime runtime_;
  // Shared by the role's services.
  const std::shared_ptr<ProgressParts> parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeSettlementRpc(
    RpcRuntime& rpc, std::shared_ptr<ProgressParts> parts) {
  return std::make_unique<SettlementRpc>(rpc, std::move(parts));
}

}  // namespace duikou
