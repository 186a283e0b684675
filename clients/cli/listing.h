// Listing: rows as the session's format asks for: a table for people, CSV for
// programs, or the message that they come of as JSON.
//
//   Listing listing({{{"洽谈", "Meeting"}, "meeting"},
//                    {{"状态", "State"}, "state"}});
//   listing.Add({NameCell(m.name(), session), EnumCell(m.state(), …)});
//   listing.Print(response, {"没有洽谈", "There is no meeting"}, session);
#ifndef DUIKOU_CLIENTS_CLI_LISTING_H_
#define DUIKOU_CLIENTS_CLI_LISTING_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <string>
#include <vector>

#include "clients/cli/language.h"
#include "clients/cli/session.h"

namespace duikou::cli {

struct ListingColumn {
  Words heading;
  // Its name in CSV; empty: it is for people alone.
  const char* name = "";
  // Numbers stand at the right.
  bool right = false;
  // May be cut, or else wrapped, where the terminal is too narrow.
  bool flexible = false;
  bool wraps = false;
};

// What people read, and what programs do.
struct ListingCell {
  std::string shown;
  std::string raw;
};

ListingCell TextCell(const std::string& text);
ListingCell NumberCell(int64_t number);
// A flag: a mark for people.
ListingCell FlagCell(bool flag, Session& session);
// A resource by what it is called, and by its name. REQUIRES: names were
// fetched, else people get its id.
ListingCell NameCell(const std::string& name, Session& session);
// A resource by its last id, and by its name.
ListingCell IdCell(const std::string& name);
// An enum's value by its label, and by its name.
ListingCell EnumCell(const google::protobuf::EnumDescriptor& type, int number,
                     Session& session);
ListingCell LocalCell(const type::v1::LocalizedText& text, Session& session);

// Not thread-safe.
class Listing {
 public:
  explicit Listing(std::vector<ListingColumn> columns)
      : columns_(std::move(columns)) {}

  // REQUIRES: one cell a column.
  void Add(std::vector<ListingCell> cells);
  bool empty() const { return rows_.empty(); }

  // `message` where the format is JSON; `none` is what people read where there
  // is no row.
  void Print(const google::protobuf::Message& message, const Words& none,
             Session& session) const;

 private:
  void PrintCsv(Session& session) const;
  void PrintTable(Session& session) const;

  std::vector<ListingColumn> columns_;
  std::vector<std::vector<ListingCell>> rows_;
};

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_LISTING_H_
