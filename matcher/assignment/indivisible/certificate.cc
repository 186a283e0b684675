#include "matcher/assignment/indivisible/certificate.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"

namespace duikou {
namespace {

using absl::int128;

struct Entry {
  int128 gain = 0;  // scaled worth less the price
  int64_t load = 0;
};

// The best of the entries with one agent: DP over loads in units.
class AgentKnapsack {
 public:
  AgentKnapsack(const IndivisibleAgent& agent, int64_t scale, int64_t unit,
                std::vector<Entry> entries)
      : agent_(agent), scale_(scale), unit_(unit) {
    bool whole = true;
    for (const Entry& entry : entries) whole &= entry.load % unit == 0;
    if (!whole) slack_ = (unit - 1) * static_cast<int64_t>(entries.size());
    if (!agent.capacity) {
      ForceOpen(entries);
    } else {
      last_ = *agent.capacity / unit;
      entries_ = std::move(entries);
    }
  }

  int128 Best() const {
    int64_t total = 0;
    for (const Entry& entry : entries_) total += entry.load / unit_;
    const int64_t last = std::min(last_, first_ + total);
    if (last < first_) return taken_;  // cannot be: the taken always fit
    // best[c]: the entries seen so far, of c units; kNone where none does.
    std::vector<int128> best(last - first_ + 1, kNone);
    best[0] = 0;
    for (const Entry& entry : entries_) {
      const int64_t units = entry.load / unit_;
      for (int64_t c = last - first_; c >= units; --c) {
        if (best[c - units] == kNone) continue;
        best[c] = std::max(best[c], best[c - units] + entry.gain);
      }
    }
    int128 most = kNone;
    for (int64_t c = 0; c <= last - first_; ++c) {
      if (best[c] != kNone)
        most = std::max(most, best[c] - Penalty(c + first_));
    }
    return taken_ + most;
  }

 private:
  static constexpr int128 kNone = std::numeric_limits<int128>::min();

  // Without a ceiling: an entry that gains even where it only adds to the
  // excess is taken; one that does not even where it only fills the quota is
  // left; and beyond the quota, each of the rest had better leave.
  void ForceOpen(const std::vector<Entry>& entries) {
    int64_t largest = 0;
    for (const Entry& entry : entries) {
      const int128 units = entry.load / unit_;
      const int128 over = units * unit_ * agent_.over_penalty * scale_;
      const int128 under = int128(entry.load) * agent_.under_penalty * scale_;
      if (entry.gain >= over) {
        taken_ += entry.gain;
        first_ += entry.load / unit_;
      } else if (entry.gain + under > 0) {
        entries_.push_back(entry);
        largest = std::max(largest, entry.load / unit_);
      }
    }
    last_ = std::max(first_, agent_.quota / unit_ + 1) + largest;
  }

  // The least over the loads that are so many units when rounded down.
  int128 Penalty(int64_t units) const {
    const int128 low = int128(units) * unit_;
    const int128 load = std::clamp<int128>(agent_.quota, low, low + slack_);
    return (load < agent_.quota ? (agent_.quota - load) * agent_.under_penalty
                                : (load - agent_.quota) * agent_.over_penalty) *
           scale_;
  }

  const IndivisibleAgent& agent_;
  const int64_t scale_;
  const int64_t unit_;
  int64_t slack_ = 0;
  std::vector<Entry> entries_;
  int128 taken_ = 0;
  int64_t first_ = 0;  // units of what is taken
  int64_t last_ = 0;
};

absl::Status CheckShape(const IndivisibleProblem& problem,
                        const IndivisibleCertificate& certificate) {
  if (certificate.scale < 1 || certificate.unit < 1) {
    return absl::InvalidArgumentError("scale, unit: must be at least 1");
  }
  if (certificate.prices.size() != problem.items.size()) {
    return absl::InvalidArgumentError("prices: not one an item");
  }
  for (size_t i = 0; i < problem.items.size(); ++i) {
    if (certificate.prices[i] < 0 && !problem.items[i].must_place) {
      return absl::InvalidArgumentError(
          absl::StrCat("prices[", i, "]: negative, and the item may be left"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<int64_t> IndivisibleBound(
    const IndivisibleProblem& problem,
    const IndivisibleCertificate& certificate) {
  absl::Status status = CheckShape(problem, certificate);
  if (!status.ok()) return status;
  int128 total = 0;
  std::vector<std::vector<Entry>> entries(problem.agents.size());
  for (size_t i = 0; i < problem.items.size(); ++i) {
    total += certificate.prices[i];
    for (const IndivisibleChoice& choice : problem.items[i].choices) {
      const auto& capacity = problem.agents[choice.agent].capacity;
      if (capacity && choice.load > *capacity) continue;
      entries[choice.agent].push_back(
          {.gain =
               int128(choice.worth) * certificate.scale - certificate.prices[i],
           .load = choice.load});
    }
  }
  for (size_t j = 0; j < problem.agents.size(); ++j) {
    total += AgentKnapsack(problem.agents[j], certificate.scale,
                           certificate.unit, std::move(entries[j]))
                 .Best();
  }
  int128 bound = total / certificate.scale;
  if (total % certificate.scale < 0) bound -= 1;
  return static_cast<int64_t>(bound);
}

}  // namespace duikou
