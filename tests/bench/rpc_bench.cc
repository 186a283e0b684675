// RecommendProjects of 20 out of the sample's 714 projects, with parts, reason
// codes and figures, against the empty RPC of the same server (its health
// check), 64 calls in flight on one channel. All in turn, so that the ratios
// hold when the machine's speed drifts.
//
// Two loads: each supporter asks for its list over and over, where the server
// may give an answer again until something changes; and each call brings
// weights of its own, so that every answer is ranked anew.
#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "deploy/sample/programme.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "grpcpp/support/proto_buffer_writer.h"
#include "matcher/base/check.h"
#include "tests/bench/report.h"
#include "tests/bench/sample_store.h"
#include "tests/e2e/deployment.h"

namespace duikou::bench {
namespace {

using e2e::Deployment;
using e2e::Layout;
using matching::v1::MatchingService;
using matching::v1::RecommendProjectsRequest;
using matching::v1::RecommendProjectsResponse;
using Clock = std::chrono::steady_clock;

constexpr int kInFlight = 64;
constexpr int kRounds = 7;
constexpr auto kRoundTime = std::chrono::seconds(2);
constexpr int kPageSize = 20;
constexpr int kReadOneIn = 50;
constexpr int kOwnWeights = 20'000;

absl::Status FillWithSample(Store& store) {
  const sample::Programme hubei = sample::MakeHubei(2014);
  CommitRequest programmes{.partition = "-"};
  Put("programmes", std::vector{hubei.programme}, programmes);
  CommitRequest commit{.partition = hubei.id};
  Put("areas", hubei.areas, commit);
  Put("sectors", hubei.sectors, commit);
  Put("projects", hubei.projects, commit);
  Put("units", hubei.units, commit);
  Put("profiles", hubei.profiles, commit);
  Put("pairings", hubei.pairings, commit);
  Put("quotas", hubei.quotas, commit);
  Put("commitments", hubei.commitments, commit);
  Put("cooperations", hubei.cooperations, commit);
  const auto first = store.Commit(programmes);
  return first.ok() ? store.Commit(commit).status() : first.status();
}

grpc::ByteBuffer Bytes(const google::protobuf::Message& message) {
  const std::string text = message.SerializeAsString();
  grpc::Slice slice(text);
  return grpc::ByteBuffer(&slice, 1);
}

// One call after another in each of the places in flight.
class Load {
 public:
  using OnAnswer = std::function<void(grpc::ByteBuffer&)>;

  // Calls `method` with `requests` in turn. The answers go to `on_answer`,
  // which is to parse them as a client would.
  Load(std::shared_ptr<grpc::Channel> channel, std::string method,
       std::vector<grpc::ByteBuffer> requests, OnAnswer on_answer)
      : stub_(std::move(channel)),
        method_(std::move(method)),
        requests_(std::move(requests)),
        on_answer_(std::move(on_answer)) {}

  // Calls per second over one round.
  double Run() {
    const auto start = Clock::now();
    const auto end = start + kRoundTime;
    int done = 0;
    int in_flight = 0;
    for (; in_flight < kInFlight; ++in_flight) Begin();
    while (in_flight > 0) {
      void* tag = nullptr;
      bool ok = false;
      DUIKOU_CHECK(queue_.Next(&tag, &ok) && ok);
      const std::unique_ptr<Call> call(static_cast<Call*>(tag));
      DUIKOU_CHECK(call->status.ok()) << call->status.error_message();
      on_answer_(call->answer);
      ++done;
      if (Clock::now() < end) {
        Begin();
      } else {
        --in_flight;
      }
    }
    return done / std::chrono::duration<double>(Clock::now() - start).count();
  }

 private:
  struct Call {
    grpc::ClientContext context;
    grpc::ByteBuffer answer;
    grpc::Status status;
    std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
  };

  void Begin() {
    auto* call = new Call;  // owned by the queue until it comes back as a tag
    call->context.set_deadline(std::chrono::system_clock::now() +
                               std::chrono::seconds(30));
    call->reader =
        stub_.PrepareUnaryCall(&call->context, method_,
                               requests_[next_++ % requests_.size()], &queue_);
    call->reader->StartCall();
    call->reader->Finish(&call->answer, &call->status, call);
  }

  grpc::GenericStub stub_;
  const std::string method_;
  const std::vector<grpc::ByteBuffer> requests_;
  const OnAnswer on_answer_;
  grpc::CompletionQueue queue_;
  size_t next_ = 0;
};

// Each supporter's list in turn.
std::vector<RecommendProjectsRequest> Requests() {
  std::vector<RecommendProjectsRequest> requests;
  for (const auto& profile : sample::MakeHubei(2014).profiles) {
    const std::string& name = profile.name();
    RecommendProjectsRequest request;
    request.set_supporter(absl::StrCat("programmes/hubei/units/",
                                       name.substr(name.rfind('/') + 1)));
    request.set_year(2015);
    request.set_page_size(kPageSize);
    requests.push_back(std::move(request));
  }
  return requests;
}

std::vector<grpc::ByteBuffer> RequestBytes() {
  std::vector<grpc::ByteBuffer> bytes;
  for (const auto& request : Requests()) bytes.push_back(Bytes(request));
  return bytes;
}

// The same with weights that no other request has: more of them than the
// server keeps answers.
std::vector<grpc::ByteBuffer> RequestBytesWithOwnWeights() {
  std::vector<RecommendProjectsRequest> requests = Requests();
  std::vector<grpc::ByteBuffer> bytes;
  for (int i = 0; i < kOwnWeights; ++i) {
    RecommendProjectsRequest& request = requests[i % requests.size()];
    request.clear_weights();
    for (int c = matching::v1::CRITERION_SECTOR;
         c <= matching::v1::Criterion_MAX; ++c) {
      auto& weight = *request.add_weights();
      weight.set_criterion(static_cast<matching::v1::Criterion>(c));
      weight.set_weight(100'000 + (c == matching::v1::CRITERION_SECTOR) * i);
    }
    bytes.push_back(Bytes(request));
  }
  return bytes;
}

// Looks at one answer in fifty: a load generator that read them all would
// measure itself.
class Reader {
 public:
  void operator()(grpc::ByteBuffer& bytes) {
    if (received_++ % kReadOneIn != 0) return;
    google::protobuf::Arena arena;
    auto* response =
        google::protobuf::Arena::CreateMessage<RecommendProjectsResponse>(
            &arena);
    grpc::ProtoBufferReader reader(&bytes);
    DUIKOU_CHECK(response->ParseFromZeroCopyStream(&reader));
    listed_ += response->recommendations_size();
    ++read_;
  }
  double mean_listed() const {
    return static_cast<double>(listed_) / static_cast<double>(read_);
  }

 private:
  int64_t received_ = 0;
  int64_t read_ = 0;
  int64_t listed_ = 0;
};

int Run(int argc, char** argv) {
  const std::string json = ParseFlags(argc, argv, {});
  auto deployment =
      Deployment::Start(Layout::kOneProcess, {.fill = FillWithSample});
  DUIKOU_CHECK(deployment.ok()) << deployment.status();
  const auto channel = (*deployment)->channel("matching");

  // No bytes, which is not the same as no buffer.
  const grpc::ByteBuffer nothing = Bytes(RecommendProjectsRequest());
  Load empty(channel, "/grpc.health.v1.Health/Check", {nothing},
             [](grpc::ByteBuffer&) {});
  const std::string method = absl::StrCat(
      "/", MatchingService::service_full_name(), "/RecommendProjects");
  Reader reader;
  const auto read = [&](grpc::ByteBuffer& bytes) { reader(bytes); };
  Load again(channel, method, RequestBytes(), read);
  Load anew(channel, method, RequestBytesWithOwnWeights(), read);
  anew.Run();  // caches and connections warm up
  again.Run();
  empty.Run();
  std::vector<double> empty_rates, again_rates, again_ratios, anew_rates,
      anew_ratios;
  for (int round = 0; round < kRounds; ++round) {
    empty_rates.push_back(empty.Run());
    again_rates.push_back(again.Run());
    again_ratios.push_back(again_rates.back() / empty_rates.back());
    anew_rates.push_back(anew.Run());
    anew_ratios.push_back(anew_rates.back() / empty_rates.back());
  }
  Report report("rpc");
  report.Add({"empty RPC (health check), 64 in flight", empty_rates, "1/s"});
  report.Add(
      {"RecommendProjects of 20 at 714, 64 in flight", again_rates, "1/s"});
  report.Add({"the same with weights of its own each", anew_rates, "1/s"});
  report.Add({"projects listed in an answer, on average",
              {reader.mean_listed()},
              "projects"});
  report.Add({.metric = "RecommendProjects over empty RPC",
              .samples = again_ratios,
              .unit = "x",
              .goal = 0.6});
  report.Add({"with weights of its own each over empty RPC", anew_ratios, "x"});
  return report.Finish(json);
}

}  // namespace
}  // namespace duikou::bench

int main(int argc, char** argv) {
  // As the server does.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  return duikou::bench::Run(argc, argv);
}
