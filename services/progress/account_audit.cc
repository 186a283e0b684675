#include "services/progress/account_audit.h"

#include <map>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/base/digest.h"
#include "services/progress/account_balance.h"
#include "services/progress/ledger_book.h"
#include "services/progress/ledger_chain.h"
#include "services/progress/settlement_figures.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using google::protobuf::util::MessageDifferencer;
using pb::AccountBalance;
using pb::LedgerEntry;
using pb::LedgerFault;
using pb::Settlement;

// The number that the id ends in; 0 where it holds none.
int64_t NumberOf(absl::string_view id) {
  int64_t number = 0;
  static_cast<void>(absl::SimpleAtoi(id.substr(id.rfind('-') + 1), &number));
  return number;
}

std::string BalanceText(const AccountBalance& balance) {
  return absl::StrCat(balance.reported(), " / ", balance.confirmed(), " / ",
                      balance.unconfirmed_count(), " / ",
                      balance.disputed_count());
}

// The figures that the entries alone decide.
struct Arrived {
  std::map<std::string, int64_t> funds;
  std::map<std::string, int64_t> indicators;

  friend bool operator==(const Arrived&, const Arrived&) = default;
};

// Without what is nothing: quotas and goals bring their own lines.
Arrived ArrivedIn(const Settlement& settlement) {
  Arrived arrived;
  for (const pb::SettledFund& fund : settlement.funds()) {
    if (fund.arrived_fen() == 0) continue;
    arrived.funds[fund.fund_kind()] = fund.arrived_fen();
  }
  for (const pb::SettledIndicator& indicator : settlement.indicators()) {
    if (indicator.value() == 0) continue;
    arrived.indicators[indicator.indicator()] = indicator.value();
  }
  return arrived;
}

std::string ArrivedText(const Arrived& arrived) {
  std::string text;
  for (const auto* sums : {&arrived.funds, &arrived.indicators}) {
    for (const auto& [kind, sum] : *sums) {
      absl::StrAppend(&text, text.empty() ? "" : ", ", kind, "=", sum);
    }
  }
  return text.empty() ? "0" : text;
}

}  // namespace

void AccountAudit::Add(LedgerFault::Kind kind, const std::string& resource,
                       const std::string& zh, const std::string& en) {
  LedgerFault& fault = faults_.emplace_back();
  fault.set_kind(kind);
  fault.set_resource(resource);
  fault.mutable_text()->set_zh(zh);
  fault.mutable_text()->set_en(en);
}

void AccountAudit::CheckPlace(int64_t number, const std::string& name) {
  const int64_t expected = last_number_ + 1;
  if (number > expected) {
    const AccountKey key = *ParseAccount(snapshot_.id);
    Add(LedgerFault::KIND_MISSING_ENTRY, EntryName(programme_, key, expected),
        absl::StrCat("第 ", expected, " 至第 ", number - 1, " 号条目缺失"),
        absl::StrCat("the entries ", expected, " to ", number - 1,
                     " are missing"));
  }
  if (number < expected) {
    Add(LedgerFault::KIND_ORDER, name,
        absl::StrCat("序号 ", number, " 不在第 ", last_number_, " 号之后"),
        absl::StrCat("its number ", number, " does not follow ", last_number_));
  }
  last_number_ = number;
}

void AccountAudit::CheckEntry(const Record& record) {
  const std::string name =
      absl::StrCat("programmes/", programme_, "/ledgerEntries/", record.id);
  const int64_t number = NumberOf(record.id);
  CheckPlace(number, name);
  MixRecord(record.value, *counted_.mutable_records_digest());
  counted_.set_entry_count(counted_.entry_count() + 1);
  LedgerEntry entry;
  if (!entry.ParseFromString(record.value)) {
    Add(LedgerFault::KIND_UNREADABLE, name, "记录无法读取",
        "the record cannot be read");
    return;
  }
  if (entry.name() != name || entry.number() != number ||
      AccountId(AccountKeyOf(entry)) != snapshot_.id) {
    Add(LedgerFault::KIND_ORDER, name,
        absl::StrCat("记录自称 ", entry.name(), "，序号 ", entry.number()),
        absl::StrCat("the record says that it is ", entry.name(), ", number ",
                     entry.number()));
  }
  const std::string digest = EntryDigest(counted_.digest(), entry);
  if (digest != entry.digest()) {
    Add(LedgerFault::KIND_DIGEST, name,
        absl::StrCat("摘要应为 ", digest, "，记录为 ", entry.digest()),
        absl::StrCat("the digest should be ", digest, " and is ",
                     entry.digest()));
  }
  // One altered entry is one fault, not one of all after it.
  counted_.set_digest(entry.digest());
  if (!AddToBalances(entry, counted_).ok()) {
    Add(LedgerFault::KIND_BALANCE, snapshot_.id, "合计超出可表示范围",
        "the sum is more than can be told");
  }
  entries_.push_back(std::move(entry));
}

void AccountAudit::CheckBalances(const pb::LedgerAccount& stored) {
  std::map<std::string, std::pair<AccountBalance, AccountBalance>> both;
  for (const AccountBalance& balance : counted_.balances()) {
    both[balance.fund_kind() + balance.indicator()].first = balance;
  }
  for (const AccountBalance& balance : stored.balances()) {
    both[balance.fund_kind() + balance.indicator()].second = balance;
  }
  for (const auto& [of, pair] : both) {
    const auto& [counted, kept] = pair;
    if (MessageDifferencer::Equals(counted, kept)) continue;
    Add(LedgerFault::KIND_BALANCE, snapshot_.id,
        absl::StrCat(of, "：条目合计 ", BalanceText(counted), "，余额 ",
                     BalanceText(kept)),
        absl::StrCat(of, ": the entries come to ", BalanceText(counted),
                     ", the balance is ", BalanceText(kept)));
  }
}

void AccountAudit::CheckAccount() {
  if (!snapshot_.account.has_value()) {
    if (entries_.empty() && snapshot_.entries.empty()) return;
    Add(LedgerFault::KIND_BALANCE, snapshot_.id, "没有余额记录",
        "there is no record of its balances");
    return;
  }
  if (!stored_.ParseFromString(snapshot_.account->value)) {
    Add(LedgerFault::KIND_UNREADABLE, snapshot_.id, "记录无法读取",
        "the record cannot be read");
    return;
  }
  if (stored_.entry_count() != counted_.entry_count()) {
    Add(stored_.entry_count() > counted_.entry_count()
            ? LedgerFault::KIND_MISSING_ENTRY
            : LedgerFault::KIND_ORDER,
        snapshot_.id,
        absl::StrCat("应有 ", stored_.entry_count(), " 条，现有 ",
                     counted_.entry_count(), " 条"),
        absl::StrCat("there should be ", stored_.entry_count(),
                     " entries and are ", counted_.entry_count()));
  }
  CheckBalances(stored_);
  if (!faults_.empty()) return;
  // All that is left is read as it should be; yet a byte may differ.
  counted_.set_settled(stored_.settled());
  counted_.set_settlement_digest(stored_.settlement_digest());
  if (counted_.SerializeAsString() == snapshot_.account->value) return;
  Add(LedgerFault::KIND_DIGEST, snapshot_.id,
      absl::StrCat("条目记录或年度记录被改动：末条摘要应为 ", counted_.digest(),
                   "，记录为 ", stored_.digest()),
      absl::StrCat("a record of an entry or of the year was altered: its last "
                   "digest should be ",
                   counted_.digest(), " and is ", stored_.digest()));
}

void AccountAudit::CheckFigures(const Settlement& settlement) {
  SettlementInput input;
  input.entries = entries_;
  input.account = counted_;
  if (snapshot_.assessment.has_value() &&
      !input.assessment.ParseFromString(snapshot_.assessment->value)) {
    Add(LedgerFault::KIND_UNREADABLE, snapshot_.assessment->id,
        "考核办法无法读取", "the assessment cannot be read");
    return;
  }
  Settlement now;
  WriteFigures(input, now);
  const Arrived counted = ArrivedIn(now);
  const Arrived settled = ArrivedIn(settlement);
  if (counted == settled &&
      settlement.entry_count() == counted_.entry_count() &&
      settlement.ledger_digest() == counted_.digest()) {
    return;
  }
  Add(LedgerFault::KIND_SETTLEMENT, settlement.name(),
      absl::StrCat("条目合计 ", ArrivedText(counted), "（",
                   counted_.entry_count(), " 条），结账数 ",
                   ArrivedText(settled), "（", settlement.entry_count(),
                   " 条）"),
      absl::StrCat("the entries come to ", ArrivedText(counted), " (",
                   counted_.entry_count(), " of them), and were settled as ",
                   ArrivedText(settled), " (", settlement.entry_count(), ")"));
}

void AccountAudit::CheckSettlement() {
  const std::string name =
      SettlementName(programme_, *ParseAccount(snapshot_.id));
  Settlement settlement;
  if (snapshot_.settlement.has_value() &&
      !settlement.ParseFromString(snapshot_.settlement->value)) {
    Add(LedgerFault::KIND_UNREADABLE, name, "记录无法读取",
        "the record cannot be read");
    return;
  }
  const bool settled = settlement.state() == Settlement::STATE_SETTLED;
  if (settled != stored_.settled()) {
    Add(LedgerFault::KIND_SETTLEMENT, name,
        settled ? "已结账，但年度未关闭" : "年度已关闭，但没有结账",
        settled ? "it is settled, and the year is not closed"
                : "the year is closed, and it is not settled");
    return;
  }
  if (!settled) return;
  if (ValueDigest(snapshot_.settlement->value) != stored_.settlement_digest() ||
      FiguresDigest(settlement) != settlement.figures_digest()) {
    Add(LedgerFault::KIND_SETTLEMENT, name,
        absl::StrCat("结账记录被改动：摘要应为 ", FiguresDigest(settlement),
                     "，记录为 ", settlement.figures_digest()),
        absl::StrCat("the record was altered: the digest of its figures is ",
                     FiguresDigest(settlement), " and it says ",
                     settlement.figures_digest()));
  }
  CheckFigures(settlement);
}

std::vector<LedgerFault> AccountAudit::Run() {
  for (const Record& record : snapshot_.entries) CheckEntry(record);
  CheckAccount();
  CheckSettlement();
  return std::move(faults_);
}

}  // namespace duikou
