#include "services/assignment/bind.h"

#include <memory>
#include <utility>

#include "duikou/assignment/v1/assignment_service.grpc.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/assignment/assignment_service.h"
#include "services/assignment/competition_bind.h"
#include "services/rpc/serve.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using ::grpc::ServerContext;
using ::grpc::Status;

constexpr char kServiceName[] = "duikou.assignment.v1.AssignmentService";

// The generated service: each method is one call of its handler.
class AssignmentRpc final : public pb::AssignmentService::Service {
 public:
  explicit AssignmentRpc(const HostContext& host)
      : runtime_(host.rpc, kServiceName),
        service_(host.store, host.clock, host.ids, host.logger,
                 host.sole_process) {}

  void Stop() { service_.Stop(); }
  ProgrammeViews& programmes() { return service_.programmes(); }

  Status GetAnnualPlan(ServerContext* context,
                       const pb::GetAnnualPlanRequest* request,
                       pb::AnnualPlan* response) override {
    return Serve(
        runtime_, context, "GetAnnualPlan", *request, response,
        [this](CallContext& call, const pb::GetAnnualPlanRequest& request) {
          return service_.plans().Get(call, request);
        });
  }
  Status ListAnnualPlans(ServerContext* context,
                         const pb::ListAnnualPlansRequest* request,
                         pb::ListAnnualPlansResponse* response) override {
    return Serve(
        runtime_, context, "ListAnnualPlans", *request, response,
        [this](CallContext& call, const pb::ListAnnualPlansRequest& request) {
          return service_.plans().List<pb::ListAnnualPlansResponse>(call,
                                                                    request);
        });
  }
  Status CreateAnnualPlan(ServerContext* context,
                          const pb::CreateAnnualPlanRequest* request,
                          pb::AnnualPlan* response) override {
    return Serve(
        runtime_, context, "CreateAnnualPlan", *request, response,
        [this](CallContext& call, const pb::CreateAnnualPlanRequest& request) {
          return service_.plans().Create(call, request);
        });
  }
  Status UpdateAnnualPlan(ServerContext* context,
                          const pb::UpdateAnnualPlanRequest* request,
                          pb::AnnualPlan* response) override {
    return Serve(
        runtime_, context, "UpdateAnnualPlan", *request, response,
        [this](CallContext& call, const pb::UpdateAnnualPlanRequest& request) {
          return service_.plans().Update(call, request);
        });
  }
  Status DeleteAnnualPlan(ServerContext* context,
                          const pb::DeleteAnnualPlanRequest* request,
                          google::protobuf::Empty* response) override {
    return Serve(
        runtime_, context, "DeleteAnnualPlan", *request, response,
        [this](CallContext& call, const pb::DeleteAnnualPlanRequest& request) {
          return service_.plans().Delete(call, request);
        });
  }
  Status PinShare(ServerContext* context, const pb::PinShareRequest* request,
                  pb::AnnualPlan* response) override {
    return Serve(runtime_, context, "PinShare", *request, response,
                 [this](CallContext& call, const pb::PinShareRequest& request) {
                   return service_.PinShare(call, request);
                 });
  }
  Status BanShare(ServerContext* context, const pb::BanShareRequest* request,
                  pb::AnnualPlan* response) override {
    return Serve(runtime_, context, "BanShare", *request, response,
                 [this](CallContext& call, const pb::BanShareRequest& request) {
                   return service_.BanShare(call, request);
                 });
  }
  Status ReleaseShare(ServerContext* context,
                      const pb::ReleaseShareRequest* request,
                      pb::AnnualPlan* response) override {
    return Serve(
        runtime_, context, "ReleaseShare", *request, response,
        [this](CallContext& call, const pb::ReleaseShareRequest& request) {
          return service_.ReleaseShare(call, request);
        });
  }
  Status SolveAnnualPlan(ServerContext* context,
                         const pb::SolveAnnualPlanRequest* request,
                         pb::AssignmentRun* response) override {
    return Serve(
        runtime_, context, "SolveAnnualPlan", *request, response,
        [this](CallContext& call, const pb::SolveAnnualPlanRequest& request) {
          return service_.SolveAnnualPlan(call, request);
        });
  }
  Status GetAssignmentRun(ServerContext* context,
                          const pb::GetAssignmentRunRequest* request,
                          pb::AssignmentRun* response) override {
    return Serve(
        runtime_, context, "GetAssignmentRun", *request, response,
        [this](CallContext& call, const pb::GetAssignmentRunRequest& request) {
          return service_.GetAssignmentRun(call, request);
        });
  }
  Status ListAssignmentRuns(ServerContext* context,
                            const pb::ListAssignmentRunsRequest* request,
                            pb::ListAssignmentRunsResponse* response) override {
    return Serve(runtime_, context, "ListAssignmentRuns", *request, response,
                 [this](CallContext& call,
                        const pb::ListAssignmentRunsRequest& request) {
                   return service_.ListAssignmentRuns(call, request);
                 });
  }
  Status CancelAssignmentRun(ServerContext* context,
                             const pb::CancelAssignmentRunRequest* request,
                             pb::AssignmentRun* response) override {
    return Serve(runtime_, context, "CancelAssignmentRun", *request, response,
                 [this](CallContext& call,
                        const pb::CancelAssignmentRunRequest& request) {
                   return service_.CancelAssignmentRun(call, request);
                 });
  }
  Status GetPlanVersion(ServerContext* context,
                        const pb::GetPlanVersionRequest* request,
                        pb::PlanVersion* response) override {
    return Serve(
        runtime_, context, "GetPlanVersion", *request, response,
        [this](CallContext& call, const pb::GetPlanVersionRequest& request) {
          return service_.versions().Get(call, request);
        });
  }
  Status ListPlanVersions(ServerContext* context,
                          const pb::ListPlanVersionsRequest* request,
                          pb::ListPlanVersionsResponse* response) override {
    return Serve(
        runtime_, context, "ListPlanVersions", *request, response,
        [this](CallContext& call, const pb::ListPlanVersionsRequest& request) {
          return service_.ListPlanVersions(call, request);
        });
  }
  Status ComparePlanVersions(
      ServerContext* context, const pb::ComparePlanVersionsRequest* request,
      pb::ComparePlanVersionsResponse* response) override {
    return Serve(runtime_, context, "ComparePlanVersions", *request, response,
                 [this](CallContext& call,
                        const pb::ComparePlanVersionsRequest& request) {
                   return service_.ComparePlanVersions(call, request);
                 });
  }
  Status MoveShare(ServerContext* context, const pb::MoveShareRequest* request,
                   pb::MoveShareResponse* response) override {
    return Serve(
        runtime_, context, "MoveShare", *request, response,
        [this](CallContext& call, const pb::MoveShareRequest& request) {
          return service_.MoveShare(call, request);
        });
  }
  Status ProposeAnnualPlan(ServerContext* context,
                           const pb::ProposeAnnualPlanRequest* request,
                           pb::AnnualPlan* response) override {
    return Serve(
        runtime_, context, "ProposeAnnualPlan", *request, response,
        [this](CallContext& call, const pb::ProposeAnnualPlanRequest& request) {
          return service_.ProposeAnnualPlan(call, request);
        });
  }
  Status GetPlanShare(ServerContext* context,
                      const pb::GetPlanShareRequest* request,
                      pb::PlanShare* response) override {
    return Serve(
        runtime_, context, "GetPlanShare", *request, response,
        [this](CallContext& call, const pb::GetPlanShareRequest& request) {
          return service_.shares().Get(call, request);
        });
  }
  Status ListPlanShares(ServerContext* context,
                        const pb::ListPlanSharesRequest* request,
                        pb::ListPlanSharesResponse* response) override {
    return Serve(
        runtime_, context, "ListPlanShares", *request, response,
        [this](CallContext& call, const pb::ListPlanSharesRequest& request) {
          return service_.ListPlanShares(call, request);
        });
  }
  Status AnswerShare(ServerContext* context,
                     const pb::AnswerShareRequest* request,
                     pb::PlanShare* response) override {
    return Serve(
        runtime_, context, "AnswerShare", *request, response,
        [this](CallContext& call, const pb::AnswerShareRequest& request) {
          return service_.AnswerShare(call, request);
        });
  }
  Status ConfirmAnnualPlan(ServerContext* context,
                           const pb::ConfirmAnnualPlanRequest* request,
                           pb::AnnualPlan* response) override {
    return Serve(
        runtime_, context, "ConfirmAnnualPlan", *request, response,
        [this](CallContext& call, const pb::ConfirmAnnualPlanRequest& request) {
          return service_.ConfirmAnnualPlan(call, request);
        });
  }
  Status AmendAnnualPlan(ServerContext* context,
                         const pb::AmendAnnualPlanRequest* request,
                         pb::PlanVersion* response) override {
    return Serve(
        runtime_, context, "AmendAnnualPlan", *request, response,
        [this](CallContext& call, const pb::AmendAnnualPlanRequest& request) {
          return service_.AmendAnnualPlan(call, request);
        });
  }
  Status ExplainSupporter(ServerContext* context,
                          const pb::ExplainSupporterRequest* request,
                          pb::ExplainSupporterResponse* response) override {
    return Serve(
        runtime_, context, "ExplainSupporter", *request, response,
        [this](CallContext& call, const pb::ExplainSupporterRequest& request) {
          return service_.ExplainSupporter(call, request);
        });
  }
  Status ExplainProject(ServerContext* context,
                        const pb::ExplainProjectRequest* request,
                        pb::ExplainProjectResponse* response) override {
    return Serve(
        runtime_, context, "ExplainProject", *request, response,
        [this](CallContext& call, const pb::ExplainProjectRequest& request) {
          return service_.ExplainProject(call, request);
        });
  }
  Status ComputeFactorMethod(
      ServerContext* context, const pb::ComputeFactorMethodRequest* request,
      pb::ComputeFactorMethodResponse* response) override {
    return Serve(runtime_, context, "ComputeFactorMethod", *request, response,
                 [this](CallContext& call,
                        const pb::ComputeFactorMethodRequest& request) {
                   return service_.ComputeFactorMethod(call, request);
                 });
  }
  Status ListHistory(ServerContext* context,
                     const type::v1::ListHistoryRequest* request,
                     type::v1::ListHistoryResponse* response) override {
    return Serve(
        runtime_, context, "ListHistory", *request, response,
        [this](CallContext& call, const type::v1::ListHistoryRequest& request) {
          return service_.history().List(call, request);
        });
  }

 private:
  const ServiceRuntime runtime_;
  AssignmentService service_;
};

}  // namespace

absl::Status BindAssignment(const HostContext& host, Bindings& bindings) {
  auto service = std::make_unique<AssignmentRpc>(host);
  bindings.AddCloser([rpc = service.get()] { rpc->Stop(); });
  BindCompetition(host, service->programmes(), bindings);
  bindings.AddService(kServiceName, std::move(service));
  return absl::OkStatus();
}

}  // namespace duikou
