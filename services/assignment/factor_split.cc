#include "services/assignment/factor_split.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "matcher/assignment/factor_method.h"
#include "matcher/base/status_macros.h"
#include "services/assignment/plan_words.h"
#include "services/base/violation.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;

absl::Status CheckTarget(const pb::ComputeFactorMethodRequest& request,
                         int index) {
  const pb::SplitTarget& target = request.targets(index);
  const std::string path = absl::StrCat("targets[", index, "]");
  if (target.values_size() != request.factors_size()) {
    return Refused(
        absl::StatusCode::kInvalidArgument, path + ".values",
        absl::StrCat("有 ", target.values_size(), " 个值，而因素有 ",
                     request.factors_size(), " 个"),
        absl::StrCat("has ", target.values_size(), " entries, and there are ",
                     request.factors_size(), " factors"));
  }
  for (int j = 0; j < target.values_size(); ++j) {
    const int64_t least = request.factors(j).inverse() ? 1 : 0;
    if (target.values(j) >= least) continue;
    return Refused(absl::StatusCode::kInvalidArgument,
                   absl::StrCat(path, ".values[", j, "]"),
                   absl::StrCat(target.values(j), " 小于 ", least),
                   absl::StrCat(target.values(j), " is below ", least));
  }
  if (target.has_cap_fen() && target.cap_fen() < target.floor_fen()) {
    return Refused(absl::StatusCode::kInvalidArgument, path + ".cap_fen",
                   absl::StrCat("封顶 ", AmountZh(target.cap_fen()),
                                " 低于保底 ", AmountZh(target.floor_fen())),
                   absl::StrCat(target.cap_fen(), " is below floor_fen ",
                                target.floor_fen()));
  }
  return absl::OkStatus();
}

absl::StatusOr<FactorProblem> ToFactors(
    const pb::ComputeFactorMethodRequest& request) {
  FactorProblem problem{.amount = Money::Fen(request.amount_fen())};
  for (const pb::SplitFactor& factor : request.factors()) {
    problem.factors.push_back(
        {.weight = factor.weight(), .inverse = factor.inverse()});
  }
  for (int i = 0; i < request.targets_size(); ++i) {
    RETURN_IF_ERROR(CheckTarget(request, i));
    const pb::SplitTarget& target = request.targets(i);
    SplitTarget& added = problem.targets.emplace_back();
    added.values.assign(target.values().begin(), target.values().end());
    added.floor = Money::Fen(target.floor_fen());
    if (target.has_cap_fen()) added.cap = Money::Fen(target.cap_fen());
  }
  return problem;
}

type::v1::LocalizedText ObstacleText(const FactorSplit& split) {
  type::v1::LocalizedText text;
  switch (split.obstacle) {
    case SplitObstacle::kNoValue:
      text.set_zh(
          absl::StrCat("第 ", split.factor + 1, " 个因素没有任何对象有数值"));
      text.set_en(
          absl::StrCat("no target has a value of factor ", split.factor + 1));
      break;
    case SplitObstacle::kFloorsTooHigh:
      text.set_zh(
          absl::StrCat("保底合计 ", AmountZh(split.together_fen), " 超过总额"));
      text.set_en(absl::StrCat("the floors together, ",
                               AmountEn(split.together_fen),
                               ", are more than the amount"));
      break;
    case SplitObstacle::kCapsTooLow:
      text.set_zh(
          absl::StrCat("封顶合计 ", AmountZh(split.together_fen), " 不足总额"));
      text.set_en(absl::StrCat("all at their most, ",
                               AmountEn(split.together_fen),
                               ", are less than the amount"));
      break;
    case SplitObstacle::kNone:
      break;
  }
  return text;
}

pb::SplitShare::Bound ToBound(SplitBound bound) {
  switch (bound) {
    case SplitBound::kFloor:
      return pb::SplitShare::BOUND_FLOOR;
    case SplitBound::kCap:
      return pb::SplitShare::BOUND_CAP;
    case SplitBound::kNone:
      break;
  }
  return pb::SplitShare::BOUND_NONE;
}

}  // namespace

absl::StatusOr<pb::ComputeFactorMethodResponse> SplitAmount(
    const pb::ComputeFactorMethodRequest& request) {
  ASSIGN_OR_RETURN(const FactorProblem problem, ToFactors(request));
  const FactorSplit split = SplitByFactors(problem);
  pb::ComputeFactorMethodResponse response;
  if (split.status != SplitStatus::kSplit) {
    *response.mutable_obstacle() = ObstacleText(split);
    return response;
  }
  for (int i = 0; i < request.targets_size(); ++i) {
    const FactorShare& share = split.shares[i];
    pb::SplitShare& added = *response.add_shares();
    added.set_subject(request.targets(i).subject());
    added.set_amount_fen(share.amount.fen());
    added.mutable_factor_parts()->Assign(share.factor_parts.begin(),
                                         share.factor_parts.end());
    added.set_weighted_part(share.weighted_part);
    added.set_unbounded_fen(share.unbounded.fen());
    added.set_bound(ToBound(share.bound));
    added.set_rounded_up(share.rounded_up);
  }
  return response;
}

}  // namespace duikou
