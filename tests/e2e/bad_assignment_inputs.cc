#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/bad_inputs.h"

namespace duikou::e2e {
namespace {

using enum grpc::StatusCode;

constexpr char kThePlan[] = "name: 'programmes/p/annualPlans/2015' ";
constexpr char kThePair[] =
    "supporter: 'programmes/p/units/u1' project: 'programmes/p/projects/open' "
    "reason: 'x' ";

std::vector<BadInput> BadPlans() {
  const std::string create = "AssignmentService/CreateAnnualPlan";
  const std::string update = "AssignmentService/UpdateAnnualPlan";
  const std::string parent = "parent: 'programmes/p' ";
  const std::string in_2016 = parent + "annual_plan_id: '2016' ";
  return {
      {"a plan without a year", create, parent + "annual_plan { }",
       INVALID_ARGUMENT, "annual_plan_id: is required"},
      {"a plan of a year outside the programme", create,
       parent + "annual_plan_id: '2021' annual_plan { }", INVALID_ARGUMENT,
       "annual_plan_id: \"2021\" is not one of the programme's years"},
      {"a plan of no year", create,
       parent + "annual_plan_id: 'next' annual_plan { }", INVALID_ARGUMENT,
       "annual_plan_id: \"next\" is not one"},
      {"a year's plan made twice", create,
       parent + "annual_plan_id: '2015' annual_plan { }", ALREADY_EXISTS,
       "programmes/p/annualPlans/2015 exists already"},
      {"a plan of no programme", create,
       "parent: 'programmes/none' annual_plan_id: '2015' annual_plan { }",
       NOT_FOUND, "programmes/none"},
      {"a negative penalty", create,
       in_2016 + "annual_plan { settings { quota_penalty: -1 } }",
       INVALID_ARGUMENT, "annual_plan.settings.quota_penalty: -1 is below 0"},
      {"a penalty beyond all bounds", create,
       in_2016 + "annual_plan { settings { change_penalty: 1000001 } }",
       INVALID_ARGUMENT, "change_penalty: 1000001 is above 1000000"},
      {"a search of no steps", create,
       in_2016 + "annual_plan { settings { most_steps: 0 } }", INVALID_ARGUMENT,
       "most_steps: 0 is below 1000000"},
      {"a floor of nothing", create,
       in_2016 + "annual_plan { floors { amount_fen: 5 } }", INVALID_ARGUMENT,
       "floors[0]: is either of an area or of the demonstration sites"},
      {"a floor of an unknown area", create,
       in_2016 + "annual_plan { floors { area: 'programmes/p/areas/none' "
                 "amount_fen: 5 } }",
       INVALID_ARGUMENT, "programmes/p/areas/none does not exist"},
      {"a floor without an amount", create,
       in_2016 + "annual_plan { floors { demonstration_sites: true } }",
       INVALID_ARGUMENT, "floors[0].amount_fen: is required"},
      {"a floor of an unknown fund kind", create,
       in_2016 + "annual_plan { floors { demonstration_sites: true "
                 "fund_kind: 'gold' amount_fen: 5 } }",
       INVALID_ARGUMENT, "the programme has no \"gold\""},
      {"a state set by hand", update,
       absl::StrCat("annual_plan { ", kThePlan,
                    "} update_mask { paths: 'state' }"),
       INVALID_ARGUMENT, "state"},
      {"a plan that is not there", "AssignmentService/GetAnnualPlan",
       "name: 'programmes/p/annualPlans/2017'", NOT_FOUND,
       "programmes/p/annualPlans/2017 does not exist"},
  };
}

std::vector<BadInput> BadDemands() {
  const std::string pin = "AssignmentService/PinShare";
  const std::string ban = "AssignmentService/BanShare";
  const std::string pair = absl::StrCat(kThePlan, kThePair);
  const std::string plan(kThePlan);
  return {
      {"a pin without a reason", pin,
       plan + "supporter: 'programmes/p/units/u1' project: "
              "'programmes/p/projects/open'",
       INVALID_ARGUMENT, "reason: is required"},
      {"a pin over the open need", pin,
       pair + "fund_kind: 'grant' amount_fen: 1001", INVALID_ARGUMENT,
       "amount_fen: 1001 is more than the project's open need 1000"},
      {"a pin of a negative amount", pin,
       pair + "fund_kind: 'grant' amount_fen: -1", INVALID_ARGUMENT,
       "amount_fen: -1 is below 0"},
      {"a pin of more than there is money", pin,
       pair + "fund_kind: 'grant' amount_fen: 9223372036854775807",
       INVALID_ARGUMENT, "amount_fen: 9223372036854775807 is above"},
      {"a pin in a fund kind that is not needed", pin,
       pair + "fund_kind: 'policy'", INVALID_ARGUMENT,
       "fund_kind: the project needs no \"policy\""},
      {"an amount of no fund kind", pin, pair + "amount_fen: 5",
       INVALID_ARGUMENT, "amount_fen: is of one fund kind"},
      {"a pin on a recipient", pin, pair + "supporter: 'programmes/p/units/u2'",
       INVALID_ARGUMENT, "programmes/p/units/u2"},
      {"a pin on a unit that is not there", pin,
       pair + "supporter: 'programmes/p/units/none'", INVALID_ARGUMENT,
       "supporter: programmes/p/units/none does not exist"},
      {"a ban of a project that is not there", ban,
       pair + "project: 'programmes/p/projects/none'", INVALID_ARGUMENT,
       "project: programmes/p/projects/none does not exist"},
      {"a pin by a stale etag", pin, pair + "etag: '\"1\"'", ABORTED,
       "has changed since it was read"},
      {"what was never pinned, released", "AssignmentService/ReleaseShare",
       plan + "supporter: 'programmes/p/units/u1' project: "
              "'programmes/p/projects/open'",
       NOT_FOUND, "nothing is pinned or banned"},
  };
}

// An empty catalogue, a single supporter, and all that is banned are none of
// these: they have answers, see services/assignment/plan_solving_test.cc.
std::vector<BadInput> BadSteps() {
  const std::string plan(kThePlan);
  const std::string move = "AssignmentService/MoveShare";
  const std::string moved =
      plan + "project: 'programmes/p/projects/open' fund_kind: 'grant' ";
  return {
      {"a plan solved by a stale etag", "AssignmentService/SolveAnnualPlan",
       plan + "etag: '\"1\"'", ABORTED, "has changed since it was read"},
      {"a plan that is not there, solved", "AssignmentService/SolveAnnualPlan",
       "name: 'programmes/p/annualPlans/2017'", NOT_FOUND,
       "programmes/p/annualPlans/2017 does not exist"},
      {"a run that is not there", "AssignmentService/GetAssignmentRun",
       "name: 'programmes/p/annualPlans/2015/runs/none'", NOT_FOUND,
       "runs/none does not exist"},
      {"a run that is not there, cancelled",
       "AssignmentService/CancelAssignmentRun",
       "name: 'programmes/p/annualPlans/2015/runs/none'", NOT_FOUND,
       "runs/none does not exist"},
      {"a move of a plan without a version", move,
       moved + "to_supporter: 'programmes/p/units/u1' amount_fen: 5",
       FAILED_PRECONDITION, "has no version yet"},
      {"a plan without a version, proposed",
       "AssignmentService/ProposeAnnualPlan",
       plan + "answer_due_time { seconds: 1900000000 }", FAILED_PRECONDITION,
       "has no version yet"},
      {"a proposal without a due time", "AssignmentService/ProposeAnnualPlan",
       plan, INVALID_ARGUMENT, "answer_due_time: is required"},
      {"a plan confirmed unseen", "AssignmentService/ConfirmAnnualPlan", plan,
       INVALID_ARGUMENT, "etag: is required"},
      {"a plan confirmed as it is no more",
       "AssignmentService/ConfirmAnnualPlan", plan + "etag: '\"1\"'", ABORTED,
       "has changed since it was read: its current version is now"},
      {"a draft amended", "AssignmentService/AmendAnnualPlan",
       plan + "reason: 'x' changes { project: 'programmes/p/projects/open' "
              "supporter: 'programmes/p/units/u1' fund_kind: 'grant' }",
       FAILED_PRECONDITION, "is not confirmed"},
      {"an amendment of nothing", "AssignmentService/AmendAnnualPlan",
       plan + "reason: 'x'", INVALID_ARGUMENT, "changes: is required"},
      {"shares of a plan that is not there", "AssignmentService/ListPlanShares",
       "parent: 'programmes/p/annualPlans/2017'", NOT_FOUND,
       "programmes/p/annualPlans/2017 does not exist"},
      {"an answer to nothing", "AssignmentService/AnswerShare",
       "name: 'programmes/p/annualPlans/2015/shares/u1--open--grant' "
       "answer: ANSWER_ACCEPT",
       NOT_FOUND, "shares/u1--open--grant does not exist"},
      {"no answer", "AssignmentService/AnswerShare",
       "name: 'programmes/p/annualPlans/2015/shares/u1--open--grant'",
       INVALID_ARGUMENT, "answer: is required"},
      {"versions of two plans compared",
       "AssignmentService/ComparePlanVersions",
       "from_version: 'programmes/p/annualPlans/2015/versions/0001' "
       "to_version: 'programmes/p/annualPlans/2016/versions/0001'",
       INVALID_ARGUMENT, "to_version: is of another plan"},
      {"a version that is not there", "AssignmentService/GetPlanVersion",
       "name: 'programmes/p/annualPlans/2015/versions/0001'", NOT_FOUND,
       "versions/0001 does not exist"},
  };
}

std::vector<BadInput> BadSplits() {
  const std::string split = "AssignmentService/ComputeFactorMethod";
  const std::string head = "parent: 'programmes/p' amount_fen: 100 ";
  const std::string target = "targets { subject: 'programmes/p/areas/a1' ";
  return {
      {"nothing to split", split,
       "parent: 'programmes/p' factors { weight: 1 } " + target + "values: 1 }",
       INVALID_ARGUMENT, "amount_fen: is required"},
      {"a split over nobody", split, head + "factors { weight: 1 }",
       INVALID_ARGUMENT, "targets: is required"},
      {"a factor without weight", split, head + "factors { } " + target + "}",
       INVALID_ARGUMENT, "factors[0].weight: is required"},
      {"a negative value", split,
       head + "factors { weight: 1 } " + target + "values: -1 }",
       INVALID_ARGUMENT, "targets[0].values[0]: -1 is below 0"},
      {"an inverse factor of nothing", split,
       head + "factors { weight: 1 inverse: true } " + target + "values: 0 }",
       INVALID_ARGUMENT, "targets[0].values[0]: 0 is below 1"},
      {"more values than factors", split,
       head + "factors { weight: 1 } " + target + "values: 1 values: 2 }",
       INVALID_ARGUMENT, "targets[0].values: has 2 entries"},
      {"a cap below the floor", split,
       head + "factors { weight: 1 } " + target +
           "values: 1 floor_fen: 9 cap_fen: 8 }",
       INVALID_ARGUMENT, "targets[0].cap_fen: 8 is below floor_fen 9"},
      {"one target twice", split,
       head + "factors { weight: 1 } " + target + "values: 1 } " + target +
           "values: 2 }",
       INVALID_ARGUMENT, "targets[1]"},
  };
}

}  // namespace

std::vector<BadInput> BadAssignmentInputs() {
  std::vector<BadInput> all;
  for (auto part : {BadPlans, BadDemands, BadSteps, BadSplits}) {
    for (BadInput& input : part()) all.push_back(std::move(input));
  }
  return all;
}

}  // namespace duikou::e2e
