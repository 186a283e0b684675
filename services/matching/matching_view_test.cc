// Writers and readers of one view at once; what remains is what was written.
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/matching/matching_service.h"
#include "services/programme/programme_view.h"
#include "services/programme/testing/small_programme.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

constexpr int kWrites = 150;
constexpr int kReaders = 3;

std::string ProjectText(int amount) {
  return absl::StrCat(R"pb(area: "@areas/zigui"
                           sector: "@sectors/tea"
                           shareable: true
                           first_year: 2014
                           last_year: 2020
                           state: STATE_OPEN
                           fund_needs { fund_kind: "grant" total_fen:)pb",
                      amount, " }");
}

class MatchingViewTest : public ::testing::Test {
 protected:
  MatchingViewTest() { testing::WriteSmallProgramme(store_); }

  template <typename Request>
  static Request For(const std::string& unit) {
    Request request;
    request.set_supporter(absl::StrCat("programmes/hubei/units/", unit));
    return request;
  }

  // Everything that ranks, over and over, until told to stop.
  void Read(const std::string& unit) {
    while (!stop_.load()) {
      CallContext call({.method = "test"}, ids_);
      auto request = For<pb::RecommendProjectsRequest>(unit);
      request.set_view(pb::RECOMMENDATION_VIEW_FULL);
      const auto list = service_.RecommendProjects(call, request);
      ASSERT_TRUE(list.ok()) << list.status();
      grpc::ByteBuffer bytes;
      ASSERT_TRUE(service_.RecommendProjects(call, request, bytes).ok());
      const auto portfolio = service_.ProposePortfolio(
          call, For<pb::ProposePortfolioRequest>(unit));
      ASSERT_TRUE(portfolio.ok()) << portfolio.status();
      pb::RecommendSupportersRequest reverse;
      reverse.set_project("programmes/hubei/projects/tea-1");
      ASSERT_TRUE(service_.RecommendSupporters(call, reverse).ok());
      auto explain = For<pb::ExplainRecommendationRequest>(unit);
      explain.set_project("programmes/hubei/projects/tea-1");
      ASSERT_TRUE(service_.ExplainRecommendation(call, explain).ok());
      reads_.fetch_add(1);
    }
  }

  MemoryStore store_;
  SimulatedClock clock_{absl::FromUnixSeconds(1'420'070'400)};
  SequentialIdGenerator ids_;
  MatchingService service_{store_, clock_, ids_};
  std::atomic<bool> stop_ = false;
  std::atomic<int> reads_ = 0;
};

TEST_F(MatchingViewTest, ReadersSeeWholeStatesWhileEverythingChanges) {
  std::vector<std::thread> readers;
  for (int i = 0; i < kReaders; ++i) {
    readers.emplace_back([this, i] { Read(i % 2 == 0 ? "fund" : "city"); });
  }
  Revision last = 0;
  for (int i = 0; i < kWrites; ++i) {
    const std::string id = absl::StrCat("extra-", i % 10);
    switch (i % 5) {
      case 0:
        testing::PutText(store_, "areas", "zigui",
                         absl::StrCat(R"pb(kind: KIND_COUNTY
                                           group: "@areas/reservoir"
                                           code: ")pb",
                                      i, "\""));
        break;
      case 1:
        testing::DeleteRecord(store_, "projects", id);
        break;
      case 2:
        testing::PutText(store_, "commitments", "c-1",
                         absl::StrCat(R"pb(supporter: "@units/fund"
                                           project: "@projects/tea-1"
                                           fund_kind: "grant"
                                           year: 2015
                                           amount_fen:)pb",
                                      1 + i));
        break;
      default:
        last = testing::PutText(store_, "projects", id,
                                ProjectText(100'000'000 + i));
    }
  }
  while (reads_.load() < kReaders) std::this_thread::yield();
  stop_.store(true);
  for (std::thread& reader : readers) reader.join();

  CallContext call({.method = "test", .min_revisions = {{"hubei", last}}},
                   ids_);
  const auto list = service_.RecommendProjects(
      call, For<pb::RecommendProjectsRequest>("fund"));
  ASSERT_TRUE(list.ok()) << list.status();
  // 3, 4, 8 and 9 were put last; 1 and 6 were deleted only.
  EXPECT_EQ(list->total_size(), 2 + 4);
}

TEST_F(MatchingViewTest, AReaderWaitsForTheRevisionItAsksForAndNoLonger) {
  CallContext call({.method = "test",
                    .deadline = absl::Now() + absl::Milliseconds(50),
                    .min_revisions = {{"hubei", 1'000'000}}},
                   ids_);
  EXPECT_TRUE(absl::IsDeadlineExceeded(
      service_
          .RecommendProjects(call, For<pb::RecommendProjectsRequest>("fund"))
          .status()));
}

}  // namespace
}  // namespace duikou
