// What an entry of the ledger must hold beyond the annotations of its proto.
// Pure: a rule sees the entry, completed, and what it refers to.
//
//   RETURN_IF_ERROR(context.Invalid(CheckNewEntry(entry, subjects, today)));
#ifndef DUIKOU_SERVICES_PROGRESS_ENTRY_RULES_H_
#define DUIKOU_SERVICES_PROGRESS_ENTRY_RULES_H_

#include <optional>

#include "absl/time/civil_time.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/base/violation.h"

namespace duikou {

// What an entry refers to, and the programme.
struct EntrySubjects {
  catalogue::v1::Programme programme;
  std::optional<progress::v1::Agreement> agreement;
  std::optional<catalogue::v1::Project> project;
  std::optional<profiles::v1::Unit> supporter;
  std::optional<profiles::v1::Unit> recipient;
  std::optional<progress::v1::Indicator> indicator;
  std::optional<progress::v1::LedgerEntry> alternative_to;
  std::optional<progress::v1::LedgerEntry> corrects;
};

// Fills in what the entry leaves to its agreement and project, and the period
// of its date. Of a group of alternatives the first is named.
void CompleteEntry(const EntrySubjects& subjects,
                   progress::v1::LedgerEntry& entry);

// The entry is of a supporter and agrees with its agreement and project; its
// date is none to come and its period one for it; its figure is of a kind that
// the supporter gives, or an indicator's; what it stands beside is of the same
// supporter, period and kind.
std::optional<Violation> CheckNewEntry(const progress::v1::LedgerEntry& entry,
                                       const EntrySubjects& subjects,
                                       absl::CivilDay today);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_ENTRY_RULES_H_
