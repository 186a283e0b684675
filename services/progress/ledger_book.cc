#include "services/progress/ledger_book.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "matcher/base/status_macros.h"
#include "services/base/digest.h"
#include "services/base/violation.h"
#include "services/progress/account_balance.h"
#include "services/progress/ledger_chain.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using google::protobuf::util::MessageDifferencer;
using pb::LedgerAccount;
using pb::LedgerEntry;

// Whether they differ in no more than who takes them back.
bool SameButReversed(LedgerEntry a, LedgerEntry b) {
  for (LedgerEntry* entry : {&a, &b}) {
    entry->clear_reversed_by();
    entry->clear_update_time();
    entry->clear_etag();
  }
  return MessageDifferencer::Equals(a, b);
}

}  // namespace

AccountKey AccountKeyOf(const LedgerEntry& entry) {
  return {.unit = std::string(LastId(entry.supporter())),
          .year = entry.period()};
}

std::string EntryRecord(const LedgerEntry& entry) {
  LedgerEntry record = entry;
  record.clear_etag();
  return record.SerializeAsString();
}

absl::StatusOr<LedgerBook*> LedgerBook::Of(WriteContext& context) {
  return context.Memo<LedgerBook>(
      "ledger book", [&]() -> absl::StatusOr<std::unique_ptr<LedgerBook>> {
        return std::make_unique<LedgerBook>(context);
      });
}

absl::StatusOr<LedgerBook::Kept*> LedgerBook::Find(const AccountKey& key) {
  const std::string id = AccountId(key);
  const auto known = accounts_.find(id);
  if (known != accounts_.end()) return &known->second;
  ASSIGN_OR_RETURN(const Record* record,
                   context_.FindRecord(kAccountCollection, id));
  Kept kept;
  if (record != nullptr) {
    if (!kept.account.ParseFromString(record->value)) {
      return WriteContext::Unreadable(kAccountCollection, id);
    }
    kept.revision = record->revision;
  }
  return &accounts_.emplace(id, std::move(kept)).first->second;
}

absl::StatusOr<const LedgerAccount*> LedgerBook::Account(
    const AccountKey& key) {
  ASSIGN_OR_RETURN(const Kept* kept, Find(key));
  return &kept->account;
}

absl::StatusOr<int> LedgerBook::FirstOpenYear(const std::string& unit,
                                              int year) {
  ASSIGN_OR_RETURN(const catalogue::v1::Programme* programme,
                   context_.Programme());
  for (; year <= programme->last_year(); ++year) {
    ASSIGN_OR_RETURN(const Kept* kept, Find({.unit = unit, .year = year}));
    if (!kept->account.settled()) return year;
  }
  const std::string name = UnitName(context_.partition(), unit);
  return Refused(absl::StatusCode::kFailedPrecondition, "period",
                 absl::StrCat(name, " 直到规划最后一年（",
                              programme->last_year(), "）都已结算"),
                 absl::StrCat("all years of ", name,
                              " are settled, up to the programme's last, ",
                              programme->last_year()));
}

absl::Status LedgerBook::CheckOpen(const AccountKey& key) {
  ASSIGN_OR_RETURN(const Kept* kept, Find(key));
  if (!kept->account.settled()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const int open, FirstOpenYear(key.unit, key.year));
  return ToStatus(
      absl::StatusCode::kFailedPrecondition,
      Violation{"year_settled", "period",
                absl::StrCat(key.year, " 年已结账，最早可记入 ", open, " 年"),
                absl::StrCat("the year ", key.year, " of ",
                             UnitName(context_.partition(), key.unit),
                             " is settled; the first open one is ", open)},
      context_.path());
}

absl::Status LedgerBook::Append(LedgerEntry& entry) {
  const AccountKey key = AccountKeyOf(entry);
  RETURN_IF_ERROR(CheckOpen(key));
  ASSIGN_OR_RETURN(Kept * kept, Find(key));
  LedgerAccount& account = kept->account;
  const int64_t number = account.entry_count() + 1;
  if (number > kMostAccountEntries) {
    return Refused(
        absl::StatusCode::kResourceExhausted, AccountId(key),
        absl::StrCat("已有 ", kMostAccountEntries, " 条记录，不能再增加"),
        absl::StrCat("has ", kMostAccountEntries,
                     " entries, the most there can be"));
  }
  RETURN_IF_ERROR(AddToBalances(entry, account));
  entry.set_name(EntryName(context_.partition(), key, number));
  entry.set_number(number);
  entry.set_digest(EntryDigest(account.digest(), entry));
  std::string record = EntryRecord(entry);
  account.set_entry_count(number);
  account.set_digest(entry.digest());
  MixRecord(record, *account.mutable_records_digest());
  kept->changed = true;
  context_.Add(Mutation::Put(kEntryCollection, EntryId(key, number),
                             std::move(record), Expectation::Absent()));
  return absl::OkStatus();
}

absl::Status LedgerBook::Replace(const LedgerEntry& before,
                                 const LedgerEntry& after) {
  const AccountKey key = AccountKeyOf(before);
  ASSIGN_OR_RETURN(Kept * kept, Find(key));
  if (!SameButReversed(before, after)) RETURN_IF_ERROR(CheckOpen(key));
  LedgerAccount& account = kept->account;
  RETURN_IF_ERROR(TakeFromBalances(before, account));
  RETURN_IF_ERROR(AddToBalances(after, account));
  MixRecord(EntryRecord(before), *account.mutable_records_digest());
  MixRecord(EntryRecord(after), *account.mutable_records_digest());
  kept->changed = true;
  return absl::OkStatus();
}

absl::Status LedgerBook::Settle(const AccountKey& key,
                                absl::string_view settlement) {
  ASSIGN_OR_RETURN(Kept * kept, Find(key));
  kept->account.set_settled(true);
  kept->account.set_settlement_digest(ValueDigest(settlement));
  kept->changed = true;
  return absl::OkStatus();
}

void LedgerBook::Write() {
  for (auto& [id, kept] : accounts_) {
    if (!kept.changed) continue;
    Mutation put =
        Mutation::Put(kAccountCollection, id, kept.account.SerializeAsString(),
                      kept.revision == 0 ? Expectation::Absent()
                                         : Expectation::Exactly(kept.revision));
    // It follows from the entries, which are told of.
    put.in_feed = false;
    context_.Add(std::move(put));
  }
}

}  // namespace duikou
