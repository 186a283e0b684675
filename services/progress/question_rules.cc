#include "services/progress/question_rules.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/progress/civil_date.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;

absl::Status CheckAskedKind(const LedgerState& state, const std::string& kind) {
  if (kind.empty() || state.programme() == nullptr) return absl::OkStatus();
  const auto& kinds = state.programme()->fund_kinds();
  if (std::any_of(kinds.begin(), kinds.end(),
                  [&](const auto& one) { return one.id() == kind; })) {
    return absl::OkStatus();
  }
  return InvalidField("filter.fund_kind",
                      absl::StrCat("规划中没有资金类别“", kind, "”"),
                      absl::StrCat("the programme has no \"", kind, "\""));
}

absl::Status CheckTimes(const pb::LedgerFilter& filter) {
  for (const auto& [field, date] :
       {std::pair("filter.first_date", filter.first_date()),
        std::pair("filter.last_date", filter.last_date())}) {
    if (date.empty()) continue;
    RETURN_IF_ERROR(ToStatus(CheckDate(date, field), ""));
  }
  if (filter.last_period() != 0 &&
      filter.last_period() < filter.first_period()) {
    return InvalidField(
        "filter.last_period", "早于起始年度",
        absl::StrCat(filter.last_period(), " is before first_period, ",
                     filter.first_period()));
  }
  // Dates are in the order of their texts.
  if (!filter.last_date().empty() && filter.last_date() < filter.first_date()) {
    return InvalidField(
        "filter.last_date", "早于起始日期",
        absl::StrCat(filter.last_date(), " is before first_date, ",
                     filter.first_date()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status InvalidField(absl::string_view field, std::string zh,
                          absl::string_view en) {
  return Refused(absl::StatusCode::kInvalidArgument, field, std::move(zh), en);
}

absl::Status CheckNamed(const LedgerState& state, absl::string_view field,
                        const std::string& name) {
  if (name.empty()) return absl::OkStatus();
  if (!absl::StartsWith(name, absl::StrCat("programmes/", state.id(), "/"))) {
    return InvalidField(field, absl::StrCat(name, " 属于另一个规划"),
                        absl::StrCat(name, " is of another programme"));
  }
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (state.Knows(parts[2], std::string(LastId(name)))) {
    return absl::OkStatus();
  }
  return InvalidField(field, absl::StrCat(name, " 不存在"),
                      absl::StrCat(name, " does not exist"));
}

absl::Status CheckFilter(const LedgerState& state,
                         const pb::LedgerFilter& filter) {
  const std::pair<const char*, const std::string&> named[] = {
      {"filter.supporter", filter.supporter()},
      {"filter.recipient", filter.recipient()},
      {"filter.area", filter.area()},
      {"filter.sector", filter.sector()},
      {"filter.project", filter.project()},
      {"filter.agreement", filter.agreement()},
      {"filter.indicator", filter.indicator()}};
  for (const auto& [field, name] : named) {
    RETURN_IF_ERROR(CheckNamed(state, field, name));
  }
  RETURN_IF_ERROR(CheckAskedKind(state, filter.fund_kind()));
  return CheckTimes(filter);
}

}  // namespace duikou
