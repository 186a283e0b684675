#include "matcher/assignment/solver.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "matcher/assignment/assignment_search.h"
#include "matcher/assignment/branch_and_bound.h"
#include "matcher/assignment/explain.h"
#include "matcher/assignment/feasibility.h"
#include "matcher/assignment/master.h"
#include "matcher/assignment/model.h"
#include "matcher/assignment/plan.h"
#include "matcher/assignment/pricing.h"
#include "matcher/base/status_macros.h"
#include "matcher/base/work.h"

namespace duikou {
namespace {

using int128 = absl::int128;

// Searches side by side, whatever the executor has: the plan must not depend on
// it.
constexpr int32_t kSearches = 2;
// Rounds of a search between two looks at the clock of others.
constexpr int64_t kChunk = 1'000;
// Of a turn: the first, by arc, and the most; each is longer by a half.
constexpr int64_t kFirstRounds = 4;
constexpr int64_t kMostRounds = 600'000;
// Of the dive that the first plan comes from.
constexpr int32_t kDiveSteps = 8;
// Up to so many arcs a proof is likely enough to get as much work as the
// search.
constexpr size_t kProvable = 1'500;
// Nodes of about this much work in the first turn of a proof.
constexpr int64_t kFirstProof = 20'000'000;

class Solver {
 public:
  Solver(const AssignmentProblem& problem, const AssignmentOptions& options)
      : problem_(problem),
        options_(options),
        model_(problem),
        work_(options.most_steps, &options.cancelled),
        bound_(absl::Int128Max()),
        proven_(absl::Int128Max()),
        prices_(FirstPrices(model_)) {}

  absl::StatusOr<AssignmentSolution> Solve() {
    const PinRules pins(problem_);
    if (pins.any_pin()) {
      FeasibilityAnswer answer = pins.Check(pins.all(), &work_);
      if (answer.possible == Possible::kNo) return Infeasible(pins);
      if (answer.possible == Possible::kYes) start_ = std::move(answer.plan);
    } else {
      start_ = AssignmentPlan();
    }
    RETURN_IF_ERROR(Price());
    if (start_.has_value()) {
      StartSearches();
      RETURN_IF_ERROR(Improve());
    }
    return Finish();
  }

 private:
  int128 Bound() const { return std::min(bound_, proven_); }

  bool Done() {
    if (incumbent_.found && Bound() - incumbent_.value <= options_.enough_gap) {
      return true;
    }
    return work_.Ended();
  }

  AssignmentSolution Infeasible(const PinRules& pins) {
    AssignmentSolution solution{.status = AssignmentStatus::kInfeasible};
    solution.clash = pins.Clash(&work_);
    solution.work = work_.done();
    solution.cancelled = work_.cancelled();
    return solution;
  }

  void Report() {
    if (!options_.progress) return;
    options_.progress(
        {.has_plan = incumbent_.found,
         .value = incumbent_.value,
         .bound = Bound(),
         .gap_bp = incumbent_.found ? GapOf(incumbent_.value, Bound()) : 0,
         .work = work_.done()});
  }

  absl::Status Price() {
    AssignmentPrices start = prices_;
    if (!options_.prices.need.empty()) {
      start = options_.prices;
      Clamp(model_, start);
    }
    bound_ = BoundOf(model_, model_.domains(), prices_, nullptr);
    AddOldColumns();
    Master master(model_, model_.domains(), &pool_);
    RETURN_IF_ERROR(master.Improve(start, {}, &work_));
    if (master.bound() < bound_) {
      bound_ = master.bound();
      prices_ = master.prices();
    }
    RETURN_IF_ERROR(master.Dive(kDiveSteps, &work_));
    flows_ = master.flows();
    uses_ = master.uses();
    return absl::OkStatus();
  }

  // An earlier plan's amounts are worth a look.
  void AddOldColumns() {
    const std::vector<int64_t> amounts = model_.AmountsOf(options_.plan);
    for (size_t i = 0; i < model_.pairs().size(); ++i) {
      const ArcPair& pair = model_.pairs()[i];
      ColumnPool::Column column{static_cast<int32_t>(i), {}};
      bool any = false, whole = true;
      for (int32_t a = pair.first; a < pair.end; ++a) {
        column.amounts[model_.arcs()[a].kind] = amounts[a];
        any = any || amounts[a] > 0;
        whole = whole && (amounts[a] > 0 || model_.domains()[a].zero);
      }
      if (any && whole) pool_.Add(column);
    }
  }

  void StartSearches() {
    const std::vector<int64_t> start = model_.AmountsOf(*start_);
    std::vector<std::vector<double>> guides;
    if (!options_.plan.empty()) {
      const std::vector<int64_t> old = model_.AmountsOf(options_.plan);
      guides.emplace_back(old.begin(), old.end());
    }
    guides.push_back(flows_.empty() ? std::vector<double>(start.size())
                                    : flows_);
    if (uses_.empty()) uses_.resize(start.size());
    for (int32_t i = 0; i < kSearches; ++i) {
      AssignmentSearch& search =
          searches_.emplace_back(model_, model_.domains());
      search.Guide(prices_);
      search.StartAt(start);
      if (static_cast<size_t>(i) < guides.size()) {
        search.Round(guides[i], uses_);
      }
      Take(search);
    }
    Report();
  }

  void Take(const AssignmentSearch& search) {
    if (incumbent_.found && search.value() <= incumbent_.value) return;
    incumbent_ = {true, search.value(), search.best()};
  }

  void RunTasks(std::vector<std::function<void()>> tasks) {
    if (options_.parallel_for) {
      options_.parallel_for(std::move(tasks));
    } else {
      for (const std::function<void()>& task : tasks) task();
    }
  }

  // One turn of the searches, each from the best plan.
  void SearchTurn(int64_t rounds) {
    for (AssignmentSearch& search : searches_) {
      search.StartAt(incumbent_.amounts);
      search.Begin(++seed_);
    }
    for (int64_t from = 0; from < rounds && !Done(); from += kChunk) {
      std::array<int64_t, kSearches> done = {};
      std::vector<std::function<void()>> tasks;
      const int64_t to = std::min(rounds, from + kChunk);
      const int64_t most = work_.left() / kSearches + 1;
      const int128 bound = Bound();
      for (int32_t i = 0; i < kSearches; ++i) {
        tasks.push_back([this, i, from, to, rounds, most, bound, &done] {
          Work work(most, nullptr);
          searches_[i].Run(from, to, rounds, bound, &work);
          done[i] = work.done();
        });
      }
      RunTasks(std::move(tasks));
      const int128 before = incumbent_.value;
      for (int32_t i = 0; i < kSearches; ++i) {
        work_.Add(done[i]);
        Take(searches_[i]);
      }
      if (incumbent_.value > before) Report();
    }
  }

  absl::Status Improve() {
    const bool provable = model_.arcs().size() <= kProvable;
    BranchAndBound tree(model_, prices_, bound_);
    int64_t rounds = std::min<int64_t>(
        kMostRounds, kFirstRounds * static_cast<int64_t>(model_.arcs().size()));
    int64_t proof = kFirstProof;
    while (!Done()) {
      SearchTurn(rounds);
      rounds = std::min(kMostRounds, rounds + rounds / 2);
      if (!provable || Done()) continue;
      RETURN_IF_ERROR(Prove(tree, proof));
      proof *= 2;
    }
    return absl::OkStatus();
  }

  absl::Status Prove(BranchAndBound& tree, int64_t most) {
    Work work(std::min(most, work_.left()), &options_.cancelled);
    const int128 before = incumbent_.value;
    RETURN_IF_ERROR(tree.Explore(&incumbent_, &work));
    work_.Add(work.done());
    proven_ = std::min(proven_, std::max(incumbent_.value, tree.bound()));
    if (incumbent_.value > before) Report();
    return absl::OkStatus();
  }

  AssignmentSolution Finish() {
    AssignmentSolution solution;
    solution.prices = prices_;
    solution.price_bound = bound_;
    solution.bound = Bound();
    solution.bound_by_search = proven_ < bound_;
    solution.work = work_.done();
    solution.cancelled = work_.cancelled();
    solution.nothing_to_do = model_.arcs().empty();
    solution.has_plan = incumbent_.found;
    if (incumbent_.found) solution.plan = model_.PlanOf(incumbent_.amounts);
    solution.worth = WorthOf(problem_, solution.plan);
    solution.value = solution.worth.total();
    if (solution.has_plan) {
      solution.gap_bp = GapOf(solution.value, solution.bound);
      if (solution.value >= solution.bound) {
        solution.status = AssignmentStatus::kOptimal;
      }
    }
    Balance(problem_, &solution);
    return solution;
  }

  const AssignmentProblem& problem_;
  const AssignmentOptions& options_;
  const Model model_;
  Work work_;
  int128 bound_;   // by prices_
  int128 proven_;  // by branch and bound
  AssignmentPrices prices_;
  ColumnPool pool_;
  std::vector<double> flows_, uses_;
  std::optional<AssignmentPlan> start_;
  std::vector<AssignmentSearch> searches_;
  AssignmentIncumbent incumbent_;
  uint64_t seed_ = 0;
};

}  // namespace

absl::StatusOr<AssignmentSolution> SolveAssignment(
    const AssignmentProblem& problem, const AssignmentOptions& options) {
  RETURN_IF_ERROR(ValidateAssignmentProblem(problem));
  if (options.most_steps < 0) {
    return absl::InvalidArgumentError("most_steps: is negative");
  }
  if (options.enough_gap < 0) {
    return absl::InvalidArgumentError("enough_gap: is negative");
  }
  RETURN_IF_ERROR(ValidatePlan(problem, options.plan));
  return Solver(problem, options).Solve();
}

int32_t GapOf(absl::int128 value, absl::int128 bound) {
  const int128 size = bound < 0 ? -bound : bound;
  if (bound <= value) return 0;
  constexpr int32_t kMost = std::numeric_limits<int32_t>::max();
  if (size == 0) return kMost;
  // Not over 2^90, so the product holds.
  const int128 gap = ((bound - value) * 10'000 + size - 1) / size;
  return gap > kMost ? kMost : static_cast<int32_t>(gap);
}

}  // namespace duikou
