// PreparedSupporter: a supporter with what scoring looks up, as tables.
//
// Preparing takes a few microseconds; a service keeps one for each supporter
// and replaces it when the profile or the taxonomy changes. It holds criterion
// values, not parts, so it serves any weights.
//
//   ASSIGN_OR_RETURN(PreparedSupporter s,
//                    PreparedSupporter::Make(supporter, taxonomy));
//   Ranking ranking = RankProjects(index, s, query);
#ifndef DUIKOU_MATCHER_SCORER_PREPARED_SUPPORTER_H_
#define DUIKOU_MATCHER_SCORER_PREPARED_SUPPORTER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/base/supporter.h"
#include "matcher/base/taxonomy.h"
#include "matcher/scorer/fund_curve.h"

namespace duikou {

// A value type, immutable but for assignment; const access is thread-safe.
class PreparedSupporter {
 public:
  // INVALID_ARGUMENT as ValidateSupporter. Shares `taxonomy`: see Taxonomy.
  static absl::StatusOr<PreparedSupporter> Make(
      Supporter supporter, std::shared_ptr<const Taxonomy> taxonomy);

  const Supporter& supporter() const { return supporter_; }
  const std::shared_ptr<const Taxonomy>& taxonomy() const { return taxonomy_; }

  // The strength declared, or kNone.
  int32_t strength(SectorIndex sector) const { return strengths_[sector]; }
  // The strongest sector declared in the family of `sector` (of equal ones the
  // first), or kNone.
  SectorIndex strongest_in_family(SectorIndex sector) const {
    return strongest_[taxonomy_->family(sector)];
  }
  // How the supporter is tied to an area; `area` and `place` as in Reason.
  enum class Tie : uint8_t { kNone, kPreferred, kGroup, kPrefecture, kPaired };
  struct AreaTie {
    Tie tie = Tie::kNone;
    int32_t strength = 0;
    AreaIndex area = -1;
    int32_t place = -1;
  };
  const AreaTie& area_tie(AreaIndex area) const { return ties_[area]; }
  // REQUIRES: the supporter gives of this kind.
  const FundCurve& curve(FundKindIndex kind) const { return curves_[kind]; }
  // Finished cooperations; amounts saturate at Money::kMaxFen.
  struct Past {
    int32_t count = 0;
    Money amount;
  };
  Past past_in_sector(SectorIndex sector) const {
    return past_in_sector_.empty() ? Past() : past_in_sector_[sector];
  }
  Past past_in_area(AreaIndex area) const {
    return past_in_area_.empty() ? Past() : past_in_area_[area];
  }

 private:
  PreparedSupporter(Supporter supporter,
                    std::shared_ptr<const Taxonomy> taxonomy);
  AreaTie TieTo(AreaIndex area) const;
  void AddPast(std::vector<Past>& table, int size, int32_t i,
               const PastCooperation& past);

  Supporter supporter_;
  std::shared_ptr<const Taxonomy> taxonomy_;
  std::vector<int32_t> strengths_;
  std::vector<SectorIndex> strongest_;  // by family
  std::vector<AreaTie> ties_;
  std::array<FundCurve, kMaxFundKinds> curves_;
  // Empty where the supporter has no record.
  std::vector<Past> past_in_sector_;
  std::vector<Past> past_in_area_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_SCORER_PREPARED_SUPPORTER_H_
