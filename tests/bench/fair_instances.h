// The timetables that fairs are measured on: files that others publish, or,
// where they are missing, fairs made up in the same shape; and a checker of
// their own, which knows nothing of the matcher.
//
//   for (const B2bFair& fair : ReadB2b("../shared/data")) {
//     Solve(ProblemOf(fair)) …
//     FaultOf(fair, slots), BreaksOf(fair, slots);
//   }
#ifndef DUIKOU_TESTS_BENCH_FAIR_INSTANCES_H_
#define DUIKOU_TESTS_BENCH_FAIR_INSTANCES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "matcher/fair/timetable.h"

namespace duikou::bench {

// As the files have it: participants, meetings and slots count from 1.
struct B2bFair {
  struct Meeting {
    int32_t first = 0;
    int32_t second = 0;
    int32_t session = 3;  // 1: morning, 2: afternoon, 3: any
    int32_t fixed = 0;    // 0: not
    std::vector<int32_t> after;
  };
  std::string name;
  int32_t participants = 0;
  int32_t tables = 0;
  int32_t slots = 0;
  int32_t morning_slots = 0;
  std::vector<Meeting> meetings;
  std::vector<std::vector<int32_t>> forbidden;  // by participant, 0: none
  // The fewest breaks; nullopt: not known, or infeasible.
  std::optional<int64_t> fewest_breaks;
  bool infeasible = false;
  bool made_up = false;
};

// DATA/b2b/*.dzn with known_values.csv, by name; where there are none, made-up
// ones.
std::vector<B2bFair> ReadB2b(const std::string& data);

TimetableProblem ProblemOf(const B2bFair& fair);

// What is wrong with a timetable, by each meeting's slot from 1; empty:
// nothing.
std::string FaultOf(const B2bFair& fair, const std::vector<int32_t>& slots);
int64_t BreaksOf(const B2bFair& fair, const std::vector<int32_t>& slots);

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_FAIR_INSTANCES_H_
