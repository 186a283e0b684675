// JSON of a small request and of a ranking's answer: ours against protobuf's.
#include <string>

#include "benchmark/benchmark.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver_util.h"
#include "services/gateway/json_codec.h"

namespace duikou {
namespace {

namespace pb = google::protobuf;
using matching::v1::RecommendProjectsRequest;
using matching::v1::RecommendProjectsResponse;

constexpr char kRequest[] =
    R"({"supporter":"programmes/hubei/units/yichang","year":2015,)"
    R"("pageSize":20})";

std::string Answer() {
  RecommendProjectsResponse response;
  for (int i = 0; i < 20; ++i) {
    auto& each = *response.add_recommendations();
    each.set_project("programmes/hubei/projects/p-123");
    each.set_rank(i + 1);
    each.set_score(8000 - i);
    for (int c = 1; c <= 6; ++c) {
      auto& part = *each.add_parts();
      part.set_criterion(static_cast<matching::v1::Criterion>(c));
      part.set_points(1000 + c);
    }
  }
  return response.SerializeAsString();
}

const pb::DescriptorPool& Pool() {
  return *pb::DescriptorPool::generated_pool();
}

void BM_ReadRequest(benchmark::State& state) {
  const JsonCodec codec(Pool());
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        codec.ToBinary(*RecommendProjectsRequest::descriptor(), kRequest));
  }
}
BENCHMARK(BM_ReadRequest);

void BM_ReadRequestByProtobuf(benchmark::State& state) {
  for (auto _ : state) {
    RecommendProjectsRequest request;
    benchmark::DoNotOptimize(pb::util::JsonStringToMessage(kRequest, &request));
  }
}
BENCHMARK(BM_ReadRequestByProtobuf);

void BM_WriteAnswer(benchmark::State& state) {
  const JsonCodec codec(Pool());
  const std::string bytes = Answer();
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        codec.ToJson(*RecommendProjectsResponse::descriptor(), bytes));
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) *
                          static_cast<int64_t>(bytes.size()));
}
BENCHMARK(BM_WriteAnswer);

void BM_WriteAnswerByProtobuf(benchmark::State& state) {
  RecommendProjectsResponse response;
  const std::string bytes = Answer();
  response.ParseFromString(bytes);
  for (auto _ : state) {
    std::string json;
    benchmark::DoNotOptimize(pb::util::MessageToJsonString(response, &json));
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) *
                          static_cast<int64_t>(bytes.size()));
}
BENCHMARK(BM_WriteAnswerByProtobuf);

}  // namespace
}  // namespace duikou

BENCHMARK_MAIN();
