#include "services/progress/ledger_facts.h"

#include <algorithm>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/types/span.h"
#include "services/progress/counting.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {

using progress::v1::FigureSource;
using progress::v1::LedgerEntry;
using progress::v1::Placement;

namespace {

// Seven digits; what is beyond no ledger comes to.
constexpr int64_t kMostEntries = 9'999'999;

// The number at the end of an id; none where there is no such.
std::optional<int64_t> EntryNumber(absl::string_view id) {
  int64_t number = 0;
  if (!absl::SimpleAtoi(id.substr(id.rfind('-') + 1), &number) || number < 1 ||
      number > kMostEntries) {
    return std::nullopt;
  }
  return number;
}

int PeriodOf(absl::string_view account) {
  int period = 0;
  if (!absl::SimpleAtoi(account.substr(account.rfind('-') + 1), &period)) {
    return 0;
  }
  return period;
}

std::string AreasOf(const LedgerEntry& entry) {
  std::string areas;
  for (const Placement& placement : entry.placements()) {
    absl::StrAppend(&areas, areas.empty() ? "" : "\n", placement.area());
  }
  return areas;
}

// As much of an entry as PassedOver() looks at.
LedgerEntry Outline(const std::string& id, const std::string& first,
                    const EntryFacts& facts) {
  LedgerEntry entry;
  entry.set_name(id);
  entry.set_state(facts.state);
  entry.set_figure_source(static_cast<FigureSource>(facts.source));
  if (id != first) entry.set_alternative_to(first);
  if (facts.is_reversal) entry.set_reverses(id);
  if (facts.is_reversed && !facts.reversed_later) entry.set_reversed_by(id);
  return entry;
}

}  // namespace

const std::string& IndicatorOf(const LedgerEntry& entry) {
  return entry.has_count() ? entry.count().indicator()
                           : entry.rate().indicator();
}

std::string LedgerFacts::Place::Id() const {
  return absl::StrFormat("%s--%07d", *account, number);
}

NameNumber LedgerFacts::Number(const std::string& name) {
  if (name.empty()) return kNoName;
  const auto [found, inserted] =
      numbers_.emplace(name, static_cast<NameNumber>(names_.size()));
  if (inserted) names_.push_back(name);
  return found->second;
}

NameNumber LedgerFacts::NumberOf(absl::string_view name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? kNoName : found->second;
}

EntryFacts LedgerFacts::FactsOf(const LedgerEntry& entry) {
  EntryFacts facts;
  if (entry.has_disbursement()) {
    facts.fund_kind = Number(entry.disbursement().fund_kind());
    if (entry.disbursement().payer() != progress::v1::SIDE_RECIPIENT) {
      facts.fen = entry.disbursement().amount_fen();
    }
  } else {
    facts.indicator = Number(IndicatorOf(entry));
  }
  facts.create_micros = absl::ToUnixMicros(ToTime(entry.create_time()));
  facts.agreement = Number(entry.agreement());
  facts.project = Number(entry.project());
  facts.recipient = Number(entry.recipient());
  facts.areas = Number(AreasOf(entry));
  facts.state = entry.state();
  facts.source = static_cast<uint8_t>(entry.figure_source());
  facts.is_reversal = !entry.reverses().empty();
  facts.is_reversed = !entry.reversed_by().empty();
  facts.reversed_later =
      facts.is_reversed &&
      AccountOf(LastId(entry.reversed_by())) != AccountOf(LastId(entry.name()));
  return facts;
}

void LedgerFacts::Count(const EntryFacts& entry) {
  for (const NameNumber name : {entry.agreement, entry.indicator}) {
    if (name == kNoName) continue;
    Heard& heard = heard_[name];
    ++heard.entries;
    heard.last_micros = std::max(heard.last_micros, entry.create_micros);
  }
}

void LedgerFacts::AddMoney(const Account& account, const EntryFacts& entry,
                           int sign) {
  if (entry.state != LedgerEntry::STATE_CONFIRMED || entry.fen == 0) return;
  confirmed_[MoneyKey(account.supporter, entry.project, entry.fund_kind)] +=
      sign * entry.fen;
}

void LedgerFacts::FollowPending(const LedgerEntry& entry) {
  const std::string id(LastId(entry.name()));
  const bool disputed = entry.state() == LedgerEntry::STATE_DISPUTED;
  if (!disputed && entry.state() != LedgerEntry::STATE_REPORTED) {
    pending_.erase(id);
    return;
  }
  pending_[id] = {
      .name = entry.name(),
      .supporter = entry.supporter(),
      .recipient = entry.recipient(),
      .agreement = entry.agreement(),
      .fund_kind = entry.disbursement().fund_kind(),
      .amount_fen = entry.disbursement().amount_fen(),
      .reported_by = entry.reported_by(),
      .disputed = disputed,
      .since = ToTime(disputed ? entry.confirm_time() : entry.create_time())};
}

void LedgerFacts::Put(const LedgerEntry& entry) {
  const absl::string_view id = LastId(entry.name());
  const std::optional<int64_t> number = EntryNumber(id);
  if (!number.has_value()) return;
  const std::string account_id(AccountOf(id));
  Account& account = accounts_[account_id];
  account.supporter = Number(entry.supporter());
  account.period = PeriodOf(account_id);
  if (static_cast<int64_t>(account.entries.size()) < *number) {
    account.entries.resize(*number);
  }
  EntryFacts& facts = account.entries[*number - 1];
  const bool is_new = facts.state == LedgerEntry::STATE_UNSPECIFIED;
  AddMoney(account, facts, -1);
  facts = FactsOf(entry);
  AddMoney(account, facts, +1);
  if (is_new) Count(facts);
  parties_.emplace(account.supporter, facts.recipient);
  FollowPending(entry);
  if (!entry.alternative_to().empty()) {
    alternatives_[std::string(LastId(entry.alternative_to()))].emplace(id);
  }
}

int64_t LedgerFacts::EntriesOf(absl::string_view name) const {
  const auto found = heard_.find(NumberOf(name));
  return found == heard_.end() ? 0 : found->second.entries;
}

absl::Time LedgerFacts::LastEntryOf(absl::string_view agreement) const {
  const auto found = heard_.find(NumberOf(agreement));
  return found == heard_.end()
             ? absl::InfinitePast()
             : absl::FromUnixMicros(found->second.last_micros);
}

const EntryFacts* LedgerFacts::Find(absl::string_view id,
                                    const Account** account) const {
  const std::optional<int64_t> number = EntryNumber(id);
  const auto found = accounts_.find(AccountOf(id));
  if (!number.has_value() || found == accounts_.end() ||
      static_cast<int64_t>(found->second.entries.size()) < *number) {
    return nullptr;
  }
  *account = &found->second;
  return &found->second.entries[*number - 1];
}

void LedgerFacts::TakeOut(const std::string& first,
                          const absl::btree_set<std::string>& others,
                          OrderOf order_of, MoneySums& sums) const {
  std::vector<std::string> ids(others.begin(), others.end());
  ids.push_back(first);
  std::vector<LedgerEntry> outlines;
  int period = 0;
  for (const std::string& id : ids) {
    const Account* account = nullptr;
    const EntryFacts* facts = Find(id, &account);
    if (facts == nullptr) continue;
    period = account->period;
    outlines.push_back(Outline(id, first, *facts));
  }
  std::vector<const LedgerEntry*> entries;
  for (const LedgerEntry& outline : outlines) entries.push_back(&outline);
  for (const std::string& id : PassedOver(entries, order_of(period))) {
    const Account* account = nullptr;
    const EntryFacts* facts = Find(id, &account);
    if (facts->state != LedgerEntry::STATE_CONFIRMED) continue;
    sums[MoneyKey(account->supporter, facts->project, facts->fund_kind)] -=
        facts->fen;
  }
}

MoneySums LedgerFacts::Arrived(OrderOf order_of) const {
  MoneySums sums = confirmed_;
  for (const auto& [first, others] : alternatives_) {
    TakeOut(first, others, order_of, sums);
  }
  return sums;
}

void LedgerFacts::ForEachEntry(
    absl::FunctionRef<void(const EntryFacts&, const Place&)> visit) const {
  for (const auto& [id, account] : accounts_) {
    Place place{.supporter = account.supporter, .account = &id};
    for (const EntryFacts& entry : account.entries) {
      ++place.number;
      if (entry.state != LedgerEntry::STATE_UNSPECIFIED) visit(entry, place);
    }
  }
}

}  // namespace duikou
