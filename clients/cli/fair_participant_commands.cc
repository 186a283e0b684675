#include "clients/cli/fair_participant_commands.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/confirm.h"
#include "clients/cli/errors.h"
#include "clients/cli/fair_text.h"
#include "clients/cli/field_options.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using fair::v1::CheckInParticipantRequest;
using fair::v1::CreateParticipantRequest;
using fair::v1::DeleteParticipantRequest;
using fair::v1::GetParticipantRequest;
using fair::v1::ListParticipantsRequest;
using fair::v1::ListParticipantsResponse;
using fair::v1::Participant;
using fair::v1::UpdateParticipantRequest;
using FairStub = fair::v1::FairService::StubInterface;
using ProfilesStub = profiles::v1::ProfilesService::StubInterface;

struct ParticipantOptions {
  std::string fair;
  std::string unit;
  std::vector<std::string> units;
  std::string side;
  std::string query;
  int limit = 0;
  bool undo = false;
  bool yes = false;
  ChangeOptions change;
  std::shared_ptr<FieldOptions> fields;
};

absl::StatusOr<std::string> ParticipantName(const std::string& fair_text,
                                            const std::string& unit,
                                            Session& session) {
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(fair_text, session));
  return NameInFair(name, "participants", unit, "UNIT");
}

std::string WhoText(const Participant& participant, Session& session) {
  return absl::StrCat(In(participant.display_name(), session.language()),
                      session.Say({"（", " ("}),
                      EnumLabel(*Participant::Attendance_descriptor(),
                                participant.attendance(), session.language()),
                      session.Say({"）", ")"}));
}

// Reads pages until the end or the limit (0: none).
absl::StatusOr<ListParticipantsResponse> ReadParticipants(
    ListParticipantsRequest request, int limit, Session& session) {
  ListParticipantsResponse all;
  do {
    request.set_page_size(
        limit > 0 ? std::min(kMostPerPage, limit - all.participants_size())
                  : kMostPerPage);
    request.set_page_token(all.next_page_token());
    ASSIGN_OR_RETURN(
        const ListParticipantsResponse page,
        session.client().Call(&FairStub::ListParticipants, request));
    all.clear_next_page_token();
    all.MergeFrom(page);
  } while (!all.next_page_token().empty() &&
           (limit == 0 || all.participants_size() < limit));
  return all;
}

void PrintParticipants(const ListParticipantsResponse& response,
                       Session& session) {
  Listing listing({{{"单位", "Unit"}, "unit"},
                   {{"名称", "Name"}, "display_name", false, true},
                   {{"身份", "Side"}, "side"},
                   {{"人数", "People"}, "delegates", true},
                   {{"带队", "Leader"}, "leader"},
                   {{"项目", "Projects"}, "projects", true},
                   {{"展位", "Stands"}, "stands_wanted", true},
                   {{"到会", "Attendance"}, "attendance"}});
  for (const Participant& participant : response.participants()) {
    std::string leader;
    for (const auto& person : participant.delegates()) {
      if (person.leader()) leader = person.display_name();
    }
    listing.Add({IdCell(participant.unit()),
                 LocalCell(participant.display_name(), session),
                 EnumCell(*profiles::v1::Side_descriptor(), participant.side(),
                          session),
                 NumberCell(participant.delegates_size()), TextCell(leader),
                 NumberCell(participant.projects_size()),
                 NumberCell(participant.stands_wanted()),
                 EnumCell(*Participant::Attendance_descriptor(),
                          participant.attendance(), session)});
  }
  listing.Print(response,
                {"还没有参会单位，见 duikou fair register --help",
                 "Nobody takes part yet: duikou fair register --help"},
                session);
}

absl::Status RunParticipants(const ParticipantOptions& options,
                             Session& session) {
  ListParticipantsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   FairNameOf(options.fair, session));
  if (!options.side.empty()) {
    const auto side = ParseEnum(*profiles::v1::Side_descriptor(), options.side);
    RETURN_IF_ERROR(InOption("--side", side.status()));
    request.set_side(static_cast<profiles::v1::Side>((*side)->number()));
  }
  request.set_query(options.query);
  if (options.limit < 0) return UsageError("--limit: must not be negative");
  ASSIGN_OR_RETURN(const ListParticipantsResponse response,
                   ReadParticipants(request, options.limit, session));
  PrintParticipants(response, session);
  return absl::OkStatus();
}

absl::Status RunParticipant(const ParticipantOptions& options,
                            Session& session) {
  GetParticipantRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   ParticipantName(options.fair, options.unit, session));
  ASSIGN_OR_RETURN(const Participant participant,
                   session.client().Call(&FairStub::GetParticipant, request));
  PrintResource(*KindOfCollection("participants"), participant, session);
  return absl::OkStatus();
}

// The one side that a unit is on.
absl::StatusOr<profiles::v1::Side> SideOf(const std::string& unit,
                                          Session& session) {
  profiles::v1::GetUnitRequest request;
  request.set_name(unit);
  ASSIGN_OR_RETURN(const profiles::v1::Unit found,
                   session.client().Call(&ProfilesStub::GetUnit, request));
  if (found.sides_size() == 1) return found.sides(0);
  return UsageError(absl::StrCat(
      "--side: ", LastId(unit),
      session.Say({" 两方都是，请给出 --side supporter 或 recipient",
                   " is on both sides: say --side supporter or recipient"})));
}

absl::Status RunRegister(const ParticipantOptions& options, Session& session) {
  CreateParticipantRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   FairNameOf(options.fair, session));
  Participant& participant = *request.mutable_participant();
  ASSIGN_OR_RETURN(*participant.mutable_unit(), session.UnitName(options.unit));
  RETURN_IF_ERROR(options.fields->Apply(participant, session.names()));
  if (participant.side() == profiles::v1::SIDE_UNSPECIFIED) {
    ASSIGN_OR_RETURN(const profiles::v1::Side side,
                     SideOf(participant.unit(), session));
    participant.set_side(side);
  }
  request.set_participant_id(LastId(participant.unit()));
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(
      const Participant made,
      session.client().Call(&FairStub::CreateParticipant, request));
  PrintFairDone({"已登记参会", "Registered"}, WhoText(made, session), made,
                options.change.validate_only, session);
  return absl::OkStatus();
}

absl::Status RunChangeRegistration(const ParticipantOptions& options,
                                   Session& session) {
  UpdateParticipantRequest request;
  Participant& participant = *request.mutable_participant();
  ASSIGN_OR_RETURN(*participant.mutable_name(),
                   ParticipantName(options.fair, options.unit, session));
  std::vector<std::string> paths;
  RETURN_IF_ERROR(options.fields->Apply(participant, session.names(), &paths));
  if (paths.empty()) {
    return UsageError(session.Say({"没有要修改的内容", "nothing to change"}));
  }
  for (const std::string& path : paths) {
    request.mutable_update_mask()->add_paths(path);
  }
  participant.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(
      const Participant changed,
      session.client().Call(&FairStub::UpdateParticipant, request));
  PrintFairDone({"已修改", "Changed"}, WhoText(changed, session), changed,
                options.change.validate_only, session);
  return absl::OkStatus();
}

absl::Status RunUnregister(const ParticipantOptions& options,
                           Session& session) {
  DeleteParticipantRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   ParticipantName(options.fair, options.unit, session));
  ASSIGN_OR_RETURN(
      const bool meant,
      Confirmed(
          absl::StrCat(session.Say({"取消参会 ", "Take off "}), options.unit),
          options.yes || options.change.validate_only, session,
          {"未取消", "Nothing was done"}));
  if (!meant) return absl::OkStatus();
  request.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(
      const google::protobuf::Empty done,
      session.client().Call(&FairStub::DeleteParticipant, request));
  if (session.output() != OutputFormat::kTable) return absl::OkStatus();
  PrintFairDone({"已取消参会", "Takes part no more"}, options.unit, done,
                options.change.validate_only, session);
  return absl::OkStatus();
}

absl::Status RunCheckIn(const ParticipantOptions& options, Session& session) {
  if (options.units.size() > 1 && !options.change.etag.empty()) {
    return UsageError("--etag: is of one participant; give one at a time");
  }
  for (const std::string& unit : options.units) {
    CheckInParticipantRequest request;
    ASSIGN_OR_RETURN(*request.mutable_name(),
                     ParticipantName(options.fair, unit, session));
    request.set_undo(options.undo);
    request.set_etag(options.change.etag);
    request.set_validate_only(options.change.validate_only);
    ASSIGN_OR_RETURN(
        const Participant who,
        session.client().Call(&FairStub::CheckInParticipant, request));
    PrintFairDone(options.undo ? Words{"已撤销签到", "Not there after all"}
                               : Words{"已签到", "Is there"},
                  WhoText(who, session), who, options.change.validate_only,
                  session);
  }
  return absl::OkStatus();
}

// A command on one participant.
CLI::App* AddOnUnit(Session& session, CLI::App& noun, const std::string& name,
                    const Words& help, const std::string& examples,
                    const std::shared_ptr<ParticipantOptions>& options,
                    absl::Status (*run)(const ParticipantOptions&, Session&)) {
  CLI::App* command = AddFairCommand(session, noun, kParticipantsGroup, name,
                                     help, examples, options, run);
  command->add_option("UNIT", options->unit, "The unit 单位")->required();
  return command;
}

void AddParticipantListing(Session& session, CLI::App& noun) {
  auto options = std::make_shared<ParticipantOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kParticipantsGroup, "participants",
      {"列出参会单位", "List who takes part"},
      "duikou fair participants 2016\n"
      "duikou fair participants 2016 --side recipient --output csv",
      options, RunParticipants);
  command->add_option("--side", options->side, "Only this side 身份")
      ->type_name("supporter|recipient");
  command
      ->add_option("--query", options->query,
                   "Only whose name has these words 名称含")
      ->type_name("TEXT");
  command
      ->add_option("--limit", options->limit,
                   "The most to show; 0: all 最多显示")
      ->type_name("NUMBER");

  options = std::make_shared<ParticipantOptions>();
  AddOnUnit(session, noun, "participant",
            {"显示一个参会单位", "Show one with its people"},
            "duikou fair participant 2016 hzau", options, RunParticipant);
}

void AddRegistration(Session& session, CLI::App& noun) {
  auto options = std::make_shared<ParticipantOptions>();
  CLI::App* command = AddOnUnit(
      session, noun, "register", {"登记参会", "Have a unit take part"},
      "duikou fair register 2016 hzau --delegate p1,王建国,处长,13800000000,"
      "leader=true\n      --delegate p2,李敏,教授 --available-slot 0510-0900,"
      "0510-0930 --stands-wanted 1\n"
      "duikou fair register 2016 county-420527 --project p-001,p-002",
      options, RunRegister);
  options->fields = FieldOptions::Add(*command, *Participant::descriptor(),
                                      {.skipped = {"unit"}});
  command->add_flag("--validate-only", options->change.validate_only,
                    "Check everything, write nothing 只检查，不写入");

  options = std::make_shared<ParticipantOptions>();
  command =
      AddOnUnit(session, noun, "change-registration",
                {"修改参会登记（列表整体替换）",
                 "Change what was registered; a list is replaced whole"},
                "duikou fair change-registration 2016 hzau --stands-wanted 2",
                options, RunChangeRegistration);
  options->fields = FieldOptions::Add(*command, *Participant::descriptor(),
                                      {.for_update = true});
  AddChangeOptions(*command, options->change);

  options = std::make_shared<ParticipantOptions>();
  command = AddOnUnit(session, noun, "unregister",
                      {"取消参会", "Have a unit take part no more"},
                      "duikou fair unregister 2016 hzau --yes", options,
                      RunUnregister);
  AddYes(*command, options->yes);
  AddChangeOptions(*command, options->change);
}

}  // namespace

void AddFairParticipantCommands(Session& session, CLI::App& noun) {
  AddParticipantListing(session, noun);
  AddRegistration(session, noun);
}

void AddFairCheckIn(Session& session, CLI::App& noun) {
  auto options = std::make_shared<ParticipantOptions>();
  CLI::App* command =
      AddFairCommand(session, noun, kDayGroup, "check-in",
                     {"签到", "Note that units have come"},
                     "duikou fair check-in 2016 hzau county-420527\n"
                     "duikou fair check-in 2016 hzau --undo",
                     options, RunCheckIn);
  command->add_option("UNIT", options->units, "The units 单位")->required();
  command->add_flag("--undo", options->undo,
                    "They have not, after all 撤销签到");
  AddChangeOptions(*command, options->change);
}

}  // namespace duikou::cli
