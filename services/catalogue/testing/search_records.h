// Changes of a programme "hubei", written as text protos, for tests of the
// search.
#ifndef DUIKOU_SERVICES_CATALOGUE_TESTING_SEARCH_RECORDS_H_
#define DUIKOU_SERVICES_CATALOGUE_TESTING_SEARCH_RECORDS_H_

#include <string>

#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "google/protobuf/text_format.h"
#include "matcher/base/check.h"
#include "services/store/store.h"

namespace duikou {

template <typename Resource>
Change ChangeOf(const std::string& collection, const std::string& id,
                const std::string& text) {
  Resource resource;
  DUIKOU_CHECK(google::protobuf::TextFormat::ParseFromString(text, &resource))
      << text;
  resource.set_name("programmes/hubei/" + collection + "/" + id);
  return {.revision = 1,
          .collection = collection,
          .id = id,
          .value = resource.SerializeAsString()};
}

inline Change AreaChange(const std::string& id, const std::string& text) {
  return ChangeOf<catalogue::v1::Area>("areas", id, text);
}
inline Change SectorChange(const std::string& id, const std::string& text) {
  return ChangeOf<catalogue::v1::Sector>("sectors", id, text);
}
inline Change ProjectChange(const std::string& id, const std::string& text) {
  return ChangeOf<catalogue::v1::Project>("projects", id, text);
}
inline Change UnitChange(const std::string& id, const std::string& text) {
  return ChangeOf<profiles::v1::Unit>("units", id, text);
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_TESTING_SEARCH_RECORDS_H_
