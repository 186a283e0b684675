// Deployment: duikou-server as people run it, for end-to-end tests: real
// processes of this build on free ports of 127.0.0.1.
//
//   auto deployment = Deployment::Start(Layout::kApart);
//   ASSERT_TRUE(deployment.ok()) << deployment.status();
//   Do((*deployment)->catalogue(), &CatalogueStub::GetProject, request);
//   (*deployment)->Kill9("catalogue");
//   ASSERT_TRUE((*deployment)->Restart("catalogue").ok());
//
// The same tests run in both layouts:
//   kOneProcess  one server with all roles and a SQLite file
//   kApart       one server a role, and a Redis server of their own
//
// Processes end with their object, or with the thread that started them.
#ifndef DUIKOU_TESTS_E2E_DEPLOYMENT_H_
#define DUIKOU_TESTS_E2E_DEPLOYMENT_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "duikou/access/v1/access_service.grpc.pb.h"
#include "duikou/assignment/v1/assignment_service.grpc.pb.h"
#include "duikou/assignment/v1/competition_service.grpc.pb.h"
#include "duikou/catalogue/v1/catalogue_service.grpc.pb.h"
#include "duikou/fair/v1/fair_service.grpc.pb.h"
#include "duikou/fair/v1/timetable_service.grpc.pb.h"
#include "duikou/matching/v1/matching_service.grpc.pb.h"
#include "duikou/profiles/v1/profiles_service.grpc.pb.h"
#include "duikou/progress/v1/progress_service.grpc.pb.h"
#include "duikou/progress/v1/report_service.grpc.pb.h"
#include "duikou/progress/v1/settlement_service.grpc.pb.h"
#include "grpcpp/channel.h"
#include "services/store/redis/testing/redis_server.h"
#include "services/store/store.h"
#include "services/store/testing/temporary_directory.h"
#include "tests/e2e/server_process.h"

namespace duikou::e2e {

using AccessStub = access::v1::AccessService::Stub;
using AssignmentStub = assignment::v1::AssignmentService::Stub;
using CompetitionStub = assignment::v1::CompetitionService::Stub;
using CatalogueStub = catalogue::v1::CatalogueService::Stub;
using FairStub = fair::v1::FairService::Stub;
using TimetableStub = fair::v1::TimetableService::Stub;
using MatchingStub = matching::v1::MatchingService::Stub;
using ProfilesStub = profiles::v1::ProfilesService::Stub;
using ProgressStub = progress::v1::ProgressService::Stub;
using ReportStub = progress::v1::ReportService::Stub;
using SettlementStub = progress::v1::SettlementService::Stub;

enum class Layout { kOneProcess, kApart };

// `OneProcess` or `Apart`: for the names of parameterised tests.
std::string LayoutName(Layout layout);

struct DeploymentOptions {
  // Further flags of every server.
  std::vector<std::string> flags;
  // People must sign in; the code for the first is at setup_code_file().
  bool sign_in = false;
  // Servers show their metrics, each on a port of its own.
  bool metrics = false;
  // Writes into the store before any server starts.
  std::function<absl::Status(Store&)> fill;
};

// The roles, each with the full names of its services.
const std::map<std::string, std::vector<std::string>>& RoleServices();

// Not thread-safe, but for the stubs and channels.
class Deployment {
 public:
  // Returns when every service says that it is serving. UNAVAILABLE, with what
  // the server printed, where one does not come up.
  static absl::StatusOr<std::unique_ptr<Deployment>> Start(
      Layout layout, DeploymentOptions options = {});
  ~Deployment();
  Deployment(const Deployment&) = delete;
  Deployment& operator=(const Deployment&) = delete;

  Layout layout() const { return layout_; }
  AccessStub& access() { return *access_; }
  AssignmentStub& assignment() { return *assignment_; }
  CompetitionStub& competition() { return *competition_; }
  CatalogueStub& catalogue() { return *catalogue_; }
  FairStub& fairs() { return *fairs_; }
  TimetableStub& timetables() { return *timetables_; }
  MatchingStub& matching() { return *matching_; }
  ProfilesStub& profiles() { return *profiles_; }
  ProgressStub& progress() { return *progress_; }
  ReportStub& reports() { return *reports_; }
  SettlementStub& settlements() { return *settlements_; }

  // To the process that plays the role; all the same one in kOneProcess.
  std::shared_ptr<grpc::Channel> channel(const std::string& role);
  // host:port of that process.
  std::string address(const std::string& role);
  ServerProcess& process(const std::string& role);

  // What the role's process shows at /metrics. REQUIRES: options.metrics.
  std::string Metrics(const std::string& role) const;

  std::string setup_code_file() const { return directory_.File("code"); }

  // SIGKILL; returns when the process is gone.
  void Kill9(const std::string& role);
  // Starts the role's process anew on the same port, after its end. Returns
  // when its services say that they are serving.
  absl::Status Restart(const std::string& role);

 private:
  Deployment(Layout layout, DeploymentOptions options)
      : layout_(layout), options_(std::move(options)) {}
  absl::Status Open();
  absl::Status Launch(const std::string& roles);
  absl::Status AwaitServing(const std::string& role);
  // `all` in kOneProcess.
  std::string RolesWith(const std::string& role) const;

  const Layout layout_;
  const DeploymentOptions options_;
  const TemporaryDirectory directory_;
  std::unique_ptr<RedisServer> redis_;
  std::string store_;
  std::map<std::string, std::unique_ptr<ServerProcess>> processes_;
  std::map<std::string, int> metrics_ports_;
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels_;
  std::unique_ptr<AccessStub> access_;
  std::unique_ptr<AssignmentStub> assignment_;
  std::unique_ptr<CompetitionStub> competition_;
  std::unique_ptr<CatalogueStub> catalogue_;
  std::unique_ptr<FairStub> fairs_;
  std::unique_ptr<TimetableStub> timetables_;
  std::unique_ptr<MatchingStub> matching_;
  std::unique_ptr<ProfilesStub> profiles_;
  std::unique_ptr<ProgressStub> progress_;
  std::unique_ptr<ReportStub> reports_;
  std::unique_ptr<SettlementStub> settlements_;
};

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_DEPLOYMENT_H_
