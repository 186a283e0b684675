#include "services/rpc/violation.h"

#include "absl/strings/str_cat.h"

namespace duikou {

absl::Status ToStatus(const std::optional<Violation>& violation,
                      absl::string_view resource) {
  if (!violation.has_value()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(resource, violation->path.empty() ? "" : ".",
                   violation->path, ": ", violation->en));
}

}  // namespace duikou
