// The sheet of projects.
#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/catalogue/catalogue_labels.h"
#include "services/catalogue/catalogue_tables.h"
#include "services/rpc/field_columns.h"
#include "services/rpc/need_columns.h"

namespace duikou {

using catalogue::v1::FundKind;
using catalogue::v1::FundNeed;
using catalogue::v1::Programme;
using catalogue::v1::Project;

namespace {

using Columns = std::vector<Column<Project>>;

const FundNeed* FindNeed(const Project& project, const std::string& kind) {
  for (const FundNeed& need : project.fund_needs()) {
    if (need.fund_kind() == kind) return &need;
  }
  return nullptr;
}

FundNeed* MutableNeed(Project& project, const std::string& kind) {
  for (FundNeed& need : *project.mutable_fund_needs()) {
    if (need.fund_kind() == kind) return &need;
  }
  FundNeed* need = project.add_fund_needs();
  need->set_fund_kind(kind);
  return need;
}

std::string NeedKey(absl::string_view kind, absl::string_view field) {
  return absl::StrCat("fund_needs.", kind, ".", field);
}

// What a fund kind is called in headings: by its name where no other kind has
// the same, else by name and id.
type::v1::LocalizedText HeadingOf(const Programme& programme,
                                  const FundKind& kind) {
  type::v1::LocalizedText heading = kind.display_name();
  if (heading.zh().empty()) heading.set_zh(kind.id());
  if (heading.en().empty()) heading.set_en(kind.id());
  for (const FundKind& other : programme.fund_kinds()) {
    if (other.id() == kind.id()) continue;
    if (other.display_name().zh() == heading.zh() ||
        other.display_name().en() == heading.en()) {
      heading.set_zh(absl::StrCat(heading.zh(), " ", kind.id()));
      heading.set_en(absl::StrCat(heading.en(), " ", kind.id()));
      break;
    }
  }
  return heading;
}

void AddFundKind(const Programme& programme, const FundKind& kind,
                 Columns& columns) {
  type::v1::LocalizedText heading = HeadingOf(programme, kind);
  std::string id = kind.id();
  columns.push_back(MoneyColumn<Project>(
      {.key = NeedKey(id, "total_fen"),
       .zh = absl::StrCat(heading.zh(), "总需求"),
       .en = absl::StrCat(heading.en(), ": total need")},
      [id](const Project& project) -> std::optional<int64_t> {
        const FundNeed* need = FindNeed(project, id);
        if (need == nullptr) return std::nullopt;
        return need->total_fen();
      },
      [id](int64_t fen, Project& project) {
        MutableNeed(project, id)->set_total_fen(fen);
      },
      {.min_fen = 1}));
  columns.push_back(MoneyColumn<Project>(
      {.key = NeedKey(id, "open_fen"),
       .zh = absl::StrCat(heading.zh(), "待落实"),
       .en = absl::StrCat(heading.en(), ": open need")},
      [id](const Project& project) -> std::optional<int64_t> {
        const FundNeed* need = FindNeed(project, id);
        if (need == nullptr || !need->has_open_fen()) return std::nullopt;
        return need->open_fen();
      },
      [id](int64_t fen, Project& project) {
        MutableNeed(project, id)->set_open_fen(fen);
      }));
  columns.push_back(MoneyColumn<Project>(
      {.key = NeedKey(id, "least_share_fen"),
       .zh = absl::StrCat(heading.zh(), "最低承担额"),
       .en = absl::StrCat(heading.en(), ": least share")},
      [id](const Project& project) -> std::optional<int64_t> {
        const FundNeed* need = FindNeed(project, id);
        if (need == nullptr || need->least_share_fen() == 0) {
          return std::nullopt;
        }
        return need->least_share_fen();
      },
      [id](int64_t fen, Project& project) {
        MutableNeed(project, id)->set_least_share_fen(fen);
      }));
}

void AddIdentity(const std::string& programme, const CatalogueNames& names,
                 Columns& columns) {
  columns.push_back(IdColumn<Project>(
      ResourcePattern("programmes/{programme}/projects/{project}"), programme,
      {.zh = "项目编号", .en = "Project ID", .synonyms = {"编号"}}));
  columns.push_back(TextField<Project>({.key = "display_name.zh",
                                        .zh = "项目名称",
                                        .en = "Name in Chinese",
                                        .synonyms = {"名称", "Name"},
                                        .required = true}));
  columns.push_back(TextField<Project>(
      {.key = "display_name.en", .zh = "英文名称", .en = "Name in English"}));
  columns.push_back(ResourceField<Project>(
      programme,
      {.key = "area", .zh = "地区编号", .en = "Area ID", .required = true},
      NamesFrom(names.areas, {.key = "area_name",
                              .zh = "地区",
                              .en = "Area name",
                              .synonyms = {"县区", "受援区县"}})));
  columns.push_back(TextField<Project>({.key = "village",
                                        .zh = "乡镇村",
                                        .en = "Town and village",
                                        .synonyms = {"村", "建设地点"}}));
  columns.push_back(ResourceField<Project>(
      programme,
      {.key = "sector", .zh = "领域编号", .en = "Sector ID", .required = true},
      NamesFrom(names.sectors, {.key = "sector_name",
                                .zh = "领域",
                                .en = "Sector name",
                                .synonyms = {"行业", "项目类别"}})));
  columns.push_back(ResourceField<Project>(
      programme,
      {.key = "recipient", .zh = "受援单位编号", .en = "Recipient ID"},
      NamesFrom(names.units, {.key = "recipient_name",
                              .zh = "受援单位",
                              .en = "Recipient name",
                              .synonyms = {"申报单位"}})));
  columns.push_back(EnumField<Project>(
      {.key = "state", .zh = "状态", .en = "State"}, ProjectStateLabels()));
}

void AddTerms(Columns& columns) {
  columns.push_back(IntegerField<Project>({.key = "first_year",
                                           .zh = "开始年份",
                                           .en = "First year",
                                           .required = true}));
  columns.push_back(IntegerField<Project>({.key = "last_year",
                                           .zh = "结束年份",
                                           .en = "Last year",
                                           .required = true}));
  columns.push_back(BoolField<Project>(
      {.key = "shareable", .zh = "可多家承担", .en = "Shareable"}));
  columns.push_back(BoolField<Project>(
      {.key = "all_or_nothing", .zh = "须足额承担", .en = "All or nothing"}));
  columns.push_back(EnumField<Project>({.key = "readiness",
                                        .zh = "前期工作",
                                        .en = "Readiness",
                                        .synonyms = {"前期进展"}},
                                       ReadinessLabels()));
}

void AddStanding(Columns& columns) {
  columns.push_back(BoolField<Project>({.key = "standing.demonstration_site",
                                        .zh = "安稳致富示范点",
                                        .en = "Demonstration site",
                                        .synonyms = {"示范点"}}));
  columns.push_back(
      BoolField<Project>({.key = "standing.resettlement_community",
                          .zh = "移民小区",
                          .en = "Resettlement community"}));
  columns.push_back(IntegerField<Project>({.key = "standing.people_helped",
                                           .zh = "受益人数",
                                           .en = "People helped"}));
  columns.push_back(IntegerField<Project>(
      {.key = "standing.jobs", .zh = "新增就业", .en = "Jobs"}));
  columns.push_back(IntegerField<Project>({.key = "standing.training_places",
                                           .zh = "培训人次",
                                           .en = "Training places"}));
  columns.push_back(NeedsField<Project>(
      {.key = "other_needs", .zh = "其他需求", .en = "Other needs"},
      [](const Project& project) -> const NonMonetaryList& {
        return project.other_needs();
      },
      [](Project& project) { return project.mutable_other_needs(); }));
}

void AddPerson(const std::string& field, const std::string& zh,
               const std::string& en, Columns& columns) {
  columns.push_back(
      TextField<Project>({.key = field + ".display_name", .zh = zh, .en = en}));
  columns.push_back(TextField<Project>(
      {.key = field + ".title", .zh = zh + "职务", .en = en + ": post"}));
  columns.push_back(TextField<Project>(
      {.key = field + ".phone", .zh = zh + "电话", .en = en + ": phone"}));
  columns.push_back(TextField<Project>(
      {.key = field + ".email", .zh = zh + "邮箱", .en = en + ": e-mail"}));
}

void AddTexts(Columns& columns) {
  columns.push_back(TextField<Project>({.key = "description.zh",
                                        .zh = "建设内容",
                                        .en = "Description in Chinese",
                                        .synonyms = {"项目内容", "说明"}}));
  columns.push_back(TextField<Project>({.key = "description.en",
                                        .zh = "英文说明",
                                        .en = "Description in English"}));
  columns.push_back(
      TextField<Project>({.key = "source", .zh = "资料来源", .en = "Source"}));
}

// A need that states shares of nothing.
std::vector<std::pair<std::string, CellProblem>> CheckNeeds(
    const Project& project) {
  std::vector<std::pair<std::string, CellProblem>> problems;
  for (const FundNeed& need : project.fund_needs()) {
    if (need.total_fen() > 0) continue;
    problems.emplace_back(
        NeedKey(need.fund_kind(), "total_fen"),
        CellProblem{"missing", "填写待落实或最低承担额时须填写总需求",
                    "an open need or least share needs a total"});
  }
  return problems;
}

}  // namespace

absl::StatusOr<TableSchema<Project>> ProjectTable(const Programme& programme,
                                                  const CatalogueNames& names) {
  std::string id(LastId(programme.name()));
  Columns columns;
  AddIdentity(id, names, columns);
  for (const FundKind& kind : programme.fund_kinds()) {
    AddFundKind(programme, kind, columns);
  }
  AddTerms(columns);
  AddStanding(columns);
  AddPerson("responsible_leader", "责任领导", "Responsible leader", columns);
  AddPerson("contact", "联系人", "Contact", columns);
  AddTexts(columns);
  return TableSchema<Project>::Create(std::move(columns), &CheckNeeds);
}

std::string ProjectColumnOf(const Project& project, const std::string& path) {
  absl::string_view rest = path;
  if (!absl::ConsumePrefix(&rest, "fund_needs")) return path;
  int index = 0;
  size_t end = rest.find("].");
  if (!absl::ConsumePrefix(&rest, "[") || end == absl::string_view::npos ||
      !absl::SimpleAtoi(rest.substr(0, end - 1), &index) || index < 0 ||
      index >= project.fund_needs_size()) {
    return path;
  }
  absl::string_view field = rest.substr(end + 1);
  if (field == "fund_kind") field = "total_fen";
  return NeedKey(project.fund_needs(index).fund_kind(), field);
}

}  // namespace duikou
