// Any bytes as a sheet to import: read as CSV or XLSX within small limits, then
// imported, exported and imported again. The first byte chooses: bit 0 the
// format, bit 1 whether the rest is the raw file or, for XLSX, the XML of a
// sheet in an otherwise sound workbook, which a fuzzer cannot zip by itself.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/base/check.h"
#include "services/table/csv.h"
#include "services/table/table_schema.h"
#include "services/table/testing/zip_file.h"
#include "services/table/xlsx_reader.h"
#include "services/table/xlsx_writer.h"

namespace duikou {
namespace {

constexpr ReadLimits kLimits = {.max_file_bytes = 1 << 20,
                                .max_rows = 200,
                                .max_columns = 30,
                                .max_cells = 2'000,
                                .max_cell_chars = 2'000,
                                .max_text_bytes = 100'000,
                                .max_entries = 50,
                                .max_entry_inflated_bytes = 4 << 20,
                                .max_inflated_bytes = 8 << 20};

struct Anything {
  std::string text;
  std::optional<int64_t> fen;
  std::optional<int64_t> integer;
  std::optional<int64_t> percent;
  std::optional<YearRange> years;
  std::optional<absl::CivilDay> date;
  ListEntries list;
};

const TableSchema<Anything>& Schema() {
  static const auto& schema =
      *new TableSchema<Anything>(*TableSchema<Anything>::Create(
          {TextColumn<Anything>(
               {.key = "t", .zh = "文字", .en = "Text"},
               [](const Anything& a) { return a.text; },
               [](std::string text, Anything& a) { a.text = std::move(text); }),
           MoneyColumn<Anything>(
               {.key = "m", .zh = "资金", .en = "Money"},
               [](const Anything& a) { return a.fen; },
               [](int64_t fen, Anything& a) { a.fen = fen; }),
           IntegerColumn<Anything>(
               {.key = "i", .zh = "人数", .en = "Integer"},
               [](const Anything& a) { return a.integer; },
               [](int64_t integer, Anything& a) { a.integer = integer; }),
           PercentColumn<Anything>(
               {.key = "p", .zh = "占比", .en = "Percent"},
               [](const Anything& a) { return a.percent; },
               [](int64_t percent, Anything& a) { a.percent = percent; }),
           YearsColumn<Anything>(
               {.key = "y", .zh = "年度", .en = "Years"},
               [](const Anything& a) { return a.years; },
               [](YearRange years, Anything& a) { a.years = years; }),
           DateColumn<Anything>(
               {.key = "d", .zh = "日期", .en = "Date"},
               [](const Anything& a) { return a.date; },
               [](absl::CivilDay date, Anything& a) { a.date = date; }),
           ListColumn<Anything>(
               {.key = "l", .zh = "列表", .en = "List"},
               [](const Anything& a) { return a.list; },
               [](ListEntries list, Anything& a) { a.list = std::move(list); },
               {.value = ListRule::Value::kOptional, .notes = true})}));
  return schema;
}

void CheckLimits(const Sheet& sheet) {
  int64_t cells = 0;
  int64_t bytes = 0;
  int last_row = 0;
  for (const SheetRow& row : sheet.rows) {
    DUIKOU_CHECK(row.number > last_row && !row.cells.empty());
    last_row = row.number;
    int last_column = 0;
    for (const Cell& cell : row.cells) {
      DUIKOU_CHECK(cell.row == row.number && cell.column > last_column);
      DUIKOU_CHECK(cell.column <= kLimits.max_columns && !cell.text.empty());
      last_column = cell.column;
      ++cells;
      bytes += static_cast<int64_t>(cell.text.size());
    }
  }
  DUIKOU_CHECK(sheet.rows.size() <= kLimits.max_rows);
  DUIKOU_CHECK(cells <= kLimits.max_cells && bytes <= kLimits.max_text_bytes);
}

std::vector<Anything> ImportAll(const Sheet& sheet) {
  ImportResult<Anything> result = Schema().Import(sheet);
  Schema().FlagDuplicates(
      sheet, [](const Anything& a) { return a.text; }, "t",
      /*warn_only=*/true, result);
  std::vector<Anything> rows;
  for (ParsedRow<Anything>& row : result.rows) {
    rows.push_back(std::move(row.value));
  }
  return rows;
}

// What was imported comes back unchanged through a file of ours.
void CheckRoundTrip(const Sheet& sheet, bool xlsx) {
  const Sheet exported = Schema().Export(ImportAll(sheet));
  const absl::StatusOr<std::string> bytes =
      xlsx ? WriteXlsx(exported) : WriteCsv(exported);
  DUIKOU_CHECK(bytes.ok()) << bytes.status();
  const absl::StatusOr<Sheet> read =
      xlsx ? ReadXlsx(*bytes, ReadLimits()) : ReadCsv(*bytes, ReadLimits());
  DUIKOU_CHECK(read.ok()) << read.status();
  const Sheet again = Schema().Export(ImportAll(*read));
  DUIKOU_CHECK(again.rows == exported.rows) << *bytes;
}

void ImportAnything(absl::string_view input) {
  if (input.empty()) return;
  const bool xlsx = (input.front() & 1) != 0;
  const bool sheet_xml = (input.front() & 2) != 0;
  input.remove_prefix(1);
  const std::string bytes =
      xlsx && sheet_xml
          ? Workbook({.sheet = std::string(input),
                      .shared_strings = "<si><t>text</t></si>"
                                        "<si><t>money (yuan)</t></si>",
                      .styles = "<cellXfs><xf numFmtId=\"0\"/>"
                                "<xf numFmtId=\"14\"/><xf numFmtId=\"10\"/>"
                                "</cellXfs>"})
          : std::string(input);
  const absl::StatusOr<Sheet> sheet =
      xlsx ? ReadXlsx(bytes, kLimits) : ReadCsv(bytes, kLimits);
  if (!sheet.ok()) {
    DUIKOU_CHECK(!absl::IsInternal(sheet.status())) << sheet.status();
    return;
  }
  CheckLimits(*sheet);
  CheckRoundTrip(*sheet, xlsx);
}

}  // namespace
}  // namespace duikou

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  duikou::ImportAnything(
      absl::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
