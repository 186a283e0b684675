#include "services/progress/ledger_names.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"

namespace duikou {
namespace {

constexpr absl::string_view kBetween = "--";
constexpr size_t kYearDigits = 4;
constexpr size_t kLeastNumberDigits = 7;

bool AreDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

}  // namespace

std::string AccountId(const AccountKey& key) {
  return absl::StrCat(key.unit, kBetween, key.year);
}

std::optional<AccountKey> ParseAccount(absl::string_view id) {
  const size_t end = id.rfind(kBetween);
  if (end == absl::string_view::npos || end == 0) return std::nullopt;
  const absl::string_view year = id.substr(end + kBetween.size());
  AccountKey key{.unit = std::string(id.substr(0, end))};
  if (year.size() != kYearDigits || !AreDigits(year) ||
      !absl::SimpleAtoi(year, &key.year)) {
    return std::nullopt;
  }
  return key;
}

std::string EntryId(const AccountKey& key, int64_t number) {
  return absl::StrFormat("%s--%07d", AccountId(key), number);
}

std::string EntryName(absl::string_view programme, const AccountKey& key,
                      int64_t number) {
  return absl::StrCat("programmes/", programme, "/ledgerEntries/",
                      EntryId(key, number));
}

bool IsEntryOf(absl::string_view account, absl::string_view entry_id) {
  if (!absl::ConsumePrefix(&entry_id, account) ||
      !absl::ConsumePrefix(&entry_id, kBetween)) {
    return false;
  }
  return entry_id.size() >= kLeastNumberDigits && AreDigits(entry_id);
}

std::string SettlementName(absl::string_view programme, const AccountKey& key) {
  return absl::StrCat("programmes/", programme, "/settlements/",
                      AccountId(key));
}

std::string UnitName(absl::string_view programme, absl::string_view unit) {
  return absl::StrCat("programmes/", programme, "/units/", unit);
}

}  // namespace duikou
