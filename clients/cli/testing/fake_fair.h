// The services of the role `fair`, which answer what a test put into them and
// keep the last requests, on a port of their own.
//
//   FakeServices others;
//   FakeFair fair;
//   environment["DUIKOU_SERVER"] =
//       others.address() + ",fair=" + fair.address();
#ifndef DUIKOU_CLIENTS_CLI_TESTING_FAKE_FAIR_H_
#define DUIKOU_CLIENTS_CLI_TESTING_FAKE_FAIR_H_

#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <string>

#include "clients/cli/testing/fake_progress.h"
#include "duikou/fair/v1/fair_service.grpc.pb.h"
#include "duikou/fair/v1/timetable_service.grpc.pb.h"

namespace duikou::cli {

class FakeFair final {
 public:
  FakeFair() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port_);
    builder.RegisterService(&fairs_);
    builder.RegisterService(&timetables_);
    server_ = builder.BuildAndStart();
  }

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

  FakeMethod<fair::v1::GetFairRequest, fair::v1::Fair> get_fair;
  FakeMethod<fair::v1::UpdateFairRequest, fair::v1::Fair> update_fair;
  FakeMethod<fair::v1::CreateFairRequest, fair::v1::Fair> create_fair;
  FakeMethod<fair::v1::OpenFairRequest, fair::v1::Fair> open_fair;
  FakeMethod<fair::v1::AssignStandsRequest, fair::v1::AssignStandsResponse>
      assign_stands;
  FakeMethod<fair::v1::ListParticipantsRequest,
             fair::v1::ListParticipantsResponse>
      list_participants;
  FakeMethod<fair::v1::GetParticipantRequest, fair::v1::Participant>
      get_participant;
  FakeMethod<fair::v1::CreateParticipantRequest, fair::v1::Participant>
      create_participant;
  FakeMethod<fair::v1::UpdateParticipantRequest, fair::v1::Participant>
      update_participant;
  FakeMethod<fair::v1::DeleteParticipantRequest, google::protobuf::Empty>
      delete_participant;
  FakeMethod<fair::v1::CheckInParticipantRequest, fair::v1::Participant>
      check_in;
  FakeMethod<fair::v1::RankPartnersRequest, fair::v1::RankPartnersResponse>
      partners;
  FakeMethod<fair::v1::ListMeetingRequestsRequest,
             fair::v1::ListMeetingRequestsResponse>
      list_requests;
  FakeMethod<fair::v1::CreateMeetingRequestRequest, fair::v1::MeetingRequest>
      ask;
  FakeMethod<fair::v1::UpdateMeetingRequestRequest, fair::v1::MeetingRequest>
      change_request;
  FakeMethod<fair::v1::AnswerMeetingRequestRequest, fair::v1::MeetingRequest>
      answer_request;
  FakeMethod<fair::v1::WithdrawMeetingRequestRequest, fair::v1::MeetingRequest>
      withdraw;
  FakeMethod<fair::v1::SuggestMeetingsRequest,
             fair::v1::SuggestMeetingsResponse>
      suggest;
  FakeMethod<fair::v1::ReviewPairingRequest, fair::v1::ReviewPairingResponse>
      review;

  FakeMethod<fair::v1::SolveTimetableRequest, fair::v1::TimetableRun> solve;
  FakeMethod<fair::v1::GetTimetableRunRequest, fair::v1::TimetableRun> get_run;
  FakeMethod<fair::v1::ListTimetableRunsRequest,
             fair::v1::ListTimetableRunsResponse>
      list_runs;
  FakeMethod<fair::v1::CancelTimetableRunRequest, fair::v1::TimetableRun>
      cancel_run;
  FakeMethod<fair::v1::CheckTimetableRequest, fair::v1::CheckTimetableResponse>
      check;
  FakeMethod<fair::v1::GetMeetingRequest, fair::v1::Meeting> get_meeting;
  FakeMethod<fair::v1::ListMeetingsRequest, fair::v1::ListMeetingsResponse>
      list_meetings;
  FakeMethod<fair::v1::CreateMeetingRequest, fair::v1::Meeting> create_meeting;
  FakeMethod<fair::v1::CancelMeetingRequest, fair::v1::Meeting> cancel_meeting;
  FakeMethod<fair::v1::RecordMeetingRequest, fair::v1::Meeting> record;
  FakeMethod<fair::v1::RepairTimetableRequest,
             fair::v1::RepairTimetableResponse>
      repair;
  FakeMethod<fair::v1::PublishTimetableRequest, fair::v1::Timetable> publish;
  FakeMethod<fair::v1::ListTimetablesRequest, fair::v1::ListTimetablesResponse>
      list_versions;
  FakeMethod<fair::v1::ListNoticesRequest, fair::v1::ListNoticesResponse>
      notices;
  FakeMethod<fair::v1::GetAgendaRequest, fair::v1::Agenda> agenda;
  FakeMethod<fair::v1::GetTablePlanRequest, fair::v1::TablePlan> table_plan;
  FakeMethod<fair::v1::GetScreenRequest, fair::v1::Screen> screen;
  FakeMethod<fair::v1::DraftAgreementRequest, fair::v1::DraftAgreementResponse>
      draft;
  FakeMethod<fair::v1::GetBoardRequest, fair::v1::Board> board;
  // Moves are refused with `move_refusal`, if it has words, unless they are
  // validate_only.
  FakeMethod<fair::v1::MoveMeetingRequest, fair::v1::MoveMeetingResponse> move;
  std::string move_refusal;
  // By name.
  std::map<std::string, fair::v1::Timetable> versions;
  type::v1::ImportResourcesRequest imported;
  type::v1::ImportSummary import_summary;
  type::v1::ExportResourcesRequest exported;
  type::v1::ExportResourcesRequest exported_meetings;

 private:
  template <typename T>
  using In = const T*;

  static grpc::Status WriteSheet(
      grpc::ServerWriter<type::v1::ExportResourcesResponse>* writer) {
    type::v1::ExportResourcesResponse piece;
    piece.set_content("编号\n");
    piece.set_rows(1);
    writer->Write(piece);
    return grpc::Status::OK;
  }

  class Fairs final : public fair::v1::FairService::Service {
   public:
    explicit Fairs(FakeFair& fake) : fake_(fake) {}
    grpc::Status GetFair(grpc::ServerContext*,
                         In<fair::v1::GetFairRequest> request,
                         fair::v1::Fair* response) override {
      return fake_.get_fair(request, response);
    }
    grpc::Status UpdateFair(grpc::ServerContext*,
                            In<fair::v1::UpdateFairRequest> request,
                            fair::v1::Fair* response) override {
      return fake_.update_fair(request, response);
    }
    grpc::Status CreateFair(grpc::ServerContext*,
                            In<fair::v1::CreateFairRequest> request,
                            fair::v1::Fair* response) override {
      return fake_.create_fair(request, response);
    }
    grpc::Status OpenFair(grpc::ServerContext*,
                          In<fair::v1::OpenFairRequest> request,
                          fair::v1::Fair* response) override {
      return fake_.open_fair(request, response);
    }
    grpc::Status AssignStands(
        grpc::ServerContext*, In<fair::v1::AssignStandsRequest> request,
        fair::v1::AssignStandsResponse* response) override {
      return fake_.assign_stands(request, response);
    }
    grpc::Status ListParticipants(
        grpc::ServerContext*, In<fair::v1::ListParticipantsRequest> request,
        fair::v1::ListParticipantsResponse* response) override {
      return fake_.list_participants(request, response);
    }
    grpc::Status GetParticipant(grpc::ServerContext*,
                                In<fair::v1::GetParticipantRequest> request,
                                fair::v1::Participant* response) override {
      return fake_.get_participant(request, response);
    }
    grpc::Status CreateParticipant(
        grpc::ServerContext*, In<fair::v1::CreateParticipantRequest> request,
        fair::v1::Participant* response) override {
      return fake_.create_participant(request, response);
    }
    grpc::Status UpdateParticipant(
        grpc::ServerContext*, In<fair::v1::UpdateParticipantRequest> request,
        fair::v1::Participant* response) override {
      return fake_.update_participant(request, response);
    }
    grpc::Status DeleteParticipant(
        grpc::ServerContext*, In<fair::v1::DeleteParticipantRequest> request,
        google::protobuf::Empty* response) override {
      return fake_.delete_participant(request, response);
    }
    grpc::Status CheckInParticipant(
        grpc::ServerContext*, In<fair::v1::CheckInParticipantRequest> request,
        fair::v1::Participant* response) override {
      return fake_.check_in(request, response);
    }
    grpc::Status RankPartners(
        grpc::ServerContext*, In<fair::v1::RankPartnersRequest> request,
        fair::v1::RankPartnersResponse* response) override {
      return fake_.partners(request, response);
    }
    grpc::Status ListMeetingRequests(
        grpc::ServerContext*, In<fair::v1::ListMeetingRequestsRequest> request,
        fair::v1::ListMeetingRequestsResponse* response) override {
      return fake_.list_requests(request, response);
    }
    grpc::Status CreateMeetingRequest(
        grpc::ServerContext*, In<fair::v1::CreateMeetingRequestRequest> request,
        fair::v1::MeetingRequest* response) override {
      return fake_.ask(request, response);
    }
    grpc::Status UpdateMeetingRequest(
        grpc::ServerContext*, In<fair::v1::UpdateMeetingRequestRequest> request,
        fair::v1::MeetingRequest* response) override {
      return fake_.change_request(request, response);
    }
    grpc::Status AnswerMeetingRequest(
        grpc::ServerContext*, In<fair::v1::AnswerMeetingRequestRequest> request,
        fair::v1::MeetingRequest* response) override {
      return fake_.answer_request(request, response);
    }
    grpc::Status WithdrawMeetingRequest(
        grpc::ServerContext*,
        In<fair::v1::WithdrawMeetingRequestRequest> request,
        fair::v1::MeetingRequest* response) override {
      return fake_.withdraw(request, response);
    }
    grpc::Status SuggestMeetings(
        grpc::ServerContext*, In<fair::v1::SuggestMeetingsRequest> request,
        fair::v1::SuggestMeetingsResponse* response) override {
      return fake_.suggest(request, response);
    }
    grpc::Status ReviewPairing(
        grpc::ServerContext*, In<fair::v1::ReviewPairingRequest> request,
        fair::v1::ReviewPairingResponse* response) override {
      return fake_.review(request, response);
    }
    grpc::Status ImportResources(
        grpc::ServerContext*, In<type::v1::ImportResourcesRequest> request,
        grpc::ServerWriter<type::v1::ImportResourcesResponse>* writer)
        override {
      fake_.imported = *request;
      type::v1::ImportResourcesResponse last;
      *last.mutable_summary() = fake_.import_summary;
      writer->Write(last);
      return grpc::Status::OK;
    }
    grpc::Status ExportResources(
        grpc::ServerContext*, In<type::v1::ExportResourcesRequest> request,
        grpc::ServerWriter<type::v1::ExportResourcesResponse>* writer)
        override {
      fake_.exported = *request;
      return WriteSheet(writer);
    }

   private:
    FakeFair& fake_;
  };

  class Timetables final : public fair::v1::TimetableService::Service {
   public:
    explicit Timetables(FakeFair& fake) : fake_(fake) {}
    grpc::Status SolveTimetable(grpc::ServerContext*,
                                In<fair::v1::SolveTimetableRequest> request,
                                fair::v1::TimetableRun* response) override {
      return fake_.solve(request, response);
    }
    grpc::Status GetTimetableRun(grpc::ServerContext*,
                                 In<fair::v1::GetTimetableRunRequest> request,
                                 fair::v1::TimetableRun* response) override {
      return fake_.get_run(request, response);
    }
    grpc::Status ListTimetableRuns(
        grpc::ServerContext*, In<fair::v1::ListTimetableRunsRequest> request,
        fair::v1::ListTimetableRunsResponse* response) override {
      return fake_.list_runs(request, response);
    }
    grpc::Status CancelTimetableRun(
        grpc::ServerContext*, In<fair::v1::CancelTimetableRunRequest> request,
        fair::v1::TimetableRun* response) override {
      return fake_.cancel_run(request, response);
    }
    grpc::Status CheckTimetable(
        grpc::ServerContext*, In<fair::v1::CheckTimetableRequest> request,
        fair::v1::CheckTimetableResponse* response) override {
      return fake_.check(request, response);
    }
    grpc::Status GetMeeting(grpc::ServerContext*,
                            In<fair::v1::GetMeetingRequest> request,
                            fair::v1::Meeting* response) override {
      return fake_.get_meeting(request, response);
    }
    grpc::Status ListMeetings(
        grpc::ServerContext*, In<fair::v1::ListMeetingsRequest> request,
        fair::v1::ListMeetingsResponse* response) override {
      return fake_.list_meetings(request, response);
    }
    grpc::Status CreateMeeting(grpc::ServerContext*,
                               In<fair::v1::CreateMeetingRequest> request,
                               fair::v1::Meeting* response) override {
      return fake_.create_meeting(request, response);
    }
    grpc::Status CancelMeeting(grpc::ServerContext*,
                               In<fair::v1::CancelMeetingRequest> request,
                               fair::v1::Meeting* response) override {
      return fake_.cancel_meeting(request, response);
    }
    grpc::Status RecordMeeting(grpc::ServerContext*,
                               In<fair::v1::RecordMeetingRequest> request,
                               fair::v1::Meeting* response) override {
      return fake_.record(request, response);
    }
    grpc::Status RepairTimetable(
        grpc::ServerContext*, In<fair::v1::RepairTimetableRequest> request,
        fair::v1::RepairTimetableResponse* response) override {
      return fake_.repair(request, response);
    }
    grpc::Status PublishTimetable(grpc::ServerContext*,
                                  In<fair::v1::PublishTimetableRequest> request,
                                  fair::v1::Timetable* response) override {
      return fake_.publish(request, response);
    }
    grpc::Status ListTimetables(
        grpc::ServerContext*, In<fair::v1::ListTimetablesRequest> request,
        fair::v1::ListTimetablesResponse* response) override {
      return fake_.list_versions(request, response);
    }
    grpc::Status ListNotices(grpc::ServerContext*,
                             In<fair::v1::ListNoticesRequest> request,
                             fair::v1::ListNoticesResponse* response) override {
      return fake_.notices(request, response);
    }
    grpc::Status GetAgenda(grpc::ServerContext*,
                           In<fair::v1::GetAgendaRequest> request,
                           fair::v1::Agenda* response) override {
      return fake_.agenda(request, response);
    }
    grpc::Status GetTablePlan(grpc::ServerContext*,
                              In<fair::v1::GetTablePlanRequest> request,
                              fair::v1::TablePlan* response) override {
      return fake_.table_plan(request, response);
    }
    grpc::Status GetScreen(grpc::ServerContext*,
                           In<fair::v1::GetScreenRequest> request,
                           fair::v1::Screen* response) override {
      return fake_.screen(request, response);
    }
    grpc::Status DraftAgreement(
        grpc::ServerContext*, In<fair::v1::DraftAgreementRequest> request,
        fair::v1::DraftAgreementResponse* response) override {
      return fake_.draft(request, response);
    }
    grpc::Status GetBoard(grpc::ServerContext*,
                          In<fair::v1::GetBoardRequest> request,
                          fair::v1::Board* response) override {
      return fake_.board(request, response);
    }
    grpc::Status MoveMeeting(grpc::ServerContext*,
                             In<fair::v1::MoveMeetingRequest> request,
                             fair::v1::MoveMeetingResponse* response) override {
      const grpc::Status status = fake_.move(request, response);
      return fake_.move_refusal.empty() || request->validate_only()
                 ? status
                 : grpc::Status(grpc::StatusCode::FAILED_PRECONDITION,
                                fake_.move_refusal);
    }
    grpc::Status GetTimetable(grpc::ServerContext*,
                              In<fair::v1::GetTimetableRequest> request,
                              fair::v1::Timetable* response) override {
      const auto found = fake_.versions.find(request->name());
      if (found == fake_.versions.end()) {
        return {grpc::StatusCode::NOT_FOUND, request->name()};
      }
      *response = found->second;
      return grpc::Status::OK;
    }
    grpc::Status ExportResources(
        grpc::ServerContext*, In<type::v1::ExportResourcesRequest> request,
        grpc::ServerWriter<type::v1::ExportResourcesResponse>* writer)
        override {
      fake_.exported_meetings = *request;
      return WriteSheet(writer);
    }

   private:
    FakeFair& fake_;
  };

  int port_ = 0;
  Fairs fairs_{*this};
  Timetables timetables_{*this};
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_TESTING_FAKE_FAIR_H_
