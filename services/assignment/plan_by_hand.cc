#include "services/assignment/plan_by_hand.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "matcher/assignment/certificate.h"
#include "matcher/assignment/plan.h"
#include "matcher/base/status_macros.h"
#include "services/assignment/plan_encoder.h"
#include "services/assignment/plan_problem.h"
#include "services/assignment/plan_words.h"
#include "services/base/violation.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;

// A share by its numbers.
struct SharePlace {
  int32_t project = kNone;
  int32_t supporter = kNone;
  int32_t kind = kNone;

  friend auto operator<=>(const SharePlace&, const SharePlace&) = default;
};

absl::Status NotInVersion(const std::string& path, const std::string& what) {
  return Refused(absl::StatusCode::kInvalidArgument, path,
                 absl::StrCat(what, " 不在该版本求解时的范围内"),
                 absl::StrCat(what, " is none that the version was made from"));
}

absl::StatusOr<SharePlace> PlaceOfChange(const InputPlaces& places,
                                         const pb::ShareAmendment& change,
                                         const std::string& path) {
  const SharePlace place{
      .project = places.Project(LastId(change.project())),
      .supporter = places.Supporter(LastId(change.supporter())),
      .kind = places.FundKind(change.fund_kind())};
  if (place.project == kNone) {
    return NotInVersion(path + ".project", change.project());
  }
  if (place.supporter == kNone) {
    return NotInVersion(path + ".supporter", change.supporter());
  }
  if (place.kind == kNone) {
    return NotInVersion(path + ".fund_kind", change.fund_kind());
  }
  return place;
}

// The plan with the amount at the place.
void SetAmount(const SharePlace& place, Money amount, AssignmentPlan& plan) {
  const auto at =
      std::find_if(plan.begin(), plan.end(), [&](const AssignmentShare& share) {
        return std::pair(share.project, share.supporter) >=
               std::pair(place.project, place.supporter);
      });
  const bool found = at != plan.end() && at->project == place.project &&
                     at->supporter == place.supporter;
  AssignmentShare& share =
      found ? *at
            : *plan.insert(
                  at, {.project = place.project, .supporter = place.supporter});
  share.amounts[place.kind] = amount;
  const bool empty = std::all_of(share.amounts.begin(), share.amounts.end(),
                                 [](Money fen) { return fen == Money(); });
  if (empty) plan.erase(plan.begin() + (&share - plan.data()));
}

bool IsSameCase(const RuleCase& a, const RuleCase& b) {
  return a.rule == b.rule && a.project == b.project &&
         a.supporter == b.supporter && a.kind == b.kind;
}

std::vector<pb::RuleCase> NewBreaches(absl::string_view programme,
                                      const pb::PlanInput& input,
                                      const AssignmentProblem& problem,
                                      const AssignmentPlan& before,
                                      const AssignmentPlan& after) {
  const std::vector<RuleCase> old_ones = BreachesOf(problem, before);
  std::vector<pb::RuleCase> breaches;
  for (const RuleCase& rule : BreachesOf(problem, after)) {
    const bool was_there =
        std::any_of(old_ones.begin(), old_ones.end(),
                    [&](const RuleCase& old) { return IsSameCase(old, rule); });
    if (!was_there) breaches.push_back(EncodeRule(programme, input, rule));
  }
  return breaches;
}

int64_t AmountIn(const pb::PlanVersion& version, const std::string& project,
                 const std::string& supporter, const std::string& fund_kind) {
  for (const pb::PlannedShare& share : version.shares()) {
    if (share.project() == project && share.supporter() == supporter &&
        share.fund_kind() == fund_kind) {
      return share.amount_fen();
    }
  }
  return 0;
}

pb::ShareAmendment NewAmount(const pb::MoveShareRequest& request,
                             const std::string& supporter, int64_t fen) {
  pb::ShareAmendment change;
  change.set_project(request.project());
  change.set_supporter(supporter);
  change.set_fund_kind(request.fund_kind());
  change.set_amount_fen(fen);
  return change;
}

}  // namespace

absl::StatusOr<PlanByHand> ChangeByHand(
    absl::string_view programme, const KeptVersion& base,
    const std::vector<pb::ShareAmendment>& changes) {
  const pb::PlanInput& input = base.evidence.input();
  const InputPlaces places(input);
  const AssignmentProblem problem = ToProblem(input);
  const AssignmentPlan before = ToPlan(input, base.version.shares());
  AssignmentPlan after = before;
  std::map<SharePlace, std::string> seen;
  for (size_t i = 0; i < changes.size(); ++i) {
    const std::string path = absl::StrCat("changes[", i, "]");
    ASSIGN_OR_RETURN(const SharePlace place,
                     PlaceOfChange(places, changes[i], path));
    const auto [first, added] = seen.emplace(place, path);
    if (!added) {
      return Refused(absl::StatusCode::kInvalidArgument, path,
                     absl::StrCat("与 ", first->second, " 是同一份"),
                     absl::StrCat("is the share of ", first->second, " too"));
    }
    SetAmount(place, Money::Fen(changes[i].amount_fen()), after);
  }
  PlanByHand changed;
  const absl::int128 worth_before = WorthOf(problem, before).total();
  const AssignmentSolution solution =
      SolutionWith(problem, after, base.evidence);
  changed.version = MakeVersion(programme, input, problem, solution);
  changed.price_fen = FenUp(worth_before - solution.value);
  changed.breaches = NewBreaches(programme, input, problem, before, after);
  return changed;
}

absl::StatusOr<std::vector<pb::ShareAmendment>> ChangesOfMove(
    const pb::PlanVersion& version, const pb::MoveShareRequest& request) {
  if (request.from_supporter().empty() && request.to_supporter().empty()) {
    return Refused(absl::StatusCode::kInvalidArgument, "to_supporter",
                   "没有 from_supporter 时必填",
                   "is required where there is no from_supporter");
  }
  if (request.from_supporter() == request.to_supporter()) {
    return Refused(absl::StatusCode::kInvalidArgument, "to_supporter",
                   "就是现在承接的单位", "is the one that gives now");
  }
  int64_t moved = request.amount_fen();
  std::vector<pb::ShareAmendment> changes;
  if (!request.from_supporter().empty()) {
    const int64_t there =
        AmountIn(version, request.project(), request.from_supporter(),
                 request.fund_kind());
    if (moved == 0) moved = there;
    if (there == 0 || moved > there) {
      return Refused(absl::StatusCode::kInvalidArgument, "amount_fen",
                     absl::StrCat(request.from_supporter(), " 给 ",
                                  request.project(), " 的是 ", AmountZh(there)),
                     absl::StrCat(request.from_supporter(), " gives ", there,
                                  " to ", request.project()));
    }
    changes.push_back(
        NewAmount(request, request.from_supporter(), there - moved));
  }
  if (moved == 0) {
    return Refused(absl::StatusCode::kInvalidArgument, "amount_fen",
                   "没有 from_supporter 时必填",
                   "is required where there is no from_supporter");
  }
  if (!request.to_supporter().empty()) {
    const int64_t there = AmountIn(version, request.project(),
                                   request.to_supporter(), request.fund_kind());
    if (there + moved > Money::kMaxFen) {
      return Refused(
          absl::StatusCode::kInvalidArgument, "amount_fen",
          absl::StrCat(request.to_supporter(), " 已出 ", AmountZh(there),
                       "，一份不能超过 ", AmountZh(Money::kMaxFen)),
          absl::StrCat(request.to_supporter(), " gives ", there,
                       " already, and no share is over ", Money::kMaxFen));
    }
    changes.push_back(
        NewAmount(request, request.to_supporter(), there + moved));
  }
  return changes;
}

bool ReleaseAmended(
    const google::protobuf::RepeatedPtrField<pb::ShareAmendment>& changes,
    google::protobuf::RepeatedPtrField<pb::ShareConstraint>& constraints) {
  const auto amended = [&](const pb::ShareConstraint& demand) {
    return std::any_of(changes.begin(), changes.end(),
                       [&](const pb::ShareAmendment& change) {
                         return change.project() == demand.project() &&
                                change.supporter() == demand.supporter() &&
                                (demand.fund_kind().empty() ||
                                 demand.fund_kind() == change.fund_kind());
                       });
  };
  const int before = constraints.size();
  constraints.erase(
      std::remove_if(constraints.begin(), constraints.end(), amended),
      constraints.end());
  return constraints.size() < before;
}

void ReleaseAmended(
    const google::protobuf::RepeatedPtrField<pb::ShareAmendment>& changes,
    KeptVersion& base) {
  pb::PlanEvidence& evidence = base.evidence;
  if (!ReleaseAmended(changes,
                      *evidence.mutable_input()->mutable_constraints())) {
    return;
  }
  evidence.set_bound_by_search(false);
  const AssignmentProblem problem = ToProblem(evidence.input());
  const AssignmentSolution solution = SolutionWith(
      problem, ToPlan(evidence.input(), base.version.shares()), evidence);
  SetBound(CheckSolution(problem, solution).bound, evidence);
}

absl::Status RefuseBreaches(const PlanByHand& changed) {
  if (changed.breaches.empty()) return absl::OkStatus();
  const type::v1::LocalizedText& first = changed.breaches.front().text();
  return Refused(absl::StatusCode::kFailedPrecondition, "",
                 absl::StrCat("会违反 ", changed.breaches.size(),
                              " 条规则，其中第一条：", first.zh()),
                 absl::StrCat("it breaks ", changed.breaches.size(),
                              " rule(s), the first: ", first.en()));
}

}  // namespace duikou
