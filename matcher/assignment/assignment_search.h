// AssignmentSearch: better plans by taking a few projects' shares away and
// giving them anew. Internal to the solver.
//
//   AssignmentSearch search(model, domains);
//   search.Guide(prices);                 // whom to ask first
//   if (search.StartAt(amounts)) search.Run(0, 1'000, 1'000, bound, &work);
//   search.best();                        // amounts by arc
//
// Problem: a good plan, starting from one that keeps all rules. Method: ruin
// and recreate. A round empties some projects that are neighbours by their
// supporters (or some that a supporter short of its quota could take), then
// gives them, project by project, to the pairs that gain most, counted either
// as the plan stands or at the supporters' prices; a result a little worse than
// the present one is kept, the less so the smaller the gap is. Complexity:
// O(projects emptied × candidates) a round. Random choices come from a counter,
// so the same input gives the same plan. Reference: G. Schrimpf et al.: Record
// breaking optimization results using the ruin and recreate principle (2000).
// Thread-safety: one thread.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_ASSIGNMENT_SEARCH_H_
#define DUIKOU_MATCHER_ASSIGNMENT_ASSIGNMENT_SEARCH_H_

#include <cstdint>
#include <random>
#include <vector>

#include "absl/numeric/int128.h"
#include "matcher/assignment/model.h"
#include "matcher/assignment/plan_state.h"
#include "matcher/assignment/solution.h"
#include "matcher/base/work.h"

namespace duikou {

class AssignmentSearch {
 public:
  // Both outlive it.
  AssignmentSearch(const Model& model, const std::vector<ArcDomain>& domains);

  // Candidates at these prices.
  void Guide(const AssignmentPrices& prices);

  // A plan that keeps all rules becomes the present one, and the best where it
  // is better.
  void StartAt(const std::vector<int64_t>& amounts);
  // Towards amounts that need not keep any rule, as far as rules allow; then
  // gives what is open. REQUIRES: StartAt.
  void Round(const std::vector<double>& flows, const std::vector<double>& uses);
  // A turn begins at the best plan, with random numbers of its own.
  void Begin(uint64_t seed);
  // Rounds `from` … `to` − 1 of a turn of `rounds`, in which ever smaller
  // losses are kept. Ends early where `work` does, or where the best is worth
  // `bound`. REQUIRES: StartAt, Guide.
  void Run(int64_t from, int64_t to, int64_t rounds, absl::int128 bound,
           Work* work);

  bool found() const { return found_; }
  absl::int128 value() const { return best_value_; }
  const std::vector<int64_t>& best() const { return best_; }

 private:
  // What is best done with a pair.
  struct Option {
    int32_t pair = kNone;
    absl::int128 gain = 0;
    double key = 0;
    std::array<int64_t, kMaxFundKinds> amounts = {};
  };

  uint64_t Draw(uint64_t below) { return random_() % below; }
  double Fraction() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
  void Offer();
  bool Keep(absl::int128 before, double heat);
  void Choose();
  void ChooseAround(int32_t project, int32_t count);
  void ChooseFor(int32_t supporter, int32_t count);
  void Take(int32_t project);
  void Empty(int32_t project);
  void EmptyPair(int32_t pair);
  void Recreate();
  void Give(int32_t project);
  // Arcs that could give more to a cell of needs, those that gain most first.
  std::vector<int32_t> TakersOf(int32_t cell);
  void FillWhole(int32_t cell);
  Option OptionOf(int32_t pair) const;
  void BestAmount(int32_t arc, Option& option) const;
  void RoundWhole(int32_t cell, const std::vector<double>& flows);

  const Model& model_;
  const std::vector<ArcDomain>& domains_;
  PlanState state_;
  std::vector<std::vector<int32_t>> candidates_;  // pairs by project
  std::vector<std::vector<int32_t>> wanted_;      // pairs by supporter
  std::vector<double> supply_price_;              // points a fen
  bool at_prices_ = false;
  bool all_pairs_ = false;
  std::vector<int32_t> chosen_;
  std::vector<uint8_t> is_chosen_;
  int64_t looked_ = 0;
  bool found_ = false;
  absl::int128 best_value_ = 0;
  std::vector<int64_t> best_;
  std::mt19937_64 random_{20'140'714};
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_ASSIGNMENT_SEARCH_H_
