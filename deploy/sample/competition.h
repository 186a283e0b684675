// A made-up competition for policy money over the sample projects.
#ifndef DUIKOU_DEPLOY_SAMPLE_COMPETITION_H_
#define DUIKOU_DEPLOY_SAMPLE_COMPETITION_H_

#include "deploy/sample/programme.h"
#include "deploy/sample/random.h"

namespace duikou::sample {

// Fills in a call of 2015 for rural roads, what counties apply to it for, and
// what an assessor makes of it; not awarded, so that nothing else counts it.
// REQUIRES: units and projects are there. None where no project may apply.
void AddHubeiCall(Random& random, Programme& programme);

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_COMPETITION_H_
