// What a call must come to, by what its proto declares: worked out here anew,
// from what a test knows of its people and units, not by the server's code.
#ifndef DUIKOU_TESTS_E2E_ACCESS_EXPECTATION_H_
#define DUIKOU_TESTS_E2E_ACCESS_EXPECTATION_H_

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "tests/e2e/access_requests.h"
#include "tests/e2e/access_world.h"

namespace duikou::e2e {

enum class Expected { kLetIn, kRefused, kNobody };

// REQUIRES: the request is BuildRequest's for the target.
Expected ExpectedOf(const AccessWorld& world,
                    const google::protobuf::MethodDescriptor& method,
                    const Kind& kind, const Target& target,
                    const google::protobuf::Message& request,
                    const TestPerson& person);

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_ACCESS_EXPECTATION_H_
