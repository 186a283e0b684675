// Oracle: the ranking written down naively from the documented curves, for
// comparison. Shares no scoring code with the matcher, keeps no tables and
// takes every short way out of being fast.
//
//   Oracle oracle(instance);
//   std::vector<OracleRow> list = oracle.Rank(supporter, CandidateFilter());
#ifndef DUIKOU_MATCHER_TESTING_ORACLE_H_
#define DUIKOU_MATCHER_TESTING_ORACLE_H_

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "matcher/index/candidate_filter.h"
#include "matcher/ranker/query.h"
#include "matcher/scorer/filter.h"
#include "matcher/testing/instance.h"

namespace duikou::testing {

struct OracleRow {
  std::string id;
  int32_t score = 0;
  int32_t kind = kNone;
  // In the order of Criterion.
  std::array<int32_t, kCriterionCount> parts = {};
  int64_t discount = 0;  // of a diverse list

  friend bool operator==(const OracleRow&, const OracleRow&) = default;
};

// Refers to the instance, which must live longer. Thread-compatible.
class Oracle {
 public:
  explicit Oracle(const Instance& instance) : in_(instance) {}

  // `only_kind`: with this fund kind whatever fits better.
  OracleRow ScoreOf(const Supporter& s, const Project& p,
                    int32_t only_kind = kNone) const;
  // Codes with the fund kind, kNone where the code is of no kind.
  std::set<std::pair<FilterCode, int32_t>> Failures(const Supporter& s,
                                                    const Project& p) const;
  bool Admits(const CandidateFilter& filter, const Project& p) const;

  // All candidates, best first.
  std::vector<OracleRow> Rank(const Supporter& s,
                              const CandidateFilter& filter) const;
  // All supporters that pass, best first.
  std::vector<OracleRow> RankSupporters(const Project& p) const;
  // From 1; 0: not in the list.
  static int64_t RankIn(const std::vector<OracleRow>& list,
                        const std::string& id);
  // From 1, by score less the criterion's part.
  static int64_t RankWithout(const std::vector<OracleRow>& list,
                             const std::string& id, int criterion);
  // The list that `diversity` makes of all of `list`.
  std::vector<OracleRow> Diverse(std::vector<OracleRow> list,
                                 const Diversity& diversity) const;

  // The worth of the best portfolio by trying every set and every amount in
  // fen; -1 where the required projects cannot be in it. For amounts of a few
  // fen only.
  int64_t BestPortfolio(const Supporter& s, int most_projects,
                        const std::set<std::string>& required) const;

 private:
  int32_t SectorValue(const Supporter& s, const Project& p) const;
  int32_t RegionValue(const Supporter& s, const Project& p) const;
  int32_t FundValue(const Supporter& s, const Project& p, int32_t kind) const;
  int32_t CapabilityValue(const Supporter& s, const Project& p) const;
  int32_t StandingValue(const Project& p) const;
  int32_t RecordValue(const Supporter& s, const Project& p) const;

  int32_t Family(int32_t sector) const;
  std::vector<int32_t> Around(int32_t area) const;  // itself first
  int32_t Group(int32_t area) const;
  int32_t Prefecture(int32_t area) const;
  int64_t BestPortfolioFrom(const Supporter& s, size_t project, int places,
                            std::array<int64_t, kMaxFundKinds> left,
                            const std::set<std::string>& required) const;

  const Instance& in_;
};

}  // namespace duikou::testing

#endif  // DUIKOU_MATCHER_TESTING_ORACLE_H_
