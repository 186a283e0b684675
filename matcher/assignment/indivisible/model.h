// The problem of solver.h on plain arrays, as the kernel's parts share it:
// loads in cells, penalties as a table of what a load costs, worths scaled.
//
// Limits: those of solver.h, which make every scaled sum fit 2^61.
// Thread-safety: constant after it is built.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_MODEL_H_
#define DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_MODEL_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "matcher/assignment/indivisible/solver.h"

namespace duikou::indivisible {

struct Choice {
  int32_t item = 0;
  int32_t agent = 0;
  int64_t worth = 0;   // unscaled
  int64_t amount = 0;  // exact load
  int32_t cells = 0;   // amount / unit, floored
};

struct AgentModel {
  int32_t begin = 0;  // its choices: [begin, end)
  int32_t end = 0;
  int64_t capacity = 0;  // exact; where there is none, what could be of use
  int64_t quota = 0;
  int64_t under_penalty = 0;
  int64_t over_penalty = 0;
  int64_t unit = 1;
  int64_t scale = 1;
  int64_t slack = 0;  // exact loads of c cells are within c·unit + [0, slack]
  int32_t cells = 0;  // of the capacity

  int64_t Penalty(int64_t load) const {
    return load < quota ? (quota - load) * under_penalty
                        : (load - quota) * over_penalty;
  }
  // −scale · the least penalty of a load of so many cells. Concave.
  int64_t Terminal(int64_t load_cells) const {
    const int64_t low = load_cells * unit;
    const int64_t nearest = quota < low           ? low
                            : quota > low + slack ? low + slack
                                                  : quota;
    return -Penalty(nearest) * scale;
  }
  // From this cell on the terminal falls by LastSlope() a cell.
  int64_t LastSlopeFrom() const { return quota / unit + 1; }
  int64_t LastSlope() const { return over_penalty * unit * scale; }
};

struct Model {
  int32_t items = 0;
  int64_t unit = 1;
  int64_t scale = 1;
  // Ordered by agent, then item.
  std::vector<Choice> choices;
  std::vector<AgentModel> agents;
  std::vector<std::vector<int32_t>> of_item;  // ids of choices
  std::vector<uint8_t> must_place;
  // No feasible solution is worth less.
  int64_t least_value = 0;

  // REQUIRES: `agent_of` is feasible.
  int64_t Value(const std::vector<int32_t>& agent_of) const;
  // -1: none.
  int32_t FindChoice(int32_t item, int32_t agent) const;
};

// REQUIRES: CheckProblem(problem).ok(). A scale of 0 chooses one.
Model BuildModel(const IndivisibleProblem& problem, int64_t scale);

// Every limit and order that solver.h states; names the field.
absl::Status CheckProblem(const IndivisibleProblem& problem);

// Rounds towards −∞; `divisor` > 0.
int64_t FloorDiv(int64_t number, int64_t divisor);

}  // namespace duikou::indivisible

#endif  // DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_MODEL_H_
