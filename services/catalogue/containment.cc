#include "services/catalogue/containment.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace duikou {

void Containment::Put(absl::string_view name,
                      std::vector<std::string> containers) {
  std::erase(containers, "");
  containers_[std::string(name)] = std::move(containers);
}

void Containment::Remove(absl::string_view name) {
  auto found = containers_.find(name);
  if (found != containers_.end()) containers_.erase(found);
}

std::vector<std::string> Containment::Containers(absl::string_view name) const {
  std::vector<std::string> reached = {std::string(name)};
  absl::flat_hash_set<std::string> seen = {std::string(name)};
  for (size_t i = 0; i < reached.size(); ++i) {
    auto found = containers_.find(reached[i]);
    if (found == containers_.end()) continue;
    for (const std::string& container : found->second) {
      if (seen.insert(container).second) reached.push_back(container);
    }
  }
  std::sort(reached.begin() + 1, reached.end());
  return reached;
}

absl::flat_hash_set<std::string> Containment::Within(
    const std::vector<std::string>& names) const {
  absl::flat_hash_set<std::string> within(names.begin(), names.end());
  absl::flat_hash_map<std::string, std::vector<std::string>> members;
  for (const auto& [name, containers] : containers_) {
    for (const std::string& container : containers) {
      members[container].push_back(name);
    }
  }
  std::vector<std::string> open(within.begin(), within.end());
  while (!open.empty()) {
    std::string container = std::move(open.back());
    open.pop_back();
    for (const std::string& member : members[container]) {
      if (within.insert(member).second) open.push_back(member);
    }
  }
  return within;
}

std::vector<std::string> Containment::CycleThrough(
    absl::string_view name) const {
  // A breadth-first search that remembers whence each name was reached finds
  // a shortest cycle.
  absl::flat_hash_map<std::string, std::string> reached_from;
  std::vector<std::string> open = {std::string(name)};
  for (size_t i = 0; i < open.size(); ++i) {
    auto found = containers_.find(open[i]);
    if (found == containers_.end()) continue;
    for (const std::string& container : found->second) {
      if (!reached_from.emplace(container, open[i]).second) continue;
      if (container != name) {
        open.push_back(container);
        continue;
      }
      std::vector<std::string> cycle = {std::string(name)};
      for (std::string at = open[i]; at != name; at = reached_from[at]) {
        cycle.push_back(at);
      }
      cycle.push_back(std::string(name));
      std::reverse(cycle.begin(), cycle.end());
      return cycle;
    }
  }
  return {};
}

}  // namespace duikou
