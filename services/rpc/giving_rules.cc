#include "services/rpc/giving_rules.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"

namespace duikou {

using catalogue::v1::FundKind;
using catalogue::v1::Programme;
using catalogue::v1::Project;
using profiles::v1::CapabilityProfile;
using profiles::v1::Giving;
using profiles::v1::Unit;

namespace {

bool NamesOneTwice(const google::protobuf::RepeatedField<int>& values) {
  absl::flat_hash_set<int> seen;
  return std::any_of(values.begin(), values.end(),
                     [&seen](int value) { return !seen.insert(value).second; });
}

bool IsOn(const Unit& unit, profiles::v1::Side side) {
  return std::find(unit.sides().begin(), unit.sides().end(), side) !=
         unit.sides().end();
}

std::optional<Violation> CheckGiving(const Giving& giving,
                                     const std::string& path) {
  if (giving.least_fen() > giving.usual_fen()) {
    return Violation{
        "least_over_usual", path + ".least_fen", "最低额大于通常额",
        absl::StrCat(giving.least_fen(), " is more than usual_fen ",
                     giving.usual_fen())};
  }
  if (giving.most_fen() != 0 && giving.most_fen() < giving.usual_fen()) {
    return Violation{"most_under_usual", path + ".most_fen", "最高额小于通常额",
                     absl::StrCat(giving.most_fen(), " is less than usual_fen ",
                                  giving.usual_fen())};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Violation> CheckSupporter(const Unit& unit,
                                        absl::string_view path) {
  if (IsOn(unit, profiles::v1::SIDE_SUPPORTER)) return std::nullopt;
  return Violation{"not_a_supporter", std::string(path),
                   absl::StrCat(unit.name(), " 不是支援方"),
                   absl::StrCat(unit.name(),
                                " is not on SIDE_SUPPORTER; add that side to "
                                "the unit first")};
}

std::optional<Violation> CheckFundKind(absl::string_view fund_kind,
                                       const Unit& unit,
                                       const Programme& programme,
                                       absl::string_view path) {
  for (const FundKind& kind : programme.fund_kinds()) {
    if (kind.id() != fund_kind) continue;
    if (kind.giver_kinds().empty() ||
        std::find(kind.giver_kinds().begin(), kind.giver_kinds().end(),
                  unit.kind()) != kind.giver_kinds().end()) {
      return std::nullopt;
    }
    return Violation{
        "cannot_give", std::string(path),
        absl::StrCat(unit.name(), " 这一类别的单位不能提供", fund_kind),
        absl::StrCat("\"", fund_kind, "\" is not given by units of ",
                     type::v1::UnitKind_Name(unit.kind()))};
  }
  return Violation{
      "unknown_fund_kind", std::string(path),
      absl::StrCat("规划中没有资金类型“", fund_kind, "”"),
      absl::StrCat("\"", fund_kind, "\" is no fund kind of the programme")};
}

std::optional<Violation> CheckYear(int year, const Programme& programme,
                                   absl::string_view path) {
  if (year >= programme.first_year() && year <= programme.last_year()) {
    return std::nullopt;
  }
  return Violation{
      "year_outside_programme", std::string(path),
      absl::StrCat("年份 ", year, " 不在规划年限 ", programme.first_year(), "–",
                   programme.last_year(), " 内"),
      absl::StrCat(year, " is outside the programme's years ",
                   programme.first_year(), " to ", programme.last_year())};
}

std::optional<Violation> CheckProfile(const CapabilityProfile& profile,
                                      const Unit& unit,
                                      const Programme& programme) {
  for (int i = 0; i < profile.givings_size(); ++i) {
    const std::string path = absl::StrCat("givings[", i, "]");
    const Giving& giving = profile.givings(i);
    if (auto found = CheckFundKind(giving.fund_kind(), unit, programme,
                                   path + ".fund_kind")) {
      return found;
    }
    if (auto found = CheckGiving(giving, path)) return found;
  }
  if (NamesOneTwice(profile.forms())) {
    return Violation{"duplicate", "forms", "同一合作方式出现两次",
                     "names a form twice"};
  }
  return std::nullopt;
}

std::optional<Violation> CheckProjectYear(int year, const Project& project,
                                          absl::string_view path) {
  if (year >= project.first_year() && year <= project.last_year()) {
    return std::nullopt;
  }
  return Violation{
      "year_outside_project", std::string(path),
      absl::StrCat("年份 ", year, " 不在项目年限 ", project.first_year(), "–",
                   project.last_year(), " 内"),
      absl::StrCat(year, " is outside the project's years ",
                   project.first_year(), " to ", project.last_year())};
}

}  // namespace duikou
