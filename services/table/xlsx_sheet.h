// SheetHandler: the cells of one worksheet part of an XLSX workbook, collected
// from its XML. Used by ReadXlsx alone.
#ifndef DUIKOU_SERVICES_TABLE_XLSX_SHEET_H_
#define DUIKOU_SERVICES_TABLE_XLSX_SHEET_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/table/number_format.h"
#include "services/table/read_limits.h"
#include "services/table/sheet.h"
#include "services/table/xml_reader.h"

namespace duikou {

// What the cells of a sheet refer to.
struct WorkbookContext {
  std::vector<std::string> shared_strings;
  std::vector<NumberFormat> cell_formats;
  DateSystem date_system = DateSystem::k1900;
};

class SheetHandler : public XmlHandler {
 public:
  // Both must outlive the handler.
  SheetHandler(const WorkbookContext& workbook, const ReadLimits& limits)
      : workbook_(workbook), limits_(limits), meter_(limits) {}

  absl::Status StartElement(absl::string_view name,
                            const XmlAttributes& attributes) override;
  absl::Status EndElement(absl::string_view name) override;
  absl::Status Text(absl::string_view piece) override;

  // The rows found, without what merged ranges cover. To be called once, after
  // the reading.
  std::vector<SheetRow> TakeRows();

 private:
  struct MergedRange {
    CellPosition first;
    CellPosition last;
  };

  absl::Status StartRow(const XmlAttributes& attributes);
  absl::Status StartCell(const XmlAttributes& attributes);
  absl::Status EndRow();
  absl::Status EndCell();
  absl::Status AddMergedRange(absl::string_view reference);
  // Fills cell_'s kind and text from type_ and value_.
  absl::Status InterpretValue();
  absl::Status InterpretNumber();
  absl::Status InterpretSharedString();
  absl::Status StoreCell();
  absl::Status BrokenCell(absl::string_view zh, absl::string_view en) const;

  const WorkbookContext& workbook_;
  const ReadLimits& limits_;
  std::vector<SheetRow> rows_;
  std::vector<MergedRange> merged_;
  SheetMeter meter_;

  SheetRow row_;
  int last_column_ = 0;  // of row_, empty cells included
  Cell cell_;
  std::string type_;   // the cell's `t`
  int format_ = 0;     // the cell's `s`
  std::string value_;  // text of <v> or of the inline string
  bool in_value_ = false;
  bool in_cell_ = false;
  int phonetic_depth_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_XLSX_SHEET_H_
