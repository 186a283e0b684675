#include "services/assignment/plan_comparison.h"

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;

struct BothAmounts {
  int64_t from = 0;
  int64_t to = 0;
  int64_t from_short = 0;
  int64_t to_short = 0;
};

using ShareKey = std::tuple<std::string, std::string, std::string>;
using PartyKey = std::pair<std::string, std::string>;  // subject, fund kind

void CompareShares(const pb::PlanVersion& from, const pb::PlanVersion& to,
                   pb::ComparePlanVersionsResponse& response) {
  std::map<ShareKey, BothAmounts> shares;
  for (const auto& share : from.shares()) {
    shares[{share.project(), share.supporter(), share.fund_kind()}].from =
        share.amount_fen();
  }
  for (const auto& share : to.shares()) {
    shares[{share.project(), share.supporter(), share.fund_kind()}].to =
        share.amount_fen();
  }
  for (const auto& [key, amounts] : shares) {
    if (amounts.from == amounts.to) {
      response.set_same_count(response.same_count() + 1);
      continue;
    }
    pb::ShareDifference& difference = *response.add_shares();
    difference.set_project(std::get<0>(key));
    difference.set_supporter(std::get<1>(key));
    difference.set_fund_kind(std::get<2>(key));
    difference.set_from_fen(amounts.from);
    difference.set_to_fen(amounts.to);
  }
}

void AddDifference(const PartyKey& key, const BothAmounts& amounts,
                   pb::AmountDifference& difference) {
  difference.set_subject(key.first);
  difference.set_fund_kind(key.second);
  difference.set_from_fen(amounts.from);
  difference.set_to_fen(amounts.to);
  difference.set_from_short_fen(amounts.from_short);
  difference.set_to_short_fen(amounts.to_short);
}

void CompareSupporters(const pb::PlanVersion& from, const pb::PlanVersion& to,
                       pb::ComparePlanVersionsResponse& response) {
  std::map<PartyKey, BothAmounts> parties;
  for (const auto& balance : from.balances()) {
    BothAmounts& both = parties[{balance.supporter(), balance.fund_kind()}];
    both.from = balance.given_fen();
    both.from_short = balance.short_fen();
  }
  for (const auto& balance : to.balances()) {
    BothAmounts& both = parties[{balance.supporter(), balance.fund_kind()}];
    both.to = balance.given_fen();
    both.to_short = balance.short_fen();
  }
  for (const auto& [key, amounts] : parties) {
    if (amounts.from == amounts.to && amounts.from_short == amounts.to_short) {
      continue;
    }
    AddDifference(key, amounts, *response.add_supporters());
  }
}

void CompareAreas(const pb::PlanVersion& from, const pb::PlanVersion& to,
                  pb::ComparePlanVersionsResponse& response) {
  std::map<PartyKey, BothAmounts> areas;
  for (const auto& total : from.area_totals()) {
    areas[{total.area(), total.fund_kind()}].from = total.amount_fen();
  }
  for (const auto& total : to.area_totals()) {
    areas[{total.area(), total.fund_kind()}].to = total.amount_fen();
  }
  for (const auto& [key, amounts] : areas) {
    if (amounts.from == amounts.to) continue;
    AddDifference(key, amounts, *response.add_areas());
  }
}

}  // namespace

pb::ComparePlanVersionsResponse CompareVersions(const pb::PlanVersion& from,
                                                const pb::PlanVersion& to) {
  pb::ComparePlanVersionsResponse response;
  CompareShares(from, to, response);
  CompareSupporters(from, to, response);
  CompareAreas(from, to, response);
  *response.mutable_from_worth() = from.worth();
  *response.mutable_to_worth() = to.worth();
  return response;
}

}  // namespace duikou
