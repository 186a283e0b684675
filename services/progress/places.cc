#include "services/progress/places.h"

#include <algorithm>

namespace duikou {

absl::flat_hash_set<std::string> PlacesWithin(const std::vector<Place>& places,
                                              const std::string& name) {
  absl::flat_hash_set<std::string> within = {name};
  size_t before = 0;
  while (before != within.size()) {
    before = within.size();
    for (const Place& place : places) {
      if (std::any_of(place.containers.begin(), place.containers.end(),
                      [&within](const std::string& container) {
                        return within.contains(container);
                      })) {
        within.insert(place.name);
      }
    }
  }
  return within;
}

}  // namespace duikou
