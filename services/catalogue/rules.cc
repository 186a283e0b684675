#include "services/catalogue/rules.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "matcher/base/check.h"
#include "matcher/base/money.h"
#include "services/base/violation.h"
#include "services/catalogue/project_filter.h"

namespace duikou {

using catalogue::v1::Area;
using catalogue::v1::FundKind;
using catalogue::v1::FundNeed;
using catalogue::v1::Programme;
using catalogue::v1::Project;
using catalogue::v1::Sector;
using catalogue::v1::Target;

namespace {

constexpr size_t kCodeDigits = 6;

std::string Indexed(absl::string_view list, int index,
                    absl::string_view field) {
  return absl::StrCat(list, "[", index, "].", field);
}

template <typename Repeated>
bool HasDuplicates(const Repeated& values) {
  std::vector<int> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  return std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
}

std::optional<Violation> CheckTarget(const Programme& programme, int index) {
  const Target& target = programme.targets(index);
  if (target.value_case() == Target::VALUE_NOT_SET) {
    return Violation{"missing", absl::StrCat("targets[", index, "]"),
                     "指标没有数值",
                     "has no amount_fen, count or basis_points"};
  }
  if (target.year() != 0 && (target.year() < programme.first_year() ||
                             target.year() > programme.last_year())) {
    return Violation{
        "year_outside_programme", Indexed("targets", index, "year"),
        absl::StrCat("年份 ", target.year(), " 不在规划年限内"),
        absl::StrCat(target.year(), " is outside the programme's years")};
  }
  return std::nullopt;
}

std::optional<Violation> CheckYears(int first_year, int last_year) {
  if (first_year <= last_year) return std::nullopt;
  return Violation{
      "years_out_of_order", "last_year",
      absl::StrCat("结束年份 ", last_year, " 早于开始年份 ", first_year),
      absl::StrCat(last_year, " is before first_year ", first_year)};
}

std::optional<Violation> CheckFundNeed(const Project& project, int index,
                                       const Programme& programme) {
  const FundNeed& need = project.fund_needs(index);
  bool known = std::any_of(
      programme.fund_kinds().begin(), programme.fund_kinds().end(),
      [&need](const FundKind& kind) { return kind.id() == need.fund_kind(); });
  if (!known) {
    return Violation{"unknown_fund_kind",
                     Indexed("fund_needs", index, "fund_kind"),
                     absl::StrCat("规划中没有资金类型“", need.fund_kind(), "”"),
                     absl::StrCat("\"", need.fund_kind(),
                                  "\" is no fund kind of the programme")};
  }
  if (need.has_open_fen() && need.open_fen() > need.total_fen()) {
    return Violation{"more_than_total",
                     Indexed("fund_needs", index, "open_fen"),
                     "待落实资金大于总需求",
                     absl::StrCat(need.open_fen(), " is more than total_fen ",
                                  need.total_fen())};
  }
  if (need.least_share_fen() > need.total_fen()) {
    return Violation{
        "more_than_total", Indexed("fund_needs", index, "least_share_fen"),
        "最低承担额大于总需求",
        absl::StrCat(need.least_share_fen(), " is more than total_fen ",
                     need.total_fen())};
  }
  return std::nullopt;
}

bool IsCode(absl::string_view code) {
  return code.size() == kCodeDigits &&
         std::all_of(code.begin(), code.end(),
                     [](char c) { return absl::ascii_isdigit(c); });
}

}  // namespace

std::optional<Violation> CheckProgramme(const Programme& programme) {
  if (auto found = CheckYears(programme.first_year(), programme.last_year())) {
    return found;
  }
  for (int i = 0; i < programme.fund_kinds_size(); ++i) {
    const FundKind& kind = programme.fund_kinds(i);
    if (HasDuplicates(kind.giver_kinds())) {
      return Violation{"duplicate", Indexed("fund_kinds", i, "giver_kinds"),
                       "同一单位类别出现两次", "names a kind of unit twice"};
    }
    if (HasDuplicates(kind.distributions())) {
      return Violation{"duplicate", Indexed("fund_kinds", i, "distributions"),
                       "同一分配方式出现两次", "names a distribution twice"};
    }
  }
  for (int i = 0; i < programme.targets_size(); ++i) {
    if (auto found = CheckTarget(programme, i)) return found;
  }
  return std::nullopt;
}

std::optional<Violation> CheckProject(const Project& project,
                                      const Programme& programme) {
  if (auto found = CheckYears(project.first_year(), project.last_year())) {
    return found;
  }
  if (project.first_year() < programme.first_year() ||
      project.last_year() > programme.last_year()) {
    bool first = project.first_year() < programme.first_year();
    return Violation{
        "year_outside_programme", first ? "first_year" : "last_year",
        absl::StrCat("项目年限 ", project.first_year(), "–",
                     project.last_year(), " 超出规划年限 ",
                     programme.first_year(), "–", programme.last_year()),
        absl::StrCat(first ? project.first_year() : project.last_year(),
                     " is outside the programme's years ",
                     programme.first_year(), " to ", programme.last_year())};
  }
  int64_t total = 0;
  for (int i = 0; i < project.fund_needs_size(); ++i) {
    if (auto found = CheckFundNeed(project, i, programme)) return found;
    total = SaturatingSum(total, project.fund_needs(i).total_fen());
  }
  if (total > Money::kMaxFen) {
    return Violation{
        "too_much", "fund_needs", "各类资金合计超出上限",
        absl::StrCat("all kinds together exceed ", Money::kMaxFen, " fen")};
  }
  return std::nullopt;
}

std::optional<Violation> CheckPublishable(const Project& project) {
  if (project.fund_needs_size() > 0 || project.other_needs_size() > 0) {
    return std::nullopt;
  }
  return Violation{"needs_nothing", "fund_needs",
                   "公开的项目须有资金需求或其他需求",
                   "an open project needs funds or something else"};
}

absl::string_view StateWord(Project::State state) {
  absl::string_view word = Project::State_Name(state);
  absl::ConsumePrefix(&word, "STATE_");
  return word;
}

absl::string_view ChineseStateWord(Project::State state) {
  switch (state) {
    case Project::STATE_DRAFT:
      return "草稿";
    case Project::STATE_OPEN:
      return "公开";
    case Project::STATE_WITHDRAWN:
      return "已撤回";
    case Project::STATE_COMPLETED:
      return "已完成";
    default:
      return "未定";
  }
}

absl::Status CheckTransition(absl::string_view name, Project::State from,
                             Project::State to) {
  bool allowed = false;
  switch (to) {
    case Project::STATE_OPEN:
      allowed =
          from == Project::STATE_DRAFT || from == Project::STATE_WITHDRAWN;
      break;
    case Project::STATE_WITHDRAWN:
      allowed = from == Project::STATE_DRAFT || from == Project::STATE_OPEN;
      break;
    case Project::STATE_COMPLETED:
      allowed = from == Project::STATE_OPEN;
      break;
    default:
      break;
  }
  if (allowed) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, name,
                 absl::StrCat("状态为“", ChineseStateWord(from), "”，不能变为“",
                              ChineseStateWord(to), "”"),
                 absl::StrCat("state is ", StateWord(from),
                              ", which cannot become ", StateWord(to)));
}

void AreaSet::Put(const Area& area) {
  if (const Area* old = Find(area.name()); old != nullptr) {
    codes_[old->code()].erase(area.name());
    --members_[old->group()];
    --children_[old->parent_area()];
  }
  areas_[area.name()] = area;
  codes_[area.code()].insert(area.name());
  ++members_[area.group()];
  ++children_[area.parent_area()];
  // Groups have no containers of their own, so only parents can run in cycles.
  containment_.Put(area.name(), {area.parent_area()});
}

const Area* AreaSet::Find(absl::string_view name) const {
  auto found = areas_.find(name);
  return found == areas_.end() ? nullptr : &found->second;
}

std::optional<Violation> AreaSet::Check(const Area& area) const {
  DUIKOU_CHECK(Find(area.name()) != nullptr) << area.name();
  if (auto found = CheckCode(area)) return found;
  if (auto found = CheckKind(area)) return found;
  return CheckContainers(area);
}

std::optional<Violation> AreaSet::CheckKind(const Area& area) const {
  bool group = area.kind() == Area::KIND_GROUP;
  const auto& misfits = group ? children_ : members_;
  auto found = misfits.find(area.name());
  if (found == misfits.end() || found->second == 0) return std::nullopt;
  return Violation{
      "kind_in_use", "kind",
      group ? "已有地区以它为上级，不能改为片区"
            : "已有地区属于该片区，类别须为片区",
      group ? "other areas name it as their parent, which a group cannot be"
            : "other areas name it as their group, so it must be KIND_GROUP"};
}

std::optional<Violation> AreaSet::CheckCode(const Area& area) const {
  if (area.code().empty()) return std::nullopt;
  if (!IsCode(area.code())) {
    return Violation{
        "bad_code", "code", "行政区划代码须为六位数字",
        absl::StrCat("\"", area.code(), "\" is not six digits (GB/T 2260)")};
  }
  // The least other name, so that the message is the same every time.
  std::string other;
  for (const std::string& name : codes_.at(area.code())) {
    if (name != area.name() && (other.empty() || name < other)) other = name;
  }
  if (other.empty()) return std::nullopt;
  return Violation{
      "duplicate_code", "code",
      absl::StrCat("行政区划代码 ", area.code(), " 已用于 ", other),
      absl::StrCat("\"", area.code(), "\" is the code of ", other, " already")};
}

std::optional<Violation> AreaSet::CheckContainers(const Area& area) const {
  if (!area.parent_area().empty()) {
    const Area* parent = Find(area.parent_area());
    if (parent == nullptr) {
      return Violation{"unknown_area", "parent_area",
                       absl::StrCat("没有地区 ", area.parent_area()),
                       absl::StrCat("there is no area ", area.parent_area())};
    }
    if (parent->kind() == Area::KIND_GROUP) {
      return Violation{
          "group_as_parent", "parent_area",
          absl::StrCat(area.parent_area(), " 是片区，应填入所属片区一栏"),
          absl::StrCat(area.parent_area(), " is a group; state it as `group`")};
    }
  }
  if (!area.group().empty()) {
    const Area* group = Find(area.group());
    if (group == nullptr) {
      return Violation{"unknown_area", "group",
                       absl::StrCat("没有地区 ", area.group()),
                       absl::StrCat("there is no area ", area.group())};
    }
    if (group->kind() != Area::KIND_GROUP) {
      return Violation{"not_a_group", "group",
                       absl::StrCat(area.group(), " 不是片区"),
                       absl::StrCat(area.group(), " is not of KIND_GROUP")};
    }
  }
  if (area.kind() == Area::KIND_GROUP &&
      (!area.parent_area().empty() || !area.group().empty())) {
    return Violation{"group_in_area",
                     area.group().empty() ? "parent_area" : "group",
                     "片区不能隶属于其他地区", "a group lies in no other area"};
  }
  std::vector<std::string> cycle = containment_.CycleThrough(area.name());
  if (!cycle.empty()) {
    std::string way = absl::StrJoin(cycle, " → ");
    return Violation{"cycle", "parent_area",
                     absl::StrCat("上级地区循环：", way),
                     absl::StrCat("areas in a cycle: ", way)};
  }
  return std::nullopt;
}

void SectorSet::Put(const Sector& sector) {
  if (const Sector* old = Find(sector.name()); old != nullptr) {
    below_[old->parent_sector()].erase(sector.name());
  }
  sectors_[sector.name()] = sector;
  below_[sector.parent_sector()].insert(sector.name());
}

const Sector* SectorSet::Find(absl::string_view name) const {
  auto found = sectors_.find(name);
  return found == sectors_.end() ? nullptr : &found->second;
}

std::optional<Violation> SectorSet::Check(const Sector& sector) const {
  DUIKOU_CHECK(Find(sector.name()) != nullptr) << sector.name();
  if (sector.parent_sector().empty()) return std::nullopt;
  const Sector* parent = Find(sector.parent_sector());
  if (parent == nullptr) {
    return Violation{
        "unknown_sector", "parent_sector",
        absl::StrCat("没有领域 ", sector.parent_sector()),
        absl::StrCat("there is no sector ", sector.parent_sector())};
  }
  if (sector.parent_sector() == sector.name()) {
    return Violation{"cycle", "parent_sector", "领域不能是自己的上级",
                     "a sector cannot be its own parent"};
  }
  auto below = below_.find(sector.name());
  if (!parent->parent_sector().empty() ||
      (below != below_.end() && !below->second.empty())) {
    return Violation{"too_deep", "parent_sector", "领域只分两级",
                     "sectors have two levels only"};
  }
  return std::nullopt;
}

}  // namespace duikou
