// MatchingTest: the base of tests of the matching role on the small programme.
//
//   class ExplanationTest : public testing::MatchingTest {};
//   TEST_F(ExplanationTest, …) {
//     EXPECT_THAT(Projects(testing::kFund), ElementsAre("tea-1"));
//   }
#ifndef DUIKOU_SERVICES_MATCHING_TESTING_MATCHING_TEST_H_
#define DUIKOU_SERVICES_MATCHING_TESTING_MATCHING_TEST_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "gtest/gtest.h"
#include "services/matching/testing/matching_server.h"
#include "services/programme/testing/small_programme.h"
#include "services/rpc/resource_name.h"
#include "services/store/memory/memory_store.h"

namespace duikou::testing {

inline constexpr char kFund[] = "programmes/hubei/units/fund";
inline constexpr char kCity[] = "programmes/hubei/units/city";

// `CODE: message` of a status.
inline std::string Text(const grpc::Status& status) {
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                      status.error_message())
      .ToString();
}

class MatchingTest : public ::testing::Test {
 protected:
  using Stub = matching::v1::MatchingService::Stub;

  MatchingTest() {
    revision_ = WriteSmallProgramme(store_);
    server_ = std::make_unique<MatchingServer>(store_);  // 2015
  }

  void Put(const std::string& collection, const std::string& id,
           const std::string& text) {
    revision_ = PutText(store_, collection, id, text);
  }

  // The answer, on all that was written; `T` parses the request.
  template <typename Request, typename Response>
  Response Do(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                           Response*),
              const std::string& text) {
    auto [status, response] =
        server_->Do(method, Parse<Request>(text), Written());
    EXPECT_TRUE(status.ok()) << Text(status);
    return response;
  }
  template <typename Request, typename Response>
  std::string Error(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                 const Request&, Response*),
                    const std::string& text) {
    return Text(server_->Do(method, Parse<Request>(text), Written()).first);
  }

  // What the service wrote itself is in the store, whatever its revision.
  std::string Written() {
    return absl::StrCat("hubei=",
                        store_.WaitForChange("hubei", 0, CallLimits()).value());
  }

  // Ids in the order recommended.
  std::vector<std::string> Projects(const std::string& supporter,
                                    const std::string& more = "") {
    return IdsOf(Do(&Stub::RecommendProjects,
                    absl::StrCat("supporter: '", supporter, "' ", more))
                     .recommendations());
  }
  template <typename List>
  static std::vector<std::string> IdsOf(const List& recommendations) {
    std::vector<std::string> ids;
    for (const matching::v1::Recommendation& entry : recommendations) {
      ids.push_back(std::string(LastId(entry.project())));
    }
    return ids;
  }

  MemoryStore store_;
  Revision revision_ = 0;
  std::unique_ptr<MatchingServer> server_;
};

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_MATCHING_TESTING_MATCHING_TEST_H_
