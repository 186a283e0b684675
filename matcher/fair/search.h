// Timetables by local search: quickly, and without a proof.
//
//   FairSearch search(model, 1);
//   search.Fill(2'000, &work);     // as many meetings as it can
//   search.Compact(2'000, &work);  // with fewer breaks
//   if (search.complete()) … search.best();
//
// Problem: as timetable.h. Method: Fill puts a meeting where what it pushes out
// matters least, for a while not to be pushed out itself. Compact swaps two
// slots along a chain of meetings that share somebody (Kempe), and takes what
// is worse ever more rarely. Complexity: a step is about a hundred places
// looked at. Integers and a seed: the same on every machine. Reference: D. de
// Werra: An introduction to timetabling (1985); M. Chiarandini et al.: An
// effective hybrid algorithm for university course timetabling (2006).
// Thread-compatible. Internal to the folder.
#ifndef DUIKOU_MATCHER_FAIR_SEARCH_H_
#define DUIKOU_MATCHER_FAIR_SEARCH_H_

#include <cstdint>
#include <random>
#include <vector>

#include "matcher/base/work.h"
#include "matcher/fair/model.h"

namespace duikou {

// What leaving out each meeting costs: its importance, or, where it must be
// held, more than that of all.
std::vector<int64_t> ImportanceCosts(const FairModel& model);

class FairSearch {
 public:
  // The model outlives it.
  FairSearch(const FairModel& model, uint64_t seed);

  // Puts meetings where `places` says, one after another, as far as they fit.
  void Start(const std::vector<FairPlace>& places);
  // What leaving a meeting out costs, instead of ImportanceCosts(); ≥ 0. Counts
  // from the next Start() on.
  void SetCosts(std::vector<int64_t> costs);

  void Fill(int64_t steps, Work* work);
  void Compact(int64_t steps, Work* work);

  // Puts a meeting that is left out where no more others have to move than
  // `most_moved`, each once; false: there is no such place, or no step left.
  // REQUIRES: the model has no limits.
  bool MoveIn(int32_t meeting, int32_t most_moved, int64_t steps, Work* work);

  // Where each is now.
  const std::vector<FairPlace>& places() const { return place_; }
  // Of what was found, that which leaves out least, then has fewest breaks.
  const std::vector<FairPlace>& best() const { return best_; }
  // Whether in it every meeting that must be is held, and participants' breaks
  // differ no more than they may.
  bool complete() const { return best_complete_; }
  int64_t left_out() const { return best_left_out_; }
  int64_t breaks() const { return best_breaks_; }

 private:
  static constexpr int64_t kTouchesPerStep = 100;

  struct Move {
    int32_t meeting = kNone;
    FairPlace to;
    FairPlace from;
  };

  // Below `bound`, excluded.
  uint64_t Random(uint64_t bound) { return random_() % bound; }
  int32_t& occupant(int32_t resource, int32_t slot) {
    return occupant_[resource * model_.slots() + slot];
  }
  std::vector<int32_t>& at(FairPlace place) {
    return at_[place.slot * model_.zones() + place.zone];
  }
  void FindCapacities();
  void Put(int32_t meeting, FairPlace place);
  void Take(int32_t meeting);
  // Who is in the way, tables apart.
  void FindOthers(int32_t meeting, FairPlace place,
                  std::vector<int32_t>* others);
  // What has to go for the meeting to be there, and its cost; kNever: it
  // cannot.
  int64_t Clashes(int32_t meeting, FairPlace place, int64_t most,
                  std::vector<int32_t>* clashes);
  std::vector<int32_t> Crowd(int32_t meeting, FairPlace place,
                             const std::vector<int32_t>& gone) const;
  std::vector<int32_t> Surplus(const FairLimit& limit,
                               const std::vector<int32_t>& gone) const;
  int32_t Lightest(const std::vector<int32_t>& meetings) const;
  bool Seats(FairPlace place) const;
  bool MoveInWith(int32_t meeting, int32_t moved);
  bool PushOut(int32_t meeting, FairPlace place, int32_t other, int32_t moved);
  int32_t PickLeftOut();
  void Insert(int32_t meeting);
  bool FindChain(int32_t meeting, int32_t to);
  bool AddToChain(int32_t meeting, int32_t to);
  bool ChainFits() const;
  bool Accept(int64_t change, int64_t left, int64_t all);
  void Apply(bool forwards);
  int64_t CostOf(int32_t participant);
  int64_t BreaksOf(int32_t participant);
  int64_t TouchedCost();
  void Remember();
  bool Even();

  const FairModel& model_;
  std::mt19937_64 random_;
  // Whether a type's tables are counted by those of the types around it alone;
  // then, by type, which others are within and around, and by place and type,
  // how many tables there are.
  const bool laminar_;
  std::vector<std::vector<bool>> within_;
  std::vector<std::vector<int32_t>> around_;
  std::vector<int32_t> capacity_;
  std::vector<int64_t> cost_;  // by meeting
  std::vector<FairPlace> place_;
  std::vector<int32_t> occupant_;         // by resource, slot
  std::vector<std::vector<int32_t>> at_;  // by place
  std::vector<int32_t> out_;              // left out, and would rather not
  std::vector<int32_t> out_at_;           // by meeting, where in out_
  std::vector<int64_t> kept_until_;       // by meeting, in rounds
  int64_t round_ = 0;
  int64_t left_out_ = 0;
  int64_t touched_ = 0;  // places looked at
  int64_t most_touched_ = 0;
  std::vector<Move> chain_;
  std::vector<int32_t> touched_participants_;
  std::vector<int32_t> chain_stamp_, participant_stamp_;
  int32_t stamp_ = 0;
  std::vector<FairPlace> best_;
  bool best_complete_ = false;
  int64_t best_left_out_ = 0;
  int64_t best_breaks_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_FAIR_SEARCH_H_
