// What is not declared beside a method but follows from it: lists show a caller
// its own alone, drafts are hidden, and nobody gives away or takes what is
// another's.
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "duikou/assignment/v1/competition_service.pb.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/type/v1/access.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/access_calls.h"
#include "tests/e2e/access_deployment.h"
#include "tests/e2e/access_requests.h"

namespace duikou::e2e {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using google::protobuf::Reflection;
using grpc::StatusCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class AccessOwnTest : public AccessTest {
 protected:
  // The bytes of an exported sheet.
  std::string Exported(const std::string& person, const std::string& service,
                       const std::string& collection) {
    return Must<type::v1::ExportResourcesResponse>(
               person, service + "/ExportResources",
               absl::StrCat("parent: 'programmes/hubei' format: "
                            "TABLE_FORMAT_CSV collection: '",
                            collection, "'"))
        .content();
  }
};
DUIKOU_ON_BOTH_LAYOUTS(AccessOwnTest);

// The resources that a list answers with.
std::vector<const Message*> Listed(const Message& response) {
  std::vector<const Message*> listed;
  const FieldDescriptor* field = response.GetDescriptor()->field(0);
  const Reflection& reflection = *response.GetReflection();
  for (int i = 0; i < reflection.FieldSize(response, field); ++i) {
    listed.push_back(&reflection.GetRepeatedMessage(response, field, i));
  }
  return listed;
}

// What says whose it is: of a notice, the change that it tells of.
const Message& OwnedIn(const Message& resource) {
  const FieldDescriptor* change =
      resource.GetDescriptor()->FindFieldByName("change");
  return change == nullptr
             ? resource
             : resource.GetReflection()->GetMessage(resource, change);
}

bool OwnsOnASide(const AccessWorld& world, const Message& listed,
                 const TestPerson& person) {
  const Message& resource = OwnedIn(listed);
  const auto& owner =
      resource.GetDescriptor()->options().GetExtension(type::v1::owner);
  for (const std::string& path : {owner.supporter(), owner.recipient()}) {
    const std::string unit = world.UnitOf(TextOf(resource, path));
    if (!unit.empty() &&
        (unit == person.unit || world.IsBelow(unit, person.unit) ||
         world.Guides(person.unit, unit))) {
      return true;
    }
  }
  return false;
}

TEST_P(AccessOwnTest, ListsShowACallerItsOwnAlone) {
  int lists = 0;
  for (const MethodDescriptor* method : AllMethods()) {
    const auto& rule = method->options().GetExtension(type::v1::access);
    const bool keeps = absl::StartsWith(method->name(), "List") &&
                       !rule.member() && !rule.has_owner() &&
                       (rule.supporter() != type::v1::REACH_UNSPECIFIED ||
                        rule.recipient() != type::v1::REACH_UNSPECIFIED);
    // What these list is of whom its subject is: their own tests look.
    const bool of_subjects = method->name() == "ListProjectIssues" ||
                             method->name() == "ListWorkItems" ||
                             method->name() == "ListNews";
    if (!keeps || of_subjects) continue;
    ++lists;
    const bool of_fair = absl::StartsWith(method->full_name(), "duikou.fair.");
    for (const char* id : {"supporter", "guide", "recipient"}) {
      // Of those whom it guides none is at the fair of the others.
      const bool elsewhere = of_fair && id == std::string("guide");
      const MessagePtr request = BuildRequest(
          *method, world().target(elsewhere ? "guided" : "own"), true, "");
      const RawAnswer answer =
          CallAs(deployment(), world().person(id).secret, *method, *request);
      if (answer.status.error_code() == StatusCode::PERMISSION_DENIED) continue;
      ASSERT_TRUE(answer.status.ok())
          << method->full_name() << ": " << CodeAndMessage(answer.status);
      const MessagePtr response = Merged(*method, answer);
      // All below one call is of its supporter.
      EXPECT_TRUE(!Listed(*response).empty() ||
                  (method->name() == "ListApplicationScores" &&
                   id != std::string("supporter")))
          << method->full_name() << " as " << id;
      for (const Message* resource : Listed(*response)) {
        EXPECT_TRUE(OwnsOnASide(world(), *resource, world().person(id)))
            << method->full_name() << " as " << id << " shows "
            << resource->ShortDebugString();
      }
    }
  }
  EXPECT_GE(lists, 5);
}

TEST_P(AccessOwnTest, DraftsAreForThoseWhoPutThemForwardAndTheOffice) {
  const auto drafts = [this](const std::string& person) {
    std::set<std::string> names;
    const auto listed = Must<catalogue::v1::ListProjectsResponse>(
        person, "CatalogueService/ListProjects", "parent: 'programmes/hubei'");
    for (const auto& project : listed.projects()) {
      if (project.state() == catalogue::v1::Project::STATE_DRAFT) {
        names.insert(project.name());
      }
    }
    return names.size();
  };
  EXPECT_EQ(drafts("office"), 3u);
  EXPECT_EQ(drafts("supervisor"), 3u);
  EXPECT_EQ(drafts("recipient"), 2u);  // the county's and its town's
  EXPECT_EQ(drafts("supporter"), 0u);
  EXPECT_EQ(drafts("organiser"), 0u);
}

TEST_P(AccessOwnTest, SearchesAndSheetsHideDraftsOfOthers) {
  for (const auto& [person, own, other] :
       {std::tuple("office", true, true), std::tuple("recipient", true, false),
        std::tuple("supporter", false, false)}) {
    const std::string found = Must<catalogue::v1::SearchProjectsResponse>(
                                  person, "CatalogueService/SearchProjects",
                                  "parent: 'programmes/hubei' page_size: 100")
                                  .DebugString();
    const std::string sheet = Exported(person, "CatalogueService", "projects");
    for (const std::string& text : {found, sheet}) {
      EXPECT_EQ(absl::StrContains(text, "draft-my-county"), own) << person;
      EXPECT_EQ(absl::StrContains(text, "draft-their-county"), other) << person;
      EXPECT_TRUE(absl::StrContains(text, "open-their-county")) << person;
    }
  }
}

TEST_P(AccessOwnTest, SheetsShowACallerItsOwnAlone) {
  for (const char* collection :
       {"profiles", "quotas", "commitments", "cooperations"}) {
    const std::string all = Exported("office", "ProfilesService", collection);
    EXPECT_THAT(all, HasSubstr("mine")) << collection;
    EXPECT_THAT(all, HasSubstr("theirs")) << collection;
    const std::string own =
        Exported("supporter", "ProfilesService", collection);
    EXPECT_THAT(own, HasSubstr("mine")) << collection;
    EXPECT_THAT(own, HasSubstr("branch")) << collection;
    EXPECT_THAT(own, Not(HasSubstr("theirs"))) << collection;
    EXPECT_THAT(own, Not(HasSubstr("guided"))) << collection;
    EXPECT_THAT(Exported("guide", "ProfilesService", collection),
                HasSubstr("guided"))
        << collection;
  }
}

TEST_P(AccessOwnTest, ARecipientSeesTheIssuesOfItsOwnProjects) {
  const auto about = [this](const std::string& person) {
    return Must<catalogue::v1::ListProjectIssuesResponse>(
               person, "CatalogueService/ListProjectIssues",
               "parent: 'programmes/hubei' page_size: 1000")
        .DebugString();
  };
  EXPECT_THAT(about("office"), HasSubstr("their-county"));
  EXPECT_THAT(about("recipient"), HasSubstr("my-county"));
  EXPECT_THAT(about("recipient"), Not(HasSubstr("their-county")));
}

TEST_P(AccessOwnTest, OnlyThoseWhoSeeAResourceSeeItsHistory) {
  const std::string draft = "name: 'programmes/hubei/projects/draft-my-county'";
  const std::string method = "CatalogueService/ListHistory";
  EXPECT_EQ(CodeAs("office", method, draft), StatusCode::OK);
  EXPECT_EQ(CodeAs("recipient", method, draft), StatusCode::OK);
  EXPECT_EQ(CodeAs("supporter", method, draft), StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(CodeAs("outsider", method, draft), StatusCode::PERMISSION_DENIED);
}

TEST_P(AccessOwnTest, ADraftIsNotExplainedToASupporter) {
  const RawAnswer answer =
      As("supporter", "MatchingService/ExplainRecommendation",
         "supporter: 'programmes/hubei/units/mine' "
         "project: 'programmes/hubei/projects/draft-their-county'");
  EXPECT_FALSE(answer.status.ok());
  EXPECT_EQ(answer.status.error_code(), StatusCode::NOT_FOUND)
      << CodeAndMessage(answer.status);
}

TEST_P(AccessOwnTest, ACountyLearnsLessOfASupporterThanTheOffice) {
  const std::string request =
      "project: 'programmes/hubei/projects/open-my-county' year: 2016";
  const auto figures = [&](const std::string& person) {
    const auto response = Must<matching::v1::RecommendSupportersResponse>(
        person, "MatchingService/RecommendSupporters", request);
    EXPECT_GT(response.recommendations_size(), 0) << person;
    return response.ByteSizeLong();
  };
  EXPECT_LT(figures("recipient"), figures("office"));
}

TEST_P(AccessOwnTest, NobodyGivesAProjectAwayOrTakesOne) {
  const std::string method = "CatalogueService/UpdateProject";
  const auto moved = [](const char* project, const char* to) {
    return absl::StrCat("project { name: 'programmes/hubei/projects/", project,
                        "' recipient: 'programmes/hubei/units/", to,
                        "' } update_mask { paths: 'recipient' }");
  };
  EXPECT_EQ(
      CodeAs("recipient", method, moved("open-my-county", "their-county")),
      StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(
      CodeAs("recipient", method, moved("open-their-county", "my-county")),
      StatusCode::PERMISSION_DENIED);
  // Also not by taking the recipient away, or by a new one for another.
  EXPECT_EQ(CodeAs("recipient", method,
                   "project { name: 'programmes/hubei/projects/open-my-county' "
                   "} update_mask { paths: 'recipient' }"),
            StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(CodeAs("recipient", method, moved("open-my-county", "my-town")),
            StatusCode::OK);
  EXPECT_EQ(CodeAs("recipient", method, moved("open-my-county", "my-county")),
            StatusCode::OK);
}

TEST_P(AccessOwnTest, AUnitKeepsWhatIsForTheOffice) {
  const auto changed = [this](const std::string& person,
                              const std::string& change,
                              const std::string& path) {
    return CodeAs(person, "ProfilesService/UpdateUnit",
                  absl::StrCat("unit { name: 'programmes/hubei/units/mine' ",
                               change, " } update_mask { paths: '", path,
                               "' } validate_only: true"));
  };
  for (const auto& [change, path] : {
           std::pair("parent_unit: 'programmes/hubei/units/theirs'",
                     "parent_unit"),
           std::pair("guiding_department: 'programmes/hubei/units/theirs'",
                     "guiding_department"),
           std::pair("sides: SIDE_SUPPORTER sides: SIDE_RECIPIENT", "sides"),
           std::pair("kind: UNIT_KIND_ENTERPRISE", "kind"),
           std::pair("source: 'me'", "source"),
           std::pair("home_area: 'programmes/hubei/areas/a'", "home_area"),
       }) {
    EXPECT_EQ(changed("supporter", change, path), StatusCode::PERMISSION_DENIED)
        << path;
  }
  EXPECT_EQ(changed("supporter", "display_name { zh: '我们' }", "display_name"),
            StatusCode::OK);
}

TEST_P(AccessOwnTest, AUnitMakesItsOwnProfileAndNoOther) {
  const std::string create = "ProfilesService/CreateCapabilityProfile";
  const auto profile = [](const char* unit) {
    return absl::StrCat("parent: 'programmes/hubei' capability_profile_id: '",
                        unit,
                        "' capability_profile { givings { fund_kind: 'grant' "
                        "usual_fen: 500 } }");
  };
  ASSERT_EQ(CodeAs("supporter", "ProfilesService/DeleteCapabilityProfile",
                   "name: 'programmes/hubei/profiles/branch'"),
            StatusCode::OK);
  // Neither before nor after there is one.
  EXPECT_EQ(CodeAs("guide", create, profile("branch")),
            StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(CodeAs("supporter", create, profile("branch")), StatusCode::OK);
  EXPECT_EQ(CodeAs("guide", create, profile("branch")),
            StatusCode::PERMISSION_DENIED);
}

TEST_P(AccessOwnTest, ASheetWithARowOfAnotherWritesNothingOfAnother) {
  const std::string before =
      Must<catalogue::v1::Project>("office", "CatalogueService/GetProject",
                                   "name: 'programmes/hubei/projects/"
                                   "open-their-county'")
          .etag();
  std::string sheet = Exported("office", "CatalogueService", "projects");
  const size_t at = sheet.find("their-county");
  ASSERT_NE(at, std::string::npos);
  type::v1::ImportResourcesRequest request;
  request.set_parent("programmes/hubei");
  request.set_collection("projects");
  request.set_format(type::v1::TABLE_FORMAT_CSV);
  request.set_content(sheet);
  const MethodDescriptor& method =
      MethodNamed("CatalogueService/ImportResources");
  const RawAnswer answer =
      CallAs(deployment(), world().person("recipient").secret, method, request);
  if (answer.status.ok()) {
    type::v1::ImportResourcesResponse last;
    ASSERT_TRUE(last.ParseFromString(answer.messages.back()));
    EXPECT_FALSE(last.summary().committed() && last.summary().updated() > 0)
        << last.ShortDebugString();
  } else {
    EXPECT_EQ(answer.status.error_code(), StatusCode::PERMISSION_DENIED)
        << CodeAndMessage(answer.status);
  }
  EXPECT_EQ(
      Must<catalogue::v1::Project>("office", "CatalogueService/GetProject",
                                   "name: 'programmes/hubei/projects/"
                                   "open-their-county'")
          .etag(),
      before);
}

TEST_P(AccessOwnTest, ASideAnswersItsOwnSharesForItselfAlone) {
  const std::string shares = "name: 'programmes/hubei/annualPlans/2016/shares/";
  const std::string mine = shares + "mine--open-my-county--grant' ";
  const std::string theirs = shares + "theirs--open-their-county--grant' ";
  const std::string yes = "answer: ANSWER_ACCEPT validate_only: true ";
  const std::string answer = "AssignmentService/AnswerShare";
  EXPECT_EQ(CodeAs("supporter", answer, mine + yes), StatusCode::OK);
  EXPECT_EQ(CodeAs("recipient", answer, mine + yes), StatusCode::OK);
  EXPECT_EQ(
      CodeAs("supporter", answer, mine + yes + "side: SHARE_SIDE_RECIPIENT"),
      StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(
      CodeAs("recipient", answer, mine + yes + "side: SHARE_SIDE_SUPPORTER"),
      StatusCode::PERMISSION_DENIED);
  for (const char* person : {"supporter", "recipient"}) {
    EXPECT_EQ(CodeAs(person, answer, theirs + yes),
              StatusCode::PERMISSION_DENIED)
        << person;
  }
  // The office says for whom it answers.
  EXPECT_EQ(CodeAs("office", answer, mine + yes), StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(CodeAs("office", answer, mine + yes + "side: SHARE_SIDE_RECIPIENT"),
            StatusCode::OK);
}

TEST_P(AccessOwnTest, ACountyIsToldOfItsProjectsSharesNotOfOtherSupporters) {
  const std::string about =
      "name: 'programmes/hubei/annualPlans/2016' "
      "project: 'programmes/hubei/projects/open-my-county'";
  const std::string method = "AssignmentService/ExplainProject";
  const auto told =
      Must<assignment::v1::ExplainProjectResponse>("recipient", method, about);
  EXPECT_EQ(told.shares_size(), 2);  // of mine and theirs
  EXPECT_EQ(told.supporters_size(), 0);
  EXPECT_GE(
      Must<assignment::v1::ExplainProjectResponse>("office", method, about)
          .supporters_size(),
      2);
}

// A call of `mine`, and an application to it.
std::string NewCall(const std::string& id) {
  return absl::StrCat(
      "parent: 'programmes/hubei' call_id: '", id,
      "' call { display_name { zh: '公告' } supporter: "
      "'programmes/hubei/units/mine' fund_kind: 'grant' year: 2016 amount_fen: "
      "1500 criteria { id: 'need' display_name { zh: '必要性' } weight: 1 "
      "most_points: 10 } application_due_time { seconds: 1900000000 } }");
}
std::string NewApplication(const std::string& call, const std::string& county) {
  return absl::StrCat("parent: 'programmes/hubei/calls/", call,
                      "' application { project: "
                      "'programmes/hubei/projects/open-",
                      county, "' amount_fen: 1000 }");
}

TEST_P(AccessOwnTest, ACountySeesItsApplicationsAndWhatWasDecidedAlone) {
  const auto code = [this](const std::string& person, const std::string& method,
                           const std::string& text) {
    return CodeAs(person, "CompetitionService/" + method, text);
  };
  const auto seen_by = [&](const std::string& person) {
    return Must<assignment::v1::ListApplicationsResponse>(
               person, "CompetitionService/ListApplications",
               "parent: 'programmes/hubei/calls/kept'")
        .applications_size();
  };
  const auto apply = [&](const std::string& person, const std::string& county) {
    return code(person, "CreateApplication", NewApplication("kept", county));
  };
  const std::string name = "name: 'programmes/hubei/calls/kept' ";
  EXPECT_EQ(code("office", "CreateCall", NewCall("kept")), StatusCode::OK);
  EXPECT_EQ(code("recipient", "GetCall", name), StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(code("supporter", "GetCall", name), StatusCode::OK);
  EXPECT_EQ(code("office", "OpenCall", name), StatusCode::OK);
  EXPECT_EQ(code("recipient", "GetCall", name), StatusCode::OK);
  EXPECT_EQ(apply("recipient", "their-county"), StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(apply("recipient", "my-county"), StatusCode::OK);
  EXPECT_EQ(apply("office", "their-county"), StatusCode::OK);
  EXPECT_EQ(seen_by("recipient"), 1);
  EXPECT_EQ(seen_by("supporter"), 2);
  EXPECT_EQ(seen_by("guide"), 0);
  EXPECT_EQ(seen_by("supervisor"), 2);
}

TEST_P(AccessOwnTest, ScoresAreKeptFromCountiesAndAwardsAreForAll) {
  const auto code = [this](const std::string& person, const std::string& method,
                           const std::string& text) {
    return CodeAs(person, "CompetitionService/" + method, text);
  };
  const std::string name = "name: 'programmes/hubei/calls/told' ";
  EXPECT_EQ(code("office", "CreateCall", NewCall("told")), StatusCode::OK);
  EXPECT_EQ(code("office", "OpenCall", name), StatusCode::OK);
  for (const char* county : {"my-county", "their-county"}) {
    EXPECT_EQ(
        code("office", "CreateApplication", NewApplication("told", county)),
        StatusCode::OK);
  }
  EXPECT_EQ(code("office", "CloseCall", name + "before_due_time: true"),
            StatusCode::OK);
  for (const char* county : {"my-county", "their-county"}) {
    const std::string scores = absl::StrCat(
        "name: 'programmes/hubei/calls/told/scores/open-", county, "' ");
    EXPECT_EQ(code("office", "ScoreApplication",
                   scores + "points { criterion: 'need' points: 7 }"),
              StatusCode::OK);
    EXPECT_EQ(code("recipient", "GetApplicationScores", scores),
              StatusCode::PERMISSION_DENIED);
  }
  EXPECT_EQ(code("recipient", "RankApplications", name),
            StatusCode::PERMISSION_DENIED);
  const auto ranking = Must<assignment::v1::CallRanking>(
      "supervisor", "CompetitionService/RankApplications", name);
  EXPECT_EQ(ranking.ranked_size(), 2);
  const std::string award = absl::StrCat(name, "etag: '", ranking.etag(), "'");
  EXPECT_EQ(code("supervisor", "AwardCall", award),
            StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(code("office", "AwardCall", award), StatusCode::OK);
  for (const char* person : {"recipient", "guide", "organiser"}) {
    EXPECT_EQ(Must<assignment::v1::ListApplicationsResponse>(
                  person, "CompetitionService/ListApplications",
                  "parent: 'programmes/hubei/calls/told'")
                  .applications_size(),
              2)
        << person;
  }
  EXPECT_EQ(code("recipient", "ListHistory",
                 "name: 'programmes/hubei/calls/told/applications/"
                 "open-their-county'"),
            StatusCode::PERMISSION_DENIED);
}

TEST_P(AccessOwnTest, OnlyWhoReadsPlansIsToldThatAYearHasNone) {
  const std::string list = "AssignmentService/ListPlanShares";
  const std::string absent = "parent: 'programmes/hubei/annualPlans/2019'";
  for (const char* person : {"supporter", "recipient"}) {
    EXPECT_EQ(Must<assignment::v1::ListPlanSharesResponse>(person, list, absent)
                  .plan_shares_size(),
              0)
        << person;
  }
  EXPECT_EQ(CodeAs("office", list, absent), StatusCode::NOT_FOUND);
}

TEST_P(AccessOwnTest, PeopleOfAnotherProgrammeAreNotShownOrChanged) {
  EXPECT_EQ(
      CodeAs("office", "AccessService/GetPerson", "name: 'people/founder'"),
      StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(CodeAs("outsider", "AccessService/CreateLink",
                   "person: 'people/office' purpose: PURPOSE_SET_PASSWORD"),
            StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(CodeAs("office", "AccessService/CreateLink",
                   "person: 'people/root' purpose: PURPOSE_SET_PASSWORD"),
            StatusCode::PERMISSION_DENIED);
  // Nobody lifts itself.
  EXPECT_EQ(CodeAs("office", "AccessService/UpdatePerson",
                   "person { name: 'people/office' memberships { programme: "
                   "'programmes/-' groups: PERMISSION_GROUP_ADMINISTRATOR } } "
                   "update_mask { paths: 'memberships' } validate_only: true"),
            StatusCode::PERMISSION_DENIED);
  EXPECT_THAT(As("office", "AccessService/ListPeople", "").messages[0],
              Not(HasSubstr("founder")));
}

}  // namespace
}  // namespace duikou::e2e
