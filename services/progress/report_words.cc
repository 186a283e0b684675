#include "services/progress/report_words.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/types/span.h"
#include "matcher/base/check.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Agreement;
using type::v1::LocalizedText;

struct ValueRow {
  int value;
  absl::string_view zh;
  absl::string_view en;
};

constexpr ValueRow kUnitKinds[] = {
    {type::v1::UNIT_KIND_PROVINCIAL_DEPARTMENT, "省直部门",
     "Provincial departments"},
    {type::v1::UNIT_KIND_MUNICIPALITY, "市州", "Municipalities"},
    {type::v1::UNIT_KIND_DEVELOPMENT_ZONE, "开发区", "Development zones"},
    {type::v1::UNIT_KIND_ENTERPRISE, "企业", "Enterprises"},
    {type::v1::UNIT_KIND_UNIVERSITY, "院校", "Universities"},
    {type::v1::UNIT_KIND_PROVINCE, "省", "Provinces"},
    {type::v1::UNIT_KIND_COUNTY, "县区", "Counties"},
};
constexpr ValueRow kPayers[] = {
    {pb::SIDE_SUPPORTER, "支援方资金", "Supporters' money"},
    {pb::SIDE_RECIPIENT, "受援方资金", "Recipients' money"},
};
constexpr ValueRow kLabourForms[] = {
    {pb::LABOUR_FORM_OFFICE_CONTRACT, "对口办劳务合同",
     "By contract of the paired offices"},
    {pb::LABOUR_FORM_JOINT_AGENCY, "合办劳务公司",
     "By a jointly founded agency"},
    {pb::LABOUR_FORM_HIRING_DAY, "现场招工会", "By a hiring day"},
    {pb::LABOUR_FORM_JOINT_SCHOOL, "联办培训学校", "By a jointly run school"},
    {pb::LABOUR_FORM_SCHOOL_CONTRACT, "委托学校培训输出",
     "By contract with a school"},
};
constexpr ValueRow kSources[] = {
    {pb::FIGURE_SOURCE_SUPPORTER, "支援方账目", "The supporter's books"},
    {pb::FIGURE_SOURCE_RECIPIENT, "受援方账目", "The county's books"},
    {pb::FIGURE_SOURCE_OFFICE, "主管部门记录", "The office's records"},
    {pb::FIGURE_SOURCE_STATISTICS, "统计部门数据", "Official statistics"},
    {pb::FIGURE_SOURCE_OPENING, "期初数", "Opening figures"},
};

struct DimensionRow {
  pb::Dimension dimension;
  const char* collection;             // of what it names; null: of no records
  absl::Span<const ValueRow> values;  // empty: numbers
  absl::string_view by_zh, by_en, none_zh, none_en;
};

const DimensionRow kDimensions[] = {
    {pb::DIMENSION_AREA,
     "areas",
     {},
     "按地区",
     "By area",
     "未分地区",
     "No area"},
    {pb::DIMENSION_SECTOR,
     "sectors",
     {},
     "按行业",
     "By sector",
     "未分行业",
     "No sector"},
    {pb::DIMENSION_SUPPORTER, "units", {}, "按支援方", "By supporter", "", ""},
    {pb::DIMENSION_UNIT_KIND, nullptr, kUnitKinds, "按单位类别",
     "By kind of unit", "类别不详", "Of no known kind"},
    {pb::DIMENSION_RECIPIENT,
     "units",
     {},
     "按受援方",
     "By recipient",
     "未指明受援方",
     "No recipient"},
    {pb::DIMENSION_PERIOD, nullptr, {}, "按年度", "By year", "", ""},
    {pb::DIMENSION_MONTH, nullptr, {}, "按月份", "By month", "", ""},
    {pb::DIMENSION_PROJECT,
     "projects",
     {},
     "按项目",
     "By project",
     "未指明项目",
     "No project"},
    {pb::DIMENSION_AGREEMENT,
     "agreements",
     {},
     "按签约项目",
     "By agreement",
     "无签约项目",
     "No agreement"},
    {pb::DIMENSION_PAYER, nullptr, kPayers, "按出资方", "By payer", "非资金",
     "No money"},
    {pb::DIMENSION_LABOUR_FORM, nullptr, kLabourForms, "按劳务输出方式",
     "By form of labour export", "未指明方式", "No form"},
    {pb::DIMENSION_SOURCE, nullptr, kSources, "按数据来源", "By source", "",
     ""},
};

const DimensionRow& RowOf(pb::Dimension dimension) {
  for (const DimensionRow& row : kDimensions) {
    if (row.dimension == dimension) return row;
  }
  DUIKOU_CHECK(false) << "no dimension: " << dimension;
  return kDimensions[0];
}

std::string IdOf(const LedgerState& state, pb::Dimension dimension,
                 uint32_t key) {
  const LedgerColumns& columns = state.columns();
  switch (dimension) {
    case pb::DIMENSION_AREA:
      return columns.areas.Id(key);
    case pb::DIMENSION_SECTOR:
      return columns.sectors.Id(key);
    case pb::DIMENSION_PROJECT:
      return columns.projects.Id(key);
    case pb::DIMENSION_AGREEMENT:
      return columns.agreements.Id(key);
    default:
      return columns.units.Id(key);
  }
}

}  // namespace

LocalizedText Words(absl::string_view zh, absl::string_view en) {
  LocalizedText text;
  text.set_zh(std::string(zh));
  text.set_en(std::string(en));
  return text;
}

LocalizedText KeyWords(const LedgerState& state, pb::Dimension dimension,
                       uint32_t key) {
  const DimensionRow& row = RowOf(dimension);
  if (key == 0) return Words(row.none_zh, row.none_en);
  if (row.collection != nullptr) {
    return state.Title(row.collection, IdOf(state, dimension, key));
  }
  for (const ValueRow& value : row.values) {
    if (value.value == static_cast<int>(key)) return Words(value.zh, value.en);
  }
  if (dimension == pb::DIMENSION_MONTH) {
    const std::string month =
        absl::StrFormat("%04d-%02d", key / 12, key % 12 + 1);
    return Words(month, month);
  }
  return Words(absl::StrCat(key, "年"), absl::StrCat(key));
}

LocalizedText ByWords(pb::Dimension dimension) {
  const DimensionRow& row = RowOf(dimension);
  return Words(row.by_zh, row.by_en);
}

}  // namespace duikou
