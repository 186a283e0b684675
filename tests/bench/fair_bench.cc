// How good the timetables of fairs are, after how long, on one core. Meetings
// of real events with their known fewest breaks, or that there is no timetable;
// a fair of 300 participants; and its repair after things go wrong. Each solve
// is ended by a clock here; the matcher has none.
//
//   --data DIR    files of others; default ../shared/data
//   --only WHAT   b2b, large or repair
#include <algorithm>
#include <chrono>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"
#include "matcher/fair/testing/random_fair.h"
#include "matcher/fair/testing/tiny_fair.h"
#include "matcher/fair/timetable.h"
#include "tests/bench/fair_instances.h"
#include "tests/bench/report.h"

namespace duikou::bench {
namespace {

constexpr double kMostSeconds = 60;
constexpr int64_t kNoLimit = int64_t{1} << 60;
constexpr int32_t kDisturbances = 200;

// True from so many seconds after it was made.
std::function<bool()> AfterSeconds(double seconds) {
  const auto end =
      std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  return [end] { return std::chrono::steady_clock::now() >= end; };
}

// What a solve found, in words, and whether it is what is known.
struct Finding {
  std::string words;
  bool proven = false;
};

Finding FindingOf(const B2bFair& fair, const TimetableSolution& solution) {
  if (solution.status == TimetableStatus::kInfeasible) {
    DUIKOU_CHECK(!fair.fewest_breaks.has_value()) << fair.name;
    const bool smallest = solution.clash_kind == FairClashKind::kSmallest;
    const bool minimal = solution.clash_kind != FairClashKind::kNotMinimal;
    return {absl::StrCat("infeasible, ", solution.clash.size(), " clash",
                         smallest  ? ", smallest"
                         : minimal ? ", irreducible"
                                   : ""),
            true};
  }
  if (!solution.has_timetable) return {"NOT solved", false};
  std::vector<int32_t> slots;
  for (const FairPlacement& placement : solution.timetable) {
    slots.push_back(placement.slot + 1);
  }
  const std::string fault = FaultOf(fair, slots);
  DUIKOU_CHECK(fault.empty()) << fair.name << ": " << fault;
  DUIKOU_CHECK(BreaksOf(fair, slots) == solution.breaks) << fair.name;
  DUIKOU_CHECK(!fair.infeasible) << fair.name;
  DUIKOU_CHECK(!fair.fewest_breaks || solution.breaks >= *fair.fewest_breaks);
  DUIKOU_CHECK(!fair.fewest_breaks ||
               solution.breaks_bound <= *fair.fewest_breaks);
  if (solution.status == TimetableStatus::kOptimal) {
    return {absl::StrCat(solution.breaks, " breaks, proven"), true};
  }
  return {absl::StrCat("NOT proven, ", solution.breaks_bound, " … ",
                       solution.breaks, " breaks"),
          false};
}

void MeasureB2b(const std::string& data, Report& report) {
  int32_t fast = 0, all = 0;
  for (const B2bFair& fair : ReadB2b(data)) {
    absl::StatusOr<TimetableSolution> solution;
    const double seconds = Seconds([&] {
      solution = SolveTimetable(
          ProblemOf(fair),
          {.most_steps = kNoLimit, .cancelled = AfterSeconds(kMostSeconds)});
    });
    // One that fixes a meeting where it cannot be is refused.
    DUIKOU_CHECK(solution.ok() || fair.infeasible)
        << fair.name << ": " << solution.status();
    const Finding finding = solution.ok()
                                ? FindingOf(fair, *solution)
                                : Finding{"infeasible, refused", true};
    ++all;
    fast += finding.proven && seconds <= 5;
    report.Add(
        {.metric = absl::StrCat(fair.name, " ", finding.words),
         .samples = {finding.proven ? seconds
                                    : std::max(seconds, kMostSeconds + 1)},
         .unit = "s",
         .goal = kMostSeconds,
         .at_most = true});
  }
  report.Add({.metric = "b2b proven within 5 s",
              .samples = {100.0 * fast / all},
              .unit = "%",
              .goal = 50});
}

void CheckHeld(const TimetableProblem& problem, const Timetable& timetable) {
  const auto found = CheckTimetable(problem, timetable);
  DUIKOU_CHECK(found.ok()) << found.status();
  DUIKOU_CHECK(CanBeHeld(*found));
}

void MeasureLarge(Report& report) {
  std::vector<double> first, gap, breaks;
  for (const uint64_t seed : {1, 2, 3}) {
    const TimetableProblem problem = testing::RandomFair({.seed = seed});
    const auto start = std::chrono::steady_clock::now();
    double found = 0;
    const auto solution = SolveTimetable(
        problem, {.most_steps = kNoLimit,
                  .cancelled = AfterSeconds(20),
                  .progress = [&](const TimetableProgress& progress) {
                    if (!progress.has_timetable || found > 0) return;
                    found = std::chrono::duration<double>(
                                std::chrono::steady_clock::now() - start)
                                .count();
                  }});
    DUIKOU_CHECK(solution.ok()) << solution.status();
    DUIKOU_CHECK(solution->has_timetable);
    CheckHeld(problem, solution->timetable);
    first.push_back(found);
    gap.push_back(100.0 * (solution->importance_bound - solution->importance) /
                  solution->importance_bound);
    breaks.push_back(static_cast<double>(solution->breaks));
  }
  report.Add({.metric = "300 participants, 2,000 requests: first timetable",
              .samples = first,
              .unit = "s",
              .goal = 2,
              .at_most = true});
  report.Add({.metric = "300 participants: gap of importance after 20 s",
              .samples = gap,
              .unit = "%",
              .goal = 1,
              .at_most = true});
  report.Add({"300 participants: breaks after 20 s", breaks, ""});
}

// Nothing blocks but must-holds that the repair says it left out.
void CheckRepair(const TimetableProblem& problem,
                 const TimetableRepair& repair) {
  const auto found = CheckTimetable(problem, repair.timetable);
  DUIKOU_CHECK(found.ok()) << found.status();
  for (const FairViolation& violation : *found) {
    const bool dropped =
        violation.kind == FairViolationKind::kNotHeld &&
        std::binary_search(repair.dropped.begin(), repair.dropped.end(),
                           violation.meeting);
    DUIKOU_CHECK(violation.severity == FairSeverity::kWarns || dropped)
        << static_cast<int>(violation.kind);
  }
}

void MeasureRepair(Report& report) {
  const TimetableProblem problem = testing::RandomFair({.seed = 1});
  const auto solution = SolveTimetable(
      problem, {.most_steps = kNoLimit, .cancelled = AfterSeconds(5)});
  DUIKOU_CHECK(solution.ok() && solution->has_timetable);
  std::mt19937_64 random(1);
  std::vector<double> seconds, moved;
  int32_t proven = 0;
  for (int32_t i = 0; i < kDisturbances; ++i) {
    const TimetableProblem now = testing::Disturbed(problem, random);
    absl::StatusOr<TimetableRepair> repair;
    seconds.push_back(Seconds(
        [&] { repair = RepairTimetable(now, solution->timetable, {}); }));
    DUIKOU_CHECK(repair.ok()) << repair.status();
    CheckRepair(now, *repair);
    proven += repair->status == RepairStatus::kOptimal;
    moved.push_back(static_cast<double>(repair->moved.size()));
  }
  std::sort(seconds.begin(), seconds.end());
  report.Add({"repair of 300 participants", seconds, "s", 1, true});
  report.Add({"repair of 300 participants, longest of 200",
              {seconds.back()},
              "s",
              1,
              true});
  report.Add({"repair of 300 participants: meetings moved", moved, ""});
  report.Add(
      {"repairs proven to cost least", {100.0 * proven / kDisturbances}, "%"});
}

// Against every timetable that there is.
void MeasureTinyRepairs(Report& report) {
  std::mt19937_64 random(2);
  int32_t fewest = 0, all = 0;
  for (uint64_t seed = 1; all < kDisturbances; ++seed) {
    const TimetableProblem problem = testing::TinyFair(seed);
    const auto solution = SolveTimetable(problem, {});
    DUIKOU_CHECK(solution.ok());
    if (!solution->has_timetable || problem.meetings.empty()) continue;
    const TimetableProblem now = testing::Disturbed(problem, random);
    const auto repair = RepairTimetable(now, solution->timetable, {});
    DUIKOU_CHECK(repair.ok()) << repair.status();
    ++all;
    fewest += repair->cost ==
              testing::FairOracle(now).LeastRepair(solution->timetable, {});
  }
  report.Add({"repairs of tiny fairs that move fewest, by trying all",
              {100.0 * fewest / all},
              "%",
              100});
}

int Run(int argc, char** argv) {
  std::string data = "../shared/data", only;
  const std::string json =
      ParseFlags(argc, argv, {{"--data", &data}, {"--only", &only}});
  Report report("fair");
  if (only.empty() || only == "b2b") MeasureB2b(data, report);
  if (only.empty() || only == "large") MeasureLarge(report);
  if (only.empty() || only == "repair") {
    MeasureRepair(report);
    MeasureTinyRepairs(report);
  }
  return report.Finish(json);
}

}  // namespace
}  // namespace duikou::bench

int main(int argc, char** argv) { return duikou::bench::Run(argc, argv); }
