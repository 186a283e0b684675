// What a node of the search has decided: the choices still open, and the items
// placed. A value; copied from node to node.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_DOMAIN_H_
#define DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_DOMAIN_H_

#include <cstdint>
#include <vector>

#include "matcher/assignment/indivisible/model.h"

namespace duikou::indivisible {

inline constexpr int32_t kOpen = -2;

class Domain {
 public:
  explicit Domain(const Model& model);

  // An agent, kNotPlaced or kOpen.
  int32_t place(int32_t item) const { return place_[item]; }
  const std::vector<int32_t>& places() const { return place_; }
  bool alive(int32_t choice) const { return alive_[choice] != 0; }
  int32_t alive_count(int32_t item) const { return alive_count_[item]; }
  int32_t open_items() const { return open_items_; }
  bool may_skip(int32_t item) const { return may_skip_[item] != 0; }
  // Exact load and worth of what is placed with the agent.
  int64_t base_load(int32_t agent) const { return base_load_[agent]; }
  int64_t base_worth(int32_t agent) const { return base_worth_[agent]; }

  // Each returns false when nothing is left for some item: no solution here.
  bool Place(const Model& model, int32_t choice);
  bool Skip(const Model& model, int32_t item);
  bool Strike(const Model& model, int32_t choice);
  bool StrikeSkip(const Model& model, int32_t item);
  // Places items with one possibility left.
  bool Settle(const Model& model, int32_t item);

 private:
  std::vector<uint8_t> alive_;     // by choice
  std::vector<uint8_t> may_skip_;  // by item
  std::vector<int32_t> alive_count_;
  std::vector<int32_t> place_;
  std::vector<int64_t> base_load_;
  std::vector<int64_t> base_worth_;
  int32_t open_items_ = 0;
};

}  // namespace duikou::indivisible

#endif  // DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_DOMAIN_H_
