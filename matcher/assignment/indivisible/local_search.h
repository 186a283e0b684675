// Feasible answers: from the knapsacks' choices, and better by small moves.
//
//   Incumbent best;                         // nothing yet
//   LocalSearch search(model);
//   search.Start(wanted_choices);           // keeps what fits
//   search.Descend();                       // until no move gains
//   search.Offer(best);                     // takes it where it is better
//
// Method: the choices wanted are kept where they fit, then items that are
// nowhere go where they gain most; then first-improvement descent over moves of
// one item and swaps of two. An item that must be placed and is not counts as a
// large loss, so descent repairs it. Complexity: O(items²) a round of swaps.
// Thread-safety: one thread.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_LOCAL_SEARCH_H_
#define DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_LOCAL_SEARCH_H_

#include <cstdint>
#include <vector>

#include "matcher/assignment/indivisible/model.h"

namespace duikou::indivisible {

struct Incumbent {
  bool found = false;
  int64_t value = 0;
  std::vector<int32_t> agent_of;

  // Takes the answer where it is better; whether it did.
  bool Offer(int64_t other_value, const std::vector<int32_t>& other);
};

class LocalSearch {
 public:
  explicit LocalSearch(const Model& model);

  // Each item by the first of its wanted choices that fits; others nowhere.
  void Start(const std::vector<int32_t>& wanted);
  void StartAt(const std::vector<int32_t>& agent_of);
  void Descend();
  bool Offer(Incumbent& incumbent) const;

  // Evaluations of moves since the start, for counting work.
  int64_t moves() const { return moves_; }

 private:
  int64_t Removed(int32_t item) const;
  int64_t PenaltyChange(int32_t agent, int64_t load) const;
  void MoveTo(int32_t item, int32_t choice);
  void Fill();
  bool MoveRound();
  bool SwapRound();
  bool TrySwap(int32_t a, int32_t b);

  const Model& model_;
  std::vector<int32_t> choice_of_;  // by item; -1 nowhere
  std::vector<int64_t> load_;
  std::vector<int32_t> table_;  // choice by item × agent; -1
  int64_t missing_loss_ = 0;    // of an item that must be placed and is not
  int64_t moves_ = 0;
};

}  // namespace duikou::indivisible

#endif  // DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_LOCAL_SEARCH_H_
