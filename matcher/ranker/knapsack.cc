#include "matcher/ranker/knapsack.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "matcher/base/check.h"
#include "matcher/ranker/lagrangian.h"

namespace duikou {
namespace {

using absl::int128;

// Room that cannot be used up: more than all amounts together.
constexpr int128 kUnlimited = int128(1) << 100;

struct Taken {
  int32_t item;
  int32_t option;
};

// One option as the continuous filling sees it.
struct FillOption {
  int32_t item;
  int32_t option;
  Score score;
};

class BranchAndBound {
 public:
  explicit BranchAndBound(const KnapsackProblem& problem)
      : problem_(problem), dual_(MinimiseDual(problem)) {
    const size_t items = problem.items.size();
    state_.assign(items, State::kOpen);
    taken_option_.assign(items, 0);
    for (const std::optional<int64_t>& budget : problem.budgets) {
      room_.push_back(budget.has_value() ? int128(*budget) : kUnlimited);
    }
    required_count_ = static_cast<size_t>(
        std::count_if(problem.items.begin(), problem.items.end(),
                      [](const KnapsackItem& item) { return item.required; }));
    OrderItems();
    OrderFilling();
  }

  KnapsackSolution Solve() {
    TryGreedyOrders();
    Explore(0, 0);
    solution_.nodes = nodes_;
    if (!stopped_) {
      solution_.status =
          found_ ? SolveStatus::kOptimal : SolveStatus::kInfeasible;
      solution_.bound = solution_.value;
      return std::move(solution_);
    }
    solution_.bound =
        std::max(solution_.value, std::min(left_bound_, dual_.bound));
    solution_.status = found_ && solution_.bound == solution_.value
                           ? SolveStatus::kOptimal
                           : SolveStatus::kLimitReached;
    return std::move(solution_);
  }

 private:
  enum class State : uint8_t { kOpen, kTaken, kSkipped };

  const KnapsackOption& option(int32_t item, int32_t o) const {
    return problem_.items[item].options[o];
  }

  // What taking the item by its best option, or leaving it, is worth.
  int128 BestWorth(int32_t item) const {
    const int128 worth = dual_.ItemWorth(problem_.items[item]);
    if (problem_.items[item].required) return worth;
    return std::max(worth, int128(0));
  }

  // Required items first, then the most worth taking.
  void OrderItems() {
    order_.resize(problem_.items.size());
    std::iota(order_.begin(), order_.end(), 0);
    std::vector<int128> worth(order_.size());
    for (int32_t i : order_) worth[i] = dual_.ItemWorth(problem_.items[i]);
    std::stable_sort(order_.begin(), order_.end(), [&](int32_t a, int32_t b) {
      const bool first = problem_.items[a].required;
      if (first != problem_.items[b].required) return first;
      return worth[a] > worth[b];
    });
  }

  void OrderFilling() {
    filling_.resize(problem_.budgets.size());
    least_from_.resize(problem_.budgets.size());
    for (int32_t i = 0; i < static_cast<int32_t>(problem_.items.size()); ++i) {
      const std::vector<KnapsackOption>& options = problem_.items[i].options;
      for (int32_t o = 0; o < static_cast<int32_t>(options.size()); ++o) {
        filling_[options[o].budget].push_back(
            {.item = i, .option = o, .score = options[o].score});
      }
    }
    for (size_t b = 0; b < filling_.size(); ++b) {
      std::vector<FillOption>& fill = filling_[b];
      std::stable_sort(fill.begin(), fill.end(),
                       [](const FillOption& a, const FillOption& b) {
                         return a.score > b.score;
                       });
      std::vector<int64_t>& least = least_from_[b];
      least.resize(fill.size());
      int64_t smallest = std::numeric_limits<int64_t>::max();
      for (size_t k = fill.size(); k-- > 0;) {
        smallest =
            std::min(smallest, option(fill[k].item, fill[k].option).least);
        least[k] = smallest;
      }
    }
  }

  // What is taken, in the order of filling_.
  std::vector<Taken> TakenByScore() const {
    std::vector<Taken> taken = taken_;
    std::sort(taken.begin(), taken.end(),
              [this](const Taken& a, const Taken& b) {
                const Score first = option(a.item, a.option).score;
                const Score second = option(b.item, b.option).score;
                return first != second ? first > second : a.item < b.item;
              });
    return taken;
  }

  int128 LeastWorth() const {
    int128 value = 0;
    for (const Taken& t : taken_) {
      const KnapsackOption& o = option(t.item, t.option);
      value += int128(o.score) * o.least;
    }
    return value;
  }

  // Each budget's room, less everyone's least, filled by score with what the
  // items taken can still use and whatever still fits.
  int128 FillBound() const {
    const std::vector<Taken> taken = TakenByScore();
    int128 value = LeastWorth();
    for (size_t b = 0; b < filling_.size(); ++b) value += Fill(b, taken);
    return value;
  }

  int128 Fill(size_t b, const std::vector<Taken>& taken) const {
    const bool full =
        static_cast<int64_t>(taken_.size()) >= problem_.most_items;
    const std::vector<FillOption>& filling = filling_[b];
    int128 room = room_[b];
    int128 value = 0;
    const auto add = [&](int128 amount, Score score) {
      amount = std::min(amount, room);
      room -= amount;
      value += amount * score;
    };
    // As far as some open item may fit.
    size_t k = 0;
    for (; !full && k < filling.size() && room > 0 &&
           least_from_[b][k] <= room_[b];
         ++k) {
      const auto& [item, chosen, score] = filling[k];
      const KnapsackOption& o = option(item, chosen);
      if (state_[item] == State::kTaken) {
        if (taken_option_[item] == chosen) add(o.most - o.least, score);
      } else if (state_[item] == State::kOpen && o.least <= room_[b]) {
        add(o.most, score);
      }
    }
    if (k == filling.size()) return value;
    for (const Taken& t : taken) {
      const KnapsackOption& o = option(t.item, t.option);
      if (o.budget != static_cast<int32_t>(b) || IsBefore(t, filling[k])) {
        continue;
      }
      add(o.most - o.least, o.score);
    }
    return value;
  }

  // Whether what is taken stands before the place in its budget's filling.
  bool IsBefore(const Taken& t, const FillOption& place) const {
    const Score score = option(t.item, t.option).score;
    return score != place.score ? score > place.score : t.item < place.item;
  }

  // No completion of what is taken and skipped is worth more. `loss` is what
  // these decisions have cost against the relaxation.
  int128 Bound(int128 loss) const {
    const int128 relaxed = dual_.bound - loss;
    if (found_ && relaxed <= solution_.value) return relaxed;
    return std::min(relaxed, FillBound());
  }

  void Take(int32_t item, int32_t o) {
    taken_.push_back({item, o});
    state_[item] = State::kTaken;
    taken_option_[item] = o;
    room_[option(item, o).budget] -= option(item, o).least;
  }

  void PutBack() {
    const Taken last = taken_.back();
    taken_.pop_back();
    state_[last.item] = State::kOpen;
    room_[option(last.item, last.option).budget] +=
        option(last.item, last.option).least;
  }

  bool Fits(int32_t item, int32_t o) const {
    return static_cast<int64_t>(taken_.size()) < problem_.most_items &&
           option(item, o).least <= room_[option(item, o).budget];
  }

  // Keeps what is taken if it is the best so far: everyone's least, and the
  // rest by score.
  void Keep() {
    const std::vector<Taken> taken = TakenByScore();
    std::vector<int128> room = room_;
    std::vector<KnapsackChoice> choices;
    int128 value = 0;
    for (const Taken& t : taken) {
      const KnapsackOption& o = option(t.item, t.option);
      const int128 more = std::min(int128(o.most - o.least), room[o.budget]);
      room[o.budget] -= more;
      const int64_t amount = o.least + static_cast<int64_t>(more);
      value += int128(o.score) * amount;
      choices.push_back({.item = t.item, .option = t.option, .amount = amount});
    }
    if (found_ && value <= solution_.value) return;
    found_ = true;
    solution_.value = value;
    std::sort(choices.begin(), choices.end(),
              [](const KnapsackChoice& a, const KnapsackChoice& b) {
                return a.item < b.item;
              });
    solution_.choices = std::move(choices);
  }

  // Takes items in the order of `keys`, the greatest first, each by the option
  // that makes the most of the room there is, as long as they fit.
  void TryGreedy(const std::vector<int128>& keys) {
    std::vector<int32_t> order = order_;
    std::stable_sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
      const bool first = problem_.items[a].required;
      if (first != problem_.items[b].required) return first;
      return keys[a] > keys[b];
    });
    std::vector<int128> left = room_;
    bool complete = true;
    for (int32_t item : order) {
      int32_t best = -1;
      int128 best_worth = -1;
      const auto options =
          static_cast<int32_t>(problem_.items[item].options.size());
      for (int32_t o = 0; o < options; ++o) {
        const KnapsackOption& candidate = option(item, o);
        if (!Fits(item, o) || candidate.least > left[candidate.budget])
          continue;
        const int128 worth =
            std::min(int128(candidate.most), left[candidate.budget]) *
            candidate.score;
        if (worth > best_worth) {
          best = o;
          best_worth = worth;
        }
      }
      if (best < 0) {
        complete &= !problem_.items[item].required;
        continue;
      }
      const KnapsackOption& chosen = option(item, best);
      left[chosen.budget] -= std::min(int128(chosen.most), left[chosen.budget]);
      Take(item, best);
    }
    if (complete) Keep();
    while (!taken_.empty()) PutBack();
  }

  void TryGreedyOrders() {
    const size_t items = problem_.items.size();
    std::vector<int128> by_score(items), by_most(items), by_worth(items);
    for (size_t i = 0; i < items; ++i) {
      for (const KnapsackOption& o : problem_.items[i].options) {
        by_score[i] = std::max(by_score[i], int128(o.score));
        by_most[i] = std::max(by_most[i], int128(o.score) * o.most);
      }
      by_worth[i] = dual_.ItemWorth(problem_.items[i]);
    }
    for (const auto* keys : {&by_worth, &by_score, &by_most}) TryGreedy(*keys);
  }

  // Counts one bound against the limit of work.
  int128 CountedBound(int128 loss) {
    stopped_ |= ++nodes_ > problem_.most_nodes;
    return Bound(loss);
  }

  // Everything that can be made of what is taken and items order_[first…].
  // The depth is the number of items taken: skipping one is a step of the loop.
  void Explore(size_t first, int128 loss) {
    if (first >= required_count_) Keep();
    std::vector<int32_t> skipped;
    for (size_t i = first; i < order_.size(); ++i) {
      if (static_cast<int64_t>(taken_.size()) >= problem_.most_items) break;
      const int32_t item = order_[i];
      if (found_ &&
          (CannotPay(item, loss) || CountedBound(loss) <= solution_.value)) {
        break;
      }
      if (!stopped_) TakeAndExplore(i, loss);
      if (stopped_) {
        // The item is open again: this bounds all that is left undone here.
        left_bound_ = std::max(left_bound_, Bound(loss));
        break;
      }
      if (problem_.items[item].required) break;
      state_[item] = State::kSkipped;
      skipped.push_back(item);
      loss += BestWorth(item);
    }
    for (int32_t item : skipped) state_[item] = State::kOpen;
  }

  // The item by each of its options.
  void TakeAndExplore(size_t i, int128 loss) {
    const int32_t item = order_[i];
    const auto options =
        static_cast<int32_t>(problem_.items[item].options.size());
    for (int32_t o = 0; o < options && !stopped_; ++o) {
      if (!Fits(item, o)) continue;
      const int128 cost = BestWorth(item) - dual_.OptionWorth(option(item, o));
      Take(item, o);
      const int128 bound = CountedBound(loss + cost);
      if (!found_ || bound > solution_.value) {
        Explore(i + 1, loss + cost);
      }
      PutBack();
    }
  }

  // Whether the relaxation rules the item out, and so all that follow: they
  // are worth no more.
  bool CannotPay(int32_t item, int128 loss) const {
    if (problem_.items[item].required) return false;
    const int128 worth = dual_.ItemWorth(problem_.items[item]);
    return dual_.bound - loss + std::min(worth, int128(0)) <= solution_.value;
  }

  const KnapsackProblem& problem_;
  const Lagrangian dual_;
  size_t required_count_ = 0;
  std::vector<int32_t> order_;                    // of items, for branching
  std::vector<std::vector<FillOption>> filling_;  // by budget, by score
  // Beside filling_: the smallest least from that place on.
  std::vector<std::vector<int64_t>> least_from_;

  // The node at hand.
  std::vector<Taken> taken_;
  std::vector<State> state_;           // by item
  std::vector<int32_t> taken_option_;  // by item, where taken
  std::vector<int128> room_;           // by budget, less the least of the taken

  bool found_ = false;
  bool stopped_ = false;
  int128 left_bound_ = 0;
  int64_t nodes_ = 0;
  KnapsackSolution solution_;
};

}  // namespace

KnapsackSolution SolveKnapsack(const KnapsackProblem& problem) {
  for (const KnapsackItem& item : problem.items) {
    DUIKOU_CHECK(!item.options.empty());
    for (const KnapsackOption& o : item.options) {
      DUIKOU_CHECK(o.least >= 1 && o.least <= o.most && o.score >= 0);
    }
  }
  return BranchAndBound(problem).Solve();
}

}  // namespace duikou
