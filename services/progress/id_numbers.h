// IdNumbers: ids and the small numbers that stand for them in columns.
//
//   IdNumbers units;
//   const uint32_t yichang = units.Number("yichang");   // 1
//   units.Id(yichang);                                  // yichang
#ifndef DUIKOU_SERVICES_PROGRESS_ID_NUMBERS_H_
#define DUIKOU_SERVICES_PROGRESS_ID_NUMBERS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace duikou {

// Numbers are given in the order in which ids come, and never taken back.
// Thread-compatible, a value.
class IdNumbers {
 public:
  // Of the empty id: nothing is named.
  static constexpr uint32_t kNone = 0;

  IdNumbers() : ids_(1) {}

  // Its number; a new one where it has none yet.
  uint32_t Number(absl::string_view id) {
    if (id.empty()) return kNone;
    const auto found = numbers_.find(id);
    if (found != numbers_.end()) return found->second;
    const uint32_t number = size();
    ids_.emplace_back(id);
    numbers_.emplace(ids_.back(), number);
    return number;
  }

  // Its number; kNone where it has none.
  uint32_t Find(absl::string_view id) const {
    const auto found = numbers_.find(id);
    return found == numbers_.end() ? kNone : found->second;
  }

  // REQUIRES: number < size().
  const std::string& Id(uint32_t number) const { return ids_[number]; }

  // How many numbers there are, kNone among them.
  uint32_t size() const { return static_cast<uint32_t>(ids_.size()); }

 private:
  std::vector<std::string> ids_;
  absl::flat_hash_map<std::string, uint32_t> numbers_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_ID_NUMBERS_H_
