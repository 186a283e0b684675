// Searches that prove: the two that SolveTimetable runs side by side.
//
//   ExactSearch exact(model);         // bounds, from below
//   exact.Run(10'000, &work);
//   exact.importance_bound(), exact.breaks_bound(), exact.best();
//   BreakDescent descent(model, places);  // fewer breaks, from above
//   descent.Run(breaks, 10'000, &work);
//
// Method: ExactSearch first finds the least importance left out, then, among
// timetables with that, the fewest breaks, both by cores (minimizer.h).
// BreakDescent takes the meetings held as given and asks for one break fewer
// than the best, as long as there is an answer. Thread-compatible. Internal to
// the folder.
#ifndef DUIKOU_MATCHER_FAIR_EXACT_H_
#define DUIKOU_MATCHER_FAIR_EXACT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "matcher/base/work.h"
#include "matcher/fair/cardinality.h"
#include "matcher/fair/encoder.h"
#include "matcher/fair/minimizer.h"
#include "matcher/fair/model.h"
#include "matcher/fair/sat.h"

namespace duikou {

// Of meetings that need not be held.
int64_t ImportanceOf(const FairModel& model,
                     const std::vector<FairPlace>& places);
int64_t BreaksOf(const FairModel& model, const std::vector<FairPlace>& places);

// A timetable without tables, and what it is worth.
struct FairAnswer {
  std::vector<FairPlace> places;
  int64_t importance = 0;
  int64_t breaks = 0;

  bool BetterThan(const FairAnswer& other) const {
    return importance != other.importance ? importance > other.importance
                                          : breaks < other.breaks;
  }
};

class ExactSearch {
 public:
  // The model is copied.
  explicit ExactSearch(const FairModel& model);

  // Goes on for so many steps.
  void Run(int64_t steps, Work* work);

  bool infeasible() const { return infeasible_; }
  // Both bounds are reached by `best`, or by what it was told.
  bool done() const { return done_; }
  int64_t importance_bound() const { return importance_bound_; }
  // Of timetables of the best importance; 0 until that is known.
  int64_t breaks_bound() const { return breaks_bound_; }
  const std::optional<FairAnswer>& best() const { return best_; }
  // A timetable that was found elsewhere.
  void Know(const FairAnswer& answer);

 private:
  bool Accept();
  void StartBreaks();

  FairModel model_;
  Sat sat_;
  FairEncoder encoder_;
  int64_t all_importance_ = 0;
  std::unique_ptr<Minimizer> importance_;
  std::unique_ptr<Minimizer> breaks_;
  int64_t importance_bound_ = 0;
  int64_t breaks_bound_ = 0;
  bool infeasible_ = false;
  bool done_ = false;
  std::optional<FairAnswer> best_;
};

class BreakDescent {
 public:
  // Holds what `places` holds, and starts from it. The model is copied.
  BreakDescent(const FairModel& model, const FairAnswer& start);

  // Looks for fewer than `breaks`, and than in what it found itself.
  void Run(int64_t breaks, int64_t steps, Work* work);

  // Nothing better exists with these meetings.
  bool exhausted() const { return exhausted_; }
  const FairAnswer& best() const { return best_; }

 private:
  FairModel model_;
  Sat sat_;
  FairEncoder encoder_;
  Totaliser breaks_;
  FairAnswer best_;
  bool exhausted_ = false;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_FAIR_EXACT_H_
