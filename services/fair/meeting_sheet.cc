#include "services/fair/meeting_sheet.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/fair/caller_side.h"
#include "services/fair/fair_names.h"
#include "services/fair/fair_state.h"
#include "services/fair/meeting_resource.h"
#include "services/fair/slot_times.h"
#include "services/rpc/field_columns.h"
#include "services/rpc/read_names.h"
#include "services/rpc/resource_name.h"
#include "services/table/table_schema.h"

namespace duikou {

using fair::v1::Meeting;
using profiles::v1::Unit;

namespace {

using Names = std::shared_ptr<const NameBook>;
using OptionalText = std::optional<std::string>;

// Nothing is read from the sheet.
template <typename T>
void Ignore(T, Meeting&) {}

std::vector<ValueLabel> StateLabels() {
  return {{Meeting::STATE_PLANNED, "planned", "已安排", "Planned", {}},
          {Meeting::STATE_HELD, "held", "已洽谈", "Held", {}},
          {Meeting::STATE_MISSED, "missed", "缺席", "Missed", {}},
          {Meeting::STATE_CANCELLED, "cancelled", "已取消", "Called off", {}}};
}

Column<Meeting> TimeColumn(ColumnName name, const fair::v1::Fair& fair,
                           const std::string& (fair::v1::Slot::*field)()
                               const) {
  return TextColumn<Meeting>(
      std::move(name),
      [fair, field](const Meeting& meeting) -> OptionalText {
        for (const fair::v1::Slot& slot : fair.slots()) {
          if (slot.id() == meeting.slot()) return (slot.*field)();
        }
        return std::nullopt;
      },
      Ignore<std::string>);
}

Column<Meeting> HallColumn(const fair::v1::Fair& fair) {
  return TextColumn<Meeting>(
      {.key = "hall", .zh = "展馆", .en = "Hall"},
      [fair](const Meeting& meeting) -> OptionalText {
        for (const fair::v1::Hall& hall : fair.halls()) {
          for (const fair::v1::Table& table : hall.tables()) {
            if (table.id() == meeting.table()) {
              return hall.display_name().zh();
            }
          }
        }
        return std::nullopt;
      },
      Ignore<std::string>);
}

Column<Meeting> PartyColumn(const std::string& programme, const Names& units,
                            const std::string& key, const std::string& zh,
                            const std::string& en) {
  return ResourceField<Meeting>(
      programme, {.key = key, .zh = zh + "编号", .en = en + " ID"},
      NamesFrom(units, {.key = key + "_name", .zh = zh, .en = en + " name"}));
}

absl::StatusOr<TableSchema<Meeting>> MeetingTable(Store& store,
                                                  CallContext& call,
                                                  const std::string& programme,
                                                  const fair::v1::Fair& fair) {
  ASSIGN_OR_RETURN(const Names units,
                   ReadNames<Unit>(store, call, programme, "units"));
  ASSIGN_OR_RETURN(
      const Names projects,
      ReadNames<catalogue::v1::Project>(store, call, programme, "projects"));
  using fair::v1::Slot;
  return TableSchema<Meeting>::Create(
      {TimeColumn({.key = "date", .zh = "日期", .en = "Date"}, fair,
                  &Slot::date),
       TimeColumn({.key = "start_time", .zh = "开始", .en = "From"}, fair,
                  &Slot::start_time),
       TimeColumn({.key = "end_time", .zh = "结束", .en = "To"}, fair,
                  &Slot::end_time),
       HallColumn(fair),
       TextField<Meeting>({.key = "table", .zh = "桌号", .en = "Table"}),
       PartyColumn(programme, units, "supporter", "支援单位", "Supporter"),
       PartyColumn(programme, units, "recipient", "受援单位", "Recipient"),
       ResourceField<Meeting>(
           programme, {.key = "project", .zh = "项目编号", .en = "Project ID"},
           NamesFrom(
               projects,
               {.key = "project_name", .zh = "项目", .en = "Project name"})),
       EnumField<Meeting>({.key = "state", .zh = "状态", .en = "State"},
                          StateLabels()),
       TextField<Meeting>({.key = "supporter_note",
                           .zh = "支援方记录",
                           .en = "Supporter's note"}),
       TextField<Meeting>({.key = "recipient_note",
                           .zh = "受援方记录",
                           .en = "Recipient's note"}),
       TextField<Meeting>({.key = "organiser_note",
                           .zh = "组织者记录",
                           .en = "Organisers' note"})});
}

class MeetingSheet final : public SheetCollection {
 public:
  MeetingSheet(Store& store, const Clock& clock,
               StandardMethods<Meeting>& meetings)
      : store_(store), clock_(clock), meetings_(meetings) {}

  absl::Status Import(CallContext&, const type::v1::ImportResourcesRequest&,
                      const Sheet&, ImportSink) override {
    return Refused(absl::StatusCode::kInvalidArgument, "collection",
                   "洽谈只能导出，请求解或移动",
                   "meetings are exported alone; solve or move them");
  }

  absl::StatusOr<Sheet> Export(CallContext& call, const std::string& parent,
                               TableLanguage language,
                               bool is_template) override {
    ASSIGN_OR_RETURN(const FairKey key, KeyOf(parent));
    ASSIGN_OR_RETURN(const FairState state,
                     ReadFairState(store_, call, key, clock_.Now()));
    ASSIGN_OR_RETURN(const TableSchema<Meeting> table,
                     MeetingTable(store_, call, key.programme, state.fair));
    std::vector<Meeting> stored;
    if (!is_template) {
      RETURN_IF_ERROR(meetings_.ForEach(
          call, parent,
          [&](const Meeting& meeting) { stored.push_back(meeting); },
          Shown::kSeen));
    }
    std::vector<Meeting> shown;
    for (Meeting& meeting : stored) {
      ASSIGN_OR_RETURN(const CallerSide caller,
                       CallerSideOf(call, store_, meeting));
      if (!caller.all && !IsPublished(meeting)) continue;
      ShowPublished(caller, meeting);
      shown.push_back(std::move(meeting));
    }
    return table.Export(shown, language);
  }

 private:
  static absl::StatusOr<FairKey> KeyOf(const std::string& parent) {
    if (ResourcePattern(kFairPattern).Matches(parent)) return FairOf(parent);
    return NotOfForm("parent", parent, kFairPattern);
  }

  Store& store_;
  const Clock& clock_;
  StandardMethods<Meeting>& meetings_;
};

}  // namespace

std::unique_ptr<SheetCollection> MakeMeetingSheet(
    Store& store, const Clock& clock, StandardMethods<Meeting>& meetings) {
  return std::make_unique<MeetingSheet>(store, clock, meetings);
}

}  // namespace duikou
