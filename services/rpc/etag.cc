#include "services/rpc/etag.h"

#include "absl/strings/str_cat.h"

namespace duikou {

std::string EtagOf(Revision revision) {
  return absl::StrCat("\"", revision, "\"");
}

absl::Status CheckEtag(absl::string_view etag, Revision revision,
                       absl::string_view name) {
  if (etag.empty() || etag == EtagOf(revision)) return absl::OkStatus();
  return absl::AbortedError(absl::StrCat(
      "etag: ", name, " has changed since it was read; read it again"));
}

}  // namespace duikou
