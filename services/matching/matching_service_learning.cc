// The methods of MatchingService that learn from choices and past projects.
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/matching/matching_service.h"
#include "services/matching/propose_weights.h"
#include "services/matching/ranking_terms.h"
#include "services/matching/suggest_profile.h"
#include "services/rpc/etag.h"
#include "services/rpc/resource_name.h"

namespace duikou {

namespace pb = ::duikou::matching::v1;

absl::StatusOr<pb::ProposeWeightsResponse> MatchingService::ProposeWeights(
    CallContext& call, const pb::ProposeWeightsRequest& request) {
  ASSIGN_OR_RETURN(
      const std::vector<std::string> ids,
      weights_.engine().pattern().Parent().Parse(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   programmes_.Get(call, ids[0]));
  const WeightsFromChoices choices =
      view->Read([](const ProgrammeState& state) {
        return WeightsFromChoices::Make(state);
      });
  return choices.Solve();
}

absl::StatusOr<pb::SuggestCapabilityProfileResponse>
MatchingService::SuggestCapabilityProfile(
    CallContext& call, const pb::SuggestCapabilityProfileRequest& request) {
  static const auto* const kUnits =
      new ResourcePattern("programmes/{programme}/units/{unit}");
  ASSIGN_OR_RETURN(const ResourceKey place,
                   kUnits->ParseKey(request.supporter(), "supporter"));
  // The view keeps no statements; the store has the whole profile.
  profiles::v1::CapabilityProfile present;
  const absl::StatusOr<Record> record =
      store_.Get(place.partition, "profiles", place.id, call.limits());
  if (record.ok() && present.ParseFromString(record->value)) {
    present.set_etag(EtagOf(record->revision));
  } else if (!record.ok() && !absl::IsNotFound(record.status())) {
    return record.status();
  }
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   programmes_.Get(call, place.partition));
  return view->Read(
      [&](const ProgrammeState& state)
          -> absl::StatusOr<pb::SuggestCapabilityProfileResponse> {
        ASSIGN_OR_RETURN(const UnitFacts* unit,
                         SupportingUnit(place.id, state));
        return SuggestProfileFor(*unit, present, request.through_year(), state);
      });
}

}  // namespace duikou
