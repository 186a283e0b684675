#include "services/table/cell_codec.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

const std::vector<ValueLabel> kReadiness = {
    {.number = 1, .code = "idea", .zh = "设想", .en = "Idea"},
    {.number = 3,
     .code = "feasibility-study",
     .zh = "可研",
     .en = "Feasibility study",
     .synonyms = {"可行性研究"}}};

ResourceNames SomeAreas() {
  return {
      .column = {.zh = "受援区", .en = "Area name"},
      .display =
          [](const std::string& id) {
            return id == "420506" ? "夷陵区" : id == "420527" ? "秭归县" : "";
          },
      .resolve = [](const std::string& name) -> std::vector<std::string> {
        if (name == "夷陵区") return {"420506"};
        if (name == "秭归县") return {"420527"};
        if (name == "库区") return {"420527", "420506"};
        return {};
      },
      .exists =
          [](const std::string& id) {
            return id == "420506" || id == "420527";
          }};
}

ColumnSpec Spec(ColumnType type) {
  ColumnSpec spec{.name = {.key = "k", .zh = "列", .en = "Column"},
                  .type = type};
  if (type == ColumnType::kText) spec.text.max_characters = 4;
  if (type == ColumnType::kInteger) spec.integer = {.min = 0, .max = 100};
  if (type == ColumnType::kLabel) spec.labels = kReadiness;
  if (type == ColumnType::kResource) spec.resource = SomeAreas();
  return spec;
}

ColumnSpec AreaStrengths() {
  ColumnSpec spec = Spec(ColumnType::kList);
  spec.resource = SomeAreas();
  spec.list = {.value = ListRule::Value::kRequired,
               .min_value = 1,
               .max_value = 100,
               .max_entries = 2,
               .max_characters = 10};
  return spec;
}

ColumnSpec LabelsWithNotes() {
  ColumnSpec spec = Spec(ColumnType::kList);
  spec.labels = kReadiness;
  spec.list = {.value = ListRule::Value::kOptional, .notes = true};
  return spec;
}

// What the cell is written as again, or the code and message of its problem.
std::string Reread(const ColumnSpec& spec, const std::string& text,
                   MoneyUnit unit = MoneyUnit::kWanYuan) {
  const CellCodec codec(spec);
  CellValue value;
  const auto problem =
      codec.Parse(Cell{1, 1, CellKind::kText, text}, unit, value);
  if (problem) return absl::StrCat(problem->code, ": ", problem->en);
  return codec.Format(value, TableLanguage::kZh).text;
}

struct CellCase {
  ColumnType type;
  const char* text;
  const char* expected;
};

TEST(CellCodecTest, CellsAreReadOrRefusedWithTheirReason) {
  using Type = ColumnType;
  for (const CellCase& c : std::initializer_list<CellCase>{
           {Type::kText, "　夷陵 ", "夷陵"},
           {Type::kText, " \t", ""},
           {Type::kText, "夷陵区三斗坪",
            "text.too_long: the text has more than 4 characters"},
           {Type::kInteger, "１００", "100"},
           {Type::kInteger, "12.0", "12"},
           {Type::kInteger, "12.5",
            "number.precision: the number must be whole"},
           {Type::kInteger, "-1",
            "number.negative: the number must not be negative"},
           {Type::kInteger, "101", "number.range: the most allowed is 100"},
           {Type::kInteger, "约12", "number.malformed: this is not a number"},
           {Type::kMoney, "1,234.5", "1234.5"},
           {Type::kMoney, "850 万元", "850"},
           {Type::kMoney, "￥850", "850"},
           {Type::kMoney, "1¥2", "number.malformed: this is not a number"},
           {Type::kMoney, "-￥3", "number.negative: the number must not be"},
           {Type::kMoney, "0.000001", "0.000001"},
           {Type::kMoney, "0.0000001",
            "number.precision: the amount is finer than a fen"},
           {Type::kMoney, "850元",
            "money.unit: the unit is not the heading's, 10k yuan"},
           {Type::kMoney, "-3", "number.negative: the number must not be"},
           {Type::kMoney, "9000000001",
            "number.range: the most allowed is 9000000000 10k yuan"},
           {Type::kMoney, "99999999999999999999",
            "number.range: the number is too large"},
           {Type::kMoney, "850美元", "number.malformed: this is not a number"},
           {Type::kPercent, "12.5%", "12.5%"},
           {Type::kPercent, "１２．５％", "12.5%"},
           {Type::kPercent, "12.5", "12.5%"},
           {Type::kPercent, "100.01%",
            "number.range: the most allowed is 100%"},
           {Type::kPercent, "1.234", "number.precision: the number has more"},
           {Type::kBoolean, " Yes", "是"},
           {Type::kBoolean, "true", "是"},
           {Type::kBoolean, "0", "否"},
           {Type::kBoolean, "否", "否"},
           {Type::kBoolean, "maybe", "boolean.unknown: write yes or no"},
           {Type::kLabel, "feasibility STUDY", "可研"},
           {Type::kLabel, "可行性研究", "可研"},
           {Type::kLabel, "idea", "设想"},
           {Type::kLabel, "完工",
            "label.unknown: must be one of: Idea, Feasibility study"},
           {Type::kYears, "2014 — 2016年", "2014-2016"},
           {Type::kYears, "2014至2016", "2014-2016"},
           {Type::kYears, "２０１４", "2014"},
           {Type::kYears, "2016-2014",
            "years.order: the first year is after the last"},
           {Type::kYears, "1830-1840",
            "number.range: years must be within 1949 and 2200"},
           {Type::kYears, "14-16", "years.malformed: years are written"},
           {Type::kYears, "2014-2015-2016", "years.malformed: years are"},
           {Type::kDate, "2014-05-06 08:30:00", "2014-05-06"},
           {Type::kDate, "2014/5/6", "2014-05-06"},
           {Type::kDate, "2014年5月6日", "2014-05-06"},
           {Type::kDate, "2014-02-29", "date.malformed: dates are written"},
           {Type::kDate, "1900-01-01", "1900-01-01"},
           {Type::kDate, "0999-05-06", "date.malformed: dates are written"},
           {Type::kDate, "2014-13-06", "date.malformed: dates are written"},
           {Type::kDate, "41765", "date.malformed: dates are written"},
           {Type::kResource, "420506", "420506"},
           {Type::kResource, "秭归县", "420527"},
           {Type::kResource, "库区",
            "resource.ambiguous: the name stands for several codes: 420506, "
            "420527"},
           {Type::kResource, "420599",
            "resource.unknown: there is no such code or name"}}) {
    EXPECT_TRUE(absl::StartsWith(Reread(Spec(c.type), c.text), c.expected))
        << c.text << " gave " << Reread(Spec(c.type), c.text);
  }
}

TEST(CellCodecTest, ListsAreReadOrRefusedWithTheirReason) {
  const ColumnSpec areas = AreaStrengths();
  EXPECT_EQ(Reread(areas, "420506=90；秭归县=70"), "420506=90；420527=70");
  EXPECT_EQ(Reread(areas, "420506"),
            "list.malformed: \"420506\": entries are written name=number");
  EXPECT_EQ(Reread(areas, "420506=101"),
            "number.range: \"420506\": the most allowed is 100");
  EXPECT_EQ(Reread(areas, "420506=many"),
            "number.malformed: \"420506\": this is not a number");
  EXPECT_EQ(Reread(areas, "1=2"),
            "resource.unknown: \"1\": there is no such code or name");
  EXPECT_EQ(Reread(areas, "=2"), "list.malformed: \"\": the name is missing");
  EXPECT_EQ(Reread(areas, "420506=1；夷陵区=2"),
            "list.duplicate: \"420506\" is there twice");
  EXPECT_EQ(Reread(areas, "a=1；b=2；c=3"),
            "list.too_long: the list has more than 2 entries");
  EXPECT_EQ(Reread(areas, "abcdefghijk=1"),
            "text.too_long: \"abcdefghijk\": the text has more than 10 "
            "characters");
  EXPECT_EQ(Reread(LabelsWithNotes(), "可研=3（柑橘；茶）"),
            "可研=3（柑橘；茶）");
}

TEST(CellCodecTest, LabelsInListsHaveNumbersAndNotes) {
  EXPECT_EQ(Reread(LabelsWithNotes(), "Feasibility study=3 (a)；idea"),
            "可研=3（a）；设想");
}

TEST(CellCodecTest, NamesStandBesideIds) {
  const CellCodec codec(AreaStrengths());
  CellValue value;
  ASSERT_EQ(codec.ParseNames(Cell{1, 1, CellKind::kText, "夷陵区=90"}, value),
            std::nullopt);
  EXPECT_EQ(codec.Format(value, TableLanguage::kZh).text, "420506=90");
  EXPECT_EQ(codec.FormatNames(value, TableLanguage::kZh).text, "夷陵区=90");
}

TEST(CellCodecTest, ErrorsOfTheSheetAreProblems) {
  const CellCodec codec(Spec(ColumnType::kText));
  CellValue value;
  const auto problem = codec.Parse(Cell{1, 1, CellKind::kError, "#DIV/0!"},
                                   MoneyUnit::kYuan, value);
  ASSERT_TRUE(problem.has_value());
  EXPECT_EQ(problem->code, "cell.error");
}

}  // namespace
}  // namespace duikou
