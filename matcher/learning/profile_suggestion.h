// Suggests a capability profile from what a unit has taken part in before.
//
//   ProfileSuggestion s = SuggestProfile(/*unit=*/3, past);
//   s.strengths[0].sector, s.strengths[0].strength, s.strengths[0].projects …
//   s.sizes[kGrant]->usual;
//
// Problem: say what sets a unit apart from the others, not what everyone does:
// a sector that takes up a third of all projects is no strength of a unit of
// which it takes up a third too.
// Method: with c of the unit's n projects, and b of all N, in one of K sectors
// (or areas), the lift is the share that the unit would be expected to have of
// it, over the share that everybody has:
//   base = (2 b + 1) / (2 N + K + 1)
//   lift = (c / base + m) / (n + m),  m = kPriorProjects
// so that few projects say little. A lift of 1/2 and less is no strength; from
// there on each doubling is 20 points: 1 → 20, 2 → 40, 4 → 60, 8 → 80, 16 →
// 100. Sizes: in logarithms, with mean x and variance v of the unit's projects
// (v drawn to that of all, V, by m projects of it) and mean X of all, amounts
// speak most for the unit where the density of one normal distribution over the
// other has its peak, x + (x − X) v / (V − v). It is kept within the middle
// eight tenths of the unit's own amounts. Complexity: O(past + own log own).
// Limits: integers throughout (log2.h); counts to 2^20 are exact. Reference:
// the lift is the ratio of empirical Bayes estimates as in Gelman et al.:
// Bayesian Data Analysis, 3rd ed. (2013), section 2.4.
#ifndef DUIKOU_MATCHER_LEARNING_PROFILE_SUGGESTION_H_
#define DUIKOU_MATCHER_LEARNING_PROFILE_SUGGESTION_H_

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "matcher/base/money.h"
#include "matcher/base/taxonomy.h"

namespace duikou {

// How many projects of the average unit every unit is taken to have besides
// its own. Chosen on splits by time within training years; 2 … 10 do as well.
inline constexpr int kPriorProjects = 5;
// Points of strength a doubling of the lift.
inline constexpr int kPointsPerDoubling = 20;
// More projects of one unit or of all than this are not counted.
inline constexpr int64_t kMostPastProjects = 1 << 20;

// A project that somebody took part in.
struct PastProject {
  std::vector<int32_t> units;  // who did, each once
  SectorIndex sector = kNone;  // kNone: not known
  AreaIndex area = kNone;      // likewise
  // What the project needed of each kind; zero: nothing, or not known.
  std::array<Money, kMaxFundKinds> needs = {};
};

struct SuggestedStrength {
  SectorIndex sector = kNone;
  int32_t strength = 0;  // 1 … 100
  int32_t projects = 0;  // of the unit in it
  // Of all projects in it, in basis points.
  int32_t base_bp = 0;

  friend bool operator==(const SuggestedStrength&,
                         const SuggestedStrength&) = default;
};

struct SuggestedArea {
  AreaIndex area = kNone;
  int32_t preference = 0;  // 1 … 100
  int32_t projects = 0;
  int32_t base_bp = 0;

  friend bool operator==(const SuggestedArea&, const SuggestedArea&) = default;
};

struct SuggestedSize {
  Money usual;
  // Of the unit's projects, as they are.
  Money median;
  int32_t projects = 0;

  friend bool operator==(const SuggestedSize&, const SuggestedSize&) = default;
};

struct ProfileSuggestion {
  // Strongest first, then by number.
  std::vector<SuggestedStrength> strengths;
  std::vector<SuggestedArea> areas;
  std::array<std::optional<SuggestedSize>, kMaxFundKinds> sizes;
  // How many of the unit's projects it rests on. 0: nothing is suggested.
  int32_t projects = 0;
};

// `past` is that of all units, in any order.
ProfileSuggestion SuggestProfile(int32_t unit,
                                 absl::Span<const PastProject> past);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_LEARNING_PROFILE_SUGGESTION_H_
