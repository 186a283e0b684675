// Who funded what: the choices that recommendations are measured on. Files that
// others publish, or, where they are missing, choices made up in the same
// shape.
//
//   for (const Country& country : ReadChoices("../shared/data")) …
#ifndef DUIKOU_TESTS_BENCH_CHOICES_DATA_H_
#define DUIKOU_TESTS_BENCH_CHOICES_DATA_H_

#include <cstdint>
#include <string>
#include <vector>

namespace duikou::bench {

struct FundedProject {
  // Made from the record's own by a hash: numbers given out donor by donor must
  // not decide ties.
  std::string id;
  std::string title;
  std::vector<std::string> donors;  // by name, each once
  std::string sector;               // the first code it has
  // The region, where it is one; the first of a few, `nationwide` of more than
  // four, `unplaced` of none.
  std::string area;
  int32_t year = 0;   // in which it began
  int64_t cents = 0;  // committed, more than 0
};

struct Country {
  std::string name;
  bool made_up = false;
  // Years before it are for training, the rest for testing.
  int32_t first_test_year = 0;
  std::vector<FundedProject> projects;
  // Those with at least 10 projects to train and 3 to test on, by name.
  std::vector<std::string> donors;

  bool IsTest(const FundedProject& project) const {
    return project.year >= first_test_year;
  }
};

// DATA/aid/projects.csv, country by country: rows with a donor, a sector, a
// start in 1990 … 2020 and a commitment; the first test year is the one at 70 %
// of the rows by year.
std::vector<Country> ReadChoices(const std::string& data);

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_CHOICES_DATA_H_
