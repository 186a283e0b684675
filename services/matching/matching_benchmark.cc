// What one recommendation costs beside the RPC that carries it: the handler,
// the bytes on the wire, and giving the memory back.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "matcher/base/check.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/matching/matching_service.h"
#include "services/programme/testing/random_programme.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

// A service over a programme of so many projects and 60 supporters.
class Fixture {
 public:
  explicit Fixture(int projects) {
    const testing::RandomProgramme random = testing::MakeRandomProgramme(
        {.seed = 5, .id = "bench", .projects = projects, .supporters = 60});
    const absl::Status written =
        testing::WriteTo(store_, random.Commits({.seed = 1, .commits = 10}));
    DUIKOU_CHECK(written.ok()) << written.ToString();
    // The supporter with the most to choose from.
    service_ = std::make_unique<MatchingService>(store_, clock_, ids_);
    int most = -1;
    for (const Supporter& supporter : random.instance.supporters) {
      pb::RecommendProjectsRequest request;
      request.set_supporter(
          absl::StrCat("programmes/bench/units/", supporter.id));
      const int size = Recommend(request).total_size();
      if (size <= most) continue;
      most = size;
      request_ = request;
    }
  }

  pb::RecommendProjectsRequest& request() { return request_; }

  pb::RecommendProjectsResponse Recommend(
      const pb::RecommendProjectsRequest& request) {
    CallContext call({.method = "bench"}, ids_);
    auto response = service_->RecommendProjects(call, request);
    DUIKOU_CHECK(response.ok()) << response.status().ToString();
    return *std::move(response);
  }
  // Ranked anew: no two calls have the same weights.
  size_t RecommendBytes() {
    request_.clear_weights();
    for (const pb::Criterion criterion :
         {pb::CRITERION_SECTOR, pb::CRITERION_REGION, pb::CRITERION_FUND_SIZE,
          pb::CRITERION_CAPABILITY, pb::CRITERION_STANDING,
          pb::CRITERION_RECORD}) {
      pb::CriterionWeight& weight = *request_.add_weights();
      weight.set_criterion(criterion);
      weight.set_weight(100'000);
    }
    request_.mutable_weights(0)->set_weight(100'000 + ++calls_ % 900'000);
    CallContext call({.method = "bench"}, ids_);
    grpc::ByteBuffer bytes;
    const absl::Status done =
        service_->RecommendProjects(call, request_, bytes);
    DUIKOU_CHECK(done.ok()) << done.ToString();
    return bytes.Length();
  }

 private:
  MemoryStore store_;
  SimulatedClock clock_{absl::FromUnixSeconds(1'420'070'400)};
  SequentialIdGenerator ids_;
  std::unique_ptr<MatchingService> service_;
  pb::RecommendProjectsRequest request_;
  int calls_ = 0;
};

void BM_Recommend(benchmark::State& state, pb::RecommendationView view) {
  Fixture fixture(static_cast<int>(state.range(0)));
  fixture.request().set_view(view);
  size_t bytes = 0;
  for (auto _ : state) bytes = fixture.RecommendBytes();
  state.counters["bytes"] = static_cast<double>(bytes);
  state.counters["candidates"] =
      fixture.Recommend(fixture.request()).total_size();
}
BENCHMARK_CAPTURE(BM_Recommend, Basic, pb::RECOMMENDATION_VIEW_BASIC)
    ->Arg(714)
    ->Arg(10'000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(BM_Recommend, Full, pb::RECOMMENDATION_VIEW_FULL)
    ->Arg(714)
    ->Unit(benchmark::kMicrosecond);

// The same by way of messages.
void BM_RecommendMessages(benchmark::State& state) {
  Fixture fixture(714);
  for (auto _ : state) {
    fixture.Recommend(fixture.request()).SerializeAsString();
  }
}
BENCHMARK(BM_RecommendMessages)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace duikou

BENCHMARK_MAIN();
