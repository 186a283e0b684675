// The ranking as a question to a database: a table of projects with what
// scoring reads of each, and one statement for a supporter's best, all of it in
// integers, so that the answer is the same to the last tie.
//
//   SqlDialect dialect{.greatest = "greatest", .popcount = "bit_count(?)"};
//   database.Run(CreateProjects());
//   for (…) row = ProjectValues(project, "\t");
//   database.Ask(BestProjectsSql(supporter, DefaultWeights(), 20, dialect));
#ifndef DUIKOU_TESTS_BENCH_RANKING_SQL_H_
#define DUIKOU_TESTS_BENCH_RANKING_SQL_H_

#include <string>

#include "matcher/base/project.h"
#include "matcher/scorer/prepared_supporter.h"
#include "matcher/scorer/weights.h"

namespace duikou::bench {

struct SqlDialect {
  // The function that is the greatest of several integers.
  std::string greatest;
  // The bits that are set in an integer, which stands for the question mark.
  std::string popcount;
  // Between two integers of which the quotient is to be rounded down.
  std::string divide = "/";
  // Between id and the end of the order, for bytewise comparison.
  std::string collation;
};

// CREATE TABLE projects (…), for three fund kinds.
std::string CreateProjects();
// A project's row, with `separator` between the values, the text in `quote`.
std::string ProjectValues(const Project& project, const std::string& separator,
                          const std::string& quote = "");
// The ids of the best `count`, best first, in the year kRankingYear.
std::string BestProjectsSql(const PreparedSupporter& supporter,
                            const Weights& weights, int count,
                            const SqlDialect& dialect);

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_RANKING_SQL_H_
