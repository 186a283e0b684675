// The knapsack that prices leave to one agent.
//
//   Knapsack knapsack;
//   knapsack.Solve(agent, base_cells, items, &taken);   // the best value
//
// Problem: from a load of `base` cells, take a subset of the items so that
// Σ value + terminal[load] is the greatest, load within the table.
// Method: items that pay at no load are dropped, items that pay at every load
// are taken, and a Dantzig bound strikes out those that no solution better than
// a greedy one contains or lacks (exact, as it compares integers); the
// rest is a DP over loads, backwards from the terminal. Complexity: O(items ·
// cells). Limits: values and terminals of magnitude 2^61 / items; tables are of
// 32 bits where all sums fit them. Reference: S. Martello, P. Toth: Knapsack
// problems (1990). Thread-safety: one thread an object, which holds the tables.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_KNAPSACK_H_
#define DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_KNAPSACK_H_

#include <cstdint>
#include <limits>
#include <vector>

#include "matcher/assignment/indivisible/model.h"

namespace duikou::indivisible {

inline constexpr int64_t kNever = std::numeric_limits<int64_t>::min() / 4;

struct KnapsackEntry {
  int64_t value = 0;
  int32_t cells = 0;
  int32_t choice = 0;
};

// Bounds of the best values with one entry forced (exact but for entries that
// always pay); kNever where it does not fit.
struct ForcedValues {
  int64_t with = kNever;
  int64_t without = kNever;
};

class Knapsack {
 public:
  // `entries` are reordered and shrunk. Appends the taken choices to `taken`.
  int64_t Solve(const AgentModel& agent, int32_t base,
                std::vector<KnapsackEntry>& entries,
                std::vector<int32_t>* taken);

  // The same value; forced[k] belongs to entries[k], which keep their order.
  int64_t SolveForced(const AgentModel& agent, int32_t base,
                      const std::vector<KnapsackEntry>& entries,
                      std::vector<ForcedValues>* forced);

  // Cells computed so far.
  int64_t cells() const { return cells_; }

 private:
  // Where a table starts: agent.Terminal(start + c) at its cell c.
  struct Terminal {
    const AgentModel& agent;
    int64_t start;
    int64_t operator[](int64_t c) const { return agent.Terminal(start + c); }
  };
  template <typename T>
  int64_t SolveTable(const Terminal& terminal, int32_t length,
                     const std::vector<KnapsackEntry>& entries,
                     std::vector<T>& table, std::vector<int32_t>* taken);
  template <typename T>
  int64_t ForcedTable(const Terminal& terminal, int32_t length,
                      const std::vector<KnapsackEntry>& entries,
                      std::vector<T>& table, std::vector<T>& forward,
                      std::vector<ForcedValues>* forced);
  static bool Narrow(const Terminal& terminal, int32_t length,
                     const std::vector<KnapsackEntry>& entries, bool forward);
  static bool Pays(const Terminal& terminal, int64_t from,
                   const KnapsackEntry& entry);
  static int64_t GreatestAtPrice(const Terminal& terminal, int32_t length,
                                 int64_t price);
  int32_t Trim(const AgentModel& agent, int32_t base,
               std::vector<KnapsackEntry>& entries, std::vector<int32_t>* taken,
               int64_t* gained, int32_t* shift);
  int64_t Strike(const Terminal& terminal, int32_t* length,
                 std::vector<KnapsackEntry>& entries,
                 std::vector<int32_t>* kept, std::vector<int32_t>* greedy,
                 int32_t* shift, int64_t* gained);

  int64_t cells_ = 0;
  std::vector<int32_t> table32_, forward32_;
  std::vector<int64_t> table64_, forward64_;
  std::vector<int32_t> order_, lengths_;
  std::vector<KnapsackEntry> rest_;
  std::vector<ForcedValues> rest_forced_;
};

}  // namespace duikou::indivisible

#endif  // DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_KNAPSACK_H_
