#include "services/base/parallel_tasks.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>

namespace duikou {

void RunTasks(const std::vector<std::function<void()>>& tasks) {
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t at = next++; at < tasks.size(); at = next++) tasks[at]();
  };
  const size_t cores = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::thread> others;
  for (size_t i = 1; i < std::min(cores, tasks.size()); ++i) {
    others.emplace_back(work);
  }
  work();
  for (std::thread& other : others) other.join();
}

}  // namespace duikou
