// The units of the sample programmes, and made-up profiles of what the
// supporters among them can give.
#ifndef DUIKOU_DEPLOY_SAMPLE_SUPPORTERS_H_
#define DUIKOU_DEPLOY_SAMPLE_SUPPORTERS_H_

#include "deploy/sample/programme.h"
#include "deploy/sample/random.h"

namespace duikou::sample {

// Fill in `units`, and for each supporter a profile, pairings, quotas, what it
// has finished and promised. REQUIRE: areas, sectors and projects are there.
void AddHubeiUnits(Random& random, Programme& programme);
void AddChongqingUnits(Random& random, Programme& programme);

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_SUPPORTERS_H_
