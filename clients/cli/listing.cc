#include "clients/cli/listing.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"

namespace duikou::cli {

ListingCell TextCell(const std::string& text) { return {text, text}; }

ListingCell NumberCell(int64_t number) {
  return TextCell(absl::StrCat(number));
}

ListingCell FlagCell(bool flag, Session& session) {
  return {flag ? session.Say({"是", "yes"}) : "", flag ? "true" : "false"};
}

ListingCell NameCell(const std::string& name, Session& session) {
  return {name.empty()
              ? ""
              : session.display_names().TextOf(name, session.language()),
          name};
}

ListingCell IdCell(const std::string& name) { return {LastId(name), name}; }

ListingCell EnumCell(const google::protobuf::EnumDescriptor& type, int number,
                     Session& session) {
  const auto* value = type.FindValueByNumber(number);
  if (value == nullptr || number == 0) return {};
  return {EnumLabel(*value, session.language()), value->name()};
}

ListingCell LocalCell(const type::v1::LocalizedText& text, Session& session) {
  return TextCell(In(text, session.language()));
}

void Listing::Add(std::vector<ListingCell> cells) {
  rows_.push_back(std::move(cells));
}

void Listing::PrintCsv(Session& session) const {
  std::vector<std::string> cells;
  for (const ListingColumn& column : columns_) {
    if (*column.name != '\0') cells.emplace_back(column.name);
  }
  session.terminal().out << CsvLine(cells);
  for (const std::vector<ListingCell>& row : rows_) {
    cells.clear();
    for (size_t i = 0; i < row.size(); ++i) {
      if (*columns_[i].name != '\0') cells.push_back(row[i].raw);
    }
    session.terminal().out << CsvLine(cells);
  }
}

void Listing::PrintTable(Session& session) const {
  std::vector<TableColumn> columns;
  for (const ListingColumn& column : columns_) {
    columns.push_back({.heading = session.Say(column.heading),
                       .right = column.right,
                       .flexible = column.flexible,
                       .least = column.wraps ? 20 : 8,
                       .wraps = column.wraps});
  }
  Table table(std::move(columns));
  for (const std::vector<ListingCell>& row : rows_) {
    std::vector<std::string> cells;
    for (const ListingCell& cell : row) cells.push_back(cell.shown);
    table.AddRow(std::move(cells));
  }
  Terminal& terminal = session.terminal();
  terminal.out << table.Render(terminal.columns, terminal.Colour());
}

void Listing::Print(const google::protobuf::Message& message, const Words& none,
                    Session& session) const {
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(message);
  } else if (session.output() == OutputFormat::kCsv) {
    PrintCsv(session);
  } else if (rows_.empty()) {
    const std::string said = session.Say(none);
    if (!said.empty()) session.terminal().out << said << "\n";
  } else {
    PrintTable(session);
  }
}

}  // namespace duikou::cli
