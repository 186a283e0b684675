#include "services/fair/fair_names.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "matcher/base/check.h"
#include "services/rpc/resource_name.h"

namespace duikou {

std::string FairKey::name() const {
  return absl::StrCat("programmes/", programme, "/fairs/", fair);
}

std::string FairKey::NameOf(absl::string_view collection,
                            absl::string_view id) const {
  return absl::StrCat(name(), "/", collection, "/", id);
}

std::string FairKey::RecordId(absl::string_view id) const {
  return absl::StrCat(fair, "/", id);
}

std::string FairKey::record_prefix() const { return absl::StrCat(fair, "/"); }

std::string FairKey::UnitName(absl::string_view unit) const {
  return absl::StrCat("programmes/", programme, "/units/", unit);
}

FairKey FairOf(absl::string_view name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  DUIKOU_CHECK(parts.size() >= 4 && parts[2] == kFairCollection) << name;
  return {.programme = parts[1], .fair = parts[3]};
}

std::string PairId(absl::string_view a, absl::string_view b) {
  return absl::StrCat(LastId(a), "--", LastId(b));
}

}  // namespace duikou
