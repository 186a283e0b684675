// RecommendProjects of 20 out of the sample's 714 projects through the gateway,
// as JSON and in the binary format on 64 connections, against the same by gRPC
// with 64 calls in flight. All in turn, so that the ratios hold when the
// machine's speed drifts. The load's own work differs: a gRPC client costs more
// than one that only counts the bytes of an answer.
//
// Then the same load again beside 1,000 connections that say nothing, each of
// which must still be answered at the end.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "google/protobuf/util/json_util.h"
#include "matcher/base/check.h"
#include "tests/bench/http_load.h"
#include "tests/bench/recommend_load.h"
#include "tests/bench/report.h"
#include "tests/e2e/deployment.h"

namespace duikou::bench {
namespace {

using e2e::Deployment;
using e2e::Layout;

constexpr int kRounds = 7;
constexpr int kIdle = 1000;
constexpr char kMethod[] =
    "/duikou.matching.v1.MatchingService/RecommendProjects";

std::vector<std::string> Posts(bool json) {
  std::vector<std::string> posts;
  for (const auto& request : RecommendRequests()) {
    std::string body;
    if (json) {
      DUIKOU_CHECK(
          google::protobuf::util::MessageToJsonString(request, &body).ok());
    } else {
      body = request.SerializeAsString();
    }
    posts.push_back(HttpPost(
        kMethod, json ? "application/json" : "application/proto", body));
  }
  return posts;
}

std::vector<grpc::ByteBuffer> Calls() {
  std::vector<grpc::ByteBuffer> calls;
  for (const auto& request : RecommendRequests()) {
    calls.push_back(BytesOf(request));
  }
  return calls;
}

int Run(int argc, char** argv) {
  const std::string output = ParseFlags(argc, argv, {});
  auto deployment =
      Deployment::Start(Layout::kOneProcess, {.fill = FillWithSample});
  DUIKOU_CHECK(deployment.ok()) << deployment.status();
  const int port = (*deployment)->process("matching").http_port();

  Load grpc((*deployment)->channel("matching"), kMethod, Calls(),
            [](grpc::ByteBuffer&) {});
  HttpLoad json(port, kInFlight, Posts(true));
  HttpLoad binary(port, kInFlight, Posts(false));
  grpc.Run();  // caches and connections warm up
  json.Run(kRoundTime);
  binary.Run(kRoundTime);
  std::vector<double> grpc_rates, json_rates, json_ratios, binary_rates,
      binary_ratios;
  for (int round = 0; round < kRounds; ++round) {
    grpc_rates.push_back(grpc.Run());
    json_rates.push_back(json.Run(kRoundTime));
    json_ratios.push_back(json_rates.back() / grpc_rates.back());
    binary_rates.push_back(binary.Run(kRoundTime));
    binary_ratios.push_back(binary_rates.back() / grpc_rates.back());
  }

  HttpLoad idle(port, kIdle, Posts(true));
  HttpLoad busy(port, kInFlight, Posts(true));
  std::vector<double> busy_rates;
  for (int round = 0; round < 3; ++round) {
    busy_rates.push_back(busy.Run(kRoundTime));
  }
  idle.AskOnce();  // ends the process where one of them is not answered

  Report report("gateway");
  report.Add({"RecommendProjects by gRPC, 64 in flight", grpc_rates, "1/s"});
  report.Add({"by the gateway as JSON, 64 connections", json_rates, "1/s"});
  report.Add({"by the gateway as binary, 64 connections", binary_rates, "1/s"});
  report.Add({"a JSON answer", {json.mean_answer_bytes()}, "bytes"});
  report.Add({"a binary answer", {binary.mean_answer_bytes()}, "bytes"});
  report.Add({"JSON over gRPC", json_ratios, "x"});
  report.Add({"binary over gRPC", binary_ratios, "x"});
  report.Add({"JSON beside 1,000 idle connections", busy_rates, "1/s"});
  return report.Finish(output);
}

}  // namespace
}  // namespace duikou::bench

int main(int argc, char** argv) {
  // As the server does.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  return duikou::bench::Run(argc, argv);
}
