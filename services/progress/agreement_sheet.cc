#include "services/progress/agreement_sheet.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/china_time.h"
#include "services/base/violation.h"
#include "services/progress/agreement_stage.h"
#include "services/progress/civil_date.h"
#include "services/progress/progress_words.h"
#include "services/rpc/field_columns.h"
#include "services/rpc/need_columns.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/read_names.h"
#include "services/rpc/resource_name.h"
#include "services/table/table_schema.h"

namespace duikou {

using catalogue::v1::FundKind;
using catalogue::v1::Programme;
using catalogue::v1::Project;
using profiles::v1::Unit;
using progress::v1::Agreement;
using progress::v1::ContractSum;
using progress::v1::InvestorPromise;
using progress::v1::Milestone;
using progress::v1::Placement;

namespace {

using Columns = std::vector<Column<Agreement>>;
using OptionalText = std::optional<std::string>;

// Nothing is read from the sheet.
template <typename T>
void Ignore(T, Agreement&) {}

Column<Agreement> TextShown(ColumnName name,
                            std::function<OptionalText(const Agreement&)> get) {
  return TextColumn<Agreement>(std::move(name), std::move(get),
                               Ignore<std::string>);
}

Column<Agreement> DateShown(ColumnName name,
                            std::function<std::string(const Agreement&)> get) {
  return DateColumn<Agreement>(
      std::move(name),
      [get = std::move(get)](
          const Agreement& agreement) -> std::optional<absl::CivilDay> {
        const auto day = ParseDate(get(agreement));
        return day.ok() ? std::make_optional(*day) : std::nullopt;
      },
      Ignore<absl::CivilDay>);
}

std::vector<ValueLabel> StageLabels() {
  std::vector<ValueLabel> labels;
  for (const StageNames& names : AllStageNames()) {
    labels.push_back({.number = names.stage,
                      .code = std::string(names.key),
                      .zh = std::string(names.zh),
                      .en = std::string(names.en)});
  }
  return labels;
}

void AddIdentity(const std::string& programme, Columns& columns) {
  columns.push_back(IdColumn<Agreement>(
      ResourcePattern("programmes/{programme}/agreements/{agreement}"),
      programme, {.zh = "签约项目编号", .en = "Agreement ID"}));
  columns.push_back(TextField<Agreement>({.key = "display_name.zh",
                                          .zh = "签约项目名称",
                                          .en = "Name in Chinese"}));
  columns.push_back(TextField<Agreement>(
      {.key = "display_name.en", .zh = "英文名称", .en = "Name in English"}));
}

void AddParties(const std::string& programme,
                const std::shared_ptr<const NameBook>& units,
                const std::shared_ptr<const NameBook>& projects,
                Columns& columns) {
  columns.push_back(ResourceField<Agreement>(
      programme,
      {.key = "supporter", .zh = "支援单位编号", .en = "Supporter ID"},
      NamesFrom(units, {.key = "supporter_name",
                        .zh = "支援单位",
                        .en = "Supporter name"})));
  columns.push_back(ResourceField<Agreement>(
      programme,
      {.key = "recipient", .zh = "受援单位编号", .en = "Recipient ID"},
      NamesFrom(units, {.key = "recipient_name",
                        .zh = "受援单位",
                        .en = "Recipient name"})));
  columns.push_back(ResourceField<Agreement>(
      programme, {.key = "project", .zh = "项目编号", .en = "Project ID"},
      NamesFrom(projects,
                {.key = "project_name", .zh = "项目", .en = "Project name"})));
}

// `zigui/tea=7000；badong/tea=3000`
std::string PlacementsText(const Agreement& agreement) {
  std::string text;
  for (const Placement& placement : agreement.placements()) {
    absl::StrAppend(&text, text.empty() ? "" : "；", LastId(placement.area()),
                    "/", LastId(placement.sector()), "=", placement.parts());
  }
  return text;
}

void AddTerms(Columns& columns) {
  columns.push_back(TextShown({.key = "placements",
                               .zh = "地区/领域=万分比",
                               .en = "Area/sector=parts"},
                              [](const Agreement& agreement) -> OptionalText {
                                return PlacementsText(agreement);
                              }));
  columns.push_back(
      EnumField<Agreement>({.key = "form", .zh = "合作方式", .en = "Form"},
                           CooperationFormLabels()));
  columns.push_back(EnumField<Agreement>(
      {.key = "stage", .zh = "阶段", .en = "Stage"}, StageLabels()));
  columns.push_back(DateShown(
      {.key = "sign_date", .zh = "签约日期", .en = "Signed on"},
      [](const Agreement& agreement) { return agreement.sign_date(); }));
  columns.push_back(TextField<Agreement>(
      {.key = "signed_at", .zh = "签约会议", .en = "Signed at"}));
  columns.push_back(IntegerField<Agreement>(
      {.key = "first_year", .zh = "起始年份", .en = "First year"}));
}

void AddMoney(const Programme& programme, Columns& columns) {
  columns.push_back(MoneyField<Agreement>(
      {.key = "contract_total_fen", .zh = "合同总额", .en = "Contract total"}));
  columns.push_back(MoneyField<Agreement>({.key = "private_total_fen",
                                           .zh = "其中民营资本",
                                           .en = "Private capital"}));
  for (const FundKind& kind : programme.fund_kinds()) {
    const std::string id = kind.id();
    const type::v1::LocalizedText text = FundKindText(programme, id);
    columns.push_back(MoneyColumn<Agreement>(
        {.key = absl::StrCat("contract_sums.", id),
         .zh = absl::StrCat("合同", text.zh(), " ", id),
         .en = absl::StrCat("Contract: ", text.en(), " ", id)},
        [id](const Agreement& agreement) -> std::optional<int64_t> {
          int64_t fen = 0;
          for (const ContractSum& sum : agreement.contract_sums()) {
            if (sum.fund_kind() == id) fen += sum.amount_fen();
          }
          return fen == 0 ? std::nullopt : std::make_optional(fen);
        },
        Ignore<int64_t>));
  }
}

void AddProgress(Columns& columns) {
  columns.push_back(
      TextField<Agreement>({.key = "responsible_leader.display_name",
                            .zh = "责任人",
                            .en = "Responsible leader"}));
  columns.push_back(TextField<Agreement>({.key = "responsible_leader.phone",
                                          .zh = "责任人电话",
                                          .en = "Leader's phone"}));
  columns.push_back(TextShown(
      {.key = "milestones", .zh = "节点完成", .en = "Milestones reached"},
      [](const Agreement& agreement) -> OptionalText {
        const auto& all = agreement.milestones();
        if (all.empty()) return std::nullopt;
        return absl::StrCat(
            std::count_if(all.begin(), all.end(),
                          [](const Milestone& milestone) {
                            return !milestone.done_date().empty();
                          }),
            " / ", all.size());
      }));
  columns.push_back(TextShown(
      {.key = "promises", .zh = "承诺兑现", .en = "Promises kept"},
      [](const Agreement& agreement) -> OptionalText {
        const auto& all = agreement.promises();
        if (all.empty()) return std::nullopt;
        return absl::StrCat(std::count_if(all.begin(), all.end(),
                                          [](const InvestorPromise& promise) {
                                            return !promise.kept_date().empty();
                                          }),
                            " / ", all.size());
      }));
  columns.push_back(
      DateShown({.key = "news_time", .zh = "最近进展", .en = "Last news"},
                [](const Agreement& agreement) -> std::string {
                  if (!agreement.has_news_time()) return "";
                  return DateText(ChinaDay(ToTime(agreement.news_time())));
                }));
  columns.push_back(TextField<Agreement>(
      {.key = "source", .zh = "资料来源", .en = "Source"}));
}

absl::StatusOr<TableSchema<Agreement>> AgreementTable(
    Store& store, CallContext& call, const std::string& programme) {
  ASSIGN_OR_RETURN(const Programme stored,
                   ReadProgramme(store, call, programme));
  ASSIGN_OR_RETURN(const auto units,
                   ReadNames<Unit>(store, call, programme, "units"));
  ASSIGN_OR_RETURN(const auto projects,
                   ReadNames<Project>(store, call, programme, "projects"));
  Columns columns;
  AddIdentity(programme, columns);
  AddParties(programme, units, projects, columns);
  AddTerms(columns);
  AddMoney(stored, columns);
  AddProgress(columns);
  return TableSchema<Agreement>::Create(std::move(columns));
}

class AgreementSheet final : public SheetCollection {
 public:
  AgreementSheet(Store& store, StandardMethods<Agreement>& agreements)
      : store_(store), agreements_(agreements) {}

  absl::Status Import(CallContext&, const type::v1::ImportResourcesRequest&,
                      const Sheet&, ImportSink) override {
    return Refused(absl::StatusCode::kInvalidArgument, "collection",
                   "协议只能导出；请逐份录入，或由年度计划生成",
                   "agreements are exported alone; create them one by one or "
                   "from the plan of a year");
  }

  absl::StatusOr<Sheet> Export(CallContext& call, const std::string& parent,
                               TableLanguage language,
                               bool is_template) override {
    ASSIGN_OR_RETURN(const TableSchema<Agreement> table,
                     AgreementTable(store_, call, ProgrammeIdIn(parent)));
    std::vector<Agreement> agreements;
    if (!is_template) {
      RETURN_IF_ERROR(agreements_.ForEach(
          call, parent,
          [&](const Agreement& stored) { agreements.push_back(stored); },
          Shown::kSeen));
    }
    return table.Export(agreements, language);
  }

 private:
  Store& store_;
  StandardMethods<Agreement>& agreements_;
};

}  // namespace

std::unique_ptr<SheetCollection> MakeAgreementSheet(
    Store& store, StandardMethods<Agreement>& agreements) {
  return std::make_unique<AgreementSheet>(store, agreements);
}

}  // namespace duikou
