// Catalogues and supporters for the bench of the ranking, the same from a seed
// on every machine, and one at a time, so that a large one need not be held
// twice.
//
//   RankingCatalogue catalogue({.counties = 100});
//   index.Upsert(catalogue.NextProject());
//   Supporter s = catalogue.NextSupporter();
#ifndef DUIKOU_TESTS_BENCH_RANKING_INSTANCES_H_
#define DUIKOU_TESTS_BENCH_RANKING_INSTANCES_H_

#include <cstdint>
#include <memory>
#include <random>

#include "matcher/base/project.h"
#include "matcher/base/supporter.h"
#include "matcher/base/taxonomy.h"
#include "matcher/index/candidate_filter.h"

namespace duikou::bench {

// The year that is asked for; most projects can be supported in it.
inline constexpr int32_t kRankingYear = 2016;

struct RankingCatalogueOptions {
  uint64_t seed = 1;
  // Counties, and villages in each of them; both are areas that projects are
  // in. There are 40 sectors in 8 areas of work, and 3 fund kinds.
  int counties = 100;
  int villages = 0;
};

// Amounts are spread over 5 to 50,000 thousand yuan by their logarithm, most
// in the middle; a project needs one kind of funds (60 %), two or three. It has
// none, one or two of 8 other needs. A supporter is strong in 3 to 8 sectors,
// paired with up to 3 counties, and gives one or two kinds.
class RankingCatalogue {
 public:
  explicit RankingCatalogue(const RankingCatalogueOptions& options);

  const std::shared_ptr<const Taxonomy>& taxonomy() const { return taxonomy_; }

  Project NextProject();
  // The same project with other amounts and another standing.
  Project Changed(Project project);
  Supporter NextSupporter();
  // One without preferences: all sectors and areas are alike to it.
  Supporter NextIndifferentSupporter();

  // Holds of about 15 % and of about 2.5 % of the projects.
  static CandidateFilter FifteenPercent();
  static CandidateFilter TwoPercent();

 private:
  int64_t Between(int64_t low, int64_t high);
  bool Chance(int percent) { return Between(1, 100) <= percent; }
  // About so many fen, spread as said above.
  Money Amount();
  void SetFunds(Project& project);
  void SetStanding(Project& project);
  void SetOffers(Supporter& supporter);
  AreaIndex County();

  RankingCatalogueOptions options_;
  std::shared_ptr<const Taxonomy> taxonomy_;
  std::mt19937_64 random_;
  int64_t projects_ = 0;
  int64_t supporters_ = 0;
};

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_RANKING_INSTANCES_H_
