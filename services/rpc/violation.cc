#include "services/rpc/violation.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace duikou {
namespace {

// Where a status keeps the parts of a violation, beside its text.
constexpr char kCode[] = "duikou/violation.code";
constexpr char kPath[] = "duikou/violation.path";
constexpr char kZh[] = "duikou/violation.zh";
constexpr char kEn[] = "duikou/violation.en";

std::string Part(const absl::Status& status, absl::string_view key) {
  auto payload = status.GetPayload(key);
  return payload.has_value() ? std::string(*payload) : "";
}

}  // namespace

absl::Status ToStatus(absl::StatusCode code, const Violation& violation,
                      absl::string_view resource) {
  absl::string_view dot = resource.empty() || violation.path.empty() ? "" : ".";
  bool nowhere = resource.empty() && violation.path.empty();
  absl::Status status(code, absl::StrCat(resource, dot, violation.path,
                                         nowhere ? "" : ": ", violation.en));
  status.SetPayload(kCode, absl::Cord(violation.code));
  status.SetPayload(kPath, absl::Cord(violation.path));
  status.SetPayload(kZh, absl::Cord(violation.zh));
  status.SetPayload(kEn, absl::Cord(violation.en));
  return status;
}

absl::Status ToStatus(const std::optional<Violation>& violation,
                      absl::string_view resource) {
  if (!violation.has_value()) return absl::OkStatus();
  return ToStatus(absl::StatusCode::kInvalidArgument, *violation, resource);
}

std::optional<Violation> ViolationOf(const absl::Status& status) {
  if (!status.GetPayload(kCode).has_value()) return std::nullopt;
  return Violation{Part(status, kCode), Part(status, kPath), Part(status, kZh),
                   Part(status, kEn)};
}

}  // namespace duikou
