// One deployment a layout for all tests of a binary, and the tests' names.
//
//   class CatalogueTest : public LayoutTest {};
//   TEST_P(CatalogueTest, Searches) { Do(deployment().catalogue(), …); }
//   DUIKOU_ON_BOTH_LAYOUTS(CatalogueTest);
#ifndef DUIKOU_TESTS_E2E_LAYOUTS_H_
#define DUIKOU_TESTS_E2E_LAYOUTS_H_

#include <map>
#include <memory>

#include "gtest/gtest.h"
#include "matcher/base/check.h"
#include "tests/e2e/deployment.h"
#include "tests/e2e/sample_programme.h"

namespace duikou::e2e {

// Starts deployments when they are first asked for, and keeps them until the
// last test has run.
class Deployments : public ::testing::Environment {
 public:
  // With the sample programme `hubei` in it where asked for.
  static Deployment& Get(Layout layout, bool with_sample) {
    auto& kept = Kept()[{layout, with_sample}];
    if (kept == nullptr) {
      auto started = Deployment::Start(layout);
      DUIKOU_CHECK(started.ok()) << started.status().ToString();
      kept = *std::move(started);
      if (with_sample) {
        const auto imported = ImportSample(*kept, "hubei");
        DUIKOU_CHECK(imported.ok()) << imported.status().ToString();
      }
    }
    return *kept;
  }
  void TearDown() override { Kept().clear(); }

 private:
  using Key = std::pair<Layout, bool>;
  static std::map<Key, std::unique_ptr<Deployment>>& Kept() {
    static auto& kept = *new std::map<Key, std::unique_ptr<Deployment>>();
    static const auto* const registered =
        ::testing::AddGlobalTestEnvironment(new Deployments());
    static_cast<void>(registered);
    return kept;
  }
};

// An empty deployment that all tests of the binary share.
class LayoutTest : public ::testing::TestWithParam<Layout> {
 protected:
  Deployment& deployment() { return Deployments::Get(GetParam(), false); }
};

// The same with the sample programme `hubei`.
class SampleTest : public ::testing::TestWithParam<Layout> {
 protected:
  Deployment& deployment() { return Deployments::Get(GetParam(), true); }
};

#define DUIKOU_ON_BOTH_LAYOUTS(Suite)                                         \
  INSTANTIATE_TEST_SUITE_P(                                                   \
      Layouts, Suite, ::testing::Values(Layout::kOneProcess, Layout::kApart), \
      [](const ::testing::TestParamInfo<Layout>& layout) {                    \
        return LayoutName(layout.param);                                      \
      })

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_LAYOUTS_H_
