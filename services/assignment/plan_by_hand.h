// Plans changed by hand: what a move or an amendment comes to, by the rules and
// the prices of the version that it changes.
//
//   ASSIGN_OR_RETURN(PlanByHand changed, ChangeByHand("hubei", base, changes));
//   changed.breaches.empty();       // whether every rule holds
//   changed.version.worth();
#ifndef DUIKOU_SERVICES_ASSIGNMENT_PLAN_BY_HAND_H_
#define DUIKOU_SERVICES_ASSIGNMENT_PLAN_BY_HAND_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "services/assignment/plan_versions.h"

namespace duikou {

struct PlanByHand {
  // As MakeVersion().
  assignment::v1::PlanVersion version;
  // What the change takes away from the worth, in fen at the full score.
  int64_t price_fen = 0;
  // Rules that it breaks and the version before did not.
  std::vector<assignment::v1::RuleCase> breaches;
};

// The version with each share named made that amount. INVALID_ARGUMENT where
// project, supporter or fund kind are none that the version was made from, or a
// share is named twice.
absl::StatusOr<PlanByHand> ChangeByHand(
    absl::string_view programme, const KeptVersion& base,
    const std::vector<assignment::v1::ShareAmendment>& changes);

// A move as changes. INVALID_ARGUMENT where it moves nothing, or more than
// there is.
absl::StatusOr<std::vector<assignment::v1::ShareAmendment>> ChangesOfMove(
    const assignment::v1::PlanVersion& version,
    const assignment::v1::MoveShareRequest& request);

// Takes away the pins and bans on shares that `changes` name, as an amendment
// decides these anew; whether there were any.
bool ReleaseAmended(
    const google::protobuf::RepeatedPtrField<assignment::v1::ShareAmendment>&
        changes,
    google::protobuf::RepeatedPtrField<assignment::v1::ShareConstraint>&
        constraints);

// The same in what a version was made from, whose bound its prices then prove
// again: with fewer demands more may be possible.
void ReleaseAmended(const google::protobuf::RepeatedPtrField<
                        assignment::v1::ShareAmendment>& changes,
                    KeptVersion& base);

// FAILED_PRECONDITION naming the first rule broken, else OK.
absl::Status RefuseBreaches(const PlanByHand& changed);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_PLAN_BY_HAND_H_
