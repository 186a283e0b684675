#include "clients/lib/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace duikou::client {
namespace {

using catalogue::v1::CatalogueService;
using catalogue::v1::CreateProjectRequest;
using catalogue::v1::GetProjectRequest;
using catalogue::v1::Project;
using ::testing::ElementsAre;
using ::testing::SizeIs;
using type::v1::ExportResourcesRequest;
using type::v1::ExportResourcesResponse;

// A catalogue that fails as told and notes what it is asked.
class FakeCatalogue final : public CatalogueService::Service {
 public:
  grpc::Status GetProject(grpc::ServerContext* context,
                          const GetProjectRequest* request,
                          Project* project) override {
    const auto [first, last] =
        context->client_metadata().equal_range("duikou-min-revision");
    for (auto it = first; it != last; ++it) {
      least_revisions.emplace_back(it->second.data(), it->second.size());
    }
    if (never_reached) {
      while (!context->IsCancelled()) {
        absl::SleepFor(absl::Milliseconds(5));
      }
    }
    project->set_name(request->name());
    return grpc::Status::OK;
  }

  grpc::Status CreateProject(grpc::ServerContext* context,
                             const CreateProjectRequest* request,
                             Project* project) override {
    ++creates;
    request_ids.insert(request->request_id());
    if (creates <= unavailable) {
      return {grpc::StatusCode::UNAVAILABLE, "the store is away"};
    }
    context->AddTrailingMetadata("duikou-revision", "hubei=124");
    project->set_name(request->parent() + "/projects/new");
    return grpc::Status::OK;
  }

  grpc::Status ExportResources(
      grpc::ServerContext*, const ExportResourcesRequest*,
      grpc::ServerWriter<ExportResourcesResponse>* writer) override {
    ExportResourcesResponse piece;
    for (const char* content : {"a", "b", "c"}) {
      piece.set_content(content);
      writer->Write(piece);
    }
    return exports++ < unavailable
               ? grpc::Status(grpc::StatusCode::UNAVAILABLE, "cut")
               : grpc::Status::OK;
  }

  int unavailable = 0;
  bool never_reached = false;
  int creates = 0;
  int exports = 0;
  std::set<std::string> request_ids;
  std::vector<std::string> least_revisions;
};

class ClientTest : public testing::Test {
 protected:
  ClientTest() {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port_);
    builder.RegisterService(&catalogue_);
    server_ = builder.BuildAndStart();
  }

  Client::Options Options() const {
    return {.endpoints = *ParseEndpoints("127.0.0.1:" + std::to_string(port_)),
            .first_backoff = absl::Milliseconds(1)};
  }

  static CreateProjectRequest NewProject() {
    CreateProjectRequest request;
    request.set_parent("programmes/hubei");
    return request;
  }

  static GetProjectRequest OldProject() {
    GetProjectRequest request;
    request.set_name("programmes/hubei/projects/p-001");
    return request;
  }

  FakeCatalogue catalogue_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  ClientState state_;
};

TEST_F(ClientTest, AnUnavailableServiceIsTriedAgainWithTheSameRequestId) {
  catalogue_.unavailable = 2;
  Client client(Options(), state_);
  const absl::StatusOr<Project> created = client.Call(
      &CatalogueService::StubInterface::CreateProject, NewProject());
  ASSERT_TRUE(created.ok()) << created.status();
  EXPECT_EQ(created->name(), "programmes/hubei/projects/new");
  EXPECT_EQ(catalogue_.creates, 3);
  EXPECT_THAT(catalogue_.request_ids, SizeIs(1));
  EXPECT_THAT(*catalogue_.request_ids.begin(), SizeIs(32));
}

TEST_F(ClientTest, ItGivesUpAfterTheAttemptsAllowed) {
  catalogue_.unavailable = 100;
  Client client(Options(), state_);
  const absl::StatusOr<Project> created = client.Call(
      &CatalogueService::StubInterface::CreateProject, NewProject());
  EXPECT_EQ(created.status(), absl::UnavailableError("the store is away"));
  EXPECT_EQ(catalogue_.creates, 4);
}

TEST_F(ClientTest, OtherErrorsAreNotTriedAgain) {
  Client client(Options(), state_);
  const auto answer = client.Call(&CatalogueService::StubInterface::ListAreas,
                                  catalogue::v1::ListAreasRequest());
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kUnimplemented);
}

TEST_F(ClientTest, AWriterReadsItsOwnWrites) {
  Client client(Options(), state_);
  ASSERT_TRUE(
      client.Call(&CatalogueService::StubInterface::GetProject, OldProject())
          .ok());
  EXPECT_THAT(catalogue_.least_revisions, SizeIs(0));
  ASSERT_TRUE(
      client.Call(&CatalogueService::StubInterface::CreateProject, NewProject())
          .ok());
  ASSERT_TRUE(
      client.Call(&CatalogueService::StubInterface::GetProject, OldProject())
          .ok());
  EXPECT_THAT(catalogue_.least_revisions, ElementsAre("hubei=124"));
}

TEST_F(ClientTest, ARevisionThatIsNeverReachedIsForgotten) {
  catalogue_.never_reached = true;
  state_.NoteRevision("hubei", 999, absl::Now());
  Client::Options options = Options();
  options.deadline = absl::Milliseconds(100);
  Client client(options, state_);
  EXPECT_EQ(
      client.Call(&CatalogueService::StubInterface::GetProject, OldProject())
          .status()
          .code(),
      absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(state_.LeastRevision("hubei", absl::Now()), std::nullopt);
}

TEST_F(ClientTest, AMethodIsCalledByItsDescriptorToo) {
  Client client(Options(), state_);
  const auto* method =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
          "duikou.catalogue.v1.CatalogueService.GetProject");
  ASSERT_NE(method, nullptr);
  GetProjectRequest request = OldProject();
  Project project;
  ASSERT_TRUE(client.CallMethod(*method, request, project).ok());
  EXPECT_EQ(project.name(), "programmes/hubei/projects/p-001");
}

TEST_F(ClientTest, AStreamIsReadToItsEnd) {
  Client client(Options(), state_);
  std::string content;
  ASSERT_TRUE(client
                  .Read(&CatalogueService::StubInterface::ExportResources,
                        ExportResourcesRequest(),
                        [&](const ExportResourcesResponse& piece) {
                          content += piece.content();
                          return absl::OkStatus();
                        })
                  .ok());
  EXPECT_EQ(content, "abc");
}

TEST_F(ClientTest, AStreamThatHasBegunIsNotReadAgain) {
  catalogue_.unavailable = 1;
  Client client(Options(), state_);
  std::string content;
  const absl::Status status = client.Read(
      &CatalogueService::StubInterface::ExportResources,
      ExportResourcesRequest(), [&](const ExportResourcesResponse& piece) {
        content += piece.content();
        return absl::OkStatus();
      });
  EXPECT_EQ(status, absl::UnavailableError("cut"));
  EXPECT_EQ(content, "abc");
}

TEST_F(ClientTest, TheReadersErrorEndsTheStream) {
  Client client(Options(), state_);
  const absl::Status status = client.Read(
      &CatalogueService::StubInterface::ExportResources,
      ExportResourcesRequest(), [&](const ExportResourcesResponse&) {
        return absl::DataLossError("the disk is full");
      });
  EXPECT_EQ(status, absl::DataLossError("the disk is full"));
}

TEST_F(ClientTest, HealthIsThatOfTheService) {
  Client client(Options(), state_);
  const char kService[] = "duikou.catalogue.v1.CatalogueService";
  server_->GetHealthCheckService()->SetServingStatus(kService, true);
  EXPECT_TRUE(client.CheckHealth(kService).ok());
  server_->GetHealthCheckService()->SetServingStatus(kService, false);
  EXPECT_EQ(client.CheckHealth(kService),
            absl::UnavailableError("it answers, but is not serving"));
}

TEST_F(ClientTest, AServerThatIsNotThereIsUnavailable) {
  Client::Options options = Options();
  server_->Shutdown();
  server_.reset();
  Client client(options, state_);
  EXPECT_EQ(
      client.Call(&CatalogueService::StubInterface::GetProject, OldProject())
          .status()
          .code(),
      absl::StatusCode::kUnavailable);
}

TEST(ProgrammeOfTest, ItIsFoundInEveryKindOfRequest) {
  catalogue::v1::ListAreasRequest list;
  list.set_parent("programmes/hubei");
  EXPECT_EQ(ProgrammeOf(list), "hubei");
  catalogue::v1::UpdateProjectRequest update;
  update.mutable_project()->set_name("programmes/hubei/projects/p");
  EXPECT_EQ(ProgrammeOf(update), "hubei");
  matching::v1::RecommendProjectsRequest recommend;
  recommend.set_supporter("programmes/hubei/units/yichang");
  EXPECT_EQ(ProgrammeOf(recommend), "hubei");
  EXPECT_EQ(ProgrammeOf(catalogue::v1::ListProgrammesRequest()), "");
}

}  // namespace
}  // namespace duikou::client
