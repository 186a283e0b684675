// RecommendProjects of 20 out of the sample's 714 projects, with parts, reason
// codes and figures, against the empty RPC of the same server (its health
// check), 64 calls in flight on one channel. All in turn, so that the ratios
// hold when the machine's speed drifts.
//
// Two loads: each supporter asks for its list over and over, where the server
// may give an answer again until something changes; and each call brings
// weights of its own, so that every answer is ranked anew.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/support/proto_buffer_reader.h"
#include "matcher/base/check.h"
#include "tests/bench/recommend_load.h"
#include "tests/bench/report.h"
#include "tests/e2e/deployment.h"

namespace duikou::bench {
namespace {

using e2e::Deployment;
using e2e::Layout;
using matching::v1::MatchingService;
using matching::v1::RecommendProjectsRequest;
using matching::v1::RecommendProjectsResponse;

constexpr int kRounds = 7;
constexpr int kReadOneIn = 50;
constexpr int kOwnWeights = 20'000;

std::vector<grpc::ByteBuffer> RequestBytes() {
  std::vector<grpc::ByteBuffer> bytes;
  for (const auto& request : RecommendRequests())
    bytes.push_back(BytesOf(request));
  return bytes;
}

// The same with weights that no other request has: more of them than the
// server keeps answers.
std::vector<grpc::ByteBuffer> RequestBytesWithOwnWeights() {
  std::vector<RecommendProjectsRequest> requests = RecommendRequests();
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
    bytes.push_back(BytesOf(request));
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
  const grpc::ByteBuffer nothing = BytesOf(RecommendProjectsRequest());
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
