// NameBook: the display names of resources by their ids, and the ids by their
// names: what stands beside codes in an exported sheet, and what finds a code
// where a sheet has only the name.
//
//   auto areas = std::make_shared<NameBook>();
//   areas->Put("zigui", area.display_name());
//   ResourceColumn<Project>({.key = "area", …},
//       NamesFrom(areas, {.key = "area_name", .zh = "地区", .en = "Area"}), …)
#ifndef DUIKOU_SERVICES_RPC_NAME_BOOK_H_
#define DUIKOU_SERVICES_RPC_NAME_BOOK_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "duikou/type/v1/text.pb.h"
#include "services/table/column_spec.h"

namespace duikou {

// Thread-compatible; a shared one is constant.
class NameBook {
 public:
  // REQUIRES: the id was not put before.
  void Put(absl::string_view id, const type::v1::LocalizedText& name);

  bool Contains(absl::string_view id) const { return names_.contains(id); }
  // The Chinese name, else the English one; empty where the id is unknown.
  std::string DisplayOf(absl::string_view id) const;
  // All ids with this Chinese or English name.
  std::vector<std::string> IdsOf(absl::string_view name) const;

 private:
  absl::flat_hash_map<std::string, std::string> names_;
  absl::flat_hash_map<std::string, std::vector<std::string>> ids_;
};

// For a column of ids from the book, with `beside` as the column of names.
// Where `open` is set, ids that the book does not know are taken too: those of
// a resource that may be further down in the same sheet. Without a book every
// id is taken and no name is written.
ResourceNames NamesFrom(std::shared_ptr<const NameBook> book, ColumnName beside,
                        bool open = false);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_NAME_BOOK_H_
