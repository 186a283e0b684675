#include "services/fair/fair_sheets.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/fair/delegates_text.h"
#include "services/fair/fair_resources.h"
#include "services/rpc/field_columns.h"
#include "services/rpc/read_names.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/sheet_collection.h"
#include "services/table/table_schema.h"

namespace duikou {

using fair::v1::MeetingRequest;
using fair::v1::Participant;
using profiles::v1::Unit;

namespace {

using Names = std::shared_ptr<const NameBook>;

std::vector<ValueLabel> SideLabels() {
  return {
      {profiles::v1::SIDE_SUPPORTER, "supporter", "支援方", "Supporter", {}},
      {profiles::v1::SIDE_RECIPIENT, "recipient", "受援方", "Recipient", {}}};
}

Column<Participant> DelegatesColumn() {
  return TextColumn<Participant>(
      {.key = "delegates", .zh = "代表团成员", .en = "Delegates"},
      [](const Participant& participant) -> std::optional<std::string> {
        return DelegatesText(participant);
      },
      [](std::string text, Participant& participant) {
        return SetDelegates(text, participant);
      });
}

Column<Participant> SlotsColumn() {
  return ListColumn<Participant>(
      {.key = "available_slots",
       .zh = "可洽谈时段（空白为全部）",
       .en = "Available slots (blank: all)"},
      [](const Participant& participant) -> std::optional<ListEntries> {
        ListEntries slots;
        for (const std::string& slot : participant.available_slots()) {
          slots.push_back({.key = slot});
        }
        return slots;
      },
      [](const ListEntries& slots, Participant& participant) {
        participant.clear_available_slots();
        for (const ListEntry& slot : slots) {
          participant.add_available_slots(slot.key);
        }
      });
}

Column<Participant> ProjectsColumn(const std::string& programme,
                                   const Names& projects) {
  const ResourcePattern pattern("programmes/{programme}/projects/{project}");
  return ResourceListColumn<Participant>(
      {.key = "projects", .zh = "带来的项目", .en = "Projects"},
      NamesFrom(projects, {}),
      [](const Participant& participant) -> std::optional<ListEntries> {
        ListEntries entries;
        for (const std::string& name : participant.projects()) {
          entries.push_back({.key = std::string(LastId(name))});
        }
        return entries;
      },
      [pattern, programme](const ListEntries& entries,
                           Participant& participant) {
        participant.clear_projects();
        for (const ListEntry& entry : entries) {
          participant.add_projects(pattern.Format({programme, entry.key}));
        }
      });
}

absl::StatusOr<TableSchema<Participant>> ParticipantTable(
    Store& store, CallContext& call, const std::string& programme) {
  ASSIGN_OR_RETURN(const Names units,
                   ReadNames<Unit>(store, call, programme, "units"));
  ASSIGN_OR_RETURN(
      const Names projects,
      ReadNames<catalogue::v1::Project>(store, call, programme, "projects"));
  return TableSchema<Participant>::Create(
      {ResourceField<Participant>(
           programme,
           {.key = "unit", .zh = "单位编号", .en = "Unit ID", .required = true},
           NamesFrom(units,
                     {.key = "unit_name", .zh = "单位", .en = "Unit name"})),
       EnumField<Participant>(
           {.key = "side", .zh = "身份", .en = "Side", .required = true},
           SideLabels()),
       DelegatesColumn(), SlotsColumn(), ProjectsColumn(programme, projects),
       IntegerField<Participant>(
           {.key = "stands_wanted", .zh = "希望展位数", .en = "Stands wanted"}),
       IntegerField<Participant>({.key = "most_meetings",
                                  .zh = "最多洽谈场数",
                                  .en = "Most meetings"}),
       TextField<Participant>({.key = "note", .zh = "备注", .en = "Note"})});
}

std::vector<ValueLabel> KindLabels() {
  return {
      {MeetingRequest::KIND_WISH, "wish", "希望约见", "Wish", {}},
      {MeetingRequest::KIND_MUST_MEET,
       "must-meet",
       "必须约见",
       "Must meet",
       {}},
      {MeetingRequest::KIND_NO_THANKS, "no-thanks", "不约见", "No thanks", {}}};
}

std::vector<ValueLabel> StateLabels() {
  return {
      {MeetingRequest::STATE_PENDING, "pending", "待答复", "Waiting", {}},
      {MeetingRequest::STATE_ACCEPTED, "accepted", "已接受", "Accepted", {}},
      {MeetingRequest::STATE_DECLINED, "declined", "已谢绝", "Declined", {}},
      {MeetingRequest::STATE_EXPIRED, "expired", "已过期", "Expired", {}},
      {MeetingRequest::STATE_WITHDRAWN,
       "withdrawn",
       "已撤回",
       "Withdrawn",
       {}}};
}

Column<MeetingRequest> PartyColumn(const std::string& programme,
                                   const Names& units, std::string key,
                                   std::string zh, std::string en) {
  return ResourceField<MeetingRequest>(
      programme, {.key = key, .zh = zh + "编号", .en = en + " ID"},
      NamesFrom(units, {.key = key + "_name", .zh = zh, .en = en + " name"}));
}

absl::StatusOr<TableSchema<MeetingRequest>> RequestTable(
    Store& store, CallContext& call, const std::string& programme) {
  ASSIGN_OR_RETURN(const Names units,
                   ReadNames<Unit>(store, call, programme, "units"));
  ASSIGN_OR_RETURN(
      const Names projects,
      ReadNames<catalogue::v1::Project>(store, call, programme, "projects"));
  return TableSchema<MeetingRequest>::Create(
      {PartyColumn(programme, units, "supporter", "支援单位", "Supporter"),
       PartyColumn(programme, units, "recipient", "受援单位", "Recipient"),
       EnumField<MeetingRequest>(
           {.key = "asked_by", .zh = "提出方", .en = "Asked by"}, SideLabels()),
       EnumField<MeetingRequest>({.key = "kind", .zh = "约见", .en = "Request"},
                                 KindLabels()),
       EnumField<MeetingRequest>({.key = "state", .zh = "状态", .en = "State"},
                                 StateLabels()),
       IntegerField<MeetingRequest>(
           {.key = "score", .zh = "匹配分", .en = "Score"}),
       ResourceField<MeetingRequest>(
           programme, {.key = "project", .zh = "项目编号", .en = "Project ID"},
           NamesFrom(
               projects,
               {.key = "project_name", .zh = "项目", .en = "Project name"})),
       TextField<MeetingRequest>(
           {.key = "text", .zh = "说明", .en = "Explanation"}),
       TextField<MeetingRequest>(
           {.key = "answer_text", .zh = "答复", .en = "Answer"})});
}

// Requests are exported alone.
class RequestSheet final : public SheetCollection {
 public:
  RequestSheet(Store& store, const Clock& clock,
               StandardMethods<MeetingRequest>& requests)
      : store_(store), clock_(clock), requests_(requests) {}

  absl::Status Import(CallContext&, const type::v1::ImportResourcesRequest&,
                      const Sheet&, ImportSink) override {
    return Refused(absl::StatusCode::kInvalidArgument, "collection",
                   "约见只能导出，由各方自行提出",
                   "requests are exported alone; each side makes its own");
  }

  absl::StatusOr<Sheet> Export(CallContext& call, const std::string& parent,
                               TableLanguage language,
                               bool is_template) override {
    ASSIGN_OR_RETURN(const TableSchema<MeetingRequest> table,
                     RequestTable(store_, call, ProgrammeIdIn(parent)));
    std::vector<MeetingRequest> requests;
    if (!is_template) {
      RETURN_IF_ERROR(requests_.ForEach(
          call, parent,
          [&](const MeetingRequest& stored) {
            ShowExpired(clock_.Now(), requests.emplace_back(stored));
          },
          Shown::kSeen));
    }
    return table.Export(requests, language);
  }

 private:
  Store& store_;
  const Clock& clock_;
  StandardMethods<MeetingRequest>& requests_;
};

}  // namespace

void AddParticipantSheet(Store& store,
                         StandardMethods<Participant>& participants,
                         SheetMethods& sheets) {
  SheetRules<Participant> rules;
  rules.table = [&store](CallContext& call, const std::string& programme) {
    return ParticipantTable(store, call, programme);
  };
  sheets.Add("participants",
             MakeSheetCollection(participants, std::move(rules)));
}

void AddRequestSheet(Store& store, const Clock& clock,
                     StandardMethods<MeetingRequest>& requests,
                     SheetMethods& sheets) {
  sheets.Add("requests",
             std::make_unique<RequestSheet>(store, clock, requests));
}

}  // namespace duikou
