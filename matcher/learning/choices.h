// What supporters chose, as criterion values: what weights are learned from.
//
//   Chooser health{.candidates = {
//       {.values = breakdown.values, .verdict = Verdict::kWanted, .project =
//       3},
//       {.values = …, .verdict = Verdict::kPassedOver, .project = 4}}};
//   WeightProposal proposal = ProposeWeights({health, …}, present);
//
// The values are those of the pair at the time of the choice: an open need that
// the choice itself has closed counts as open.
#ifndef DUIKOU_MATCHER_LEARNING_CHOICES_H_
#define DUIKOU_MATCHER_LEARNING_CHOICES_H_

#include <cstdint>
#include <vector>

#include "matcher/base/score.h"

namespace duikou {

enum class Verdict : uint8_t {
  kPassedOver,  // could have been chosen
  kWanted,      // confirmed, or shortlisted
  kUnwanted,    // declined, or dismissed
};

struct Candidate {
  PerCriterion<int32_t> values = {};
  Verdict verdict = Verdict::kPassedOver;
  // How much the verdict counts, 1 … 100; what was only looked at more closely
  // counts less than what was confirmed.
  int32_t importance = 100;
  // A number for the project that is the same for every chooser, so that what
  // is held back of a project is held back everywhere. Not negative.
  int32_t project = 0;
};

// A supporter. Candidates are in the order in which ties are broken, by id.
struct Chooser {
  std::vector<Candidate> candidates;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_LEARNING_CHOICES_H_
