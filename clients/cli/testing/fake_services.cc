#include "clients/cli/testing/fake_services.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace duikou::cli {
namespace {

using catalogue::v1::Project;

constexpr char kProgramme[] = R"(
    name: "programmes/hubei"
    display_name { zh: "湖北规划" en: "Hubei plan" }
    first_year: 2014 last_year: 2020
    fund_kinds { id: "policy" display_name { zh: "政策资金" en: "Policy funds" } }
    fund_kinds { id: "grant" display_name { zh: "无偿援助" en: "Grants" } })";

constexpr char kProject1[] = R"(
    name: "programmes/hubei/projects/p-1"
    display_name { zh: "屈原镇脐橙标准化示范基地" en: "Navel orange base" }
    area: "programmes/hubei/areas/420527"
    sector: "programmes/hubei/sectors/citrus"
    fund_needs { fund_kind: "policy" total_fen: 5000000000 open_fen: 3000000000 }
    fund_needs { fund_kind: "grant" total_fen: 50000000 }
    first_year: 2014 last_year: 2016 state: STATE_OPEN
    readiness: READINESS_APPROVED
    standing { demonstration_site: true jobs: 30 }
    other_needs { kind: NEED_KIND_EXPERTS quantity: 3 }
    contact { display_name: "张三" phone: "0717-1" }
    etag: "7")";

constexpr char kProject2[] = R"(
    name: "programmes/hubei/projects/p-2"
    display_name { zh: "茶叶加工" }
    area: "programmes/hubei/areas/422823"
    sector: "programmes/hubei/sectors/citrus"
    first_year: 2015 last_year: 2018 state: STATE_DRAFT)";

// The resource of that name; nullptr where there is none.
template <typename Resource>
const Resource* Find(const std::vector<Resource>& all,
                     const std::string& name) {
  const auto found = std::find_if(
      all.begin(), all.end(),
      [&](const Resource& resource) { return resource.name() == name; });
  return found == all.end() ? nullptr : &*found;
}

grpc::Status NotFound(const std::string& name) {
  return {grpc::StatusCode::NOT_FOUND, name + " does not exist"};
}

template <typename Resource>
grpc::Status Get(const std::vector<Resource>& all, const std::string& name,
                 Resource* resource) {
  const Resource* found = Find(all, name);
  if (found == nullptr) return NotFound(name);
  *resource = *found;
  return grpc::Status::OK;
}

template <typename Resource, typename Request, typename List>
grpc::Status BatchGet(const std::vector<Resource>& all, const Request& request,
                      List* list) {
  for (const std::string& name : request.names()) {
    const Resource* found = Find(all, name);
    if (found == nullptr) return NotFound(name);
    *list->Add() = *found;
  }
  return grpc::Status::OK;
}

}  // namespace

FakeCatalogue::FakeCatalogue() {
  programmes = {FromText<catalogue::v1::Programme>(kProgramme)};
  areas = {FromText<catalogue::v1::Area>(
               R"(name: "programmes/hubei/areas/420527"
                  display_name { zh: "秭归县" en: "Zigui" })"),
           FromText<catalogue::v1::Area>(
               R"(name: "programmes/hubei/areas/422823"
                  display_name { zh: "巴东县" en: "Badong" })")};
  sectors = {FromText<catalogue::v1::Sector>(
      R"(name: "programmes/hubei/sectors/citrus"
         display_name { zh: "柑橘" en: "Citrus" })")};
  projects = {FromText<Project>(kProject1), FromText<Project>(kProject2)};
}

grpc::Status FakeCatalogue::ListProgrammes(
    grpc::ServerContext*, const catalogue::v1::ListProgrammesRequest*,
    catalogue::v1::ListProgrammesResponse* response) {
  response->mutable_programmes()->Assign(programmes.begin(), programmes.end());
  return grpc::Status::OK;
}

grpc::Status FakeCatalogue::GetProgramme(
    grpc::ServerContext*, const catalogue::v1::GetProgrammeRequest* request,
    catalogue::v1::Programme* programme) {
  return Get(programmes, request->name(), programme);
}

grpc::Status FakeCatalogue::GetArea(
    grpc::ServerContext*, const catalogue::v1::GetAreaRequest* request,
    catalogue::v1::Area* area) {
  return Get(areas, request->name(), area);
}

grpc::Status FakeCatalogue::BatchGetAreas(
    grpc::ServerContext*, const catalogue::v1::BatchGetAreasRequest* request,
    catalogue::v1::BatchGetAreasResponse* response) {
  return BatchGet(areas, *request, response->mutable_areas());
}

grpc::Status FakeCatalogue::BatchGetSectors(
    grpc::ServerContext*, const catalogue::v1::BatchGetSectorsRequest* request,
    catalogue::v1::BatchGetSectorsResponse* response) {
  return BatchGet(sectors, *request, response->mutable_sectors());
}

grpc::Status FakeCatalogue::BatchGetProjects(
    grpc::ServerContext*, const catalogue::v1::BatchGetProjectsRequest* request,
    catalogue::v1::BatchGetProjectsResponse* response) {
  return BatchGet(projects, *request, response->mutable_projects());
}

grpc::Status FakeCatalogue::ListProjects(
    grpc::ServerContext*, const catalogue::v1::ListProjectsRequest* request,
    catalogue::v1::ListProjectsResponse* response) {
  size_t begin = 0;
  (void)absl::SimpleAtoi(request->page_token(), &begin);
  const size_t end =
      std::min({projects.size(), begin + 2, begin + request->page_size()});
  for (size_t i = begin; i < end; ++i) *response->add_projects() = projects[i];
  if (end < projects.size()) {
    response->set_next_page_token(absl::StrCat(end));
  }
  return grpc::Status::OK;
}

grpc::Status FakeCatalogue::GetProject(
    grpc::ServerContext*, const catalogue::v1::GetProjectRequest* request,
    Project* project) {
  return Get(projects, request->name(), project);
}

grpc::Status FakeCatalogue::CreateProject(
    grpc::ServerContext*, const catalogue::v1::CreateProjectRequest* request,
    Project* project) {
  created = *request;
  *project = request->project();
  project->set_name(
      absl::StrCat(request->parent(), "/projects/", request->project_id()));
  return grpc::Status::OK;
}

grpc::Status FakeCatalogue::UpdateProject(
    grpc::ServerContext*, const catalogue::v1::UpdateProjectRequest* request,
    Project* project) {
  updated = *request;
  *project = request->project();
  return grpc::Status::OK;
}

grpc::Status FakeCatalogue::DeleteProject(
    grpc::ServerContext*, const catalogue::v1::DeleteProjectRequest* request,
    google::protobuf::Empty*) {
  deleted = *request;
  return grpc::Status::OK;
}

grpc::Status FakeCatalogue::PublishProject(
    grpc::ServerContext*, const catalogue::v1::PublishProjectRequest* request,
    Project* project) {
  return Get(projects, request->name(), project);
}

grpc::Status FakeCatalogue::SearchProjects(
    grpc::ServerContext*, const catalogue::v1::SearchProjectsRequest* request,
    catalogue::v1::SearchProjectsResponse* response) {
  searched = *request;
  *response->add_projects() = projects[0];
  response->set_total_size(38);
  (*response->mutable_open_fen())["policy"] = 3'000'000'000;
  (*response->mutable_open_fen())["grant"] = 50'000'000;
  if (!request->facets().empty()) {
    *response->add_facets() = FromText<catalogue::v1::Facet>(
        R"(field: "readiness"
           counts { value: "READINESS_APPROVED" count: 30 }
           counts { value: "READINESS_UNSPECIFIED" count: 8 })");
  }
  return grpc::Status::OK;
}

grpc::Status FakeCatalogue::ImportResources(
    grpc::ServerContext*, const type::v1::ImportResourcesRequest* request,
    grpc::ServerWriter<type::v1::ImportResourcesResponse>* writer) {
  imported = *request;
  type::v1::ImportResourcesResponse progress;
  progress.set_rows_read(1);
  progress.set_rows_total(2);
  writer->Write(progress);
  type::v1::ImportResourcesResponse last;
  *last.mutable_summary() = import_summary;
  writer->Write(last);
  return grpc::Status::OK;
}

grpc::Status FakeCatalogue::ExportResources(
    grpc::ServerContext*, const type::v1::ExportResourcesRequest* request,
    grpc::ServerWriter<type::v1::ExportResourcesResponse>* writer) {
  exported = *request;
  type::v1::ExportResourcesResponse piece;
  piece.set_content("编号,名称\n");
  writer->Write(piece);
  piece.set_content("p-1,脐橙\n");
  piece.set_rows(1);
  writer->Write(piece);
  return grpc::Status::OK;
}

grpc::Status FakeCatalogue::ListHistory(
    grpc::ServerContext*, const type::v1::ListHistoryRequest* request,
    type::v1::ListHistoryResponse* response) {
  auto& entry = *response->add_entries();
  entry = FromText<type::v1::HistoryEntry>(R"(
      time { seconds: 1400000000 } actor: "anonymous"
      method: "duikou.catalogue.v1.CatalogueService/UpdateProject"
      action: ACTION_UPDATED
      changes { path: "fund_needs[0].open_fen" before: "100000000"
                after: "300000000" }
      changes { path: "village" after: "屈原镇" })");
  if (request->name() != "programmes/hubei/projects/p-1") {
    response->clear_entries();
  }
  return grpc::Status::OK;
}

grpc::Status FakeProfiles::BatchGetUnits(
    grpc::ServerContext*, const profiles::v1::BatchGetUnitsRequest* request,
    profiles::v1::BatchGetUnitsResponse* response) {
  for (const std::string& name : request->names()) {
    if (name != "programmes/hubei/units/yichang") return NotFound(name);
    auto& unit = *response->add_units();
    unit.set_name(name);
    unit.mutable_display_name()->set_zh("宜昌市");
    unit.mutable_display_name()->set_en("Yichang");
  }
  return grpc::Status::OK;
}

grpc::Status FakeProfiles::GetUnit(grpc::ServerContext*,
                                   const profiles::v1::GetUnitRequest* request,
                                   profiles::v1::Unit* unit) {
  return Get(units, request->name(), unit);
}

grpc::Status FakeProfiles::ListUnits(
    grpc::ServerContext*, const profiles::v1::ListUnitsRequest* request,
    profiles::v1::ListUnitsResponse* response) {
  listed = *request;
  response->mutable_units()->Assign(units.begin(), units.end());
  return grpc::Status::OK;
}

grpc::Status FakeProfiles::CreateCapabilityProfile(
    grpc::ServerContext*,
    const profiles::v1::CreateCapabilityProfileRequest* request,
    profiles::v1::CapabilityProfile* profile) {
  created = *request;
  *profile = request->capability_profile();
  profile->set_name(absl::StrCat(request->parent(), "/profiles/",
                                 request->capability_profile_id()));
  return grpc::Status::OK;
}

grpc::Status FakeMatching::RecommendProjects(
    grpc::ServerContext*, const matching::v1::RecommendProjectsRequest* request,
    matching::v1::RecommendProjectsResponse* response) {
  recommended = *request;
  *response = recommendations;
  return grpc::Status::OK;
}

grpc::Status FakeMatching::ExplainRecommendation(
    grpc::ServerContext*, const matching::v1::ExplainRecommendationRequest*,
    matching::v1::ExplainRecommendationResponse* response) {
  *response = explanation;
  return grpc::Status::OK;
}

grpc::Status FakeMatching::ProposePortfolio(
    grpc::ServerContext*, const matching::v1::ProposePortfolioRequest* request,
    matching::v1::ProposePortfolioResponse* response) {
  proposed = *request;
  *response = portfolio;
  return grpc::Status::OK;
}

grpc::Status FakeMatching::RecommendProjectsToAll(
    grpc::ServerContext*,
    const matching::v1::RecommendProjectsToAllRequest* request,
    grpc::ServerWriter<matching::v1::RecommendProjectsToAllResponse>* writer) {
  recommended_to_all = *request;
  for (const auto& list : lists_for_all) writer->Write(list);
  return grpc::Status::OK;
}

grpc::Status FakeMatching::ProposeWeights(
    grpc::ServerContext*, const matching::v1::ProposeWeightsRequest*,
    matching::v1::ProposeWeightsResponse* response) {
  *response = weights_proposed;
  return grpc::Status::OK;
}

grpc::Status FakeMatching::SuggestCapabilityProfile(
    grpc::ServerContext*,
    const matching::v1::SuggestCapabilityProfileRequest* request,
    matching::v1::SuggestCapabilityProfileResponse* response) {
  suggested_for = *request;
  *response = suggestion;
  return grpc::Status::OK;
}

grpc::Status FakeMatching::GetEffectiveWeights(
    grpc::ServerContext*, const matching::v1::GetEffectiveWeightsRequest*,
    matching::v1::WeightVersion* version) {
  if (!versions.empty()) *version = versions.front();
  version->set_effective(true);
  return grpc::Status::OK;
}

grpc::Status FakeMatching::DeleteWeightVersion(
    grpc::ServerContext*,
    const matching::v1::DeleteWeightVersionRequest* request,
    google::protobuf::Empty*) {
  weights_deleted = *request;
  if (!versions.empty()) versions.erase(versions.begin());
  return grpc::Status::OK;
}

grpc::Status FakeMatching::CreateDismissal(
    grpc::ServerContext*, const matching::v1::CreateDismissalRequest* request,
    matching::v1::Dismissal* dismissal) {
  dismissed = *request;
  *dismissal = request->dismissal();
  dismissal->set_name(
      absl::StrCat(request->parent(), "/dismissals/", request->dismissal_id()));
  return grpc::Status::OK;
}

grpc::Status FakeMatching::CreateWeightVersion(
    grpc::ServerContext*,
    const matching::v1::CreateWeightVersionRequest* request,
    matching::v1::WeightVersion* version) {
  weighted = *request;
  *version = request->weight_version();
  version->set_name(absl::StrCat(request->parent(), "/weights/2"));
  version->set_effective(true);
  return grpc::Status::OK;
}

grpc::Status FakeMatching::GetInterest(
    grpc::ServerContext*, const matching::v1::GetInterestRequest* request,
    matching::v1::Interest* response) {
  if (request->name() != interest.name()) return NotFound(request->name());
  *response = interest;
  return grpc::Status::OK;
}

grpc::Status FakeMatching::ListInterests(
    grpc::ServerContext*, const matching::v1::ListInterestsRequest* request,
    matching::v1::ListInterestsResponse* response) {
  interests_listed = *request;
  *response->add_interests() = interest;
  return grpc::Status::OK;
}

grpc::Status FakeMatching::CreateInterest(
    grpc::ServerContext*, const matching::v1::CreateInterestRequest* request,
    matching::v1::Interest* response) {
  expressed = *request;
  *response = interest;
  return grpc::Status::OK;
}

grpc::Status FakeMatching::UpdateInterest(
    grpc::ServerContext*, const matching::v1::UpdateInterestRequest* request,
    matching::v1::Interest* response) {
  changed = *request;
  *response = interest;
  return grpc::Status::OK;
}

grpc::Status FakeMatching::WithdrawInterest(
    grpc::ServerContext*, const matching::v1::WithdrawInterestRequest* request,
    matching::v1::Interest* response) {
  withdrawn = *request;
  *response = interest;
  return grpc::Status::OK;
}

grpc::Status FakeMatching::AnswerInterest(
    grpc::ServerContext*, const matching::v1::AnswerInterestRequest* request,
    matching::v1::Interest* response) {
  answered = *request;
  *response = interest;
  return grpc::Status::OK;
}

grpc::Status FakeMatching::SendInterestMessage(
    grpc::ServerContext*,
    const matching::v1::SendInterestMessageRequest* request,
    matching::v1::Interest* response) {
  said = *request;
  *response = interest;
  return grpc::Status::OK;
}

grpc::Status FakeMatching::ListProjectAttention(
    grpc::ServerContext*,
    const matching::v1::ListProjectAttentionRequest* request,
    matching::v1::ListProjectAttentionResponse* response) {
  int at = 0;
  (void)absl::SimpleAtoi(request->page_token(), &at);
  if (at >= attention.attentions_size()) return grpc::Status::OK;
  *response->add_attentions() = attention.attentions(at);
  if (at + 1 < attention.attentions_size()) {
    response->set_next_page_token(absl::StrCat(at + 1));
  }
  return grpc::Status::OK;
}

grpc::Status FakeProfiles::CreateReminder(
    grpc::ServerContext*, const profiles::v1::CreateReminderRequest* request,
    profiles::v1::Reminder* response) {
  reminded = *request;
  *response = request->reminder();
  response->set_name(absl::StrCat(request->parent(), "/reminders/r-9"));
  return grpc::Status::OK;
}

grpc::Status FakeProfiles::AcknowledgeReminder(
    grpc::ServerContext*,
    const profiles::v1::AcknowledgeReminderRequest* request,
    profiles::v1::Reminder* response) {
  acknowledged = *request;
  response->set_name(request->name());
  return grpc::Status::OK;
}

grpc::Status FakeProfiles::ListReminders(
    grpc::ServerContext*, const profiles::v1::ListRemindersRequest* request,
    profiles::v1::ListRemindersResponse* response) {
  reminders_listed = *request;
  auto& reminder = *response->add_reminders();
  reminder.set_name(absl::StrCat(request->parent(), "/reminders/r-9"));
  reminder.set_text("请更新支援能力");
  reminder.set_author("people/li");
  return grpc::Status::OK;
}

grpc::Status FakeCatalogue::ListProjectIssues(
    grpc::ServerContext*,
    const catalogue::v1::ListProjectIssuesRequest* request,
    catalogue::v1::ListProjectIssuesResponse* response) {
  issues_asked = *request;
  *response = issues;
  return grpc::Status::OK;
}

FakeServices::FakeServices() {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port_);
  builder.RegisterService(&catalogue);
  builder.RegisterService(&profiles);
  builder.RegisterService(&matching);
  server_ = builder.BuildAndStart();
  for (const char* name : {"duikou.catalogue.v1.CatalogueService",
                           "duikou.profiles.v1.ProfilesService"}) {
    server_->GetHealthCheckService()->SetServingStatus(name, true);
  }
  server_->GetHealthCheckService()->SetServingStatus(
      "duikou.matching.v1.MatchingService", false);
}

std::string FakeServices::address() const {
  return absl::StrCat("127.0.0.1:", port_);
}

}  // namespace duikou::cli
