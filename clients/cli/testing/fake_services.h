// Services that answer from what a test put into them, on a port of their own.
//
//   FakeServices fakes;
//   fakes.catalogue.projects.push_back(...);
//   RunCommandLine({"project", "list", "--server", fakes.address()}, terminal);
#ifndef DUIKOU_CLIENTS_CLI_TESTING_FAKE_SERVICES_H_
#define DUIKOU_CLIENTS_CLI_TESTING_FAKE_SERVICES_H_

#include <google/protobuf/text_format.h>
#include <grpcpp/grpcpp.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "duikou/catalogue/v1/catalogue_service.grpc.pb.h"
#include "duikou/matching/v1/matching_service.grpc.pb.h"
#include "duikou/profiles/v1/profiles_service.grpc.pb.h"

namespace duikou::cli {

// One programme, two areas, a sector and two projects; keeps what is written.
class FakeCatalogue final : public catalogue::v1::CatalogueService::Service {
 public:
  FakeCatalogue();

  grpc::Status ListProgrammes(
      grpc::ServerContext* context,
      const catalogue::v1::ListProgrammesRequest* request,
      catalogue::v1::ListProgrammesResponse* response) override;
  grpc::Status GetProgramme(grpc::ServerContext* context,
                            const catalogue::v1::GetProgrammeRequest* request,
                            catalogue::v1::Programme* programme) override;
  grpc::Status GetArea(grpc::ServerContext* context,
                       const catalogue::v1::GetAreaRequest* request,
                       catalogue::v1::Area* area) override;
  grpc::Status BatchGetAreas(
      grpc::ServerContext* context,
      const catalogue::v1::BatchGetAreasRequest* request,
      catalogue::v1::BatchGetAreasResponse* response) override;
  grpc::Status BatchGetSectors(
      grpc::ServerContext* context,
      const catalogue::v1::BatchGetSectorsRequest* request,
      catalogue::v1::BatchGetSectorsResponse* response) override;
  grpc::Status BatchGetProjects(
      grpc::ServerContext* context,
      const catalogue::v1::BatchGetProjectsRequest* request,
      catalogue::v1::BatchGetProjectsResponse* response) override;
  // Two a page, however many are asked for.
  grpc::Status ListProjects(
      grpc::ServerContext* context,
      const catalogue::v1::ListProjectsRequest* request,
      catalogue::v1::ListProjectsResponse* response) override;
  grpc::Status GetProject(grpc::ServerContext* context,
                          const catalogue::v1::GetProjectRequest* request,
                          catalogue::v1::Project* project) override;
  grpc::Status CreateProject(grpc::ServerContext* context,
                             const catalogue::v1::CreateProjectRequest* request,
                             catalogue::v1::Project* project) override;
  grpc::Status UpdateProject(grpc::ServerContext* context,
                             const catalogue::v1::UpdateProjectRequest* request,
                             catalogue::v1::Project* project) override;
  grpc::Status DeleteProject(grpc::ServerContext* context,
                             const catalogue::v1::DeleteProjectRequest* request,
                             google::protobuf::Empty* empty) override;
  grpc::Status PublishProject(
      grpc::ServerContext* context,
      const catalogue::v1::PublishProjectRequest* request,
      catalogue::v1::Project* project) override;
  grpc::Status SearchProjects(
      grpc::ServerContext* context,
      const catalogue::v1::SearchProjectsRequest* request,
      catalogue::v1::SearchProjectsResponse* response) override;
  grpc::Status ListProjectIssues(
      grpc::ServerContext* context,
      const catalogue::v1::ListProjectIssuesRequest* request,
      catalogue::v1::ListProjectIssuesResponse* response) override;
  grpc::Status ImportResources(
      grpc::ServerContext* context,
      const type::v1::ImportResourcesRequest* request,
      grpc::ServerWriter<type::v1::ImportResourcesResponse>* writer) override;
  grpc::Status ExportResources(
      grpc::ServerContext* context,
      const type::v1::ExportResourcesRequest* request,
      grpc::ServerWriter<type::v1::ExportResourcesResponse>* writer) override;
  grpc::Status ListHistory(grpc::ServerContext* context,
                           const type::v1::ListHistoryRequest* request,
                           type::v1::ListHistoryResponse* response) override;

  std::vector<catalogue::v1::Programme> programmes;
  std::vector<catalogue::v1::Area> areas;
  std::vector<catalogue::v1::Sector> sectors;
  std::vector<catalogue::v1::Project> projects;
  type::v1::ImportSummary import_summary;
  catalogue::v1::ListProjectIssuesResponse issues;
  // The last request of each.
  catalogue::v1::CreateProjectRequest created;
  catalogue::v1::UpdateProjectRequest updated;
  catalogue::v1::DeleteProjectRequest deleted;
  catalogue::v1::SearchProjectsRequest searched;
  catalogue::v1::ListProjectIssuesRequest issues_asked;
  type::v1::ImportResourcesRequest imported;
  type::v1::ExportResourcesRequest exported;
};

// Units without much of their own.
class FakeProfiles final : public profiles::v1::ProfilesService::Service {
 public:
  grpc::Status BatchGetUnits(
      grpc::ServerContext* context,
      const profiles::v1::BatchGetUnitsRequest* request,
      profiles::v1::BatchGetUnitsResponse* response) override;
  grpc::Status GetUnit(grpc::ServerContext* context,
                       const profiles::v1::GetUnitRequest* request,
                       profiles::v1::Unit* unit) override;
  grpc::Status ListUnits(grpc::ServerContext* context,
                         const profiles::v1::ListUnitsRequest* request,
                         profiles::v1::ListUnitsResponse* response) override;
  grpc::Status CreateCapabilityProfile(
      grpc::ServerContext* context,
      const profiles::v1::CreateCapabilityProfileRequest* request,
      profiles::v1::CapabilityProfile* profile) override;

  grpc::Status CreateReminder(
      grpc::ServerContext* context,
      const profiles::v1::CreateReminderRequest* request,
      profiles::v1::Reminder* reminder) override;
  grpc::Status AcknowledgeReminder(
      grpc::ServerContext* context,
      const profiles::v1::AcknowledgeReminderRequest* request,
      profiles::v1::Reminder* reminder) override;
  grpc::Status ListReminders(
      grpc::ServerContext* context,
      const profiles::v1::ListRemindersRequest* request,
      profiles::v1::ListRemindersResponse* response) override;

  std::vector<profiles::v1::Unit> units;
  profiles::v1::ListUnitsRequest listed;
  profiles::v1::CreateReminderRequest reminded;
  profiles::v1::AcknowledgeReminderRequest acknowledged;
  profiles::v1::ListRemindersRequest reminders_listed;
  profiles::v1::CreateCapabilityProfileRequest created;
};

// Answers what a test put into it.
class FakeMatching final : public matching::v1::MatchingService::Service {
 public:
  grpc::Status RecommendProjects(
      grpc::ServerContext* context,
      const matching::v1::RecommendProjectsRequest* request,
      matching::v1::RecommendProjectsResponse* response) override;
  grpc::Status ExplainRecommendation(
      grpc::ServerContext* context,
      const matching::v1::ExplainRecommendationRequest* request,
      matching::v1::ExplainRecommendationResponse* response) override;
  grpc::Status ProposePortfolio(
      grpc::ServerContext* context,
      const matching::v1::ProposePortfolioRequest* request,
      matching::v1::ProposePortfolioResponse* response) override;
  grpc::Status RecommendProjectsToAll(
      grpc::ServerContext* context,
      const matching::v1::RecommendProjectsToAllRequest* request,
      grpc::ServerWriter<matching::v1::RecommendProjectsToAllResponse>* writer)
      override;
  grpc::Status ProposeWeights(
      grpc::ServerContext* context,
      const matching::v1::ProposeWeightsRequest* request,
      matching::v1::ProposeWeightsResponse* response) override;
  grpc::Status SuggestCapabilityProfile(
      grpc::ServerContext* context,
      const matching::v1::SuggestCapabilityProfileRequest* request,
      matching::v1::SuggestCapabilityProfileResponse* response) override;
  grpc::Status GetEffectiveWeights(
      grpc::ServerContext* context,
      const matching::v1::GetEffectiveWeightsRequest* request,
      matching::v1::WeightVersion* version) override;
  grpc::Status DeleteWeightVersion(
      grpc::ServerContext* context,
      const matching::v1::DeleteWeightVersionRequest* request,
      google::protobuf::Empty* response) override;
  grpc::Status CreateDismissal(
      grpc::ServerContext* context,
      const matching::v1::CreateDismissalRequest* request,
      matching::v1::Dismissal* dismissal) override;
  grpc::Status CreateWeightVersion(
      grpc::ServerContext* context,
      const matching::v1::CreateWeightVersionRequest* request,
      matching::v1::WeightVersion* version) override;

  // Each interest's method answers `interest`.
  grpc::Status GetInterest(grpc::ServerContext* context,
                           const matching::v1::GetInterestRequest* request,
                           matching::v1::Interest* response) override;
  grpc::Status ListInterests(
      grpc::ServerContext* context,
      const matching::v1::ListInterestsRequest* request,
      matching::v1::ListInterestsResponse* response) override;
  grpc::Status CreateInterest(
      grpc::ServerContext* context,
      const matching::v1::CreateInterestRequest* request,
      matching::v1::Interest* response) override;
  grpc::Status UpdateInterest(
      grpc::ServerContext* context,
      const matching::v1::UpdateInterestRequest* request,
      matching::v1::Interest* response) override;
  grpc::Status WithdrawInterest(
      grpc::ServerContext* context,
      const matching::v1::WithdrawInterestRequest* request,
      matching::v1::Interest* response) override;
  grpc::Status AnswerInterest(
      grpc::ServerContext* context,
      const matching::v1::AnswerInterestRequest* request,
      matching::v1::Interest* response) override;
  grpc::Status SendInterestMessage(
      grpc::ServerContext* context,
      const matching::v1::SendInterestMessageRequest* request,
      matching::v1::Interest* response) override;
  // One entry a page.
  grpc::Status ListProjectAttention(
      grpc::ServerContext* context,
      const matching::v1::ListProjectAttentionRequest* request,
      matching::v1::ListProjectAttentionResponse* response) override;

  matching::v1::Interest interest;
  matching::v1::ListProjectAttentionResponse attention;
  matching::v1::ListInterestsRequest interests_listed;
  matching::v1::CreateInterestRequest expressed;
  matching::v1::UpdateInterestRequest changed;
  matching::v1::WithdrawInterestRequest withdrawn;
  matching::v1::AnswerInterestRequest answered;
  matching::v1::SendInterestMessageRequest said;
  matching::v1::RecommendProjectsResponse recommendations;
  matching::v1::ExplainRecommendationResponse explanation;
  matching::v1::ProposePortfolioResponse portfolio;
  matching::v1::RecommendProjectsRequest recommended;
  matching::v1::ProposePortfolioRequest proposed;
  matching::v1::CreateDismissalRequest dismissed;
  matching::v1::CreateWeightVersionRequest weighted;
  matching::v1::RecommendProjectsToAllRequest recommended_to_all;
  std::vector<matching::v1::RecommendProjectsToAllResponse> lists_for_all;
  matching::v1::ProposeWeightsResponse weights_proposed;
  matching::v1::SuggestCapabilityProfileRequest suggested_for;
  matching::v1::SuggestCapabilityProfileResponse suggestion;
  // The weights in force, the last first; without any the defaults are.
  std::vector<matching::v1::WeightVersion> versions;
  matching::v1::DeleteWeightVersionRequest weights_deleted;
};

// The three in one server, which ends with it.
class FakeServices {
 public:
  FakeServices();

  std::string address() const;

  FakeCatalogue catalogue;
  FakeProfiles profiles;
  FakeMatching matching;

 private:
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

// A message from protobuf text format. Aborts where it is none.
template <typename Message>
Message FromText(const std::string& text) {
  Message message;
  if (!google::protobuf::TextFormat::ParseFromString(text, &message)) abort();
  return message;
}

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_TESTING_FAKE_SERVICES_H_
