// ReadLimits: how much of a caller's file is read before it is refused.
//
// Every limit is checked while reading, on what was really found, never on
// what a header of the file claims. Going over one is RESOURCE_EXHAUSTED.
#ifndef DUIKOU_SERVICES_TABLE_READ_LIMITS_H_
#define DUIKOU_SERVICES_TABLE_READ_LIMITS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/table/sheet.h"

namespace duikou {

struct ReadLimits {
  // Bytes of the file as sent. A catalogue of 100,000 rows is below 20 MiB.
  int64_t max_file_bytes = 32 << 20;
  // Rows with something in them; the heading counts.
  int max_rows = 200'000;
  // The rightmost column in use.
  int max_columns = 256;
  // Cells with something in them, each about 40 bytes and its text.
  int64_t max_cells = 5'000'000;
  // UTF-16 units of one cell: what spreadsheet programs allow.
  int max_cell_chars = 32'767;
  // Bytes of all cells' texts together: a shared string counts each time it is
  // used, else a small file could name a long one a million times.
  int64_t max_text_bytes = 256 << 20;

  // XLSX only.
  // Parts in the archive; a workbook of 100 sheets has about 250.
  int max_entries = 2'000;
  // Bytes of one part, and of all parts read, after inflating.
  int64_t max_entry_inflated_bytes = 256 << 20;
  int64_t max_inflated_bytes = 256 << 20;
  // Inflated bytes per compressed byte, judged once a part is over 1 MiB.
  int max_ratio = 200;
};

// RESOURCE_EXHAUSTED where the file as sent is over its limit.
absl::Status CheckFileSize(absl::string_view bytes, const ReadLimits& limits);

// Counts what a sheet holds while it is read.
class SheetMeter {
 public:
  // `limits` must outlive the meter.
  explicit SheetMeter(const ReadLimits& limits) : limits_(limits) {}

  // RESOURCE_EXHAUSTED where the cell, or all cells so far, are over a limit.
  absl::Status CountCell(const Cell& cell);
  // The same for a row with something in it.
  absl::Status CountRow();

 private:
  const ReadLimits& limits_;
  int rows_ = 0;
  int64_t cells_ = 0;
  int64_t text_bytes_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_READ_LIMITS_H_
