#include "clients/cli/fair_request_commands.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/errors.h"
#include "clients/cli/fair_text.h"
#include "clients/cli/field_options.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using fair::v1::AnswerMeetingRequestRequest;
using fair::v1::CreateMeetingRequestRequest;
using fair::v1::GetMeetingRequestRequest;
using fair::v1::ListMeetingRequestsRequest;
using fair::v1::ListMeetingRequestsResponse;
using fair::v1::MeetingRequest;
using fair::v1::Participant;
using fair::v1::UpdateMeetingRequestRequest;
using fair::v1::WithdrawMeetingRequestRequest;
using FairStub = fair::v1::FairService::StubInterface;

struct FairRequestOptions {
  std::string fair;
  std::string id;
  std::string asker;
  std::string asked;
  std::string unit;
  std::vector<std::string> states;
  std::string text;
  std::string side;
  int limit = 0;
  ChangeOptions change;
  std::shared_ptr<FieldOptions> fields;
};

// What requests about one request have in common.
template <typename Request>
absl::StatusOr<Request> RequestOf(const FairRequestOptions& options,
                                  Session& session) {
  Request request;
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   NameInFair(name, "requests", options.id, "REQUEST"));
  request.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  return request;
}

// `hzau--county-420527（待答复）`.
std::string RequestText(const MeetingRequest& request, Session& session) {
  return absl::StrCat(LastId(request.name()), session.Say({"（", " ("}),
                      EnumLabel(*MeetingRequest::Kind_descriptor(),
                                request.kind(), session.language()),
                      session.Say({"，", ", "}),
                      EnumLabel(*MeetingRequest::State_descriptor(),
                                request.state(), session.language()),
                      session.Say({"）", ")"}));
}

// Reads pages until the end or the limit (0: none).
absl::StatusOr<ListMeetingRequestsResponse> ReadRequests(
    ListMeetingRequestsRequest request, int limit, Session& session) {
  ListMeetingRequestsResponse all;
  do {
    request.set_page_size(
        limit > 0 ? std::min(kMostPerPage, limit - all.meeting_requests_size())
                  : kMostPerPage);
    request.set_page_token(all.next_page_token());
    ASSIGN_OR_RETURN(
        const ListMeetingRequestsResponse page,
        session.client().Call(&FairStub::ListMeetingRequests, request));
    all.clear_next_page_token();
    all.MergeFrom(page);
  } while (!all.next_page_token().empty() &&
           (limit == 0 || all.meeting_requests_size() < limit));
  return all;
}

absl::Status RunRequests(const FairRequestOptions& options, Session& session) {
  ListMeetingRequestsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   FairNameOf(options.fair, session));
  if (!options.unit.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_unit(), session.UnitName(options.unit));
  }
  for (const std::string& text : options.states) {
    const auto state = ParseEnum(*MeetingRequest::State_descriptor(), text);
    RETURN_IF_ERROR(InOption("--state", state.status()));
    request.add_states(static_cast<MeetingRequest::State>((*state)->number()));
  }
  if (options.limit < 0) return UsageError("--limit: must not be negative");
  ASSIGN_OR_RETURN(const ListMeetingRequestsResponse response,
                   ReadRequests(request, options.limit, session));
  std::vector<const google::protobuf::Message*> listed;
  for (const MeetingRequest& one : response.meeting_requests()) {
    listed.push_back(&one);
  }
  PrintList(*KindOfCollection("requests"), response, listed,
            session.Say({"没有约见，见 duikou fair ask --help",
                         "There is no request: duikou fair ask --help"}),
            session);
  return absl::OkStatus();
}

absl::Status RunRequest(const FairRequestOptions& options, Session& session) {
  GetMeetingRequestRequest request;
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   NameInFair(name, "requests", options.id, "REQUEST"));
  ASSIGN_OR_RETURN(
      const MeetingRequest found,
      session.client().Call(&FairStub::GetMeetingRequest, request));
  PrintResource(*KindOfCollection("requests"), found, session);
  return absl::OkStatus();
}

// Who asks stands on the side on which it takes part.
absl::Status SetSides(const std::string& name,
                      const FairRequestOptions& options,
                      MeetingRequest& request, Session& session) {
  ASSIGN_OR_RETURN(const std::string asker, session.UnitName(options.asker));
  ASSIGN_OR_RETURN(const std::string asked, session.UnitName(options.asked));
  fair::v1::GetParticipantRequest get;
  get.set_name(absl::StrCat(name, "/participants/", LastId(asker)));
  ASSIGN_OR_RETURN(const Participant who,
                   session.client().Call(&FairStub::GetParticipant, get));
  request.set_asked_by(who.side());
  const bool gives = who.side() == profiles::v1::SIDE_SUPPORTER;
  request.set_supporter(gives ? asker : asked);
  request.set_recipient(gives ? asked : asker);
  return absl::OkStatus();
}

absl::Status RunAsk(const FairRequestOptions& options, Session& session) {
  CreateMeetingRequestRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   FairNameOf(options.fair, session));
  MeetingRequest& asked = *request.mutable_meeting_request();
  asked.set_kind(MeetingRequest::KIND_WISH);
  RETURN_IF_ERROR(
      options.fields->Apply(asked, NamesInFair(request.parent(), session)));
  RETURN_IF_ERROR(SetSides(request.parent(), options, asked, session));
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(
      const MeetingRequest made,
      session.client().Call(&FairStub::CreateMeetingRequest, request));
  PrintFairDone({"已提出", "Asked"}, RequestText(made, session), made,
                options.change.validate_only, session);
  return absl::OkStatus();
}

absl::Status RunChange(const FairRequestOptions& options, Session& session) {
  UpdateMeetingRequestRequest request;
  MeetingRequest& changed = *request.mutable_meeting_request();
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(*changed.mutable_name(),
                   NameInFair(name, "requests", options.id, "REQUEST"));
  std::vector<std::string> paths;
  RETURN_IF_ERROR(
      options.fields->Apply(changed, NamesInFair(name, session), &paths));
  if (paths.empty()) {
    return UsageError(session.Say({"没有要修改的内容", "nothing to change"}));
  }
  for (const std::string& path : paths) {
    request.mutable_update_mask()->add_paths(path);
  }
  changed.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(
      const MeetingRequest now,
      session.client().Call(&FairStub::UpdateMeetingRequest, request));
  PrintFairDone({"已修改", "Changed"}, RequestText(now, session), now,
                options.change.validate_only, session);
  return absl::OkStatus();
}

absl::Status Answer(const FairRequestOptions& options, bool accept,
                    Session& session) {
  ASSIGN_OR_RETURN(auto request,
                   RequestOf<AnswerMeetingRequestRequest>(options, session));
  request.set_accept(accept);
  request.set_text(options.text);
  if (!options.side.empty()) {
    const auto side = ParseEnum(*profiles::v1::Side_descriptor(), options.side);
    RETURN_IF_ERROR(InOption("--side", side.status()));
    request.set_side(static_cast<profiles::v1::Side>((*side)->number()));
  }
  ASSIGN_OR_RETURN(
      const MeetingRequest answered,
      session.client().Call(&FairStub::AnswerMeetingRequest, request));
  PrintFairDone(
      accept ? Words{"已接受", "Accepted"} : Words{"已谢绝", "Declined"},
      RequestText(answered, session), answered, options.change.validate_only,
      session);
  return absl::OkStatus();
}

absl::Status RunAccept(const FairRequestOptions& options, Session& session) {
  return Answer(options, true, session);
}

absl::Status RunDecline(const FairRequestOptions& options, Session& session) {
  return Answer(options, false, session);
}

absl::Status RunWithdraw(const FairRequestOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const auto request,
                   RequestOf<WithdrawMeetingRequestRequest>(options, session));
  ASSIGN_OR_RETURN(
      const MeetingRequest now,
      session.client().Call(&FairStub::WithdrawMeetingRequest, request));
  PrintFairDone({"已撤回", "Taken back"}, RequestText(now, session), now,
                options.change.validate_only, session);
  return absl::OkStatus();
}

using RequestRunner = absl::Status (*)(const FairRequestOptions&, Session&);

// A command on the request of an id.
CLI::App* AddOnRequest(Session& session, CLI::App& noun,
                       const std::string& name, const Words& help,
                       const std::string& examples,
                       const std::shared_ptr<FairRequestOptions>& options,
                       RequestRunner run) {
  CLI::App* command = AddFairCommand(session, noun, kRequestsGroup, name, help,
                                     examples, options, run);
  command
      ->add_option("REQUEST", options->id,
                   "Its id: who asks--who is asked 约见编号")
      ->required();
  return command;
}

void AddRequestListing(Session& session, CLI::App& noun) {
  auto options = std::make_shared<FairRequestOptions>();
  CLI::App* command =
      AddFairCommand(session, noun, kRequestsGroup, "requests",
                     {"列出约见", "List the requests to meet"},
                     "duikou fair requests 2016 --unit hzau\n"
                     "duikou fair requests 2016 --state pending --output csv",
                     options, RunRequests);
  command->add_option("--unit", options->unit, "Only of this unit 单位")
      ->type_name("UNIT");
  command
      ->add_option("--state", options->states,
                   "Only those; again for more 状态，可多次")
      ->allow_extra_args(false)
      ->type_name("pending|accepted|declined|expired|withdrawn");
  command
      ->add_option("--limit", options->limit,
                   "The most to show; 0: all 最多显示")
      ->type_name("NUMBER");

  options = std::make_shared<FairRequestOptions>();
  AddOnRequest(session, noun, "request", {"显示一个约见", "Show one request"},
               "duikou fair request 2016 hzau--county-420527", options,
               RunRequest);
}

void AddAsking(Session& session, CLI::App& noun) {
  auto options = std::make_shared<FairRequestOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kRequestsGroup, "ask",
      {"提出约见，或表示不约见", "Ask for a meeting, or say no to one"},
      "duikou fair ask 2016 hzau county-420527 --project p-001 --text "
      "脐橙品种\n"
      "duikou fair ask 2016 county-420527 hzau --kind must-meet --session "
      "morning --equipment screen\n"
      "duikou fair ask 2016 hzau county-420504 --kind no-thanks",
      options, RunAsk);
  command->add_option("WHO", options->asker, "The unit that asks 提出单位")
      ->required();
  command->add_option("WHOM", options->asked, "The unit that is asked 对方单位")
      ->required();
  options->fields =
      FieldOptions::Add(*command, *MeetingRequest::descriptor(),
                        {.skipped = {"supporter", "recipient", "asked_by"}});
  command->add_flag("--validate-only", options->change.validate_only,
                    "Check everything, write nothing 只检查，不写入");

  options = std::make_shared<FairRequestOptions>();
  command = AddOnRequest(
      session, noun, "change-request",
      {"修改约见，撤回或谢绝后可再提出", "Change what was asked, or ask again"},
      "duikou fair change-request 2016 hzau--county-420527 --kind must-meet",
      options, RunChange);
  options->fields =
      FieldOptions::Add(*command, *MeetingRequest::descriptor(),
                        {.skipped = {"asked_by"}, .for_update = true});
  AddChangeOptions(*command, options->change);
}

void AddFairAnswer(Session& session, CLI::App& noun, const std::string& name,
                   const Words& help, RequestRunner run) {
  auto options = std::make_shared<FairRequestOptions>();
  CLI::App* command = AddOnRequest(
      session, noun, name, help,
      absl::StrCat("duikou fair ", name, " 2016 hzau--county-420527",
                   name == "decline" ? " --text 时间冲突" : ""),
      options, run);
  command
      ->add_option("--text", options->text, "What there is to say of it 说明")
      ->type_name("TEXT");
  command
      ->add_option("--side", options->side,
                   "For which side; the one asked if not given 代表哪一方")
      ->type_name("supporter|recipient");
  AddChangeOptions(*command, options->change);
}

}  // namespace

void AddFairRequestCommands(Session& session, CLI::App& noun) {
  AddRequestListing(session, noun);
  AddAsking(session, noun);
  AddFairAnswer(session, noun, "accept", {"接受约见", "Accept a request"},
                RunAccept);
  AddFairAnswer(session, noun, "decline", {"谢绝约见", "Decline a request"},
                RunDecline);
  auto options = std::make_shared<FairRequestOptions>();
  CLI::App* command = AddOnRequest(
      session, noun, "withdraw", {"撤回约见", "Take a request back"},
      "duikou fair withdraw 2016 hzau--county-420527", options, RunWithdraw);
  AddChangeOptions(*command, options->change);
}

}  // namespace duikou::cli
