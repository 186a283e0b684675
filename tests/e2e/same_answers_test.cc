// Both layouts answer with the same bytes over the whole sample programme.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

namespace pb = ::duikou::matching::v1;
using catalogue::v1::Project;
using catalogue::v1::SearchProjectsRequest;
using catalogue::v1::SearchProjectsResponse;

// Of every kind of unit.
const std::vector<std::string>& Supporters() {
  static const auto& units = *new std::vector<std::string>{
      "agriculture", "finance", "wuhan",       "yichang",
      "enshi",       "ezhou",   "jingchu-tea", "optics-valley"};
  return units;
}

// On the wire the entries of a map have no order, so it is given one here. Only
// a search's open needs are a map.
std::string Bytes(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

class SameAnswersTest : public ::testing::Test {
 protected:
  Deployment& one() { return Deployments::Get(Layout::kOneProcess, true); }
  Deployment& apart() { return Deployments::Get(Layout::kApart, true); }

  // The answer of both, which must be the same.
  template <typename Stub, typename Request, typename Response>
  Response Both(Stub& (Deployment::*stub)(),
                grpc::Status (Stub::*method)(grpc::ClientContext*,
                                             const Request&, Response*),
                const Request& request,
                void (*normalise)(Response&) = nullptr) {
    auto first = Do((one().*stub)(), method, request);
    auto second = Do((apart().*stub)(), method, request);
    EXPECT_TRUE(first.ok()) << first << request.ShortDebugString();
    EXPECT_TRUE(second.ok()) << second << request.ShortDebugString();
    if (normalise != nullptr) {
      normalise(first.response);
      normalise(second.response);
    }
    if (Bytes(first.response) != Bytes(second.response)) {
      EXPECT_EQ(first.response.DebugString(), second.response.DebugString());
      ADD_FAILURE() << request.ShortDebugString();
    }
    ++compared_;
    return std::move(first.response);
  }

  int compared_ = 0;
};

std::string Unit(const std::string& id) {
  return "programmes/hubei/units/" + id;
}

TEST_F(SameAnswersTest, OfRecommendProjectsPageByPage) {
  for (const std::string& unit : Supporters()) {
    for (const auto view :
         {pb::RECOMMENDATION_VIEW_BASIC, pb::RECOMMENDATION_VIEW_FULL}) {
      pb::RecommendProjectsRequest request;
      request.set_supporter(Unit(unit));
      request.set_year(2016);
      request.set_view(view);
      request.set_page_size(150);
      int seen = 0;
      do {
        const auto page = Both(&Deployment::matching,
                               &MatchingStub::RecommendProjects, request);
        seen += page.recommendations_size();
        request.set_page_token(page.next_page_token());
      } while (!request.page_token().empty() && !HasFailure());
      EXPECT_GT(seen, 0) << unit;
    }
  }
}

TEST_F(SameAnswersTest, OfRecommendProjectsWithDiversityAndWeights) {
  pb::RecommendProjectsRequest request;
  request.set_year(2017);
  request.set_page_size(30);
  request.mutable_diversity()->set_sector_penalty(300);
  request.mutable_diversity()->set_most_per_area(4);
  pb::CriterionWeight& weight = *request.add_weights();
  weight.set_criterion(pb::CRITERION_STANDING);
  weight.set_weight(7);
  *request.add_weights() = weight;
  request.mutable_weights(1)->set_criterion(pb::CRITERION_SECTOR);
  for (const std::string& unit : Supporters()) {
    request.set_supporter(Unit(unit));
    Both(&Deployment::matching, &MatchingStub::RecommendProjects, request);
  }
}

TEST_F(SameAnswersTest, OfRecommendSupportersAndExplain) {
  for (int number = 1; number <= 714; number += 29) {
    const std::string project =
        absl::StrCat("programmes/hubei/projects/p-", number < 100 ? "0" : "",
                     number < 10 ? "0" : "", number);
    for (const auto view :
         {pb::RECOMMENDATION_VIEW_BASIC, pb::RECOMMENDATION_VIEW_FULL}) {
      pb::RecommendSupportersRequest request;
      request.set_project(project);
      request.set_year(2018);
      request.set_view(view);
      request.set_page_size(100);
      Both(&Deployment::matching, &MatchingStub::RecommendSupporters, request);
    }
    for (const std::string& unit : Supporters()) {
      pb::ExplainRecommendationRequest request;
      request.set_supporter(Unit(unit));
      request.set_project(project);
      request.set_year(2018);
      Both(&Deployment::matching, &MatchingStub::ExplainRecommendation,
           request);
    }
  }
  EXPECT_GT(compared_, 200);
}

TEST_F(SameAnswersTest, OfProposePortfolio) {
  for (const std::string& unit : Supporters()) {
    pb::ProposePortfolioRequest request;
    request.set_supporter(Unit(unit));
    request.set_year(2016);
    request.set_most_projects(12);
    Both(&Deployment::matching, &MatchingStub::ProposePortfolio, request);
  }
}

TEST_F(SameAnswersTest, OfProposeWeights) {
  pb::ProposeWeightsRequest request;
  request.set_parent("programmes/hubei");
  Both(&Deployment::matching, &MatchingStub::ProposeWeights, request);
}

// The clocks of two imports differ, and so do etags: the audit trail is sealed
// when there is time for it, which counts as a revision of the programme.
void WithoutTimesAndEtags(SearchProjectsResponse& response) {
  for (Project& project : *response.mutable_projects()) {
    project.clear_create_time();
    project.clear_update_time();
    project.clear_publish_time();
    project.clear_etag();
  }
}

TEST_F(SameAnswersTest, OfSearchProjects) {
  const std::vector<std::string> queries = {
      "", "茶叶", "道路", "tea", "养老", "秭归", "road construction"};
  for (const std::string& query : queries) {
    for (const char* order : {"", "open_fen desc", "people_helped", "readiness",
                              "display_name", "first_year desc"}) {
      SearchProjectsRequest request;
      request.set_parent("programmes/hubei");
      request.set_query(query);
      request.set_order_by(order);
      request.set_page_size(40);
      for (const char* facet :
           {"area", "group", "sector", "sector_area", "state", "readiness",
            "fund_kind", "year", "other_need", "recipient", "shareable"}) {
        request.add_facets(facet);
      }
      const auto page =
          Both(&Deployment::catalogue, &CatalogueStub::SearchProjects, request,
               &WithoutTimesAndEtags);
      if (page.next_page_token().empty()) continue;
      request.set_page_token(page.next_page_token());
      Both(&Deployment::catalogue, &CatalogueStub::SearchProjects, request,
           &WithoutTimesAndEtags);
    }
  }
}

TEST_F(SameAnswersTest, OfExportsInEveryFormat) {
  for (const std::string& collection : SheetCollections()) {
    for (const auto format :
         {type::v1::TABLE_FORMAT_CSV, type::v1::TABLE_FORMAT_CSV_GB18030,
          type::v1::TABLE_FORMAT_XLSX}) {
      const auto first = Export(one(), "hubei", collection, format, "en");
      const auto second = Export(apart(), "hubei", collection, format, "en");
      ASSERT_TRUE(first.ok()) << first.status();
      ASSERT_TRUE(second.ok()) << second.status();
      EXPECT_EQ(*first, *second) << collection << " " << format;
    }
  }
}

}  // namespace
}  // namespace duikou::e2e
