// Nothing is left that refers to a deleted area or sector, is in a deleted
// programme, or does not fit into one that was narrowed, whoever is faster.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/catalogue/catalogue_resources.h"
#include "services/catalogue/testing/catalogue_server.h"
#include "services/rpc/call_context.h"
#include "services/rpc/closed_programme.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/standard_methods.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

using catalogue::v1::Area;
using catalogue::v1::CreateAreaRequest;
using catalogue::v1::CreateProgrammeRequest;
using catalogue::v1::CreateProjectRequest;
using catalogue::v1::CreateSectorRequest;
using catalogue::v1::DeleteAreaRequest;
using catalogue::v1::DeleteProgrammeRequest;
using catalogue::v1::DeleteSectorRequest;
using catalogue::v1::Programme;
using catalogue::v1::Project;
using catalogue::v1::Sector;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kHubei[] = R"(
  programme_id: "hubei"
  programme { display_name { zh: "湖北" } first_year: 2014 last_year: 2020
    fund_kinds { id: "policy" display_name { zh: "政策资金" } } })";
constexpr char kZigui[] = R"(
  parent: "programmes/hubei" area_id: "zigui"
  area { display_name { zh: "秭归县" } kind: KIND_COUNTY })";
constexpr char kTea[] = R"(
  parent: "programmes/hubei" sector_id: "tea"
  sector { display_name { zh: "茶业" } })";
constexpr char kTeaGarden[] = R"(
  parent: "programmes/hubei"
  project { display_name { zh: "有机茶园" }
    area: "programmes/hubei/areas/zigui" sector: "programmes/hubei/sectors/tea"
    fund_needs { fund_kind: "policy" total_fen: 500 }
    first_year: 2014 last_year: 2016 })";

// Resources whose rules let a test act in the middle of a write.
class DeletionRaceTest : public ::testing::Test {
 protected:
  DeletionRaceTest() {
    EXPECT_TRUE(Create<CreateProgrammeRequest>(programmes_, kHubei).ok());
    EXPECT_TRUE(Create<CreateAreaRequest>(areas_, kZigui).ok());
    EXPECT_TRUE(Create<CreateSectorRequest>(sectors_, kTea).ok());
  }

  CallContext& Call() {
    calls_.push_back(
        std::make_unique<CallContext>(CallOptions{.method = "test"}, ids_));
    return *calls_.back();
  }
  template <typename Request, typename T>
  absl::Status Create(StandardMethods<T>& methods, const char* text) {
    return methods.Create(Call(), ParseText<Request>(text)).status();
  }
  template <typename Request, typename T>
  absl::Status Delete(StandardMethods<T>& methods, const std::string& name) {
    Request request;
    request.set_name(name);
    return methods.Delete(Call(), request).status();
  }
  template <typename T>
  StandardMethods<T> Methods(Resource<T> resource) {
    return {store_, clock_, ids_, std::move(resource)};
  }
  // The resource, of which something happens once, between the look for what
  // refers to it and its deletion.
  template <typename T>
  static Resource<T> Disturbed(Resource<T> resource,
                               std::function<void()> happen) {
    resource.may_delete = [may = resource.may_delete,
                           happen = std::move(happen)](WriteContext& context,
                                                       const T& of) mutable {
      const absl::Status status = may(context, of);
      if (happen) std::exchange(happen, nullptr)();
      return status;
    };
    return resource;
  }

  // What the feed says was deleted.
  std::vector<std::string> Deleted(const std::string& partition) {
    std::vector<std::string> deleted;
    const auto changes = store_.Changes(partition, 0, 1000);
    EXPECT_TRUE(changes.ok()) << changes.status();
    for (const Change& change : changes->changes) {
      if (change.deleted) deleted.push_back(change.id);
    }
    return deleted;
  }

  MemoryStore store_;
  SimulatedClock clock_{absl::FromUnixSeconds(1'400'000'000)};
  SequentialIdGenerator ids_;
  std::vector<std::unique_ptr<CallContext>> calls_;
  StandardMethods<Programme> programmes_ = Methods(ProgrammeResource());
  StandardMethods<Area> areas_ = Methods(AreaResource());
  StandardMethods<Sector> sectors_ = Methods(SectorResource());
  StandardMethods<Project> projects_ = Methods(ProjectResource());
};

TEST_F(DeletionRaceTest, AProjectKeepsItsAreaEvenForAMoment) {
  auto racing = Methods(Disturbed(AreaResource(), [&] {
    EXPECT_TRUE(Create<CreateProjectRequest>(projects_, kTeaGarden).ok());
  }));
  const absl::Status refused =
      Delete<DeleteAreaRequest>(racing, "programmes/hubei/areas/zigui");
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("refers to it"));
  EXPECT_THAT(Deleted("hubei"), IsEmpty());
}

TEST_F(DeletionRaceTest, AProjectKeepsItsSectorEvenForAMoment) {
  auto racing = Methods(Disturbed(SectorResource(), [&] {
    EXPECT_TRUE(Create<CreateProjectRequest>(projects_, kTeaGarden).ok());
  }));
  EXPECT_EQ(Delete<DeleteSectorRequest>(racing, "programmes/hubei/sectors/tea")
                .code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(Deleted("hubei"), IsEmpty());
}

TEST_F(DeletionRaceTest, WhatWasReferredToOnceCanBeDeleted) {
  for (int round = 0; round < 2; ++round) {
    const auto project =
        projects_.Create(Call(), ParseText<CreateProjectRequest>(kTeaGarden));
    ASSERT_TRUE(project.ok()) << project.status();
    ASSERT_TRUE(
        Delete<catalogue::v1::DeleteProjectRequest>(projects_, project->name())
            .ok());
    EXPECT_TRUE(
        Delete<DeleteAreaRequest>(areas_, "programmes/hubei/areas/zigui").ok());
    ASSERT_TRUE(Create<CreateAreaRequest>(areas_, kZigui).ok());
  }
}

TEST_F(DeletionRaceTest, NothingComesIntoAProgrammeThatIsBeingDeleted) {
  ASSERT_TRUE(
      Delete<DeleteSectorRequest>(sectors_, "programmes/hubei/sectors/tea")
          .ok());
  ASSERT_TRUE(
      Delete<DeleteAreaRequest>(areas_, "programmes/hubei/areas/zigui").ok());
  Resource<Area> late = AreaResource();
  bool deleted = false;
  late.prepare = [&, prepare = late.prepare](WriteContext& context,
                                             const Area* before, Area& area) {
    if (!std::exchange(deleted, true)) {
      EXPECT_TRUE(
          Delete<DeleteProgrammeRequest>(programmes_, "programmes/hubei").ok());
    }
    return prepare(context, before, area);
  };
  StandardMethods<Area> racing = Methods(late);
  EXPECT_EQ(Create<CreateAreaRequest>(racing, kZigui).code(),
            absl::StatusCode::kNotFound);
  EXPECT_THAT(store_.List("hubei", "areas", {})->records, IsEmpty());
  // One that is created again is open.
  ASSERT_TRUE(Create<CreateProgrammeRequest>(programmes_, kHubei).ok());
  EXPECT_TRUE(Create<CreateAreaRequest>(areas_, kZigui).ok());
}

TEST_F(DeletionRaceTest, AProgrammeThatIsNotDeletedAfterAllIsOpen) {
  ASSERT_TRUE(
      Delete<DeleteAreaRequest>(areas_, "programmes/hubei/areas/zigui").ok());
  ASSERT_TRUE(
      Delete<DeleteSectorRequest>(sectors_, "programmes/hubei/sectors/tea")
          .ok());
  auto racing = Methods(Disturbed(ProgrammeResource(), [&] {
    EXPECT_TRUE(Create<CreateAreaRequest>(areas_, kZigui).ok());
  }));
  const absl::Status refused =
      Delete<DeleteProgrammeRequest>(racing, "programmes/hubei");
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("still has areas"));
  EXPECT_THAT(Deleted("-"), IsEmpty());
  EXPECT_TRUE(Create<CreateSectorRequest>(sectors_, kTea).ok());
}

TEST_F(DeletionRaceTest, AProjectFitsIntoItsProgrammeHoweverThatIsNarrowed) {
  const auto narrow = ParseText<catalogue::v1::UpdateProgrammeRequest>(R"(
    programme { name: "programmes/hubei" first_year: 2015 }
    update_mask { paths: "first_year" })");
  // The project comes when the projects were looked through.
  Resource<Programme> disturbed = ProgrammeResource();
  bool created = false;
  disturbed.prepare = [&, prepare = disturbed.prepare](WriteContext& context,
                                                       const Programme* before,
                                                       Programme& programme) {
    const absl::Status status = prepare(context, before, programme);
    if (!std::exchange(created, true)) {
      EXPECT_TRUE(Create<CreateProjectRequest>(projects_, kTeaGarden).ok());
    }
    return status;
  };
  StandardMethods<Programme> racing = Methods(disturbed);
  const absl::Status refused = racing.Update(Call(), narrow).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition) << refused;
  EXPECT_THAT(std::string(refused.message()), HasSubstr("first_year"));
  // It is as it was, and open.
  const std::string name =
      absl::StrCat("programmes/hubei/projects/",
                   store_.List("hubei", "projects", {})->records[0].id);
  ASSERT_TRUE(
      Delete<catalogue::v1::DeleteProjectRequest>(projects_, name).ok());
  ASSERT_TRUE(Create<CreateProjectRequest>(projects_, kTeaGarden).ok());
}

TEST_F(DeletionRaceTest, AProjectThatReadTheWiderProgrammeIsRefused) {
  const auto narrow = ParseText<catalogue::v1::UpdateProgrammeRequest>(R"(
    programme { name: "programmes/hubei" first_year: 2015 }
    update_mask { paths: "first_year" })");
  Resource<Project> late = ProjectResource();
  bool narrowed = false;
  late.prepare = [&, prepare = late.prepare](WriteContext& context,
                                             const Project* before,
                                             Project& project) {
    const absl::Status status = prepare(context, before, project);
    if (!std::exchange(narrowed, true)) {
      EXPECT_TRUE(programmes_.Update(Call(), narrow).ok());
    }
    return status;
  };
  StandardMethods<Project> racing = Methods(late);
  const absl::Status refused = Create<CreateProjectRequest>(racing, kTeaGarden);
  EXPECT_FALSE(refused.ok());
  EXPECT_THAT(store_.List("hubei", "projects", {})->records, IsEmpty());
  EXPECT_THAT(std::string(refused.message()), HasSubstr("first_year"));
}

TEST_F(DeletionRaceTest, AProgrammeLeftClosedSaysSoAndOpensWhenItIsWritten) {
  const Record record = *store_.Get("-", "programmes", "hubei");
  ASSERT_TRUE(CloseProgramme(Call(), store_, "hubei", record.revision).ok());
  const absl::Status refused =
      Create<CreateProjectRequest>(projects_, kTeaGarden);
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refused.message()),
              HasSubstr("programmes/hubei: is being deleted"));
  const auto update = ParseText<catalogue::v1::UpdateProgrammeRequest>(R"(
    programme { name: "programmes/hubei" last_year: 2021 }
    update_mask { paths: "last_year" })");
  ASSERT_TRUE(programmes_.Update(Call(), update).ok());
  EXPECT_TRUE(Create<CreateProjectRequest>(projects_, kTeaGarden).ok());
}

// The same with threads, through a server on each embedded store.
class DeletionThreadsTest : public ::testing::TestWithParam<const char*> {
 protected:
  using Stub = CatalogueServer::Stub;

  DeletionThreadsTest() : server_(GetParam()) {
    EXPECT_TRUE(server_.Call(&Stub::CreateProgramme, kHubei).ok());
    EXPECT_TRUE(server_.Call(&Stub::CreateSector, kTea).ok());
  }

  // What they answer says who was faster, and may be either.
  void DeleteArea() {
    grpc::ClientContext context;
    DeleteAreaRequest request;
    request.set_name("programmes/hubei/areas/zigui");
    google::protobuf::Empty empty;
    server_.stub().DeleteArea(&context, request, &empty);
  }
  void CreateProject() {
    grpc::ClientContext context;
    Project project;
    server_.stub().CreateProject(
        &context, ParseText<CreateProjectRequest>(kTeaGarden), &project);
  }
  void DeleteProjects() {
    const auto listed = server_.store().List("hubei", "projects", {});
    ASSERT_TRUE(listed.ok()) << listed.status();
    for (const Record& record : listed->records) {
      EXPECT_TRUE(server_
                      .Call(&Stub::DeleteProject,
                            absl::StrCat("name: 'programmes/hubei/projects/",
                                         record.id, "'"))
                      .ok());
    }
  }

  CatalogueServer server_;
};

TEST_P(DeletionThreadsTest, EveryProjectHasItsAreaAtEveryRevision) {
  constexpr int kRounds = 30;
  for (int round = 0; round < kRounds; ++round) {
    server_.Call(&Stub::CreateArea, kZigui).IgnoreError();  // it may be there
    std::thread deleter([this] { DeleteArea(); });
    std::thread creator([this] { CreateProject(); });
    deleter.join();
    creator.join();
    DeleteProjects();
  }
  const auto feed = server_.store().Changes("hubei", 0, 100'000);
  ASSERT_TRUE(feed.ok()) << feed.status();
  std::map<std::string, std::set<std::string>> there;
  for (const Change& change : feed->changes) {
    std::set<std::string>& ids = there[change.collection];
    if (change.deleted) {
      ids.erase(change.id);
    } else {
      ids.insert(change.id);
    }
    EXPECT_TRUE(there["projects"].empty() || !there["areas"].empty())
        << "revision " << change.revision;
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, DeletionThreadsTest,
                         ::testing::Values("memory", "sqlite"));

}  // namespace
}  // namespace duikou
