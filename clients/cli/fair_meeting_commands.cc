#include "clients/cli/fair_meeting_commands.h"

#include <algorithm>
#include <memory>
#include <string>
#include <tuple>
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

using fair::v1::CancelMeetingRequest;
using fair::v1::CreateMeetingRequest;
using fair::v1::Fair;
using fair::v1::Fault;
using fair::v1::GetMeetingRequest;
using fair::v1::ListMeetingsRequest;
using fair::v1::ListMeetingsResponse;
using fair::v1::Meeting;
using fair::v1::MoveMeetingRequest;
using fair::v1::MoveMeetingResponse;
using fair::v1::RecordMeetingRequest;
using TimetableStub = fair::v1::TimetableService::StubInterface;

struct MeetingOptions {
  std::string fair;
  std::string id;
  std::string supporter;
  std::string recipient;
  std::string unit;
  std::string date;
  std::vector<std::string> states;
  std::string slot;
  std::string table;
  std::string state;
  std::string note;
  std::string reason;
  int limit = 0;
  bool unplaced = false;
  bool pinned = false;
  bool force = false;
  bool supporter_absent = false;
  bool recipient_absent = false;
  bool clear_note = false;
  ChangeOptions change;
  std::shared_ptr<FieldOptions> fields;
};

// What requests about one meeting have in common.
template <typename Request>
absl::StatusOr<Request> RequestOf(const MeetingOptions& options,
                                  Session& session) {
  Request request;
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   NameInFair(name, "meetings", options.id, "MEETING"));
  request.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  return request;
}

absl::StatusOr<FairPlaces> PlacesOf(const std::string& fair_text,
                                    Session& session) {
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(fair_text, session));
  ASSIGN_OR_RETURN(const Fair found, FetchFair(name, session));
  return FairPlaces(found, session);
}

// `hzau--county-420527  05-10 09:00–09:25  一号馆 a01`.
std::string MeetingText(const Meeting& meeting, const FairPlaces& places,
                        Session& session) {
  if (meeting.slot().empty()) {
    return absl::StrCat(LastId(meeting.name()),
                        session.Say({"  未排", "  without a place"}));
  }
  return absl::StrCat(LastId(meeting.name()), "  ", places.Slot(meeting.slot()),
                      "  ", places.Table(meeting.table()));
}

// Reads pages until the end or the limit (0: none).
absl::StatusOr<ListMeetingsResponse> ReadMeetings(ListMeetingsRequest request,
                                                  int limit, Session& session) {
  ListMeetingsResponse all;
  do {
    request.set_page_size(
        limit > 0 ? std::min(kMostPerPage, limit - all.meetings_size())
                  : kMostPerPage);
    request.set_page_token(all.next_page_token());
    ASSIGN_OR_RETURN(
        const ListMeetingsResponse page,
        session.client().Call(&TimetableStub::ListMeetings, request));
    all.clear_next_page_token();
    all.MergeFrom(page);
  } while (!all.next_page_token().empty() &&
           (limit == 0 || all.meetings_size() < limit));
  return all;
}

// By time, then table; those without a place last.
std::vector<const Meeting*> ByTime(const ListMeetingsResponse& response,
                                   const FairPlaces& places) {
  std::vector<const Meeting*> meetings;
  for (const Meeting& meeting : response.meetings()) {
    meetings.push_back(&meeting);
  }
  const auto place = [&](const Meeting* meeting) {
    return std::tuple(places.Order(meeting->slot()), meeting->table(),
                      meeting->name());
  };
  std::sort(
      meetings.begin(), meetings.end(),
      [&](const Meeting* a, const Meeting* b) { return place(a) < place(b); });
  return meetings;
}

// What became of a meeting's place since it was published.
std::string SinceText(const Meeting& meeting, const FairPlaces& places,
                      Session& session) {
  if (meeting.slot() == meeting.published_slot() &&
      meeting.table() == meeting.published_table()) {
    return "";
  }
  if (meeting.published_slot().empty()) {
    return session.Say({"未发布", "not published"});
  }
  return absl::StrCat(session.Say({"已发布为 ", "published as "}),
                      places.Slot(meeting.published_slot()), " ",
                      places.Table(meeting.published_table()));
}

void PrintMeetings(const ListMeetingsResponse& response,
                   const FairPlaces& places, Session& session) {
  session.display_names().Fetch(response);
  Listing listing({{{"时段", "Slot"}, "slot"},
                   {{"桌", "Table"}, "table"},
                   {{"支援方", "Supporter"}, "supporter", false, true},
                   {{"受援单位", "Recipient"}, "recipient", false, true},
                   {{"项目", "Project"}, "project", false, true},
                   {{"状态", "State"}, "state"},
                   {{"必须", "Must hold"}, "must_hold"},
                   {{"固定", "Pinned"}, "pinned"},
                   {{"权重", "Importance"}, "importance", true},
                   {{"发布", "Published"}, "", false, true},
                   {{"编号", "Id"}, "name"}});
  for (const Meeting* meeting : ByTime(response, places)) {
    listing.Add(
        {places.SlotCell(meeting->slot()), places.TableCell(meeting->table()),
         NameCell(meeting->supporter(), session),
         NameCell(meeting->recipient(), session),
         NameCell(meeting->project(), session),
         EnumCell(*Meeting::State_descriptor(), meeting->state(), session),
         FlagCell(meeting->must_hold(), session),
         FlagCell(meeting->pinned(), session),
         NumberCell(meeting->importance()),
         TextCell(SinceText(*meeting, places, session)),
         IdCell(meeting->name())});
  }
  listing.Print(response,
                {"没有洽谈，见 duikou fair solve --help",
                 "There is no meeting: duikou fair solve --help"},
                session);
}

absl::Status RunMeetings(const MeetingOptions& options, Session& session) {
  ListMeetingsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   FairNameOf(options.fair, session));
  if (!options.unit.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_unit(), session.UnitName(options.unit));
  }
  request.set_date(options.date);
  for (const std::string& text : options.states) {
    const auto state = ParseEnum(*Meeting::State_descriptor(), text);
    RETURN_IF_ERROR(InOption("--state", state.status()));
    request.add_states(static_cast<Meeting::State>((*state)->number()));
  }
  if (options.limit < 0) return UsageError("--limit: must not be negative");
  ASSIGN_OR_RETURN(const FairPlaces places, PlacesOf(options.fair, session));
  ASSIGN_OR_RETURN(const ListMeetingsResponse response,
                   ReadMeetings(request, options.limit, session));
  PrintMeetings(response, places, session);
  return absl::OkStatus();
}

absl::Status RunMeeting(const MeetingOptions& options, Session& session) {
  GetMeetingRequest request;
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   NameInFair(name, "meetings", options.id, "MEETING"));
  ASSIGN_OR_RETURN(const Meeting meeting,
                   session.client().Call(&TimetableStub::GetMeeting, request));
  PrintResource(*KindOfCollection("meetings"), meeting, session);
  return absl::OkStatus();
}

absl::Status RunAdd(const MeetingOptions& options, Session& session) {
  CreateMeetingRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   FairNameOf(options.fair, session));
  Meeting& meeting = *request.mutable_meeting();
  ASSIGN_OR_RETURN(*meeting.mutable_supporter(),
                   session.UnitName(options.supporter));
  ASSIGN_OR_RETURN(*meeting.mutable_recipient(),
                   session.UnitName(options.recipient));
  RETURN_IF_ERROR(
      options.fields->Apply(meeting, NamesInFair(request.parent(), session)));
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(const FairPlaces places, PlacesOf(options.fair, session));
  ASSIGN_OR_RETURN(
      const Meeting made,
      session.client().Call(&TimetableStub::CreateMeeting, request));
  PrintFairDone({"已添加", "Added"}, MeetingText(made, places, session), made,
                options.change.validate_only, session);
  return absl::OkStatus();
}

// What the move breaks that was not broken before, and how much else is.
void PrintMove(const MoveMeetingResponse& response, const FairPlaces& places,
               Session& session) {
  if (session.output() != OutputFormat::kTable) {
    PrintFairFaults(response.faults(), response, places, {"", ""}, session);
    return;
  }
  google::protobuf::RepeatedPtrField<Fault> broken;
  for (const Fault& fault : response.faults()) {
    if (fault.is_new()) *broken.Add() = fault;
  }
  PrintFairFaults(broken, response, places,
                  {"不会造成新的问题", "It breaks nothing new"}, session);
  const int others = response.faults_size() - broken.size();
  if (others > 0) {
    session.terminal().out << session.Say({"原有问题 ", "Broken before: "})
                           << others << session.Say({" 处（", " ("})
                           << "duikou fair check" << session.Say({"）", ")"})
                           << "\n";
  }
}

// A refused move is told with all that it would break.
absl::Status ExplainRefusal(MoveMeetingRequest request,
                            const absl::Status& refusal,
                            const FairPlaces& places, Session& session) {
  if (!absl::IsFailedPrecondition(refusal) ||
      session.output() != OutputFormat::kTable) {
    return refusal;
  }
  request.set_validate_only(true);
  const auto would =
      session.client().Call(&TimetableStub::MoveMeeting, request);
  if (would.ok()) PrintMove(*would, places, session);
  return refusal;
}

absl::Status RunMove(const MeetingOptions& options, Session& session) {
  if (options.slot.empty() != options.unplaced) {
    return UsageError(session.Say(
        {"请给出 --slot，或用 --unplaced 移出日程",
         "say --slot, or --unplaced to take it out of the timetable"}));
  }
  ASSIGN_OR_RETURN(auto request,
                   RequestOf<MoveMeetingRequest>(options, session));
  request.set_slot(options.slot);
  request.set_table(options.table);
  request.set_pinned(options.pinned);
  request.set_force(options.force);
  ASSIGN_OR_RETURN(const FairPlaces places, PlacesOf(options.fair, session));
  const absl::StatusOr<MoveMeetingResponse> response =
      session.client().Call(&TimetableStub::MoveMeeting, request);
  if (!response.ok()) {
    return ExplainRefusal(request, response.status(), places, session);
  }
  PrintMove(*response, places, session);
  if (session.output() != OutputFormat::kTable) return absl::OkStatus();
  session.terminal().out << session.Say(
                                options.change.validate_only
                                    ? Words{"未写入，将移到：",
                                            "Not written; it would be: "}
                                    : Words{"已移到：", "Moved: "})
                         << MeetingText(response->meeting(), places, session)
                         << "\n";
  return absl::OkStatus();
}

absl::Status RunCancel(const MeetingOptions& options, Session& session) {
  ASSIGN_OR_RETURN(auto request,
                   RequestOf<CancelMeetingRequest>(options, session));
  request.set_reason(options.reason);
  ASSIGN_OR_RETURN(
      const Meeting meeting,
      session.client().Call(&TimetableStub::CancelMeeting, request));
  PrintFairDone({"已取消", "Called off"}, LastId(meeting.name()), meeting,
                options.change.validate_only, session);
  return absl::OkStatus();
}

absl::Status RunRecord(const MeetingOptions& options, Session& session) {
  ASSIGN_OR_RETURN(auto request,
                   RequestOf<RecordMeetingRequest>(options, session));
  if (!options.state.empty()) {
    const auto state = ParseEnum(*Meeting::State_descriptor(), options.state);
    RETURN_IF_ERROR(InOption("STATE", state.status()));
    request.set_state(static_cast<Meeting::State>((*state)->number()));
  }
  request.set_supporter_absent(options.supporter_absent);
  request.set_recipient_absent(options.recipient_absent);
  request.set_note(options.note);
  request.set_clear_note(options.clear_note);
  ASSIGN_OR_RETURN(
      const Meeting meeting,
      session.client().Call(&TimetableStub::RecordMeeting, request));
  PrintFairDone({"已记录", "Noted"},
                absl::StrCat(LastId(meeting.name()), session.Say({"（", " ("}),
                             EnumLabel(*Meeting::State_descriptor(),
                                       meeting.state(), session.language()),
                             session.Say({"）", ")"})),
                meeting, options.change.validate_only, session);
  return absl::OkStatus();
}

// A command on the meeting of an id.
CLI::App* AddOnMeeting(Session& session, CLI::App& noun, const char* group,
                       const std::string& name, const Words& help,
                       const std::string& examples,
                       const std::shared_ptr<MeetingOptions>& options,
                       absl::Status (*run)(const MeetingOptions&, Session&)) {
  CLI::App* command =
      AddFairCommand(session, noun, group, name, help, examples, options, run);
  command
      ->add_option("MEETING", options->id,
                   "Its id: supporter--recipient 洽谈编号")
      ->required();
  return command;
}

void AddMeetingListing(Session& session, CLI::App& noun) {
  auto options = std::make_shared<MeetingOptions>();
  CLI::App* command =
      AddFairCommand(session, noun, kTimetableGroup, "meetings",
                     {"按时间列出洽谈", "List the meetings by time"},
                     "duikou fair meetings 2016 --date 2016-05-10\n"
                     "duikou fair meetings 2016 --unit hzau --output csv",
                     options, RunMeetings);
  command->add_option("--unit", options->unit, "Only of this unit 单位")
      ->type_name("UNIT");
  command->add_option("--date", options->date, "Only on this day 日期")
      ->type_name("YYYY-MM-DD");
  command
      ->add_option("--state", options->states,
                   "Only those; again for more 状态，可多次")
      ->allow_extra_args(false)
      ->type_name("planned|held|missed|cancelled");
  command
      ->add_option("--limit", options->limit,
                   "The most to show; 0: all 最多显示")
      ->type_name("NUMBER");

  options = std::make_shared<MeetingOptions>();
  AddOnMeeting(session, noun, kTimetableGroup, "meeting",
               {"显示一场洽谈", "Show one meeting"},
               "duikou fair meeting 2016 hzau--county-420527", options,
               RunMeeting);
}

void AddAdding(Session& session, CLI::App& noun) {
  auto options = std::make_shared<MeetingOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kTimetableGroup, "add-meeting",
      {"添加一场无人约见的洽谈", "Add a meeting that nobody asked for"},
      "duikou fair add-meeting 2016 hzau county-420527 --must-hold", options,
      RunAdd);
  command->add_option("SUPPORTER", options->supporter, "Who gives 支援方")
      ->required();
  command->add_option("RECIPIENT", options->recipient, "Who receives 受援单位")
      ->required();
  options->fields = FieldOptions::Add(*command, *Meeting::descriptor(),
                                      {.skipped = {"supporter", "recipient"}});
  command->add_flag("--validate-only", options->change.validate_only,
                    "Check everything, write nothing 只检查，不写入");
}

void AddMove(Session& session, CLI::App& noun) {
  auto options = std::make_shared<MeetingOptions>();
  CLI::App* command = AddOnMeeting(
      session, noun, kTimetableGroup, "move",
      {"移动一场洽谈，并说明会破坏什么",
       "Move a meeting, saying what that breaks"},
      "duikou fair move 2016 hzau--county-420527 --slot 0510-0930 "
      "--validate-only\n"
      "duikou fair move 2016 hzau--county-420527 --slot 0510-0930 --table a02 "
      "--pinned\n"
      "duikou fair move 2016 hzau--county-420527 --unplaced",
      options, RunMove);
  command->add_option("--slot", options->slot, "To this slot 时段")
      ->type_name("SLOT");
  command
      ->add_option("--table", options->table,
                   "To this table; a free one that fits if not given 桌")
      ->type_name("TABLE");
  command->add_flag("--unplaced", options->unplaced,
                    "Out of the timetable 移出日程");
  command->add_flag("--pinned", options->pinned,
                    "Solving is to leave it there 固定，求解时不动");
  command->add_flag("--force", options->force,
                    "Although it blocks something 有不可行之处也移动");
  AddChangeOptions(*command, options->change);
}

void AddRecord(Session& session, CLI::App& noun) {
  auto options = std::make_shared<MeetingOptions>();
  CLI::App* command = AddOnMeeting(
      session, noun, kDayGroup, "record",
      {"记录洽谈情况和备注", "Say how a meeting went, and note it"},
      "duikou fair record 2016 hzau--county-420527 held --note 拟五月考察\n"
      "duikou fair record 2016 hzau--county-420527 missed --supporter-absent",
      options, RunRecord);
  command->add_option("STATE", options->state,
                      "held|missed|planned; only the note if not given 情况");
  command->add_flag("--supporter-absent", options->supporter_absent,
                    "The supporter did not come 支援方缺席");
  command->add_flag("--recipient-absent", options->recipient_absent,
                    "The recipient did not come 受援单位缺席");
  command->add_option("--note", options->note, "What was said 备注")
      ->type_name("TEXT");
  command->add_flag("--clear-note", options->clear_note,
                    "Your note goes 删除备注");
  AddChangeOptions(*command, options->change);
}

}  // namespace

void AddFairMeetingCommands(Session& session, CLI::App& noun) {
  AddMeetingListing(session, noun);
  AddAdding(session, noun);
  AddMove(session, noun);
  auto options = std::make_shared<MeetingOptions>();
  CLI::App* command = AddOnMeeting(
      session, noun, kTimetableGroup, "cancel-meeting",
      {"取消一场洽谈", "Call a meeting off"},
      "duikou fair cancel-meeting 2016 hzau--county-420527 --reason 行程冲突",
      options, RunCancel);
  command
      ->add_option("--reason", options->reason,
                   "Why; both sides see it 原因，双方可见")
      ->required()
      ->type_name("TEXT");
  AddChangeOptions(*command, options->change);
  AddRecord(session, noun);
}

}  // namespace duikou::cli
