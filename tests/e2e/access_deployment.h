// One deployment a layout in which people must sign in, with an AccessWorld in
// it, for all tests of a binary.
#ifndef DUIKOU_TESTS_E2E_ACCESS_DEPLOYMENT_H_
#define DUIKOU_TESTS_E2E_ACCESS_DEPLOYMENT_H_

#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "matcher/base/check.h"
#include "tests/e2e/access_calls.h"
#include "tests/e2e/access_requests.h"
#include "tests/e2e/access_world.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {

// Starts them when they are first asked for, and keeps them until the last test
// has run.
class AccessDeployments : public ::testing::Environment {
 public:
  struct Kept {
    std::unique_ptr<Deployment> deployment;
    std::unique_ptr<AccessWorld> world;
  };

  static Kept& Get(Layout layout) {
    Kept& kept = All()[layout];
    if (kept.deployment == nullptr) {
      auto started = Deployment::Start(layout, {.sign_in = true});
      DUIKOU_CHECK(started.ok()) << started.status().ToString();
      kept.deployment = *std::move(started);
      kept.world = std::make_unique<AccessWorld>(*kept.deployment);
    }
    return kept;
  }
  void TearDown() override { All().clear(); }

 private:
  static std::map<Layout, Kept>& All() {
    static auto& all = *new std::map<Layout, Kept>();
    static const auto* const registered =
        ::testing::AddGlobalTestEnvironment(new AccessDeployments());
    static_cast<void>(registered);
    return all;
  }
};

class AccessTest : public ::testing::TestWithParam<Layout> {
 protected:
  Deployment& deployment() {
    return *AccessDeployments::Get(GetParam()).deployment;
  }
  const AccessWorld& world() {
    return *AccessDeployments::Get(GetParam()).world;
  }

  // A method named `Service/Method`, asked by somebody of the world with a
  // request in text format.
  RawAnswer As(const std::string& person, const std::string& method,
               const std::string& text) {
    const google::protobuf::MethodDescriptor& descriptor = MethodNamed(method);
    return CallAs(deployment(), world().person(person).secret, descriptor,
                  *NewRequest(descriptor, text));
  }
  grpc::StatusCode CodeAs(const std::string& person, const std::string& method,
                          const std::string& text) {
    return As(person, method, text).status.error_code();
  }
  template <typename Response>
  Response Must(const std::string& person, const std::string& method,
                const std::string& text) {
    const RawAnswer answer = As(person, method, text);
    EXPECT_TRUE(answer.status.ok())
        << person << " " << method << ": " << CodeAndMessage(answer.status);
    Response response;
    for (const std::string& bytes : answer.messages) {
      Response part;
      EXPECT_TRUE(part.ParseFromString(bytes));
      response.MergeFrom(part);
    }
    return response;
  }
};

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_ACCESS_DEPLOYMENT_H_
