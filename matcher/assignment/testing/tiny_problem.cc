#include "matcher/assignment/testing/tiny_problem.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace duikou {
namespace {

// One problem in so many may have hardly any plan.
constexpr uint64_t kTrivialEvery = 16;
constexpr int64_t kFewPlans = 60;
constexpr int64_t kMostPlans = 6'000;

class TinyMaker {
 public:
  explicit TinyMaker(uint64_t seed) : random_(seed) {
    for (bool* on :
         {&least_, &whole_, &single_, &partners_, &places_, &quota_, &means_,
          &floors_, &pins_, &bans_, &previous_, &split_, &offers_}) {
      *on = Between(0, 1) == 1;
    }
  }

  AssignmentProblem Make() {
    problem_.fund_kinds = static_cast<int32_t>(Between(1, 2));
    const int64_t projects = Between(0, 3), supporters = Between(1, 3);
    for (int64_t p = 0; p < projects; ++p) AddProject(p);
    for (int64_t s = 0; s < supporters; ++s) AddSupporter(s);
    for (int32_t p = 0; p < projects; ++p) {
      for (int32_t s = 0; s < supporters; ++s) AddPair(p, s);
    }
    if (floors_) {
      AddFloor(0);
      AddFloor(kNone);
    }
    problem_.settings = {
        .quota_penalty = static_cast<int32_t>(quota_ ? Between(0, 90) : 0),
        .floor_penalty = static_cast<int32_t>(Between(0, 90)),
        .split_penalty = split_ ? Between(1, 150) : 0,
        .change_penalty = static_cast<int32_t>(previous_ ? Between(1, 40) : 0)};
    return std::move(problem_);
  }

 private:
  // Both ends included.
  int64_t Between(int64_t least, int64_t most) {
    return least + static_cast<int64_t>(random_() % (most - least + 1));
  }
  Money Amount(int64_t least, int64_t most) {
    return Money::Fen(Between(least, most));
  }

  void AddProject(int64_t p) {
    AssignmentProject project{.id = "p" + std::to_string(p)};
    for (int k = 0; k < problem_.fund_kinds; ++k) {
      FundNeed& need = project.funds[k];
      need.open = Amount(0, 5);
      if (least_) need.least_share = Amount(0, 4);
      if (single_) need.shareable = Between(0, 2) > 0;
      if (whole_) need.all_or_nothing = Between(0, 1) == 1;
    }
    if (partners_) project.most_partners = static_cast<int32_t>(Between(0, 2));
    problem_.projects.push_back(project);
  }

  void AddSupporter(int64_t s) {
    AssignmentSupporter supporter{.id = "s" + std::to_string(s)};
    for (int k = 0; k < problem_.fund_kinds; ++k) {
      AssignmentOffer& offer = supporter.funds[k];
      offer.gives = Between(0, 4) > 0;
      if (offers_) offer.least = Amount(0, 3);
      if (offers_ && Between(0, 1) == 1) {
        offer.most = Amount(std::max<int64_t>(1, offer.least.fen()), 5);
      }
      if (means_ && Between(0, 2) > 0) offer.means = Amount(0, 8);
      if (quota_) offer.quota = Amount(0, 8);
    }
    if (places_) supporter.most_projects = static_cast<int32_t>(Between(0, 2));
    problem_.supporters.push_back(supporter);
  }

  void AddPair(int32_t p, int32_t s) {
    if (Between(0, 7) == 0) return;
    AssignmentPair pair{.project = p, .supporter = s};
    if (pins_) pair.pinned = Between(0, 3) == 0;
    if (bans_ && !pair.pinned) pair.banned = Between(0, 3) == 0;
    for (int k = 0; k < problem_.fund_kinds; ++k) {
      PairFund& fund = pair.funds[k];
      fund.allowed = Between(0, 7) > 0;
      fund.score = static_cast<Score>(Between(0, 100));
      if (previous_) fund.previous = Amount(0, 4);
      if (pair.pinned && Between(0, 3) == 0) fund.fixed = Amount(0, 4);
      if (pair.pinned && !fund.fixed && Between(0, 3) == 0) {
        fund.at_least = Amount(0, 3);
      }
    }
    problem_.pairs.push_back(pair);
  }

  void AddFloor(FundKindIndex kind) {
    AssignmentFloor floor{.kind = kind, .amount = Amount(0, 12)};
    for (int32_t p = 0; p < problem_.projects.size(); ++p) {
      if (Between(0, 1) == 1) floor.projects.push_back(p);
    }
    problem_.floors.push_back(floor);
  }

  std::mt19937_64 random_;
  bool least_, whole_, single_, partners_, places_, quota_, means_, floors_,
      pins_, bans_, previous_, split_, offers_;
  AssignmentProblem problem_;
};

// Whether anything but 0 comes into question.
int64_t MostOf(const AssignmentProblem& problem, const AssignmentPair& pair,
               int k) {
  if (!pair.funds[k].allowed || pair.banned) return 0;
  if (!problem.supporters[pair.supporter].funds[k].gives) return 0;
  return problem.projects[pair.project].funds[k].open.fen();
}

int64_t PlansOf(const AssignmentProblem& problem) {
  int64_t plans = 1;
  for (const AssignmentPair& pair : problem.pairs) {
    for (int k = 0; k < problem.fund_kinds; ++k) {
      plans *= MostOf(problem, pair, k) + 1;
      if (plans > kMostPlans) return plans;
    }
  }
  return plans;
}

}  // namespace

AssignmentProblem TinyProblem(uint64_t seed) {
  std::mt19937_64 seeds(seed);
  while (true) {
    AssignmentProblem problem = TinyMaker(seeds()).Make();
    const int64_t plans = PlansOf(problem);
    if (plans > kMostPlans) continue;
    if (plans >= kFewPlans || seed % kTrivialEvery == 0) return problem;
  }
}

void ForEachPlan(const AssignmentProblem& problem,
                 const std::function<bool(const AssignmentPlan&)>& look) {
  struct Digit {
    int32_t pair;
    int kind;
    int64_t most;
    int64_t at;
  };
  std::vector<Digit> digits;
  for (int32_t i = 0; i < problem.pairs.size(); ++i) {
    for (int k = 0; k < problem.fund_kinds; ++k) {
      const int64_t most = MostOf(problem, problem.pairs[i], k);
      if (most > 0) digits.push_back({i, k, most, 0});
    }
  }
  while (true) {
    AssignmentPlan plan;
    for (const Digit& digit : digits) {
      if (digit.at == 0) continue;
      const AssignmentPair& pair = problem.pairs[digit.pair];
      if (plan.empty() || plan.back().project != pair.project ||
          plan.back().supporter != pair.supporter) {
        plan.push_back({.project = pair.project, .supporter = pair.supporter});
      }
      plan.back().amounts[digit.kind] = Money::Fen(digit.at);
    }
    if (!look(plan)) return;
    size_t d = 0;
    while (d < digits.size() && digits[d].at == digits[d].most) {
      digits[d++].at = 0;
    }
    if (d == digits.size()) return;
    ++digits[d].at;
  }
}

std::optional<absl::int128> BestByTrying(const AssignmentProblem& problem) {
  std::optional<absl::int128> best;
  ForEachPlan(problem, [&](const AssignmentPlan& plan) {
    if (!BreachesOf(problem, plan).empty()) return true;
    const absl::int128 value = WorthOf(problem, plan).total();
    if (!best || value > *best) best = value;
    return true;
  });
  return best;
}

}  // namespace duikou
