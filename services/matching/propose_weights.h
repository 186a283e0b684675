// Proposes weights from choices, and writes the answer of ProposeWeights.
//
// In two steps, as fitting takes a while and changes must not wait for it:
// Make() copies what is needed out of the state, Solve() works on the copy.
#ifndef DUIKOU_SERVICES_MATCHING_PROPOSE_WEIGHTS_H_
#define DUIKOU_SERVICES_MATCHING_PROPOSE_WEIGHTS_H_

#include <vector>

#include "duikou/matching/v1/matching_service.pb.h"
#include "matcher/learning/choices.h"
#include "services/programme/programme_state.h"

namespace duikou {

// Thread-compatible; independent of the state it was made from.
class WeightsFromChoices {
 public:
  static WeightsFromChoices Make(const ProgrammeState& state);

  matching::v1::ProposeWeightsResponse Solve() const;

 private:
  WeightsFromChoices() = default;

  std::vector<Chooser> choosers_;
  EffectiveWeights present_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_PROPOSE_WEIGHTS_H_
