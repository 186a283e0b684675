#include "clients/cli/fair_slot_commands.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
#include "clients/cli/csv_rows.h"
#include "clients/cli/errors.h"
#include "clients/cli/fair_text.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using fair::v1::Fair;
using fair::v1::Slot;
using fair::v1::UpdateFairRequest;
using FairStub = fair::v1::FairService::StubInterface;

constexpr int kMinutesADay = 24 * 60;

struct SlotOptions {
  std::string fair;
  std::vector<std::string> days;
  std::string from;
  std::string to;
  int minutes = 0;
  int gap = 0;
  std::string session;
  std::string file;
  std::vector<std::string> removed;
  ChangeOptions change;

  bool changes() const {
    return !days.empty() || !file.empty() || !removed.empty();
  }
};

// `HH:MM` from 00:00 to 24:00 in minutes.
std::optional<int> MinuteOf(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const size_t at : {0, 1, 3, 4}) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(text[at]))) {
      return std::nullopt;
    }
  }
  const int hour = (text[0] - '0') * 10 + text[1] - '0';
  const int minute = (text[3] - '0') * 10 + text[4] - '0';
  if (minute > 59 || hour * 60 + minute > kMinutesADay) return std::nullopt;
  return hour * 60 + minute;
}

absl::StatusOr<int> MinuteOption(const std::string& option,
                                 const std::string& text) {
  const std::optional<int> minute = MinuteOf(text);
  if (minute) return *minute;
  return UsageError(absl::StrCat(option, ": \"", text,
                                 "\" is no time of a day such as 09:00"));
}

std::string TimeText(int minute) {
  return absl::StrFormat("%02d:%02d", minute / 60, minute % 60);
}

// The days' slots, one behind the other as long as they fit.
absl::StatusOr<std::vector<Slot>> SlotsOfDays(const SlotOptions& options) {
  ASSIGN_OR_RETURN(const int from, MinuteOption("--from", options.from));
  ASSIGN_OR_RETURN(const int to, MinuteOption("--to", options.to));
  if (options.minutes < 1) return UsageError("--minutes: must be at least 1");
  if (options.gap < 0) return UsageError("--gap: must not be negative");
  if (from + options.minutes > to) {
    return UsageError(absl::StrCat("--to: no slot of ", options.minutes,
                                   " minutes fits between ", options.from,
                                   " and ", options.to));
  }
  std::vector<Slot> slots;
  for (const std::string& day : options.days) {
    absl::CivilDay parsed;
    if (!absl::ParseCivilTime(day, &parsed)) {
      return UsageError(
          absl::StrCat("--day: \"", day, "\" is no day such as 2016-05-10"));
    }
    for (int at = from; at + options.minutes <= to;
         at += options.minutes + options.gap) {
      Slot& slot = slots.emplace_back();
      slot.set_id(
          absl::StrFormat("%02d%02d-%s", parsed.month(), parsed.day(),
                          absl::StrReplaceAll(TimeText(at), {{":", ""}})));
      slot.set_date(absl::FormatCivilTime(parsed));
      slot.set_start_time(TimeText(at));
      slot.set_end_time(TimeText(at + options.minutes));
      slot.set_session(options.session);
    }
  }
  return slots;
}

absl::StatusOr<std::vector<Slot>> SlotsOfFile(const SlotOptions& options,
                                              Session& session) {
  ASSIGN_OR_RETURN(const std::string text,
                   ReadFile(options.file, "--file", session));
  ASSIGN_OR_RETURN(const std::vector<CsvRow> rows,
                   ParseCsv(text, {"id", "date", "start_time", "end_time"},
                            {"session"}, "--file"));
  std::vector<Slot> slots;
  for (const CsvRow& row : rows) {
    Slot& slot = slots.emplace_back();
    slot.set_id(row.Cell("id"));
    slot.set_date(row.Cell("date"));
    slot.set_start_time(row.Cell("start_time"));
    slot.set_end_time(row.Cell("end_time"));
    slot.set_session(row.Cell("session"));
  }
  return slots;
}

// In place of the slot of the same id, else added.
void PutSlot(const Slot& slot, Fair& of) {
  for (Slot& there : *of.mutable_slots()) {
    if (there.id() == slot.id()) {
      there = slot;
      return;
    }
  }
  *of.add_slots() = slot;
}

absl::Status RemoveSlot(const std::string& id, Fair& of) {
  auto& slots = *of.mutable_slots();
  const auto found =
      std::find_if(slots.begin(), slots.end(),
                   [&](const Slot& slot) { return slot.id() == id; });
  if (found == slots.end()) {
    return UsageError(
        absl::StrCat("--remove: the fair has no slot \"", id, "\""));
  }
  slots.erase(found);
  return absl::OkStatus();
}

absl::StatusOr<Fair> ChangeSlots(const SlotOptions& options, const Fair& before,
                                 Session& session) {
  UpdateFairRequest request;
  Fair& changed = *request.mutable_fair();
  changed.set_name(before.name());
  changed.set_etag(options.change.etag.empty() ? before.etag()
                                               : options.change.etag);
  *changed.mutable_slots() = before.slots();
  for (const std::string& id : options.removed) {
    RETURN_IF_ERROR(RemoveSlot(id, changed));
  }
  if (!options.file.empty()) {
    ASSIGN_OR_RETURN(const std::vector<Slot> slots,
                     SlotsOfFile(options, session));
    changed.mutable_slots()->Assign(slots.begin(), slots.end());
  }
  if (!options.days.empty()) {
    ASSIGN_OR_RETURN(const std::vector<Slot> slots, SlotsOfDays(options));
    for (const Slot& slot : slots) PutSlot(slot, changed);
  }
  request.mutable_update_mask()->add_paths("slots");
  request.set_validate_only(options.change.validate_only);
  return session.client().Call(&FairStub::UpdateFair, request);
}

void PrintSlots(const Fair& of, Session& session) {
  Listing listing({{{"编号", "Id"}, "id"},
                   {{"日期", "Day"}, "date"},
                   {{"开始", "From"}, "start_time"},
                   {{"结束", "To"}, "end_time"},
                   {{"场次", "Session"}, "session"}});
  for (const Slot& slot : of.slots()) {
    listing.Add({TextCell(slot.id()), TextCell(slot.date()),
                 TextCell(slot.start_time()), TextCell(slot.end_time()),
                 TextCell(slot.session())});
  }
  listing.Print(of,
                {"还没有时段，见 duikou fair slots --help",
                 "There is no slot yet: duikou fair slots --help"},
                session);
}

absl::Status RunSlots(const SlotOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(Fair shown, FetchFair(name, session));
  if (options.changes()) {
    ASSIGN_OR_RETURN(shown, ChangeSlots(options, shown, session));
    ToldAsOnlyChecked(options.change.validate_only, session);
  }
  PrintSlots(shown, session);
  return absl::OkStatus();
}

// What adds slots to days.
void AddDays(CLI::App& command, SlotOptions& options) {
  CLI::Option* day =
      command.add_option("--day", options.days,
                         "Add slots on this day; again for more 日期，可多次");
  day->allow_extra_args(false)->type_name("YYYY-MM-DD");
  command.add_option("--from", options.from, "The first begins 开始")
      ->type_name("HH:MM")
      ->needs(day);
  command.add_option("--to", options.to, "The last ends by 结束")
      ->type_name("HH:MM")
      ->needs(day);
  command.add_option("--minutes", options.minutes, "How long each is 时长")
      ->type_name("NUMBER")
      ->needs(day);
  command.add_option("--gap", options.gap, "Minutes between two 间隔")
      ->type_name("NUMBER")
      ->needs(day);
  command
      .add_option("--session", options.session,
                  "The part of the fair that they are of 场次")
      ->type_name("ID")
      ->needs(day);
}

}  // namespace

void AddFairSlotCommands(Session& session, CLI::App& noun) {
  auto options = std::make_shared<SlotOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kPlacesGroup, "slots",
      {"显示或修改时段", "Show or change its slots"},
      "duikou fair slots 2016\n"
      "duikou fair slots 2016 --day 2016-05-10 --day 2016-05-11 --from 09:00 "
      "--to 12:00\n      --minutes 25 --gap 5 --session morning\n"
      "duikou fair slots 2016 --file slots.csv   # id,date,start_time,"
      "end_time,session\n"
      "duikou fair slots 2016 --remove 0511-1130",
      options, RunSlots);
  AddDays(*command, *options);
  command
      ->add_option("--file", options->file,
                   "A CSV file with all slots, in place of those there "
                   "全部时段的 CSV 文件")
      ->type_name("FILE");
  command->add_option("--remove", options->removed, "A slot 去掉时段")
      ->allow_extra_args(false)
      ->type_name("SLOT");
  AddChangeOptions(*command, options->change);
}

}  // namespace duikou::cli
