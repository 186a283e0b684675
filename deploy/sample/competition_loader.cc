#include "deploy/sample/competition_loader.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace duikou::sample {
namespace {

namespace apb = ::duikou::assignment::v1;
using CompetitionStub = apb::CompetitionService::Stub;

constexpr absl::Duration kTimeToApply = absl::Hours(24 * 14);

std::string RequestId(const std::string& what, const std::string& name) {
  return absl::StrCat("sample-", what, "-", IdOf(name));
}

}  // namespace

CompetitionLoader::CompetitionLoader(
    const std::shared_ptr<grpc::ChannelInterface>& channel, std::string token,
    absl::Time now)
    : caller_(std::move(token)),
      now_(now),
      stub_(apb::CompetitionService::NewStub(channel)) {}

bool CompetitionLoader::IsLoaded(const Programme& programme) {
  for (const SampleCall& sample : programme.calls) {
    apb::GetCallRequest request;
    request.set_name(sample.call.name());
    apb::Call call;
    const grpc::Status status =
        caller_.Call(*stub_, &CompetitionStub::GetCall, request, call);
    if (!status.ok() || call.state() < apb::Call::STATE_SCORING) return false;
  }
  return true;
}

grpc::Status CompetitionLoader::Load(const Programme& programme) {
  for (const SampleCall& sample : programme.calls) {
    const grpc::Status status = LoadCall(sample);
    if (!status.ok()) return status;
  }
  return grpc::Status::OK;
}

grpc::Status CompetitionLoader::LoadCall(const SampleCall& sample) {
  const std::string& name = sample.call.name();
  apb::CreateCallRequest request;
  request.set_parent(name.substr(0, name.rfind("/calls/")));
  request.set_call_id(IdOf(name));
  *request.mutable_call() = sample.call;
  request.mutable_call()->mutable_application_due_time()->set_seconds(
      absl::ToUnixSeconds(now_ + kTimeToApply));
  apb::Call call;
  grpc::Status status = UnlessThere(
      caller_.Call(*stub_, &CompetitionStub::CreateCall, request, call));
  if (status.ok()) status = Open(sample.call);
  if (status.ok()) status = Apply(sample);
  if (status.ok()) status = Close(sample.call);
  if (status.ok()) status = Score(sample);
  return status;
}

grpc::Status CompetitionLoader::Open(const apb::Call& call) {
  apb::OpenCallRequest request;
  request.set_name(call.name());
  request.set_request_id(RequestId("open", call.name()));
  apb::Call opened;
  return caller_.Call(*stub_, &CompetitionStub::OpenCall, request, opened);
}

grpc::Status CompetitionLoader::Apply(const SampleCall& sample) {
  for (const SampleApplication& of : sample.applications) {
    apb::CreateApplicationRequest request;
    request.set_parent(sample.call.name());
    *request.mutable_application() = of.application;
    request.set_request_id(RequestId("apply", of.application.project()));
    apb::Application application;
    const grpc::Status status = caller_.Call(
        *stub_, &CompetitionStub::CreateApplication, request, application);
    if (!status.ok()) return status;
  }
  return grpc::Status::OK;
}

grpc::Status CompetitionLoader::Close(const apb::Call& call) {
  apb::CloseCallRequest request;
  request.set_name(call.name());
  request.set_before_due_time(true);
  request.set_request_id(RequestId("close", call.name()));
  apb::Call closed;
  return caller_.Call(*stub_, &CompetitionStub::CloseCall, request, closed);
}

grpc::Status CompetitionLoader::Score(const SampleCall& sample) {
  for (const SampleApplication& of : sample.applications) {
    apb::ScoreApplicationRequest request;
    request.set_name(absl::StrCat(sample.call.name(), "/scores/",
                                  IdOf(of.application.project())));
    *request.mutable_points() = of.points;
    request.set_note(of.note);
    request.set_request_id(RequestId("score", of.application.project()));
    apb::ApplicationScores scores;
    const grpc::Status status = caller_.Call(
        *stub_, &CompetitionStub::ScoreApplication, request, scores);
    if (!status.ok()) return status;
  }
  return grpc::Status::OK;
}

}  // namespace duikou::sample
