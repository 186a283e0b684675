// EntryTwins: entries that are likely the same thing, entered twice.
//
//   EntryTwins twins;                              // of one call
//   twins.Begin();                                 // of each of its attempts
//   RETURN_IF_ERROR(twins.Warn(context, entry));   // of each entry, in order
//
// A warning is no more than that: the account is read once a call, and what
// others add meanwhile is not looked at.
#ifndef DUIKOU_SERVICES_PROGRESS_ENTRY_TWINS_H_
#define DUIKOU_SERVICES_PROGRESS_ENTRY_TWINS_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/rpc/write_context.h"

namespace duikou {

// What entries have in common that are likely the same thing: supporter,
// project, figure and date. Empty of what is taken back or takes back, and of
// what is known to state the same by another source.
std::string EntryLikeness(const progress::v1::LedgerEntry& entry);

// Belongs to one call.
class EntryTwins {
 public:
  void Begin() { appended_.clear(); }

  // Fills in `possible_duplicates`, from the entries of its account.
  absl::Status Warn(WriteContext& context, progress::v1::LedgerEntry& entry);
  // From now on the entry can be another's twin. REQUIRES: it has its name.
  void Add(const progress::v1::LedgerEntry& entry);

 private:
  using Names = absl::flat_hash_map<std::string, std::vector<std::string>>;

  absl::flat_hash_set<std::string> accounts_;  // those that are read
  Names stored_;                               // by likeness
  Names appended_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_ENTRY_TWINS_H_
