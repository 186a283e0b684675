// Tables for people: columns aligned by what the terminal shows, long cells
// cut so that a row stays one line, or wrapped where the column says so.
//
//   Table table({{.heading = "名称", .flexible = true},
//                {.heading = "金额", .right = true}});
//   table.AddRow({"脐橙基地", "500万元"});
//   out << table.Render(terminal.columns, terminal.Colour());
#ifndef DUIKOU_CLIENTS_CLI_TABLE_H_
#define DUIKOU_CLIENTS_CLI_TABLE_H_

#include <string>
#include <vector>

namespace duikou::cli {

// One column of a table.
struct TableColumn {
  std::string heading;
  // Numbers stand at the right.
  bool right = false;
  // May be cut where the terminal is too narrow.
  bool flexible = false;
  // What a flexible column keeps at least.
  int least = 8;
  // Goes on in further lines instead of being cut.
  bool wraps = false;
};

// Not thread-safe.
class Table {
 public:
  explicit Table(std::vector<TableColumn> columns);

  // REQUIRES: one cell a column. Line breaks in it become spaces.
  void AddRow(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }

  // Heading and rows. Flexible columns, the widest first, give way until a row
  // fits into `width` columns, down to their least; a width of 0 does not
  // limit. A column without any content is left out. With `colour` the heading
  // is bold.
  std::string Render(int width, bool colour) const;

 private:
  std::vector<int> Widths(int width) const;
  std::string RenderRow(const std::vector<std::string>& cells,
                        const std::vector<int>& widths) const;

  std::vector<TableColumn> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_TABLE_H_
