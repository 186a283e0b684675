// TimetableService on the wire: each method is one call of its handler.
#include <memory>
#include <utility>

#include "duikou/fair/v1/timetable_service.grpc.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/fair/rpc_services.h"
#include "services/rpc/serve.h"

namespace duikou {
namespace {

namespace pb = ::duikou::fair::v1;
using ::grpc::ServerContext;
using ::grpc::ServerWriter;
using ::grpc::Status;

class TimetableRpc final : public pb::TimetableService::Service {
 public:
  TimetableRpc(RpcRuntime& rpc, std::shared_ptr<FairParts> parts)
      : runtime_(rpc, pb::TimetableService::service_full_name()),
        parts_(std::move(parts)) {}

  Status SolveTimetable(ServerContext* context,
                        const pb::SolveTimetableRequest* request,
                        pb::TimetableRun* response) override {
    return Serve(
        runtime_, context, "SolveTimetable", *request, response,
        [this](CallContext& call, const pb::SolveTimetableRequest& request) {
          return parts_->runs.SolveTimetable(call, request);
        });
  }
  Status GetTimetableRun(ServerContext* context,
                         const pb::GetTimetableRunRequest* request,
                         pb::TimetableRun* response) override {
    return Serve(
        runtime_, context, "GetTimetableRun", *request, response,
        [this](CallContext& call, const pb::GetTimetableRunRequest& request) {
          return parts_->runs.GetTimetableRun(call, request);
        });
  }
  Status ListTimetableRuns(ServerContext* context,
                           const pb::ListTimetableRunsRequest* request,
                           pb::ListTimetableRunsResponse* response) override {
    return Serve(
        runtime_, context, "ListTimetableRuns", *request, response,
        [this](CallContext& call, const pb::ListTimetableRunsRequest& request) {
          return parts_->runs.ListTimetableRuns(call, request);
        });
  }
  Status CancelTimetableRun(ServerContext* context,
                            const pb::CancelTimetableRunRequest* request,
                            pb::TimetableRun* response) override {
    return Serve(runtime_, context, "CancelTimetableRun", *request, response,
                 [this](CallContext& call,
                        const pb::CancelTimetableRunRequest& request) {
                   return parts_->runs.CancelTimetableRun(call, request);
                 });
  }
  Status GetMeeting(ServerContext* context,
                    const pb::GetMeetingRequest* request,
                    pb::Meeting* response) override {
    return Serve(
        runtime_, context, "GetMeeting", *request, response,
        [this](CallContext& call, const pb::GetMeetingRequest& request) {
          return parts_->meetings.GetMeeting(call, request);
        });
  }
  Status ListMeetings(ServerContext* context,
                      const pb::ListMeetingsRequest* request,
                      pb::ListMeetingsResponse* response) override {
    return Serve(
        runtime_, context, "ListMeetings", *request, response,
        [this](CallContext& call, const pb::ListMeetingsRequest& request) {
          return parts_->meetings.ListMeetings(call, request);
        });
  }
  Status CheckTimetable(ServerContext* context,
                        const pb::CheckTimetableRequest* request,
                        pb::CheckTimetableResponse* response) override {
    return Serve(
        runtime_, context, "CheckTimetable", *request, response,
        [this](CallContext& call, const pb::CheckTimetableRequest& request) {
          return parts_->meetings.CheckTimetable(call, request);
        });
  }
  Status MoveMeeting(ServerContext* context,
                     const pb::MoveMeetingRequest* request,
                     pb::MoveMeetingResponse* response) override {
    return Serve(
        runtime_, context, "MoveMeeting", *request, response,
        [this](CallContext& call, const pb::MoveMeetingRequest& request) {
          return parts_->meetings.MoveMeeting(call, request);
        });
  }
  Status CreateMeeting(ServerContext* context,
                       const pb::CreateMeetingRequest* request,
                       pb::Meeting* response) override {
    return Serve(
        runtime_, context, "CreateMeeting", *request, response,
        [this](CallContext& call, const pb::CreateMeetingRequest& request) {
          return parts_->meetings.CreateMeeting(call, request);
        });
  }
  Status CancelMeeting(ServerContext* context,
                       const pb::CancelMeetingRequest* request,
                       pb::Meeting* response) override {
    return Serve(
        runtime_, context, "CancelMeeting", *request, response,
        [this](CallContext& call, const pb::CancelMeetingRequest& request) {
          return parts_->meetings.CancelMeeting(call, request);
        });
  }
  Status RecordMeeting(ServerContext* context,
                       const pb::RecordMeetingRequest* request,
                       pb::Meeting* response) override {
    return Serve(
        runtime_, context, "RecordMeeting", *request, response,
        [this](CallContext& call, const pb::RecordMeetingRequest& request) {
          return parts_->meetings.RecordMeeting(call, request);
        });
  }
  Status RepairTimetable(ServerContext* context,
                         const pb::RepairTimetableRequest* request,
                         pb::RepairTimetableResponse* response) override {
    return Serve(
        runtime_, context, "RepairTimetable", *request, response,
        [this](CallContext& call, const pb::RepairTimetableRequest& request) {
          return parts_->timetables.RepairTimetable(call, request);
        });
  }
  Status PublishTimetable(ServerContext* context,
                          const pb::PublishTimetableRequest* request,
                          pb::Timetable* response) override {
    return Serve(
        runtime_, context, "PublishTimetable", *request, response,
        [this](CallContext& call, const pb::PublishTimetableRequest& request) {
          return parts_->timetables.PublishTimetable(call, request);
        });
  }
  Status GetTimetable(ServerContext* context,
                      const pb::GetTimetableRequest* request,
                      pb::Timetable* response) override {
    return Serve(
        runtime_, context, "GetTimetable", *request, response,
        [this](CallContext& call, const pb::GetTimetableRequest& request) {
          return parts_->timetables.versions().Get(call, request);
        });
  }
  Status ListTimetables(ServerContext* context,
                        const pb::ListTimetablesRequest* request,
                        pb::ListTimetablesResponse* response) override {
    return Serve(
        runtime_, context, "ListTimetables", *request, response,
        [this](CallContext& call, const pb::ListTimetablesRequest& request) {
          return parts_->timetables.versions().List<pb::ListTimetablesResponse>(
              call, request);
        });
  }
  Status ListNotices(ServerContext* context,
                     const pb::ListNoticesRequest* request,
                     pb::ListNoticesResponse* response) override {
    return Serve(
        runtime_, context, "ListNotices", *request, response,
        [this](CallContext& call, const pb::ListNoticesRequest& request) {
          return parts_->timetables.ListNotices(call, request);
        });
  }
  Status GetAgenda(ServerContext* context, const pb::GetAgendaRequest* request,
                   pb::Agenda* response) override {
    return Serve(
        runtime_, context, "GetAgenda", *request, response,
        [this](CallContext& call, const pb::GetAgendaRequest& request) {
          return parts_->output.GetAgenda(call, request);
        });
  }
  Status GetTablePlan(ServerContext* context,
                      const pb::GetTablePlanRequest* request,
                      pb::TablePlan* response) override {
    return Serve(
        runtime_, context, "GetTablePlan", *request, response,
        [this](CallContext& call, const pb::GetTablePlanRequest& request) {
          return parts_->output.GetTablePlan(call, request);
        });
  }
  Status GetScreen(ServerContext* context, const pb::GetScreenRequest* request,
                   pb::Screen* response) override {
    return Serve(
        runtime_, context, "GetScreen", *request, response,
        [this](CallContext& call, const pb::GetScreenRequest& request) {
          return parts_->output.GetScreen(call, request);
        });
  }
  Status DraftAgreement(ServerContext* context,
                        const pb::DraftAgreementRequest* request,
                        pb::DraftAgreementResponse* response) override {
    return Serve(
        runtime_, context, "DraftAgreement", *request, response,
        [this](CallContext& call, const pb::DraftAgreementRequest& request) {
          return parts_->output.DraftAgreement(call, request);
        });
  }
  Status GetBoard(ServerContext* context, const pb::GetBoardRequest* request,
                  pb::Board* response) override {
    return Serve(runtime_, context, "GetBoard", *request, response,
                 [this](CallContext& call, const pb::GetBoardRequest& request) {
                   return parts_->output.GetBoard(call, request);
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
          return parts_->timetable_sheets.Export(
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
          return parts_->timetable_history.List(call, request);
        });
  }

 private:
  const ServiceRuntime runtime_;
  // Shared by the role's services.
  const std::shared_ptr<FairParts> parts_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeTimetableRpc(
    RpcRuntime& rpc, std::shared_ptr<FairParts> parts) {
  return std::make_unique<TimetableRpc>(rpc, std::move(parts));
}

}  // namespace duikou
