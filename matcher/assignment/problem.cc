#include "matcher/assignment/problem.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

absl::Status Invalid(absl::string_view path, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", what));
}

absl::Status CheckAmount(const std::string& path, Money amount) {
  if (amount < Money()) return Invalid(path, "is negative");
  if (amount.fen() > Money::kMaxFen) {
    return Invalid(path, absl::StrCat("is over ", Money::kMaxFen, " fen"));
  }
  return absl::OkStatus();
}

absl::Status CheckRange(const std::string& path, int64_t value, int64_t least,
                        int64_t most) {
  if (value >= least && value <= most) return absl::OkStatus();
  return Invalid(
      path, absl::StrCat("is ", value, ", not within ", least, " … ", most));
}

absl::Status CheckProject(const AssignmentProject& project, int kinds,
                          const std::string& path) {
  if (project.id.empty()) return Invalid(path + ".id", "is empty");
  RETURN_IF_ERROR(CheckRange(path + ".most_partners", project.most_partners, 0,
                             kMaxAssignmentSupporters));
  for (int k = 0; k < kMaxFundKinds; ++k) {
    const FundNeed& need = project.funds[k];
    const std::string fund = absl::StrCat(path, ".funds[", k, "]");
    RETURN_IF_ERROR(CheckAmount(fund + ".open", need.open));
    RETURN_IF_ERROR(CheckAmount(fund + ".least_share", need.least_share));
    if (k >= kinds && (need.open > Money() || need.least_share > Money())) {
      return Invalid(fund, "there is no such fund kind");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckSupporter(const AssignmentSupporter& supporter, int kinds,
                            const std::string& path) {
  if (supporter.id.empty()) return Invalid(path + ".id", "is empty");
  RETURN_IF_ERROR(CheckRange(path + ".most_projects", supporter.most_projects,
                             0, kMaxAssignmentProjects));
  for (int k = 0; k < kMaxFundKinds; ++k) {
    const AssignmentOffer& offer = supporter.funds[k];
    const std::string fund = absl::StrCat(path, ".funds[", k, "]");
    RETURN_IF_ERROR(CheckAmount(fund + ".least", offer.least));
    RETURN_IF_ERROR(CheckAmount(fund + ".most", offer.most));
    RETURN_IF_ERROR(CheckAmount(fund + ".quota", offer.quota));
    RETURN_IF_ERROR(
        CheckAmount(fund + ".means", offer.means.value_or(Money())));
    if (offer.most > Money() && offer.least > offer.most) {
      return Invalid(fund + ".least", "is over most");
    }
    if (k >= kinds && (offer.gives || offer.quota > Money())) {
      return Invalid(fund, "there is no such fund kind");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckPairFund(const AssignmentPair& pair, int k, int kinds,
                           const std::string& fund) {
  const PairFund& part = pair.funds[k];
  RETURN_IF_ERROR(CheckRange(fund + ".score", part.score, 0, kFull));
  RETURN_IF_ERROR(CheckAmount(fund + ".previous", part.previous));
  RETURN_IF_ERROR(CheckAmount(fund + ".fixed", part.fixed.value_or(Money())));
  RETURN_IF_ERROR(CheckAmount(fund + ".at_least", part.at_least));
  if (k >= kinds && (part.allowed || part.previous > Money() ||
                     part.fixed.has_value() || part.at_least > Money())) {
    return Invalid(fund, "there is no such fund kind");
  }
  if (!pair.pinned && part.fixed.has_value()) {
    return Invalid(fund + ".fixed", "is set without a pin");
  }
  if (!pair.pinned && part.at_least > Money()) {
    return Invalid(fund + ".at_least", "is set without a pin");
  }
  if (part.fixed.has_value() && part.at_least > *part.fixed) {
    return Invalid(fund + ".at_least", "is over fixed");
  }
  return absl::OkStatus();
}

absl::Status CheckPairs(const AssignmentProblem& problem) {
  absl::flat_hash_set<int64_t> seen;
  for (size_t i = 0; i < problem.pairs.size(); ++i) {
    const AssignmentPair& pair = problem.pairs[i];
    const std::string path = absl::StrCat("pairs[", i, "]");
    RETURN_IF_ERROR(CheckRange(path + ".project", pair.project, 0,
                               int64_t(problem.projects.size()) - 1));
    RETURN_IF_ERROR(CheckRange(path + ".supporter", pair.supporter, 0,
                               int64_t(problem.supporters.size()) - 1));
    if (!seen.insert(int64_t{pair.project} * kMaxAssignmentSupporters +
                     pair.supporter)
             .second) {
      return Invalid(path, "this project and supporter are listed twice");
    }
    if (pair.pinned && pair.banned) {
      return Invalid(path + ".banned", "the pair is pinned and banned");
    }
    for (int k = 0; k < kMaxFundKinds; ++k) {
      RETURN_IF_ERROR(CheckPairFund(pair, k, problem.fund_kinds,
                                    absl::StrCat(path, ".funds[", k, "]")));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckFloors(const AssignmentProblem& problem) {
  for (size_t i = 0; i < problem.floors.size(); ++i) {
    const AssignmentFloor& floor = problem.floors[i];
    const std::string path = absl::StrCat("floors[", i, "]");
    RETURN_IF_ERROR(CheckAmount(path + ".amount", floor.amount));
    RETURN_IF_ERROR(
        CheckRange(path + ".kind", floor.kind, kNone, problem.fund_kinds - 1));
    absl::flat_hash_set<int32_t> seen;
    for (size_t j = 0; j < floor.projects.size(); ++j) {
      const std::string member = absl::StrCat(path, ".projects[", j, "]");
      RETURN_IF_ERROR(CheckRange(member, floor.projects[j], 0,
                                 int64_t(problem.projects.size()) - 1));
      if (!seen.insert(floor.projects[j]).second) {
        return Invalid(member, "is listed twice");
      }
    }
  }
  return absl::OkStatus();
}

absl::Status CheckSettings(const AssignmentSettings& settings) {
  const std::string path = "settings.";
  RETURN_IF_ERROR(CheckRange(path + "quota_penalty", settings.quota_penalty, 0,
                             kMaxPenalty));
  RETURN_IF_ERROR(CheckRange(path + "floor_penalty", settings.floor_penalty, 0,
                             kMaxPenalty));
  RETURN_IF_ERROR(CheckRange(path + "split_penalty", settings.split_penalty, 0,
                             kMaxSplitPenalty));
  return CheckRange(path + "change_penalty", settings.change_penalty, 0,
                    kMaxPenalty);
}

absl::Status CheckSums(const AssignmentProblem& problem) {
  for (int k = 0; k < problem.fund_kinds; ++k) {
    int64_t open = 0, quota = 0;
    for (size_t i = 0; i < problem.projects.size(); ++i) {
      open += problem.projects[i].funds[k].open.fen();
      RETURN_IF_ERROR(CheckAmount(
          absl::StrCat("projects[", i, "].funds[", k, "].open, summed up"),
          Money::Fen(open)));
    }
    for (size_t i = 0; i < problem.supporters.size(); ++i) {
      quota += problem.supporters[i].funds[k].quota.fen();
      RETURN_IF_ERROR(CheckAmount(
          absl::StrCat("supporters[", i, "].funds[", k, "].quota, summed up"),
          Money::Fen(quota)));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidateAssignmentProblem(const AssignmentProblem& problem) {
  RETURN_IF_ERROR(
      CheckRange("fund_kinds", problem.fund_kinds, 1, kMaxFundKinds));
  RETURN_IF_ERROR(CheckRange("projects.size", problem.projects.size(), 0,
                             kMaxAssignmentProjects));
  RETURN_IF_ERROR(CheckRange("supporters.size", problem.supporters.size(), 0,
                             kMaxAssignmentSupporters));
  RETURN_IF_ERROR(CheckRange("floors.size", problem.floors.size(), 0,
                             kMaxAssignmentFloors));
  absl::flat_hash_set<std::string> ids;
  for (size_t i = 0; i < problem.projects.size(); ++i) {
    const std::string path = absl::StrCat("projects[", i, "]");
    RETURN_IF_ERROR(
        CheckProject(problem.projects[i], problem.fund_kinds, path));
    if (!ids.insert(problem.projects[i].id).second) {
      return Invalid(path + ".id", "is taken by another project");
    }
  }
  ids.clear();
  for (size_t i = 0; i < problem.supporters.size(); ++i) {
    const std::string path = absl::StrCat("supporters[", i, "]");
    RETURN_IF_ERROR(
        CheckSupporter(problem.supporters[i], problem.fund_kinds, path));
    if (!ids.insert(problem.supporters[i].id).second) {
      return Invalid(path + ".id", "is taken by another supporter");
    }
  }
  RETURN_IF_ERROR(CheckPairs(problem));
  RETURN_IF_ERROR(CheckFloors(problem));
  RETURN_IF_ERROR(CheckSettings(problem.settings));
  return CheckSums(problem);
}

ShareLimits LimitsOf(const AssignmentProblem& problem,
                     const AssignmentPair& pair, FundKindIndex kind) {
  const FundNeed& need = problem.projects[pair.project].funds[kind];
  const AssignmentOffer& offer = problem.supporters[pair.supporter].funds[kind];
  const PairFund& part = pair.funds[kind];
  const int64_t open = need.open.fen();
  if (pair.banned || !part.allowed || !offer.gives || open == 0) return {};
  ShareLimits limits;
  limits.least = std::clamp(need.shareable ? need.least_share.fen() : open,
                            int64_t{1}, open);
  limits.most = open;
  if (offer.most > Money())
    limits.most = std::min(limits.most, offer.most.fen());
  if (offer.means.has_value()) {
    limits.most = std::min(limits.most, offer.means->fen());
  }
  if (part.fixed.has_value()) {
    limits.least = std::max(limits.least, part.fixed->fen());
    limits.most = std::min(limits.most, part.fixed->fen());
  } else {
    limits.least =
        std::max({limits.least, offer.least.fen(), part.at_least.fen()});
  }
  return limits;
}

}  // namespace duikou
