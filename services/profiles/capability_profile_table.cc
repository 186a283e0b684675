// The sheet of capability profiles.
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/profiles/profile_columns.h"
#include "services/profiles/profile_labels.h"
#include "services/profiles/profile_tables.h"
#include "services/rpc/need_columns.h"

namespace duikou {

using catalogue::v1::FundKind;
using catalogue::v1::Programme;
using profiles::v1::CapabilityProfile;
using profiles::v1::Giving;

namespace {

using Columns = std::vector<Column<CapabilityProfile>>;

const Giving* FindGiving(const CapabilityProfile& profile,
                         const std::string& kind) {
  for (const Giving& giving : profile.givings()) {
    if (giving.fund_kind() == kind) return &giving;
  }
  return nullptr;
}

Giving* MutableGiving(CapabilityProfile& profile, const std::string& kind) {
  for (Giving& giving : *profile.mutable_givings()) {
    if (giving.fund_kind() == kind) return &giving;
  }
  Giving* giving = profile.add_givings();
  giving->set_fund_kind(kind);
  return giving;
}

std::string GivingKey(absl::string_view kind, absl::string_view field) {
  return absl::StrCat("givings.", kind, ".", field);
}

// One amount of a giving; `get` answers nullopt where the cell is to be empty.
Column<CapabilityProfile> GivingColumn(
    const FundKind& kind, const char* field, const char* zh, const char* en,
    std::function<std::optional<int64_t>(const Giving&)> get,
    std::function<void(int64_t, Giving&)> set, MoneyRule rule = {}) {
  return MoneyColumn<CapabilityProfile>(
      {.key = GivingKey(kind.id(), field),
       .zh = absl::StrCat(kind.display_name().zh(), zh),
       .en = absl::StrCat(kind.display_name().en().empty()
                              ? kind.id()
                              : kind.display_name().en(),
                          ": ", en)},
      [id = kind.id(), get = std::move(get)](
          const CapabilityProfile& profile) -> std::optional<int64_t> {
        const Giving* giving = FindGiving(profile, id);
        return giving == nullptr ? std::nullopt : get(*giving);
      },
      [id = kind.id(), set = std::move(set)](int64_t fen,
                                             CapabilityProfile& profile) {
        set(fen, *MutableGiving(profile, id));
      },
      rule);
}

std::optional<int64_t> UnlessZero(int64_t fen) {
  return fen == 0 ? std::nullopt : std::make_optional(fen);
}

void AddFundKind(const FundKind& kind, Columns& columns) {
  columns.push_back(GivingColumn(
      kind, "least_fen", "单个项目最低", "least a project",
      [](const Giving& giving) { return UnlessZero(giving.least_fen()); },
      [](int64_t fen, Giving& giving) { giving.set_least_fen(fen); }));
  columns.push_back(GivingColumn(
      kind, "usual_fen", "单个项目通常", "usual a project",
      [](const Giving& giving) { return std::optional(giving.usual_fen()); },
      [](int64_t fen, Giving& giving) { giving.set_usual_fen(fen); },
      {.min_fen = 1}));
  columns.push_back(GivingColumn(
      kind, "most_fen", "单个项目最高", "most a project",
      [](const Giving& giving) { return UnlessZero(giving.most_fen()); },
      [](int64_t fen, Giving& giving) { giving.set_most_fen(fen); }));
  columns.push_back(GivingColumn(
      kind, "means_fen", "年度可用资金", "means a year",
      [](const Giving& giving) -> std::optional<int64_t> {
        if (!giving.has_means_fen()) return std::nullopt;
        return giving.means_fen();
      },
      [](int64_t fen, Giving& giving) { giving.set_means_fen(fen); }));
}

// A list of resources' ids, each with a number from 1 to 100.
template <class Entry>
Column<CapabilityProfile> RatedList(
    ColumnName name, ResourceNames names,
    std::function<std::vector<Entry>(const CapabilityProfile&)> get,
    std::function<void(const Entry&, CapabilityProfile&)> add) {
  return ResourceListColumn<CapabilityProfile>(
      std::move(name), std::move(names),
      [get = std::move(get)](
          const CapabilityProfile& profile) -> std::optional<ListEntries> {
        ListEntries entries;
        for (const Entry& entry : get(profile)) {
          entries.push_back({.key = entry.first, .value = entry.second});
        }
        return entries;
      },
      [add = std::move(add)](const ListEntries& entries,
                             CapabilityProfile& profile) {
        for (const ListEntry& entry : entries) {
          add({entry.key, static_cast<int>(entry.value.value_or(0))}, profile);
        }
      },
      {.value = ListRule::Value::kRequired, .min_value = 1, .max_value = 100});
}

using Rated = std::pair<std::string, int>;  // id, from 1 to 100

Column<CapabilityProfile> StrengthsColumn(const std::string& programme,
                                          const ProfilesNames& names) {
  return RatedList<Rated>(
      {.key = "strengths",
       .zh = "优势领域（领域=强度）",
       .en = "Strengths (sector=1 to 100)",
       .synonyms = {"优势领域", "Strengths"}},
      NamesFrom(names.sectors, {}),
      [](const CapabilityProfile& profile) {
        std::vector<Rated> list;
        for (const auto& strength : profile.strengths()) {
          list.emplace_back(LastId(strength.sector()), strength.strength());
        }
        return list;
      },
      [pattern = ResourcePattern("programmes/{programme}/sectors/{sector}"),
       programme](const Rated& rated, CapabilityProfile& profile) {
        auto& strength = *profile.add_strengths();
        strength.set_sector(pattern.Format({programme, rated.first}));
        strength.set_strength(rated.second);
      });
}

Column<CapabilityProfile> PreferencesColumn(const std::string& programme,
                                            const ProfilesNames& names) {
  return RatedList<Rated>(
      {.key = "preferred_areas",
       .zh = "意向地区（地区=意愿）",
       .en = "Preferred areas (area=1 to 100)",
       .synonyms = {"意向地区", "Preferred areas"}},
      NamesFrom(names.areas, {}),
      [](const CapabilityProfile& profile) {
        std::vector<Rated> list;
        for (const auto& preferred : profile.preferred_areas()) {
          list.emplace_back(LastId(preferred.area()), preferred.preference());
        }
        return list;
      },
      [pattern = ResourcePattern("programmes/{programme}/areas/{area}"),
       programme](const Rated& rated, CapabilityProfile& profile) {
        auto& preferred = *profile.add_preferred_areas();
        preferred.set_area(pattern.Format({programme, rated.first}));
        preferred.set_preference(rated.second);
      });
}

// A giving needs its usual size.
std::vector<std::pair<std::string, CellProblem>> CheckGivings(
    const CapabilityProfile& profile) {
  std::vector<std::pair<std::string, CellProblem>> problems;
  for (const Giving& giving : profile.givings()) {
    if (giving.usual_fen() > 0) continue;
    problems.emplace_back(
        GivingKey(giving.fund_kind(), "usual_fen"),
        CellProblem{"missing", "填写其他金额时须填写单个项目通常金额",
                    "other amounts need the usual one"});
  }
  return problems;
}

}  // namespace

absl::StatusOr<TableSchema<CapabilityProfile>> CapabilityProfileTable(
    const Programme& programme, const ProfilesNames& names) {
  const std::string id(LastId(programme.name()));
  Columns columns;
  columns.push_back(ResourceColumn<CapabilityProfile>(
      {.key = "id",
       .zh = "单位编号",
       .en = "Unit ID",
       .synonyms = {"编号"},
       .required = true},
      NamesFrom(names.units,
                {.key = "unit_name", .zh = "单位", .en = "Unit name"}),
      [](const CapabilityProfile& profile) -> std::optional<std::string> {
        return std::string(LastId(profile.name()));
      },
      [pattern = ResourcePattern("programmes/{programme}/profiles/{profile}"),
       id](const std::string& unit, CapabilityProfile& profile) {
        profile.set_name(pattern.Format({id, unit}));
      }));
  columns.push_back(StrengthsColumn(id, names));
  columns.push_back(PreferencesColumn(id, names));
  for (const FundKind& kind : programme.fund_kinds()) {
    AddFundKind(kind, columns);
  }
  columns.push_back(NeedsField<CapabilityProfile>(
      {.key = "offers", .zh = "其他支援", .en = "Other offers"},
      [](const CapabilityProfile& profile) -> const NonMonetaryList& {
        return profile.offers();
      },
      [](CapabilityProfile& profile) { return profile.mutable_offers(); }));
  columns.push_back(LabelsField<CapabilityProfile>(
      {.key = "forms", .zh = "合作方式", .en = "Forms of cooperation"},
      CooperationFormLabels(),
      [](const CapabilityProfile& profile) {
        return std::vector<int>(profile.forms().begin(), profile.forms().end());
      },
      [](int form, CapabilityProfile& profile) {
        profile.add_forms(static_cast<type::v1::CooperationForm>(form));
      }));
  columns.push_back(IntegerField<CapabilityProfile>(
      {.key = "most_projects", .zh = "年度项目上限", .en = "Most projects"}));
  columns.push_back(
      IntegerField<CapabilityProfile>({.key = "suggested_through_year",
                                       .zh = "建议依据截至年份",
                                       .en = "Suggested through year"}));
  columns.push_back(TextField<CapabilityProfile>(
      {.key = "statement.zh", .zh = "说明", .en = "Statement in Chinese"}));
  columns.push_back(TextField<CapabilityProfile>(
      {.key = "statement.en", .zh = "英文说明", .en = "Statement in English"}));
  return TableSchema<CapabilityProfile>::Create(std::move(columns),
                                                &CheckGivings);
}

std::string CapabilityProfileColumnOf(const CapabilityProfile& profile,
                                      const std::string& path) {
  absl::string_view rest = path;
  if (absl::StartsWith(rest, "strengths")) return "strengths";
  if (absl::StartsWith(rest, "preferred_areas")) return "preferred_areas";
  if (absl::StartsWith(rest, "offers")) return "offers";
  if (absl::StartsWith(rest, "name")) return "id";
  int index = 0;
  const size_t end = rest.find("].");
  if (!absl::ConsumePrefix(&rest, "givings[") ||
      end == absl::string_view::npos ||
      !absl::SimpleAtoi(rest.substr(0, end - 8), &index) || index < 0 ||
      index >= profile.givings_size()) {
    return path;
  }
  absl::string_view field = rest.substr(end - 8 + 2);
  if (field == "fund_kind") field = "usual_fen";
  return GivingKey(profile.givings(index).fund_kind(), field);
}

}  // namespace duikou
