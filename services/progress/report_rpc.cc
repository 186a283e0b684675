// ReportService on the wire: each method is one call of its handler.
#include <memory>
#include <utility>

#include "duikou/progress/v1/report_service.grpc.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/progress/rpc_services.h"
#include "services/rpc/serve.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using ::grpc::ServerContext;
using ::grpc::Status;

class ReportRpc final : public pb::ReportService::Service {
 public:
  ReportRpc(RpcRuntime& rpc, std::shared_ptr<ProgressParts> parts)
      : runtime_(rpc, pb::ReportService::service_full_name()),
        parts_(std::move(parts)) {}

  Status QueryLedger(ServerContext* context,
                     const pb::QueryLedgerRequest* request,
                     pb::QueryLedgerResponse* response) override {
    return Serve(
        runtime_, context, "QueryLedger", *request, response,
        [this](CallContext& call, const pb::QueryLedgerRequest& request) {
          return parts_->queries.QueryLedger(call, request);
        });
  }
  Status GetReport(ServerContext* context, const pb::GetReportRequest* request,
                   pb::Report* response) override {
    return Serve(
        runtime_, context, "GetReport", *request, response,
        [this](CallContext& call, const pb::GetReportRequest& request) {
          return parts_->reports.GetReport(call, request);
        });
  }
  Status GetStatedFigure(ServerContext* context,
                         const pb::GetStatedFigureRequest* request,
                         pb::StatedFigure* response) override {
    return Serve(
        runtime_, context, "GetStatedFigure", *request, response,
        [this](CallContext& call, const pb::GetStatedFigureRequest& request) {
          return parts_->stated_figures.methods().Get(call, request);
        });
  }
  Status ListStatedFigures(ServerContext* context,
                           const pb::ListStatedFiguresRequest* request,
                           pb::ListStatedFiguresResponse* response) override {
    return Serve(
        runtime_, context, "ListStatedFigures", *request, response,
        [this](CallContext& call, const pb::ListStatedFiguresRequest& request) {
          return parts_->stated_figures.List(call, request);
        });
  }
  Status CreateStatedFigure(ServerContext* context,
                            const pb::CreateStatedFigureRequest* request,
                            pb::StatedFigure* response) override {
    return Serve(runtime_, context, "CreateStatedFigure", *request, response,
                 [this](CallContext& call,
                        const pb::CreateStatedFigureRequest& request) {
                   return parts_->stated_figures.methods().Create(call,
                                                                  request);
                 });
  }
  Status UpdateStatedFigure(ServerContext* context,
                            const pb::UpdateStatedFigureRequest* request,
                            pb::StatedFigure* response) override {
    return Serve(runtime_, context, "UpdateStatedFigure", *request, response,
                 [this](CallContext& call,
                        const pb::UpdateStatedFigureRequest& request) {
                   return parts_->stated_figures.methods().Update(call,
                                                                  request);
                 });
  }
  Status DeleteStatedFigure(ServerContext* context,
                            const pb::DeleteStatedFigureRequest* request,
                            google::protobuf::Empty* response) override {
    return Serve(runtime_, context, "DeleteStatedFigure", *request, response,
                 [this](CallContext& call,
                        const pb::DeleteStatedFigureRequest& request) {
                   return parts_->stated_figures.methods().Delete(call,
                                                                  request);
                 });
  }

 private:
  const ServiceRuntime runtime_;
  // Shared by the role's services.
  const std::shared_ptr<ProgressParts> parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeReportRpc(
    RpcRuntime& rpc, std::shared_ptr<ProgressParts> parts) {
  return std::make_unique<ReportRpc>(rpc, std::move(parts));
}

}  // namespace duikou
