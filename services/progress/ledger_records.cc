#include "services/progress/ledger_records.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "duikou/progress/v1/settlement_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/progress/counting.h"
#include "services/store/record_lookup.h"

namespace duikou {

using progress::v1::Assessment;
using progress::v1::LedgerEntry;

absl::StatusOr<std::vector<Record>> ReadEntryRecords(
    Store& store, CallLimits limits, const std::string& programme,
    const AccountKey& key) {
  const std::string account = AccountId(key);
  ASSIGN_OR_RETURN(std::vector<Record> records,
                   ListWholly(store, programme, kEntryCollection,
                              absl::StrCat(account, "--"), limits));
  records.erase(std::remove_if(records.begin(), records.end(),
                               [&](const Record& record) {
                                 return !IsEntryOf(account, record.id);
                               }),
                records.end());
  return records;
}

absl::StatusOr<std::vector<LedgerEntry>> ReadEntries(
    Store& store, CallLimits limits, const std::string& programme,
    const AccountKey& key) {
  ASSIGN_OR_RETURN(const std::vector<Record> records,
                   ReadEntryRecords(store, limits, programme, key));
  std::vector<LedgerEntry> entries(records.size());
  for (size_t i = 0; i < records.size(); ++i) {
    if (!entries[i].ParseFromString(records[i].value)) {
      return WriteContext::Unreadable(records[i].collection, records[i].id);
    }
  }
  return entries;
}

absl::StatusOr<absl::flat_hash_set<std::string>> PassedOverIn(
    WriteContext& context, int year, const std::vector<LedgerEntry>& entries) {
  ASSIGN_OR_RETURN(
      const std::optional<Assessment> assessment,
      context.Find<Assessment>(kAssessmentCollection, absl::StrCat(year)));
  std::vector<const LedgerEntry*> pointers;
  for (const LedgerEntry& entry : entries) pointers.push_back(&entry);
  return PassedOver(pointers, SourceOrder(assessment.value_or(Assessment())));
}

}  // namespace duikou
