#include "matcher/learning/profile_suggestion.h"

#include <algorithm>
#include <map>

#include "matcher/base/log2.h"

namespace duikou {
namespace {

struct Counts {
  int64_t own = 0;
  int64_t all = 0;
};

// A sector or area that the unit took part in.
struct Share {
  int32_t number = kNone;
  int32_t points = 0;
  int32_t projects = 0;
  int32_t base_bp = 0;
};

// 20 points for each doubling of the lift over 1/2; 0 or less: none.
int32_t PointsOf(const Counts& counts, const Counts& total, int64_t kinds) {
  const int64_t base = 2 * counts.all + 1;
  const int64_t base_total = 2 * total.all + kinds + 1;
  const int64_t numerator = counts.own * base_total + kPriorProjects * base;
  const int64_t denominator = base * (total.own + kPriorProjects);
  const int32_t doublings = Log2(numerator) - Log2(denominator) + kOctave;
  return std::min(100,
                  (kPointsPerDoubling * doublings + kOctave / 2) / kOctave);
}

bool TookPart(int32_t unit, const PastProject& project) {
  return std::find(project.units.begin(), project.units.end(), unit) !=
         project.units.end();
}

template <typename NumberOf>
std::vector<Share> Shares(int32_t unit, absl::Span<const PastProject> past,
                          NumberOf number_of) {
  std::map<int32_t, Counts> counts;
  Counts total;
  for (const PastProject& project : past) {
    const int32_t number = number_of(project);
    if (number == kNone || total.all >= kMostPastProjects) continue;
    const int own = TookPart(unit, project) ? 1 : 0;
    Counts& at = counts[number];
    at.own += own;
    at.all += 1;
    total.own += own;
    total.all += 1;
  }
  std::vector<Share> shares;
  for (const auto& [number, at] : counts) {
    if (at.own == 0) continue;
    const int32_t points =
        PointsOf(at, total, static_cast<int64_t>(counts.size()));
    if (points <= 0) continue;
    shares.push_back(
        {.number = number,
         .points = points,
         .projects = static_cast<int32_t>(at.own),
         .base_bp = static_cast<int32_t>(10'000 * at.all / total.all)});
  }
  std::stable_sort(
      shares.begin(), shares.end(),
      [](const Share& a, const Share& b) { return a.points > b.points; });
  return shares;
}

// Logarithms of amounts, in 1/1024 octave.
struct Spread {
  int64_t count = 0;
  int64_t mean = 0;
  int64_t variance = 0;
};

Spread SpreadOf(const std::vector<int64_t>& logs) {
  Spread spread{.count = static_cast<int64_t>(logs.size())};
  if (logs.empty()) return spread;
  for (int64_t log : logs) spread.mean += log;
  spread.mean /= spread.count;
  for (int64_t log : logs) {
    spread.variance += (log - spread.mean) * (log - spread.mean);
  }
  spread.variance /= spread.count;
  return spread;
}

// Where the unit's amounts stand out most from those of all.
int64_t Peak(const Spread& own, const Spread& all) {
  // Half an octave squared, for those who always give the same.
  constexpr int64_t kLeastVariance = int64_t{kOctave} * kOctave / 2;
  const int64_t variance =
      std::max(kLeastVariance,
               (own.count * own.variance + kPriorProjects * all.variance) /
                   (own.count + kPriorProjects));
  const int64_t narrower =
      std::max({all.variance - variance, all.variance / 10, int64_t{1}});
  const int64_t away = own.mean - all.mean;
  // At most twice as far from the mean of all again.
  if (variance >= 2 * narrower) return own.mean + 2 * away;
  return own.mean + away * variance / narrower;
}

// The largest amount whose Log2 is at most `log`.
Money AmountOf(int64_t log) {
  int64_t low = 1;
  int64_t high = Money::kMaxFen;
  while (low < high) {
    const int64_t middle = low + (high - low + 1) / 2;
    if (Log2(middle) <= log) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return Money::Fen(low);
}

// To three digits: more of them would say more than is known.
Money Rounded(Money amount) {
  int64_t unit = 1;
  while (amount.fen() / unit >= 1000) unit *= 10;
  return Money::Fen((amount.fen() + unit / 2) / unit * unit);
}

std::optional<SuggestedSize> SizeOf(int32_t unit, FundKindIndex kind,
                                    absl::Span<const PastProject> past) {
  std::vector<int64_t> all;
  std::vector<int64_t> own;
  std::vector<int64_t> amounts;
  for (const PastProject& project : past) {
    const int64_t fen = project.needs[kind].fen();
    if (fen <= 0 || static_cast<int64_t>(all.size()) >= kMostPastProjects) {
      continue;
    }
    all.push_back(Log2(fen));
    if (!TookPart(unit, project)) continue;
    own.push_back(Log2(fen));
    amounts.push_back(fen);
  }
  if (own.empty()) return std::nullopt;
  std::sort(own.begin(), own.end());
  std::sort(amounts.begin(), amounts.end());
  const int64_t tenth = static_cast<int64_t>(own.size() - 1) / 10;
  const int64_t peak = std::clamp(Peak(SpreadOf(own), SpreadOf(all)),
                                  own[tenth], own[own.size() - 1 - tenth]);
  return SuggestedSize{.usual = Rounded(AmountOf(peak)),
                       .median = Money::Fen(amounts[(amounts.size() - 1) / 2]),
                       .projects = static_cast<int32_t>(own.size())};
}

}  // namespace

ProfileSuggestion SuggestProfile(int32_t unit,
                                 absl::Span<const PastProject> past) {
  ProfileSuggestion suggestion;
  for (const PastProject& project : past) {
    if (TookPart(unit, project)) ++suggestion.projects;
  }
  if (suggestion.projects == 0) return suggestion;
  for (const Share& share :
       Shares(unit, past, [](const PastProject& p) { return p.sector; })) {
    suggestion.strengths.push_back({.sector = share.number,
                                    .strength = share.points,
                                    .projects = share.projects,
                                    .base_bp = share.base_bp});
  }
  for (const Share& share :
       Shares(unit, past, [](const PastProject& p) { return p.area; })) {
    suggestion.areas.push_back({.area = share.number,
                                .preference = share.points,
                                .projects = share.projects,
                                .base_bp = share.base_bp});
  }
  for (FundKindIndex kind = 0; kind < kMaxFundKinds; ++kind) {
    suggestion.sizes[kind] = SizeOf(unit, kind, past);
  }
  return suggestion;
}

}  // namespace duikou
