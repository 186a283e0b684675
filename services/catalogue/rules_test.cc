#include "services/catalogue/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/rpc/testing/parse_text.h"

namespace duikou {
namespace {

using catalogue::v1::Area;
using catalogue::v1::Programme;
using catalogue::v1::Project;
using catalogue::v1::Sector;
using ::testing::HasSubstr;
using testing::Parse;

std::string Error(const std::optional<Violation>& violation) {
  if (!violation.has_value()) return "";
  EXPECT_FALSE(violation->zh.empty());
  return std::string(ToStatus(violation, "r").message());
}

Programme TwoKinds() {
  return Parse<Programme>(
      "first_year: 2014 last_year: 2020 "
      "fund_kinds { id: 'policy' } fund_kinds { id: 'grant' }");
}

TEST(ProgrammeRulesTest, YearsAreInOrder) {
  Programme programme = TwoKinds();
  EXPECT_EQ(Error(CheckProgramme(programme)), "");
  programme.set_last_year(2014);
  EXPECT_EQ(Error(CheckProgramme(programme)), "");
  programme.set_last_year(2013);
  EXPECT_EQ(Error(CheckProgramme(programme)),
            "r.last_year: 2013 is before first_year 2014");
}

TEST(ProgrammeRulesTest, TargetsHaveAValueAndAYearOfTheProgramme) {
  Programme programme = TwoKinds();
  programme.add_targets()->set_year(2014);
  EXPECT_THAT(Error(CheckProgramme(programme)), HasSubstr("r.targets[0]: has"));
  programme.mutable_targets(0)->set_count(0);
  EXPECT_EQ(Error(CheckProgramme(programme)), "");
  programme.mutable_targets(0)->set_year(2021);
  EXPECT_THAT(Error(CheckProgramme(programme)), HasSubstr("r.targets[0].year"));
  programme.mutable_targets(0)->set_year(0);
  EXPECT_EQ(Error(CheckProgramme(programme)), "");
}

TEST(ProgrammeRulesTest, NothingIsNamedTwiceInAFundKind) {
  Programme programme = TwoKinds();
  auto* kind = programme.mutable_fund_kinds(1);
  kind->add_giver_kinds(type::v1::UNIT_KIND_ENTERPRISE);
  kind->add_giver_kinds(type::v1::UNIT_KIND_ENTERPRISE);
  EXPECT_THAT(Error(CheckProgramme(programme)),
              HasSubstr("r.fund_kinds[1].giver_kinds"));
  kind->clear_giver_kinds();
  kind->add_distributions(catalogue::v1::FundKind::DISTRIBUTION_FACTORS);
  kind->add_distributions(catalogue::v1::FundKind::DISTRIBUTION_FACTORS);
  EXPECT_THAT(Error(CheckProgramme(programme)),
              HasSubstr("r.fund_kinds[1].distributions"));
}

struct ProjectCase {
  const char* project;
  const char* error;  // part of the message; "": fine
};

TEST(ProjectRulesTest, TableOfCases) {
  const ProjectCase kCases[] = {
      {"first_year: 2014 last_year: 2020", ""},
      {"first_year: 2016 last_year: 2015", "r.last_year: 2015 is before"},
      {"first_year: 2013 last_year: 2015", "r.first_year: 2013 is outside"},
      {"first_year: 2020 last_year: 2021", "r.last_year: 2021 is outside"},
      {"first_year: 2014 last_year: 2014 "
       "fund_needs { fund_kind: 'policy' total_fen: 5 open_fen: 5 "
       "least_share_fen: 5 }",
       ""},
      {"first_year: 2014 last_year: 2014 "
       "fund_needs { fund_kind: 'loan' total_fen: 5 }",
       "r.fund_needs[0].fund_kind: \"loan\""},
      {"first_year: 2014 last_year: 2014 "
       "fund_needs { fund_kind: 'policy' total_fen: 5 open_fen: 6 }",
       "r.fund_needs[0].open_fen: 6 is more than total_fen 5"},
      {"first_year: 2014 last_year: 2014 "
       "fund_needs { fund_kind: 'policy' total_fen: 5 } "
       "fund_needs { fund_kind: 'grant' total_fen: 5 least_share_fen: 6 }",
       "r.fund_needs[1].least_share_fen: 6 is more"},
      {"first_year: 2014 last_year: 2014 "
       "fund_needs { fund_kind: 'policy' total_fen: 9000000000000000 } "
       "fund_needs { fund_kind: 'grant' total_fen: 1 }",
       "r.fund_needs: all kinds together exceed"},
  };
  for (const ProjectCase& c : kCases) {
    std::string error =
        Error(CheckProject(Parse<Project>(c.project), TwoKinds()));
    EXPECT_THAT(error, HasSubstr(c.error)) << c.project;
    EXPECT_EQ(error.empty(), *c.error == '\0') << c.project << "\n" << error;
  }
}

TEST(ProjectRulesTest, AnOpenProjectNeedsSomething) {
  EXPECT_THAT(Error(CheckPublishable(Project())), HasSubstr("fund_needs"));
  EXPECT_EQ(Error(CheckPublishable(
                Parse<Project>("other_needs { kind: NEED_KIND_EXPERTS }"))),
            "");
  EXPECT_EQ(Error(CheckPublishable(
                Parse<Project>("fund_needs { fund_kind: 'policy' }"))),
            "");
}

TEST(ProjectRulesTest, StatesMoveAlongAllowedSteps) {
  constexpr Project::State kStates[] = {
      Project::STATE_DRAFT, Project::STATE_OPEN, Project::STATE_WITHDRAWN,
      Project::STATE_COMPLETED};
  // Rows: from; columns: to.
  constexpr bool kAllowed[4][4] = {{false, true, true, false},
                                   {false, false, true, true},
                                   {false, true, false, false},
                                   {false, false, false, false}};
  for (int from = 0; from < 4; ++from) {
    for (int to = 0; to < 4; ++to) {
      absl::Status status =
          CheckTransition("projects/p", kStates[from], kStates[to]);
      EXPECT_EQ(status.ok(), kAllowed[from][to]) << from << " → " << to;
      if (status.ok()) continue;
      EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
      EXPECT_THAT(std::string(status.message()),
                  HasSubstr(std::string(StateWord(kStates[from]))));
    }
  }
}

class AreaRulesTest : public ::testing::Test {
 protected:
  AreaRulesTest() {
    Put("name: 'g' kind: KIND_GROUP");
    Put("name: 'hubei' kind: KIND_PROVINCE code: '420000'");
    Put("name: 'yichang' kind: KIND_PREFECTURE parent_area: 'hubei'");
  }
  void Put(const std::string& text) { areas_.Put(Parse<Area>(text)); }
  std::string PutAndCheck(const std::string& text) {
    Put(text);
    return Error(areas_.Check(Parse<Area>(text)));
  }

  AreaSet areas_;
};

TEST_F(AreaRulesTest, ACountyInAPrefectureAndAGroup) {
  EXPECT_EQ(PutAndCheck("name: 'zigui' kind: KIND_COUNTY parent_area: "
                        "'yichang' group: 'g' code: '420527'"),
            "");
}

TEST_F(AreaRulesTest, CyclesAreNamed) {
  EXPECT_EQ(PutAndCheck("name: 'a' kind: KIND_COUNTY parent_area: 'a'"),
            "r.parent_area: areas in a cycle: a → a");
  EXPECT_EQ(PutAndCheck("name: 'hubei' kind: KIND_PROVINCE "
                        "parent_area: 'yichang'"),
            "r.parent_area: areas in a cycle: hubei → yichang → hubei");
}

TEST_F(AreaRulesTest, GroupsAreGroupsAndParentsAreNot) {
  EXPECT_THAT(PutAndCheck("name: 'a' kind: KIND_COUNTY group: 'yichang'"),
              HasSubstr("r.group: yichang is not of KIND_GROUP"));
  EXPECT_THAT(PutAndCheck("name: 'a' kind: KIND_COUNTY parent_area: 'g'"),
              HasSubstr("r.parent_area: g is a group"));
  EXPECT_THAT(PutAndCheck("name: 'b' kind: KIND_GROUP group: 'g'"),
              HasSubstr("r.group: a group lies in no other area"));
}

TEST_F(AreaRulesTest, TheKindFitsThoseThatNameTheArea) {
  Put("name: 'zigui' kind: KIND_COUNTY parent_area: 'yichang' group: 'g'");
  EXPECT_THAT(PutAndCheck("name: 'g' kind: KIND_COUNTY"),
              HasSubstr("r.kind: other areas name it as their group"));
  EXPECT_THAT(PutAndCheck("name: 'yichang' kind: KIND_GROUP"),
              HasSubstr("r.kind: other areas name it as their parent"));
  Put("name: 'zigui' kind: KIND_COUNTY");
  EXPECT_EQ(PutAndCheck("name: 'g' kind: KIND_COUNTY"), "");
}

TEST_F(AreaRulesTest, ParentsAndGroupsAreThere) {
  EXPECT_THAT(PutAndCheck("name: 'a' kind: KIND_COUNTY parent_area: 'x'"),
              HasSubstr("r.parent_area: there is no area x"));
  EXPECT_THAT(PutAndCheck("name: 'a' kind: KIND_COUNTY group: 'x'"),
              HasSubstr("r.group: there is no area x"));
}

TEST_F(AreaRulesTest, CodesAreSixDigitsAndUnique) {
  for (const char* bad : {"42052", "4205270", "42052a", "４２０５"}) {
    EXPECT_THAT(PutAndCheck(std::string("name: 'a' kind: KIND_COUNTY code: '") +
                            bad + "'"),
                HasSubstr("six digits"))
        << bad;
  }
  EXPECT_THAT(PutAndCheck("name: 'a' kind: KIND_COUNTY code: '420000'"),
              HasSubstr("is the code of hubei already"));
  EXPECT_EQ(PutAndCheck("name: 'a' kind: KIND_COUNTY code: '420001'"), "");
  EXPECT_EQ(PutAndCheck("name: 'b' kind: KIND_COUNTY"), "");
  EXPECT_EQ(PutAndCheck("name: 'c' kind: KIND_COUNTY"), "");
  // A code that was given up is free.
  Put("name: 'hubei' kind: KIND_PROVINCE");
  EXPECT_EQ(PutAndCheck("name: 'a' kind: KIND_COUNTY code: '420000'"), "");
}

TEST(SectorRulesTest, TwoLevels) {
  SectorSet sectors;
  auto put_and_check = [&sectors](const std::string& text) {
    sectors.Put(Parse<Sector>(text));
    return Error(sectors.Check(Parse<Sector>(text)));
  };
  EXPECT_EQ(put_and_check("name: 'industry'"), "");
  EXPECT_EQ(put_and_check("name: 'tea' parent_sector: 'industry'"), "");
  EXPECT_THAT(put_and_check("name: 'green' parent_sector: 'tea'"),
              HasSubstr("two levels"));
  sectors.Put(Parse<Sector>("name: 'green'"));
  EXPECT_THAT(put_and_check("name: 'industry' parent_sector: 'green'"),
              HasSubstr("two levels"));
  EXPECT_THAT(put_and_check("name: 'x' parent_sector: 'x'"),
              HasSubstr("own parent"));
  EXPECT_THAT(put_and_check("name: 'x' parent_sector: 'y'"),
              HasSubstr("there is no sector y"));
}

}  // namespace
}  // namespace duikou
