#include "matcher/assignment/feasibility.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "matcher/assignment/plan_finder.h"

namespace duikou {
PinRules::PinRules(const AssignmentProblem& problem) : problem_(problem) {
  // Needs that a pin may give to and that are met in full or not at all.
  std::vector<uint8_t> fill(problem.projects.size() * kMaxFundKinds);
  for (const AssignmentPair& pair : problem.pairs) {
    if (!pair.pinned) continue;
    any_pin_ = true;
    for (int k = 0; k < problem.fund_kinds; ++k) {
      const FundNeed& need = problem.projects[pair.project].funds[k];
      if (need.all_or_nothing && need.shareable) {
        fill[pair.project * kMaxFundKinds + k] = 1;
      }
    }
  }
  for (size_t i = 0; i < problem.pairs.size(); ++i) {
    const AssignmentPair& pair = problem.pairs[i];
    bool matters = pair.pinned;
    for (int k = 0; k < problem.fund_kinds; ++k) {
      matters = matters || (fill[pair.project * kMaxFundKinds + k] != 0 &&
                            pair.funds[k].allowed);
    }
    if (!matters || pair.banned) continue;
    pairs_.push_back(static_cast<int32_t>(i));
    AddPair(static_cast<int32_t>(i));
  }
  AddLimits();
}

void PinRules::Add(AssignmentRule rule, int32_t project, int32_t supporter,
                   FundKindIndex kind, Use use) {
  const bool least = rule == AssignmentRule::kLeastShare ||
                     rule == AssignmentRule::kAllOrNothing ||
                     rule == AssignmentRule::kPin;
  const int64_t limit = least ? use.least : use.most;
  rules_.push_back({rule, project, supporter, kind, limit, limit});
  uses_.push_back(use);
}

void PinRules::AddPair(int32_t i) {
  using R = AssignmentRule;
  const AssignmentPair& pair = problem_.pairs[i];
  const int32_t p = pair.project, s = pair.supporter;
  if (pair.pinned) Add(R::kPin, p, s, kNone, {});
  for (int k = 0; k < problem_.fund_kinds; ++k) {
    const PairFund& part = pair.funds[k];
    const AssignmentOffer& offer = problem_.supporters[s].funds[k];
    const FundNeed& need = problem_.projects[p].funds[k];
    const int64_t open = need.open.fen();
    if (part.fixed.has_value()) {
      Add(R::kPin, p, s, k,
          {.least = part.fixed->fen(), .most = part.fixed->fen()});
    } else if (part.at_least > Money()) {
      Add(R::kPin, p, s, k,
          {.least = part.at_least.fen(), .most = kNoRuleLimit});
    }
    if (pair.pinned && (!part.allowed || !offer.gives)) {
      Add(R::kNotAllowed, p, s, k, {});
    }
    int64_t least = std::min(need.least_share.fen(), open);
    if (!part.fixed.has_value()) least = std::max(least, offer.least.fen());
    if (least > 1) {
      Add(R::kLeastShare, p, s, k, {.least = least, .most = kNoRuleLimit});
    }
    if (!need.shareable) {
      Add(R::kAllOrNothing, p, s, k, {.least = open, .most = kNoRuleLimit});
    }
    if (offer.most > Money()) {
      Add(R::kMostToOne, p, s, k, {.most = offer.most.fen()});
    }
  }
}

void PinRules::AddLimits() {
  using R = AssignmentRule;
  std::vector<uint8_t> project(problem_.projects.size()),
      supporter(problem_.supporters.size());
  for (const int32_t i : pairs_) {
    project[problem_.pairs[i].project] = 1;
    supporter[problem_.pairs[i].supporter] = 1;
  }
  for (int32_t p = 0; p < project.size(); ++p) {
    if (project[p] == 0) continue;
    for (int k = 0; k < problem_.fund_kinds; ++k) {
      const FundNeed& need = problem_.projects[p].funds[k];
      Add(R::kOpenNeed, p, kNone, k, {.most = need.open.fen()});
      if (need.all_or_nothing && need.shareable) {
        Add(R::kAllOrNothing, p, kNone, k,
            {.least = need.open.fen(), .most = kNoRuleLimit});
      }
    }
    const int32_t most = problem_.projects[p].most_partners;
    if (most > 0) Add(R::kMostPartners, p, kNone, kNone, {.most = most});
  }
  for (int32_t s = 0; s < supporter.size(); ++s) {
    if (supporter[s] == 0) continue;
    for (int k = 0; k < problem_.fund_kinds; ++k) {
      const AssignmentOffer& offer = problem_.supporters[s].funds[k];
      if (!offer.means.has_value()) continue;
      Add(R::kMeans, kNone, s, k, {.most = offer.means->fen()});
    }
    const int32_t most = problem_.supporters[s].most_projects;
    if (most > 0) Add(R::kMostProjects, kNone, s, kNone, {.most = most});
  }
}

FeasibilityAnswer PinRules::Check(const std::vector<Use>& uses,
                                  Work* work) const {
  return FindPlan(problem_, pairs_, rules_, uses, work);
}

void PinRules::Shrink(std::vector<int32_t> candidates, std::vector<Use>& uses,
                      Work* work) const {
  if (candidates.empty()) return;
  std::vector<Use> fewer = uses;
  for (const int32_t r : candidates) fewer[r].holds = false;
  if (Check(fewer, work).possible == Possible::kNo) {
    uses = std::move(fewer);
    return;
  }
  if (candidates.size() == 1) return;
  const auto middle = candidates.begin() + candidates.size() / 2;
  Shrink({candidates.begin(), middle}, uses, work);
  Shrink({middle, candidates.end()}, uses, work);
}

int64_t PinRules::Nearest(int32_t r, std::vector<Use>& uses, bool of_least,
                          int64_t from, int64_t to, Work* work) const {
  while (from + 1 < to || to + 1 < from) {
    const int64_t middle = from + (to - from) / 2;
    (of_least ? uses[r].least : uses[r].most) = middle;
    const bool holds = Check(uses, work).possible == Possible::kYes;
    (holds ? from : to) = middle;
  }
  return from;
}

int64_t PinRules::Relaxed(int32_t r, std::vector<Use> uses, Work* work) const {
  using R = AssignmentRule;
  const RuleCase& rule = rules_[r];
  const int64_t limit = rule.limit;
  switch (rule.rule) {
    case R::kLeastShare:
    case R::kAllOrNothing:
      return Nearest(r, uses, true, 0, limit, work);
    case R::kPin: {
      if (rule.kind == kNone) return 0;
      const int64_t most = uses[r].most;
      uses[r].least = 0;
      if (Check(uses, work).possible == Possible::kYes) {
        return Nearest(r, uses, true, 0, limit, work);
      }
      uses[r].least = limit;
      uses[r].most = kNoRuleLimit;
      if (most == kNoRuleLimit ||
          Check(uses, work).possible != Possible::kYes) {
        return 0;
      }
      return Nearest(r, uses, false, kNoRuleLimit, limit, work);
    }
    default:
      return Nearest(r, uses, false, kNoRuleLimit, limit, work);
  }
}

std::vector<RuleCase> PinRules::Clash(Work* work) const {
  std::vector<Use> uses = all();
  std::vector<int32_t> candidates(rules_.size());
  std::iota(candidates.begin(), candidates.end(), 0);
  Shrink(std::move(candidates), uses, work);
  std::vector<RuleCase> clash;
  for (size_t r = 0; r < rules_.size(); ++r) {
    if (!uses[r].holds) continue;
    clash.push_back(rules_[r]);
    clash.back().relaxed = Relaxed(static_cast<int32_t>(r), uses, work);
  }
  std::sort(clash.begin(), clash.end(),
            [](const RuleCase& a, const RuleCase& b) {
              return std::tie(a.rule, a.project, a.supporter, a.kind) <
                     std::tie(b.rule, b.project, b.supporter, b.kind);
            });
  return clash;
}

}  // namespace duikou
