#include "clients/cli/fair_day_commands.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/errors.h"
#include "clients/cli/fair_text.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/whole_file.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using fair::v1::Agenda;
using fair::v1::AgendaItem;
using fair::v1::Fair;
using fair::v1::GetAgendaRequest;
using fair::v1::GetScreenRequest;
using fair::v1::GetTablePlanRequest;
using fair::v1::Meeting;
using fair::v1::Screen;
using fair::v1::ScreenLine;
using fair::v1::TablePlan;
using fair::v1::TablePlanLine;
using TimetableStub = fair::v1::TimetableService::StubInterface;

struct DayOptions {
  std::string fair;
  std::string unit;
  std::string delegate;
  std::string ics;
  std::string date;
  bool published = false;
};

absl::Status WriteCalendar(const Agenda& agenda, const std::string& path,
                           Session& session) {
  WholeFile file(session);
  RETURN_IF_ERROR(file.Open(path));
  RETURN_IF_ERROR(file.Write(agenda.icalendar()));
  RETURN_IF_ERROR(file.Finish());
  if (file.to_out() || session.output() != OutputFormat::kTable) {
    return absl::OkStatus();
  }
  session.terminal().out << session.Say({"已写入 ", "Wrote "})
                         << agenda.items_size()
                         << session.Say({" 场洽谈到 ", " meetings to "}) << path
                         << "\n";
  return absl::OkStatus();
}

void PrintAgenda(const Agenda& agenda, const FairPlaces& places,
                 Session& session) {
  session.display_names().Fetch(agenda);
  Listing listing({{{"日期", "Day"}, "date"},
                   {{"开始", "From"}, "start_time"},
                   {{"结束", "To"}, "end_time"},
                   {{"展馆", "Hall"}, "hall", false, true},
                   {{"桌", "Table"}, "table"},
                   {{"对方", "With"}, "partner", false, true},
                   {{"项目", "About"}, "project", false, true},
                   {{"状态", "State"}, "state"},
                   {{"编号", "Id"}, "meeting"}});
  for (const AgendaItem& item : agenda.items()) {
    listing.Add(
        {TextCell(item.date()),
         TextCell(item.start_time()),
         TextCell(item.end_time()),
         {places.Hall(item.hall()), item.hall()},
         TextCell(item.table()),
         {In(item.partner_display_name(), session.language()), item.partner()},
         NameCell(item.project(), session),
         EnumCell(*Meeting::State_descriptor(), item.state(), session),
         IdCell(item.meeting())});
  }
  listing.Print(agenda, {"没有已发布的洽谈", "No meeting was published"},
                session);
  if (session.output() == OutputFormat::kTable && !listing.empty()) {
    session.terminal().out << session.Say({"时区 ", "Time zone "})
                           << agenda.time_zone() << "\n";
  }
}

absl::Status RunAgenda(const DayOptions& options, Session& session) {
  GetAgendaRequest request;
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   NameInFair(name, "participants", options.unit, "UNIT"));
  request.set_delegate(options.delegate);
  ASSIGN_OR_RETURN(const Agenda agenda,
                   session.client().Call(&TimetableStub::GetAgenda, request));
  if (!options.ics.empty()) return WriteCalendar(agenda, options.ics, session);
  ASSIGN_OR_RETURN(const Fair found, FetchFair(name, session));
  PrintAgenda(agenda, FairPlaces(found, session), session);
  return absl::OkStatus();
}

// Of the day asked for, else of every day of the fair.
absl::StatusOr<TablePlan> ReadTablePlan(const Fair& of,
                                        const DayOptions& options,
                                        Session& session) {
  GetTablePlanRequest request;
  request.set_name(of.name());
  request.set_published(options.published);
  std::vector<std::string> days = {options.date};
  if (options.date.empty()) days = FairPlaces(of, session).Days();
  TablePlan all;
  for (const std::string& day : days) {
    request.set_date(day);
    ASSIGN_OR_RETURN(
        const TablePlan plan,
        session.client().Call(&TimetableStub::GetTablePlan, request));
    all.MergeFrom(plan);
  }
  return all;
}

absl::Status RunTablePlan(const DayOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(const Fair found, FetchFair(name, session));
  ASSIGN_OR_RETURN(const TablePlan plan,
                   ReadTablePlan(found, options, session));
  const FairPlaces places(found, session);
  Listing listing({{{"展馆", "Hall"}, "hall", false, true},
                   {{"桌", "Table"}, "table"},
                   {{"时段", "Slot"}, "slot"},
                   {{"支援方", "Supporter"}, "supporter", false, true},
                   {{"受援单位", "Recipient"}, "recipient", false, true},
                   {{"洽谈", "Meeting"}, "meeting"}});
  for (const TablePlanLine& line : plan.lines()) {
    listing.Add({{places.Hall(line.hall()), line.hall()},
                 TextCell(line.table()),
                 places.SlotCell(line.slot()),
                 LocalCell(line.supporter_display_name(), session),
                 LocalCell(line.recipient_display_name(), session),
                 IdCell(line.meeting())});
  }
  listing.Print(plan, {"没有洽谈", "There is no meeting"}, session);
  return absl::OkStatus();
}

absl::Status RunScreen(const DayOptions& options, Session& session) {
  GetScreenRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), FairNameOf(options.fair, session));
  request.set_date(options.date);
  ASSIGN_OR_RETURN(const Screen screen,
                   session.client().Call(&TimetableStub::GetScreen, request));
  Listing listing({{{"开始", "From"}, "start_time"},
                   {{"结束", "To"}, "end_time"},
                   {{"展馆", "Hall"}, "hall", false, true},
                   {{"桌", "Table"}, "table"},
                   {{"支援方", "Supporter"}, "supporter", false, true},
                   {{"受援单位", "Recipient"}, "recipient", false, true}});
  for (const ScreenLine& line : screen.lines()) {
    listing.Add({TextCell(line.start_time()), TextCell(line.end_time()),
                 LocalCell(line.hall_display_name(), session),
                 TextCell(line.table()),
                 LocalCell(line.supporter_display_name(), session),
                 LocalCell(line.recipient_display_name(), session)});
  }
  if (session.output() == OutputFormat::kTable) {
    session.terminal().out << In(screen.fair_display_name(), session.language())
                           << "  " << screen.date() << "  "
                           << screen.time_zone() << "\n";
  }
  listing.Print(screen,
                {"这一天没有已发布的洽谈", "No meeting was published for it"},
                session);
  return absl::OkStatus();
}

}  // namespace

void AddFairDayCommands(Session& session, CLI::App& noun) {
  auto options = std::make_shared<DayOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kDayGroup, "agenda",
      {"一个单位或一个人的日程，可存为日历文件",
       "What a unit or a person has when, also as a calendar"},
      "duikou fair agenda 2016 hzau\n"
      "duikou fair agenda 2016 hzau --delegate p1 --ics hzau.ics",
      options, RunAgenda);
  command->add_option("UNIT", options->unit, "The unit 单位")->required();
  command
      ->add_option("--delegate", options->delegate,
                   "Only of this one of its people 代表团成员")
      ->type_name("ID");
  command
      ->add_option("--ics", options->ics,
                   "Write it as iCalendar; -: standard output 日历文件")
      ->type_name("FILE");

  options = std::make_shared<DayOptions>();
  command =
      AddFairCommand(session, noun, kDayGroup, "table-plan",
                     {"桌次安排", "Who meets at which table when"},
                     "duikou fair table-plan 2016 --date 2016-05-10\n"
                     "duikou fair table-plan 2016 --published --output csv",
                     options, RunTablePlan);
  command->add_option("--date", options->date, "The day; all if not given 日期")
      ->type_name("YYYY-MM-DD");
  command->add_flag("--published", options->published,
                    "As published, not as prepared 按已发布的日程");

  options = std::make_shared<DayOptions>();
  command = AddFairCommand(
      session, noun, kDayGroup, "screen",
      {"公共大屏的一天日程", "A day as a public screen shows it"},
      "duikou fair screen 2016 --date 2016-05-10", options, RunScreen);
  command
      ->add_option("--date", options->date, "The day; today if not given 日期")
      ->type_name("YYYY-MM-DD");
}

}  // namespace duikou::cli
