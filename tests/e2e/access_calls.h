// Calls of any method by its descriptor, as anybody, for tests of who may do
// what.
//
//   const auto& method = MethodNamed("CatalogueService/GetProject");
//   const auto request = NewRequest(method, "name: 'programmes/p/projects/a'");
//   const RawAnswer answer = CallAs(deployment, secret, method, *request);
#ifndef DUIKOU_TESTS_E2E_ACCESS_CALLS_H_
#define DUIKOU_TESTS_E2E_ACCESS_CALLS_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "tests/e2e/calls.h"
#include "tests/e2e/deployment.h"

namespace duikou::e2e {

using MessagePtr = std::unique_ptr<google::protobuf::Message>;
using Metadata = std::vector<std::pair<std::string, std::string>>;

// Every method of every service of duikou, in the order of the protos.
std::vector<const google::protobuf::MethodDescriptor*> AllMethods();

// REQUIRES: there is one.
const google::protobuf::MethodDescriptor& MethodNamed(const std::string& name);

MessagePtr NewMessage(const google::protobuf::Descriptor& type);
// REQUIRES: `text` is one of the method's requests in text format.
MessagePtr NewRequest(const google::protobuf::MethodDescriptor& method,
                      const std::string& text);

// `secret` empty: as nobody. Thread-safe.
RawAnswer CallAs(Deployment& deployment, const std::string& secret,
                 const google::protobuf::MethodDescriptor& method,
                 const google::protobuf::Message& request,
                 const Metadata& metadata = {});

// The same for a call that must be answered well, once; its answer.
MessagePtr MustAs(Deployment& deployment, const std::string& secret,
                  const std::string& method, const std::string& text);

// The answers, merged into one message.
MessagePtr Merged(const google::protobuf::MethodDescriptor& method,
                  const RawAnswer& answer);

// The text in the field; empty where the message has no such field.
std::string TextOf(const google::protobuf::Message& message,
                   const std::string& field);

// `NOT_FOUND: programmes/…`.
std::string CodeAndMessage(const grpc::Status& status);

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_ACCESS_CALLS_H_
