// Speed of the ranker at 714, 10,000 and 100,000 projects.
#include <map>

#include "benchmark/benchmark.h"
#include "matcher/ranker/counterfactual.h"
#include "matcher/ranker/portfolio.h"
#include "matcher/ranker/ranker.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

// Made once for each size; supporters rank in turn.
struct Catalogue {
  explicit Catalogue(int projects)
      : instance(testing::RandomInstance({.seed = 1,
                                          .projects = projects,
                                          .supporters = 32,
                                          .sectors = 40,
                                          .areas = 60,
                                          .kinds = 3,
                                          .distinct = 1'000'000,
                                          .bent = false})),
        taxonomy(instance.MakeTaxonomy()),
        index(instance.MakeIndex(taxonomy)),
        supporters(instance.Prepare(taxonomy)) {}

  static const Catalogue& OfSize(int64_t projects) {
    static auto* made = new std::map<int64_t, Catalogue>;
    return made->try_emplace(projects, static_cast<int>(projects))
        .first->second;
  }

  testing::Instance instance;
  std::shared_ptr<const Taxonomy> taxonomy;
  ProjectIndex index;
  std::vector<PreparedSupporter> supporters;
};

void RankTwenty(benchmark::State& state, const ProjectQuery& query) {
  const Catalogue& catalogue = Catalogue::OfSize(state.range(0));
  size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        RankProjects(catalogue.index, catalogue.supporters[i++ % 32], query));
  }
}

void BM_TopTwenty(benchmark::State& state) {
  RankTwenty(state, {.year = 2015, .with_reasons = false});
}
BENCHMARK(BM_TopTwenty)->Arg(714)->Arg(10'000)->Arg(100'000);

void BM_TopTwentyWithReasons(benchmark::State& state) {
  RankTwenty(state, {.year = 2015});
}
BENCHMARK(BM_TopTwentyWithReasons)->Arg(714)->Arg(10'000)->Arg(100'000);

void BM_TopTwentyFiltered(benchmark::State& state) {
  ProjectQuery query{.year = 2015, .with_reasons = false};
  query.filter.areas = {1};
  query.filter.demonstration_sites_only = true;
  RankTwenty(state, query);
}
BENCHMARK(BM_TopTwentyFiltered)->Arg(714)->Arg(10'000)->Arg(100'000);

void BM_RanksWithout(benchmark::State& state) {
  RankTwenty(state, {.year = 2015, .with_ranks_without = true});
}
BENCHMARK(BM_RanksWithout)->Arg(714)->Arg(10'000)->Arg(100'000);

void BM_Diverse(benchmark::State& state) {
  RankTwenty(state,
             {.year = 2015,
              .diversity = {.sector_discount = 300, .area_discount = 300}});
}
BENCHMARK(BM_Diverse)->Arg(714)->Arg(10'000)->Arg(100'000);

void BM_Counterfactuals(benchmark::State& state) {
  const Catalogue& catalogue = Catalogue::OfSize(state.range(0));
  size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(FindCounterfactuals(
        catalogue.index, catalogue.supporters[i++ % 32], {.year = 2015}, {}));
  }
}
BENCHMARK(BM_Counterfactuals)->Arg(714)->Arg(10'000);

void BM_Portfolio(benchmark::State& state) {
  const Catalogue& catalogue = Catalogue::OfSize(state.range(0));
  size_t i = 0;
  int64_t nodes = 0;
  int64_t gap_bp = 0;
  int64_t optimal = 0;
  for (auto _ : state) {
    const Portfolio best = FindPortfolio(
        catalogue.index, catalogue.supporters[i++ % 32], {.year = 2015});
    nodes += best.nodes;
    gap_bp += best.gap_bp;
    optimal += best.status == SolveStatus::kOptimal ? 1 : 0;
  }
  const auto runs = static_cast<double>(state.iterations());
  state.counters["nodes"] = static_cast<double>(nodes) / runs;
  state.counters["gap_bp"] = static_cast<double>(gap_bp) / runs;
  state.counters["optimal"] = static_cast<double>(optimal) / runs;
}
BENCHMARK(BM_Portfolio)->Arg(714)->Arg(10'000)->Unit(benchmark::kMillisecond);

void BM_Upsert(benchmark::State& state) {
  const Catalogue& catalogue = Catalogue::OfSize(state.range(0));
  ProjectIndex index = catalogue.index;
  size_t i = 0;
  for (auto _ : state) {
    const auto& projects = catalogue.instance.projects;
    benchmark::DoNotOptimize(index.Upsert(projects[i++ % projects.size()]));
  }
}
BENCHMARK(BM_Upsert)->Arg(714)->Arg(100'000);

void BM_PrepareSupporter(benchmark::State& state) {
  const Catalogue& catalogue = Catalogue::OfSize(714);
  size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(PreparedSupporter::Make(
        catalogue.instance.supporters[i++ % 32], catalogue.taxonomy));
  }
}
BENCHMARK(BM_PrepareSupporter);

}  // namespace
}  // namespace duikou

BENCHMARK_MAIN();
