#include "clients/cli/fair_repair_commands.h"

#include <memory>
#include <string>
#include <vector>

#include "clients/cli/errors.h"
#include "clients/cli/fair_text.h"
#include "clients/cli/output.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using fair::v1::Absence;
using fair::v1::Fair;
using fair::v1::LostPlace;
using fair::v1::RepairTimetableRequest;
using fair::v1::RepairTimetableResponse;
using TimetableStub = fair::v1::TimetableService::StubInterface;

struct RepairOptions {
  std::string fair;
  std::vector<std::string> units;
  std::string until;
  std::vector<std::string> halls;
  std::vector<std::string> tables;
  std::string from;
  std::string to;
  std::string first_open_slot;
  std::string reason;
  std::string preview_token;
  ChangeOptions change;
};

absl::StatusOr<RepairTimetableRequest> NewRequest(const RepairOptions& options,
                                                  Session& session) {
  RepairTimetableRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), FairNameOf(options.fair, session));
  request.set_first_open_slot(options.first_open_slot);
  request.set_reason(options.reason);
  request.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  request.set_preview_token(options.preview_token);
  return request;
}

void PrintRepair(const RepairTimetableResponse& response,
                 const RepairOptions& options, Session& session) {
  PrintChanges(response.changes(), response,
               FairPlaces(response.fair(), session),
               {"没有洽谈需要变动", "No meeting has to move"}, session);
  if (session.output() != OutputFormat::kTable) return;
  std::ostream& out = session.terminal().out;
  out << session.Say({"改期 ", "Moved: "}) << response.moved()
      << session.Say({" 场，落空 ", ", fallen out: "}) << response.dropped()
      << session.Say({" 场", ""})
      << session.Say(response.proved_least()
                         ? Words{"（已证明变动最少）\n", " (proved least)\n"}
                         : Words{"\n", "\n"});
  if (options.change.validate_only) {
    out << session.Say({"未写入\n", "Nothing was written\n"});
    TellPreviewToken(response.preview_token(), session);
  } else if (!response.changes().empty()) {
    out << session.Say({"发布后通知有关单位：", "Tell those concerned: "})
        << "duikou fair publish " << options.fair << "\n";
  }
}

absl::Status Repair(const RepairTimetableRequest& request,
                    const RepairOptions& options, Session& session) {
  ASSIGN_OR_RETURN(
      const RepairTimetableResponse response,
      session.client().Call(&TimetableStub::RepairTimetable, request));
  PrintRepair(response, options, session);
  return absl::OkStatus();
}

absl::Status RunAbsent(const RepairOptions& options, Session& session) {
  ASSIGN_OR_RETURN(auto request, NewRequest(options, session));
  for (const std::string& unit : options.units) {
    Absence& absence = *request.add_absences();
    ASSIGN_OR_RETURN(*absence.mutable_unit(), session.UnitName(unit));
    absence.set_until_slot(options.until);
  }
  return Repair(request, options, session);
}

absl::Status RepairPlaces(const RepairOptions& options, bool found,
                          Session& session) {
  if (options.halls.empty() && options.tables.empty()) {
    return UsageError(session.Say(
        {"请给出 --hall 或 --table", "say which --hall or --table"}));
  }
  ASSIGN_OR_RETURN(auto request, NewRequest(options, session));
  const auto add = [&]() -> LostPlace& {
    LostPlace& place = *request.add_lost_places();
    place.set_from_slot(options.from);
    place.set_to_slot(options.to);
    place.set_found(found);
    return place;
  };
  for (const std::string& hall : options.halls) add().set_hall(hall);
  for (const std::string& table : options.tables) add().set_table(table);
  return Repair(request, options, session);
}

absl::Status RunLost(const RepairOptions& options, Session& session) {
  return RepairPlaces(options, false, session);
}

absl::Status RunFound(const RepairOptions& options, Session& session) {
  return RepairPlaces(options, true, session);
}

void AddRepairOptions(CLI::App& command, RepairOptions& options) {
  command
      .add_option("--first-open-slot", options.first_open_slot,
                  "The first that has not begun; by the clock if not given "
                  "尚未开始的第一个时段")
      ->type_name("SLOT");
  command
      .add_option("--reason", options.reason,
                  "What happened; those concerned see it 原因，有关单位可见")
      ->type_name("TEXT");
  AddPreviewOption(command, options.preview_token);
  AddChangeOptions(command, options.change);
}

void AddAbsences(Session& session, CLI::App& noun) {
  auto options = std::make_shared<RepairOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kDayGroup, "no-show",
      {"有单位不来：以最少变动修复日程",
       "Units do not come: repair with the fewest changes"},
      "duikou fair no-show 2016 hzau --validate-only   # what it would do\n"
      "duikou fair no-show 2016 hzau --reason 航班取消",
      options, RunAbsent);
  command->add_option("UNIT", options->units, "The units 单位")->required();
  AddRepairOptions(*command, *options);

  options = std::make_shared<RepairOptions>();
  command = AddFairCommand(session, noun, kDayGroup, "late",
                           {"有单位迟到：以最少变动修复日程",
                            "Units come late: repair with the fewest changes"},
                           "duikou fair late 2016 hzau --until 0510-1000",
                           options, RunAbsent);
  command->add_option("UNIT", options->units, "The units 单位")->required();
  command
      ->add_option("--until", options->until,
                   "The first slot that they make 赶得上的第一个时段")
      ->required()
      ->type_name("SLOT");
  AddRepairOptions(*command, *options);
}

void AddPlaces(CLI::App& command, RepairOptions& options) {
  command.add_option("--hall", options.halls, "A hall 展馆")
      ->allow_extra_args(false)
      ->type_name("ID");
  command.add_option("--table", options.tables, "A table 桌")
      ->allow_extra_args(false)
      ->type_name("ID");
}

}  // namespace

void AddFairRepairCommands(Session& session, CLI::App& noun) {
  AddAbsences(session, noun);
  auto options = std::make_shared<RepairOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kDayGroup, "lost",
      {"展馆或桌子不能用：以最少变动修复日程",
       "A hall or table cannot be used: repair with the fewest changes"},
      "duikou fair lost 2016 --hall b --from-slot 0511-0900 --reason 停电\n"
      "duikou fair lost 2016 --table a01 --table a02",
      options, RunLost);
  AddPlaces(*command, *options);
  command
      ->add_option("--from-slot", options->from,
                   "From this slot on; the first if not given 起始时段")
      ->type_name("SLOT");
  command
      ->add_option("--to-slot", options->to,
                   "Up to this slot; the last if not given 截止时段")
      ->type_name("SLOT");
  AddRepairOptions(*command, *options);

  options = std::make_shared<RepairOptions>();
  command = AddFairCommand(
      session, noun, kDayGroup, "found",
      {"展馆或桌子恢复使用", "A hall or table can be used again"},
      "duikou fair found 2016 --hall b", options, RunFound);
  AddPlaces(*command, *options);
  AddRepairOptions(*command, *options);
}

}  // namespace duikou::cli
