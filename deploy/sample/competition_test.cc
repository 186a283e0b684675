// The sample's competition keeps the rules that its server has for one.
#include "deploy/sample/competition.h"

#include <map>
#include <set>
#include <string>

#include "gtest/gtest.h"
#include "matcher/base/money.h"

namespace duikou::sample {
namespace {

namespace apb = ::duikou::assignment::v1;
using catalogue::v1::Project;

class SampleCallTest : public ::testing::Test {
 protected:
  SampleCallTest() : hubei_(MakeHubei(2014)) {
    for (const Project& project : hubei_.projects) {
      projects_[project.name()] = &project;
    }
  }

  const Programme hubei_;
  std::map<std::string, const Project*> projects_;
};

int64_t OpenFenOf(const Project& project, const std::string& kind) {
  for (const auto& need : project.fund_needs()) {
    if (need.fund_kind() == kind) return need.open_fen();
  }
  return 0;
}

TEST_F(SampleCallTest, EachApplicationIsOneThatTheCallTakes) {
  ASSERT_EQ(hubei_.calls.size(), 1);
  const SampleCall& sample = hubei_.calls[0];
  const apb::Call& call = sample.call;
  ASSERT_GE(sample.applications.size(), 5);
  std::set<std::string> counties;
  for (const SampleApplication& of : sample.applications) {
    const apb::Application& application = of.application;
    const auto found = projects_.find(application.project());
    ASSERT_NE(found, projects_.end()) << application.project();
    const Project& project = *found->second;
    counties.insert(project.recipient());
    EXPECT_EQ(project.state(), Project::STATE_OPEN);
    EXPECT_GE(project.readiness(), Project::READINESS_FEASIBILITY_STUDY);
    EXPECT_LE(project.first_year(), call.year());
    EXPECT_GE(project.last_year(), call.year());
    EXPECT_NE(project.recipient(), call.supporter());
    EXPECT_GE(application.amount_fen(), call.least_share_fen());
    EXPECT_LE(application.amount_fen(), call.most_share_fen());
    EXPECT_LE(application.amount_fen(), OpenFenOf(project, call.fund_kind()));
    EXPECT_LE(application.least_amount_fen(), application.amount_fen());
  }
  EXPECT_GE(counties.size(), 3);
}

TEST_F(SampleCallTest, AsksForMoreThanThereIsAndIsScoredWholly) {
  const SampleCall& sample = hubei_.calls.at(0);
  int64_t asked = 0;
  for (const SampleApplication& of : sample.applications) {
    asked += of.application.amount_fen();
    ASSERT_EQ(of.points.size(), sample.call.criteria_size());
    for (int i = 0; i < of.points.size(); ++i) {
      EXPECT_EQ(of.points[i].criterion(), sample.call.criteria(i).id());
      EXPECT_LE(of.points[i].points(), sample.call.criteria(i).most_points());
    }
  }
  EXPECT_GT(asked, sample.call.amount_fen());
}

TEST_F(SampleCallTest, TheSameSeedMakesTheSame) {
  const Programme again = MakeHubei(2014);
  const SampleCall& a = hubei_.calls.at(0);
  const SampleCall& b = again.calls.at(0);
  EXPECT_EQ(a.call.SerializeAsString(), b.call.SerializeAsString());
  ASSERT_EQ(a.applications.size(), b.applications.size());
  for (size_t i = 0; i < a.applications.size(); ++i) {
    EXPECT_EQ(a.applications[i].application.SerializeAsString(),
              b.applications[i].application.SerializeAsString());
    EXPECT_EQ(a.applications[i].points[0].points(),
              b.applications[i].points[0].points());
  }
}

}  // namespace
}  // namespace duikou::sample
