// Requests of any method about a target, made from the rules of its proto: its
// required fields, the patterns of its names, and a sample of each resource.
//
//   const MessagePtr request = BuildRequest(method, target, true, "");
#ifndef DUIKOU_TESTS_E2E_ACCESS_REQUESTS_H_
#define DUIKOU_TESTS_E2E_ACCESS_REQUESTS_H_

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "tests/e2e/access_calls.h"
#include "tests/e2e/access_world.h"

namespace duikou::e2e {

// `collection` is what a method that works on any is about: `projects`.
MessagePtr BuildRequest(const google::protobuf::MethodDescriptor& method,
                        const Target& target, bool validate_only,
                        const std::string& collection);

// The collections that a method with `as` can be about, each with the standard
// method whose rule it takes; one nameless one for any other method.
struct Kind {
  std::string collection;
  const google::protobuf::MethodDescriptor* as = nullptr;
};
std::vector<Kind> KindsOf(const google::protobuf::MethodDescriptor& method);

// The pattern of what a request is about, where that is a resource that is
// there or is made; empty where it is about a collection or about something
// else.
std::string SubjectPattern(const google::protobuf::MethodDescriptor& method,
                           const Kind& kind);

// `projects` of programmes/{programme}/projects/{project}.
std::string CollectionIn(const std::string& pattern);

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_ACCESS_REQUESTS_H_
