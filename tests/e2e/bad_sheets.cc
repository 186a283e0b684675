#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "duikou/type/v1/table.pb.h"
#include "services/table/testing/zip_file.h"
#include "tests/e2e/bad_inputs.h"

namespace duikou::e2e {
namespace {

using enum grpc::StatusCode;

constexpr char kImport[] = "CatalogueService/ImportResources";
constexpr char kExport[] = "CatalogueService/ExportResources";

// An import of sectors; later fields win.
BadInput Sectors(const std::string& what, const std::string& content,
                 grpc::StatusCode code, const std::string& message,
                 type::v1::TableFormat format = {}) {
  const auto bytes = [content, format] {
    type::v1::ImportResourcesRequest request;
    request.set_parent("programmes/p");
    request.set_collection("sectors");
    request.set_content(content);
    request.set_format(format);
    return request.SerializeAsString();
  };
  return {what, kImport, "", code, message, {.bytes = bytes}};
}

// A sheet that is read: what is wrong is told by row, in the answer.
BadInput Rows(const std::string& what, const std::string& content,
              const std::string& problem) {
  return Sectors(what, content, OK, problem);
}

std::string Header() { return "领域编号,领域名称,上级领域编号\n"; }

// Sixty million zeros in a few kilobytes.
std::string ZipBomb() {
  auto parts = duikou::PartsOf({});
  for (auto& [name, content] : parts) {
    if (name.find("sheet1.xml") != std::string::npos) {
      content.append(60 << 20, ' ');
    }
  }
  return duikou::ZipFile(parts);
}

std::string CutWorkbook() {
  const std::string whole =
      duikou::Workbook({.sheet = "<row><c><v>1</v></c></row>"});
  return whole.substr(0, whole.size() / 2);
}

std::string HundredMegabytes() {
  type::v1::ImportResourcesRequest request;
  request.set_parent("programmes/p");
  request.set_collection("sectors");
  request.mutable_content()->resize(100 << 20, 'x');
  return request.SerializeAsString();
}

std::vector<BadInput> OfFiles() {
  const std::string cell =
      "<row><c t=\"inlineStr\"><is><t>x</t></is></c></row>";
  return {
      {"no file", kImport, "parent: 'programmes/p' collection: 'sectors'",
       INVALID_ARGUMENT, "content: is required"},
      {"100 MB",
       kImport,
       "",
       RESOURCE_EXHAUSTED,
       "larger than max",
       // In gRPC's own words.
       {.bytes = HundredMegabytes, .typed = false}},
      Sectors("a file just over the limit", std::string((32 << 20) + 1, 'x'),
              INVALID_ARGUMENT,
              "content: has 33554433 bytes, at most 33554432"),
      Sectors("a zip bomb", ZipBomb(), RESOURCE_EXHAUSTED,
              "times its compressed size"),
      Sectors("half an XLSX", CutWorkbook(), INVALID_ARGUMENT, "content: "),
      Sectors("a zip file that is no workbook",
              duikou::ZipFile({{"readme.txt", "hello"}}), INVALID_ARGUMENT,
              "a zip file and not an XLSX workbook"),
      Sectors("an XLSX with broken XML",
              duikou::Workbook({.sheet = "<row><c></row>"}), INVALID_ARGUMENT,
              "content: "),
      Sectors("an XLSX with a password",
              duikou::ZipFile(duikou::PartsOf({.sheet = cell}), "secret"),
              INVALID_ARGUMENT, "save it without a password"),
      Sectors("an old .xls (OLE)",
              absl::StrCat("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
                           std::string(600, '\0')),
              INVALID_ARGUMENT, "an old .xls workbook"),
      Sectors("a web page named .xls", "<html><table></table></html>",
              INVALID_ARGUMENT, "a web page, whatever its name says"),
      Sectors("bytes that are no GB18030",
              "\xC1\xEC\xD3\xF2,\xFF\xFF\xFF\n\xFF\xFE\x81\xFF,\x80\x80\n",
              INVALID_ARGUMENT, "content: line 1: the text is not valid"),
      Sectors("NUL bytes", std::string("a,b\0c\n", 6), INVALID_ARGUMENT,
              "a NUL byte; this is not a CSV or XLSX file"),
      Sectors("a quote that never ends", Header() + "\"a,b\n", INVALID_ARGUMENT,
              "a quote is opened and never closed"),
      Sectors("another format than stated", Header() + "a,b\n",
              INVALID_ARGUMENT,
              "content: is not of the format stated, TABLE_FORMAT_XLSX",
              type::v1::TABLE_FORMAT_XLSX),
      {"an unknown collection", kImport,
       "parent: 'programmes/p' collection: 'castles' content: 'x'",
       INVALID_ARGUMENT, "collection: \"castles\" is none of areas"},
      {"another service's collection", kImport,
       "parent: 'programmes/p' collection: 'units' content: 'x'",
       INVALID_ARGUMENT, "collection: \"units\" is none of areas"},
      {"an import into no programme", kImport,
       "parent: 'programmes/none' collection: 'sectors' "
       "content: '领域编号,领域名称\\nn1,甲\\n'",
       NOT_FOUND, "programmes/none does not exist"},
      {"an unknown mode", kImport,
       "parent: 'programmes/p' collection: 'sectors' content: 'x' mode: 7",
       INVALID_ARGUMENT, "mode: 7 is not a value of ImportMode"},
      {"an export of an unknown collection", kExport,
       "parent: 'programmes/p' collection: 'castles'", INVALID_ARGUMENT,
       "collection: \"castles\" is none of areas"},
      {"an export in French", kExport,
       "parent: 'programmes/p' collection: 'areas' language_code: 'fr'",
       INVALID_ARGUMENT, "language_code: \"fr\" is neither zh nor en"},
      {"an import of projects into no programme", kImport,
       "parent: 'programmes/none' collection: 'projects' "
       "content: '项目编号,项目名称\\nn1,甲\\n'",
       NOT_FOUND, "programmes/none does not exist"},
      {"an export of projects of no programme", kExport,
       "parent: 'programmes/none' collection: 'projects'", NOT_FOUND,
       "programmes/none does not exist"},
      {"an export of no programme", kExport,
       "parent: 'programmes/none' collection: 'areas'", NOT_FOUND,
       "programmes/none does not exist"},
  };
}

std::vector<BadInput> OfRows() {
  return {
      Rows("no heading of ours", "colour,shape\nred,round\n",
           "missing headings"),
      Rows("a heading that is missing", "领域编号\nn1\n", "missing headings"),
      Rows("a heading twice", "领域编号,领域名称,领域名称\nn1,甲,乙\n", "1C: "),
      Rows("a row without its name", Header() + "n1,,\n", "2B: "),
      Rows("an id with a space", Header() + "n 1,甲,\n", "2A: "),
      Rows("an id twice", Header() + "n1,甲,\nn1,乙,\n", "3A: "),
      Rows("a parent that is nowhere", Header() + "n1,甲,none\n", "2C: "),
      Rows("sectors in a cycle", Header() + "n1,甲,n2\nn2,乙,n1\n", "2C: "),
      Rows("a row longer than the headings", Header() + "n1,甲,,,,x\n", "2"),
      {"a word where money belongs", kImport,
       absl::StrCat("parent: 'programmes/p' collection: 'projects' content: '",
                    "项目编号,项目名称,地区编号,领域编号,开始年份,结束年份,"
                    "援助总需求（万元）\\n"
                    "n1,路,a1,s2,2015,2016,很多\\n'"),
       OK, "2G: "},
      {"money below zero", kImport,
       absl::StrCat("parent: 'programmes/p' collection: 'projects' content: '",
                    "项目编号,项目名称,地区编号,领域编号,开始年份,结束年份,"
                    "援助总需求（万元）\\n"
                    "n1,路,a1,s2,2015,2016,-3\\n'"),
       OK, "2G: "},
      {"money beyond all limits", kImport,
       absl::StrCat("parent: 'programmes/p' collection: 'projects' content: '",
                    "项目编号,项目名称,地区编号,领域编号,开始年份,结束年份,"
                    "援助总需求（亿元）\\n"
                    "n1,路,a1,s2,2015,2016,99999999999999999999\\n'"),
       OK, "2G: "},
      {"an area that there is not", kImport,
       absl::StrCat("parent: 'programmes/p' collection: 'projects' content: '",
                    "项目编号,项目名称,地区编号,领域编号,开始年份,结束年份\\n"
                    "n1,路,nowhere,s2,2015,2016\\n'"),
       OK, "2C: "},
      {"a year that the programme has not", kImport,
       absl::StrCat("parent: 'programmes/p' collection: 'projects' content: '",
                    "项目编号,项目名称,地区编号,领域编号,开始年份,结束年份\\n"
                    "n1,路,a1,s2,2015,2099\\n'"),
       OK, "2F: "},
  };
}

}  // namespace

std::vector<BadInput> BadSheets() {
  std::vector<BadInput> all = OfFiles();
  for (BadInput& input : OfRows()) all.push_back(std::move(input));
  return all;
}

}  // namespace duikou::e2e
