// From the messages that are kept with a version to what the solver works on,
// and back (plan_encoder.h).
//
//   const AssignmentProblem problem = ToProblem(input);
//   const AssignmentPlan plan = ToPlan(input, version.shares());
//
// Pure functions.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_PLAN_PROBLEM_H_
#define DUIKOU_SERVICES_ASSIGNMENT_PLAN_PROBLEM_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "duikou/assignment/v1/assignment_records.pb.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "google/protobuf/repeated_field.h"
#include "matcher/assignment/plan.h"
#include "matcher/assignment/problem.h"
#include "matcher/assignment/solution.h"

namespace duikou {

using PlannedShares =
    google::protobuf::RepeatedPtrField<assignment::v1::PlannedShare>;

// Numbers by ids. Refers to nothing.
class InputPlaces {
 public:
  explicit InputPlaces(const assignment::v1::PlanInput& input);

  // kNone where there is none.
  int32_t Project(absl::string_view id) const { return Find(projects_, id); }
  int32_t Supporter(absl::string_view id) const {
    return Find(supporters_, id);
  }
  int32_t FundKind(absl::string_view id) const { return Find(kinds_, id); }

 private:
  using Places = absl::flat_hash_map<std::string, int32_t>;
  static int32_t Find(const Places& places, absl::string_view id) {
    const auto found = places.find(id);
    return found == places.end() ? kNone : found->second;
  }

  Places projects_;
  Places supporters_;
  Places kinds_;
};

// The shares of an earlier version that there still can be.
void AddPrevious(const assignment::v1::PlanVersion& base,
                 assignment::v1::PlanInput& input);

AssignmentProblem ToProblem(const assignment::v1::PlanInput& input);

// Without shares of what the input does not have.
AssignmentPlan ToPlan(const assignment::v1::PlanInput& input,
                      const PlannedShares& shares);

assignment::v1::PlanPrices EncodePrices(const AssignmentPrices& prices);
AssignmentPrices DecodePrices(const assignment::v1::PlanPrices& prices);
// Prices of an earlier input for this one: what is new has none.
AssignmentPrices MapPrices(const AssignmentPrices& prices,
                           const assignment::v1::PlanInput& from,
                           const assignment::v1::PlanInput& to);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_PLAN_PROBLEM_H_
