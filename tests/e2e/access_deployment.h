// One deployment a layout in which people must sign in, with an AccessWorld in
// it, for all tests of a binary.
#ifndef DUIKOU_TESTS_E2E_ACCESS_DEPLOYMENT_H_
#define DUIKOU_TESTS_E2E_ACCESS_DEPLOYMENT_H_

#include <iostream>
#include <map>
#include <memory>
#include <utility>

#include "gtest/gtest.h"
#include "matcher/base/check.h"
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
};

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_ACCESS_DEPLOYMENT_H_
