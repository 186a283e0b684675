// Imports and exports of the catalogue through a server: what users send.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/catalogue/testing/catalogue_server.h"
#include "services/table/csv.h"
#include "services/table/table_file.h"
#include "services/table/testing/zip_file.h"

namespace duikou {
namespace {

using catalogue::v1::Project;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using type::v1::ImportResourcesRequest;
using type::v1::ImportResourcesResponse;
using type::v1::ImportSummary;
using Stub = CatalogueServer::Stub;

constexpr char kHeadings[] =
    "项目编号,项目名称,地区编号,领域编号,开始年份,结束年份,"
    "政策资金总需求（万元）,状态\n";

class CatalogueImportTest : public ::testing::TestWithParam<const char*> {
 protected:
  CatalogueImportTest() : server_(GetParam()) {
    Ok(server_.Call(&Stub::CreateProgramme, R"(
      programme_id: "hubei"
      programme { display_name { zh: "湖北" } first_year: 2014 last_year: 2020
        fund_kinds { id: "policy" display_name { zh: "政策资金" } }
        fund_kinds { id: "grant" display_name { zh: "无偿援助" } } })"));
    Committed(Import("areas",
                     "地区编号,地区名称,类别,上级地区编号,所属片区编号,代码\n"
                     "zigui,秭归县,县区,yichang,reservoir,\n"
                     "yichang,宜昌市,市州,,,\n"
                     "reservoir,三峡库区,片区,,,\n"));
    Committed(Import("sectors",
                     "领域编号,领域名称,上级领域编号\n"
                     "tea,茶业,industry\nindustry,优势产业,\n"));
  }

  template <typename T>
  static T Ok(absl::StatusOr<T> result) {
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() ? *std::move(result) : T();
  }

  static ImportResourcesRequest Request(const std::string& collection,
                                        std::string content,
                                        const std::string& options = "") {
    auto request = ParseText<ImportResourcesRequest>(options);
    request.set_parent("programmes/hubei");
    request.set_collection(collection);
    request.set_content(std::move(content));
    return request;
  }
  ImportSummary Import(const std::string& collection, std::string content,
                       const std::string& options = "") {
    auto streamed =
        server_.Import(Request(collection, std::move(content), options));
    EXPECT_TRUE(streamed.status.ok()) << streamed.status;
    if (streamed.messages.empty()) return {};
    EXPECT_TRUE(streamed.messages.back().has_summary());
    return streamed.messages.back().summary();
  }
  std::string ImportError(const ImportResourcesRequest& request) {
    return server_.Import(request).status.ToString();
  }
  static void Committed(const ImportSummary& summary) {
    EXPECT_TRUE(summary.committed()) << summary.DebugString();
    EXPECT_EQ(summary.bad_rows(), 0) << summary.DebugString();
  }
  // "C2 cycle": column, row and code of each problem.
  static std::vector<std::string> Places(const ImportSummary& summary) {
    std::vector<std::string> places;
    for (const type::v1::RowProblem& problem : summary.problems()) {
      EXPECT_FALSE(problem.message_zh().empty()) << problem.DebugString();
      EXPECT_FALSE(problem.message_en().empty()) << problem.DebugString();
      places.push_back(
          absl::StrCat(problem.column(), problem.row(), " ", problem.code()));
    }
    return places;
  }
  Project Get(const std::string& id) {
    return Ok(server_.Call(
        &Stub::GetProject,
        absl::StrCat("name: 'programmes/hubei/projects/", id, "'")));
  }
  int CountProjects() {
    return Ok(server_.Call(&Stub::SearchProjects, "parent: 'programmes/hubei'"))
        .total_size();
  }
  static std::string Row(const std::string& id, const std::string& title,
                         const std::string& state = "") {
    return absl::StrCat(id, ",", title, ",zigui,tea,2014,2016,850,", state,
                        "\n");
  }
  // Converts a CSV text to a file of the format.
  static std::string As(FileFormat format, const std::string& csv,
                        CsvEncoding encoding = CsvEncoding::kUtf8Bom) {
    return *WriteTable(*ReadCsv(csv, ReadLimits()), format, encoding);
  }

  CatalogueServer server_;
};

TEST_P(CatalogueImportTest, RowsMayReferToLaterOnes) {
  auto area =
      Ok(server_.Call(&Stub::GetArea, "name: 'programmes/hubei/areas/zigui'"));
  EXPECT_EQ(area.parent_area(), "programmes/hubei/areas/yichang");
  EXPECT_EQ(area.group(), "programmes/hubei/areas/reservoir");
}

TEST_P(CatalogueImportTest, EveryFormatAndEncodingIsRead) {
  const std::string csv =
      absl::StrCat(kHeadings, Row("p-1", "有机茶园"), Row("p-2", "茶叶加工厂"));
  for (const std::string& file :
       {csv, As(FileFormat::kXlsx, csv), As(FileFormat::kCsv, csv),
        As(FileFormat::kCsv, csv, CsvEncoding::kGb18030)}) {
    ImportSummary summary = Import("projects", file);
    EXPECT_EQ(summary.rows(), 2);
    EXPECT_EQ(summary.created() + summary.unchanged(), 2);
    EXPECT_EQ(Get("p-2").display_name().zh(), "茶叶加工厂");
    EXPECT_EQ(Get("p-2").fund_needs(0).total_fen(), 850'000'000);
  }
}

TEST_P(CatalogueImportTest, NewRowsAreOpenUnlessTheySayOtherwise) {
  Committed(
      Import("projects",
             absl::StrCat(kHeadings, Row("p-1", "甲"), Row("p-2", "乙", "草稿"),
                          Row("p-3", "丙", "已完成"), Row("", "丁"))));
  EXPECT_EQ(Get("p-1").state(), Project::STATE_OPEN);
  EXPECT_TRUE(Get("p-1").has_publish_time());
  EXPECT_EQ(Get("p-2").state(), Project::STATE_DRAFT);
  EXPECT_EQ(Get("p-3").state(), Project::STATE_COMPLETED);
  EXPECT_EQ(CountProjects(), 4);
}

TEST_P(CatalogueImportTest, StatesMoveOnlyAlongAllowedSteps) {
  Committed(Import("projects", absl::StrCat(kHeadings, Row("p-1", "甲"),
                                            Row("p-2", "乙", "已完成"))));
  ImportSummary summary =
      Import("projects", absl::StrCat(kHeadings, Row("p-1", "甲", "已撤回"),
                                      Row("p-2", "乙", "公开")));
  EXPECT_THAT(Places(summary), ElementsAre("H3 state_step"));
  EXPECT_EQ(Get("p-1").state(), Project::STATE_OPEN);
  Committed(
      Import("projects", absl::StrCat(kHeadings, Row("p-1", "甲", "已撤回"))));
  EXPECT_EQ(Get("p-1").state(), Project::STATE_WITHDRAWN);
  // An empty state is no change.
  EXPECT_EQ(
      Import("projects", absl::StrCat(kHeadings, Row("p-1", "甲"))).unchanged(),
      1);
}

TEST_P(CatalogueImportTest, OneBadRowKeepsAllOutUnlessAskedOtherwise) {
  const std::string csv = absl::StrCat(kHeadings, Row("p-1", "甲"),
                                       "p-2,,zigui,tea,2014,2016,850,\n",
                                       "p-3,丙,nowhere,tea,2016,2014,850,\n",
                                       "p-4,丁,zigui,tea,2013,2014,850,\n");
  ImportSummary none = Import("projects", csv);
  EXPECT_FALSE(none.committed());
  EXPECT_EQ(none.rows(), 4);
  EXPECT_EQ(none.bad_rows(), 3);
  EXPECT_EQ(none.created(), 1);
  EXPECT_THAT(Places(none),
              ElementsAre("B3 cell.required", "C4 resource.unknown",
                          "E5 year_outside_programme"));
  EXPECT_EQ(CountProjects(), 0);

  ImportSummary good =
      Import("projects", csv, "mode: IMPORT_MODE_GOOD_ROWS_ONLY");
  EXPECT_TRUE(good.committed());
  EXPECT_EQ(good.created(), 1);
  EXPECT_EQ(good.bad_rows(), 3);
  EXPECT_EQ(CountProjects(), 1);
}

TEST_P(CatalogueImportTest, RowsBelowABadOneStayOutWithIt) {
  ImportSummary summary =
      Import("areas",
             "地区编号,地区名称,类别,上级地区编号,行政区划代码\n"
             "town,茅坪镇,乡镇等,bad,\n"
             "bad,错县,县区,,12\n"
             "fine,好县,县区,,420500\n",
             "mode: IMPORT_MODE_GOOD_ROWS_ONLY");
  EXPECT_EQ(summary.created(), 1) << summary.DebugString();
  EXPECT_EQ(summary.bad_rows(), 2);
  EXPECT_THAT(Places(summary), ElementsAre("D2 rule_broken", "E3 bad_code"));
}

TEST_P(CatalogueImportTest, CyclesInTheFileAreNamed) {
  ImportSummary summary = Import("areas",
                                 "地区编号,地区名称,类别,上级地区编号\n"
                                 "a,甲县,县区,b\nb,乙县,县区,a\n");
  EXPECT_THAT(Places(summary), ElementsAre("D2 cycle", "D3 cycle"));
  EXPECT_THAT(summary.problems(0).message_en(),
              HasSubstr("programmes/hubei/areas/a → programmes/hubei/areas/b"));
}

TEST_P(CatalogueImportTest, ValidateOnlyWritesNothing) {
  ImportSummary summary =
      Import("projects", absl::StrCat(kHeadings, Row("p-1", "甲")),
             "validate_only: true");
  EXPECT_EQ(summary.created(), 1);
  EXPECT_FALSE(summary.committed());
  EXPECT_EQ(CountProjects(), 0);
}

TEST_P(CatalogueImportTest, TheSameIdTwiceIsAnErrorOfBothRows) {
  ImportSummary summary = Import(
      "projects", absl::StrCat(kHeadings, Row("p-1", "甲"), Row("p-1", "乙")));
  EXPECT_FALSE(summary.committed());
  EXPECT_THAT(Places(summary),
              ElementsAre("A2 row.duplicate", "A3 row.duplicate"));
}

TEST_P(CatalogueImportTest, ProbableDuplicatesAreWarnedOf) {
  Committed(Import("projects", absl::StrCat(kHeadings, Row("p-1", "茶园"))));
  ImportSummary summary = Import(
      "projects", absl::StrCat(kHeadings, Row("p-2", "茶园"), Row("p-3", "路"),
                               Row("", "水"), Row("", "水")));
  EXPECT_TRUE(summary.committed());
  EXPECT_EQ(summary.created(), 4);
  ASSERT_EQ(summary.problems_size(), 3) << summary.DebugString();
  EXPECT_TRUE(summary.problems(0).warning());
  EXPECT_EQ(summary.problems(0).row(), 2);
  EXPECT_EQ(summary.problems(0).column(), "B");
  EXPECT_THAT(summary.problems(0).message_en(), HasSubstr("p-1"));
  EXPECT_THAT(summary.problems(1).message_en(), HasSubstr("row 5"));
  EXPECT_THAT(summary.problems(2).message_zh(), HasSubstr("第 4 行"));
}

TEST_P(CatalogueImportTest, ColumnsThatAreNotThereChangeNothing) {
  Committed(Import("projects", absl::StrCat(kHeadings, Row("p-1", "茶园"))));
  Ok(server_.Call(&Stub::UpdateProject,
                  "project { name: 'programmes/hubei/projects/p-1' "
                  "village: '茅坪镇' standing { jobs: 3 } fund_needs { "
                  "fund_kind: 'grant' total_fen: 7 } fund_needs { fund_kind: "
                  "'policy' total_fen: 850000000 open_fen: 0 } }"));
  ImportSummary summary =
      Import("projects",
             "项目编号,项目名称,地区,领域,开始年份,结束年份,受益人数\n"
             "p-1,大茶园,秭归县,茶业,2014,2016,40\n");
  EXPECT_EQ(summary.updated(), 1) << summary.DebugString();
  Project project = Get("p-1");
  EXPECT_EQ(project.display_name().zh(), "大茶园");
  EXPECT_EQ(project.village(), "茅坪镇");
  EXPECT_EQ(project.standing().jobs(), 3);
  EXPECT_EQ(project.standing().people_helped(), 40);
  EXPECT_EQ(project.fund_needs_size(), 2);
  EXPECT_EQ(project.state(), Project::STATE_OPEN);
  EXPECT_TRUE(project.has_publish_time());
  // A column that is there and empty clears.
  Committed(Import("projects",
                   "项目编号,项目名称,地区,领域,开始年份,结束年份,受益人数\n"
                   "p-1,大茶园,秭归县,茶业,2014,2016,\n"));
  EXPECT_EQ(Get("p-1").standing().people_helped(), 0);
}

TEST_P(CatalogueImportTest, ExistingRowsAreRefusedWhereAsked) {
  Committed(Import("projects", absl::StrCat(kHeadings, Row("p-1", "茶园"))));
  ImportSummary summary = Import(
      "projects", absl::StrCat(kHeadings, Row("p-1", "茶园"), Row("p-2", "路")),
      "existing: EXISTING_ROWS_REFUSE mode: IMPORT_MODE_GOOD_ROWS_ONLY");
  EXPECT_EQ(summary.created(), 1);
  EXPECT_EQ(summary.bad_rows(), 1);
  EXPECT_EQ(summary.problems(0).row(), 2);
}

TEST_P(CatalogueImportTest, ARepeatedRequestIdGetsTheFirstAnswer) {
  auto request =
      Request("projects", absl::StrCat(kHeadings, Row("", "甲"), Row("", "乙")),
              "request_id: 'import-1'");
  auto first = server_.Import(request);
  auto again = server_.Import(request);
  ASSERT_TRUE(again.status.ok()) << again.status;
  EXPECT_EQ(first.messages.back().summary().DebugString(),
            again.messages.back().summary().DebugString());
  EXPECT_EQ(CountProjects(), 2);
  request.set_content(absl::StrCat(kHeadings, Row("", "丙")));
  EXPECT_THAT(ImportError(request), HasSubstr("FAILED_PRECONDITION"));
}

TEST_P(CatalogueImportTest, ExportImportExportIsTheSameFile) {
  Committed(Import("projects", absl::StrCat(kHeadings, Row("p-1", "茶园"),
                                            Row("p-2", "路", "草稿"))));
  Ok(server_.Call(&Stub::UpdateProject, R"(
    project { name: "programmes/hubei/projects/p-2"
      description { zh: "第一行\n第二行，\"引号\"" en: "=1+1" }
      fund_needs { fund_kind: "grant" total_fen: 1 least_share_fen: 1 }
      fund_needs { fund_kind: "policy" total_fen: 12345678901 open_fen: 0 }
      other_needs { kind: NEED_KIND_EXPERTS quantity: 2 note: "茶；（机）=械" }
      contact { display_name: "王芳" phone: "07172881234" } })"));
  for (const char* collection : {"areas", "sectors", "projects"}) {
    for (const char* format : {"TABLE_FORMAT_XLSX", "TABLE_FORMAT_CSV",
                               "TABLE_FORMAT_CSV_GB18030"}) {
      for (const char* language : {"zh", "en"}) {
        const std::string ask = absl::StrCat(
            "parent: 'programmes/hubei' collection: '", collection,
            "' format: ", format, " language_code: '", language, "'");
        SCOPED_TRACE(ask);
        const std::string file = server_.ExportFile(ask);
        ImportSummary summary = Import(collection, file);
        EXPECT_EQ(summary.unchanged(), summary.rows()) << summary.DebugString();
        EXPECT_GE(summary.rows(), 2);
        EXPECT_FALSE(summary.committed());
        EXPECT_THAT(summary.problems(), IsEmpty()) << summary.DebugString();
        EXPECT_EQ(server_.ExportFile(ask), file);
      }
    }
  }
}

TEST_P(CatalogueImportTest, AnExportRebuildsTheCatalogueElsewhere) {
  Committed(Import("projects", absl::StrCat(kHeadings, Row("p-1", "茶园"),
                                            Row("p-2", "路", "已撤回"))));
  const std::string ask = "parent: 'programmes/hubei' collection: 'projects'";
  const std::string file = server_.ExportFile(ask);
  for (const char* id : {"p-1", "p-2"}) {
    Ok(server_.Call(
        &Stub::DeleteProject,
        absl::StrCat("name: 'programmes/hubei/projects/", id, "'")));
  }
  Committed(Import("projects", file));
  EXPECT_EQ(server_.ExportFile(ask), file);
  EXPECT_EQ(Get("p-2").state(), Project::STATE_WITHDRAWN);
}

TEST_P(CatalogueImportTest, ATemplateHasHeadingsAlone) {
  Committed(Import("projects", absl::StrCat(kHeadings, Row("p-1", "茶园"))));
  const std::string file = server_.ExportFile(
      "parent: 'programmes/hubei' collection: 'projects' template: true "
      "format: TABLE_FORMAT_CSV language_code: 'en'");
  EXPECT_THAT(file, HasSubstr("Project ID,Name in Chinese,"));
  EXPECT_THAT(file, ::testing::Not(HasSubstr("茶园")));
}

TEST_P(CatalogueImportTest, TenThousandRowsTakeSeconds) {
  std::string csv = kHeadings;
  for (int i = 0; i < 10'000; ++i) {
    absl::StrAppend(&csv, Row(absl::StrCat("p-", i), absl::StrCat("项目", i)));
  }
  const std::string file = As(FileFormat::kXlsx, csv);
  auto streamed = server_.Import(Request("projects", file));
  ASSERT_TRUE(streamed.status.ok()) << streamed.status;
  const ImportResourcesResponse& last = streamed.messages.back();
  EXPECT_EQ(last.summary().created(), 10'000) << last.DebugString();
  EXPECT_EQ(last.rows_written(), 10'000);
  EXPECT_GE(streamed.messages.size(), 10);
  for (size_t i = 1; i < streamed.messages.size(); ++i) {
    EXPECT_GE(streamed.messages[i].rows_read(),
              streamed.messages[i - 1].rows_read());
  }
  EXPECT_EQ(Import("projects", file).unchanged(), 10'000);
  EXPECT_EQ(CountProjects(), 10'000);
}

TEST_P(CatalogueImportTest, ACallerWhoGoesLeavesNothing) {
  std::string csv = kHeadings;
  for (int i = 0; i < 5'000; ++i) {
    absl::StrAppend(&csv, Row(absl::StrCat("p-", i), absl::StrCat("项目", i)));
  }
  grpc::ClientContext context;
  auto reader =
      server_.stub().ImportResources(&context, Request("projects", csv));
  ImportResourcesResponse message;
  ASSERT_TRUE(reader->Read(&message));  // it is under way
  context.TryCancel();
  while (reader->Read(&message)) {
  }
  if (reader->Finish().error_code() == grpc::StatusCode::CANCELLED) {
    // Either nothing at all, or the commit was faster; never a part.
    EXPECT_THAT(CountProjects(), ::testing::AnyOf(0, 5'000));
  }
}

struct BadImport {
  const char* name;
  ImportResourcesRequest request;
  const char* error;
};

TEST_P(CatalogueImportTest, BadFilesAreRefusedSayingWhy) {
  const std::string fine = absl::StrCat(kHeadings, Row("p-1", "茶园"));
  const std::vector<BadImport> kCases = {
      {"unknown collection", Request("units", fine),
       "INVALID_ARGUMENT: collection: \"units\" is none of areas, projects, "
       "sectors"},
      {"no content", Request("projects", ""), "INVALID_ARGUMENT: content"},
      {"not the format stated",
       Request("projects", fine, "format: TABLE_FORMAT_XLSX"),
       "INVALID_ARGUMENT: content: is not of the format stated"},
      {"an old workbook",
       Request("projects", std::string("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") +
                               std::string(600, 'x')),
       "INVALID_ARGUMENT: content: "},
      {"a broken workbook",
       Request("projects", As(FileFormat::kXlsx, fine).substr(0, 2000)),
       "INVALID_ARGUMENT: content: "},
      {"an open quote", Request("projects", "a,b\n\"x,y\n"),
       "INVALID_ARGUMENT: content: "},
      {"a web page", Request("projects", "<html><body>x</body></html>"),
       "INVALID_ARGUMENT: content: "},
      {"a zip bomb",
       Request("projects",
               ZipFile({{"[Content_Types].xml", std::string(8 << 20, ' ')}})),
       "content: "},
  };
  for (const BadImport& c : kCases) {
    EXPECT_THAT(ImportError(c.request), HasSubstr(c.error)) << c.name;
  }
  EXPECT_EQ(CountProjects(), 0);
}

TEST_P(CatalogueImportTest, AnImportIntoNoProgrammeIsNotFound) {
  auto request = Request("projects", kHeadings);
  request.set_parent("programmes/none");
  EXPECT_THAT(ImportError(request), HasSubstr("NOT_FOUND"));
}

TEST_P(CatalogueImportTest, MissingHeadingsAreListed) {
  ImportSummary summary = Import("projects", "项目名称,预算\n茶园,5\n");
  EXPECT_FALSE(summary.committed());
  EXPECT_GT(summary.problem_count(), 0);
  EXPECT_EQ(summary.created(), 0);
}

TEST_P(CatalogueImportTest, ALanguageThatIsNoneIsRefused) {
  EXPECT_THAT(server_.ExportFile("parent: 'programmes/hubei' collection: "
                                 "'areas' language_code: 'fr'"),
              HasSubstr("INVALID_ARGUMENT: language_code"));
}

INSTANTIATE_TEST_SUITE_P(Stores, CatalogueImportTest,
                         ::testing::Values("memory", "sqlite"),
                         [](const auto& info) {
                           return std::string(info.param);
                         });

}  // namespace
}  // namespace duikou
