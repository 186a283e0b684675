#include "services/progress/account_balance.h"

#include <algorithm>
#include <tuple>

#include "services/base/violation.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::AccountBalance;
using pb::LedgerAccount;
using pb::LedgerEntry;

absl::string_view FundKindOf(const LedgerEntry& entry) {
  return entry.disbursement().fund_kind();
}

absl::string_view IndicatorOf(const LedgerEntry& entry) {
  return LastId(entry.has_count() ? entry.count().indicator()
                                  : entry.rate().indicator());
}

// Fund kinds stand before indicators.
auto PlaceOf(const AccountBalance& balance) {
  return std::tuple<bool, absl::string_view, absl::string_view>(
      balance.fund_kind().empty(), balance.fund_kind(), balance.indicator());
}

AccountBalance& BalanceOf(const LedgerEntry& entry, LedgerAccount& account) {
  auto& balances = *account.mutable_balances();
  const auto found =
      std::find_if(balances.begin(), balances.end(), [&](const auto& balance) {
        return balance.fund_kind() == FundKindOf(entry) &&
               balance.indicator() == IndicatorOf(entry);
      });
  if (found != balances.end()) return *found;
  AccountBalance added;
  added.set_fund_kind(std::string(FundKindOf(entry)));
  added.set_indicator(std::string(IndicatorOf(entry)));
  const auto place = std::find_if(balances.begin(), balances.end(),
                                  [&](const AccountBalance& balance) {
                                    return PlaceOf(added) < PlaceOf(balance);
                                  });
  const auto index = place - balances.begin();
  *balances.Add() = added;
  std::rotate(balances.begin() + index, balances.end() - 1, balances.end());
  return balances[static_cast<int>(index)];
}

absl::Status AddTimes(const LedgerEntry& entry, int sign,
                      LedgerAccount& account) {
  AccountBalance& balance = BalanceOf(entry, account);
  const int64_t figure = sign * FigureOf(entry);
  const bool confirmed = entry.state() == LedgerEntry::STATE_CONFIRMED;
  int64_t all = 0;
  int64_t counted = 0;
  if (__builtin_add_overflow(balance.reported(), figure, &all) ||
      __builtin_add_overflow(balance.confirmed(), confirmed ? figure : 0,
                             &counted)) {
    return Refused(
        absl::StatusCode::kResourceExhausted, "",
        "该单位这一年度的数字之和超出可以表示的范围",
        "the figures of the supporter's year add up to more than can be told");
  }
  balance.set_reported(all);
  balance.set_confirmed(counted);
  if (entry.state() == LedgerEntry::STATE_REPORTED) {
    balance.set_unconfirmed_count(balance.unconfirmed_count() + sign);
  }
  if (entry.state() == LedgerEntry::STATE_DISPUTED) {
    balance.set_disputed_count(balance.disputed_count() + sign);
  }
  return absl::OkStatus();
}

}  // namespace

int64_t FigureOf(const LedgerEntry& entry) {
  return entry.has_disbursement() ? entry.disbursement().amount_fen()
                                  : entry.count().value();
}

absl::Status AddToBalances(const LedgerEntry& entry, LedgerAccount& account) {
  return AddTimes(entry, 1, account);
}

absl::Status TakeFromBalances(const LedgerEntry& entry,
                              LedgerAccount& account) {
  return AddTimes(entry, -1, account);
}

}  // namespace duikou
