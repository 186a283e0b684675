#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/text_format.h"
#include "matcher/base/check.h"
#include "tests/e2e/bad_inputs.h"
#include "tests/e2e/calls.h"

namespace duikou::e2e {
namespace {

// Sends a request in text format; it must be answered well.
template <typename Stub, typename Request, typename Response>
void Must(Stub& stub,
          grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                       Response*),
          const std::string& text) {
  Request request;
  DUIKOU_CHECK(google::protobuf::TextFormat::ParseFromString(text, &request))
      << text;
  const auto answer = Do(stub, method, request);
  DUIKOU_CHECK(answer.ok()) << text << answer.status.error_message();
}

void FillProgramme(CatalogueStub& stub, const std::string& id) {
  Must(stub, &CatalogueStub::CreateProgramme,
       absl::StrCat("programme_id: '", id, R"(' programme {
         display_name { zh: "规划" } first_year: 2014 last_year: 2020
         fund_kinds { id: "grant" display_name { zh: "援助" } }
         fund_kinds { id: "policy" display_name { zh: "政策" }
                      giver_kinds: UNIT_KIND_PROVINCIAL_DEPARTMENT } })"));
}

void FillPlaces(CatalogueStub& stub) {
  for (const char* area :
       {"area_id: 'g1' area { display_name { zh: '片' } kind: KIND_GROUP }",
        "area_id: 'a1' area { display_name { zh: '县' } kind: KIND_COUNTY "
        "code: '420527' group: 'programmes/p/areas/g1' }",
        "area_id: 'a2' area { display_name { zh: '村' } kind: KIND_PLACE "
        "parent_area: 'programmes/p/areas/a1' }"}) {
    Must(stub, &CatalogueStub::CreateArea,
         absl::StrCat("parent: 'programmes/p' request_id: '",
                      std::string(area).find("'g1'") == 9 ? "taken" : "", "' ",
                      area));
  }
  for (const char* sector :
       {"sector_id: 's1' sector { display_name { zh: '农' } }",
        "sector_id: 's2' sector { display_name { zh: '茶' } "
        "parent_sector: 'programmes/p/sectors/s1' }"}) {
    Must(stub, &CatalogueStub::CreateSector,
         absl::StrCat("parent: 'programmes/p' ", sector));
  }
  Must(stub, &CatalogueStub::CreateArea,
       "parent: 'programmes/q' area_id: 'b1' "
       "area { display_name { zh: '县' } kind: KIND_COUNTY }");
}

void FillUnits(ProfilesStub& stub) {
  for (const char* unit :
       {"parent: 'programmes/p' unit_id: 'u1' unit { display_name { zh: '甲' } "
        "kind: UNIT_KIND_MUNICIPALITY sides: SIDE_SUPPORTER }",
        "parent: 'programmes/p' unit_id: 'u2' unit { display_name { zh: '乙' } "
        "kind: UNIT_KIND_COUNTY sides: SIDE_RECIPIENT "
        "recipient_areas: 'programmes/p/areas/a1' }",
        "parent: 'programmes/p' unit_id: 'u3' unit { display_name { zh: '丙' } "
        "kind: UNIT_KIND_ENTERPRISE sides: SIDE_SUPPORTER "
        "parent_unit: 'programmes/p/units/u1' }",
        "parent: 'programmes/q' unit_id: 'v1' unit { display_name { zh: '丁' } "
        "kind: UNIT_KIND_MUNICIPALITY sides: SIDE_SUPPORTER }"}) {
    Must(stub, &ProfilesStub::CreateUnit, unit);
  }
}

void FillProjects(CatalogueStub& stub) {
  const std::string grant = "fund_needs { fund_kind: 'grant' total_fen: 1000 }";
  for (const std::string id : {"draft", "open", "done", "bare"}) {
    Must(stub, &CatalogueStub::CreateProject,
         absl::StrCat("parent: 'programmes/p' project_id: '", id,
                      "' project { display_name { zh: '项目' } "
                      "area: 'programmes/p/areas/a1' "
                      "sector: 'programmes/p/sectors/s2' "
                      "recipient: 'programmes/p/units/u2' "
                      "readiness: READINESS_FEASIBILITY_STUDY "
                      "first_year: 2015 last_year: 2017 ",
                      id == "bare" ? "" : grant, "}"));
  }
  for (const char* id : {"open", "done"}) {
    Must(stub, &CatalogueStub::PublishProject,
         absl::StrCat("name: 'programmes/p/projects/", id, "'"));
  }
  Must(stub, &CatalogueStub::CompleteProject,
       "name: 'programmes/p/projects/done'");
}

void FillCalls(CompetitionStub& stub) {
  for (const std::string id : {"drafted", "opened", "closed"}) {
    Must(stub, &CompetitionStub::CreateCall,
         absl::StrCat("parent: 'programmes/p' call_id: '", id,
                      "' call { display_name { zh: '公告' } "
                      "supporter: 'programmes/p/units/u1' fund_kind: 'grant' "
                      "year: 2015 amount_fen: 1000 least_share_fen: 100 "
                      "most_share_fen: 800 criteria { id: 'need' "
                      "display_name { zh: '必要性' } weight: 1 "
                      "most_points: 10 } "
                      "application_due_time { seconds: 4000000000 } }"));
    if (id == "drafted") continue;
    const std::string name = absl::StrCat("programmes/p/calls/", id);
    Must(stub, &CompetitionStub::OpenCall, absl::StrCat("name: '", name, "'"));
    Must(stub, &CompetitionStub::CreateApplication,
         absl::StrCat("parent: '", name,
                      "' application { project: "
                      "'programmes/p/projects/open' amount_fen: 500 }"));
    if (id == "opened") continue;
    Must(stub, &CompetitionStub::CloseCall,
         absl::StrCat("name: '", name, "' before_due_time: true"));
  }
}

void FillRelations(ProfilesStub& stub) {
  Must(stub, &ProfilesStub::CreateCapabilityProfile,
       "parent: 'programmes/p' capability_profile_id: 'u1' "
       "capability_profile { strengths { sector: 'programmes/p/sectors/s2' "
       "strength: 80 } givings { fund_kind: 'grant' usual_fen: 500 } }");
  Must(stub, &ProfilesStub::CreatePairing,
       "parent: 'programmes/p' pairing { supporter: 'programmes/p/units/u1' "
       "area: 'programmes/p/areas/a1' }");
  Must(stub, &ProfilesStub::CreateQuota,
       "parent: 'programmes/p' quota { unit: 'programmes/p/units/u1' "
       "year: 2015 fund_kind: 'grant' amount_fen: 300 }");
  Must(stub, &ProfilesStub::CreateCommitment,
       "parent: 'programmes/p' commitment_id: 'm1' "
       "commitment { supporter: 'programmes/p/units/u1' "
       "project: 'programmes/p/projects/open' fund_kind: 'grant' "
       "year: 2015 amount_fen: 200 }");
}

void FillReports(Deployment& deployment) {
  Must(deployment.progress(), &ProgressStub::CreateIndicator,
       "parent: 'programmes/p' indicator_id: 'jobs' indicator { "
       "display_name { zh: '就业' } measure: MEASURE_COUNT }");
  Must(deployment.reports(), &ReportStub::CreateStatedFigure,
       "parent: 'programmes/p' stated_figure_id: 'f1' stated_figure { "
       "figure: 'funds.grant' year: 2015 amount_fen: 300 source: 'x' }");
}

// Entries of u1, and its year 2015 settled.
void FillLedger(Deployment& deployment) {
  for (const char* date : {"2015-06-01", "2016-06-01", "2016-06-02"}) {
    Must(deployment.progress(), &ProgressStub::CreateLedgerEntry,
         absl::StrCat("parent: 'programmes/p' ledger_entry { "
                      "supporter: 'programmes/p/units/u1' date: '",
                      date,
                      "' figure_source: FIGURE_SOURCE_OFFICE "
                      "source_document: 'x' disbursement { fund_kind: 'grant' "
                      "amount_fen: 300 } }"));
  }
  Must(deployment.progress(), &ProgressStub::ReverseLedgerEntry,
       "name: 'programmes/p/ledgerEntries/u1--2016--0000002' reason: 'x'");
  progress::v1::GetSettlementRequest get;
  get.set_name("programmes/p/settlements/u1--2015");
  const auto year =
      Do(deployment.settlements(), &SettlementStub::GetSettlement, get);
  const std::string seen =
      absl::StrCat("name: '", get.name(), "' figures_digest: '",
                   year.response.figures_digest(), "'");
  Must(deployment.settlements(), &SettlementStub::SignSettlement, seen);
  Must(deployment.settlements(), &SettlementStub::SettleYear, seen);
}

void FillFairs(Deployment& deployment) {
  FairStub& stub = deployment.fairs();
  Must(stub, &FairStub::CreateFair,
       "parent: 'programmes/p' fair_id: 'drafted' fair { display_name { zh: "
       "'会' } time_zone: 'Asia/Shanghai' }");
  Must(stub, &FairStub::CreateFair,
       "parent: 'programmes/p' fair_id: 'f' fair { display_name { zh: '会' } "
       "time_zone: 'Asia/Shanghai' slots { id: 's1' date: '2016-05-20' "
       "start_time: '09:00' end_time: '09:30' } slots { id: 's2' date: "
       "'2016-05-20' start_time: '09:30' end_time: '10:00' } halls { id: 'a' "
       "display_name { zh: 'A' } tables { id: 'a1' } } }");
  Must(stub, &FairStub::OpenFair, "name: 'programmes/p/fairs/f'");
  for (const char* unit :
       {"u1' side: SIDE_SUPPORTER", "u2' side: SIDE_RECIPIENT"}) {
    Must(stub, &FairStub::CreateParticipant,
         absl::StrCat("parent: 'programmes/p/fairs/f' participant { unit: "
                      "'programmes/p/units/",
                      unit, " }"));
  }
  Must(stub, &FairStub::CreateMeetingRequest,
       "parent: 'programmes/p/fairs/f' meeting_request { supporter: "
       "'programmes/p/units/u1' recipient: 'programmes/p/units/u2' kind: "
       "KIND_WISH }");
  Must(stub, &FairStub::AnswerMeetingRequest,
       "name: 'programmes/p/fairs/f/requests/u1--u2' accept: true");
  Must(deployment.timetables(), &TimetableStub::CreateMeeting,
       "parent: 'programmes/p/fairs/f' meeting { supporter: "
       "'programmes/p/units/u1' recipient: 'programmes/p/units/u2' }");
  Must(deployment.timetables(), &TimetableStub::MoveMeeting,
       "name: 'programmes/p/fairs/f/meetings/u1--u2' slot: 's1' table: 'a1'");
}

}  // namespace

void FillForBadInputs(Deployment& deployment) {
  FillProgramme(deployment.catalogue(), "p");
  FillProgramme(deployment.catalogue(), "q");
  FillPlaces(deployment.catalogue());
  FillUnits(deployment.profiles());
  FillProjects(deployment.catalogue());
  FillRelations(deployment.profiles());
  Must(deployment.matching(), &MatchingStub::CreateShortlistEntry,
       "parent: 'programmes/p/units/u1' "
       "shortlist_entry { project: 'programmes/p/projects/open' }");
  Must(deployment.assignment(), &AssignmentStub::CreateAnnualPlan,
       "parent: 'programmes/p' annual_plan_id: '2015' annual_plan { }");
  FillCalls(deployment.competition());
  FillReports(deployment);
  FillFairs(deployment);
  FillLedger(deployment);
  Must(deployment.progress(), &ProgressStub::CreateAgreement,
       "parent: 'programmes/p' agreement_id: 'g' agreement { "
       "display_name { zh: '茶厂' } supporter: 'programmes/p/units/u1' "
       "recipient: 'programmes/p/units/u2' placements { "
       "area: 'programmes/p/areas/a1' sector: 'programmes/p/sectors/s2' "
       "parts: 10000 } sign_date: '2015-03-01' milestones { id: 'start' "
       "display_name { zh: '开工' } due_date: '2015-05-01' } }");
}

}  // namespace duikou::e2e
