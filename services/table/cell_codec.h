// CellCodec: cell ↔ value, as one ColumnSpec says.
//
//   CellCodec codec(spec);
//   CellValue value;
//   if (auto problem = codec.Parse(cell, MoneyUnit::kWanYuan, value)) ...
//   Cell written = codec.Format(value, TableLanguage::kZh);
//
// What Format writes, Parse reads as the same value, and Format then writes
// the same again. Texts lose the white space at their ends both ways.
//
// Thread-safe after construction, if the spec's functions are.
#ifndef DUIKOU_SERVICES_TABLE_CELL_CODEC_H_
#define DUIKOU_SERVICES_TABLE_CELL_CODEC_H_

#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "services/table/column_spec.h"
#include "services/table/list_cell.h"
#include "services/table/sheet.h"

namespace duikou {

// Kind and text of a cell to be written; an empty text is an empty cell.
struct CellContent {
  CellKind kind = CellKind::kText;
  std::string text;
};

class CellCodec {
 public:
  explicit CellCodec(ColumnSpec spec);

  const ColumnSpec& spec() const { return spec_; }

  // Sets `value`, to monostate where there is nothing but white space in the
  // cell. `unit` is that of the heading, for money.
  std::optional<CellProblem> Parse(const Cell& cell, MoneyUnit unit,
                                   CellValue& value) const;
  // The same for a cell of the column with names.
  std::optional<CellProblem> ParseNames(const Cell& cell,
                                        CellValue& value) const;

  CellContent Format(const CellValue& value, TableLanguage language) const;
  CellContent FormatNames(const CellValue& value, TableLanguage language) const;

 private:
  using Problem = std::optional<CellProblem>;

  Problem ParseText(absl::string_view text, CellValue& value) const;
  Problem ParseInteger(absl::string_view text, CellValue& value) const;
  Problem ParseMoney(absl::string_view text, MoneyUnit unit,
                     CellValue& value) const;
  Problem ParsePercent(absl::string_view text, CellValue& value) const;
  Problem ParseBoolean(absl::string_view text, CellValue& value) const;
  Problem ParseLabel(absl::string_view text, CellValue& value) const;
  Problem ParseYears(absl::string_view text, CellValue& value) const;
  Problem ParseDate(absl::string_view text, CellValue& value) const;
  Problem ParseResource(absl::string_view text, CellValue& value) const;
  Problem ParseList(absl::string_view text, bool names, CellValue& value) const;
  Problem ParseEntry(const ListCellEntry& written, bool names,
                     ListEntry& entry) const;

  // Turns what is written into the id or the label's code it stands for.
  Problem FindKey(absl::string_view written, bool names,
                  std::string& key) const;
  Problem ResolveName(absl::string_view name, std::string& id) const;
  const ValueLabel* FindLabel(absl::string_view text) const;
  Problem UnknownLabel() const;

  std::string FormatList(const std::vector<ListEntry>& entries,
                         TableLanguage language, bool names) const;
  std::string FormatLabel(const ValueLabel& label,
                          TableLanguage language) const;

  const ColumnSpec spec_;
  // By folded label, code and synonym; the index in spec_.labels.
  absl::flat_hash_map<std::string, size_t> labels_by_text_;
  absl::flat_hash_map<int, size_t> labels_by_number_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_CELL_CODEC_H_
