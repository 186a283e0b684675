#include "services/profiles/rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/rpc/giving_rules.h"

namespace duikou {

using catalogue::v1::FundNeed;
using catalogue::v1::Project;
using profiles::v1::Commitment;
using profiles::v1::Unit;

namespace {

template <typename Repeated>
bool HasDuplicates(const Repeated& values) {
  std::vector<typename Repeated::value_type> sorted(values.begin(),
                                                    values.end());
  std::sort(sorted.begin(), sorted.end());
  return std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
}

bool IsOn(const Unit& unit, profiles::v1::Side side) {
  return std::find(unit.sides().begin(), unit.sides().end(), side) !=
         unit.sides().end();
}

}  // namespace

std::optional<Violation> CheckUnit(const Unit& unit) {
  if (HasDuplicates(unit.sides())) {
    return Violation{"duplicate", "sides", "同一身份出现两次",
                     "names a side twice"};
  }
  if (HasDuplicates(unit.recipient_areas())) {
    return Violation{"duplicate", "recipient_areas", "同一地区出现两次",
                     "names an area twice"};
  }
  if (unit.recipient_areas_size() > 0 &&
      !IsOn(unit, profiles::v1::SIDE_RECIPIENT)) {
    return Violation{"not_a_recipient", "recipient_areas",
                     "只有受援方才有受援地区",
                     "only a unit on SIDE_RECIPIENT answers for areas"};
  }
  return std::nullopt;
}

std::optional<Violation> CheckPromise(const Commitment& commitment,
                                      const Project& project) {
  if (auto found = CheckProjectYear(commitment.year(), project, "year")) {
    return found;
  }
  for (const FundNeed& need : project.fund_needs()) {
    if (need.fund_kind() != commitment.fund_kind()) continue;
    if (commitment.amount_fen() <= need.total_fen()) return std::nullopt;
    return Violation{"more_than_needed", "amount_fen", "承诺资金大于项目总需求",
                     absl::StrCat(commitment.amount_fen(),
                                  " is more than the project's whole need ",
                                  need.total_fen())};
  }
  return Violation{
      "not_needed", "fund_kind", "项目不需要这类资金",
      absl::StrCat("the project needs no \"", commitment.fund_kind(), "\"")};
}

}  // namespace duikou
