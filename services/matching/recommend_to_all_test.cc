#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/matching/testing/matching_test.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Parse;
using testing::Text;

constexpr char kAll[] = "parent: 'programmes/hubei' ";
constexpr char kRegionAlone[] =
    "weights { criterion: CRITERION_REGION weight: 10000 } ";
constexpr char kFundSizeAlone[] =
    "weights { criterion: CRITERION_FUND_SIZE weight: 10000 } ";

class RecommendToAllTest : public testing::MatchingTest {
 protected:
  using Lists = std::vector<pb::RecommendProjectsToAllResponse>;

  std::pair<grpc::Status, Lists> Read(const std::string& text) {
    const auto context = testing::MatchingServer::Call(Written());
    const auto reader = server_->stub().RecommendProjectsToAll(
        context.get(), Parse<pb::RecommendProjectsToAllRequest>(text));
    Lists lists;
    pb::RecommendProjectsToAllResponse list;
    while (reader->Read(&list)) lists.push_back(list);
    return {reader->Finish(), lists};
  }
  Lists All(const std::string& more = "") {
    const auto [status, lists] = Read(absl::StrCat(kAll, more));
    EXPECT_TRUE(status.ok()) << Text(status);
    return lists;
  }
  std::string Refusal(const std::string& text) {
    return Text(Read(text).first);
  }
};

// Its projects with their scores, as the list of one and as one of many.
template <typename Entries>
std::vector<std::string> Scored(const Entries& entries) {
  std::vector<std::string> scored;
  for (const auto& entry : entries) {
    scored.push_back(absl::StrCat(entry.project(), " ", entry.score()));
  }
  return scored;
}

TEST_F(RecommendToAllTest, EverySupporterGetsTheListThatItWouldGetAlone) {
  for (const std::string weights : {"", kRegionAlone, kFundSizeAlone}) {
    const Lists lists = All(weights);
    ASSERT_EQ(lists.size(), 3);  // bare, city, fund; the county is none
    EXPECT_TRUE(lists[0].without_profile());
    EXPECT_TRUE(lists[0].projects().empty());
    for (const int i : {1, 2}) {
      const auto alone =
          Do(&Stub::RecommendProjects,
             absl::StrCat("supporter: '", lists[i].supporter(), "' ", weights));
      EXPECT_FALSE(alone.recommendations().empty());
      EXPECT_EQ(Scored(lists[i].projects()), Scored(alone.recommendations()));
      EXPECT_FALSE(lists[i].without_profile());
      EXPECT_EQ(lists[i].supporter_count(), 3);
    }
  }
}

TEST_F(RecommendToAllTest, NamesAreThoseThatPeopleUse) {
  const Lists lists = All();
  EXPECT_EQ(lists[2].supporter(), testing::kFund);
  EXPECT_EQ(lists[2].display_name().en(), "Provincial fund");
  EXPECT_EQ(lists[2].projects(0).display_name().en(), "Tea park");
  EXPECT_EQ(lists[2].projects(0).rank(), 1);
}

TEST_F(RecommendToAllTest, WeightsGivenAreComparedWithThoseInForce) {
  const auto in_force = Do(&Stub::RecommendProjects,
                           absl::StrCat("supporter: '", testing::kCity, "'"));
  const Lists one = All(absl::StrCat(kFundSizeAlone, "list_size: 1"));
  const auto& listed = one[1].projects();
  ASSERT_EQ(listed.size(), 1);
  int rank = 0;
  for (const pb::Recommendation& entry : in_force.recommendations()) {
    if (entry.project() == listed[0].project()) rank = entry.rank();
  }
  EXPECT_GT(rank, 0);
  EXPECT_EQ(listed[0].rank_in_force(), rank);
  EXPECT_EQ(one[1].entered_size(), rank > 1 ? 1 : 0);
  // Without weights there is nothing to compare with.
  const Lists none = All("list_size: 1");
  EXPECT_EQ(none[1].projects(0).rank_in_force(), 0);
  EXPECT_EQ(none[1].entered_size(), 0);
}

TEST_F(RecommendToAllTest, WhatEntersAListIsCounted) {
  // The city is paired with zigui, and gives what the hotel needs.
  Put("weights", "w-1",
      R"(weights { criterion: CRITERION_REGION weight: 10000 })");
  const auto in_force = Projects(testing::kCity);
  ASSERT_EQ(in_force.size(), 3);
  EXPECT_EQ(in_force[2], "hotel");
  for (const auto& [list_size, entered] :
       std::vector<std::pair<int, int>>{{1, 1}, {2, 1}, {3, 0}}) {
    const Lists lists =
        All(absl::StrCat(kFundSizeAlone, "list_size: ", list_size));
    EXPECT_THAT(lists[1].projects(0).project(), HasSubstr("hotel"));
    EXPECT_EQ(lists[1].projects(0).rank_in_force(), 3);
    EXPECT_EQ(lists[1].entered_size(), entered) << list_size;
  }
}

TEST_F(RecommendToAllTest, WhatIsAskedWronglyIsNamed) {
  EXPECT_THAT(Refusal("parent: 'programmes/hubei' year: 1999"),
              HasSubstr("year"));
  EXPECT_THAT(Refusal("parent: 'programmes/hubei' list_size: 101"),
              HasSubstr("list_size"));
  EXPECT_THAT(Refusal("parent: 'programmes/nowhere'"), HasSubstr("NOT_FOUND"));
  EXPECT_THAT(Refusal("parent: 'hubei'"), HasSubstr("parent"));
  EXPECT_THAT(
      Refusal(absl::StrCat(kAll, "weights { criterion: CRITERION_REGION }")),
      HasSubstr("weights"));
}

}  // namespace
}  // namespace duikou
