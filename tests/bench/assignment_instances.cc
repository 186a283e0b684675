#include "tests/bench/assignment_instances.h"

#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"

namespace duikou::bench {
namespace {

int64_t Between(std::mt19937_64& random, int64_t least, int64_t most) {
  return least + static_cast<int64_t>(random() % (most - least + 1));
}

// Needs, quotas and scores as the files have them: few large needs, quotas that
// ask for all of them.
IndivisibleProblem MakeYear(int32_t projects, int32_t supporters) {
  std::mt19937_64 random(1);
  IndivisibleProblem problem;
  int64_t needs = 0, weights = 0;
  std::vector<int64_t> weight;
  for (int32_t j = 0; j < supporters; ++j) {
    weight.push_back(Between(random, 1, 40));
    weights += weight.back();
  }
  for (int32_t i = 0; i < projects; ++i) {
    const int64_t step = int64_t{1} << Between(random, 2, 8);
    const int64_t need = Between(random, step, 2 * step);
    needs += need;
    IndivisibleItem item;
    for (int32_t j = 0; j < supporters; ++j) {
      item.choices.push_back({.agent = j,
                              .worth = Between(random, 0, 1'000) * need,
                              .load = need});
    }
    problem.items.push_back(std::move(item));
  }
  for (int32_t j = 0; j < supporters; ++j) {
    problem.agents.push_back({.quota = needs * weight[j] / weights,
                              .under_penalty = 800,
                              .over_penalty = 1'200});
  }
  return problem;
}

// Costs against uses, as the hard ones of the family: 111 − use, and noise.
IndivisibleProblem MakeKnown(int32_t agents, int32_t items, uint64_t seed) {
  std::mt19937_64 random(seed);
  IndivisibleProblem problem;
  std::vector<int64_t> uses(agents);
  for (int32_t i = 0; i < items; ++i) {
    IndivisibleItem item{.must_place = true};
    for (int32_t j = 0; j < agents; ++j) {
      const int64_t use = Between(random, 1, 100);
      uses[j] += use;
      item.choices.push_back({.agent = j,
                              .worth = use - 111 - Between(random, -10, 10),
                              .load = use});
    }
    problem.items.push_back(std::move(item));
  }
  for (int32_t j = 0; j < agents; ++j) {
    problem.agents.push_back({.capacity = uses[j] * 4 / (5 * agents)});
  }
  return problem;
}

IndivisibleProblem ParseYear(std::istream& file) {
  int32_t projects = 0, supporters = 0;
  int64_t under = 0, over = 0;
  file >> projects >> supporters >> under >> over;
  std::vector<int64_t> needs(projects);
  for (int64_t& need : needs) file >> need;
  IndivisibleProblem problem;
  for (int32_t j = 0; j < supporters; ++j) {
    int64_t quota = 0;
    file >> quota;
    problem.agents.push_back(
        {.quota = quota, .under_penalty = under, .over_penalty = over});
  }
  for (const int64_t need : needs) {
    IndivisibleItem item;
    for (int32_t j = 0; j < supporters; ++j) {
      int64_t score = 0;
      file >> score;
      item.choices.push_back({.agent = j, .worth = score * need, .load = need});
    }
    problem.items.push_back(std::move(item));
  }
  DUIKOU_CHECK(!file.fail()) << "the year's file ends early";
  return problem;
}

// Least cost becomes most worth.
IndivisibleProblem ParseKnown(std::istream& file) {
  int32_t agents = 0, items = 0;
  file >> agents >> items;
  IndivisibleProblem problem;
  problem.items.resize(items, {.must_place = true});
  for (int32_t j = 0; j < agents; ++j) {
    for (IndivisibleItem& item : problem.items) {
      int64_t cost = 0;
      file >> cost;
      item.choices.push_back({.agent = j, .worth = -cost});
    }
  }
  for (int32_t j = 0; j < agents; ++j) {
    for (IndivisibleItem& item : problem.items) file >> item.choices[j].load;
  }
  for (int32_t j = 0; j < agents; ++j) {
    int64_t capacity = 0;
    file >> capacity;
    problem.agents.push_back({.capacity = capacity});
  }
  DUIKOU_CHECK(!file.fail()) << "a file of DATA/gap ends early";
  return problem;
}

}  // namespace

Instance ReadYear(const std::string& data, int32_t projects,
                  int32_t supporters) {
  const std::string name = absl::StrCat(projects, "x", supporters);
  std::ifstream file(absl::StrCat(data, "/annual/", name, "-seed1.txt"));
  if (!file) return {name, MakeYear(projects, supporters), {}, true};
  return {name, ParseYear(file), {}, false};
}

std::vector<Instance> ReadKnown(const std::string& data) {
  std::vector<Instance> known;
  std::ifstream list(data + "/gap/known_optima.csv");
  std::string line;
  std::getline(list, line);  // file,items,agents,best_bound,optimum,best_value
  while (std::getline(list, line)) {
    std::istringstream row(line);
    std::string name, cell;
    std::getline(row, name, ',');
    for (int column = 1; column <= 4; ++column) std::getline(row, cell, ',');
    std::ifstream file(absl::StrCat(data, "/gap/", name));
    if (!file) continue;
    Instance instance{.name = name, .problem = ParseKnown(file)};
    if (!cell.empty()) instance.optimum = -std::atoll(cell.c_str());
    known.push_back(std::move(instance));
  }
  if (!known.empty()) return known;
  for (const uint64_t seed : {1, 2, 3}) {
    known.push_back({absl::StrCat("made-up-05100-", seed),
                     MakeKnown(5, 100, seed),
                     {},
                     true});
  }
  return known;
}

}  // namespace duikou::bench
