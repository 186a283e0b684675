// PlanState: a plan while it is being changed, its worth always known exactly.
// Internal to the solver.
//
//   PlanState state(model, domains);
//   const size_t mark = state.mark();
//   if (state.Room(arc) >= amount) state.Set(arc, amount);
//   if (state.value() < before) state.RollBack(mark);
//
// Room and MayJoin say what keeps needs, means, partners and projects; that
// whole needs are met in full or not at all is what faults() counts, as it
// takes several changes to get there. Copyable; thread-compatible.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_PLAN_STATE_H_
#define DUIKOU_MATCHER_ASSIGNMENT_PLAN_STATE_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/numeric/int128.h"
#include "matcher/assignment/model.h"

namespace duikou {

class PlanState {
 public:
  // Nothing given. Both outlive it.
  PlanState(const Model& model, const std::vector<ArcDomain>& domains);

  // Points × fen, as WorthOf counts.
  absl::int128 value() const { return value_; }
  const std::vector<int64_t>& amounts() const { return amounts_; }
  int64_t amount(int32_t arc) const { return amounts_[arc]; }
  bool partner(int32_t pair) const { return used_[pair] > 0; }
  int64_t need_left(int32_t cell) const {
    return model_->need(cell).open.fen() - need_given_[cell];
  }
  int64_t need_given(int32_t cell) const { return need_given_[cell]; }
  int64_t supply_given(int32_t cell) const { return supply_given_[cell]; }
  int32_t partners(int32_t project) const { return partners_[project]; }
  // Pairs of a supporter that are partners, in no order that means anything.
  const std::vector<int32_t>& pairs_of(int32_t supporter) const {
    return pairs_of_[supporter];
  }
  // Whole needs met in part, or not met though they must be.
  int32_t faults() const { return faults_; }
  bool must_fill(int32_t cell) const { return must_fill_[cell]; }

  // The most that the arc could be, all others as they are; may be below what
  // its domain allows.
  int64_t Room(int32_t arc) const;
  // Whether the pair is a partner or could become one.
  bool MayJoin(int32_t pair) const;
  // What the arc at `amount` instead is worth, its pair's being a partner
  // apart.
  absl::int128 Gain(int32_t arc, int64_t amount) const;
  // What it costs that the pair becomes a partner.
  int64_t JoinCost(int32_t pair) const;
  // REQUIRES: Room(arc) >= amount, or less than before.
  void Set(int32_t arc, int64_t amount);

  // Changes since a mark are undone by going back to it.
  size_t mark() const { return journal_.size(); }
  void RollBack(size_t mark);
  void Forget() { journal_.clear(); }

 private:
  bool CellFault(int32_t cell) const;
  void Join(int32_t pair);
  void Leave(int32_t pair);
  void Apply(int32_t arc, int64_t amount);

  const Model* model_;
  const std::vector<ArcDomain>* domains_;
  std::vector<int64_t> amounts_;
  std::vector<int64_t> need_given_, supply_given_;
  std::vector<absl::int128> floor_given_;
  std::vector<int32_t> partners_, used_;
  std::vector<std::vector<int32_t>> pairs_of_;
  std::vector<int32_t> place_in_;  // by pair, in pairs_of_
  std::vector<uint8_t> must_fill_;
  absl::int128 value_ = 0;
  int32_t faults_ = 0;
  std::vector<std::pair<int32_t, int64_t>> journal_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_PLAN_STATE_H_
