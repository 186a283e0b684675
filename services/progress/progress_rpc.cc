// ProgressService on the wire: each method is one call of its handler.
#include <memory>
#include <utility>

#include "duikou/progress/v1/progress_service.grpc.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/progress/rpc_services.h"
#include "services/rpc/serve.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using ::grpc::ServerContext;
using ::grpc::ServerWriter;
using ::grpc::Status;

class ProgressRpc final : public pb::ProgressService::Service {
 public:
  ProgressRpc(RpcRuntime& rpc, std::shared_ptr<ProgressParts> parts)
      : runtime_(rpc, pb::ProgressService::service_full_name()),
        parts_(std::move(parts)) {}

  Status GetAgreement(ServerContext* context,
                      const pb::GetAgreementRequest* request,
                      pb::Agreement* response) override {
    return Serve(
        runtime_, context, "GetAgreement", *request, response,
        [this](CallContext& call, const pb::GetAgreementRequest& request) {
          return parts_->agreements.GetAgreement(call, request);
        });
  }
  Status ListAgreements(ServerContext* context,
                        const pb::ListAgreementsRequest* request,
                        pb::ListAgreementsResponse* response) override {
    return Serve(
        runtime_, context, "ListAgreements", *request, response,
        [this](CallContext& call, const pb::ListAgreementsRequest& request) {
          return parts_->agreements.ListAgreements(call, request);
        });
  }
  Status CreateAgreement(ServerContext* context,
                         const pb::CreateAgreementRequest* request,
                         pb::Agreement* response) override {
    return Serve(
        runtime_, context, "CreateAgreement", *request, response,
        [this](CallContext& call, const pb::CreateAgreementRequest& request) {
          return parts_->agreements.CreateAgreement(call, request);
        });
  }
  Status UpdateAgreement(ServerContext* context,
                         const pb::UpdateAgreementRequest* request,
                         pb::Agreement* response) override {
    return Serve(
        runtime_, context, "UpdateAgreement", *request, response,
        [this](CallContext& call, const pb::UpdateAgreementRequest& request) {
          return parts_->agreements.UpdateAgreement(call, request);
        });
  }
  Status DeleteAgreement(ServerContext* context,
                         const pb::DeleteAgreementRequest* request,
                         google::protobuf::Empty* response) override {
    return Serve(
        runtime_, context, "DeleteAgreement", *request, response,
        [this](CallContext& call, const pb::DeleteAgreementRequest& request) {
          return parts_->agreements.DeleteAgreement(call, request);
        });
  }
  Status CreateAgreementsFromPlan(
      ServerContext* context,
      const pb::CreateAgreementsFromPlanRequest* request,
      pb::CreateAgreementsFromPlanResponse* response) override {
    return Serve(
        runtime_, context, "CreateAgreementsFromPlan", *request, response,
        [this](CallContext& call,
               const pb::CreateAgreementsFromPlanRequest& request) {
          return parts_->agreements.CreateAgreementsFromPlan(call, request);
        });
  }
  Status AdvanceAgreement(ServerContext* context,
                          const pb::AdvanceAgreementRequest* request,
                          pb::Agreement* response) override {
    return Serve(
        runtime_, context, "AdvanceAgreement", *request, response,
        [this](CallContext& call, const pb::AdvanceAgreementRequest& request) {
          return parts_->agreements.AdvanceAgreement(call, request);
        });
  }
  Status ReportNews(ServerContext* context,
                    const pb::ReportNewsRequest* request,
                    pb::Agreement* response) override {
    return Serve(
        runtime_, context, "ReportNews", *request, response,
        [this](CallContext& call, const pb::ReportNewsRequest& request) {
          return parts_->agreements.ReportNews(call, request);
        });
  }
  Status GetIndicator(ServerContext* context,
                      const pb::GetIndicatorRequest* request,
                      pb::Indicator* response) override {
    return Serve(
        runtime_, context, "GetIndicator", *request, response,
        [this](CallContext& call, const pb::GetIndicatorRequest& request) {
          return parts_->indicators.GetIndicator(call, request);
        });
  }
  Status ListIndicators(ServerContext* context,
                        const pb::ListIndicatorsRequest* request,
                        pb::ListIndicatorsResponse* response) override {
    return Serve(
        runtime_, context, "ListIndicators", *request, response,
        [this](CallContext& call, const pb::ListIndicatorsRequest& request) {
          return parts_->indicators.ListIndicators(call, request);
        });
  }
  Status CreateIndicator(ServerContext* context,
                         const pb::CreateIndicatorRequest* request,
                         pb::Indicator* response) override {
    return Serve(
        runtime_, context, "CreateIndicator", *request, response,
        [this](CallContext& call, const pb::CreateIndicatorRequest& request) {
          return parts_->indicators.CreateIndicator(call, request);
        });
  }
  Status UpdateIndicator(ServerContext* context,
                         const pb::UpdateIndicatorRequest* request,
                         pb::Indicator* response) override {
    return Serve(
        runtime_, context, "UpdateIndicator", *request, response,
        [this](CallContext& call, const pb::UpdateIndicatorRequest& request) {
          return parts_->indicators.UpdateIndicator(call, request);
        });
  }
  Status DeleteIndicator(ServerContext* context,
                         const pb::DeleteIndicatorRequest* request,
                         google::protobuf::Empty* response) override {
    return Serve(
        runtime_, context, "DeleteIndicator", *request, response,
        [this](CallContext& call, const pb::DeleteIndicatorRequest& request) {
          return parts_->indicators.DeleteIndicator(call, request);
        });
  }
  Status GetLedgerEntry(ServerContext* context,
                        const pb::GetLedgerEntryRequest* request,
                        pb::LedgerEntry* response) override {
    return Serve(
        runtime_, context, "GetLedgerEntry", *request, response,
        [this](CallContext& call, const pb::GetLedgerEntryRequest& request) {
          return parts_->ledger.GetLedgerEntry(call, request);
        });
  }
  Status ListLedgerEntries(ServerContext* context,
                           const pb::ListLedgerEntriesRequest* request,
                           pb::ListLedgerEntriesResponse* response) override {
    return Serve(
        runtime_, context, "ListLedgerEntries", *request, response,
        [this](CallContext& call, const pb::ListLedgerEntriesRequest& request) {
          return parts_->queries.ListLedgerEntries(call, request);
        });
  }
  Status CreateLedgerEntry(ServerContext* context,
                           const pb::CreateLedgerEntryRequest* request,
                           pb::LedgerEntry* response) override {
    return Serve(
        runtime_, context, "CreateLedgerEntry", *request, response,
        [this](CallContext& call, const pb::CreateLedgerEntryRequest& request) {
          return parts_->ledger.CreateLedgerEntry(call, request);
        });
  }
  Status BatchCreateLedgerEntries(
      ServerContext* context,
      const pb::BatchCreateLedgerEntriesRequest* request,
      pb::BatchCreateLedgerEntriesResponse* response) override {
    return Serve(
        runtime_, context, "BatchCreateLedgerEntries", *request, response,
        [this](CallContext& call,
               const pb::BatchCreateLedgerEntriesRequest& request) {
          return parts_->ledger.BatchCreateLedgerEntries(call, request);
        });
  }
  Status ReverseLedgerEntry(ServerContext* context,
                            const pb::ReverseLedgerEntryRequest* request,
                            pb::LedgerEntry* response) override {
    return Serve(runtime_, context, "ReverseLedgerEntry", *request, response,
                 [this](CallContext& call,
                        const pb::ReverseLedgerEntryRequest& request) {
                   return parts_->ledger.ReverseLedgerEntry(call, request);
                 });
  }
  Status ConfirmLedgerEntry(ServerContext* context,
                            const pb::ConfirmLedgerEntryRequest* request,
                            pb::LedgerEntry* response) override {
    return Serve(runtime_, context, "ConfirmLedgerEntry", *request, response,
                 [this](CallContext& call,
                        const pb::ConfirmLedgerEntryRequest& request) {
                   return parts_->ledger.ConfirmLedgerEntry(call, request);
                 });
  }
  Status DisputeLedgerEntry(ServerContext* context,
                            const pb::DisputeLedgerEntryRequest* request,
                            pb::LedgerEntry* response) override {
    return Serve(runtime_, context, "DisputeLedgerEntry", *request, response,
                 [this](CallContext& call,
                        const pb::DisputeLedgerEntryRequest& request) {
                   return parts_->ledger.DisputeLedgerEntry(call, request);
                 });
  }
  Status VerifyLedger(ServerContext* context,
                      const pb::VerifyLedgerRequest* request,
                      pb::VerifyLedgerResponse* response) override {
    return Serve(
        runtime_, context, "VerifyLedger", *request, response,
        [this](CallContext& call, const pb::VerifyLedgerRequest& request) {
          return parts_->verifier.VerifyLedger(call, request);
        });
  }
  Status ListWorkItems(ServerContext* context,
                       const pb::ListWorkItemsRequest* request,
                       pb::ListWorkItemsResponse* response) override {
    return Serve(
        runtime_, context, "ListWorkItems", *request, response,
        [this](CallContext& call, const pb::ListWorkItemsRequest& request) {
          return parts_->work_list.ListWorkItems(call, request);
        });
  }
  Status GetSubscription(ServerContext* context,
                         const pb::GetSubscriptionRequest* request,
                         pb::Subscription* response) override {
    return Serve(
        runtime_, context, "GetSubscription", *request, response,
        [this](CallContext& call, const pb::GetSubscriptionRequest& request) {
          return parts_->subscriptions.GetSubscription(call, request);
        });
  }
  Status ListSubscriptions(ServerContext* context,
                           const pb::ListSubscriptionsRequest* request,
                           pb::ListSubscriptionsResponse* response) override {
    return Serve(
        runtime_, context, "ListSubscriptions", *request, response,
        [this](CallContext& call, const pb::ListSubscriptionsRequest& request) {
          return parts_->subscriptions.ListSubscriptions(call, request);
        });
  }
  Status CreateSubscription(ServerContext* context,
                            const pb::CreateSubscriptionRequest* request,
                            pb::Subscription* response) override {
    return Serve(runtime_, context, "CreateSubscription", *request, response,
                 [this](CallContext& call,
                        const pb::CreateSubscriptionRequest& request) {
                   return parts_->subscriptions.CreateSubscription(call,
                                                                   request);
                 });
  }
  Status DeleteSubscription(ServerContext* context,
                            const pb::DeleteSubscriptionRequest* request,
                            google::protobuf::Empty* response) override {
    return Serve(runtime_, context, "DeleteSubscription", *request, response,
                 [this](CallContext& call,
                        const pb::DeleteSubscriptionRequest& request) {
                   return parts_->subscriptions.DeleteSubscription(call,
                                                                   request);
                 });
  }
  Status ListNews(ServerContext* context, const pb::ListNewsRequest* request,
                  pb::ListNewsResponse* response) override {
    return Serve(runtime_, context, "ListNews", *request, response,
                 [this](CallContext& call, const pb::ListNewsRequest& request) {
                   return parts_->subscriptions.ListNews(call, request);
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
          return parts_->sheets.Import(
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
          return parts_->sheets.Export(
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
          return parts_->history.List(call, request);
        });
  }

 private:
  const ServiceRuntime runtime_;
  // Shared by the role's services.
  const std::shared_ptr<ProgressParts> parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeProgressRpc(
    RpcRuntime& rpc, std::shared_ptr<ProgressParts> parts) {
  return std::make_unique<ProgressRpc>(rpc, std::move(parts));
}

}  // namespace duikou
