#include "services/catalogue/project_issues.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/text_format.h"
#include "services/catalogue/search_terms.h"

namespace duikou {
namespace {

using catalogue::v1::Project;
using catalogue::v1::ProjectIssue;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// 2015-06-01 in China.
const absl::Time kNow = absl::FromUnixSeconds(1'433'120'000);
constexpr int64_t kDay = 24 * 60 * 60;

// Whole: written yesterday, nothing missing, years to come.
constexpr char kWhole[] = R"pb(
  description { zh: "新建加工线" }
  area: "programmes/hubei/areas/zigui"
  sector: "programmes/hubei/sectors/tea"
  recipient: "programmes/hubei/units/zigui"
  fund_needs { fund_kind: "grant" total_fen: 100 }
  first_year: 2014
  last_year: 2016
  state: STATE_OPEN
  readiness: READINESS_APPROVED
  responsible_leader { display_name: "李" }
  contact { display_name: "王" phone: "0717" }
)pb";

class ProjectIssuesTest : public ::testing::Test {
 protected:
  // Ids in ascending order.
  Project& Add(const std::string& id, const std::string& more = "",
               int days_ago = 1) {
    Project& project = projects_.emplace_back();
    EXPECT_TRUE(
        google::protobuf::TextFormat::MergeFromString(kWhole, &project));
    project.set_name(absl::StrCat("programmes/hubei/projects/", id));
    project.mutable_display_name()->set_zh(absl::StrCat("项目", id));
    project.mutable_update_time()->set_seconds(absl::ToUnixSeconds(kNow) -
                                               days_ago * kDay);
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(more, &project))
        << more;
    return project;
  }

  IssuesPage Find(IssuesQuery query = {}) {
    query.now = kNow;
    titles_.clear();
    std::vector<TitledProject> titled;
    for (const Project& project : projects_) {
      titles_.push_back(TitleLetters(project.display_name().zh()));
    }
    for (size_t i = 0; i < projects_.size(); ++i) {
      titled.push_back({&projects_[i], titles_[i]});
    }
    return FindIssues(titled, query);
  }

  // `a STALE`, `b INCOMPLETE contact,readiness`, `c DUPLICATE d` …
  static std::vector<std::string> Lines(const IssuesPage& page) {
    std::vector<std::string> lines;
    for (const ProjectIssue& issue : page.response.issues()) {
      std::string line =
          absl::StrCat(issue.project().substr(issue.project().rfind('/') + 1),
                       " ", ProjectIssue::Kind_Name(issue.kind()).substr(5));
      if (issue.fields_size() > 0) {
        absl::StrAppend(&line, " ", absl::StrJoin(issue.fields(), ","));
      }
      if (!issue.duplicate_of().empty()) {
        absl::StrAppend(
            &line, " ",
            issue.duplicate_of().substr(issue.duplicate_of().rfind('/') + 1));
      }
      lines.push_back(line);
    }
    return lines;
  }
  static std::map<int, int> Counts(const IssuesPage& page) {
    std::map<int, int> counts;
    for (const auto& count : page.response.counts()) {
      counts[count.kind()] = count.count();
    }
    return counts;
  }

  std::deque<Project> projects_;
  std::deque<std::string> titles_;
};

TEST_F(ProjectIssuesTest, AWholeProjectHasNone) {
  Add("a");
  const IssuesPage page = Find();
  EXPECT_THAT(Lines(page), IsEmpty());
  EXPECT_EQ(page.next, "");
  ASSERT_EQ(page.response.counts_size(), 4);
  EXPECT_EQ(page.response.counts(3).kind(), ProjectIssue::KIND_EXPIRED);
  EXPECT_EQ(page.response.counts(3).count(), 0);
}

TEST_F(ProjectIssuesTest, StaleIsWhatWasNotWrittenForSoManyDays) {
  Add("a", "", 180);
  const Project& stale = Add("b", "", 181);
  Add("c", "state: STATE_DRAFT", 400);
  Add("d", "state: STATE_WITHDRAWN", 400);
  Add("e", "state: STATE_COMPLETED", 400);
  const IssuesPage page = Find();
  EXPECT_THAT(Lines(page), ElementsAre("b STALE", "c STALE"));
  EXPECT_EQ(page.response.issues(0).update_time().seconds(),
            stale.update_time().seconds());
  EXPECT_EQ(page.response.issues(0).recipient(),
            "programmes/hubei/units/zigui");
  EXPECT_EQ(page.response.issues(0).display_name().zh(), "项目b");
  EXPECT_THAT(Lines(Find({.stale_days = 200})), ElementsAre("c STALE"));
}

TEST_F(ProjectIssuesTest, IncompleteNamesAllThatIsMissing) {
  Project& bare = Add("a", "state: STATE_DRAFT");
  bare.clear_description();
  bare.clear_recipient();
  bare.clear_fund_needs();
  bare.clear_readiness();
  bare.clear_responsible_leader();
  bare.clear_contact();
  Add("b").mutable_contact()->clear_phone();
  Add("c").mutable_contact()->clear_phone();
  projects_.back().mutable_contact()->set_email("a@b.cn");
  // Help of another kind is a need, too.
  Add("d", "other_needs { kind: NEED_KIND_EXPERTS }").clear_fund_needs();
  EXPECT_THAT(Lines(Find()),
              ElementsAre("a INCOMPLETE description,recipient,fund_needs,"
                          "readiness,responsible_leader,contact",
                          "b INCOMPLETE contact.phone"));
}

TEST_F(ProjectIssuesTest, DuplicatesAreAllThatAreAlikeEachWithAnother) {
  Add("a", "display_name { zh: '高山茶园（一期）' }");
  Add("b", "display_name { zh: '高山 茶园(一期)' }");
  Add("c", "display_name { zh: '高山茶园一期' }");
  Add("d",
      "display_name { zh: '高山茶园一期' } "
      "area: 'programmes/hubei/areas/badong'");
  Add("e",
      "display_name { zh: '高山茶园一期' } "
      "sector: 'programmes/hubei/sectors/roads'");
  Add("f", "display_name { zh: '高山茶园一期' } state: STATE_WITHDRAWN");
  Add("g", "display_name { zh: '高山茶园二期' }");
  EXPECT_THAT(Lines(Find()),
              ElementsAre("a DUPLICATE b", "b DUPLICATE a", "c DUPLICATE a"));
}

TEST_F(ProjectIssuesTest, ATitleWithoutLettersIsLikeNoOther) {
  Add("a", "display_name { zh: '——' }");
  Add("b", "display_name { zh: '…' }");
  EXPECT_THAT(Lines(Find()), IsEmpty());
}

TEST_F(ProjectIssuesTest, ExpiredIsAnOpenProjectWhoseYearsAreOver) {
  Add("a", "last_year: 2014");
  Add("b", "last_year: 2015");
  Add("c", "last_year: 2014 state: STATE_DRAFT");
  EXPECT_THAT(Lines(Find()), ElementsAre("a EXPIRED"));
}

TEST_F(ProjectIssuesTest, TheYearTurnsInChina) {
  Add("a", "last_year: 2014");
  IssuesQuery query{
      .now = absl::FromCivil(absl::CivilSecond(2014, 12, 31, 15, 59, 59),
                             absl::UTCTimeZone())};
  const TitledProject titled[] = {{&projects_[0], "x"}};
  EXPECT_EQ(FindIssues(titled, query).response.counts(3).count(), 0);
  query.now += absl::Seconds(1);
  EXPECT_EQ(FindIssues(titled, query).response.counts(3).count(), 1);
}

TEST_F(ProjectIssuesTest, KindsNarrowTheListButNotTheCounts) {
  Add("a", "last_year: 2014 ", 200);
  Add("b", "last_year: 2014");
  const IssuesPage page = Find({.kinds = {ProjectIssue::KIND_STALE}});
  EXPECT_THAT(Lines(page), ElementsAre("a STALE"));
  EXPECT_EQ(Counts(page)[ProjectIssue::KIND_EXPIRED], 2);
  EXPECT_EQ(Counts(page)[ProjectIssue::KIND_STALE], 1);
}

TEST_F(ProjectIssuesTest, ARecipientSeesItsOwnAlsoWhereAnotherHasTheTwin) {
  Add("a", "display_name { zh: '茶园' }");
  Add("b",
      "display_name { zh: '茶园' } "
      "recipient: 'programmes/hubei/units/badong'");
  const IssuesPage page = Find({.recipient = "programmes/hubei/units/badong"});
  EXPECT_THAT(Lines(page), ElementsAre("b DUPLICATE a"));
  EXPECT_EQ(Counts(page)[ProjectIssue::KIND_DUPLICATE], 1);
}

TEST_F(ProjectIssuesTest, WhoIsShownItsOwnLearnsNothingOfOthersDrafts) {
  const std::string badong = "recipient: 'programmes/hubei/units/badong'";
  Add("a", "display_name { zh: '茶园' } state: STATE_DRAFT");
  Add("b", "display_name { zh: '茶园' } " + badong);
  Add("c", "display_name { zh: '公路' }", 200);
  Add("d", "display_name { zh: '公路' } state: STATE_DRAFT " + badong);
  IssuesQuery query;
  query.shown.emplace();
  query.shown->insert("programmes/hubei/units/badong");
  const IssuesPage page = Find(query);
  EXPECT_THAT(Lines(page), ElementsAre("d DUPLICATE c"));
  EXPECT_EQ(Counts(page)[ProjectIssue::KIND_STALE], 0);
}

TEST_F(ProjectIssuesTest, PagesJoinToTheWholeList) {
  for (int i = 0; i < 7; ++i) {
    Project& project = Add(absl::StrCat("p-", i), "last_year: 2014", 200);
    if (i % 2 == 0) project.clear_contact();
  }
  const std::vector<std::string> whole = Lines(Find());
  EXPECT_EQ(whole.size(), 18);
  for (int size = 1; size < 20; ++size) {
    std::vector<std::string> joined;
    IssuesQuery query{.page_size = size};
    do {
      const IssuesPage page = Find(query);
      for (const std::string& line : Lines(page)) joined.push_back(line);
      EXPECT_EQ(Counts(page)[ProjectIssue::KIND_STALE], 7);
      if (page.next.empty()) break;
      ASSERT_EQ(page.response.issues_size(), size);
      query.after = *IssuePosition::Decode(page.next);
    } while (true);
    EXPECT_EQ(joined, whole) << size;
  }
}

TEST(IssuePositionTest, RefusesWhatItDidNotMake) {
  EXPECT_FALSE(IssuePosition::Decode("").ok());
  EXPECT_FALSE(IssuePosition::Decode("p-1").ok());
  EXPECT_FALSE(IssuePosition::Decode("p-1/x").ok());
  EXPECT_EQ(*IssuePosition::Decode(IssuePosition{"p-1", 3}.Encode()),
            (IssuePosition{"p-1", 3}));
}

}  // namespace
}  // namespace duikou
