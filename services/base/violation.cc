#include "services/base/violation.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace duikou {
namespace {

// Where a status keeps the parts of a violation, beside its text.
constexpr char kCode[] = "duikou/violation.code";
constexpr char kPath[] = "duikou/violation.path";
constexpr char kPlace[] = "duikou/violation.place";
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
  const std::string place = absl::StrCat(resource, dot, violation.path);
  absl::Status status(
      code, absl::StrCat(place, place.empty() ? "" : ": ", violation.en));
  status.SetPayload(kPlace, absl::Cord(place));
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

absl::Status Refused(absl::StatusCode code, absl::string_view place,
                     std::string zh, absl::string_view en) {
  absl::Status status(code, absl::StrCat(place, place.empty() ? "" : ": ", en));
  status.SetPayload(kPlace, absl::Cord(place));
  status.SetPayload(kZh, absl::Cord(std::move(zh)));
  return status;
}

absl::Status DoesNotExist(absl::string_view place, absl::string_view name) {
  return Refused(absl::StatusCode::kNotFound, place,
                 absl::StrCat(name, " 不存在"),
                 absl::StrCat(name, " does not exist"));
}

std::string ChineseTextOf(const absl::Status& status) {
  const std::string zh = Part(status, kZh);
  if (zh.empty()) return "";
  const std::string place = Part(status, kPlace);
  return absl::StrCat(place, place.empty() ? "" : "：", zh);
}

std::optional<Violation> ViolationOf(const absl::Status& status) {
  if (!status.GetPayload(kCode).has_value()) return std::nullopt;
  return Violation{Part(status, kCode), Part(status, kPath), Part(status, kZh),
                   Part(status, kEn)};
}

}  // namespace duikou
