#include "services/table/table_schema.h"

#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/table/table_file.h"
#include "services/table/testing/random_sheet.h"
#include "services/table/testing/sheet_text.h"
#include "services/table/text_encoding.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// What a role's resource is like: some of everything.
struct Spring {
  std::string id;
  std::string name;
  std::string area;
  std::map<std::string, int64_t> need_fen;  // by fund kind
  std::optional<int64_t> jobs;
  bool shareable = false;
  int readiness = 0;
  YearRange years = {2014, 2014};
  std::optional<absl::CivilDay> approved;
  std::optional<int64_t> share;
  ListEntries strengths;
  ListEntries offers;
  ListEntries tags;
};

const std::map<std::string, std::string>& AreaNames() {
  static const auto& names =
      *new std::map<std::string, std::string>{{"420506", "夷陵区"},
                                              {"420527", "秭归县"},
                                              {"x1", "同名"},
                                              {"x2", "同名"}};
  return names;
}

ResourceNames Areas(const std::string& zh, const std::string& en) {
  return {
      .column = {.zh = zh, .en = en},
      .display =
          [](const std::string& id) {
            const auto found = AreaNames().find(id);
            return found == AreaNames().end() ? "" : found->second;
          },
      .resolve =
          [](const std::string& name) {
            std::vector<std::string> ids;
            for (const auto& [id, known] : AreaNames()) {
              if (known == name) ids.push_back(id);
            }
            return ids;
          },
      .exists = [](const std::string& id) { return AreaNames().contains(id); }};
}

// Built at run time: a column for each fund kind.
std::vector<Column<Spring>> Columns(const std::vector<std::string>& kinds = {
                                        "policy", "grant"}) {
  std::vector<Column<Spring>> columns = {
      TextColumn<Spring>(
          {.key = "id", .zh = "编号", .en = "Id", .required = true},
          [](const Spring& s) { return s.id; },
          [](std::string text, Spring& s) { s.id = std::move(text); },
          {.max_characters = 20}),
      TextColumn<Spring>(
          {.key = "name",
           .zh = "项目名称",
           .en = "Name",
           .synonyms = {"名称"},
           .required = true},
          [](const Spring& s) { return s.name; },
          [](std::string text, Spring& s) {
            if (text == "bad")
              return absl::InvalidArgumentError("no such name");
            s.name = std::move(text);
            return absl::OkStatus();
          }),
      ResourceColumn<Spring>(
          {.key = "area", .zh = "受援区代码", .en = "Area", .required = true},
          Areas("受援区", "Area name"), [](const Spring& s) { return s.area; },
          [](std::string id, Spring& s) { s.area = std::move(id); })};
  for (const std::string& kind : kinds) {
    columns.push_back(MoneyColumn<Spring>(
        {.key = absl::StrCat("need.", kind),
         .zh = absl::StrCat("资金需求·", kind),
         .en = absl::StrCat("Need, ", kind)},
        [kind](const Spring& s) -> std::optional<int64_t> {
          const auto found = s.need_fen.find(kind);
          if (found == s.need_fen.end()) return std::nullopt;
          return found->second;
        },
        [kind](int64_t fen, Spring& s) { s.need_fen[kind] = fen; }));
  }
  columns.push_back(IntegerColumn<Spring>(
      {.key = "jobs", .zh = "就业", .en = "Jobs"},
      [](const Spring& s) { return s.jobs; },
      [](int64_t jobs, Spring& s) { s.jobs = jobs; }, {.max = 1'000'000}));
  columns.push_back(BooleanColumn<Spring>(
      {.key = "shareable", .zh = "可分摊", .en = "Shareable"},
      [](const Spring& s) { return s.shareable; },
      [](bool shareable, Spring& s) { s.shareable = shareable; }));
  columns.push_back(LabelColumn<Spring>(
      {.key = "readiness", .zh = "成熟度", .en = "Readiness"},
      {{.number = 1, .code = "idea", .zh = "设想", .en = "Idea"},
       {.number = 3, .code = "study", .zh = "可研", .en = "Study"}},
      [](const Spring& s) { return s.readiness; },
      [](int64_t number, Spring& s) {
        s.readiness = static_cast<int>(number);
      }));
  columns.push_back(YearsColumn<Spring>(
      {.key = "years", .zh = "年度", .en = "Years"},
      [](const Spring& s) { return s.years; },
      [](YearRange years, Spring& s) { s.years = years; }));
  columns.push_back(DateColumn<Spring>(
      {.key = "approved", .zh = "批准日期", .en = "Approved"},
      [](const Spring& s) { return s.approved; },
      [](absl::CivilDay day, Spring& s) { s.approved = day; }));
  columns.push_back(PercentColumn<Spring>(
      {.key = "share", .zh = "占比", .en = "Share"},
      [](const Spring& s) { return s.share; },
      [](int64_t share, Spring& s) { s.share = share; }));
  columns.push_back(ResourceListColumn<Spring>(
      {.key = "strengths", .zh = "地区代码权重", .en = "Strengths"},
      Areas("地区权重", "Strengths by name"),
      [](const Spring& s) { return s.strengths; },
      [](ListEntries entries, Spring& s) { s.strengths = std::move(entries); },
      {.value = ListRule::Value::kRequired, .min_value = 1, .max_value = 100}));
  columns.push_back(LabelListColumn<Spring>(
      {.key = "offers", .zh = "可提供", .en = "Offers"},
      {{.number = 1, .code = "experts", .zh = "专家指导", .en = "Experts"},
       {.number = 2, .code = "sales", .zh = "产品促销", .en = "Sales"}},
      [](const Spring& s) { return s.offers; },
      [](ListEntries entries, Spring& s) { s.offers = std::move(entries); },
      {.value = ListRule::Value::kOptional, .notes = true}));
  columns.push_back(ListColumn<Spring>(
      {.key = "tags", .zh = "标签", .en = "Tags"},
      [](const Spring& s) { return s.tags; },
      [](ListEntries entries, Spring& s) { s.tags = std::move(entries); }));
  return columns;
}

TableSchema<Spring> Schema(TableSchema<Spring>::RowCheck check = nullptr) {
  return *TableSchema<Spring>::Create(Columns(), std::move(check));
}

Sheet Csv(const std::string& text) { return *ReadCsv(text, ReadLimits()); }

// row column heading "value" code: message, a line each.
std::string Problems(const ImportResult<Spring>& result) {
  std::string text;
  for (const RowProblem& p : result.problems.kept()) {
    absl::StrAppend(&text, p.warning ? "warning " : "", p.row, p.column, " ",
                    p.heading, " \"", p.value, "\" ", p.code, ": ",
                    p.message_en, "\n");
  }
  return text;
}

TEST(TableSchemaTest, HeadingsComeInAnyOrderLanguageWidthAndCase) {
  const ImportResult<Spring> result = Schema().Import(Csv(
      "need， GRANT [in yuan],名 称,AREA,　编号,资金需求·policy（单位：亿元）\n"
      "12.34,茶园,秭归县,007,0.5\n"));
  EXPECT_EQ(Problems(result), "");
  ASSERT_EQ(result.rows.size(), 1);
  const Spring& spring = result.rows[0].value;
  EXPECT_EQ(result.rows[0].number, 2);
  EXPECT_EQ(spring.id, "007");
  EXPECT_EQ(spring.name, "茶园");
  EXPECT_EQ(spring.area, "420527");
  EXPECT_EQ(spring.need_fen.at("grant"), 1'234);
  EXPECT_EQ(spring.need_fen.at("policy"), 5'000'000'000);
  EXPECT_THAT(result.columns,
              ElementsAre("id", "name", "area", "need.policy", "need.grant"));
}

TEST(TableSchemaTest, ATitleMayStandAboveTheHeadings) {
  Sheet sheet = Csv("2014 年受援项目表\n\n编号,名称,area\n1,茶园,420506\n");
  for (SheetRow& row : sheet.rows) row.width = 0;  // as XLSX has it
  const ImportResult<Spring> result = Schema().Import(sheet);
  EXPECT_EQ(Problems(result), "");
  EXPECT_EQ(result.rows.at(0).number, 4);
}

TEST(TableSchemaTest, HeadingsThatCannotBeUsedStopTheImport) {
  const ImportResult<Spring> result = Schema().Import(Csv(
      "编号,编号,备注,资金需求·policy,资金需求·grant（美元）\n1,2,3,4,5\n"));
  EXPECT_FALSE(result.headings_accepted);
  EXPECT_THAT(result.rows, IsEmpty());
  EXPECT_EQ(
      Problems(result),
      "1B 编号 \"编号\" heading.duplicate: column A has the same heading\n"
      "warning 1C 备注 \"备注\" heading.unknown: an unknown heading; the "
      "column "
      "is not read\n"
      "1D 资金需求·policy \"资金需求·policy\" heading.unit_missing: the "
      "heading "
      "must name the unit, such as (yuan)\n"
      "1E 资金需求·grant（美元） \"资金需求·grant（美元）\" "
      "heading.unit_unknown: "
      "an unknown unit; it must be fen, yuan, 10k yuan or 100m yuan\n"
      "1  \"\" heading.missing: missing headings: Name, Area\n");
}

TEST(TableSchemaTest, UnitsOfOneHeadingMustAgree) {
  EXPECT_THAT(
      Problems(Schema().Import(
          Csv("id,name,area,资金需求·grant（万元） / need, grant (yuan)\n"))),
      HasSubstr("heading.unknown"));
  EXPECT_THAT(
      Problems(Schema().Import(Csv(
          "id,name,area,\"资金需求·grant（万元） / need, grant (yuan)\"\n"))),
      HasSubstr("heading.unit_contradicts: the heading names two"));
}

TEST(TableSchemaTest, UnknownHeadingsAreRefusedOrIgnoredAsAsked) {
  const Sheet sheet = Csv("id,name,area,备注\n1,a,420506,x\n");
  const ImportResult<Spring> refused =
      Schema().Import(sheet, {.unknown_headings = UnknownHeadings::kRefuse});
  EXPECT_FALSE(refused.headings_accepted);
  EXPECT_FALSE(refused.problems.kept().at(0).warning);
  const ImportResult<Spring> ignored =
      Schema().Import(sheet, {.unknown_headings = UnknownHeadings::kIgnore});
  EXPECT_EQ(Problems(ignored), "");
  EXPECT_EQ(ignored.rows.size(), 1);
}

TEST(TableSchemaTest, RowsWithoutAnythingToReadAreSkipped) {
  const ImportResult<Spring> result =
      Schema().Import(Csv("id,name,area,备注\n,,,x\n 　,\n1,a,420506,\n"),
                      {.unknown_headings = UnknownHeadings::kIgnore});
  EXPECT_EQ(Problems(result), "");
  EXPECT_EQ(result.rows_read, 1);
}

TEST(TableSchemaTest, SeparatorsOfAListAloneAreNothingToRead) {
  std::vector<Column<Spring>> columns = Columns();
  for (Column<Spring>& column : columns) column.spec.name.required = false;
  const TableSchema<Spring> schema = *TableSchema<Spring>::Create(columns);
  const ImportResult<Spring> result =
      schema.Import(Csv("name,tags\n,；;、\na,\n,x；\n"));
  EXPECT_EQ(Problems(result), "");
  EXPECT_EQ(result.rows_read, 2);
  EXPECT_EQ(result.rows.size(), 2);
}

TEST(TableSchemaTest, SomeHeadingMustBeKnown) {
  std::vector<Column<Spring>> columns = Columns();
  for (Column<Spring>& column : columns) column.spec.name.required = false;
  const TableSchema<Spring> schema = *TableSchema<Spring>::Create(columns);
  const ImportResult<Spring> result = schema.Import(
      Csv("x,y\n1,2\n"), {.unknown_headings = UnknownHeadings::kIgnore});
  EXPECT_FALSE(result.headings_accepted);
  EXPECT_EQ(Problems(result), "1  \"\" heading.missing: no heading is known\n");
}

TEST(TableSchemaTest, AnEmptySheetIsAProblem) {
  EXPECT_EQ(Problems(Schema().Import(Sheet())),
            "0  \"\" sheet.empty: the sheet is empty\n");
}

TEST(TableSchemaTest, AllProblemsOfARowAreReportedAndGoodRowsKept) {
  const ImportResult<Spring> result = Schema().Import(
      Csv("编号,名称,受援区代码,受援区,资金需求·grant（元）,就业,可分摊\n"
          "1,a,420506,,1.005,多,yes\n"
          "2,bad,,同名,-1,5,maybe\n"
          "3,c,,秭归县,1000,5,否\n"
          ",,999999,,,,\n"
          "5,e,420506,错了,,,\n"
          "6,f,420506,,1,000,1,否\n"
          "7,g\n"));
  EXPECT_EQ(
      Problems(result),
      "2E 资金需求·grant（元） \"1.005\" number.precision: the amount is finer "
      "than a fen\n"
      "2F 就业 \"多\" number.malformed: this is not a number\n"
      "3B 名称 \"bad\" value.rejected: no such name\n"
      "3D 受援区 \"同名\" resource.ambiguous: the name stands for several "
      "codes: "
      "x1, x2\n"
      "3E 资金需求·grant（元） \"-1\" number.negative: the number must not be "
      "negative\n"
      "3G 可分摊 \"maybe\" boolean.unknown: write yes or no\n"
      "5A 编号 \"\" cell.required: a value is required\n"
      "5B 名称 \"\" cell.required: a value is required\n"
      "5C 受援区代码 \"999999\" resource.unknown: there is no such code or "
      "name\n"
      "7  \"\" row.width: the row has 8 fields and the heading 7\n"
      "8  \"\" row.width: the row has 2 fields and the heading 7\n");
  ASSERT_EQ(result.rows.size(), 2);
  EXPECT_EQ(result.rows[0].value.id, "3");
  EXPECT_EQ(result.rows[0].value.area, "420527");
  EXPECT_EQ(result.rows[1].value.area, "420506");
  EXPECT_EQ(result.rows_read, 7);
  EXPECT_EQ(result.bad_rows, 5);
}

TEST(TableSchemaTest, MessagesComeInChineseToo) {
  const ImportResult<Spring> result =
      Schema().Import(Csv("id,name,area\n,a,420506\n"));
  ASSERT_EQ(result.problems.kept().size(), 1);
  EXPECT_EQ(result.problems.kept()[0].message_zh, "必填");
}

TEST(TableSchemaTest, OnlySoManyProblemsAreKeptAndAllCounted) {
  std::string text = "id,name,area\n";
  for (int i = 0; i < 20; ++i) text += "1,a,none\n";
  const ImportResult<Spring> result =
      Schema().Import(Csv(text), {.max_problems = 3});
  EXPECT_EQ(result.problems.kept().size(), 3);
  EXPECT_EQ(result.problems.count(), 20);
  EXPECT_EQ(result.bad_rows, 20);
}

TEST(TableSchemaTest, RulesAcrossColumnsAreCheckedLast) {
  const TableSchema<Spring> schema = Schema([](const Spring& s) {
    std::vector<std::pair<std::string, CellProblem>> problems;
    if (s.jobs > 10 && s.readiness == 0) {
      problems.push_back({"jobs", {"jobs.early", "过早", "too early"}});
      problems.push_back({"", {"row.odd", "奇怪", "odd"}});
    }
    return problems;
  });
  const ImportResult<Spring> result =
      schema.Import(Csv("id,name,area,jobs\n1,a,420506,11\n2,b,420506,10\n"));
  EXPECT_EQ(Problems(result),
            "2D jobs \"11\" jobs.early: too early\n2  \"\" row.odd: odd\n");
  EXPECT_EQ(result.rows.size(), 1);
}

TEST(TableSchemaTest, DuplicatesAreFlaggedAndTakenOut) {
  const Sheet sheet =
      Csv("id,name,area\n1,a,420506\n2,b,420506\n1,c,420506\n3,d,420506\n"
          "1,e,420506\n");
  const TableSchema<Spring> schema = Schema();
  const auto key = [](const Spring& s) { return s.id; };
  ImportResult<Spring> result = schema.Import(sheet);
  schema.FlagDuplicates(sheet, key, "id", /*warn_only=*/false, result);
  EXPECT_EQ(Problems(result),
            "2A id \"1\" row.duplicate: the same as in row 4, 6\n"
            "4A id \"1\" row.duplicate: the same as in row 2, 6\n"
            "6A id \"1\" row.duplicate: the same as in row 2, 4\n");
  EXPECT_EQ(result.rows.size(), 2);
  EXPECT_EQ(result.bad_rows, 3);
  ImportResult<Spring> warned = schema.Import(sheet);
  schema.FlagDuplicates(sheet, key, "id", /*warn_only=*/true, warned);
  EXPECT_EQ(warned.rows.size(), 5);
  EXPECT_EQ(warned.bad_rows, 0);
  EXPECT_TRUE(warned.problems.kept().at(0).warning);
}

TEST(TableSchemaTest, AnImportCanBeStopped) {
  std::string text = "id,name,area\n";
  for (int i = 0; i < 2'000; ++i) text += "1,a,420506\n";
  std::vector<int> seen;
  const ImportResult<Spring> result =
      Schema().Import(Csv(text), {.on_progress = [&](int rows) {
                        seen.push_back(rows);
                        return rows < 1'000;
                      }});
  EXPECT_THAT(seen, ElementsAre(0, 500, 1'000));
  EXPECT_TRUE(result.stopped);
  EXPECT_EQ(result.rows.size(), 1'000);
}

Spring Example() {
  return Spring{.id = "007",
                .name = "=柑橘",
                .area = "420506",
                .need_fen = {{"policy", 8'500'000'01}, {"grant", 1}},
                .jobs = 0,
                .shareable = true,
                .readiness = 3,
                .years = {2014, 2016},
                .approved = absl::CivilDay(2014, 5, 6),
                .share = 1'250,
                .strengths = {{"420506", 90}, {"420527", 70}},
                .offers = {{"experts", 3, "a（b）"}, {"sales"}},
                .tags = {{"柑橘、茶"}, {"b"}}};
}

TEST(TableSchemaTest, ASheetIsWrittenWithNamesAndUnits) {
  EXPECT_EQ(
      SheetText(Schema().Export(std::vector<Spring>{Example()})),
      "A1=编号 B1=项目名称 C1=受援区代码 D1=受援区 E1=资金需求·policy（万元） "
      "F1=资金需求·grant（万元） G1=就业 H1=可分摊 I1=成熟度 J1=年度 "
      "K1=批准日期 "
      "L1=占比 M1=地区代码权重 N1=地区权重 O1=可提供 P1=标签\n"
      "A2=007 B2==柑橘 C2=420506 D2=夷陵区 E2=n:850.000001 F2=n:0.000001 "
      "G2=n:0 "
      "H2=是 I2=可研 J2=2014-2016 K2=d:2014-05-06 L2=n:12.5% "
      "M2=420506=90；420527=70 N2=夷陵区=90；秭归县=70 "
      "O2=专家指导=3（a\\（b\\））；产品促销 P2=柑橘\\、茶；b\n");
}

TEST(TableSchemaTest, HeadingsAndLabelsComeInTheLanguageAsked) {
  const std::vector<Spring> rows = {Example()};
  const std::string en = SheetText(Schema().Export(rows, TableLanguage::kEn));
  EXPECT_THAT(en, HasSubstr("E1=Need, policy (10k yuan)"));
  EXPECT_THAT(en, HasSubstr("H2=yes I2=Study"));
  EXPECT_THAT(SheetText(Schema().Export(rows, TableLanguage::kBoth)),
              HasSubstr("F1=资金需求·grant（万元） / Need, grant (10k yuan)"));
}

TEST(TableSchemaTest, ASchemaThatCannotTellItsColumnsApartIsRefused) {
  std::vector<Column<Spring>> columns = Columns({"a", "A"});
  EXPECT_THAT(TableSchema<Spring>::Create(columns).status().ToString(),
              HasSubstr("stands for the columns \"need.a\" and \"need.A\""));
  columns = Columns({"a", "a"});
  EXPECT_THAT(TableSchema<Spring>::Create(columns).status().ToString(),
              HasSubstr("INVALID_ARGUMENT: column \"need.a\": keys must be"));
}

Spring RandomSpring(std::mt19937_64& random, int index) {
  const auto text = [&] {
    std::string made;
    while (TrimSpace(made).empty()) made = RandomText(random);
    return made;
  };
  Spring s;
  s.id = absl::StrCat("0", index);
  s.name = text();
  s.area = random() % 2 == 0 ? "420506" : "x1";
  for (const char* kind : {"policy", "grant"}) {
    if (random() % 2 == 0) {
      s.need_fen[kind] =
          static_cast<int64_t>(random() % Money::kMaxFen) >> (random() % 50);
    }
  }
  if (random() % 2 == 0) s.jobs = static_cast<int64_t>(random() % 1'000);
  s.shareable = random() % 2 == 0;
  s.readiness = static_cast<int>(random() % 4);
  s.years.first = 2000 + static_cast<int>(random() % 20);
  s.years.last = s.years.first + static_cast<int>(random() % 3);
  if (random() % 2 == 0) {
    s.approved = absl::CivilDay(2014, 1, 1) + static_cast<int>(random() % 999);
  }
  if (random() % 2 == 0) s.share = static_cast<int64_t>(random() % 10'001);
  if (random() % 2 == 0) s.strengths = {{"x2", 1 + random() % 100}};
  if (random() % 2 == 0) s.offers = {{"sales", std::nullopt, text()}};
  if (random() % 2 == 0) s.tags = {{text()}, {"z" + text()}};
  return s;
}

TEST(TableSchemaTest, ExportImportExportGivesTheSameBytes) {
  const TableSchema<Spring> schema = Schema();
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    std::mt19937_64 random(seed);
    std::vector<Spring> rows;
    for (int i = 0; i < 8; ++i) rows.push_back(RandomSpring(random, i));
    const auto language = static_cast<TableLanguage>(seed % 3);
    for (const FileFormat format : {FileFormat::kXlsx, FileFormat::kCsv}) {
      const auto encoding =
          seed % 2 == 0 ? CsvEncoding::kUtf8Bom : CsvEncoding::kGb18030;
      const absl::StatusOr<std::string> first =
          WriteTable(schema.Export(rows, language), format, encoding);
      ASSERT_TRUE(first.ok()) << first.status();
      const absl::StatusOr<Sheet> sheet = ReadTable(*first, ReadLimits());
      ASSERT_TRUE(sheet.ok()) << sheet.status() << " seed " << seed;
      const ImportResult<Spring> result = schema.Import(*sheet);
      ASSERT_EQ(Problems(result), "") << "seed " << seed;
      ASSERT_EQ(result.rows.size(), rows.size());
      std::vector<Spring> again;
      for (size_t i = 0; i < rows.size(); ++i) {
        again.push_back(result.rows[i].value);
        ASSERT_EQ(again[i].need_fen, rows[i].need_fen);
        ASSERT_EQ(again[i].approved, rows[i].approved);
      }
      ASSERT_EQ(*WriteTable(schema.Export(again, language), format, encoding),
                *first)
          << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace duikou
