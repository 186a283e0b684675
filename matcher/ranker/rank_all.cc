#include "matcher/ranker/rank_all.h"

#include <algorithm>
#include <atomic>
#include <tuple>
#include <utility>

#include "matcher/base/check.h"
#include "matcher/index/candidate_filter.h"
#include "matcher/index/query_terms.h"
#include "matcher/index/retrieve.h"

namespace duikou {
namespace {

// Lists that a task makes before it takes more, asks and tells.
constexpr int64_t kAtATime = 64;

// What supporters that look at the same bins have in common.
struct Likeness {
  SectorIndex strongest = kNone;
  uint32_t kinds = 0;
  SectorIndex second = kNone;
  int32_t prefecture = kNone;
  int32_t position = 0;

  explicit Likeness(const Supporter& s) : prefecture(s.home_prefecture) {
    int32_t most = kNone, next = kNone;
    for (const SectorStrength& entry : s.strengths) {
      if (entry.strength > most) {
        next = std::exchange(most, entry.strength);
        second = std::exchange(strongest, entry.sector);
      } else if (entry.strength > next) {
        next = entry.strength;
        second = entry.sector;
      }
    }
    for (int kind = 0; kind < kMaxFundKinds; ++kind) {
      kinds |= s.funds[kind].gives ? 1u << kind : 0;
    }
  }

  friend bool operator<(const Likeness& a, const Likeness& b) {
    return std::tie(a.strongest, a.kinds, a.second, a.prefecture, a.position) <
           std::tie(b.strongest, b.kinds, b.second, b.prefecture, b.position);
  }
};

std::vector<Likeness> InOrder(
    absl::Span<const PreparedSupporter* const> supporters) {
  std::vector<Likeness> order;
  order.reserve(supporters.size());
  for (const PreparedSupporter* s : supporters) {
    order.emplace_back(s->supporter());
    order.back().position = static_cast<int32_t>(order.size()) - 1;
  }
  std::sort(order.begin(), order.end());
  return order;
}

}  // namespace

std::vector<std::vector<Hit>> RankAll(
    const ProjectIndex& index,
    absl::Span<const PreparedSupporter* const> supporters,
    const ProjectQuery& query, const RankAllOptions& options) {
  DUIKOU_CHECK(options.tasks >= 1) << options.tasks;
  const auto count = static_cast<int64_t>(supporters.size());
  const std::vector<Likeness> order = InOrder(supporters);
  const CompiledFilter filter(query.filter, *index.taxonomy());
  std::vector<std::vector<Hit>> lists(supporters.size());
  std::atomic<int64_t> next = 0;
  std::atomic<int64_t> done = 0;
  auto work = [&] {
    while (options.cancelled == nullptr || !options.cancelled()) {
      const int64_t first = next.fetch_add(kAtATime);
      if (first >= count) return;
      const int64_t end = std::min(first + kAtATime, count);
      for (int64_t i = first; i < end; ++i) {
        const int32_t position = order[i].position;
        const QueryTerms terms(*supporters[position], query.weights,
                               query.year);
        lists[position] = Retrieve(index, terms, filter, {.k = query.k}).hits;
      }
      const int64_t made = done.fetch_add(end - first) + end - first;
      if (options.progress != nullptr) options.progress(made);
    }
  };
  if (options.parallel_for == nullptr) {
    work();
  } else {
    options.parallel_for(
        std::vector<std::function<void()>>(options.tasks, work));
  }
  return lists;
}

}  // namespace duikou
