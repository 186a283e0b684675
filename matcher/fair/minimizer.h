// The least total weight of literals that have to be false.
//
//   Minimizer minimizer({{-dropped, 70}, {-late, 1}}, &sat);
//   minimizer.Run([&] { return Accept(); }, 10'000, &work);
//   minimizer.lower(), minimizer.upper();  // equal: solved
//
// Problem: of all assignments that satisfy the clauses, one with the least sum
// of weights of wishes that are not granted. Method: core-guided (OLL): an
// unsatisfiable set of wishes costs its least weight; they are put back
// together with counters of how many of them fail; heavy wishes first. Bounds
// come from cores, answers on the way. Complexity: exponential; the run goes on
// where it stopped. Limits: the sum of weights fits an int64_t. Reference: A.
// Morgado et al.: Core-guided MaxSAT with soft cardinality constraints (CP
// 2014). Thread-compatible. Internal to the folder.
#ifndef DUIKOU_MATCHER_FAIR_MINIMIZER_H_
#define DUIKOU_MATCHER_FAIR_MINIMIZER_H_

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <vector>

#include "matcher/base/work.h"
#include "matcher/fair/cardinality.h"
#include "matcher/fair/sat.h"

namespace duikou {

// A literal that should be true, and what it costs where it is not.
struct Wish {
  SatLiteral literal = kSatTrue;
  int64_t weight = 0;  // > 0
};

class Minimizer {
 public:
  enum class State : uint8_t {
    kOpen,        // lower() and upper() hold
    kOptimal,     // lower() == upper()
    kInfeasible,  // the clauses alone cannot hold
  };
  static constexpr int64_t kNoAnswer = std::numeric_limits<int64_t>::max();

  // `sat` outlives it. Literals may repeat; their weights add up.
  Minimizer(const std::vector<Wish>& wishes, Sat* sat);

  // Goes on for so many steps. `accept` is called after each answer; it returns
  // false where it has added clauses that the answer breaks.
  State Run(const std::function<bool()>& accept, int64_t most_steps,
            Work* work);

  State state() const { return state_; }
  int64_t lower() const { return lower_; }
  int64_t upper() const { return upper_; }  // kNoAnswer: none yet
  // An answer of that cost is known from elsewhere; nothing worse is looked at.
  void KnowUpper(int64_t upper);

  // Once it is solved: makes every further answer of `sat` one of the least
  // cost.
  void Settle();

 private:
  struct Counter {
    std::shared_ptr<Totaliser> sum;
    int32_t k = 0;  // at least so many fail
  };

  std::vector<SatLiteral> Assumptions() const;
  bool LowerStratum();
  // Of the wishes at hand; kNotKnown: out of steps.
  SatAnswer TryAll(const std::function<bool()>& accept, int64_t end,
                   Work* work);
  void TakeAnswer();
  std::vector<SatLiteral> Shrink(std::vector<SatLiteral> core, Work* work);
  void TakeCore(const std::vector<SatLiteral>& core);
  void AddWish(SatLiteral literal, int64_t weight);
  void NextOf(SatLiteral literal, int64_t weight);
  void Harden();

  Sat* const sat_;
  const std::vector<Wish> wishes_;
  std::map<SatLiteral, int64_t> open_;     // by literal: its weight now
  std::map<SatLiteral, Counter> counter_;  // that a literal came from
  int64_t stratum_ = 0;                    // wishes as heavy are looked at
  int64_t lower_ = 0;
  int64_t upper_ = kNoAnswer;
  State state_ = State::kOpen;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_FAIR_MINIMIZER_H_
