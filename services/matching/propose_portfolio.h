// Proposes the best set of projects within a supporter's means, and writes the
// answer of ProposePortfolio.
//
// In two steps, as solving may take a good while and changes must not wait for
// it: Make() copies what is needed out of the state, Solve() works on the copy.
#ifndef DUIKOU_SERVICES_MATCHING_PROPOSE_PORTFOLIO_H_
#define DUIKOU_SERVICES_MATCHING_PROPOSE_PORTFOLIO_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "matcher/index/project_index.h"
#include "matcher/ranker/portfolio.h"
#include "services/programme/programme_state.h"

namespace duikou {

// Thread-compatible; independent of the state it was made from.
class PortfolioProposal {
 public:
  // NOT_FOUND, FAILED_PRECONDITION and INVALID_ARGUMENT as the ranking methods;
  // INVALID_ARGUMENT for means of a fund kind that there is not.
  static absl::StatusOr<PortfolioProposal> Make(
      const ProgrammeState& state,
      const matching::v1::ProposePortfolioRequest& request,
      absl::string_view unit_id, absl::Time now);

  matching::v1::ProposePortfolioResponse Solve() const;

 private:
  struct Named {
    std::string name;
    type::v1::LocalizedText display_name;
  };

  PortfolioProposal() = default;
  // Takes over the candidates of `filter` and how they are called.
  void CopyCandidates(const ProgrammeState& state,
                      const CandidateFilter& filter);
  void AddMeansLeft(const Portfolio& portfolio,
                    matching::v1::ProposePortfolioResponse& out) const;

  std::shared_ptr<const NamedTaxonomy> taxonomy_;
  std::unique_ptr<ProjectIndex> index_;
  std::vector<Named> names_;  // by the projects' handles
  // Shared with the state's cache.
  std::shared_ptr<const PreparedSupporter> supporter_;
  PortfolioQuery query_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_PROPOSE_PORTFOLIO_H_
