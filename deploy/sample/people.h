// Made-up people.
#ifndef DUIKOU_DEPLOY_SAMPLE_PEOPLE_H_
#define DUIKOU_DEPLOY_SAMPLE_PEOPLE_H_

#include <string>

#include "deploy/sample/random.h"

namespace duikou::sample {

std::string PersonName(Random& random);

// A telephone number at which nobody answers: 0000 is no exchange.
std::string PersonPhone(Random& random);

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_PEOPLE_H_
