#include "tests/e2e/access_world.h"

#include <fstream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "duikou/type/v1/access.pb.h"
#include "matcher/base/check.h"
#include "services/rpc/field_rule.h"
#include "tests/e2e/access_requests.h"

namespace duikou::e2e {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

namespace {

// MakePlan(), MakeCompetition() and MakeFairs() make these.
bool IsMadeApart(const std::string& pattern) {
  return pattern == "programmes/{programme}/annualPlans/{year}" ||
         absl::StartsWith(pattern, "programmes/{programme}/calls/") ||
         absl::StartsWith(pattern, "programmes/{programme}/fairs/");
}

// Of a year of the programme, whoever it is about.
constexpr char kAssessmentPattern[] =
    "programmes/{programme}/assessments/{year}";

struct UnitMade {
  const char* id;
  const char* side;
  const char* parent;
  const char* guide;
};

constexpr UnitMade kUnits[] = {
    {"department", "SUPPORTER", "", ""},
    {"mine", "SUPPORTER", "", ""},
    {"theirs", "SUPPORTER", "", ""},
    {"branch", "SUPPORTER", "mine", ""},
    {"guided", "SUPPORTER", "", "department"},
    {"my-county", "RECIPIENT", "", ""},
    {"their-county", "RECIPIENT", "", ""},
    {"my-town", "RECIPIENT", "my-county", ""},
};

const UnitMade* FindUnit(const std::string& id) {
  for (const UnitMade& unit : kUnits) {
    if (unit.id == id) return &unit;
  }
  return nullptr;
}

std::string ReadCode(const std::string& file) {
  std::ifstream stream(file);
  std::string code;
  stream >> code;
  DUIKOU_CHECK(!code.empty()) << file;
  return code;
}

}  // namespace

const Message* Target::resource(const std::string& pattern) const {
  const auto found = resources.find(pattern);
  return found == resources.end() ? nullptr : found->second.get();
}

std::string NamePatternOf(const Descriptor& type) {
  const FieldDescriptor* name = type.FindFieldByName("name");
  return name == nullptr ? "" : RuleOf(*name).resource();
}

AccessWorld::AccessWorld(Deployment& deployment) : deployment_(deployment) {
  SetUpPeople();
  MakeProgrammes();
  Enrol("office", "hubei", "", {type::v1::PERMISSION_GROUP_OFFICE});
  MakeUnits();
  MakeProjects();
  Enrol("supporter", "hubei", "mine", {type::v1::PERMISSION_GROUP_SUPPORTER});
  Enrol("guide", "hubei", "department", {type::v1::PERMISSION_GROUP_SUPPORTER});
  Enrol("recipient", "hubei", "my-county",
        {type::v1::PERMISSION_GROUP_RECIPIENT});
  Enrol("organiser", "hubei", "", {type::v1::PERMISSION_GROUP_ORGANISER});
  Enrol("supervisor", "hubei", "", {type::v1::PERMISSION_GROUP_SUPERVISOR});
  Enrol("administrator", "hubei", "",
        {type::v1::PERMISSION_GROUP_ADMINISTRATOR});
  Enrol(
      "outsider", "chongqing", "mine",
      {type::v1::PERMISSION_GROUP_OFFICE, type::v1::PERMISSION_GROUP_SUPPORTER,
       type::v1::PERMISSION_GROUP_RECIPIENT,
       type::v1::PERMISSION_GROUP_ORGANISER,
       type::v1::PERMISSION_GROUP_SUPERVISOR,
       type::v1::PERMISSION_GROUP_ADMINISTRATOR});
  MakeTargets();
  people_.push_back({});
}

MessagePtr AccessWorld::Must(const std::string& method,
                             const std::string& text) {
  return MustAs(deployment_, person("office").secret, method, text);
}

const TestPerson& AccessWorld::person(const std::string& id) const {
  for (const TestPerson& person : people_) {
    if (person.id == id) return person;
  }
  DUIKOU_CHECK(false) << "no person " << id;
  return people_.front();
}

const Target& AccessWorld::target(const std::string& label) const {
  for (const Target& target : targets_) {
    if (target.label == label) return target;
  }
  DUIKOU_CHECK(false) << "no target " << label;
  return targets_.front();
}

void AccessWorld::SetUpPeople() {
  const MessagePtr answer = MustAs(
      deployment_, "", "AccessService/SetUp",
      absl::StrCat("code: '", ReadCode(deployment_.setup_code_file()),
                   "' person_id: 'root' display_name: 'Root' password: '",
                   kPassword, "'"));
  people_.push_back({"root",
                     "-",
                     "",
                     {type::v1::PERMISSION_GROUP_ADMINISTRATOR},
                     TextOf(*answer, "secret")});
}

void AccessWorld::Enrol(const std::string& id, const std::string& programme,
                        const std::string& unit, std::vector<int> groups) {
  std::string membership =
      absl::StrCat("programme: 'programmes/", programme, "'");
  if (!unit.empty()) {
    absl::StrAppend(&membership, " unit: 'programmes/", programme, "/units/",
                    unit, "'");
  }
  for (const int group : groups) {
    absl::StrAppend(&membership, " groups: ", group);
  }
  const std::string& root = person("root").secret;
  MustAs(deployment_, root, "AccessService/CreatePerson",
         absl::StrCat("person_id: '", id, "' person { display_name: '", id,
                      "' memberships { ", membership, " } }"));
  const MessagePtr link = MustAs(
      deployment_, root, "AccessService/CreateLink",
      absl::StrCat("person: 'people/", id, "' purpose: PURPOSE_SET_PASSWORD"));
  const MessagePtr signed_in =
      MustAs(deployment_, "", "AccessService/RedeemLink",
             absl::StrCat("secret: '", TextOf(*link, "secret"),
                          "' new_password: '", kPassword, "'"));
  people_.push_back(
      {id, programme, unit, std::move(groups), TextOf(*signed_in, "secret")});
}

void AccessWorld::MakeProgrammes() {
  for (const char* id : {"hubei", "chongqing"}) {
    MustAs(deployment_, person("root").secret,
           "CatalogueService/CreateProgramme",
           absl::StrCat("programme_id: '", id, R"(' programme {
             display_name { zh: "规划" } first_year: 2014 last_year: 2030
             fund_kinds { id: "grant" display_name { zh: "援助" } } })"));
  }
}

void AccessWorld::MakeUnits() {
  const std::string in = "parent: 'programmes/hubei' ";
  Must(
      "CatalogueService/CreateArea",
      in + "area_id: 'a' area { display_name { zh: '县' } kind: KIND_COUNTY }");
  Must("CatalogueService/CreateSector",
       in + "sector_id: 's' sector { display_name { zh: '茶' } }");
  for (const UnitMade& unit : kUnits) {
    std::string text = absl::StrCat(
        in, "unit_id: '", unit.id,
        "' unit { display_name { zh: '单位' } kind: ",
        absl::string_view(unit.side) == "SUPPORTER" ? "UNIT_KIND_MUNICIPALITY"
                                                    : "UNIT_KIND_COUNTY",
        " sides: SIDE_", unit.side);
    if (*unit.parent != '\0') {
      absl::StrAppend(&text, " parent_unit: 'programmes/hubei/units/",
                      unit.parent, "'");
    }
    if (*unit.guide != '\0') {
      absl::StrAppend(&text, " guiding_department: 'programmes/hubei/units/",
                      unit.guide, "'");
    }
    Must("ProfilesService/CreateUnit", text + " }");
  }
  // Of the same id, in the other programme.
  MustAs(deployment_, person("root").secret, "AccessService/CreatePerson",
         "person_id: 'founder' person { display_name: 'founder' memberships { "
         "programme: 'programmes/chongqing' groups: PERMISSION_GROUP_OFFICE "
         "} }");
  const MessagePtr link =
      MustAs(deployment_, person("root").secret, "AccessService/CreateLink",
             "person: 'people/founder' purpose: PURPOSE_SET_PASSWORD");
  const MessagePtr founder =
      MustAs(deployment_, "", "AccessService/RedeemLink",
             absl::StrCat("secret: '", TextOf(*link, "secret"),
                          "' new_password: '", kPassword, "'"));
  MustAs(deployment_, TextOf(*founder, "secret"), "ProfilesService/CreateUnit",
         "parent: 'programmes/chongqing' unit_id: 'mine' unit { display_name { "
         "zh: '单位' } kind: UNIT_KIND_MUNICIPALITY sides: SIDE_SUPPORTER }");
}

void AccessWorld::MakeProjects() {
  for (const UnitMade& unit : kUnits) {
    if (absl::string_view(unit.side) != "RECIPIENT") continue;
    for (const char* state : {"open", "draft"}) {
      Must("CatalogueService/CreateProject",
           absl::StrCat("parent: 'programmes/hubei' project_id: '", state, "-",
                        unit.id, "' project { display_name { zh: '", unit.id,
                        "' } ", "recipient: 'programmes/hubei/units/", unit.id,
                        "' ",
                        "area: 'programmes/hubei/areas/a' "
                        "readiness: READINESS_FEASIBILITY_STUDY "
                        "sector: 'programmes/hubei/sectors/s' shareable: true "
                        "fund_needs { fund_kind: 'grant' total_fen: 100000 } "
                        "first_year: 2014 last_year: 2030 }"));
    }
    Must("CatalogueService/PublishProject",
         absl::StrCat("name: 'programmes/hubei/projects/open-", unit.id, "'"));
  }
}

void AccessWorld::MakeTargets() {
  targets_ = {
      {"own", "mine", "mine", "my-county", "open-my-county", "supporter"},
      {"other", "theirs", "theirs", "their-county", "open-their-county",
       "recipient"},
      {"below", "branch", "branch", "my-town", "open-my-town", "guide"},
      {"guided", "guided", "guided", "their-county", "open-their-county",
       "organiser"},
      {"crossed", "theirs", "theirs", "my-county", "open-my-county",
       "supervisor"},
      {"own county", "my-county", "mine", "my-county", "draft-my-county",
       "office"},
      {"other county", "their-county", "theirs", "their-county",
       "draft-their-county", "outsider"},
  };
  for (Target& target : targets_) MakeResources(target);
  MakePlan();
  MakeCompetition();
  MakeFairs();
}

void AccessWorld::MakeResources(Target& target) {
  const auto keep = [&target](MessagePtr made) {
    target.resources[NamePatternOf(*made->GetDescriptor())] = std::move(made);
  };
  const std::string programme = "name: 'programmes/hubei";
  keep(Must("CatalogueService/GetProgramme", programme + "'"));
  keep(Must("CatalogueService/GetArea", programme + "/areas/a'"));
  keep(Must("CatalogueService/GetSector", programme + "/sectors/s'"));
  keep(Must("ProfilesService/GetUnit",
            absl::StrCat(programme, "/units/", target.unit, "'")));
  keep(Must("CatalogueService/GetProject",
            absl::StrCat(programme, "/projects/", target.project, "'")));
  keep(MustAs(deployment_, person("root").secret, "AccessService/GetPerson",
              absl::StrCat("name: 'people/", target.person, "'")));
  // What is created of things that are there; drafts have no such things, so
  // that these are of the open project.
  Target about = target;
  about.project = absl::StrReplaceAll(target.project, {{"draft", "open"}});
  for (const MethodDescriptor* method : AllMethods()) {
    if (!absl::StartsWith(method->name(), "Create")) continue;
    const std::string pattern = NamePatternOf(*method->output_type());
    if (pattern.empty() || target.resource(pattern) != nullptr) continue;
    if (IsMadeApart(pattern)) continue;
    const MessagePtr request = BuildRequest(*method, about, false, "");
    const RawAnswer answer =
        CallAs(deployment_, person("office").secret, *method, *request);
    if (answer.status.ok()) {
      keep(Merged(*method, answer));
      continue;
    }
    // Another target has the same: of one supporter there is one.
    for (const Target& earlier : targets_) {
      if ((earlier.supporter == target.supporter ||
           pattern == kAssessmentPattern) &&
          earlier.resource(pattern) != nullptr &&
          target.resource(pattern) == nullptr &&
          answer.status.error_code() == grpc::StatusCode::ALREADY_EXISTS) {
        target.resources[pattern] = earlier.resources.at(pattern);
      }
    }
    if (target.resource(pattern) != nullptr) continue;
    problems_.push_back(absl::StrCat(target.label, ": ", method->full_name(),
                                     ": ", CodeAndMessage(answer.status), ": ",
                                     request->ShortDebugString()));
  }
  keep(Must(
      "SettlementService/GetSettlement",
      absl::StrCat(programme, "/settlements/", target.supporter, "--2015'")));
}

// A plan that has been solved and proposed, with a share of each target.
void AccessWorld::MakePlan() {
  const std::string plan = "programmes/hubei/annualPlans/2016";
  const std::string name = absl::StrCat("name: '", plan, "' ");
  Must("AssignmentService/CreateAnnualPlan",
       "parent: 'programmes/hubei' annual_plan_id: '2016' annual_plan { }");
  const auto share_of = [](const Target& target) {
    return absl::StrCat(target.supporter, "--open-", target.recipient,
                        "--grant");
  };
  for (const Target& target : targets_) {
    Must("AssignmentService/PinShare",
         absl::StrCat(
             name, "supporter: 'programmes/hubei/units/", target.supporter,
             "' project: 'programmes/hubei/projects/open-", target.recipient,
             "' fund_kind: 'grant' amount_fen: 1000 reason: 'x'"));
  }
  const std::string run = absl::StrCat(
      "name: '",
      TextOf(*Must("AssignmentService/SolveAnnualPlan", name), "name"), "'");
  MessagePtr ended;
  do {
    ended = Must("AssignmentService/GetAssignmentRun", run);
  } while (static_cast<const assignment::v1::AssignmentRun&>(*ended).state() ==
           assignment::v1::AssignmentRun::STATE_RUNNING);
  Must("AssignmentService/ProposeAnnualPlan",
       absl::StrCat(name, "answer_due_time { seconds: 1900000000 }"));
  for (Target& target : targets_) {
    const auto keep = [&target](MessagePtr made) {
      target.resources[NamePatternOf(*made->GetDescriptor())] = std::move(made);
    };
    keep(Must("AssignmentService/GetAnnualPlan", name));
    keep(Must("AssignmentService/GetAssignmentRun", run));
    keep(Must("AssignmentService/GetPlanVersion",
              absl::StrCat("name: '", plan, "/versions/0001'")));
    keep(
        Must("AssignmentService/GetPlanShare",
             absl::StrCat("name: '", plan, "/shares/", share_of(target), "'")));
  }
}

// An open call of each target's supporter, with an application for its project.
void AccessWorld::MakeCompetition() {
  int number = 0;
  for (Target& target : targets_) {
    const auto keep = [&target](MessagePtr made) {
      target.resources[NamePatternOf(*made->GetDescriptor())] = std::move(made);
    };
    const std::string id = absl::StrCat("call-", ++number);
    const std::string call = absl::StrCat("programmes/hubei/calls/", id);
    Must("CompetitionService/CreateCall",
         absl::StrCat("parent: 'programmes/hubei' call_id: '", id,
                      "' call { display_name { zh: '公告' } supporter: "
                      "'programmes/hubei/units/",
                      target.supporter,
                      "' fund_kind: 'grant' year: 2016 amount_fen: 5000 "
                      "criteria { id: 'need' display_name { zh: '必要性' } "
                      "weight: 1 most_points: 10 } "
                      "application_due_time { seconds: 1900000000 } }"));
    keep(Must("CompetitionService/OpenCall",
              absl::StrCat("name: '", call, "'")));
    const std::string project = absl::StrCat("open-", target.recipient);
    keep(Must("CompetitionService/CreateApplication",
              absl::StrCat("parent: '", call, "' application { project: ",
                           "'programmes/hubei/projects/", project,
                           "' amount_fen: 1000 }")));
    keep(Must("CompetitionService/GetApplicationScores",
              absl::StrCat("name: '", call, "/scores/", project, "'")));
  }
}

// An open fair of each target, at which its two units meet: with a request that
// was accepted, a run, and a timetable that was published.
void AccessWorld::MakeFairs() {
  int number = 0;
  for (Target& target : targets_) {
    const auto keep = [&target](MessagePtr made) {
      target.resources[NamePatternOf(*made->GetDescriptor())] = std::move(made);
    };
    const std::string id = absl::StrCat("fair-", ++number);
    const std::string fair = absl::StrCat("programmes/hubei/fairs/", id);
    const std::string name = absl::StrCat("name: '", fair, "' ");
    const std::string below = absl::StrCat("parent: '", fair, "' ");
    const std::string pair = absl::StrCat(
        "supporter: 'programmes/hubei/units/", target.supporter,
        "' recipient: 'programmes/hubei/units/", target.recipient, "' ");
    Must("FairService/CreateFair",
         absl::StrCat("parent: 'programmes/hubei' fair_id: '", id,
                      "' fair { display_name { zh: '洽谈会' } time_zone: "
                      "'Asia/Shanghai' slots { id: 's1' date: '2016-06-01' "
                      "start_time: '09:00' end_time: '09:30' } halls { id: 'a' "
                      "display_name { zh: 'A馆' } tables { id: 'a1' } } }"));
    Must("FairService/OpenFair", name);
    Must("FairService/CreateParticipant",
         absl::StrCat(below, "participant { unit: 'programmes/hubei/units/",
                      target.recipient, "' side: SIDE_RECIPIENT }"));
    keep(
        Must("FairService/CreateParticipant",
             absl::StrCat(below, "participant { unit: 'programmes/hubei/units/",
                          target.supporter, "' side: SIDE_SUPPORTER }")));
    const std::string request =
        absl::StrCat("name: '", fair, "/requests/", target.supporter, "--",
                     target.recipient, "' ");
    Must("FairService/CreateMeetingRequest",
         absl::StrCat(below, "meeting_request { ", pair, "kind: KIND_WISH }"));
    keep(Must("FairService/AnswerMeetingRequest", request + "accept: true"));
    keep(SolvedRun(name));
    keep(Must("TimetableService/GetMeeting",
              absl::StrCat("name: '", fair, "/meetings/", target.supporter,
                           "--", target.recipient, "'")));
    keep(Must("TimetableService/PublishTimetable", name));
    keep(Must("FairService/GetFair", name));
  }
}

MessagePtr AccessWorld::SolvedRun(const std::string& fair) {
  const std::string run = absl::StrCat(
      "name: '", TextOf(*Must("TimetableService/SolveTimetable", fair), "name"),
      "'");
  MessagePtr ended;
  do {
    ended = Must("TimetableService/GetTimetableRun", run);
  } while (static_cast<const fair::v1::TimetableRun&>(*ended).state() ==
           fair::v1::TimetableRun::STATE_RUNNING);
  return ended;
}

std::string AccessWorld::UnitOf(const std::string& name) const {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() < 4 || parts[0] != "programmes" || parts[1] != "hubei") {
    return "";
  }
  if (parts[2] == "units") return parts[3];
  if (parts[2] != "projects") return "";
  absl::string_view unit = parts[3];
  if (!absl::ConsumePrefix(&unit, "open-")) {
    absl::ConsumePrefix(&unit, "draft-");
  }
  return std::string(unit);
}

bool AccessWorld::IsBelow(const std::string& unit,
                          const std::string& above) const {
  const UnitMade* made = FindUnit(unit);
  return made != nullptr && made->parent == above;
}

bool AccessWorld::Guides(const std::string& department,
                         const std::string& unit) const {
  const UnitMade* made = FindUnit(unit);
  return made != nullptr && made->guide == department;
}

}  // namespace duikou::e2e
