#include "matcher/assignment/indivisible/solver.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "matcher/assignment/indivisible/domain.h"
#include "matcher/assignment/indivisible/lagrangian.h"
#include "matcher/assignment/indivisible/local_search.h"
#include "matcher/assignment/indivisible/model.h"
#include "matcher/assignment/indivisible/neighbourhood.h"
#include "matcher/assignment/indivisible/search.h"
#include "matcher/assignment/indivisible/start_prices.h"

namespace duikou {
namespace indivisible {
namespace {

// Steps of better prices before the first answer, and a cycle after.
constexpr int32_t kFirstSteps = 120;
constexpr int32_t kCycleSteps = 40;
// Aimed at first, as a share of the bound.
constexpr double kFirstReach = 0.01;
// Up to as many choices a proof is likely enough to get half the work.
constexpr size_t kProvable = 20'000;
// Fewer choices do not repay handing tasks out.
constexpr size_t kWorthSharing = 4'000;
// Of a cycle, in cells.
constexpr int64_t kLeastBudget = 1'000'000;
constexpr int64_t kNoTarget = std::numeric_limits<int64_t>::min() / 2;

// Solves one problem: cycles of better prices, better answers and attempts at a
// proof, each cycle with more work than the one before.
class Solver {
 public:
  Solver(const IndivisibleProblem& problem, const IndivisibleOptions& options)
      : options_(options),
        model_(BuildModel(problem, 0)),
        work_(options.most_cells, &options.cancelled),
        sharing_(model_.choices.size() >= kWorthSharing ? &options.parallel_for
                                                        : nullptr),
        lagrangian_(model_, &work_, sharing_),
        local_(model_),
        neighbourhoods_(model_, &work_, &options.parallel_for),
        root_(model_) {}

  IndivisibleSolution Solve() {
    for (int32_t i = 0; i < model_.items; ++i) {
      if (model_.must_place[i] && model_.of_item[i].empty()) {
        infeasible_ = true;
      }
    }
    Start();
    int64_t budget = 0;
    while (!Done()) {
      budget = std::max({kLeastBudget, 2 * budget, work_.cells()});
      const int64_t until = work_.cells() + budget;
      if (model_.choices.size() > kProvable) {
        Prove(budget / 10);
        ImproveAnswer(until - budget / 4);
      } else {
        Prove(budget);
        ImproveAnswer(work_.cells() + budget / 4);
      }
      ImprovePrices(kCycleSteps);
    }
    return Finish();
  }

 private:
  int64_t Bound() const {
    return std::min(proven_, FloorDiv(point_.value, model_.scale));
  }

  bool Done() {
    // No feasible solution is worth so little.
    if (Bound() < model_.least_value) infeasible_ = true;
    if (infeasible_ || work_.Exhausted()) return true;
    return best_.found && Bound() - best_.value <= options_.enough_gap;
  }

  std::vector<int64_t> FirstPrices() const {
    if (options_.prices.size() != static_cast<size_t>(model_.items)) {
      return StartPrices(model_);
    }
    std::vector<int64_t> prices;
    for (int32_t i = 0; i < model_.items; ++i) {
      const double price = static_cast<double>(options_.prices[i]) /
                           static_cast<double>(options_.price_scale) *
                           static_cast<double>(model_.scale);
      prices.push_back(static_cast<int64_t>(
          std::clamp(price, model_.must_place[i] ? -0x1p52 : 0.0, 0x1p52)));
    }
    return prices;
  }

  void Start() {
    if (options_.agent_of.size() == static_cast<size_t>(model_.items)) {
      local_.StartAt(options_.agent_of);
      local_.Offer(best_);
      local_.Descend();
      local_.Offer(best_);
    }
    const bool warm =
        options_.prices.size() == static_cast<size_t>(model_.items);
    point_ = lagrangian_.Evaluate(root_, FirstPrices());
    reach_ = std::abs(static_cast<double>(point_.value)) *
             (warm ? kFirstReach / 10 : kFirstReach);
    ImprovePrices(warm ? kCycleSteps : kFirstSteps);
  }

  void ImprovePrices(int32_t steps) {
    if (Done()) return;
    reach_ = std::max(reach_, static_cast<double>(model_.scale));
    const int64_t target = best_.found ? best_.value * model_.scale : kNoTarget;
    reach_ = lagrangian_.Improve(
        root_, {.steps = steps, .target = target, .reach = reach_}, point_);
    // What the knapsacks took most often, repaired.
    std::vector<int32_t> wanted;
    for (size_t k = 0; k < model_.choices.size(); ++k) {
      if (lagrangian_.share()[k] > 0) wanted.push_back(static_cast<int32_t>(k));
    }
    std::stable_sort(wanted.begin(), wanted.end(), [&](int32_t a, int32_t b) {
      return lagrangian_.share()[a] > lagrangian_.share()[b];
    });
    const int64_t before = local_.moves();
    local_.Start(wanted);
    local_.Descend();
    work_.Add((local_.moves() - before) * 8);
    local_.Offer(best_);
  }

  void ImproveAnswer(int64_t until) {
    const int32_t agents = static_cast<int32_t>(model_.agents.size());
    if (!best_.found || agents < 3) return;
    int32_t tried = 0;
    int32_t gained = 0;
    while (!Done() && work_.cells() < until) {
      const auto outcome = neighbourhoods_.Round(point_, size_, best_);
      if (outcome == Neighbourhoods::Outcome::kNothingToTry) return;
      gained += outcome == Neighbourhoods::Outcome::kBetter;
      // Few gains: larger neighbourhoods.
      if (++tried < 30) continue;
      if (gained < 4 && size_.agents < agents && size_.agents < 12) {
        ++size_.agents;
        size_.nodes = size_.nodes * 4 / 3;
        size_.cells = size_.cells * 4 / 3;
      }
      tried = gained = 0;
    }
  }

  // Searches above cutoffs that start at the bound and fall, within `budget`.
  void Prove(int64_t budget) {
    const int64_t limit = work_.cells() + budget;
    Work work(std::min(budget, work_.left()), &options_.cancelled);
    Search search(model_, &work, {}, sharing_);
    const int64_t highest = FloorDiv(point_.value, model_.scale);
    while (!Done() && work_.cells() < limit) {
      const int64_t below = highest - Bound() + 1;
      int64_t cutoff = Bound() - std::max<int64_t>(1, below / 3);
      cutoff = std::max(cutoff, model_.least_value - 1);
      if (best_.found) cutoff = std::max(cutoff, best_.value);
      const int64_t before = work.cells();
      const bool closed = search.Exhaust(root_, point_, cutoff, best_);
      work_.Add(work.cells() - before);
      if (!closed) break;
      proven_ = std::min(proven_,
                         best_.found ? std::max(cutoff, best_.value) : cutoff);
    }
    nodes_ += search.nodes();
  }

  IndivisibleSolution Finish() {
    IndivisibleSolution solution;
    solution.certificate = {.prices = point_.prices,
                            .scale = model_.scale,
                            .unit = model_.unit,
                            .bound = FloorDiv(point_.value, model_.scale)};
    solution.bound = std::max(Bound(), model_.least_value);
    solution.bound_by_search = Bound() < solution.certificate.bound;
    solution.cells = work_.cells();
    solution.nodes = nodes_;
    if (infeasible_ && !best_.found) {
      solution.status = IndivisibleStatus::kInfeasible;
      return solution;
    }
    if (best_.found) {
      solution.has_assignment = true;
      solution.agent_of = best_.agent_of;
      solution.value = best_.value;
      if (Bound() <= best_.value) {
        solution.status = IndivisibleStatus::kOptimal;
      }
    }
    return solution;
  }

  const IndivisibleOptions& options_;
  const Model model_;
  Work work_;
  const ParallelFor* sharing_;
  Lagrangian lagrangian_;
  LocalSearch local_;
  Neighbourhoods neighbourhoods_;
  Domain root_;
  PricePoint point_;
  Incumbent best_;
  NeighbourhoodOptions size_;
  double reach_ = 0;
  // By exhausted search.
  int64_t proven_ = std::numeric_limits<int64_t>::max();
  int64_t nodes_ = 0;
  bool infeasible_ = false;
};

absl::Status CheckOptions(const IndivisibleOptions& options) {
  if (options.most_cells < 0) {
    return absl::InvalidArgumentError("most_cells: must not be negative");
  }
  if (options.enough_gap < 0) {
    return absl::InvalidArgumentError("enough_gap: must not be negative");
  }
  if (options.price_scale < 1) {
    return absl::InvalidArgumentError("price_scale: must be at least 1");
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace indivisible

absl::StatusOr<IndivisibleSolution> SolveIndivisible(
    const IndivisibleProblem& problem, const IndivisibleOptions& options) {
  absl::Status status = indivisible::CheckProblem(problem);
  if (!status.ok()) return status;
  status = indivisible::CheckOptions(options);
  if (!status.ok()) return status;
  return indivisible::Solver(problem, options).Solve();
}

absl::StatusOr<int64_t> IndivisibleValue(const IndivisibleProblem& problem,
                                         const std::vector<int32_t>& agent_of) {
  if (agent_of.size() != problem.items.size()) {
    return absl::InvalidArgumentError("agent_of: not one entry an item");
  }
  std::vector<absl::int128> loads(problem.agents.size(), 0);
  absl::int128 value = 0;
  for (size_t i = 0; i < agent_of.size(); ++i) {
    const IndivisibleItem& item = problem.items[i];
    if (agent_of[i] == kNotPlaced && !item.must_place) continue;
    const auto choice = std::find_if(item.choices.begin(), item.choices.end(),
                                     [&](const IndivisibleChoice& each) {
                                       return each.agent == agent_of[i];
                                     });
    if (choice == item.choices.end()) {
      return absl::InvalidArgumentError(
          absl::StrCat("agent_of[", i, "]: not a choice of the item"));
    }
    value += choice->worth;
    loads[choice->agent] += choice->load;
  }
  for (size_t j = 0; j < loads.size(); ++j) {
    const IndivisibleAgent& agent = problem.agents[j];
    if (agent.capacity && loads[j] > *agent.capacity) {
      return absl::InvalidArgumentError(
          absl::StrCat("agents[", j, "].capacity: exceeded"));
    }
    value -= loads[j] < agent.quota
                 ? (agent.quota - loads[j]) * agent.under_penalty
                 : (loads[j] - agent.quota) * agent.over_penalty;
  }
  return static_cast<int64_t>(value);
}

}  // namespace duikou
