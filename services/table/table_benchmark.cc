// Sheets of 10,000 rows and 40 columns, as large catalogues come: how long it
// takes to read one, to import it, and to write it.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "matcher/base/check.h"
#include "services/table/table_file.h"
#include "services/table/table_schema.h"

namespace duikou {
namespace {

constexpr int kRows = 10'000;
constexpr int kColumnsOfEachType = 10;

struct Wide {
  std::vector<std::string> texts = std::vector<std::string>(kColumnsOfEachType);
  std::vector<std::string> areas = std::vector<std::string>(kColumnsOfEachType);
  std::vector<int64_t> fen = std::vector<int64_t>(kColumnsOfEachType);
  std::vector<int64_t> counts = std::vector<int64_t>(kColumnsOfEachType);
};

TableSchema<Wide> WideSchema() {
  std::vector<Column<Wide>> columns;
  for (int i = 0; i < kColumnsOfEachType; ++i) {
    columns.push_back(TextColumn<Wide>(
        {.key = absl::StrCat("text", i),
         .zh = absl::StrCat("文字", i),
         .en = absl::StrCat("Text ", i)},
        [i](const Wide& row) { return row.texts[i]; },
        [i](std::string text, Wide& row) { row.texts[i] = std::move(text); }));
    columns.push_back(LabelColumn<Wide>(
        {.key = absl::StrCat("label", i),
         .zh = absl::StrCat("选项", i),
         .en = absl::StrCat("Label ", i)},
        {{.number = 1, .code = "idea", .zh = "设想", .en = "Idea"},
         {.number = 2, .code = "approved", .zh = "已批准", .en = "Approved"}},
        [i](const Wide& row) { return 1 + row.counts[i] % 2; },
        [i](int64_t number, Wide& row) {
          row.areas[i] = absl::StrCat(number);
        }));
    columns.push_back(MoneyColumn<Wide>(
        {.key = absl::StrCat("need", i),
         .zh = absl::StrCat("资金", i),
         .en = absl::StrCat("Need ", i)},
        [i](const Wide& row) { return row.fen[i]; },
        [i](int64_t fen, Wide& row) { row.fen[i] = fen; }));
    columns.push_back(IntegerColumn<Wide>(
        {.key = absl::StrCat("count", i),
         .zh = absl::StrCat("人数", i),
         .en = absl::StrCat("Count ", i)},
        [i](const Wide& row) { return row.counts[i]; },
        [i](int64_t count, Wide& row) { row.counts[i] = count; }));
  }
  absl::StatusOr<TableSchema<Wide>> schema =
      TableSchema<Wide>::Create(std::move(columns));
  DUIKOU_CHECK(schema.ok()) << schema.status();
  return *std::move(schema);
}

std::vector<Wide> WideRows() {
  std::vector<Wide> rows(kRows);
  for (int r = 0; r < kRows; ++r) {
    for (int i = 0; i < kColumnsOfEachType; ++i) {
      rows[r].texts[i] = absl::StrCat("秭归县柑橘加工项目", r, "-", i);
      rows[r].fen[i] = 1'234'567LL * (r + 1) + i;
      rows[r].counts[i] = r + i;
    }
  }
  return rows;
}

std::string WideFile(FileFormat format) {
  absl::StatusOr<std::string> bytes =
      WriteTable(WideSchema().Export(WideRows()), format);
  DUIKOU_CHECK(bytes.ok()) << bytes.status();
  return *std::move(bytes);
}

void BM_Read(benchmark::State& state) {
  const std::string bytes = WideFile(static_cast<FileFormat>(state.range(0)));
  for (auto _ : state) {
    absl::StatusOr<Sheet> sheet = ReadTable(bytes, ReadLimits());
    DUIKOU_CHECK(sheet.ok()) << sheet.status();
    benchmark::DoNotOptimize(sheet);
  }
  state.counters["rows/s"] =
      benchmark::Counter(kRows, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["file_bytes"] = static_cast<double>(bytes.size());
}

void BM_ReadAndImport(benchmark::State& state) {
  const std::string bytes = WideFile(static_cast<FileFormat>(state.range(0)));
  const TableSchema<Wide> schema = WideSchema();
  for (auto _ : state) {
    absl::StatusOr<Sheet> sheet = ReadTable(bytes, ReadLimits());
    DUIKOU_CHECK(sheet.ok()) << sheet.status();
    const ImportResult<Wide> result = schema.Import(*sheet);
    DUIKOU_CHECK(result.rows.size() == kRows) << result.bad_rows;
  }
  state.counters["rows/s"] =
      benchmark::Counter(kRows, benchmark::Counter::kIsIterationInvariantRate);
}

void BM_ExportAndWrite(benchmark::State& state) {
  const std::vector<Wide> rows = WideRows();
  const TableSchema<Wide> schema = WideSchema();
  for (auto _ : state) {
    absl::StatusOr<std::string> bytes = WriteTable(
        schema.Export(rows), static_cast<FileFormat>(state.range(0)));
    DUIKOU_CHECK(bytes.ok()) << bytes.status();
  }
  state.counters["rows/s"] =
      benchmark::Counter(kRows, benchmark::Counter::kIsIterationInvariantRate);
}

void Formats(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("format")
      ->Arg(static_cast<int>(FileFormat::kXlsx))
      ->Arg(static_cast<int>(FileFormat::kCsv))
      ->Unit(benchmark::kMillisecond);
}

BENCHMARK(BM_Read)->Apply(Formats);
BENCHMARK(BM_ReadAndImport)->Apply(Formats);
BENCHMARK(BM_ExportAndWrite)->Apply(Formats);

}  // namespace
}  // namespace duikou
