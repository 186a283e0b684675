#include "services/rpc/name_book.h"

#include <utility>

#include "services/rpc/resource_name.h"

namespace duikou {

void NameBook::Put(absl::string_view id, const type::v1::LocalizedText& name) {
  names_[std::string(id)] = name.zh().empty() ? name.en() : name.zh();
  if (!name.zh().empty()) ids_[name.zh()].emplace_back(id);
  if (!name.en().empty() && name.en() != name.zh()) {
    ids_[name.en()].emplace_back(id);
  }
}

std::string NameBook::DisplayOf(absl::string_view id) const {
  auto found = names_.find(id);
  return found == names_.end() ? "" : found->second;
}

std::vector<std::string> NameBook::IdsOf(absl::string_view name) const {
  auto found = ids_.find(name);
  return found == ids_.end() ? std::vector<std::string>() : found->second;
}

ResourceNames NamesFrom(std::shared_ptr<const NameBook> book, ColumnName beside,
                        bool open) {
  if (book == nullptr) return {.column = std::move(beside)};
  return {
      .column = std::move(beside),
      .display = [book](const std::string& id) { return book->DisplayOf(id); },
      .resolve = [book](const std::string& name) { return book->IdsOf(name); },
      .exists =
          [book, open](const std::string& id) {
            return book->Contains(id) ||
                   (open && book->IdsOf(id).empty() &&
                    IsResourceId(id, kMaxCompositeIdLength));
          }};
}

}  // namespace duikou
