// The services of the role `progress`, which answer what a test put into them
// and keep the last requests, on a port of their own.
//
//   FakeServices others;
//   FakeProgress progress;
//   environment["DUIKOU_SERVER"] =
//       others.address() + ",progress=" + progress.address();
#ifndef DUIKOU_CLIENTS_CLI_TESTING_FAKE_PROGRESS_H_
#define DUIKOU_CLIENTS_CLI_TESTING_FAKE_PROGRESS_H_

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "duikou/progress/v1/progress_service.grpc.pb.h"
#include "duikou/progress/v1/report_service.grpc.pb.h"
#include "duikou/progress/v1/settlement_service.grpc.pb.h"

namespace duikou::cli {

// Keeps the request and answers.
template <typename Request, typename Response>
struct FakeMethod {
  Request asked;
  Response answer;

  grpc::Status operator()(const Request* request, Response* response) {
    asked = *request;
    *response = answer;
    return grpc::Status::OK;
  }
};

class FakeProgress final {
 public:
  FakeProgress() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port_);
    builder.RegisterService(&progress_);
    builder.RegisterService(&settlement_);
    builder.RegisterService(&report_);
    server_ = builder.BuildAndStart();
  }

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

  FakeMethod<progress::v1::AdvanceAgreementRequest, progress::v1::Agreement>
      advance;
  FakeMethod<progress::v1::ReportNewsRequest, progress::v1::Agreement> news;
  FakeMethod<progress::v1::CreateAgreementRequest, progress::v1::Agreement>
      create;
  FakeMethod<progress::v1::CreateAgreementsFromPlanRequest,
             progress::v1::CreateAgreementsFromPlanResponse>
      from_plan;
  FakeMethod<progress::v1::ListWorkItemsRequest,
             progress::v1::ListWorkItemsResponse>
      work;
  FakeMethod<progress::v1::ListNewsRequest, progress::v1::ListNewsResponse>
      feed;
  FakeMethod<progress::v1::CreateSubscriptionRequest,
             progress::v1::Subscription>
      subscribe;
  FakeMethod<progress::v1::ListLedgerEntriesRequest,
             progress::v1::ListLedgerEntriesResponse>
      list_entries;
  FakeMethod<progress::v1::CreateLedgerEntryRequest, progress::v1::LedgerEntry>
      add_entry;
  FakeMethod<progress::v1::ReverseLedgerEntryRequest, progress::v1::LedgerEntry>
      reverse;
  FakeMethod<progress::v1::ConfirmLedgerEntryRequest, progress::v1::LedgerEntry>
      confirm;
  FakeMethod<progress::v1::DisputeLedgerEntryRequest, progress::v1::LedgerEntry>
      dispute;
  FakeMethod<progress::v1::VerifyLedgerRequest,
             progress::v1::VerifyLedgerResponse>
      verify;
  FakeMethod<progress::v1::GetSettlementRequest, progress::v1::Settlement>
      get_settlement;
  FakeMethod<progress::v1::SignSettlementRequest, progress::v1::Settlement>
      sign;
  FakeMethod<progress::v1::WithdrawSignatureRequest, progress::v1::Settlement>
      withdraw;
  FakeMethod<progress::v1::SettleYearRequest, progress::v1::Settlement> settle;
  FakeMethod<progress::v1::QueryLedgerRequest,
             progress::v1::QueryLedgerResponse>
      sums;
  FakeMethod<progress::v1::GetReportRequest, progress::v1::Report> report;
  FakeMethod<progress::v1::ListStatedFiguresRequest,
             progress::v1::ListStatedFiguresResponse>
      list_stated;

 private:
  template <typename T>
  using In = const T*;

  class Progress final : public progress::v1::ProgressService::Service {
   public:
    explicit Progress(FakeProgress& fake) : fake_(fake) {}
    grpc::Status AdvanceAgreement(
        grpc::ServerContext*, In<progress::v1::AdvanceAgreementRequest> request,
        progress::v1::Agreement* response) override {
      return fake_.advance(request, response);
    }
    grpc::Status ReportNews(grpc::ServerContext*,
                            In<progress::v1::ReportNewsRequest> request,
                            progress::v1::Agreement* response) override {
      return fake_.news(request, response);
    }
    grpc::Status CreateAgreement(
        grpc::ServerContext*, In<progress::v1::CreateAgreementRequest> request,
        progress::v1::Agreement* response) override {
      return fake_.create(request, response);
    }
    grpc::Status CreateAgreementsFromPlan(
        grpc::ServerContext*,
        In<progress::v1::CreateAgreementsFromPlanRequest> request,
        progress::v1::CreateAgreementsFromPlanResponse* response) override {
      return fake_.from_plan(request, response);
    }
    grpc::Status ListWorkItems(
        grpc::ServerContext*, In<progress::v1::ListWorkItemsRequest> request,
        progress::v1::ListWorkItemsResponse* response) override {
      return fake_.work(request, response);
    }
    grpc::Status ListNews(grpc::ServerContext*,
                          In<progress::v1::ListNewsRequest> request,
                          progress::v1::ListNewsResponse* response) override {
      return fake_.feed(request, response);
    }
    grpc::Status CreateSubscription(
        grpc::ServerContext*,
        In<progress::v1::CreateSubscriptionRequest> request,
        progress::v1::Subscription* response) override {
      return fake_.subscribe(request, response);
    }
    grpc::Status ListLedgerEntries(
        grpc::ServerContext*,
        In<progress::v1::ListLedgerEntriesRequest> request,
        progress::v1::ListLedgerEntriesResponse* response) override {
      return fake_.list_entries(request, response);
    }
    grpc::Status CreateLedgerEntry(
        grpc::ServerContext*,
        In<progress::v1::CreateLedgerEntryRequest> request,
        progress::v1::LedgerEntry* response) override {
      return fake_.add_entry(request, response);
    }
    grpc::Status ReverseLedgerEntry(
        grpc::ServerContext*,
        In<progress::v1::ReverseLedgerEntryRequest> request,
        progress::v1::LedgerEntry* response) override {
      return fake_.reverse(request, response);
    }
    grpc::Status ConfirmLedgerEntry(
        grpc::ServerContext*,
        In<progress::v1::ConfirmLedgerEntryRequest> request,
        progress::v1::LedgerEntry* response) override {
      return fake_.confirm(request, response);
    }
    grpc::Status DisputeLedgerEntry(
        grpc::ServerContext*,
        In<progress::v1::DisputeLedgerEntryRequest> request,
        progress::v1::LedgerEntry* response) override {
      return fake_.dispute(request, response);
    }
    grpc::Status VerifyLedger(
        grpc::ServerContext*, In<progress::v1::VerifyLedgerRequest> request,
        progress::v1::VerifyLedgerResponse* response) override {
      return fake_.verify(request, response);
    }

   private:
    FakeProgress& fake_;
  };

  class Settlement final : public progress::v1::SettlementService::Service {
   public:
    explicit Settlement(FakeProgress& fake) : fake_(fake) {}
    grpc::Status GetSettlement(grpc::ServerContext*,
                               In<progress::v1::GetSettlementRequest> request,
                               progress::v1::Settlement* response) override {
      return fake_.get_settlement(request, response);
    }
    grpc::Status SignSettlement(grpc::ServerContext*,
                                In<progress::v1::SignSettlementRequest> request,
                                progress::v1::Settlement* response) override {
      return fake_.sign(request, response);
    }
    grpc::Status WithdrawSignature(
        grpc::ServerContext*,
        In<progress::v1::WithdrawSignatureRequest> request,
        progress::v1::Settlement* response) override {
      return fake_.withdraw(request, response);
    }
    grpc::Status SettleYear(grpc::ServerContext*,
                            In<progress::v1::SettleYearRequest> request,
                            progress::v1::Settlement* response) override {
      return fake_.settle(request, response);
    }

   private:
    FakeProgress& fake_;
  };

  class Report final : public progress::v1::ReportService::Service {
   public:
    explicit Report(FakeProgress& fake) : fake_(fake) {}
    grpc::Status QueryLedger(
        grpc::ServerContext*, In<progress::v1::QueryLedgerRequest> request,
        progress::v1::QueryLedgerResponse* response) override {
      return fake_.sums(request, response);
    }
    grpc::Status GetReport(grpc::ServerContext*,
                           In<progress::v1::GetReportRequest> request,
                           progress::v1::Report* response) override {
      return fake_.report(request, response);
    }
    grpc::Status ListStatedFigures(
        grpc::ServerContext*,
        In<progress::v1::ListStatedFiguresRequest> request,
        progress::v1::ListStatedFiguresResponse* response) override {
      return fake_.list_stated(request, response);
    }

   private:
    FakeProgress& fake_;
  };

  int port_ = 0;
  Progress progress_{*this};
  Settlement settlement_{*this};
  Report report_{*this};
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_TESTING_FAKE_PROGRESS_H_
