#include "services/assignment/competition_names.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "matcher/base/check.h"
#include "services/base/digest.h"

namespace duikou {

std::string ApplicationKey::record_id() const {
  return absl::StrCat(call, "/", application);
}

std::string ApplicationKey::call_name() const {
  return absl::StrCat("programmes/", programme, "/calls/", call);
}

std::string ApplicationKey::application_name() const {
  return absl::StrCat(call_name(), "/applications/", application);
}

std::string ApplicationKey::scores_name() const {
  return absl::StrCat(call_name(), "/scores/", application);
}

ApplicationKey ApplicationOf(absl::string_view name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  DUIKOU_CHECK(parts.size() == 6 && parts[2] == kCallCollection) << name;
  return {.programme = parts[1], .call = parts[3], .application = parts[5]};
}

std::string AwardCommitmentId(const ApplicationKey& key) {
  return absl::StrCat("call-",
                      absl::BytesToHexString(ValueDigest(key.record_id())));
}

}  // namespace duikou
