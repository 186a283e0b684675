// The collections of the ledger and its settlements, and what their ids say.
//
//   const AccountKey key = {"yichang", 2015};
//   AccountId(key);              // yichang--2015
//   EntryId(key, 12);            // yichang--2015--0000012
//   ParseAccount("yichang--2015");   // the key again
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_NAMES_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_NAMES_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace duikou {

inline constexpr char kEntryPattern[] =
    "programmes/{programme}/ledgerEntries/{ledger_entry}";
inline constexpr char kAssessmentPattern[] =
    "programmes/{programme}/assessments/{year}";
inline constexpr char kSettlementPattern[] =
    "programmes/{programme}/settlements/{settlement}";

inline constexpr char kEntryCollection[] = "ledgerEntries";
inline constexpr char kAccountCollection[] = "ledgerAccounts";
inline constexpr char kAssessmentCollection[] = "assessments";
inline constexpr char kSettlementCollection[] = "settlements";
inline constexpr char kSettledYearCollection[] = "settledYears";

// Entries of one supporter and period. With no more than these, an id's number
// begins with 0 and a period does not: where one unit's id goes on as another's
// account does, all entries of the one still stand before those of the other.
inline constexpr int64_t kMostAccountEntries = 999'999;

// The year of one supporter.
struct AccountKey {
  std::string unit;  // its id
  int year = 0;

  friend bool operator==(const AccountKey&, const AccountKey&) = default;
};

// Also the id of the settlement.
std::string AccountId(const AccountKey& key);
// None where the text is no account's id.
std::optional<AccountKey> ParseAccount(absl::string_view id);

std::string EntryId(const AccountKey& key, int64_t number);
std::string EntryName(absl::string_view programme, const AccountKey& key,
                      int64_t number);
// Whether the id is that of an entry of the account. Ids that start like it may
// be of another unit.
bool IsEntryOf(absl::string_view account, absl::string_view entry_id);

std::string SettlementName(absl::string_view programme, const AccountKey& key);
std::string UnitName(absl::string_view programme, absl::string_view unit);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_NAMES_H_
