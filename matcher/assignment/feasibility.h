// Feasibility: whether pins and limits can hold together, and which of them
// cannot.
//
//   PinRules rules(problem);
//   FeasibilityAnswer answer = rules.Check(rules.all(), &work);
//   if (answer.possible == Possible::kNo) clash = rules.Clash(&work);
//
// Problem: without pins the empty plan keeps every rule. With them: amounts for
// the pinned pairs, and for others where a need that is all or nothing has to
// be filled up, that keep needs, means, least and most, partners and projects;
// or a set of pins and limits that no plan keeps while it keeps all of them but
// any one. Method: branch and bound over whether an amount is 0; its relaxation
// is a circulation (needs × supplies, lower bounds where something must be),
// solved by network simplex in integers. The clash is found by leaving rules
// out, halves first. Complexity: exponential, limited by `work`; a circulation
// of O(pinned projects × supporters) arcs a node. Limits: as problem.h.
// Reference: J. Chinneck: Feasibility and Infeasibility in Optimization (2008).
#ifndef DUIKOU_MATCHER_ASSIGNMENT_FEASIBILITY_H_
#define DUIKOU_MATCHER_ASSIGNMENT_FEASIBILITY_H_

#include <cstdint>
#include <vector>

#include "matcher/assignment/plan.h"
#include "matcher/assignment/problem.h"
#include "matcher/base/work.h"

namespace duikou {

enum class Possible : uint8_t { kYes, kNo, kNotKnown };

struct FeasibilityAnswer {
  Possible possible = Possible::kNotKnown;
  // Where kYes: it keeps the rules asked about.
  AssignmentPlan plan;
};

// The rules that can take part in a clash; refers to the problem.
class PinRules {
 public:
  // How a rule is meant in a check.
  struct Use {
    bool holds = true;
    // Between which the rule's amount lies: a pin's; else `most` is the limit
    // (of kLeastShare and kAllOrNothing `least` is).
    int64_t least = 0;
    int64_t most = 0;
  };

  // REQUIRES: a valid problem, which outlives it.
  explicit PinRules(const AssignmentProblem& problem);

  bool any_pin() const { return any_pin_; }
  const std::vector<RuleCase>& rules() const { return rules_; }
  // Each rule as the problem has it.
  std::vector<Use> all() const { return uses_; }
  FeasibilityAnswer Check(const std::vector<Use>& uses, Work* work) const;

  // REQUIRES: Check(all()) says kNo. Each with what it alone would have to be;
  // rules that `work` did not suffice to tell about stay in.
  std::vector<RuleCase> Clash(Work* work) const;

 private:
  void AddPair(int32_t pair);
  void AddLimits();
  void Add(AssignmentRule rule, int32_t project, int32_t supporter,
           FundKindIndex kind, Use use);
  void Shrink(std::vector<int32_t> candidates, std::vector<Use>& uses,
              Work* work) const;
  int64_t Relaxed(int32_t rule, std::vector<Use> uses, Work* work) const;
  // The furthest value between `from`, which holds, and `to`, which does not.
  int64_t Nearest(int32_t rule, std::vector<Use>& uses, bool of_least,
                  int64_t from, int64_t to, Work* work) const;

  const AssignmentProblem& problem_;
  // Pairs that matter: pinned, or able to fill up what a pin gives to.
  std::vector<int32_t> pairs_;
  std::vector<RuleCase> rules_;
  std::vector<Use> uses_;
  bool any_pin_ = false;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_FEASIBILITY_H_
