// CatalogueServiceImpl: the role that keeps programmes, areas, sectors and
// projects. What each method promises is in catalogue_service.proto.
//
//   auto service = std::make_unique<CatalogueServiceImpl>(host);
#ifndef DUIKOU_SERVICES_CATALOGUE_CATALOGUE_SERVICE_H_
#define DUIKOU_SERVICES_CATALOGUE_CATALOGUE_SERVICE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.grpc.pb.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "grpcpp/support/sync_stream.h"
#include "services/base/clock.h"
#include "services/catalogue/catalogue_resources.h"
#include "services/catalogue/project_search.h"
#include "services/rpc/history_methods.h"
#include "services/rpc/host.h"
#include "services/rpc/rpc_runtime.h"
#include "services/rpc/sheet_methods.h"
#include "services/rpc/standard_methods.h"
#include "services/store/views.h"

namespace duikou {

// Thread-safe.
class CatalogueServiceImpl final
    : public catalogue::v1::CatalogueService::Service {
 public:
  static constexpr char kName[] = "duikou.catalogue.v1.CatalogueService";

  // What the host gives outlives the service.
  explicit CatalogueServiceImpl(const HostContext& host);

  grpc::Status GetProgramme(grpc::ServerContext* context,
                            const catalogue::v1::GetProgrammeRequest* request,
                            catalogue::v1::Programme* response) override;
  grpc::Status ListProgrammes(
      grpc::ServerContext* context,
      const catalogue::v1::ListProgrammesRequest* request,
      catalogue::v1::ListProgrammesResponse* response) override;
  grpc::Status CreateProgramme(
      grpc::ServerContext* context,
      const catalogue::v1::CreateProgrammeRequest* request,
      catalogue::v1::Programme* response) override;
  grpc::Status UpdateProgramme(
      grpc::ServerContext* context,
      const catalogue::v1::UpdateProgrammeRequest* request,
      catalogue::v1::Programme* response) override;
  grpc::Status DeleteProgramme(
      grpc::ServerContext* context,
      const catalogue::v1::DeleteProgrammeRequest* request,
      google::protobuf::Empty* response) override;
  grpc::Status GetArea(grpc::ServerContext* context,
                       const catalogue::v1::GetAreaRequest* request,
                       catalogue::v1::Area* response) override;
  grpc::Status ListAreas(grpc::ServerContext* context,
                         const catalogue::v1::ListAreasRequest* request,
                         catalogue::v1::ListAreasResponse* response) override;
  grpc::Status CreateArea(grpc::ServerContext* context,
                          const catalogue::v1::CreateAreaRequest* request,
                          catalogue::v1::Area* response) override;
  grpc::Status UpdateArea(grpc::ServerContext* context,
                          const catalogue::v1::UpdateAreaRequest* request,
                          catalogue::v1::Area* response) override;
  grpc::Status DeleteArea(grpc::ServerContext* context,
                          const catalogue::v1::DeleteAreaRequest* request,
                          google::protobuf::Empty* response) override;
  grpc::Status BatchGetAreas(
      grpc::ServerContext* context,
      const catalogue::v1::BatchGetAreasRequest* request,
      catalogue::v1::BatchGetAreasResponse* response) override;
  grpc::Status BatchCreateAreas(
      grpc::ServerContext* context,
      const catalogue::v1::BatchCreateAreasRequest* request,
      catalogue::v1::BatchCreateAreasResponse* response) override;
  grpc::Status GetSector(grpc::ServerContext* context,
                         const catalogue::v1::GetSectorRequest* request,
                         catalogue::v1::Sector* response) override;
  grpc::Status ListSectors(
      grpc::ServerContext* context,
      const catalogue::v1::ListSectorsRequest* request,
      catalogue::v1::ListSectorsResponse* response) override;
  grpc::Status CreateSector(grpc::ServerContext* context,
                            const catalogue::v1::CreateSectorRequest* request,
                            catalogue::v1::Sector* response) override;
  grpc::Status UpdateSector(grpc::ServerContext* context,
                            const catalogue::v1::UpdateSectorRequest* request,
                            catalogue::v1::Sector* response) override;
  grpc::Status DeleteSector(grpc::ServerContext* context,
                            const catalogue::v1::DeleteSectorRequest* request,
                            google::protobuf::Empty* response) override;
  grpc::Status BatchGetSectors(
      grpc::ServerContext* context,
      const catalogue::v1::BatchGetSectorsRequest* request,
      catalogue::v1::BatchGetSectorsResponse* response) override;
  grpc::Status BatchCreateSectors(
      grpc::ServerContext* context,
      const catalogue::v1::BatchCreateSectorsRequest* request,
      catalogue::v1::BatchCreateSectorsResponse* response) override;
  grpc::Status GetProject(grpc::ServerContext* context,
                          const catalogue::v1::GetProjectRequest* request,
                          catalogue::v1::Project* response) override;
  grpc::Status ListProjects(
      grpc::ServerContext* context,
      const catalogue::v1::ListProjectsRequest* request,
      catalogue::v1::ListProjectsResponse* response) override;
  grpc::Status CreateProject(grpc::ServerContext* context,
                             const catalogue::v1::CreateProjectRequest* request,
                             catalogue::v1::Project* response) override;
  grpc::Status UpdateProject(grpc::ServerContext* context,
                             const catalogue::v1::UpdateProjectRequest* request,
                             catalogue::v1::Project* response) override;
  grpc::Status DeleteProject(grpc::ServerContext* context,
                             const catalogue::v1::DeleteProjectRequest* request,
                             google::protobuf::Empty* response) override;
  grpc::Status BatchGetProjects(
      grpc::ServerContext* context,
      const catalogue::v1::BatchGetProjectsRequest* request,
      catalogue::v1::BatchGetProjectsResponse* response) override;
  grpc::Status BatchCreateProjects(
      grpc::ServerContext* context,
      const catalogue::v1::BatchCreateProjectsRequest* request,
      catalogue::v1::BatchCreateProjectsResponse* response) override;
  grpc::Status PublishProject(
      grpc::ServerContext* context,
      const catalogue::v1::PublishProjectRequest* request,
      catalogue::v1::Project* response) override;
  grpc::Status WithdrawProject(
      grpc::ServerContext* context,
      const catalogue::v1::WithdrawProjectRequest* request,
      catalogue::v1::Project* response) override;
  grpc::Status CompleteProject(
      grpc::ServerContext* context,
      const catalogue::v1::CompleteProjectRequest* request,
      catalogue::v1::Project* response) override;
  grpc::Status SearchProjects(
      grpc::ServerContext* context,
      const catalogue::v1::SearchProjectsRequest* request,
      catalogue::v1::SearchProjectsResponse* response) override;
  grpc::Status ListProjectIssues(
      grpc::ServerContext* context,
      const catalogue::v1::ListProjectIssuesRequest* request,
      catalogue::v1::ListProjectIssuesResponse* response) override;
  grpc::Status ListHistory(grpc::ServerContext* context,
                           const type::v1::ListHistoryRequest* request,
                           type::v1::ListHistoryResponse* response) override;
  grpc::Status ImportResources(
      grpc::ServerContext* context,
      const type::v1::ImportResourcesRequest* request,
      grpc::ServerWriter<type::v1::ImportResourcesResponse>* writer) override;
  grpc::Status ExportResources(
      grpc::ServerContext* context,
      const type::v1::ExportResourcesRequest* request,
      grpc::ServerWriter<type::v1::ExportResourcesResponse>* writer) override;

 private:
  // INVALID_ARGUMENT where the filter names a kind that the programme has not.
  absl::Status CheckFundKinds(
      CallContext& call, const catalogue::v1::SearchProjectsRequest& request);
  // Those of the recipients whose projects are the caller's own.
  absl::StatusOr<absl::flat_hash_set<std::string>> OwnRecipients(
      CallContext& call, const std::vector<std::string>& recipients);
  absl::StatusOr<ProjectSearch::ShownDrafts> ShownDrafts(
      CallContext& call, const ProjectSearch& search);
  absl::StatusOr<catalogue::v1::SearchProjectsResponse> Search(
      CallContext& call, const catalogue::v1::SearchProjectsRequest& request);
  absl::StatusOr<catalogue::v1::ListProjectIssuesResponse> ListIssues(
      CallContext& call,
      const catalogue::v1::ListProjectIssuesRequest& request);
  // The programme's view as the call must see it.
  absl::StatusOr<std::shared_ptr<ProjectSearch>> ViewOf(
      CallContext& call, absl::string_view programme);

  // One of the verbs that move a project to another state.
  template <typename Request>
  absl::StatusOr<catalogue::v1::Project> ChangeProject(
      CallContext& call, const Request& request,
      catalogue::v1::Project::State state) {
    return projects_.Change(
        call, request, [state](WriteContext&, catalogue::v1::Project& project) {
          return ChangeState(state, project);
        });
  }

  const ServiceRuntime runtime_;
  Clock& clock_;
  StandardMethods<catalogue::v1::Programme> programmes_;
  StandardMethods<catalogue::v1::Area> areas_;
  StandardMethods<catalogue::v1::Sector> sectors_;
  StandardMethods<catalogue::v1::Project> projects_;
  Views<ProjectSearch> searches_;
  HistoryMethods history_;
  SheetMethods sheets_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_CATALOGUE_SERVICE_H_
