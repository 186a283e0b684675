// Better answers by solving small neighbourhoods to optimality.
//
//   Neighbourhoods neighbourhoods(model, &work, parallel_for);
//   while (neighbourhoods.Round(point, {.agents = 4}, best) ==
//          Neighbourhoods::Outcome::kBetter) {}
//
// Problem: given an answer, find a better one where only a few agents exchange
// items. Method: with prices u, bound − value is exactly the sum over agents of
// knapsack_j(u) − (what agent j has, at the prices), plus the prices of what is
// nowhere. So agents that lose most start a neighbourhood; those who hold what
// the agent's best knapsack wants join it; branch and bound (search.h) solves
// the few agents with their items and what is nowhere, above the present value.
// Several neighbourhoods of disjoint agents form a round and run side by side.
// Random choices come from a counter, so the same input gives the same answer.
// Complexity: `work` limits it. Thread-safety: one thread; see Lagrangian.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_NEIGHBOURHOOD_H_
#define DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_NEIGHBOURHOOD_H_

#include <cstdint>
#include <random>
#include <vector>

#include "matcher/assignment/indivisible/lagrangian.h"
#include "matcher/assignment/indivisible/local_search.h"
#include "matcher/assignment/indivisible/model.h"

namespace duikou::indivisible {

// Some agents and items of a model as a model of their own.
struct Part {
  Model model;
  std::vector<int32_t> agents;  // of the whole, ascending
  std::vector<int32_t> items;
};

Part MakePart(const Model& whole, const std::vector<int32_t>& agents,
              const std::vector<int32_t>& items);

struct NeighbourhoodOptions {
  int32_t agents = 4;
  int64_t nodes = 60;
  int64_t cells = 40'000'000;  // of one neighbourhood
};

class Neighbourhoods {
 public:
  Neighbourhoods(const Model& model, Work* work,
                 const ParallelFor* parallel_for);

  enum class Outcome { kNothingToTry, kNoBetter, kBetter };

  // One round at the prices of `point`. REQUIRES: best.found.
  Outcome Round(const PricePoint& point, const NeighbourhoodOptions& options,
                Incumbent& best);

 private:
  struct Job;

  std::vector<int64_t> Losses(const PricePoint& point,
                              const Incumbent& best) const;
  std::vector<int32_t> Grow(const PricePoint& point,
                            const std::vector<int64_t>& losses,
                            const Incumbent& best, int32_t size,
                            std::vector<uint8_t>& used);
  int32_t Draw(const std::vector<int64_t>& losses,
               const std::vector<uint8_t>& used);
  void Run(const PricePoint& point, const NeighbourhoodOptions& options,
           Job& job) const;

  const Model& model_;
  Work* work_;
  const ParallelFor* parallel_for_;
  std::mt19937_64 random_{20'140'714};
};

}  // namespace duikou::indivisible

#endif  // DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_NEIGHBOURHOOD_H_
