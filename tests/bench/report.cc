#include "tests/bench/report.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "matcher/base/check.h"

namespace duikou::bench {
namespace {

double Median(std::vector<double> samples) {
  std::sort(samples.begin(), samples.end());
  const size_t middle = samples.size() / 2;
  return samples.size() % 2 == 1 ? samples[middle]
                                 : (samples[middle - 1] + samples[middle]) / 2;
}

bool Met(const Row& row) {
  const double value = Median(row.samples);
  return row.at_most ? value <= *row.goal : value >= *row.goal;
}

std::string Machine() {
  std::ifstream cpus("/proc/cpuinfo");
  std::string line;
  std::string model = "unknown processor";
  while (std::getline(cpus, line)) {
    if (line.rfind("model name", 0) == 0) {
      model = line.substr(line.find(':') + 2);
      break;
    }
  }
  const int64_t bytes =
      int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGE_SIZE);
  return absl::StrFormat("%s, %d cores, %d GiB", model,
                         sysconf(_SC_NPROCESSORS_ONLN), bytes >> 30);
}

std::string Number(double value) {
  return value >= 100 ? absl::StrFormat("%.0f", value)
                      : absl::StrFormat("%.3g", value);
}

}  // namespace

void Report::Add(Row row) {
  DUIKOU_CHECK(!row.samples.empty()) << row.metric;
  rows_.push_back(std::move(row));
}

int Report::Finish(const std::string& json_path) const {
  std::cout << "bench " << name_ << " on " << Machine() << "\n";
  std::cout << absl::StreamFormat("%-52s %10s %10s %10s  %-10s %s\n", "metric",
                                  "median", "least", "most", "unit", "goal");
  bool all_met = true;
  std::string json = "[";
  for (const Row& row : rows_) {
    const auto [least, most] =
        std::minmax_element(row.samples.begin(), row.samples.end());
    const double value = Median(row.samples);
    std::string goal;
    std::string json_goal;
    if (row.goal.has_value()) {
      const bool met = Met(row);
      all_met = all_met && met;
      goal = absl::StrCat(row.at_most ? "<= " : ">= ", Number(*row.goal),
                          met ? " met" : " MISSED");
      json_goal = absl::StrCat(", \"goal\": ", *row.goal,
                               ", \"met\": ", met ? "true" : "false");
    }
    std::cout << absl::StreamFormat("%-52s %10s %10s %10s  %-10s %s\n",
                                    row.metric, Number(value), Number(*least),
                                    Number(*most), row.unit, goal);
    absl::StrAppend(&json, json.size() > 1 ? ",\n " : "\n ", "{\"name\": \"",
                    name_, "\", \"metric\": \"", row.metric,
                    "\", \"value\": ", value, ", \"unit\": \"", row.unit,
                    "\", \"least\": ", *least, ", \"most\": ", *most, json_goal,
                    "}");
  }
  json += "\n]\n";
  if (!json_path.empty()) {
    std::ofstream file(json_path);
    file << json;
    file.close();
    if (!file) {
      std::cerr << "cannot write " << json_path << "\n";
      return 1;
    }
  }
  return all_met ? 0 : 1;
}

double Seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
      .count();
}

std::string ParseFlags(int argc, char** argv, const std::vector<Flag>& flags) {
  std::string json;
  std::vector<Flag> known = flags;
  known.push_back({"--json", &json});
  for (int i = 1; i < argc; i += 2) {
    const auto flag =
        std::find_if(known.begin(), known.end(), [&](const Flag& candidate) {
          return argv[i] == std::string(candidate.name);
        });
    if (flag == known.end() || i + 1 == argc) {
      std::cerr << argv[0] << ": '" << argv[i] << "' is no flag with a value; "
                << "flags:";
      for (const Flag& each : known) std::cerr << ' ' << each.name << " VALUE";
      std::cerr << "\n";
      std::exit(2);
    }
    *flag->value = argv[i + 1];
  }
  return json;
}

}  // namespace duikou::bench
