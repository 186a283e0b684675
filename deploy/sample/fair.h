// A made-up trade fair of the sample programme Hubei.
#ifndef DUIKOU_DEPLOY_SAMPLE_FAIR_H_
#define DUIKOU_DEPLOY_SAMPLE_FAIR_H_

#include "deploy/sample/programme.h"
#include "deploy/sample/random.h"

namespace duikou::sample {

// Adds the fair `2016`: two days in October 2016, two halls, all nine counties
// and 51 supporters with their people, and who wants to meet whom.
// REQUIRES: units, profiles, pairings and projects are there.
void AddHubeiFair(Random& random, Programme& programme);

// The wishes of its participants, and what was answered.
void AddFairRequests(Random& random, const Programme& programme,
                     SampleFair& sample);

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_FAIR_H_
