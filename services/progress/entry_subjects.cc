#include "services/progress/entry_subjects.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/progress/ledger_names.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;

// The resource of that name, unless nothing or one of another programme is
// named.
template <typename T>
absl::StatusOr<std::optional<T>> FindNamed(WriteContext& context,
                                           absl::string_view collection,
                                           const std::string& name) {
  const std::string ours =
      absl::StrCat("programmes/", context.partition(), "/", collection, "/");
  if (!absl::StartsWith(name, ours)) return std::optional<T>();
  return context.Find<T>(collection, LastId(name));
}

}  // namespace

absl::StatusOr<EntrySubjects> ReadSubjects(WriteContext& context,
                                           pb::LedgerEntry& entry) {
  EntrySubjects subjects;
  ASSIGN_OR_RETURN(const catalogue::v1::Programme* programme,
                   context.Programme());
  subjects.programme = *programme;
  ASSIGN_OR_RETURN(
      subjects.agreement,
      FindNamed<pb::Agreement>(context, "agreements", entry.agreement()));
  const std::string& project =
      entry.project().empty() && subjects.agreement.has_value()
          ? subjects.agreement->project()
          : entry.project();
  ASSIGN_OR_RETURN(subjects.project, FindNamed<catalogue::v1::Project>(
                                         context, "projects", project));
  ASSIGN_OR_RETURN(subjects.alternative_to,
                   FindNamed<pb::LedgerEntry>(context, kEntryCollection,
                                              entry.alternative_to()));
  ASSIGN_OR_RETURN(
      subjects.corrects,
      FindNamed<pb::LedgerEntry>(context, kEntryCollection, entry.corrects()));
  CompleteEntry(subjects, entry);
  ASSIGN_OR_RETURN(
      subjects.supporter,
      FindNamed<profiles::v1::Unit>(context, "units", entry.supporter()));
  ASSIGN_OR_RETURN(
      subjects.recipient,
      FindNamed<profiles::v1::Unit>(context, "units", entry.recipient()));
  const std::string& indicator =
      entry.has_count() ? entry.count().indicator() : entry.rate().indicator();
  ASSIGN_OR_RETURN(subjects.indicator,
                   FindNamed<pb::Indicator>(context, "indicators", indicator));
  return subjects;
}

}  // namespace duikou
