#include "services/progress/entry_twins.h"

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/progress/account_balance.h"
#include "services/progress/ledger_book.h"
#include "services/progress/ledger_records.h"

namespace duikou {
namespace {

using progress::v1::LedgerEntry;

constexpr int kMostTwins = 20;

void AddTwins(const std::vector<std::string>& names, LedgerEntry& entry) {
  for (const std::string& name : names) {
    if (entry.possible_duplicates_size() == kMostTwins) return;
    entry.add_possible_duplicates(name);
  }
}

}  // namespace

std::string EntryLikeness(const LedgerEntry& entry) {
  if (!entry.reverses().empty() || !entry.reversed_by().empty() ||
      !entry.alternative_to().empty()) {
    return "";
  }
  const std::string& kind = entry.has_disbursement()
                                ? entry.disbursement().fund_kind()
                            : entry.has_count() ? entry.count().indicator()
                                                : entry.rate().indicator();
  return absl::StrCat(entry.supporter(), "\n", entry.project(), "\n",
                      entry.date(), "\n", entry.figure_case(), "\n", kind, "\n",
                      FigureOf(entry), "\n", entry.rate().basis_points());
}

absl::Status EntryTwins::Warn(WriteContext& context, LedgerEntry& entry) {
  const AccountKey key = AccountKeyOf(entry);
  if (!accounts_.contains(AccountId(key))) {
    ASSIGN_OR_RETURN(const std::vector<LedgerEntry> entries,
                     ReadEntries(context.store(), context.call().limits(),
                                 context.partition(), key));
    for (const LedgerEntry& stored : entries) {
      const std::string likeness = EntryLikeness(stored);
      if (!likeness.empty()) stored_[likeness].push_back(stored.name());
    }
    accounts_.insert(AccountId(key));
  }
  entry.clear_possible_duplicates();
  const std::string likeness = EntryLikeness(entry);
  if (likeness.empty()) return absl::OkStatus();
  for (const Names* names : {&stored_, &appended_}) {
    const auto found = names->find(likeness);
    if (found != names->end()) AddTwins(found->second, entry);
  }
  return absl::OkStatus();
}

void EntryTwins::Add(const LedgerEntry& entry) {
  const std::string likeness = EntryLikeness(entry);
  if (!likeness.empty()) appended_[likeness].push_back(entry.name());
}

}  // namespace duikou
