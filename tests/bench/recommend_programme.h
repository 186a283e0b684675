// The catalogue and the supporters of ranking_instances.h as the records of a
// programme, in a store.
//
//   RecommendProgramme programme;
//   programme.Fill(store, 1'000'000, 300);
//   store.Commit(programme.NextChanges(10));
#ifndef DUIKOU_TESTS_BENCH_RECOMMEND_PROGRAMME_H_
#define DUIKOU_TESTS_BENCH_RECOMMEND_PROGRAMME_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "services/store/store.h"
#include "tests/bench/ranking_instances.h"

namespace duikou::bench {

// The same from its first call on, on every machine. Not thread-safe.
class RecommendProgramme {
 public:
  static constexpr char kId[] = "nation";

  RecommendProgramme();

  // Writes the programme. To be called once.
  absl::Status Fill(Store& store, int projects, int supporters);
  // The next so many projects, with other amounts and another standing each.
  CommitRequest NextChanges(int count);
  // Each supporter's list of 20, in turn.
  std::vector<matching::v1::RecommendProjectsRequest> Requests(
      matching::v1::RecommendationView view) const;

 private:
  std::string Name(const std::string& collection, const std::string& id) const;
  absl::Status WriteCatalogue(Store& store);
  void AddAreas(CommitRequest& commit) const;
  absl::Status WriteProjects(Store& store, int count);
  void AddSupporter(CommitRequest& commit);
  Mutation Written(const Project& project) const;

  RankingCatalogue source_;
  std::vector<Project> projects_;
  size_t changed_ = 0;
  int supporters_ = 0;
};

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_RECOMMEND_PROGRAMME_H_
