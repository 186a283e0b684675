#include "clients/cli/fair_hall_commands.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/csv_rows.h"
#include "clients/cli/errors.h"
#include "clients/cli/fair_text.h"
#include "clients/cli/field_values.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using fair::v1::Fair;
using fair::v1::Hall;
using fair::v1::UpdateFairRequest;
using FairTable = fair::v1::Table;
using FairStub = fair::v1::FairService::StubInterface;

struct HallOptions {
  std::string fair;
  std::string hall;
  std::string hall_name;
  std::string hall_name_en;
  int table_count = 0;
  int capacity = 0;
  std::vector<std::string> equipment;
  std::vector<std::string> tables;
  std::vector<std::string> removed_halls;
  std::vector<std::string> removed_tables;
  std::string walk_minutes;
  std::string file;
  ChangeOptions change;

  bool changes() const {
    return !hall.empty() || !removed_halls.empty() || !removed_tables.empty() ||
           !walk_minutes.empty() || !file.empty();
  }
};

Hall* HallOf(const std::string& id, Fair& of) {
  for (Hall& hall : *of.mutable_halls()) {
    if (hall.id() == id) return &hall;
  }
  return nullptr;
}

Hall& HallToFill(const std::string& id, Fair& of) {
  if (Hall* there = HallOf(id, of)) return *there;
  Hall& added = *of.add_halls();
  added.set_id(id);
  return added;
}

// In place of the table of the same id, else added.
void PutTable(const FairTable& table, Hall& hall) {
  for (FairTable& there : *hall.mutable_tables()) {
    if (there.id() == table.id()) {
      there = table;
      return;
    }
  }
  *hall.add_tables() = table;
}

// `a01` and so on, in place of the hall's tables.
absl::Status NumberTables(const HallOptions& options, Hall& hall) {
  if (options.table_count == 0) {
    if (options.capacity != 0 || !options.equipment.empty()) {
      return UsageError(
          "--capacity and --equipment: are of the tables that --tables makes");
    }
    return absl::OkStatus();
  }
  if (options.table_count < 0 || options.table_count > 500) {
    return UsageError("--tables: must be from 1 to 500");
  }
  hall.clear_tables();
  for (int number = 1; number <= options.table_count; ++number) {
    FairTable& table = *hall.add_tables();
    table.set_id(absl::StrFormat("%s%02d", options.hall, number));
    table.set_capacity(options.capacity);
    for (const std::string& one : options.equipment) table.add_equipment(one);
  }
  return absl::OkStatus();
}

absl::Status ChangeHall(const HallOptions& options, Fair& changed,
                        Session& session) {
  Hall& hall = HallToFill(options.hall, changed);
  if (!options.hall_name.empty()) {
    hall.mutable_display_name()->set_zh(options.hall_name);
  } else if (!hall.has_display_name()) {
    hall.mutable_display_name()->set_zh(options.hall);
  }
  if (!options.hall_name_en.empty()) {
    hall.mutable_display_name()->set_en(options.hall_name_en);
  }
  RETURN_IF_ERROR(NumberTables(options, hall));
  const auto* field = Hall::descriptor()->FindFieldByName("tables");
  for (const std::string& text : options.tables) {
    Hall one;
    RETURN_IF_ERROR(
        InOption("--table", SetField(one, *field, text, session.names())));
    PutTable(one.tables(0), hall);
  }
  return absl::OkStatus();
}

absl::Status RemoveHalls(const HallOptions& options, Fair& changed) {
  auto& halls = *changed.mutable_halls();
  for (const std::string& id : options.removed_halls) {
    const auto found =
        std::find_if(halls.begin(), halls.end(),
                     [&](const Hall& hall) { return hall.id() == id; });
    if (found == halls.end()) {
      return UsageError(
          absl::StrCat("--remove-hall: the fair has no hall \"", id, "\""));
    }
    halls.erase(found);
  }
  for (const std::string& id : options.removed_tables) {
    bool removed = false;
    for (Hall& hall : halls) {
      auto& tables = *hall.mutable_tables();
      const auto found = std::find_if(
          tables.begin(), tables.end(),
          [&](const FairTable& table) { return table.id() == id; });
      if (found == tables.end()) continue;
      tables.erase(found);
      removed = true;
    }
    if (!removed) {
      return UsageError(
          absl::StrCat("--remove-table: the fair has no table \"", id, "\""));
    }
  }
  return absl::OkStatus();
}

// Halls and tables in place of those there; equipment has blanks between.
absl::Status ReadHalls(const HallOptions& options, Fair& changed,
                       Session& session) {
  ASSIGN_OR_RETURN(const std::string text,
                   ReadFile(options.file, "--file", session));
  ASSIGN_OR_RETURN(
      const std::vector<CsvRow> rows,
      ParseCsv(text, {"hall", "hall_name", "table"},
               {"hall_name_en", "capacity", "equipment"}, "--file"));
  changed.clear_halls();
  for (const CsvRow& row : rows) {
    Hall& hall = HallToFill(row.Cell("hall"), changed);
    if (!row.Cell("hall_name").empty()) {
      hall.mutable_display_name()->set_zh(row.Cell("hall_name"));
    }
    if (!row.Cell("hall_name_en").empty()) {
      hall.mutable_display_name()->set_en(row.Cell("hall_name_en"));
    }
    FairTable& table = *hall.add_tables();
    table.set_id(row.Cell("table"));
    int capacity = 0;
    if (const std::string seats = row.Cell("capacity");
        !seats.empty() && !absl::SimpleAtoi(seats, &capacity)) {
      return UsageError(absl::StrCat("--file: line ", row.line,
                                     ": capacity: \"", seats,
                                     "\" is no whole number"));
    }
    table.set_capacity(capacity);
    for (const absl::string_view one :
         absl::StrSplit(row.Cell("equipment"), ' ', absl::SkipEmpty())) {
      table.add_equipment(std::string(one));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Fair> ChangeHalls(const HallOptions& options, const Fair& before,
                                 Session& session) {
  UpdateFairRequest request;
  Fair& changed = *request.mutable_fair();
  changed.set_name(before.name());
  changed.set_etag(options.change.etag.empty() ? before.etag()
                                               : options.change.etag);
  *changed.mutable_halls() = before.halls();
  if (!options.file.empty()) {
    RETURN_IF_ERROR(ReadHalls(options, changed, session));
  }
  RETURN_IF_ERROR(RemoveHalls(options, changed));
  if (!options.hall.empty()) {
    RETURN_IF_ERROR(ChangeHall(options, changed, session));
  }
  request.mutable_update_mask()->add_paths("halls");
  if (!options.walk_minutes.empty()) {
    int minutes = 0;
    if (!absl::SimpleAtoi(options.walk_minutes, &minutes)) {
      return UsageError(absl::StrCat("--walk-minutes: \"", options.walk_minutes,
                                     "\" is no whole number"));
    }
    changed.set_walk_minutes(minutes);
    request.mutable_update_mask()->add_paths("walk_minutes");
  }
  request.set_validate_only(options.change.validate_only);
  return session.client().Call(&FairStub::UpdateFair, request);
}

void PrintHalls(const Fair& of, Session& session) {
  Listing listing({{{"展馆", "Hall"}, "hall"},
                   {{"名称", "Name"}, "hall_name", false, true},
                   {{"", ""}, "hall_name_en"},
                   {{"桌", "Table"}, "table"},
                   {{"座位", "Seats"}, "capacity", true},
                   {{"设备", "Equipment"}, "equipment", false, true}});
  for (const Hall& hall : of.halls()) {
    for (const FairTable& table : hall.tables()) {
      listing.Add({TextCell(hall.id()),
                   {In(hall.display_name(), session.language()),
                    hall.display_name().zh()},
                   {"", hall.display_name().en()},
                   TextCell(table.id()),
                   {table.capacity() == 0 ? session.Say({"不限", "any"})
                                          : absl::StrCat(table.capacity()),
                    absl::StrCat(table.capacity())},
                   TextCell(absl::StrJoin(table.equipment(), " "))});
    }
  }
  listing.Print(of,
                {"还没有展馆，见 duikou fair halls --help",
                 "There is no hall yet: duikou fair halls --help"},
                session);
  if (session.output() == OutputFormat::kTable && of.halls_size() > 1) {
    session.terminal().out << session.Say({"馆间步行 ", "Between halls: "})
                           << of.walk_minutes()
                           << session.Say({" 分钟\n", " minutes\n"});
  }
}

absl::Status RunHalls(const HallOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(Fair shown, FetchFair(name, session));
  if (options.changes()) {
    ASSIGN_OR_RETURN(shown, ChangeHalls(options, shown, session));
    ToldAsOnlyChecked(options.change.validate_only, session);
  }
  PrintHalls(shown, session);
  return absl::OkStatus();
}

// What says which hall, and what is in it.
void AddHallFields(CLI::App& command, HallOptions& options) {
  CLI::Option* hall = command.add_option("--hall", options.hall,
                                         "The hall to add or to change 展馆");
  hall->type_name("ID");
  command.add_option("--name", options.hall_name, "What people call it 名称")
      ->type_name("TEXT")
      ->needs(hall);
  command
      .add_option("--name-en", options.hall_name_en, "… in English 英文名称")
      ->type_name("TEXT")
      ->needs(hall);
  command
      .add_option("--tables", options.table_count,
                  "So many tables, numbered, in place of its own 桌数")
      ->type_name("NUMBER")
      ->needs(hall);
  command
      .add_option("--capacity", options.capacity,
                  "How many people find a seat at each of them 每桌座位")
      ->type_name("NUMBER")
      ->needs(hall);
  command
      .add_option("--equipment", options.equipment,
                  "What each of them has; again for more 每桌设备")
      ->allow_extra_args(false)
      ->type_name("ID")
      ->needs(hall);
  command
      .add_option("--table", options.tables,
                  "One table to add or to change; again for more 一张桌子")
      ->allow_extra_args(false)
      ->type_name("ID,CAPACITY,equipment=ID")
      ->needs(hall);
}

}  // namespace

void AddFairHallCommands(Session& session, CLI::App& noun) {
  auto options = std::make_shared<HallOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kPlacesGroup, "halls",
      {"显示或修改展馆、桌子、设备、步行时间",
       "Show or change halls, tables, equipment, walking time"},
      "duikou fair halls 2016\n"
      "duikou fair halls 2016 --hall a --name 一号馆 --tables 12 --capacity 6\n"
      "duikou fair halls 2016 --hall a --table a13,8,equipment=screen\n"
      "duikou fair halls 2016 --walk-minutes 10\n"
      "duikou fair halls 2016 --file halls.csv   # hall,hall_name,table,"
      "capacity,equipment",
      options, RunHalls);
  AddHallFields(*command, *options);
  command
      ->add_option("--remove-hall", options->removed_halls,
                   "A hall with its tables 去掉展馆")
      ->allow_extra_args(false)
      ->type_name("ID");
  command
      ->add_option("--remove-table", options->removed_tables,
                   "A table 去掉桌子")
      ->allow_extra_args(false)
      ->type_name("ID");
  command
      ->add_option("--walk-minutes", options->walk_minutes,
                   "From one hall to another 馆间步行分钟")
      ->type_name("NUMBER");
  command
      ->add_option("--file", options->file,
                   "A CSV file with all tables, in place of those there "
                   "全部桌子的 CSV 文件")
      ->type_name("FILE");
  AddChangeOptions(*command, options->change);
}

}  // namespace duikou::cli
