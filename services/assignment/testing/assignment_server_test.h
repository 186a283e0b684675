// AssignmentServerTest: the base of tests through a server of the role, over a
// store in memory that holds the small programme.
//
//   class PlanTest : public AssignmentServerTest {
//     PlanTest() { server_ = std::make_unique<AssignmentServer>(store_); }
//   };
#ifndef DUIKOU_SERVICES_ASSIGNMENT_TESTING_ASSIGNMENT_SERVER_TEST_H_
#define DUIKOU_SERVICES_ASSIGNMENT_TESTING_ASSIGNMENT_SERVER_TEST_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "services/assignment/testing/assignment_server.h"
#include "services/base/clock.h"
#include "services/programme/testing/small_programme.h"
#include "services/store/history_store.h"
#include "services/store/memory/memory_store.h"

namespace duikou::testing {

class AssignmentServerTest : public ::testing::Test {
 protected:
  AssignmentServerTest() : store_(memory_, history_clock_) {
    WriteSmallProgramme(store_);
  }

  // A call of the request that is written as text.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Do(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                           const Request&,
                                                           Response*),
                              const std::string& text) {
    return server_->Do(method, Parse<Request>(text));
  }
  template <typename T>
  static T Ok(absl::StatusOr<T> result) {
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() ? *std::move(result) : T();
  }
  template <typename T>
  static std::string Error(const absl::StatusOr<T>& result) {
    return result.status().ToString();
  }

  MemoryStore memory_;
  SystemClock history_clock_;
  HistoryStore store_;
  std::unique_ptr<AssignmentServer> server_;
};

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_ASSIGNMENT_TESTING_ASSIGNMENT_SERVER_TEST_H_
