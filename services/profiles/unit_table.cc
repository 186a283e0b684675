// The sheet of units.
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/profiles/profile_columns.h"
#include "services/profiles/profile_labels.h"
#include "services/profiles/profile_tables.h"

namespace duikou {

using catalogue::v1::Programme;
using profiles::v1::Unit;
using type::v1::Contact;

namespace {

using UnitColumns = std::vector<Column<Unit>>;

// A contact in a list cell: the name, and in brackets post|phone|e-mail.
ListEntry EntryOf(const Contact& contact) {
  const auto part = [](const std::string& text) {
    return absl::StrReplaceAll(text, {{"|", "/"}});
  };
  ListEntry entry{.key = contact.display_name()};
  if (!contact.title().empty() || !contact.phone().empty() ||
      !contact.email().empty()) {
    entry.note = absl::StrJoin(
        {part(contact.title()), part(contact.phone()), part(contact.email())},
        "|");
  }
  return entry;
}

Contact ContactOf(const ListEntry& entry) {
  Contact contact;
  contact.set_display_name(entry.key);
  const std::vector<std::string> parts = absl::StrSplit(entry.note, '|');
  contact.set_title(parts[0]);
  if (parts.size() > 1) contact.set_phone(parts[1]);
  if (parts.size() > 2) contact.set_email(parts[2]);
  return contact;
}

void AddIdentity(const std::string& programme, UnitColumns& columns) {
  columns.push_back(IdColumn<Unit>(
      ResourcePattern("programmes/{programme}/units/{unit}"), programme,
      {.zh = "单位编号", .en = "Unit ID", .synonyms = {"编号"}}));
  columns.push_back(TextField<Unit>({.key = "display_name.zh",
                                     .zh = "单位名称",
                                     .en = "Name in Chinese",
                                     .synonyms = {"名称", "单位"},
                                     .required = true}));
  columns.push_back(TextField<Unit>(
      {.key = "display_name.en", .zh = "英文名称", .en = "Name in English"}));
  columns.push_back(EnumField<Unit>({.key = "kind",
                                     .zh = "单位类别",
                                     .en = "Kind",
                                     .synonyms = {"类别"},
                                     .required = true},
                                    UnitKindLabels()));
  columns.push_back(LabelsField<Unit>(
      {.key = "sides", .zh = "身份", .en = "Sides"}, SideLabels(),
      [](const Unit& unit) {
        return std::vector<int>(unit.sides().begin(), unit.sides().end());
      },
      [](int side, Unit& unit) {
        unit.add_sides(static_cast<profiles::v1::Side>(side));
      }));
}

void AddRelations(const std::string& programme, const ProfilesNames& names,
                  UnitColumns& columns) {
  columns.push_back(ResourceField<Unit>(
      programme,
      {.key = "parent_unit", .zh = "上级单位编号", .en = "Parent unit ID"},
      NamesFrom(names.units,
                {.key = "parent_unit_name",
                 .zh = "上级单位",
                 .en = "Parent unit name"},
                /*open=*/true)));
  columns.push_back(
      ResourceField<Unit>(programme,
                          {.key = "guiding_department",
                           .zh = "指导部门编号",
                           .en = "Guiding department ID"},
                          NamesFrom(names.units,
                                    {.key = "guiding_department_name",
                                     .zh = "指导部门",
                                     .en = "Guiding department name"},
                                    /*open=*/true)));
  columns.push_back(ResourceField<Unit>(
      programme,
      {.key = "home_area", .zh = "所在地区编号", .en = "Home area ID"},
      NamesFrom(names.areas, {.key = "home_area_name",
                              .zh = "所在地区",
                              .en = "Home area name"})));
  columns.push_back(ResourceListColumn<Unit>(
      {.key = "recipient_areas", .zh = "受援地区", .en = "Recipient areas"},
      NamesFrom(names.areas, {}),
      [](const Unit& unit) -> std::optional<ListEntries> {
        ListEntries entries;
        for (const std::string& area : unit.recipient_areas()) {
          entries.push_back({.key = std::string(LastId(area))});
        }
        return entries;
      },
      [pattern = ResourcePattern("programmes/{programme}/areas/{area}"),
       programme](const ListEntries& entries, Unit& unit) {
        for (const ListEntry& entry : entries) {
          unit.add_recipient_areas(pattern.Format({programme, entry.key}));
        }
      }));
}

}  // namespace

absl::StatusOr<TableSchema<Unit>> UnitTable(const Programme& programme,
                                            const ProfilesNames& names) {
  const std::string id(LastId(programme.name()));
  UnitColumns columns;
  AddIdentity(id, columns);
  AddRelations(id, names, columns);
  columns.push_back(ListColumn<Unit>(
      {.key = "contacts",
       .zh = "联系人（职务|电话|邮箱）",
       .en = "Contacts (post|phone|e-mail)",
       .synonyms = {"联系人", "Contacts"}},
      [](const Unit& unit) -> std::optional<ListEntries> {
        ListEntries entries;
        for (const Contact& contact : unit.contacts()) {
          entries.push_back(EntryOf(contact));
        }
        return entries;
      },
      [](const ListEntries& entries, Unit& unit) {
        for (const ListEntry& entry : entries) {
          *unit.add_contacts() = ContactOf(entry);
        }
      },
      {.notes = true, .max_entries = 20}));
  columns.push_back(
      TextField<Unit>({.key = "source", .zh = "资料来源", .en = "Source"}));
  return TableSchema<Unit>::Create(std::move(columns));
}

}  // namespace duikou
