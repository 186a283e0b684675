#include "deploy/sample/fair_loader.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace duikou::sample {

FairLoader::FairLoader(const std::shared_ptr<grpc::ChannelInterface>& channel,
                       std::string token)
    : caller_(std::move(token)),
      fairs_(fair::v1::FairService::NewStub(channel)) {}

bool FairLoader::IsLoaded(const Programme& programme) {
  for (const SampleFair& sample : programme.fairs) {
    fair::v1::GetMeetingRequestRequest request;
    request.set_name(sample.requests.back().request.name());
    fair::v1::MeetingRequest there;
    if (!caller_.Call(*fairs_, &Stub::GetMeetingRequest, request, there).ok())
      return false;
    if (sample.requests.back().accepted && !there.has_answer_time()) {
      return false;
    }
  }
  return true;
}

grpc::Status FairLoader::Load(const Programme& programme) {
  for (const SampleFair& sample : programme.fairs) {
    grpc::Status status = LoadFair("programmes/" + programme.id, sample);
    if (status.ok()) status = LoadParticipants(sample);
    if (status.ok()) status = Open(sample);
    for (const SampleRequest& asked : sample.requests) {
      if (status.ok()) status = LoadRequest(sample, asked);
    }
    if (!status.ok()) return status;
  }
  return grpc::Status::OK;
}

grpc::Status FairLoader::LoadFair(const std::string& parent,
                                  const SampleFair& sample) {
  fair::v1::CreateFairRequest request;
  request.set_parent(parent);
  request.set_fair_id(IdOf(sample.fair.name()));
  *request.mutable_fair() = sample.fair;
  fair::v1::Fair created;
  return UnlessThere(
      caller_.Call(*fairs_, &Stub::CreateFair, request, created));
}

grpc::Status FairLoader::LoadParticipants(const SampleFair& sample) {
  for (const fair::v1::Participant& participant : sample.participants) {
    fair::v1::CreateParticipantRequest request;
    request.set_parent(sample.fair.name());
    request.set_participant_id(IdOf(participant.name()));
    *request.mutable_participant() = participant;
    fair::v1::Participant created;
    const grpc::Status status =
        caller_.Call(*fairs_, &Stub::CreateParticipant, request, created);
    if (!UnlessThere(status).ok()) return status;
  }
  return grpc::Status::OK;
}

grpc::Status FairLoader::Open(const SampleFair& sample) {
  fair::v1::GetFairRequest get;
  get.set_name(sample.fair.name());
  fair::v1::Fair there;
  const grpc::Status status = caller_.Call(*fairs_, &Stub::GetFair, get, there);
  if (!status.ok() || there.state() != fair::v1::Fair::STATE_DRAFT)
    return status;
  fair::v1::OpenFairRequest request;
  request.set_name(sample.fair.name());
  return caller_.Call(*fairs_, &Stub::OpenFair, request, there);
}

grpc::Status FairLoader::LoadRequest(const SampleFair& sample,
                                     const SampleRequest& asked) {
  fair::v1::CreateMeetingRequestRequest request;
  request.set_parent(sample.fair.name());
  request.set_meeting_request_id(IdOf(asked.request.name()));
  *request.mutable_meeting_request() = asked.request;
  fair::v1::MeetingRequest there;
  const grpc::Status status =
      caller_.Call(*fairs_, &Stub::CreateMeetingRequest, request, there);
  if (!asked.accepted || !UnlessThere(status).ok()) return UnlessThere(status);
  fair::v1::AnswerMeetingRequestRequest answer;
  answer.set_name(asked.request.name());
  answer.set_accept(*asked.accepted);
  answer.set_text(asked.answer);
  answer.set_request_id(absl::StrCat("sample-", IdOf(asked.request.name())));
  return caller_.Call(*fairs_, &Stub::AnswerMeetingRequest, answer, there);
}

}  // namespace duikou::sample
