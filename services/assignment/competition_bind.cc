#include "services/assignment/competition_bind.h"

#include <memory>
#include <utility>

#include "duikou/assignment/v1/competition_service.grpc.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/assignment/competition_service.h"
#include "services/rpc/serve.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using ::grpc::ServerContext;
using ::grpc::Status;

constexpr char kCompetition[] = "duikou.assignment.v1.CompetitionService";

// The generated service: each method is one call of its handler.
class CompetitionRpc final : public pb::CompetitionService::Service {
 public:
  CompetitionRpc(const HostContext& host, ProgrammeViews& programmes)
      : runtime_(host.rpc, kCompetition),
        service_(host.store, host.clock, host.ids, programmes) {}

  Status GetCall(ServerContext* context, const pb::GetCallRequest* request,
                 pb::Call* response) override {
    return Serve(runtime_, context, "GetCall", *request, response,
                 [this](CallContext& call, const pb::GetCallRequest& request) {
                   return service_.calls().Get(call, request);
                 });
  }
  Status ListCalls(ServerContext* context, const pb::ListCallsRequest* request,
                   pb::ListCallsResponse* response) override {
    return Serve(
        runtime_, context, "ListCalls", *request, response,
        [this](CallContext& call, const pb::ListCallsRequest& request) {
          return service_.ListCalls(call, request);
        });
  }
  Status CreateCall(ServerContext* context,
                    const pb::CreateCallRequest* request,
                    pb::Call* response) override {
    return Serve(
        runtime_, context, "CreateCall", *request, response,
        [this](CallContext& call, const pb::CreateCallRequest& request) {
          return service_.calls().Create(call, request);
        });
  }
  Status UpdateCall(ServerContext* context,
                    const pb::UpdateCallRequest* request,
                    pb::Call* response) override {
    return Serve(
        runtime_, context, "UpdateCall", *request, response,
        [this](CallContext& call, const pb::UpdateCallRequest& request) {
          return service_.calls().Update(call, request);
        });
  }
  Status DeleteCall(ServerContext* context,
                    const pb::DeleteCallRequest* request,
                    google::protobuf::Empty* response) override {
    return Serve(
        runtime_, context, "DeleteCall", *request, response,
        [this](CallContext& call, const pb::DeleteCallRequest& request) {
          return service_.calls().Delete(call, request);
        });
  }
  Status OpenCall(ServerContext* context, const pb::OpenCallRequest* request,
                  pb::Call* response) override {
    return Serve(runtime_, context, "OpenCall", *request, response,
                 [this](CallContext& call, const pb::OpenCallRequest& request) {
                   return service_.OpenCall(call, request);
                 });
  }
  Status CloseCall(ServerContext* context, const pb::CloseCallRequest* request,
                   pb::Call* response) override {
    return Serve(
        runtime_, context, "CloseCall", *request, response,
        [this](CallContext& call, const pb::CloseCallRequest& request) {
          return service_.CloseCall(call, request);
        });
  }
  Status CancelCall(ServerContext* context,
                    const pb::CancelCallRequest* request,
                    pb::Call* response) override {
    return Serve(
        runtime_, context, "CancelCall", *request, response,
        [this](CallContext& call, const pb::CancelCallRequest& request) {
          return service_.CancelCall(call, request);
        });
  }
  Status GetApplication(ServerContext* context,
                        const pb::GetApplicationRequest* request,
                        pb::Application* response) override {
    return Serve(
        runtime_, context, "GetApplication", *request, response,
        [this](CallContext& call, const pb::GetApplicationRequest& request) {
          return service_.applications().Get(call, request);
        });
  }
  Status ListApplications(ServerContext* context,
                          const pb::ListApplicationsRequest* request,
                          pb::ListApplicationsResponse* response) override {
    return Serve(
        runtime_, context, "ListApplications", *request, response,
        [this](CallContext& call, const pb::ListApplicationsRequest& request) {
          return service_.ListApplications(call, request);
        });
  }
  Status CreateApplication(ServerContext* context,
                           const pb::CreateApplicationRequest* request,
                           pb::Application* response) override {
    return Serve(
        runtime_, context, "CreateApplication", *request, response,
        [this](CallContext& call, const pb::CreateApplicationRequest& request) {
          return service_.applications().Create(call, request);
        });
  }
  Status UpdateApplication(ServerContext* context,
                           const pb::UpdateApplicationRequest* request,
                           pb::Application* response) override {
    return Serve(
        runtime_, context, "UpdateApplication", *request, response,
        [this](CallContext& call, const pb::UpdateApplicationRequest& request) {
          return service_.applications().Update(call, request);
        });
  }
  Status WithdrawApplication(ServerContext* context,
                             const pb::WithdrawApplicationRequest* request,
                             pb::Application* response) override {
    return Serve(runtime_, context, "WithdrawApplication", *request, response,
                 [this](CallContext& call,
                        const pb::WithdrawApplicationRequest& request) {
                   return service_.WithdrawApplication(call, request);
                 });
  }
  Status SubmitApplication(ServerContext* context,
                           const pb::SubmitApplicationRequest* request,
                           pb::Application* response) override {
    return Serve(
        runtime_, context, "SubmitApplication", *request, response,
        [this](CallContext& call, const pb::SubmitApplicationRequest& request) {
          return service_.SubmitApplication(call, request);
        });
  }
  Status GetApplicationScores(ServerContext* context,
                              const pb::GetApplicationScoresRequest* request,
                              pb::ApplicationScores* response) override {
    return Serve(runtime_, context, "GetApplicationScores", *request, response,
                 [this](CallContext& call,
                        const pb::GetApplicationScoresRequest& request) {
                   return service_.scores().Get(call, request);
                 });
  }
  Status ListApplicationScores(
      ServerContext* context, const pb::ListApplicationScoresRequest* request,
      pb::ListApplicationScoresResponse* response) override {
    return Serve(
        runtime_, context, "ListApplicationScores", *request, response,
        [this](CallContext& call,
               const pb::ListApplicationScoresRequest& request) {
          return service_.scores().List<pb::ListApplicationScoresResponse>(
              call, request);
        });
  }
  Status ScoreApplication(ServerContext* context,
                          const pb::ScoreApplicationRequest* request,
                          pb::ApplicationScores* response) override {
    return Serve(
        runtime_, context, "ScoreApplication", *request, response,
        [this](CallContext& call, const pb::ScoreApplicationRequest& request) {
          return service_.ScoreApplication(call, request);
        });
  }
  Status RemoveScoreSheet(ServerContext* context,
                          const pb::RemoveScoreSheetRequest* request,
                          pb::ApplicationScores* response) override {
    return Serve(
        runtime_, context, "RemoveScoreSheet", *request, response,
        [this](CallContext& call, const pb::RemoveScoreSheetRequest& request) {
          return service_.RemoveScoreSheet(call, request);
        });
  }
  Status RankApplications(ServerContext* context,
                          const pb::RankApplicationsRequest* request,
                          pb::CallRanking* response) override {
    return Serve(
        runtime_, context, "RankApplications", *request, response,
        [this](CallContext& call, const pb::RankApplicationsRequest& request) {
          return service_.RankApplications(call, request);
        });
  }
  Status AwardCall(ServerContext* context, const pb::AwardCallRequest* request,
                   pb::CallRanking* response) override {
    return Serve(
        runtime_, context, "AwardCall", *request, response,
        [this](CallContext& call, const pb::AwardCallRequest& request) {
          return service_.AwardCall(call, request);
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
  CompetitionService service_;
};

}  // namespace

void BindCompetition(const HostContext& host, ProgrammeViews& programmes,
                     Bindings& bindings) {
  bindings.AddService(kCompetition,
                      std::make_unique<CompetitionRpc>(host, programmes));
}

}  // namespace duikou
