// Model: an AssignmentProblem made ready for solving: what can be more than 0.
//
// An arc is a pair in one kind whose amount can be more than 0; a domain says
// which amounts, and branching narrows it. Internal to the solver.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_MODEL_H_
#define DUIKOU_MATCHER_ASSIGNMENT_MODEL_H_

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/numeric/int128.h"
#include "matcher/assignment/plan.h"
#include "matcher/assignment/problem.h"
#include "matcher/assignment/solution.h"

namespace duikou {

// An arc's amounts: 0 where `zero`, and low … high where low ≤ high.
struct ArcDomain {
  bool zero = true;
  int64_t low = 1;
  int64_t high = 0;

  bool some() const { return low <= high; }
  bool decided() const { return !zero || !some(); }
};

struct Arc {
  int32_t pair = 0;
  int32_t project = 0;
  int32_t supporter = 0;
  int32_t kind = 0;
  Score score = 0;
  int64_t previous = 0;
  // Cells of needs and of supplies are numbered alike.
  int32_t need() const { return project * kMaxFundKinds + kind; }
  int32_t supply() const { return supporter * kMaxFundKinds + kind; }
};

// A pair with at least one arc.
struct ArcPair {
  int32_t project = 0;
  int32_t supporter = 0;
  int32_t first = 0;  // arcs first … end − 1, by kind
  int32_t end = 0;
  bool pinned = false;
};

// Immutable once made; refers to the problem.
class Model {
 public:
  // REQUIRES: a valid problem, which outlives it.
  explicit Model(const AssignmentProblem& problem);

  const AssignmentProblem& problem() const { return *problem_; }
  const AssignmentSettings& settings() const { return problem_->settings; }
  int kinds() const { return problem_->fund_kinds; }
  int project_count() const { return problem_->projects.size(); }
  int supporter_count() const { return problem_->supporters.size(); }
  const std::vector<Arc>& arcs() const { return arcs_; }
  // By project, then supporter.
  const std::vector<ArcPair>& pairs() const { return pairs_; }
  // Pairs of one project: first … second − 1.
  std::pair<int32_t, int32_t> pairs_of(int32_t project) const {
    return {first_pair_[project], first_pair_[project + 1]};
  }
  const std::vector<ArcDomain>& domains() const { return domains_; }
  // Floors that count a cell of needs.
  const std::vector<int32_t>& floors_of(int32_t need) const {
    return floors_of_[need];
  }
  const FundNeed& need(int32_t cell) const {
    return problem_->projects[cell / kMaxFundKinds].funds[cell % kMaxFundKinds];
  }
  const AssignmentOffer& offer(int32_t cell) const {
    return problem_->supporters[cell / kMaxFundKinds]
        .funds[cell % kMaxFundKinds];
  }
  // All of it or nothing, by one or several.
  bool whole(int32_t cell) const {
    return need(cell).all_or_nothing && need(cell).shareable;
  }
  // Σ change_penalty × previous: the worth that every plan starts with, less.
  absl::int128 change_at_zero() const { return change_at_zero_; }
  // A pinned pair without an arc: nothing can be a plan.
  bool dead_pin() const { return dead_pin_; }

  // As a plan; amounts by arc.
  AssignmentPlan PlanOf(const std::vector<int64_t>& amounts) const;
  // By arc, without what has no arc or lies outside its domain.
  std::vector<int64_t> AmountsOf(const AssignmentPlan& plan) const;

 private:
  const AssignmentProblem* problem_;
  std::vector<Arc> arcs_;
  std::vector<ArcPair> pairs_;
  std::vector<int32_t> first_pair_;
  std::vector<ArcDomain> domains_;
  std::vector<std::vector<int32_t>> floors_of_;
  absl::int128 change_at_zero_ = 0;
  bool dead_pin_ = false;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_MODEL_H_
