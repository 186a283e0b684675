// Which areas lie in an area, and which sectors in an area of work.
//
//   ASSIGN_OR_RETURN(const std::vector<Place> areas,
//                    ReadPlaces<Area>(store, call, "hubei", "areas"));
//   const auto within = PlacesWithin(areas, "programmes/hubei/areas/yichang");
#ifndef DUIKOU_SERVICES_PROGRESS_PLACES_H_
#define DUIKOU_SERVICES_PROGRESS_PLACES_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/rpc/call_context.h"
#include "services/rpc/referrers.h"
#include "services/rpc/write_context.h"
#include "services/store/store.h"

namespace duikou {

// An area or sector, and what directly contains it.
struct Place {
  std::string name;
  std::vector<std::string> containers;
};

inline Place PlaceOf(const catalogue::v1::Area& area) {
  return {area.name(), {area.parent_area(), area.group()}};
}
inline Place PlaceOf(const catalogue::v1::Sector& sector) {
  return {sector.name(), {sector.parent_sector()}};
}

// The name itself and those of all places that lie in it, directly or not.
// Linear in the places, times how deep they lie.
absl::flat_hash_set<std::string> PlacesWithin(const std::vector<Place>& places,
                                              const std::string& name);

// All places of a collection. T is an Area or a Sector.
template <typename T>
absl::StatusOr<std::vector<Place>> ReadPlaces(Store& store,
                                              const CallContext& call,
                                              absl::string_view programme,
                                              absl::string_view collection) {
  std::vector<Place> places;
  RETURN_IF_ERROR(ForEachRecord(
      store, call, programme, collection,
      [&places](const Record& record) -> absl::Status {
        T place;
        if (!place.ParseFromString(record.value)) {
          return WriteContext::Unreadable(record.collection, record.id);
        }
        places.push_back(PlaceOf(place));
        return absl::OkStatus();
      }));
  return places;
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_PLACES_H_
