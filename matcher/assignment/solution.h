// What solving the annual assignment gives: a plan, how good it is, and why.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_SOLUTION_H_
#define DUIKOU_MATCHER_ASSIGNMENT_SOLUTION_H_

#include <cstdint>
#include <vector>

#include "absl/numeric/int128.h"
#include "matcher/assignment/plan.h"

namespace duikou {

// Prices that prove "no plan is worth more than `bound`" (certificate.h). Each
// is an integer in 1/kPriceScale of its unit; any prices prove some bound.
inline constexpr int64_t kPriceScale = 1 << 16;

struct AssignmentPrices {
  // By project × kMaxFundKinds + kind: points a fen of open need; ≥ 0 unless
  // the need is all or nothing.
  std::vector<int64_t> need;
  // By supporter × kMaxFundKinds + kind: points a fen given; positive where
  // means bind, negative where the quota does.
  std::vector<int64_t> supply;
  // By floor: points a fen, 0 … floor_penalty.
  std::vector<int64_t> floor;
  // By project: points × fen a partner, ≥ 0.
  std::vector<absl::int128> partner;
  // By supporter: points × fen a project, ≥ 0.
  std::vector<absl::int128> place;
};

// What keeps a supporter from meeting a quota.
enum class QuotaBinding : uint8_t {
  kMet = 0,
  kMeans = 1,         // its means
  kMostProjects = 2,  // the projects that it takes on
  kNoProject = 3,     // nothing is open that it may take
  kWorth = 4,         // what is open and fits it is better used by others
  kSizes = 5,         // least shares and wholes do not add up to it
};

// A supporter's balance in one kind of which it has a quota or a share.
struct QuotaBalance {
  int32_t supporter = kNone;
  FundKindIndex kind = kNone;
  Money quota;
  Money given;
  Money short_by;
  QuotaBinding binding = QuotaBinding::kMet;
  // What one fen more of quota, or of means, changes the bound by: points a
  // fen, rounded to nearest.
  int64_t quota_price = 0;  // ≤ 0
  int64_t means_price = 0;  // ≥ 0
};

struct FloorBalance {
  Money amount;
  Money given;
  Money short_by;
  // What one fen more of floor changes the bound by, points a fen, ≤ 0.
  int64_t price = 0;
};

// What one fen more of open need would change the bound by, where it does.
struct NeedPrice {
  int32_t project = kNone;
  FundKindIndex kind = kNone;
  int64_t price = 0;
};

enum class AssignmentStatus : uint8_t { kOptimal, kInfeasible, kLimitReached };

struct AssignmentSolution {
  // kOptimal: bound == value. kInfeasible: pins and limits clash; see `clash`.
  // kLimitReached: the plan holds, and its gap is proven.
  AssignmentStatus status = AssignmentStatus::kLimitReached;
  // No pair is allowed that could take any open need; the plan is empty, best.
  bool nothing_to_do = false;
  // The search was ended by `cancelled`.
  bool cancelled = false;
  // False: the limit came before the first plan (only where there are pins);
  // the plan is then empty and breaks them.
  bool has_plan = false;
  AssignmentPlan plan;
  PlanWorth worth;
  absl::int128 value = 0;  // worth.total()
  // No plan is worth more.
  absl::int128 bound = 0;
  // (bound − value) ÷ |bound| in basis points, rounded up.
  int32_t gap_bp = 0;
  // Whether `bound` is below what `prices` prove, as an exhausted search proved
  // it; certificate.h then checks `price_bound` alone.
  bool bound_by_search = false;
  absl::int128 price_bound = 0;
  AssignmentPrices prices;
  // By supporter and kind; by floor; by project and kind.
  std::vector<QuotaBalance> quotas;
  std::vector<FloorBalance> floors;
  std::vector<NeedPrice> needs;
  // Of kInfeasible: pins and limits that cannot hold together, while without
  // any one of them the rest can.
  std::vector<RuleCase> clash;
  int64_t work = 0;  // steps done
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_SOLUTION_H_
