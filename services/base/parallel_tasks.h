// RunTasks: tasks on all cores.
#ifndef DUIKOU_SERVICES_BASE_PARALLEL_TASKS_H_
#define DUIKOU_SERVICES_BASE_PARALLEL_TASKS_H_

#include <functional>
#include <vector>

namespace duikou {

// Runs all, in any order, on as many threads as there are cores, the caller's
// included; returns when they are done. A task does not throw.
void RunTasks(const std::vector<std::function<void()>>& tasks);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_BASE_PARALLEL_TASKS_H_
