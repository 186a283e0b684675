// The resources that matching owns, with their rules, as StandardMethods takes
// them.
//   shortlist    programmes/{programme}/units/{unit}/shortlist/{project}
//   dismissals   programmes/{programme}/units/{unit}/dismissals/{project}
//   searches     programmes/{programme}/units/{unit}/searches/{search}
//   weights      programmes/{programme}/weights/{weights}
// The first three belong to supporters: FAILED_PRECONDITION for another unit.
// The first two are called by the id of their project.
#ifndef DUIKOU_SERVICES_MATCHING_MATCHING_RESOURCES_H_
#define DUIKOU_SERVICES_MATCHING_MATCHING_RESOURCES_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

Resource<matching::v1::ShortlistEntry> ShortlistResource();
Resource<matching::v1::Dismissal> DismissalResource();
// The filter names no states, weights are not all zero.
Resource<matching::v1::SavedSearch> SavedSearchResource();
// An id that is not given is the next number in four digits: 0001, 0002, …
Resource<matching::v1::WeightVersion> WeightVersionResource();

// The id of the version in force: of the newest, by the revision that wrote it.
// None where there are no versions. Reads the store, so it is never behind.
absl::StatusOr<std::optional<std::string>> EffectiveVersion(
    Store& store, absl::string_view programme, CallLimits limits);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_MATCHING_RESOURCES_H_
