// Which agreements a filter lists: the one rule for lists, reports and what is
// opened from a report.
//
//   const AgreementFilter filter = FilterOf(list_request);
//   const AgreementMatcher matcher(filter, areas_within, sectors_within);
//   matcher.Matches(agreement);
#ifndef DUIKOU_SERVICES_PROGRESS_AGREEMENT_FILTER_H_
#define DUIKOU_SERVICES_PROGRESS_AGREEMENT_FILTER_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/report_service.pb.h"

namespace duikou {

// In `signed_at` of a filter: at any fair.
inline constexpr char kAnyFair[] = "*";

// The year from which it is counted: the first one it states, else that of its
// date; 0 where it has neither.
int FirstYearOf(const progress::v1::Agreement& agreement);

// Whether it is carried out in the year: from its first year to the one in
// which it came into production or was given up. One that has neither a first
// year nor a date is in none.
bool IsActiveIn(const progress::v1::Agreement& agreement, int year);

// What the request says that a filter can say; `project` and `query` are left.
progress::v1::AgreementFilter FilterOf(
    const progress::v1::ListAgreementsRequest& request);

// Immutable, thread-safe.
class AgreementMatcher {
 public:
  // `areas` and `sectors` are the names of the filter's area and sector and of
  // all that lies in them; they are looked at where the filter names one, and
  // outlive this, as the filter does.
  AgreementMatcher(const progress::v1::AgreementFilter& filter,
                   const absl::flat_hash_set<std::string>& areas,
                   const absl::flat_hash_set<std::string>& sectors)
      : filter_(filter), areas_(areas), sectors_(sectors) {}

  bool Matches(const progress::v1::Agreement& agreement) const;

  // Of a number of the agreement, split over its placements, what lies within
  // the filter's area and sector.
  int64_t PartWithin(const progress::v1::Agreement& agreement,
                     int64_t whole) const;

 private:
  bool Lies(const progress::v1::Placement& placement) const;
  bool MatchesTime(const progress::v1::Agreement& agreement) const;

  const progress::v1::AgreementFilter& filter_;
  const absl::flat_hash_set<std::string>& areas_;
  const absl::flat_hash_set<std::string>& sectors_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_AGREEMENT_FILTER_H_
