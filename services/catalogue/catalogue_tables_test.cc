#include "services/catalogue/catalogue_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "google/protobuf/util/message_differencer.h"
#include "services/catalogue/catalogue_labels.h"
#include "services/rpc/need_columns.h"
#include "services/rpc/testing/parse_text.h"
#include "services/table/table_file.h"

namespace duikou {
namespace {

using catalogue::v1::Area;
using catalogue::v1::Programme;
using catalogue::v1::Project;
using catalogue::v1::Sector;
using google::protobuf::util::MessageDifferencer;
using ::testing::Contains;
using ::testing::HasSubstr;
using testing::Parse;
using ::testing::SizeIs;

Programme Hubei() {
  return Parse<Programme>(R"(
    name: "programmes/hubei" first_year: 2014 last_year: 2020
    fund_kinds { id: "policy" display_name { zh: "政策资金" en: "Policy funds" } }
    fund_kinds { id: "grant" display_name { zh: "无偿援助" en: "Grants" } })");
}

CatalogueNames Names() {
  auto book = [](const std::string& id, const std::string& text) {
    auto names = std::make_shared<NameBook>();
    names->Put(id, Parse<type::v1::LocalizedText>(text));
    return names;
  };
  return {.areas = book("zigui", "zh: '秭归县' en: 'Zigui'"),
          .sectors = book("tea", "zh: '茶业' en: 'Tea'"),
          .units = book("zigui-office", "zh: '秭归县三峡办'")};
}

// Every field that a sheet carries is set.
Project FullProject() {
  return Parse<Project>(R"(
    name: "programmes/hubei/projects/p-0001"
    display_name { zh: "有机茶园" en: "Organic tea garden" }
    description { zh: "新建茶园500亩，\n配套道路" en: "Tea, \"quoted\"" }
    area: "programmes/hubei/areas/zigui" village: "茅坪镇"
    sector: "programmes/hubei/sectors/tea"
    recipient: "programmes/hubei/units/zigui-office"
    fund_needs { fund_kind: "policy" total_fen: 850000001 open_fen: 0
                 least_share_fen: 1000000 }
    fund_needs { fund_kind: "grant" total_fen: 9000000000000000 }
    shareable: true all_or_nothing: true first_year: 2014 last_year: 2016
    state: STATE_WITHDRAWN readiness: READINESS_SITE_READY
    standing { demonstration_site: true resettlement_community: true
               people_helped: 1200 jobs: 30 training_places: 15 }
    other_needs { kind: NEED_KIND_EXPERTS quantity: 3 note: "柑橘；茶叶" }
    other_needs { kind: NEED_KIND_SALES }
    responsible_leader { display_name: "李明" title: "副县长"
                         phone: "0717-2881234" email: "li@zigui.gov.cn" }
    contact { display_name: "王芳" title: "科长" phone: "13800000000"
              email: "wang@zigui.gov.cn" }
    source: "示例")");
}

template <typename Resource>
void ExpectRoundTrip(const TableSchema<Resource>& table,
                     const std::vector<Resource>& resources) {
  for (TableLanguage language :
       {TableLanguage::kZh, TableLanguage::kEn, TableLanguage::kBoth}) {
    for (FileFormat format : {FileFormat::kXlsx, FileFormat::kCsv}) {
      auto file = WriteTable(table.Export(resources, language), format);
      ASSERT_TRUE(file.ok()) << file.status();
      auto sheet = ReadTable(*file, ReadLimits());
      ASSERT_TRUE(sheet.ok()) << sheet.status();
      ImportResult<Resource> read = table.Import(*sheet);
      for (const RowProblem& problem : read.problems.kept()) {
        ADD_FAILURE() << problem.column << problem.row << " "
                      << problem.message_en;
      }
      ASSERT_EQ(read.rows.size(), resources.size());
      std::vector<Resource> again;
      for (size_t i = 0; i < resources.size(); ++i) {
        std::string difference;
        MessageDifferencer differencer;
        differencer.ReportDifferencesToString(&difference);
        EXPECT_TRUE(differencer.Compare(resources[i], read.rows[i].value))
            << difference;
        again.push_back(read.rows[i].value);
      }
      auto second = WriteTable(table.Export(again, language), format);
      ASSERT_TRUE(second.ok());
      EXPECT_EQ(*file, *second);
    }
  }
}

TEST(ProjectTableTest, EveryFieldSurvivesTheRoundTrip) {
  auto table = ProjectTable(Hubei(), Names());
  ASSERT_TRUE(table.ok()) << table.status();
  Project least = Parse<Project>(R"(
    name: "programmes/hubei/projects/p-2" display_name { zh: "路" }
    area: "programmes/hubei/areas/zigui" sector: "programmes/hubei/sectors/tea"
    first_year: 2015 last_year: 2015 state: STATE_DRAFT standing {})");
  ExpectRoundTrip<Project>(*table, {FullProject(), least});
}

// A field added to the proto must get a column, or be named here.
TEST(ProjectTableTest, EveryFieldHasAColumn) {
  auto table = ProjectTable(Hubei(), Names());
  ASSERT_TRUE(table.ok());
  Project full = FullProject();
  const std::set<std::string> server_writes = {"publish_time", "create_time",
                                               "update_time", "etag"};
  for (int i = 0; i < Project::descriptor()->field_count(); ++i) {
    const auto* field = Project::descriptor()->field(i);
    if (server_writes.contains(field->name())) continue;
    bool set = field->is_repeated()
                   ? full.GetReflection()->FieldSize(full, field) > 0
                   : full.GetReflection()->HasField(full, field);
    EXPECT_TRUE(set) << "the round trip does not cover " << field->name();
  }
}

TEST(ProjectTableTest, HeadingsNameTheFundKindsAndTheUnit) {
  auto table = ProjectTable(Hubei(), Names());
  ASSERT_TRUE(table.ok());
  Sheet zh = table->Export(std::vector<Project>(), TableLanguage::kZh);
  std::vector<std::string> headings;
  for (const Cell& cell : zh.rows[0].cells) headings.push_back(cell.text);
  EXPECT_THAT(headings, Contains("政策资金总需求（万元）"));
  EXPECT_THAT(headings, Contains("无偿援助最低承担额（万元）"));
  EXPECT_THAT(headings, Contains("领域"));
}

TEST(ProjectTableTest, FundKindsOfOneNameAreToldApart) {
  Programme programme = Hubei();
  *programme.mutable_fund_kinds(1)->mutable_display_name() =
      programme.fund_kinds(0).display_name();
  auto table = ProjectTable(programme, Names());
  ASSERT_TRUE(table.ok()) << table.status();
  ExpectRoundTrip<Project>(*table, {FullProject()});
}

ImportResult<Project> ImportCsv(const std::string& csv) {
  auto table = ProjectTable(Hubei(), Names());
  EXPECT_TRUE(table.ok());
  auto sheet = ReadTable(csv, ReadLimits());
  EXPECT_TRUE(sheet.ok()) << sheet.status();
  return table->Import(*sheet);
}

TEST(ProjectTableTest, NamesStandInForCodes) {
  auto read = ImportCsv(
      "项目名称,地区,Sector,开始年份,结束年份,政策资金总需求（亿元）\n"
      "茶园,秭归县,Tea,2014,2015,1.5\n");
  ASSERT_THAT(read.rows, SizeIs(1));
  const Project& project = read.rows[0].value;
  EXPECT_EQ(project.name(), "");
  EXPECT_EQ(project.area(), "programmes/hubei/areas/zigui");
  EXPECT_EQ(project.sector(), "programmes/hubei/sectors/tea");
  EXPECT_EQ(project.fund_needs(0).total_fen(), 15'000'000'000);
  EXPECT_EQ(project.state(), Project::STATE_UNSPECIFIED);
}

TEST(ProjectTableTest, AShareOfNothingIsRefusedAtTheTotal) {
  auto read = ImportCsv(
      "项目名称,地区,领域,开始年份,结束年份,政策资金总需求（万元）,"
      "政策资金待落实（万元）\n茶园,秭归县,茶业,2014,2015,,5\n");
  ASSERT_THAT(read.rows, SizeIs(0));
  ASSERT_THAT(read.problems.kept(), SizeIs(1));
  EXPECT_EQ(read.problems.kept()[0].row, 2);
  EXPECT_EQ(read.problems.kept()[0].column, "F");
}

TEST(ProjectTableTest, WhatIsWrongIsNamedByRowAndColumn) {
  auto read = ImportCsv(
      "项目编号,项目名称,地区编号,领域,开始年份,结束年份,状态,受益人数\n"
      "P_1,茶园,nowhere,茶业,1800,2015,closed,-5\n");
  ASSERT_THAT(read.rows, SizeIs(0));
  std::vector<std::string> columns;
  for (const RowProblem& problem : read.problems.kept()) {
    columns.push_back(problem.column);
    EXPECT_EQ(problem.row, 2);
    EXPECT_FALSE(problem.message_zh.empty());
    EXPECT_FALSE(problem.message_en.empty());
  }
  EXPECT_THAT(columns, ::testing::ElementsAre("A", "C", "E", "G", "H"));
}

TEST(ProjectTableTest, PathsAreShownAtTheirColumns) {
  Project project = FullProject();
  EXPECT_EQ(ProjectColumnOf(project, "last_year"), "last_year");
  EXPECT_EQ(ProjectColumnOf(project, "fund_needs[1].open_fen"),
            "fund_needs.grant.open_fen");
  EXPECT_EQ(ProjectColumnOf(project, "fund_needs[0].fund_kind"),
            "fund_needs.policy.total_fen");
  for (const char* odd :
       {"fund_needs", "fund_needs[9].open_fen", "fund_needs[x].open_fen",
        "fund_needs[", "fund_needs[]."}) {
    EXPECT_EQ(ProjectColumnOf(project, odd), odd);
  }
}

TEST(AreaTableTest, EveryFieldSurvivesTheRoundTrip) {
  auto table = AreaTable("hubei", Names());
  ASSERT_TRUE(table.ok()) << table.status();
  ExpectRoundTrip<Area>(
      *table,
      {Parse<Area>("name: 'programmes/hubei/areas/zigui' "
                   "display_name { zh: '秭归县' en: 'Zigui' } "
                   "kind: KIND_COUNTY code: '420527' "
                   "parent_area: 'programmes/hubei/areas/yichang' "
                   "group: 'programmes/hubei/areas/reservoir'"),
       Parse<Area>("name: 'programmes/hubei/areas/yichang' "
                   "display_name { zh: '宜昌市' } kind: KIND_PREFECTURE")});
}

TEST(SectorTableTest, EveryFieldSurvivesTheRoundTrip) {
  auto table = SectorTable("hubei", Names());
  ASSERT_TRUE(table.ok()) << table.status();
  ExpectRoundTrip<Sector>(
      *table, {Parse<Sector>("name: 'programmes/hubei/sectors/tea' "
                             "display_name { zh: '茶业' en: 'Tea' } "
                             "parent_sector: 'programmes/hubei/sectors/farm' "
                             "description { zh: '茶' en: 'Tea' }")});
}

// Each value of an enumeration has a label, each label a value.
void ExpectAllValues(const google::protobuf::EnumDescriptor* type,
                     const std::vector<ValueLabel>& labels) {
  std::set<int> labelled;
  for (const ValueLabel& label : labels) {
    EXPECT_NE(type->FindValueByNumber(label.number), nullptr) << label.code;
    EXPECT_TRUE(labelled.insert(label.number).second) << label.code;
  }
  EXPECT_EQ(labelled.size() + 1, type->value_count()) << type->full_name();
}

TEST(LabelsTest, EveryValueHasOne) {
  ExpectAllValues(Area::Kind_descriptor(), AreaKindLabels());
  ExpectAllValues(Project::State_descriptor(), ProjectStateLabels());
  ExpectAllValues(Project::Readiness_descriptor(), ReadinessLabels());
  ExpectAllValues(type::v1::NeedKind_descriptor(), NeedKindLabels());
}

}  // namespace
}  // namespace duikou
