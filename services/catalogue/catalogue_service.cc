#include "services/catalogue/catalogue_service.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/empty.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/catalogue/catalogue_sheets.h"
#include "services/rpc/page_token.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/serve.h"

namespace duikou {

CatalogueServiceImpl::CatalogueServiceImpl(const HostContext& host)
    : runtime_(host.rpc, kName),
      clock_(host.clock),
      programmes_(host.store, host.clock, host.ids, ProgrammeResource()),
      areas_(host.store, host.clock, host.ids, AreaResource()),
      sectors_(host.store, host.clock, host.ids, SectorResource()),
      projects_(host.store, host.clock, host.ids, ProjectResource()),
      searches_(host.store,
                [](absl::string_view programme) {
                  return std::make_unique<ProjectSearch>(programme);
                }),
      history_(host.store) {
  history_.Add("programmes/{programme}",
               catalogue::v1::Programme::default_instance());
  history_.Add("programmes/{programme}/areas/{area}",
               catalogue::v1::Area::default_instance());
  history_.Add("programmes/{programme}/sectors/{sector}",
               catalogue::v1::Sector::default_instance());
  // Of the time when it was a draft, too.
  history_.Add("programmes/{programme}/projects/{project}",
               catalogue::v1::Project::default_instance(),
               /*kept_to_owner=*/true);
  AddCatalogueSheets(host.store, areas_, sectors_, projects_, sheets_);
}

absl::Status CatalogueServiceImpl::CheckFundKinds(
    CallContext& call, const catalogue::v1::SearchProjectsRequest& request) {
  const auto& asked = request.filter().fund_kinds();
  if (asked.empty()) return absl::OkStatus();
  catalogue::v1::GetProgrammeRequest get;
  get.set_name(request.parent());
  ASSIGN_OR_RETURN(const catalogue::v1::Programme programme,
                   programmes_.Get(call, get));
  const auto& known = programme.fund_kinds();
  for (int i = 0; i < asked.size(); ++i) {
    if (std::none_of(known.begin(), known.end(),
                     [&](const auto& kind) { return kind.id() == asked[i]; })) {
      return Refused(
          absl::StatusCode::kInvalidArgument,
          absl::StrCat("filter.fund_kinds[", i, "]"),
          absl::StrCat(request.parent(), " 没有资金类别 ", asked[i]),
          absl::StrCat(request.parent(), " has no fund kind ", asked[i]));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::flat_hash_set<std::string>>
CatalogueServiceImpl::OwnRecipients(
    CallContext& call, const std::vector<std::string>& recipients) {
  absl::flat_hash_set<std::string> own;
  catalogue::v1::Project draft;
  draft.set_state(catalogue::v1::Project::STATE_DRAFT);
  for (const std::string& recipient : recipients) {
    draft.set_recipient(recipient);
    ASSIGN_OR_RETURN(const bool seen, projects_.engine().Sees(call, draft));
    if (seen) own.insert(recipient);
  }
  return own;
}

// Drafts are for those who put them forward, and for those who see all.
absl::StatusOr<ProjectSearch::ShownDrafts> CatalogueServiceImpl::ShownDrafts(
    CallContext& call, const ProjectSearch& search) {
  if (call.reach().all) return ProjectSearch::ShownDrafts();
  ASSIGN_OR_RETURN(auto own, OwnRecipients(call, search.DraftRecipients()));
  return ProjectSearch::ShownDrafts(std::move(own));
}

absl::StatusOr<catalogue::v1::SearchProjectsResponse>
CatalogueServiceImpl::Search(
    CallContext& call, const catalogue::v1::SearchProjectsRequest& request) {
  ASSIGN_OR_RETURN(int size, PageSize(request.page_size(), {}));
  ASSIGN_OR_RETURN(std::string after, PagePosition(request));
  RETURN_IF_ERROR(CheckFundKinds(call, request));
  ASSIGN_OR_RETURN(std::shared_ptr<ProjectSearch> search,
                   ViewOf(call, LastId(request.parent())));
  ASSIGN_OR_RETURN(const ProjectSearch::ShownDrafts drafts,
                   ShownDrafts(call, *search));
  ASSIGN_OR_RETURN(ProjectSearch::Page page,
                   search->Search(request, size, after, drafts));
  if (!page.next.empty()) {
    page.response.set_next_page_token(PageToken(request, page.next));
  }
  return std::move(page.response);
}

absl::StatusOr<std::shared_ptr<ProjectSearch>> CatalogueServiceImpl::ViewOf(
    CallContext& call, absl::string_view programme) {
  return call.WaitWhileAlive([&](absl::Time until) {
    return searches_.Get(programme, call.MinRevision(programme), until);
  });
}

absl::StatusOr<catalogue::v1::ListProjectIssuesResponse>
CatalogueServiceImpl::ListIssues(
    CallContext& call, const catalogue::v1::ListProjectIssuesRequest& request) {
  IssuesQuery query{.now = clock_.Now(), .recipient = request.recipient()};
  if (request.stale_days() > 0) query.stale_days = request.stale_days();
  for (const int kind : request.kinds()) {
    query.kinds.push_back(static_cast<catalogue::v1::ProjectIssue::Kind>(kind));
  }
  ASSIGN_OR_RETURN(query.page_size, PageSize(request.page_size(), {}));
  ASSIGN_OR_RETURN(const std::string after, PagePosition(request));
  if (!after.empty()) {
    ASSIGN_OR_RETURN(query.after, IssuePosition::Decode(after));
  }
  ASSIGN_OR_RETURN(const std::shared_ptr<ProjectSearch> search,
                   ViewOf(call, LastId(request.parent())));
  if (!call.reach().all) {
    ASSIGN_OR_RETURN(query.shown, OwnRecipients(call, search->Recipients()));
  }
  ASSIGN_OR_RETURN(IssuesPage page, search->Issues(query));
  if (!page.next.empty()) {
    page.response.set_next_page_token(PageToken(request, page.next));
  }
  return std::move(page.response);
}

grpc::Status CatalogueServiceImpl::GetProgramme(
    grpc::ServerContext* context,
    const catalogue::v1::GetProgrammeRequest* request,
    catalogue::v1::Programme* response) {
  return Serve(
      runtime_, context, "GetProgramme", *request, response,
      [this](CallContext& call, const catalogue::v1::GetProgrammeRequest& r) {
        return programmes_.Get(call, r);
      });
}

grpc::Status CatalogueServiceImpl::ListProgrammes(
    grpc::ServerContext* context,
    const catalogue::v1::ListProgrammesRequest* request,
    catalogue::v1::ListProgrammesResponse* response) {
  return Serve(
      runtime_, context, "ListProgrammes", *request, response,
      [this](CallContext& call, const catalogue::v1::ListProgrammesRequest& r) {
        return programmes_.List<catalogue::v1::ListProgrammesResponse>(
            call, r, [&call](const catalogue::v1::Programme& programme) {
              return IsMember(call.caller(), LastId(programme.name()));
            });
      });
}

grpc::Status CatalogueServiceImpl::CreateProgramme(
    grpc::ServerContext* context,
    const catalogue::v1::CreateProgrammeRequest* request,
    catalogue::v1::Programme* response) {
  return Serve(runtime_, context, "CreateProgramme", *request, response,
               [this](CallContext& call,
                      const catalogue::v1::CreateProgrammeRequest& r) {
                 return programmes_.Create(call, r);
               });
}

grpc::Status CatalogueServiceImpl::UpdateProgramme(
    grpc::ServerContext* context,
    const catalogue::v1::UpdateProgrammeRequest* request,
    catalogue::v1::Programme* response) {
  return Serve(runtime_, context, "UpdateProgramme", *request, response,
               [this](CallContext& call,
                      const catalogue::v1::UpdateProgrammeRequest& r) {
                 return programmes_.Update(call, r);
               });
}

grpc::Status CatalogueServiceImpl::DeleteProgramme(
    grpc::ServerContext* context,
    const catalogue::v1::DeleteProgrammeRequest* request,
    google::protobuf::Empty* response) {
  return Serve(runtime_, context, "DeleteProgramme", *request, response,
               [this](CallContext& call,
                      const catalogue::v1::DeleteProgrammeRequest& r) {
                 return programmes_.Delete(call, r);
               });
}

grpc::Status CatalogueServiceImpl::GetArea(
    grpc::ServerContext* context, const catalogue::v1::GetAreaRequest* request,
    catalogue::v1::Area* response) {
  return Serve(
      runtime_, context, "GetArea", *request, response,
      [this](CallContext& call, const catalogue::v1::GetAreaRequest& r) {
        return areas_.Get(call, r);
      });
}

grpc::Status CatalogueServiceImpl::ListAreas(
    grpc::ServerContext* context,
    const catalogue::v1::ListAreasRequest* request,
    catalogue::v1::ListAreasResponse* response) {
  return Serve(
      runtime_, context, "ListAreas", *request, response,
      [this](CallContext& call, const catalogue::v1::ListAreasRequest& r) {
        return areas_.List<catalogue::v1::ListAreasResponse>(call, r);
      });
}

grpc::Status CatalogueServiceImpl::CreateArea(
    grpc::ServerContext* context,
    const catalogue::v1::CreateAreaRequest* request,
    catalogue::v1::Area* response) {
  return Serve(
      runtime_, context, "CreateArea", *request, response,
      [this](CallContext& call, const catalogue::v1::CreateAreaRequest& r) {
        return areas_.Create(call, r);
      });
}

grpc::Status CatalogueServiceImpl::UpdateArea(
    grpc::ServerContext* context,
    const catalogue::v1::UpdateAreaRequest* request,
    catalogue::v1::Area* response) {
  return Serve(
      runtime_, context, "UpdateArea", *request, response,
      [this](CallContext& call, const catalogue::v1::UpdateAreaRequest& r) {
        return areas_.Update(call, r);
      });
}

grpc::Status CatalogueServiceImpl::DeleteArea(
    grpc::ServerContext* context,
    const catalogue::v1::DeleteAreaRequest* request,
    google::protobuf::Empty* response) {
  return Serve(
      runtime_, context, "DeleteArea", *request, response,
      [this](CallContext& call, const catalogue::v1::DeleteAreaRequest& r) {
        return areas_.Delete(call, r);
      });
}

grpc::Status CatalogueServiceImpl::BatchGetAreas(
    grpc::ServerContext* context,
    const catalogue::v1::BatchGetAreasRequest* request,
    catalogue::v1::BatchGetAreasResponse* response) {
  return Serve(
      runtime_, context, "BatchGetAreas", *request, response,
      [this](CallContext& call, const catalogue::v1::BatchGetAreasRequest& r) {
        return areas_.BatchGet<catalogue::v1::BatchGetAreasResponse>(call, r);
      });
}

grpc::Status CatalogueServiceImpl::BatchCreateAreas(
    grpc::ServerContext* context,
    const catalogue::v1::BatchCreateAreasRequest* request,
    catalogue::v1::BatchCreateAreasResponse* response) {
  return Serve(
      runtime_, context, "BatchCreateAreas", *request, response,
      [this](CallContext& call,
             const catalogue::v1::BatchCreateAreasRequest& r) {
        return areas_.BatchCreate<catalogue::v1::BatchCreateAreasResponse>(call,
                                                                           r);
      });
}

grpc::Status CatalogueServiceImpl::GetSector(
    grpc::ServerContext* context,
    const catalogue::v1::GetSectorRequest* request,
    catalogue::v1::Sector* response) {
  return Serve(
      runtime_, context, "GetSector", *request, response,
      [this](CallContext& call, const catalogue::v1::GetSectorRequest& r) {
        return sectors_.Get(call, r);
      });
}

grpc::Status CatalogueServiceImpl::ListSectors(
    grpc::ServerContext* context,
    const catalogue::v1::ListSectorsRequest* request,
    catalogue::v1::ListSectorsResponse* response) {
  return Serve(
      runtime_, context, "ListSectors", *request, response,
      [this](CallContext& call, const catalogue::v1::ListSectorsRequest& r) {
        return sectors_.List<catalogue::v1::ListSectorsResponse>(call, r);
      });
}

grpc::Status CatalogueServiceImpl::CreateSector(
    grpc::ServerContext* context,
    const catalogue::v1::CreateSectorRequest* request,
    catalogue::v1::Sector* response) {
  return Serve(
      runtime_, context, "CreateSector", *request, response,
      [this](CallContext& call, const catalogue::v1::CreateSectorRequest& r) {
        return sectors_.Create(call, r);
      });
}

grpc::Status CatalogueServiceImpl::UpdateSector(
    grpc::ServerContext* context,
    const catalogue::v1::UpdateSectorRequest* request,
    catalogue::v1::Sector* response) {
  return Serve(
      runtime_, context, "UpdateSector", *request, response,
      [this](CallContext& call, const catalogue::v1::UpdateSectorRequest& r) {
        return sectors_.Update(call, r);
      });
}

grpc::Status CatalogueServiceImpl::DeleteSector(
    grpc::ServerContext* context,
    const catalogue::v1::DeleteSectorRequest* request,
    google::protobuf::Empty* response) {
  return Serve(
      runtime_, context, "DeleteSector", *request, response,
      [this](CallContext& call, const catalogue::v1::DeleteSectorRequest& r) {
        return sectors_.Delete(call, r);
      });
}

grpc::Status CatalogueServiceImpl::BatchGetSectors(
    grpc::ServerContext* context,
    const catalogue::v1::BatchGetSectorsRequest* request,
    catalogue::v1::BatchGetSectorsResponse* response) {
  return Serve(
      runtime_, context, "BatchGetSectors", *request, response,
      [this](CallContext& call,
             const catalogue::v1::BatchGetSectorsRequest& r) {
        return sectors_.BatchGet<catalogue::v1::BatchGetSectorsResponse>(call,
                                                                         r);
      });
}

grpc::Status CatalogueServiceImpl::BatchCreateSectors(
    grpc::ServerContext* context,
    const catalogue::v1::BatchCreateSectorsRequest* request,
    catalogue::v1::BatchCreateSectorsResponse* response) {
  return Serve(
      runtime_, context, "BatchCreateSectors", *request, response,
      [this](CallContext& call,
             const catalogue::v1::BatchCreateSectorsRequest& r) {
        return sectors_.BatchCreate<catalogue::v1::BatchCreateSectorsResponse>(
            call, r);
      });
}

grpc::Status CatalogueServiceImpl::GetProject(
    grpc::ServerContext* context,
    const catalogue::v1::GetProjectRequest* request,
    catalogue::v1::Project* response) {
  return Serve(
      runtime_, context, "GetProject", *request, response,
      [this](CallContext& call, const catalogue::v1::GetProjectRequest& r) {
        return projects_.Get(call, r);
      });
}

grpc::Status CatalogueServiceImpl::ListProjects(
    grpc::ServerContext* context,
    const catalogue::v1::ListProjectsRequest* request,
    catalogue::v1::ListProjectsResponse* response) {
  return Serve(
      runtime_, context, "ListProjects", *request, response,
      [this](CallContext& call, const catalogue::v1::ListProjectsRequest& r) {
        return projects_.List<catalogue::v1::ListProjectsResponse>(call, r);
      });
}

grpc::Status CatalogueServiceImpl::CreateProject(
    grpc::ServerContext* context,
    const catalogue::v1::CreateProjectRequest* request,
    catalogue::v1::Project* response) {
  return Serve(
      runtime_, context, "CreateProject", *request, response,
      [this](CallContext& call, const catalogue::v1::CreateProjectRequest& r) {
        return projects_.Create(call, r);
      });
}

grpc::Status CatalogueServiceImpl::UpdateProject(
    grpc::ServerContext* context,
    const catalogue::v1::UpdateProjectRequest* request,
    catalogue::v1::Project* response) {
  return Serve(
      runtime_, context, "UpdateProject", *request, response,
      [this](CallContext& call, const catalogue::v1::UpdateProjectRequest& r) {
        return projects_.Update(call, r);
      });
}

grpc::Status CatalogueServiceImpl::DeleteProject(
    grpc::ServerContext* context,
    const catalogue::v1::DeleteProjectRequest* request,
    google::protobuf::Empty* response) {
  return Serve(
      runtime_, context, "DeleteProject", *request, response,
      [this](CallContext& call, const catalogue::v1::DeleteProjectRequest& r) {
        return projects_.Delete(call, r);
      });
}

grpc::Status CatalogueServiceImpl::BatchGetProjects(
    grpc::ServerContext* context,
    const catalogue::v1::BatchGetProjectsRequest* request,
    catalogue::v1::BatchGetProjectsResponse* response) {
  return Serve(
      runtime_, context, "BatchGetProjects", *request, response,
      [this](CallContext& call,
             const catalogue::v1::BatchGetProjectsRequest& r) {
        return projects_.BatchGet<catalogue::v1::BatchGetProjectsResponse>(call,
                                                                           r);
      });
}

grpc::Status CatalogueServiceImpl::BatchCreateProjects(
    grpc::ServerContext* context,
    const catalogue::v1::BatchCreateProjectsRequest* request,
    catalogue::v1::BatchCreateProjectsResponse* response) {
  return Serve(runtime_, context, "BatchCreateProjects", *request, response,
               [this](CallContext& call,
                      const catalogue::v1::BatchCreateProjectsRequest& r) {
                 return projects_
                     .BatchCreate<catalogue::v1::BatchCreateProjectsResponse>(
                         call, r);
               });
}

grpc::Status CatalogueServiceImpl::PublishProject(
    grpc::ServerContext* context,
    const catalogue::v1::PublishProjectRequest* request,
    catalogue::v1::Project* response) {
  return Serve(
      runtime_, context, "PublishProject", *request, response,
      [this](CallContext& call, const catalogue::v1::PublishProjectRequest& r) {
        return ChangeProject(call, r, catalogue::v1::Project::STATE_OPEN);
      });
}

grpc::Status CatalogueServiceImpl::WithdrawProject(
    grpc::ServerContext* context,
    const catalogue::v1::WithdrawProjectRequest* request,
    catalogue::v1::Project* response) {
  return Serve(runtime_, context, "WithdrawProject", *request, response,
               [this](CallContext& call,
                      const catalogue::v1::WithdrawProjectRequest& r) {
                 return ChangeProject(call, r,
                                      catalogue::v1::Project::STATE_WITHDRAWN);
               });
}

grpc::Status CatalogueServiceImpl::CompleteProject(
    grpc::ServerContext* context,
    const catalogue::v1::CompleteProjectRequest* request,
    catalogue::v1::Project* response) {
  return Serve(runtime_, context, "CompleteProject", *request, response,
               [this](CallContext& call,
                      const catalogue::v1::CompleteProjectRequest& r) {
                 return ChangeProject(call, r,
                                      catalogue::v1::Project::STATE_COMPLETED);
               });
}

grpc::Status CatalogueServiceImpl::SearchProjects(
    grpc::ServerContext* context,
    const catalogue::v1::SearchProjectsRequest* request,
    catalogue::v1::SearchProjectsResponse* response) {
  return Serve(
      runtime_, context, "SearchProjects", *request, response,
      [this](CallContext& call, const catalogue::v1::SearchProjectsRequest& r) {
        return Search(call, r);
      });
}

grpc::Status CatalogueServiceImpl::ListProjectIssues(
    grpc::ServerContext* context,
    const catalogue::v1::ListProjectIssuesRequest* request,
    catalogue::v1::ListProjectIssuesResponse* response) {
  return Serve(runtime_, context, "ListProjectIssues", *request, response,
               [this](CallContext& call,
                      const catalogue::v1::ListProjectIssuesRequest& r) {
                 return ListIssues(call, r);
               });
}

grpc::Status CatalogueServiceImpl::ListHistory(
    grpc::ServerContext* context, const type::v1::ListHistoryRequest* request,
    type::v1::ListHistoryResponse* response) {
  return Serve(
      runtime_, context, "ListHistory", *request, response,
      [this](CallContext& call, const type::v1::ListHistoryRequest& r) {
        return history_.List(call, r);
      });
}

grpc::Status CatalogueServiceImpl::ImportResources(
    grpc::ServerContext* context,
    const type::v1::ImportResourcesRequest* request,
    grpc::ServerWriter<type::v1::ImportResourcesResponse>* writer) {
  return ServeStream(
      runtime_, context, "ImportResources", *request, writer,
      [this](CallContext& call, const type::v1::ImportResourcesRequest& r,
             StreamWriter<type::v1::ImportResourcesResponse>& stream) {
        return sheets_.Import(
            call, r,
            [&stream](const type::v1::ImportResourcesResponse& message) {
              return stream.Write(message);
            });
      });
}

grpc::Status CatalogueServiceImpl::ExportResources(
    grpc::ServerContext* context,
    const type::v1::ExportResourcesRequest* request,
    grpc::ServerWriter<type::v1::ExportResourcesResponse>* writer) {
  return ServeStream(
      runtime_, context, "ExportResources", *request, writer,
      [this](CallContext& call, const type::v1::ExportResourcesRequest& r,
             StreamWriter<type::v1::ExportResourcesResponse>& stream) {
        return sheets_.Export(
            call, r,
            [&stream](const type::v1::ExportResourcesResponse& message) {
              return stream.Write(message);
            });
      });
}

}  // namespace duikou
