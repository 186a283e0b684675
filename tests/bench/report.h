// Report: what a bench found, as a table for people and JSON for programs.
//
//   Report report("store");
//   report.Add({.metric = "sqlite commits, 64 writers / 1 writer",
//               .samples = ratios, .unit = "x", .goal = 5});
//   return report.Finish(json_path);
//
// A value is the median of its samples; least and most stand beside it.
#ifndef DUIKOU_TESTS_BENCH_REPORT_H_
#define DUIKOU_TESTS_BENCH_REPORT_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace duikou::bench {

struct Row {
  std::string metric;
  std::vector<double> samples;  // at least one
  std::string unit;
  // What the value must reach, or where `at_most` must not exceed.
  std::optional<double> goal = std::nullopt;
  bool at_most = false;
};

class Report {
 public:
  explicit Report(std::string name) : name_(std::move(name)) {}

  void Add(Row row);
  // Prints the table with the machine; writes the rows to `json_path` unless it
  // is empty. The exit code: 0, or 1 where a goal was missed or the file could
  // not be written.
  int Finish(const std::string& json_path) const;

 private:
  std::string name_;
  std::vector<Row> rows_;
};

// The time `work` takes, in seconds.
double Seconds(const std::function<void()>& work);

// The value of `--json FILE` in the arguments; ends the process with a message
// for anything else it does not know. `flags` are further `--name VALUE` pairs,
// filled in where given.
struct Flag {
  const char* name;
  std::string* value;
};
std::string ParseFlags(int argc, char** argv, const std::vector<Flag>& flags);

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_REPORT_H_
