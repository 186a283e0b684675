#include "services/progress/ledger_table.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/progress/civil_date.h"
#include "services/progress/ledger_names.h"
#include "services/rpc/field_columns.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using catalogue::v1::Programme;
using pb::LedgerEntry;

using LedgerColumns = std::vector<Column<LedgerEntry>>;

constexpr int64_t kMostCount = 1'000'000'000'000;
constexpr int64_t kMostRate = 1'000'000;

CellProblem TwoFigures() {
  return {"row.two_figures", "一行只能填写资金、数量、比率之一",
          "a row states money, a count or a rate, and no two of them"};
}

Column<LedgerEntry> DateOfEntry() {
  return DateColumn<LedgerEntry>(
      {.key = "date", .zh = "日期", .en = "Date", .required = true},
      [](const LedgerEntry& entry) -> std::optional<absl::CivilDay> {
        const absl::StatusOr<absl::CivilDay> date = ParseDate(entry.date());
        return date.ok() ? std::optional<absl::CivilDay>(*date) : std::nullopt;
      },
      [](absl::CivilDay date, LedgerEntry& entry) {
        entry.set_date(DateText(date));
      });
}

// The parties, and what the entry is for.
void AddSubjects(const std::string& programme, const LedgerNames& names,
                 LedgerColumns& columns) {
  columns.push_back(ResourceField<LedgerEntry>(
      programme,
      {.key = "supporter", .zh = "支援单位编号", .en = "Supporter ID"},
      NamesFrom(names.units, {.key = "supporter_name",
                              .zh = "支援单位",
                              .en = "Supporter name"})));
  columns.push_back(ResourceField<LedgerEntry>(
      programme,
      {.key = "recipient", .zh = "受援单位编号", .en = "Recipient ID"},
      NamesFrom(names.units, {.key = "recipient_name",
                              .zh = "受援单位",
                              .en = "Recipient name"})));
  columns.push_back(ResourceField<LedgerEntry>(
      programme,
      {.key = "agreement", .zh = "签约项目编号", .en = "Agreement ID"},
      NamesFrom(names.agreements, {.key = "agreement_name",
                                   .zh = "签约项目",
                                   .en = "Agreement name"})));
  columns.push_back(ResourceField<LedgerEntry>(
      programme, {.key = "project", .zh = "受援项目编号", .en = "Project ID"},
      NamesFrom(
          names.projects,
          {.key = "project_name", .zh = "受援项目", .en = "Project name"})));
}

// The fund kinds of the programme, numbered from 1 in its order.
std::vector<ValueLabel> KindLabels(const Programme& programme) {
  std::vector<ValueLabel> labels;
  for (const catalogue::v1::FundKind& kind : programme.fund_kinds()) {
    labels.push_back({.number = static_cast<int>(labels.size()) + 1,
                      .code = kind.id(),
                      .zh = kind.display_name().zh(),
                      .en = kind.display_name().en()});
  }
  return labels;
}

Column<LedgerEntry> FundKindOfEntry(const Programme& programme) {
  const std::vector<ValueLabel> labels = KindLabels(programme);
  return LabelColumn<LedgerEntry>(
      {.key = "disbursement.fund_kind", .zh = "资金类别", .en = "Fund kind"},
      labels,
      [labels](const LedgerEntry& entry) -> std::optional<int64_t> {
        for (const ValueLabel& label : labels) {
          if (label.code == entry.disbursement().fund_kind()) {
            return label.number;
          }
        }
        return std::nullopt;
      },
      [labels](int64_t number, LedgerEntry& entry) {
        entry.mutable_disbursement()->set_fund_kind(
            labels[static_cast<size_t>(number - 1)].code);
      });
}

void AddMoney(const Programme& programme, LedgerColumns& columns) {
  columns.push_back(FundKindOfEntry(programme));
  columns.push_back(MoneyField<LedgerEntry>(
      {.key = "disbursement.amount_fen", .zh = "到位金额", .en = "Amount"}));
  columns.push_back(EnumField<LedgerEntry>(
      {.key = "disbursement.payer", .zh = "出资方", .en = "Payer"},
      PayerLabels()));
  columns.push_back(TextField<LedgerEntry>({.key = "disbursement.payer_text",
                                            .zh = "出资单位",
                                            .en = "Payer's name"}));
  columns.push_back(BooleanColumn<LedgerEntry>(
      {.key = "disbursement.private_capital",
       .zh = "民营资本",
       .en = "Private capital"},
      [](const LedgerEntry& entry) -> std::optional<bool> {
        if (!entry.has_disbursement()) return std::nullopt;
        return entry.disbursement().private_capital();
      },
      [](bool value, LedgerEntry& entry) {
        // "No" says nothing of a count.
        if (!value && !entry.has_disbursement()) return;
        entry.mutable_disbursement()->set_private_capital(value);
      }));
}

// The indicator, as a count's until the row states a rate.
Column<LedgerEntry> IndicatorOfEntry(const std::string& programme,
                                     const LedgerNames& names) {
  const ResourcePattern pattern(
      "programmes/{programme}/indicators/{indicator}");
  return ResourceColumn<LedgerEntry>(
      {.key = "count.indicator", .zh = "指标编号", .en = "Indicator ID"},
      NamesFrom(
          names.indicators,
          {.key = "indicator_name", .zh = "指标", .en = "Indicator name"}),
      [](const LedgerEntry& entry) -> std::optional<std::string> {
        return std::string(LastId(entry.has_rate()
                                      ? entry.rate().indicator()
                                      : entry.count().indicator()));
      },
      [pattern, programme](std::string id,
                           LedgerEntry& entry) -> std::optional<CellProblem> {
        if (entry.has_disbursement()) return TwoFigures();
        entry.mutable_count()->set_indicator(pattern.Format({programme, id}));
        return std::nullopt;
      });
}

// Makes the entry's figure a rate of the indicator that it names.
std::optional<CellProblem> BecomeRate(LedgerEntry& entry) {
  if (entry.has_rate()) return std::nullopt;
  if (entry.has_disbursement() || entry.count().value() != 0) {
    return TwoFigures();
  }
  std::string indicator = entry.count().indicator();
  entry.mutable_rate()->set_indicator(std::move(indicator));
  return std::nullopt;
}

void AddCount(const std::string& programme, const LedgerNames& names,
              LedgerColumns& columns) {
  columns.push_back(IndicatorOfEntry(programme, names));
  columns.push_back(IntegerColumn<LedgerEntry>(
      {.key = "count.value", .zh = "数量", .en = "Count"},
      [](const LedgerEntry& entry) -> std::optional<int64_t> {
        if (!entry.has_count()) return std::nullopt;
        return entry.count().value();
      },
      [](int64_t value, LedgerEntry& entry) -> std::optional<CellProblem> {
        if (entry.has_disbursement()) return TwoFigures();
        entry.mutable_count()->set_value(value);
        return std::nullopt;
      },
      {.min = -kMostCount, .max = kMostCount}));
  columns.push_back(LabelColumn<LedgerEntry>(
      {.key = "count.labour_form", .zh = "劳务输出形式", .en = "Labour form"},
      LabourFormLabels(),
      [](const LedgerEntry& entry) -> std::optional<int64_t> {
        const int form = entry.count().labour_form();
        return form == 0 ? std::nullopt : std::optional<int64_t>(form);
      },
      [](int64_t form, LedgerEntry& entry) -> std::optional<CellProblem> {
        if (entry.has_disbursement()) return TwoFigures();
        entry.mutable_count()->set_labour_form(
            static_cast<pb::LabourForm>(form));
        return std::nullopt;
      }));
}

void AddRate(LedgerColumns& columns) {
  columns.push_back(PercentColumn<LedgerEntry>(
      {.key = "rate.basis_points", .zh = "比率", .en = "Rate"},
      [](const LedgerEntry& entry) -> std::optional<int64_t> {
        if (!entry.has_rate()) return std::nullopt;
        return entry.rate().basis_points();
      },
      [](int64_t points, LedgerEntry& entry) -> std::optional<CellProblem> {
        if (auto problem = BecomeRate(entry)) return problem;
        entry.mutable_rate()->set_basis_points(static_cast<int32_t>(points));
        return std::nullopt;
      },
      {.max_hundredths = kMostRate}));
  columns.push_back(PercentColumn<LedgerEntry>(
      {.key = "rate.province_basis_points",
       .zh = "全省平均",
       .en = "Provincial average"},
      [](const LedgerEntry& entry) -> std::optional<int64_t> {
        if (!entry.rate().has_province_basis_points()) return std::nullopt;
        return entry.rate().province_basis_points();
      },
      [](int64_t points, LedgerEntry& entry) -> std::optional<CellProblem> {
        if (auto problem = BecomeRate(entry)) return problem;
        entry.mutable_rate()->set_province_basis_points(
            static_cast<int32_t>(points));
        return std::nullopt;
      },
      {.max_hundredths = kMostRate}));
}

// `420527/citrus=6000`, or an area's and a sector's names' ids and their parts.
Column<LedgerEntry> PlacementsOfEntry(const std::string& programme) {
  const ResourcePattern areas("programmes/{programme}/areas/{area}");
  const ResourcePattern sectors("programmes/{programme}/sectors/{sector}");
  return ListColumn<LedgerEntry>(
      {.key = "placements", .zh = "地区和领域构成", .en = "Areas and sectors"},
      [](const LedgerEntry& entry) -> std::optional<ListEntries> {
        ListEntries entries;
        for (const pb::Placement& placement : entry.placements()) {
          entries.push_back({.key = absl::StrCat(LastId(placement.area()), "/",
                                                 LastId(placement.sector())),
                             .value = placement.parts()});
        }
        return entries;
      },
      [areas, sectors, programme](ListEntries entries, LedgerEntry& entry)
          -> std::optional<CellProblem> {
        for (const ListEntry& part : entries) {
          const std::pair<std::string, std::string> ids =
              absl::StrSplit(part.key, absl::MaxSplits('/', 1));
          if (!IsResourceId(ids.first) || !IsResourceId(ids.second)) {
            return CellProblem{
                "placement.malformed",
                "应为 地区编号/领域编号=份额，如 420527/citrus=10000",
                "is of the form area/sector=parts, such as "
                "420527/citrus=10000"};
          }
          pb::Placement& placement = *entry.add_placements();
          placement.set_area(areas.Format({programme, ids.first}));
          placement.set_sector(sectors.Format({programme, ids.second}));
          placement.set_parts(static_cast<int32_t>(*part.value));
        }
        return std::nullopt;
      },
      {.value = ListRule::Value::kRequired,
       .min_value = 1,
       .max_value = 10'000,
       .max_entries = 20});
}

// Another entry, by its id.
Column<LedgerEntry> OtherEntry(const std::string& programme, ColumnName name) {
  const FieldPath path(*LedgerEntry::descriptor(), name.key);
  const ResourcePattern pattern(kEntryPattern);
  return TextColumn<LedgerEntry>(
      std::move(name),
      [path](const LedgerEntry& entry) -> std::optional<std::string> {
        return std::string(LastId(path.Text(entry)));
      },
      [path, pattern, programme](
          std::string id, LedgerEntry& entry) -> std::optional<CellProblem> {
        if (!IsResourceId(id, kMaxCompositeIdLength)) {
          return CellProblem{"id.malformed", "不是台账条目编号",
                             "is not the id of an entry"};
        }
        path.SetText(pattern.Format({programme, id}), entry);
        return std::nullopt;
      },
      {.max_characters = kMaxCompositeIdLength});
}

void AddSources(const std::string& programme, LedgerColumns& columns) {
  columns.push_back(EnumField<LedgerEntry>({.key = "figure_source",
                                            .zh = "数据来源",
                                            .en = "Figure's source",
                                            .required = true},
                                           FigureSourceLabels()));
  columns.push_back(TextField<LedgerEntry>({.key = "source_document",
                                            .zh = "凭证",
                                            .en = "Source document",
                                            .required = true}));
  columns.push_back(PlacementsOfEntry(programme));
  columns.push_back(IntegerField<LedgerEntry>(
      {.key = "period", .zh = "所属年度", .en = "Period"}));
  columns.push_back(OtherEntry(programme, {.key = "alternative_to",
                                           .zh = "同一数字的条目",
                                           .en = "Alternative to"}));
  columns.push_back(OtherEntry(
      programme, {.key = "corrects", .zh = "更正的条目", .en = "Corrects"}));
  columns.push_back(
      TextField<LedgerEntry>({.key = "note", .zh = "备注", .en = "Note"}));
}

// What the server writes.
void AddOutputs(const std::string& programme, LedgerColumns& columns) {
  columns.push_back(EnumField<LedgerEntry>(
      {.key = "state", .zh = "状态", .en = "State"}, EntryStateLabels()));
  columns.push_back(OtherEntry(
      programme, {.key = "reverses", .zh = "冲销的条目", .en = "Reverses"}));
  columns.push_back(OtherEntry(
      programme,
      {.key = "reversed_by", .zh = "被何条目冲销", .en = "Reversed by"}));
}

}  // namespace

absl::StatusOr<TableSchema<LedgerEntry>> LedgerTable(const Programme& programme,
                                                     const LedgerNames& names) {
  const std::string id(LastId(programme.name()));
  LedgerColumns columns;
  columns.push_back(
      IdColumn<LedgerEntry>(ResourcePattern(kEntryPattern), id,
                            {.zh = "条目编号", .en = "Entry ID"}));
  columns.push_back(DateOfEntry());
  AddSubjects(id, names, columns);
  AddMoney(programme, columns);
  AddCount(id, names, columns);
  AddRate(columns);
  AddSources(id, columns);
  AddOutputs(id, columns);
  return TableSchema<LedgerEntry>::Create(std::move(columns));
}

std::string LedgerColumnOf(const LedgerEntry&, const std::string& path) {
  if (path == "rate.indicator") return "count.indicator";
  return path.substr(0, path.find('['));
}

}  // namespace duikou
