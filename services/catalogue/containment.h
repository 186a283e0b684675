// Containment: which areas (or sectors) lie in which others.
//
// Each name states what directly contains it: its parent and its group. The
// relation may be incomplete or even cyclic while records arrive one by one;
// every answer is of what is known, and ends.
//
//   Containment areas;
//   areas.Put("areas/zigui", {"areas/yichang", "areas/reservoir"});
//   areas.Within({"areas/reservoir"});    // {"areas/reservoir", "areas/zigui"}
//   areas.Containers("areas/zigui");      // itself and both
#ifndef DUIKOU_SERVICES_CATALOGUE_CONTAINMENT_H_
#define DUIKOU_SERVICES_CATALOGUE_CONTAINMENT_H_

#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"

namespace duikou {

// Thread-compatible.
class Containment {
 public:
  // States, or states anew, what directly contains `name`; empty texts among
  // them are left out.
  void Put(absl::string_view name, std::vector<std::string> containers);
  void Remove(absl::string_view name);
  void Clear() { containers_.clear(); }

  bool Knows(absl::string_view name) const {
    return containers_.contains(name);
  }

  // `name` itself first, then all that contains it directly or not, by name
  // and each once, unknown ones too.
  std::vector<std::string> Containers(absl::string_view name) const;

  // The names given, with all that is known to lie in any of them.
  absl::flat_hash_set<std::string> Within(
      const std::vector<std::string>& names) const;

  // A way through containers from `name` back to it, `name` at both ends;
  // empty where there is none.
  std::vector<std::string> CycleThrough(absl::string_view name) const;

 private:
  absl::btree_map<std::string, std::vector<std::string>> containers_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_CONTAINMENT_H_
