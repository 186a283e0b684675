// RecommendProjects of 20 out of 1,000,000 projects, of which 1,000 a second
// change meanwhile, against the empty RPC (health check) of the same server
// under the same changes: calls per second with 64 in flight and the 99th
// percentile with 8. All in turn, so that the ratios hold when the machine's
// speed drifts.
//
// The basic view has parts, reason codes and figures; the full view texts,
// ranks without a criterion and counterfactuals besides. Each supporter asks
// for its list over and over.
//
//   --projects N   how many projects there are; 1,000,000
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "duikou/matching/v1/matching_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"
#include "matcher/base/check.h"
#include "services/main/open_store.h"
#include "services/main/server.h"
#include "services/rpc/call_context.h"
#include "services/store/testing/temporary_directory.h"
#include "tests/bench/recommend_load.h"
#include "tests/bench/recommend_programme.h"
#include "tests/bench/report.h"

namespace duikou::bench {
namespace {

namespace pb = ::duikou::matching::v1;
using Clock = std::chrono::steady_clock;
using Samples = std::vector<double>;

constexpr int kSupporters = 300;
constexpr int kRounds = 5;
constexpr int kFewInFlight = 8;
constexpr int kChangesASecond = 1'000;
constexpr int kChangesAtOnce = 10;
constexpr auto kLoadTime = std::chrono::minutes(10);

// Changes projects at their rate, as long as it lives.
class Writer {
 public:
  Writer(Store& store, RecommendProgramme& programme)
      : start_(Clock::now()),
        thread_([this, &store, &programme] { Run(store, programme); }) {}
  ~Writer() {
    stop_ = true;
    thread_.join();
  }

  // Changes a second so far.
  double rate() const {
    const std::chrono::duration<double> seconds = Clock::now() - start_;
    return static_cast<double>(changes_) / seconds.count();
  }
  // Of the last commit.
  Revision revision() const { return revision_; }

 private:
  void Run(Store& store, RecommendProgramme& programme) {
    constexpr std::chrono::microseconds kPause = std::chrono::seconds(1);
    for (auto next = start_; !stop_;
         next += kPause * kChangesAtOnce / kChangesASecond) {
      std::this_thread::sleep_until(next);
      const auto done = store.Commit(programme.NextChanges(kChangesAtOnce));
      DUIKOU_CHECK(done.ok()) << done.status();
      revision_ = done->revision;
      changes_ += kChangesAtOnce;
    }
  }

  const Clock::time_point start_;
  std::atomic<bool> stop_ = false;
  std::atomic<int64_t> changes_ = 0;
  std::atomic<Revision> revision_ = 0;
  std::thread thread_;
};

std::unique_ptr<Server> Serve(const std::string& store) {
  ServerOptions options{.roles = "matching",
                        .store = store,
                        .listen = "127.0.0.1:0",
                        .log_level = "error",
                        .access = {.sign_in = false}};
  auto server = Server::Start(options);
  DUIKOU_CHECK(server.ok()) << server.status();
  return *std::move(server);
}

std::vector<grpc::ByteBuffer> RequestBytes(const RecommendProgramme& programme,
                                           pb::RecommendationView view) {
  std::vector<grpc::ByteBuffer> bytes;
  for (const auto& request : programme.Requests(view)) {
    bytes.push_back(BytesOf(request));
  }
  return bytes;
}

// Checks one answer, of a state not before `revision`.
pb::RecommendProjectsResponse Ask(const std::shared_ptr<grpc::Channel>& channel,
                                  const RecommendProgramme& programme,
                                  Revision revision) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kLoadTime);
  context.AddMetadata(kMinRevisionMetadata,
                      absl::StrCat(RecommendProgramme::kId, "=", revision));
  pb::RecommendProjectsResponse response;
  const grpc::Status status =
      pb::MatchingService::NewStub(channel)->RecommendProjects(
          &context, programme.Requests(pb::RECOMMENDATION_VIEW_FULL)[0],
          &response);
  DUIKOU_CHECK(status.ok()) << status.error_message();
  return response;
}

// What was measured of one sort of call, beside the empty one.
struct Results {
  Samples rates, ratios, p99s, p99_ratios;

  void Add(Load& load, const Load::Measured& many, const Load::Measured& few) {
    const Load::Measured with_many = load.Measure(kInFlight);
    const Load::Measured with_few = load.Measure(kFewInFlight);
    rates.push_back(with_many.rate);
    ratios.push_back(with_many.rate / many.rate);
    p99s.push_back(with_few.p99_seconds * 1e3);
    p99_ratios.push_back(with_few.p99_seconds / few.p99_seconds);
  }
};

struct Measurements {
  Results empty, basic, full;
  Samples changes;
};

Measurements Measure(const std::shared_ptr<grpc::Channel>& channel,
                     const RecommendProgramme& programme,
                     const Writer& writer) {
  const auto ignore = [](grpc::ByteBuffer&) {};
  const std::string method = absl::StrCat(
      "/", pb::MatchingService::service_full_name(), "/RecommendProjects");
  // No bytes, which is not the same as no buffer.
  Load empty(channel, "/grpc.health.v1.Health/Check",
             {BytesOf(pb::RecommendProjectsRequest())}, ignore);
  Load basic(channel, method,
             RequestBytes(programme, pb::RECOMMENDATION_VIEW_BASIC), ignore);
  Load full(channel, method,
            RequestBytes(programme, pb::RECOMMENDATION_VIEW_FULL), ignore);
  for (Load* load : {&empty, &basic, &full}) load->Run();  // caches warm up
  Measurements measured;
  for (int round = 0; round < kRounds; ++round) {
    const Load::Measured many = empty.Measure(kInFlight);
    const Load::Measured few = empty.Measure(kFewInFlight);
    measured.empty.rates.push_back(many.rate);
    measured.empty.p99s.push_back(few.p99_seconds * 1e3);
    measured.basic.Add(basic, many, few);
    measured.full.Add(full, many, few);
    measured.changes.push_back(writer.rate());
  }
  return measured;
}

void AddRows(const Measurements& measured, Report& report) {
  const auto& [empty, basic, full, changes] = measured;
  report.Add({.metric = "projects changed",
              .samples = changes,
              .unit = "1/s",
              .goal = 0.95 * kChangesASecond});
  report.Add({"empty RPC (health check), 64 in flight", empty.rates, "1/s"});
  report.Add({"basic view, 64 in flight", basic.rates, "1/s"});
  report.Add({"full view, 64 in flight", full.rates, "1/s"});
  report.Add({"empty RPC, p99 of 8 in flight", empty.p99s, "ms"});
  report.Add({"basic view, p99 of 8 in flight", basic.p99s, "ms"});
  report.Add({"full view, p99 of 8 in flight", full.p99s, "ms"});
  report.Add({.metric = "basic view over empty RPC, 64 in flight",
              .samples = basic.ratios,
              .unit = "x",
              .goal = 0.7});
  report.Add({.metric = "basic view over empty RPC, p99 of 8 in flight",
              .samples = basic.p99_ratios,
              .unit = "x",
              .goal = 2,
              .at_most = true});
  report.Add({.metric = "full view over empty RPC, 64 in flight",
              .samples = full.ratios,
              .unit = "x",
              .goal = 0.2});
}

int Run(int argc, char** argv) {
  std::string asked = "1000000";
  const std::string json = ParseFlags(argc, argv, {{"--projects", &asked}});
  int projects = 0;
  DUIKOU_CHECK(absl::SimpleAtoi(asked, &projects) && projects > 0)
      << "--projects " << asked << " is not a number of projects";
  const TemporaryDirectory directory;
  const std::string name = absl::StrCat("sqlite:", directory.File("duikou.db"));
  RecommendProgramme programme;
  {
    const auto store = OpenStore(name);
    DUIKOU_CHECK(store.ok()) << store.status();
    const absl::Status filled = programme.Fill(**store, projects, kSupporters);
    DUIKOU_CHECK(filled.ok()) << filled;
  }
  const std::unique_ptr<Server> server = Serve(name);
  const auto channel = grpc::CreateChannel(server->address(),
                                           grpc::InsecureChannelCredentials());
  const pb::RecommendProjectsResponse first = Ask(channel, programme, 0);
  DUIKOU_CHECK(first.recommendations_size() > 0);
  Report report("recommend");
  {
    Writer writer(server->store(), programme);
    AddRows(Measure(channel, programme, writer), report);
    // What was measured is of a view that is not behind.
    Ask(channel, programme, writer.revision());
  }
  const int status = report.Finish(json);
  server->Stop();
  return status;
}

}  // namespace
}  // namespace duikou::bench

int main(int argc, char** argv) {
  // As the server does.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  return duikou::bench::Run(argc, argv);
}
