#include "deploy/sample/progress_loader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace duikou::sample {
namespace {

namespace pb = ::duikou::progress::v1;

constexpr int kEntriesACall = 500;

std::string ParentOf(const Programme& programme) {
  return "programmes/" + programme.id;
}

}  // namespace

ProgressLoader::ProgressLoader(
    const std::shared_ptr<grpc::ChannelInterface>& channel, std::string token)
    : caller_(std::move(token)),
      progress_(pb::ProgressService::NewStub(channel)),
      settlement_(pb::SettlementService::NewStub(channel)),
      report_(pb::ReportService::NewStub(channel)) {}

bool ProgressLoader::IsLoaded(const Programme& programme) {
  pb::ListLedgerEntriesRequest request;
  request.set_parent(ParentOf(programme));
  request.set_page_size(1);
  pb::ListLedgerEntriesResponse response;
  return caller_
             .Call(*progress_, &pb::ProgressService::Stub::ListLedgerEntries,
                   request, response)
             .ok() &&
         response.entry_count() >=
             static_cast<int64_t>(programme.ledger_entries.size());
}

grpc::Status ProgressLoader::Load(const Programme& programme) {
  grpc::Status status = LoadIndicators(programme);
  if (status.ok()) status = LoadAssessments(programme);
  for (const SampleAgreement& sample : programme.agreements) {
    if (status.ok()) status = LoadAgreement(programme, sample);
  }
  if (status.ok()) status = LoadStated(programme);
  if (status.ok()) status = LoadEntries(programme);
  return status;
}

grpc::Status ProgressLoader::LoadIndicators(const Programme& programme) {
  for (const pb::Indicator& indicator : programme.indicators) {
    pb::CreateIndicatorRequest request;
    request.set_parent(ParentOf(programme));
    request.set_indicator_id(IdOf(indicator.name()));
    *request.mutable_indicator() = indicator;
    pb::Indicator created;
    const grpc::Status status =
        caller_.Call(*progress_, &pb::ProgressService::Stub::CreateIndicator,
                     request, created);
    if (!UnlessThere(status).ok()) return status;
  }
  return grpc::Status::OK;
}

grpc::Status ProgressLoader::LoadAssessments(const Programme& programme) {
  for (const pb::Assessment& assessment : programme.assessments) {
    pb::CreateAssessmentRequest request;
    request.set_parent(ParentOf(programme));
    request.set_assessment_id(IdOf(assessment.name()));
    *request.mutable_assessment() = assessment;
    pb::Assessment created;
    const grpc::Status status = caller_.Call(
        *settlement_, &pb::SettlementService::Stub::CreateAssessment, request,
        created);
    if (!UnlessThere(status).ok()) return status;
  }
  return grpc::Status::OK;
}

grpc::Status ProgressLoader::LoadAgreement(const Programme& programme,
                                           const SampleAgreement& sample) {
  const std::string id = IdOf(sample.agreement.name());
  pb::CreateAgreementRequest request;
  request.set_parent(ParentOf(programme));
  request.set_agreement_id(id);
  *request.mutable_agreement() = sample.agreement;
  pb::Agreement agreement;
  grpc::Status status =
      caller_.Call(*progress_, &pb::ProgressService::Stub::CreateAgreement,
                   request, agreement);
  if (!UnlessThere(status).ok()) return status;
  int number = 0;
  for (const pb::StageStep& step : sample.steps) {
    pb::AdvanceAgreementRequest advance;
    advance.set_name(sample.agreement.name());
    advance.set_stage(step.stage());
    advance.set_date(step.date());
    advance.set_evidence(step.evidence());
    advance.set_request_id(absl::StrCat("sample-", id, "-", ++number));
    status =
        caller_.Call(*progress_, &pb::ProgressService::Stub::AdvanceAgreement,
                     advance, agreement);
    if (!status.ok()) return status;
  }
  return grpc::Status::OK;
}

grpc::Status ProgressLoader::LoadEntries(const Programme& programme) {
  const int count = static_cast<int>(programme.ledger_entries.size());
  for (int begin = 0; begin < count; begin += kEntriesACall) {
    pb::BatchCreateLedgerEntriesRequest request;
    request.set_parent(ParentOf(programme));
    request.set_request_id(absl::StrCat("sample-entries-", begin));
    for (int i = begin; i < std::min(begin + kEntriesACall, count); ++i) {
      pb::CreateLedgerEntryRequest& one = *request.add_requests();
      one.set_parent(ParentOf(programme));
      *one.mutable_ledger_entry() = programme.ledger_entries[i];
    }
    pb::BatchCreateLedgerEntriesResponse response;
    const grpc::Status status = caller_.Call(
        *progress_, &pb::ProgressService::Stub::BatchCreateLedgerEntries,
        request, response);
    if (!status.ok()) return status;
  }
  return grpc::Status::OK;
}

grpc::Status ProgressLoader::LoadStated(const Programme& programme) {
  for (const pb::StatedFigure& stated : programme.stated_figures) {
    pb::CreateStatedFigureRequest request;
    request.set_parent(ParentOf(programme));
    request.set_stated_figure_id(IdOf(stated.name()));
    *request.mutable_stated_figure() = stated;
    pb::StatedFigure created;
    const grpc::Status status =
        caller_.Call(*report_, &pb::ReportService::Stub::CreateStatedFigure,
                     request, created);
    if (!UnlessThere(status).ok()) return status;
  }
  return grpc::Status::OK;
}

}  // namespace duikou::sample
