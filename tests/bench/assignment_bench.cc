// How good the assignments are after how long. Years of whole projects (714 ×
// 100, 714 × 300) against CBC with ten times the time; generalised assignment
// problems proven at their known optima; a year with everything the product has
// (714 projects × 60 units × 3 kinds), and solved again after a pin. Each solve
// is ended by a clock here; the matcher has none.
//
//   --data DIR    files of others; default ../shared/data
//   --only WHAT   annual, gap or full
//   --peer no     leaves CBC out, which takes most of the time
#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matcher/assignment/certificate.h"
#include "matcher/assignment/indivisible/certificate.h"
#include "matcher/assignment/indivisible/solver.h"
#include "matcher/assignment/solver.h"
#include "matcher/assignment/testing/random_year.h"
#include "matcher/base/check.h"
#include "tests/bench/assignment_instances.h"
#include "tests/bench/cbc_peer.h"
#include "tests/bench/report.h"

namespace duikou::bench {
namespace {

constexpr double kPeerTimes = 10;

// The last of the tasks runs here, the others beside it.
void InThreads(std::vector<std::function<void()>> tasks) {
  std::vector<std::thread> threads;
  for (size_t t = 1; t < tasks.size(); ++t) threads.emplace_back(tasks[t]);
  if (!tasks.empty()) tasks[0]();
  for (std::thread& thread : threads) thread.join();
}

// True from so many seconds after it was made.
std::function<bool()> After(double seconds) {
  const auto end =
      std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  return [end] { return std::chrono::steady_clock::now() >= end; };
}

IndivisibleSolution Solve(const IndivisibleProblem& problem, double seconds) {
  const auto solution =
      SolveIndivisible(problem, {.most_cells = int64_t{1} << 60,
                                 .cancelled = After(seconds),
                                 .parallel_for = InThreads});
  DUIKOU_CHECK(solution.ok()) << solution.status();
  DUIKOU_CHECK(!solution->has_assignment ||
               *IndivisibleValue(problem, solution->agent_of) ==
                   solution->value);
  DUIKOU_CHECK(*IndivisibleBound(problem, solution->certificate) <=
               solution->certificate.bound);
  return *solution;
}

double GapPercent(double value, double bound) {
  return 100 * (bound - value) / std::abs(bound);
}

std::string NameOf(const Instance& year) {
  return absl::StrCat(year.name, year.made_up ? " (made up)" : "");
}

// Adds and answers the gap.
double MeasureGap(const Instance& year, double seconds,
                  std::optional<double> goal, Report& report) {
  const IndivisibleSolution ours = Solve(year.problem, seconds);
  DUIKOU_CHECK(ours.has_assignment);
  const double gap = GapPercent(ours.value, ours.bound);
  report.Add(
      {.metric = absl::StrCat(NameOf(year), " gap after ", seconds, " s"),
       .samples = {gap},
       .unit = "%",
       .goal = goal,
       .at_most = true});
  return gap;
}

void MeasureYear(const Instance& year, double seconds, double goal, bool peer,
                 Report& report) {
  const double gap = MeasureGap(year, seconds, goal, report);
  if (!peer) return;
  const std::string name = NameOf(year);
  const double time = kPeerTimes * seconds;
  const PeerResult cbc = SolveWithCbc(year.problem, time);
  const double peer_gap =
      cbc.has_answer ? GapPercent(cbc.value, cbc.bound) : 100;
  report.Add(
      {absl::StrCat(name, " gap of CBC after ", time, " s"), {peer_gap}, "%"});
  report.Add({.metric = absl::StrCat(name, " CBC's gap / ours"),
              .samples = {peer_gap / std::max(gap, 1e-6)},
              .unit = "x",
              .goal = 10});
}

// Files that are harder than the others of their size.
double SecondsFor(const std::string& name) {
  const bool hard = name.find("d05100") != std::string::npos ||
                    name.find("e05100") != std::string::npos;
  return hard ? 180 : 60;
}

void MeasureKnown(const Instance& instance, Report& report) {
  const double most = SecondsFor(instance.name);
  IndivisibleSolution solution;
  const double seconds =
      Seconds([&] { solution = Solve(instance.problem, most); });
  const bool proven =
      solution.status == IndivisibleStatus::kOptimal &&
      (!instance.optimum || solution.value == *instance.optimum);
  const std::string what =
      proven ? "proven optimal"
             : absl::StrCat("NOT proven, ", solution.bound - solution.value,
                            " left");
  report.Add({.metric = absl::StrCat(instance.name, " ", what),
              .samples = {proven ? seconds : std::max(seconds, most + 1)},
              .unit = "s",
              .goal = most,
              .at_most = true});
}

AssignmentSolution SolveYear(const AssignmentProblem& problem,
                             const AssignmentSolution& before, double seconds) {
  const auto solution =
      SolveAssignment(problem, {.most_steps = int64_t{1} << 60,
                                .cancelled = After(seconds),
                                .parallel_for = InThreads,
                                .plan = before.plan,
                                .prices = before.prices});
  DUIKOU_CHECK(solution.ok()) << solution.status();
  const CertificateCheck check = CheckSolution(problem, *solution);
  DUIKOU_CHECK(check.valid()) << check.faults[0];
  return *solution;
}

// Pins the first pair that is no partner yet and whose pin can hold.
AssignmentSolution SolveWithPin(AssignmentProblem problem,
                                const AssignmentSolution& before,
                                double seconds) {
  for (AssignmentPair& pair : problem.pairs) {
    const bool partner = std::any_of(before.plan.begin(), before.plan.end(),
                                     [&](const AssignmentShare& share) {
                                       return share.project == pair.project &&
                                              share.supporter == pair.supporter;
                                     });
    if (partner) continue;
    pair.pinned = true;
    const AssignmentSolution solution = SolveYear(problem, before, seconds);
    if (solution.status != AssignmentStatus::kInfeasible) return solution;
    pair.pinned = false;
  }
  DUIKOU_CHECK(false) << "no pair can be pinned";
  return {};
}

void MeasureFull(Report& report) {
  std::vector<double> first, again;
  for (const uint64_t seed : {1, 2, 3}) {
    const AssignmentProblem problem = RandomYear({.seed = seed});
    const AssignmentSolution solution = SolveYear(problem, {}, 10);
    first.push_back(GapPercent(static_cast<double>(solution.value),
                               static_cast<double>(solution.bound)));
    const AssignmentSolution pinned = SolveWithPin(problem, solution, 2);
    again.push_back(GapPercent(static_cast<double>(pinned.value),
                               static_cast<double>(pinned.bound)));
  }
  report.Add({.metric = "714x60x3 divisible, gap after 10 s",
              .samples = first,
              .unit = "%",
              .goal = 0.5,
              .at_most = true});
  report.Add({.metric = "714x60x3 solved again after a pin, 2 s",
              .samples = again,
              .unit = "%",
              .goal = 0.5,
              .at_most = true});
}

int Run(int argc, char** argv) {
  std::string data = "../shared/data", only, peer = "yes";
  const std::string json = ParseFlags(
      argc, argv, {{"--data", &data}, {"--only", &only}, {"--peer", &peer}});
  Report report("assignment");
  if (only.empty() || only == "full") MeasureFull(report);
  if (only.empty() || only == "annual") {
    const Instance year = ReadYear(data, 714, 100);
    MeasureYear(year, 10, 1, peer != "no", report);
    MeasureGap(year, 60, std::nullopt, report);
    MeasureYear(ReadYear(data, 714, 300), 30, 4, peer != "no", report);
  }
  if (only.empty() || only == "gap") {
    for (const Instance& instance : ReadKnown(data)) {
      MeasureKnown(instance, report);
    }
  }
  return report.Finish(json);
}

}  // namespace
}  // namespace duikou::bench

int main(int argc, char** argv) { return duikou::bench::Run(argc, argv); }
