#include "matcher/assignment/plan.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

using PairIndex = absl::flat_hash_map<std::pair<int32_t, int32_t>, int32_t>;

PairIndex IndexPairs(const AssignmentProblem& problem) {
  PairIndex index;
  index.reserve(problem.pairs.size());
  for (size_t i = 0; i < problem.pairs.size(); ++i) {
    index[{problem.pairs[i].project, problem.pairs[i].supporter}] =
        static_cast<int32_t>(i);
  }
  return index;
}

// What a plan gives, added up.
struct Totals {
  explicit Totals(const AssignmentProblem& problem)
      : project(problem.projects.size()),
        supporter(problem.supporters.size()),
        partners(problem.projects.size()),
        places(problem.supporters.size()) {}
  void Add(const AssignmentShare& share) {
    ++partners[share.project];
    ++places[share.supporter];
    for (int k = 0; k < kMaxFundKinds; ++k) {
      project[share.project][k] += share.amounts[k].fen();
      supporter[share.supporter][k] += share.amounts[k].fen();
    }
  }
  std::vector<std::array<int64_t, kMaxFundKinds>> project, supporter;
  std::vector<int32_t> partners, places;
};

Totals TotalsOf(const AssignmentProblem& problem, const AssignmentPlan& plan) {
  Totals totals(problem);
  for (const AssignmentShare& share : plan) totals.Add(share);
  return totals;
}

absl::int128 FloorLoss(const AssignmentProblem& problem, const Totals& totals) {
  absl::int128 loss = 0;
  for (const AssignmentFloor& floor : problem.floors) {
    absl::int128 missing = floor.amount.fen();
    for (const int32_t p : floor.projects) {
      for (int k = 0; k < problem.fund_kinds; ++k) {
        if (floor.kind == kNone || floor.kind == k) {
          missing -= totals.project[p][k];
        }
      }
    }
    if (missing > 0) loss += missing * problem.settings.floor_penalty;
  }
  return loss;
}

// Collects breaches of a plan.
class Breaches {
 public:
  Breaches(const AssignmentProblem& problem, const AssignmentPlan& plan)
      : problem_(problem), plan_(plan), totals_(TotalsOf(problem, plan)) {}

  std::vector<RuleCase> Find() {
    const PairIndex index = IndexPairs(problem_);
    for (const AssignmentShare& share : plan_) {
      const auto pair = index.find({share.project, share.supporter});
      Share(share,
            pair == index.end() ? nullptr : &problem_.pairs[pair->second]);
    }
    Pins();
    for (int p = 0; p < problem_.projects.size(); ++p) Project(p);
    for (int s = 0; s < problem_.supporters.size(); ++s) Supporter(s);
    std::sort(found_.begin(), found_.end(),
              [](const RuleCase& a, const RuleCase& b) {
                return std::tie(a.rule, a.project, a.supporter, a.kind) <
                       std::tie(b.rule, b.project, b.supporter, b.kind);
              });
    return std::move(found_);
  }

 private:
  void Add(AssignmentRule rule, int32_t project, int32_t supporter,
           int32_t kind, int64_t limit, int64_t relaxed) {
    found_.push_back({rule, project, supporter, kind, limit, relaxed});
  }

  void Share(const AssignmentShare& share, const AssignmentPair* pair) {
    for (int k = 0; k < problem_.fund_kinds; ++k) {
      const int64_t amount = share.amounts[k].fen();
      if (amount == 0) continue;
      const AssignmentOffer& offer =
          problem_.supporters[share.supporter].funds[k];
      if (pair == nullptr || pair->banned || !pair->funds[k].allowed ||
          !offer.gives) {
        Add(AssignmentRule::kNotAllowed, share.project, share.supporter, k, 0,
            amount);
        continue;
      }
      const FundNeed& need = problem_.projects[share.project].funds[k];
      int64_t least = std::min(need.least_share.fen(), need.open.fen());
      if (!pair->funds[k].fixed.has_value()) {
        least = std::max(least, offer.least.fen());
      }
      if (amount < least) {
        Add(AssignmentRule::kLeastShare, share.project, share.supporter, k,
            least, amount);
      }
      if (!need.shareable && amount != need.open.fen()) {
        Add(AssignmentRule::kAllOrNothing, share.project, share.supporter, k,
            need.open.fen(), amount);
      }
      if (offer.most > Money() && amount > offer.most.fen()) {
        Add(AssignmentRule::kMostToOne, share.project, share.supporter, k,
            offer.most.fen(), amount);
      }
    }
  }

  void Pins() {
    absl::flat_hash_map<std::pair<int32_t, int32_t>, const AssignmentShare*>
        shares;
    for (const AssignmentShare& share : plan_) {
      shares[{share.project, share.supporter}] = &share;
    }
    for (const AssignmentPair& pair : problem_.pairs) {
      if (!pair.pinned) continue;
      const auto share = shares.find({pair.project, pair.supporter});
      if (share == shares.end()) {
        Add(AssignmentRule::kPin, pair.project, pair.supporter, kNone, 0, 0);
        continue;
      }
      for (int k = 0; k < problem_.fund_kinds; ++k) {
        const PairFund& part = pair.funds[k];
        const Money amount = share->second->amounts[k];
        if (part.fixed.has_value() ? amount != *part.fixed
                                   : amount < part.at_least) {
          Add(AssignmentRule::kPin, pair.project, pair.supporter, k,
              part.fixed.value_or(part.at_least).fen(), amount.fen());
        }
      }
    }
  }

  void Project(int32_t p) {
    const AssignmentProject& project = problem_.projects[p];
    for (int k = 0; k < problem_.fund_kinds; ++k) {
      const FundNeed& need = project.funds[k];
      const int64_t given = totals_.project[p][k];
      if (given > need.open.fen()) {
        Add(AssignmentRule::kOpenNeed, p, kNone, k, need.open.fen(), given);
      } else if (need.all_or_nothing && need.shareable && given > 0 &&
                 given < need.open.fen()) {
        Add(AssignmentRule::kAllOrNothing, p, kNone, k, need.open.fen(), given);
      }
    }
    if (project.most_partners > 0 &&
        totals_.partners[p] > project.most_partners) {
      Add(AssignmentRule::kMostPartners, p, kNone, kNone, project.most_partners,
          totals_.partners[p]);
    }
  }

  void Supporter(int32_t s) {
    const AssignmentSupporter& supporter = problem_.supporters[s];
    for (int k = 0; k < problem_.fund_kinds; ++k) {
      const std::optional<Money>& means = supporter.funds[k].means;
      const int64_t given = totals_.supporter[s][k];
      if (means.has_value() && given > means->fen()) {
        Add(AssignmentRule::kMeans, kNone, s, k, means->fen(), given);
      }
    }
    if (supporter.most_projects > 0 &&
        totals_.places[s] > supporter.most_projects) {
      Add(AssignmentRule::kMostProjects, kNone, s, kNone,
          supporter.most_projects, totals_.places[s]);
    }
  }

  const AssignmentProblem& problem_;
  const AssignmentPlan& plan_;
  const Totals totals_;
  std::vector<RuleCase> found_;
};

absl::Status CheckShare(const AssignmentProblem& problem,
                        const AssignmentShare& share, const std::string& path) {
  if (share.project < 0 || share.project >= problem.projects.size()) {
    return absl::InvalidArgumentError(path + ".project: is unknown");
  }
  if (share.supporter < 0 || share.supporter >= problem.supporters.size()) {
    return absl::InvalidArgumentError(path + ".supporter: is unknown");
  }
  bool any = false;
  for (int k = 0; k < kMaxFundKinds; ++k) {
    const int64_t fen = share.amounts[k].fen();
    if (fen < 0 || fen > Money::kMaxFen ||
        (fen > 0 && k >= problem.fund_kinds)) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ".amounts[", k, "]: is out of range"));
    }
    any = any || fen > 0;
  }
  if (!any) return absl::InvalidArgumentError(path + ".amounts: are all zero");
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidatePlan(const AssignmentProblem& problem,
                          const AssignmentPlan& plan) {
  for (size_t i = 0; i < plan.size(); ++i) {
    const std::string path = absl::StrCat("plan[", i, "]");
    RETURN_IF_ERROR(CheckShare(problem, plan[i], path));
    if (i > 0 && std::tie(plan[i - 1].project, plan[i - 1].supporter) >=
                     std::tie(plan[i].project, plan[i].supporter)) {
      return absl::InvalidArgumentError(
          path + ": is out of order, or its pair is listed twice");
    }
  }
  return absl::OkStatus();
}

PlanWorth WorthOf(const AssignmentProblem& problem,
                  const AssignmentPlan& plan) {
  const AssignmentSettings& settings = problem.settings;
  const PairIndex index = IndexPairs(problem);
  PlanWorth worth;
  absl::int128 change = 0;
  for (const AssignmentPair& pair : problem.pairs) {
    for (const PairFund& part : pair.funds) change += part.previous.fen();
  }
  for (const AssignmentShare& share : plan) {
    const auto found = index.find({share.project, share.supporter});
    for (int k = 0; k < problem.fund_kinds; ++k) {
      const int64_t amount = share.amounts[k].fen();
      int64_t previous = 0;
      if (found != index.end()) {
        const PairFund& part = problem.pairs[found->second].funds[k];
        worth.fit += absl::int128(part.score) * amount;
        previous = part.previous.fen();
      }
      change += (amount > previous ? amount - previous : previous - amount) -
                previous;
    }
  }
  worth.change_loss = change * settings.change_penalty;
  const Totals totals = TotalsOf(problem, plan);
  for (size_t s = 0; s < problem.supporters.size(); ++s) {
    for (int k = 0; k < problem.fund_kinds; ++k) {
      const int64_t missing =
          problem.supporters[s].funds[k].quota.fen() - totals.supporter[s][k];
      if (missing > 0) {
        worth.quota_loss += absl::int128(missing) * settings.quota_penalty;
      }
    }
  }
  for (const int32_t partners : totals.partners) {
    if (partners > 1) {
      worth.split_loss += absl::int128(settings.split_penalty) * (partners - 1);
    }
  }
  worth.floor_loss = FloorLoss(problem, totals);
  return worth;
}

std::vector<RuleCase> BreachesOf(const AssignmentProblem& problem,
                                 const AssignmentPlan& plan) {
  return Breaches(problem, plan).Find();
}

}  // namespace duikou
