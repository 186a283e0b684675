// Tiny fairs with every rule of the model, each on or off, and what is best in
// them by trying everything: what the solver is measured by.
//
//   const TimetableProblem problem = TinyFair(seed);
//   const FairOracle oracle(problem);
//   std::optional<FairOracle::Best> best = oracle.FindBest();
//
// Shares no code with the solver. Thread-compatible.
#ifndef DUIKOU_MATCHER_FAIR_TESTING_TINY_FAIR_H_
#define DUIKOU_MATCHER_FAIR_TESTING_TINY_FAIR_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "matcher/fair/timetable.h"

namespace duikou::testing {

// Slots of 20 minutes from 9 o'clock on, 10 apart, on one day; tables in one
// hall; meetings of the participants paired, all of which must be held.
TimetableProblem SmallFair(int32_t slots, int32_t tables, int32_t participants,
                           const std::vector<std::pair<int32_t, int32_t>>& who);

// Valid, the same for the same seed, with at most some thousand timetables to
// look at.
TimetableProblem TinyFair(uint64_t seed);

// What goes wrong on the day: somebody is away for a slot or all that are left,
// or a hall is lost. The problem as it is then.
TimetableProblem Disturbed(TimetableProblem problem, std::mt19937_64& random);

// Refers to the problem, which outlives it.
class FairOracle {
 public:
  struct Best {
    int64_t importance = 0;
    int64_t breaks = 0;
    Timetable timetable;
  };

  explicit FairOracle(const TimetableProblem& problem);

  // All demands of the problem, and which are to be met; all at first.
  const std::vector<FairDemand>& demands() const { return demands_; }
  void MeetOnly(const std::vector<FairDemand>& demands);

  // nullopt: the demands cannot be met.
  std::optional<Best> FindBest() const;
  bool Feasible() const;
  // What a repair costs at least.
  int64_t LeastRepair(const Timetable& published,
                      const RepairOptions& options) const;
  // Whether the timetable meets the demands.
  bool Keeps(const Timetable& timetable) const;

 private:
  TimetableProblem Freed() const;
  bool Meets(FairDemand demand) const;
  bool MayBe(int32_t meeting, FairPlacement placement) const;
  bool Apart(int32_t one, FairPlacement at, int32_t other,
             FairPlacement there) const;
  bool InOrder(int32_t one, int32_t slot, int32_t other, int32_t there) const;
  bool Even(const Timetable& timetable) const;
  // Whether nobody has more meetings than it wants.
  bool Few(const Timetable& timetable) const;
  int64_t BreaksOf(int32_t participant, const Timetable& timetable) const;
  std::vector<FairPlacement> Choices(int32_t meeting) const;
  // Every timetable that keeps all but must-holds, evenness and limits, until
  // `look`
  // returns false; of meetings that are `settled` only what is given.
  bool ForEach(size_t meeting, const std::vector<bool>& settled,
               Timetable& timetable,
               const std::function<bool(const Timetable&)>& look) const;

  const TimetableProblem& problem_;
  std::vector<FairDemand> demands_;
  std::vector<FairDemand> met_;
};

}  // namespace duikou::testing

#endif  // DUIKOU_MATCHER_FAIR_TESTING_TINY_FAIR_H_
