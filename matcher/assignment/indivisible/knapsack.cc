#include "matcher/assignment/indivisible/knapsack.h"

#include <algorithm>
#include <cstdlib>

#include "absl/numeric/int128.h"
#include "matcher/assignment/indivisible/rows.h"

namespace duikou::indivisible {
namespace {

// Tables are of 32 bits where every sum stays below this.
constexpr int64_t kNarrow = int64_t{1} << 30;
// Above the sentinel by more than any sum: "cannot be".
template <typename T>
constexpr T kMinusInfinity = std::numeric_limits<T>::min() / 2;
// Below as many entries, looking for a core costs more than it saves.
constexpr size_t kWorthStriking = 36;
constexpr size_t kCore = 24;

}  // namespace

// The greatest price·c + terminal[c] for c < length; concave in c.
int64_t Knapsack::GreatestAtPrice(const Terminal& terminal, int32_t length,
                                  int64_t price) {
  int32_t low = 0;
  int32_t high = length - 1;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    if (terminal[middle + 1] - terminal[middle] + price > 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return terminal[low] + price * low;
}

bool Knapsack::Pays(const Terminal& terminal, int64_t from,
                    const KnapsackEntry& entry) {
  return entry.value + terminal[from + entry.cells] - terminal[from] > 0;
}

// Whether all sums of a table fit 32 bits: backward ones lie between the least
// terminal and all gains; those of a forward table can hold every value.
bool Knapsack::Narrow(const Terminal& terminal, int32_t length,
                      const std::vector<KnapsackEntry>& entries, bool forward) {
  // Concave: the least is at an end; the greatest is at most 0.
  int64_t sum = std::max(std::abs(terminal[0]), std::abs(terminal[length - 1]));
  int64_t least = 0;
  for (const KnapsackEntry& entry : entries) {
    sum += forward ? std::abs(entry.value) : std::max<int64_t>(entry.value, 0);
    least = std::min(least, entry.value);
    if (sum >= kNarrow) return false;
  }
  return sum - least < (forward ? kNarrow / 4 : kNarrow);
}

template <typename T>
int64_t Knapsack::SolveTable(const Terminal& terminal, int32_t length,
                             const std::vector<KnapsackEntry>& entries,
                             std::vector<T>& table,
                             std::vector<int32_t>* taken) {
  // Row k holds the best of entries k, k+1, … from each load that the entries
  // before k can reach.
  const size_t count = entries.size();
  lengths_.assign(count + 1, 0);
  int64_t reach = 0;
  for (size_t k = 0; k <= count; ++k) {
    lengths_[k] = static_cast<int32_t>(std::min<int64_t>(length, reach + 1));
    if (k < count) reach += entries[k].cells;
  }
  const size_t width = lengths_[count];
  if (table.size() < (count + 1) * width) table.resize((count + 1) * width);
  for (int32_t c = 0; c < lengths_[count]; ++c) {
    table[count * width + c] = static_cast<T>(terminal[c]);
  }
  for (size_t k = count; k-- > 0;) {
    TakeOrLeave(&table[k * width], lengths_[k], &table[(k + 1) * width],
                lengths_[k + 1], entries[k].cells,
                static_cast<T>(entries[k].value));
    cells_ += lengths_[k];
  }
  int64_t at = 0;
  for (size_t k = 0; k < count; ++k) {
    if (table[k * width + at] != table[(k + 1) * width + at]) {
      at += entries[k].cells;
      taken->push_back(entries[k].choice);
    }
  }
  return table[0];
}

// Drops what never pays and takes what always does; the length of the rest.
int32_t Knapsack::Trim(const AgentModel& agent, int32_t base,
                       std::vector<KnapsackEntry>& entries,
                       std::vector<int32_t>* taken, int64_t* gained,
                       int32_t* shift) {
  const Terminal terminal{agent, 0};
  const int64_t room = int64_t{agent.cells} - base;
  int64_t sum = 0;
  for (const KnapsackEntry& entry : entries) sum += entry.cells;
  size_t kept = 0;
  int64_t taken_cells = 0;
  const bool fits = sum <= room;
  for (const KnapsackEntry& entry : entries) {
    if (fits && entry.value > agent.LastSlope() * entry.cells) {
      *gained += entry.value;
      taken_cells += entry.cells;
      taken->push_back(entry.choice);
    } else {
      entries[kept++] = entry;
    }
  }
  entries.resize(kept);
  const int64_t start = base + taken_cells;
  *shift = static_cast<int32_t>(start);
  kept = 0;
  sum = 0;
  int64_t most = 0;
  int64_t beyond = 0;
  for (const KnapsackEntry& entry : entries) {
    if (entry.cells > room - taken_cells || !Pays(terminal, start, entry)) {
      continue;
    }
    sum += entry.cells;
    most = std::max<int64_t>(most, entry.cells);
    if (entry.value > agent.LastSlope() * entry.cells) beyond += entry.cells;
    entries[kept++] = entry;
  }
  entries.resize(kept);
  // No load beyond this is best: an entry could leave it with a gain.
  const int64_t useful =
      std::max<int64_t>(agent.LastSlopeFrom() - start, 0) + most + beyond;
  return static_cast<int32_t>(std::min({room - taken_cells, sum, useful})) + 1;
}

// Keeps in `entries` those whose membership is open: with the others fixed as
// the price says, the optimum over the kept is the optimum, unless `greedy`,
// of the returned value, is. The kept start `shift` cells further.
int64_t Knapsack::Strike(const Terminal& terminal, int32_t* length,
                         std::vector<KnapsackEntry>& entries,
                         std::vector<int32_t>* kept,
                         std::vector<int32_t>* greedy, int32_t* shift,
                         int64_t* gained) {
  // Best ratio first; the break entry's ratio is the price of a cell.
  std::sort(entries.begin(), entries.end(),
            [](const KnapsackEntry& a, const KnapsackEntry& b) {
              // Values of 2^50 and cells of 2^16 exceed 64 bits.
              const absl::int128 left = absl::int128(a.value) * b.cells;
              const absl::int128 right = absl::int128(b.value) * a.cells;
              return left != right ? left > right : a.choice < b.choice;
            });
  int64_t load = 0;
  size_t at = 0;
  while (at < entries.size() && load + entries[at].cells < *length &&
         Pays(terminal, load, entries[at])) {
    load += entries[at++].cells;
  }
  *shift = 0;
  *gained = 0;
  if (at == entries.size() || entries[at].cells == 0) return kNever;
  const int64_t price = FloorDiv(entries[at].value, entries[at].cells);
  int64_t bound = GreatestAtPrice(terminal, *length, price);
  order_.resize(entries.size());
  for (size_t k = 0; k < entries.size(); ++k) {
    bound += std::max<int64_t>(entries[k].value - price * entries[k].cells, 0);
    order_[k] = static_cast<int32_t>(k);
  }
  auto rest = [&](int32_t k) {
    return entries[k].value - price * entries[k].cells;
  };
  std::sort(order_.begin(), order_.end(), [&](int32_t a, int32_t b) {
    const int64_t x = std::abs(rest(a));
    const int64_t y = std::abs(rest(b));
    return x != y ? x < y : a < b;
  });
  // The best over the core, the rest as the price says.
  std::vector<KnapsackEntry> core;
  int64_t fixed = 0;
  for (size_t k = 0; k < order_.size(); ++k) {
    const KnapsackEntry& entry = entries[order_[k]];
    if (k < kCore) {
      core.push_back(entry);
    } else if (rest(order_[k]) > 0) {
      fixed += entry.cells;
      *gained += entry.value;
      greedy->push_back(entry.choice);
    }
  }
  if (fixed >= *length) {
    greedy->clear();
    *gained = 0;
    return kNever;
  }
  const int32_t left = *length - static_cast<int32_t>(fixed);
  int64_t best = *gained;
  best += Narrow(Terminal{terminal.agent, terminal.start + fixed}, left, core,
                 false)
              ? SolveTable(Terminal{terminal.agent, terminal.start + fixed},
                           left, core, table32_, greedy)
              : SolveTable(Terminal{terminal.agent, terminal.start + fixed},
                           left, core, table64_, greedy);
  // Open: those whose other state may still beat it.
  std::vector<KnapsackEntry> open;
  *gained = 0;
  fixed = 0;
  bool outside = false;
  for (size_t k = 0; k < order_.size(); ++k) {
    const KnapsackEntry& entry = entries[order_[k]];
    if (bound - std::abs(rest(order_[k])) > best) {
      open.push_back(entry);
      outside = outside || k >= kCore;
    } else if (rest(order_[k]) > 0) {
      fixed += entry.cells;
      *gained += entry.value;
      kept->push_back(entry.choice);
    }
  }
  entries.clear();
  if (!outside || fixed >= *length) {
    kept->clear();
    return best;
  }
  // Small loads first, so that the first rows are short.
  entries = std::move(open);
  std::sort(entries.begin(), entries.end(),
            [](const KnapsackEntry& a, const KnapsackEntry& b) {
              return a.cells != b.cells ? a.cells < b.cells
                                        : a.choice < b.choice;
            });
  // Likewise the loads at which nothing beats it.
  int64_t last = *length - 1;
  const int64_t most = GreatestAtPrice(terminal, *length, price);
  while (last > fixed && bound - most + price * last + terminal[last] <= best) {
    --last;
  }
  *shift = static_cast<int32_t>(fixed);
  *length = static_cast<int32_t>(last - fixed) + 1;
  return best;
}

int64_t Knapsack::Solve(const AgentModel& agent, int32_t base,
                        std::vector<KnapsackEntry>& entries,
                        std::vector<int32_t>* taken) {
  int64_t gained = 0;
  int32_t start = base;
  int32_t length = Trim(agent, base, entries, taken, &gained, &start);
  Terminal terminal{agent, start};
  std::vector<int32_t> kept, greedy;
  int64_t best = kNever;
  int64_t fixed_gain = 0;
  int32_t shift = 0;
  if (entries.size() > kWorthStriking) {
    best =
        Strike(terminal, &length, entries, &kept, &greedy, &shift, &fixed_gain);
    if (best != kNever && entries.empty()) {
      taken->insert(taken->end(), greedy.begin(), greedy.end());
      return gained + best;
    }
  }
  const Terminal rest{agent, terminal.start + shift};
  const int64_t value =
      fixed_gain + (Narrow(rest, length, entries, false)
                        ? SolveTable(rest, length, entries, table32_, &kept)
                        : SolveTable(rest, length, entries, table64_, &kept));
  const std::vector<int32_t>& choices = value > best ? kept : greedy;
  taken->insert(taken->end(), choices.begin(), choices.end());
  return gained + std::max(value, best);
}

template <typename T>
int64_t Knapsack::ForcedTable(const Terminal& terminal, int32_t length,
                              const std::vector<KnapsackEntry>& entries,
                              std::vector<T>& table, std::vector<T>& forward,
                              std::vector<ForcedValues>* forced) {
  // Entries that do not pay at no load take part only when forced.
  order_.clear();
  int64_t most_dropped = 0;
  for (size_t k = 0; k < entries.size(); ++k) {
    if (entries[k].cells >= length) continue;
    if (Pays(terminal, 0, entries[k])) {
      order_.push_back(static_cast<int32_t>(k));
    } else {
      most_dropped = std::max<int64_t>(most_dropped, entries[k].cells);
    }
  }
  const size_t count = order_.size();
  lengths_.assign(count + 1, 0);
  int64_t reach = most_dropped;
  for (size_t k = 0; k <= count; ++k) {
    lengths_[k] = static_cast<int32_t>(std::min<int64_t>(length, reach + 1));
    if (k < count) reach += entries[order_[k]].cells;
  }
  const size_t width = lengths_[count];
  if (table.size() < (count + 1) * width) table.resize((count + 1) * width);
  for (int32_t c = 0; c < lengths_[count]; ++c) {
    table[count * width + c] = static_cast<T>(terminal[c]);
  }
  for (size_t k = count; k-- > 0;) {
    const KnapsackEntry& entry = entries[order_[k]];
    TakeOrLeave(&table[k * width], lengths_[k], &table[(k + 1) * width],
                lengths_[k + 1], entry.cells, static_cast<T>(entry.value));
    cells_ += lengths_[k];
  }
  const int64_t best = table[0];
  for (size_t k = 0; k < entries.size(); ++k) {
    (*forced)[k].without = best;
    if (entries[k].cells > most_dropped || entries[k].cells >= length) continue;
    (*forced)[k].with = entries[k].value + table[entries[k].cells];
  }
  // Forward: the best of the entries before k at exactly each load.
  if (forward.size() < 2 * width) forward.resize(2 * width);
  T* now = forward.data();
  T* next = forward.data() + width;
  now[0] = 0;
  int64_t filled = 1;
  for (size_t k = 0; k < count; ++k) {
    const KnapsackEntry& entry = entries[order_[k]];
    const T* after = &table[(k + 1) * width];
    const int64_t whole = std::min<int64_t>(filled, lengths_[k + 1]);
    const int64_t fit =
        std::min<int64_t>(filled, int64_t{length} - entry.cells);
    ForcedValues& values = (*forced)[order_[k]];
    const T without = GreatestSum(now, after, whole);
    const T with = GreatestSum(now, after + entry.cells, fit);
    values.without = without;
    values.with = with < kMinusInfinity<T> / 2 ? kNever : with + entry.value;
    const int64_t grown = std::min<int64_t>(length, filled + entry.cells);
    std::copy(now, now + filled, next);
    std::fill(next + filled, next + grown, kMinusInfinity<T>);
    RaiseTo(next + entry.cells, now, grown - entry.cells,
            static_cast<T>(entry.value));
    std::swap(now, next);
    filled = grown;
    cells_ += 3 * filled;
  }
  return best;
}

int64_t Knapsack::SolveForced(const AgentModel& agent, int32_t base,
                              const std::vector<KnapsackEntry>& entries,
                              std::vector<ForcedValues>* forced) {
  forced->assign(entries.size(), ForcedValues{});
  const int64_t room = int64_t{agent.cells} - base;
  int64_t sum = 0;
  for (const KnapsackEntry& entry : entries) sum += entry.cells;
  // Where all fit, entries that pay at every load are in every best set.
  const bool fits = sum <= room;
  int64_t start = base;
  int64_t gained = 0;
  int64_t most = 0;
  int64_t beyond = 0;
  sum = 0;
  rest_.clear();
  for (const KnapsackEntry& entry : entries) {
    const bool pays_always = entry.value > agent.LastSlope() * entry.cells;
    if (fits && pays_always) {
      start += entry.cells;
      gained += entry.value;
    } else if (entry.cells <= room) {
      rest_.push_back(entry);
      sum += entry.cells;
      most = std::max<int64_t>(most, entry.cells);
      if (pays_always) beyond += entry.cells;
    }
  }
  // With one entry forced, another could leave a load beyond this with a gain.
  const int64_t useful =
      std::max<int64_t>(agent.LastSlopeFrom() - start, 0) + 2 * most + beyond;
  const int32_t length =
      static_cast<int32_t>(std::min({agent.cells - start, sum, useful})) + 1;
  const Terminal terminal{agent, start};
  rest_forced_.assign(rest_.size(), ForcedValues{});
  const int64_t best =
      gained + (Narrow(terminal, length, rest_, true)
                    ? ForcedTable(terminal, length, rest_, table32_, forward32_,
                                  &rest_forced_)
                    : ForcedTable(terminal, length, rest_, table64_, forward64_,
                                  &rest_forced_));
  size_t at = 0;
  for (size_t k = 0; k < entries.size(); ++k) {
    const KnapsackEntry& entry = entries[k];
    ForcedValues& values = (*forced)[k];
    if (at < rest_.size() && rest_[at].choice == entry.choice) {
      values = rest_forced_[at++];
      if (values.with != kNever) values.with += gained;
      if (values.without != kNever) values.without += gained;
    } else if (entry.cells > room) {
      values.without = best;
    } else {
      values.with = best;
      values.without = best - (entry.value - agent.LastSlope() * entry.cells);
    }
  }
  return best;
}

}  // namespace duikou::indivisible
