// A plan: who gives how much to what; its worth, and what it breaks.
//
//   AssignmentPlan plan = {{.project = 0, .supporter = 0}};
//   plan[0].amounts[0] = Money::WanYuan(200);
//   WorthOf(problem, plan).total();    // points × fen
//   BreachesOf(problem, plan).empty(); // whether every rule holds
#ifndef DUIKOU_MATCHER_ASSIGNMENT_PLAN_H_
#define DUIKOU_MATCHER_ASSIGNMENT_PLAN_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/status/status.h"
#include "matcher/assignment/problem.h"

namespace duikou {

// A supporter's share of a project; some amount is not 0.
struct AssignmentShare {
  int32_t project = kNone;
  int32_t supporter = kNone;
  std::array<Money, kMaxFundKinds> amounts = {};

  friend bool operator==(const AssignmentShare&,
                         const AssignmentShare&) = default;
};

// At most one share a project and supporter, by project, then supporter.
using AssignmentPlan = std::vector<AssignmentShare>;

// INVALID_ARGUMENT naming the field ("plan[2].project: …") where the plan is
// not as described above, or has an amount out of range or of no kind.
absl::Status ValidatePlan(const AssignmentProblem& problem,
                          const AssignmentPlan& plan);

// The worth of a plan in its parts, in points × fen; the losses are ≥ 0.
struct PlanWorth {
  absl::int128 fit = 0;
  absl::int128 quota_loss = 0;
  absl::int128 floor_loss = 0;
  absl::int128 split_loss = 0;
  absl::int128 change_loss = 0;

  absl::int128 total() const {
    return fit - quota_loss - floor_loss - split_loss - change_loss;
  }
};

// A share of a pair that is not listed counts with score 0.
// REQUIRES: both are valid.
PlanWorth WorthOf(const AssignmentProblem& problem, const AssignmentPlan& plan);

// A rule of the model.
enum class AssignmentRule : uint8_t {
  kPin = 0,           // a pair that must be, or its amount in fen
  kOpenNeed = 1,      // fen
  kMeans = 2,         // fen
  kMostPartners = 3,  // a number
  kMostProjects = 4,  // a number
  kLeastShare = 5,    // fen: the project's, or the least the supporter gives
  kAllOrNothing = 6,  // fen: what is not shareable, too
  kNotAllowed = 7,    // the pair in this kind; a ban
  kMostToOne = 8,     // fen: the most the supporter gives to one project
};

// A rule with what it is about: one that a plan breaks, or that takes part in a
// clash.
struct RuleCase {
  AssignmentRule rule = AssignmentRule::kPin;
  // kNone: not about one.
  int32_t project = kNone;
  int32_t supporter = kNone;
  FundKindIndex kind = kNone;
  // The limit as it is, in fen or a number.
  int64_t limit = 0;
  // What it would have to be, it alone being changed, for the plan or the
  // clash; of a pin without an amount 0: to be taken away.
  int64_t relaxed = 0;

  friend bool operator==(const RuleCase&, const RuleCase&) = default;
};

// Each rule that the plan breaks, by rule, project, supporter and kind.
// REQUIRES: both are valid.
std::vector<RuleCase> BreachesOf(const AssignmentProblem& problem,
                                 const AssignmentPlan& plan);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_PLAN_H_
