// The sheets of pairings, quotas, commitments and cooperations.
#include "services/profiles/profile_columns.h"
#include "services/profiles/profile_tables.h"

namespace duikou {

using catalogue::v1::Programme;
using profiles::v1::Commitment;
using profiles::v1::Cooperation;
using profiles::v1::Pairing;
using profiles::v1::Quota;

namespace {

// The supporter, in the field `key` of the row.
template <class Row>
Column<Row> SupporterField(const std::string& programme, const char* key,
                           const ProfilesNames& names) {
  return ResourceField<Row>(programme,
                            {.key = key,
                             .zh = "支援单位编号",
                             .en = "Supporter ID",
                             .required = true},
                            NamesFrom(names.units, {.key = "supporter_name",
                                                    .zh = "支援单位",
                                                    .en = "Supporter name"}));
}

template <class Row>
Column<Row> AreaField(const std::string& programme,
                      const ProfilesNames& names) {
  return ResourceField<Row>(
      programme,
      {.key = "area", .zh = "地区编号", .en = "Area ID", .required = true},
      NamesFrom(names.areas,
                {.key = "area_name", .zh = "地区", .en = "Area name"}));
}

template <class Row>
Column<Row> YearField() {
  return IntegerField<Row>(
      {.key = "year", .zh = "年份", .en = "Year", .required = true});
}

template <class Row>
Column<Row> AmountField(bool required) {
  return MoneyField<Row>({.key = "amount_fen",
                          .zh = "金额",
                          .en = "Amount",
                          .required = required});
}

template <class Row>
Column<Row> SourceField() {
  return TextField<Row>({.key = "source", .zh = "资料来源", .en = "Source"});
}

}  // namespace

absl::StatusOr<TableSchema<Pairing>> PairingTable(const Programme& programme,
                                                  const ProfilesNames& names) {
  const std::string id(LastId(programme.name()));
  return TableSchema<Pairing>::Create(
      {IdColumn<Pairing>(
           ResourcePattern("programmes/{programme}/pairings/{pairing}"), id,
           {.zh = "结对编号", .en = "Pairing ID"}),
       SupporterField<Pairing>(id, "supporter", names),
       AreaField<Pairing>(id, names),
       IntegerField<Pairing>(
           {.key = "since_year", .zh = "起始年份", .en = "Since year"}),
       SourceField<Pairing>()});
}

absl::StatusOr<TableSchema<Quota>> QuotaTable(const Programme& programme,
                                              const ProfilesNames& names) {
  const std::string id(LastId(programme.name()));
  return TableSchema<Quota>::Create(
      {IdColumn<Quota>(ResourcePattern("programmes/{programme}/quotas/{quota}"),
                       id, {.zh = "额度编号", .en = "Quota ID"}),
       SupporterField<Quota>(id, "unit", names), YearField<Quota>(),
       FundKindField<Quota>(programme),
       MoneyColumn<Quota>(
           {.key = "amount_fen",
            .zh = "年度任务额度",
            .en = "Amount",
            .required = true},
           [](const Quota& quota) -> std::optional<int64_t> {
             return quota.amount_fen();
           },
           [](int64_t fen, Quota& quota) { quota.set_amount_fen(fen); }),
       SourceField<Quota>()});
}

absl::StatusOr<TableSchema<Commitment>> CommitmentTable(
    const Programme& programme, const ProfilesNames& names) {
  const std::string id(LastId(programme.name()));
  return TableSchema<Commitment>::Create(
      {IdColumn<Commitment>(
           ResourcePattern("programmes/{programme}/commitments/{commitment}"),
           id, {.zh = "承诺编号", .en = "Commitment ID"}),
       SupporterField<Commitment>(id, "supporter", names),
       ResourceField<Commitment>(
           id,
           {.key = "project",
            .zh = "项目编号",
            .en = "Project ID",
            .required = true},
           NamesFrom(names.projects, {.key = "project_name",
                                      .zh = "项目名称",
                                      .en = "Project name"})),
       FundKindField<Commitment>(programme), YearField<Commitment>(),
       AmountField<Commitment>(/*required=*/true), SourceField<Commitment>()});
}

absl::StatusOr<TableSchema<Cooperation>> CooperationTable(
    const Programme& programme, const ProfilesNames& names) {
  const std::string id(LastId(programme.name()));
  return TableSchema<Cooperation>::Create(
      {IdColumn<Cooperation>(
           ResourcePattern("programmes/{programme}/cooperations/{cooperation}"),
           id, {.zh = "合作编号", .en = "Cooperation ID"}),
       SupporterField<Cooperation>(id, "supporter", names),
       AreaField<Cooperation>(id, names),
       ResourceField<Cooperation>(
           id,
           {.key = "sector",
            .zh = "领域编号",
            .en = "Sector ID",
            .required = true},
           NamesFrom(
               names.sectors,
               {.key = "sector_name", .zh = "领域", .en = "Sector name"})),
       YearField<Cooperation>(), AmountField<Cooperation>(/*required=*/false),
       TextField<Cooperation>({.key = "display_name.zh",
                               .zh = "合作内容",
                               .en = "Name in Chinese"}),
       TextField<Cooperation>({.key = "display_name.en",
                               .zh = "英文名称",
                               .en = "Name in English"}),
       SourceField<Cooperation>()});
}

}  // namespace duikou
