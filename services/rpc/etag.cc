#include "services/rpc/etag.h"

#include "absl/strings/str_cat.h"
#include "services/base/violation.h"

namespace duikou {

std::string EtagOf(Revision revision) {
  return absl::StrCat("\"", revision, "\"");
}

absl::Status CheckEtag(absl::string_view etag, Revision revision,
                       absl::string_view name) {
  if (etag.empty() || etag == EtagOf(revision)) return absl::OkStatus();
  return Refused(
      absl::StatusCode::kAborted, "etag",
      absl::StrCat(name, " 在读取之后已有变化，请重新读取"),
      absl::StrCat(name, " has changed since it was read; read it again"));
}

}  // namespace duikou
