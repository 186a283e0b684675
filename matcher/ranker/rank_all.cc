#include "matcher/ranker/rank_all.h"

#include <algorithm>
#include <atomic>

#include "matcher/base/check.h"

namespace duikou {
namespace {

// Lists that a task makes before it takes more, asks and tells.
constexpr int64_t kAtATime = 16;

}  // namespace

std::vector<Ranking> RankAll(
    const ProjectIndex& index,
    absl::Span<const PreparedSupporter* const> supporters,
    const ProjectQuery& query, const RankAllOptions& options) {
  DUIKOU_CHECK(options.tasks >= 1) << options.tasks;
  const auto count = static_cast<int64_t>(supporters.size());
  std::vector<Ranking> lists(supporters.size());
  std::atomic<int64_t> next = 0;
  std::atomic<int64_t> done = 0;
  auto work = [&] {
    while (options.cancelled == nullptr || !options.cancelled()) {
      const int64_t first = next.fetch_add(kAtATime);
      if (first >= count) return;
      const int64_t end = std::min(first + kAtATime, count);
      for (int64_t i = first; i < end; ++i) {
        lists[i] = RankProjects(index, *supporters[i], query);
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
