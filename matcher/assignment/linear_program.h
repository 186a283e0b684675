// LinearProgram: a linear program that grows by rows and columns. The adapter
// of COIN-OR CLP: what CLP throws ends here as a Status. Internal to the
// solver.
//
//   LinearProgram program;
//   const int row = program.AddRow(-LinearProgram::kInfinity, 4, {});
//   const int column = program.AddColumn(3, 0, 1, {{row, 2}});
//   RETURN_IF_ERROR(program.Maximise(1'000, nullptr).status());
//   program.value(column); program.price(row);
//
// Problem: maximise Σ profit·x with least ≤ x ≤ most and row limits. Method:
// the primal simplex method from the last basis, so that columns added cost
// little. Limits: 64-bit floats, so nothing here proves anything; pricing.h
// does. Reference: J. Forrest, R. Lougee-Heimer: CBC user guide (2005).
// Move-only. Thread-compatible.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_LINEAR_PROGRAM_H_
#define DUIKOU_MATCHER_ASSIGNMENT_LINEAR_PROGRAM_H_

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"

namespace duikou {

class LinearProgram {
 public:
  static constexpr double kInfinity = std::numeric_limits<double>::max();

  // A coefficient: of a row in a new column, of a column in a new row.
  struct Entry {
    int32_t index = 0;
    double value = 0;
  };

  LinearProgram();
  ~LinearProgram();
  LinearProgram(LinearProgram&&) noexcept;
  LinearProgram& operator=(LinearProgram&&) noexcept;

  // Each returns its number, from 0.
  int32_t AddRow(double least, double most, const std::vector<Entry>& columns);
  int32_t AddColumn(double profit, double least, double most,
                    const std::vector<Entry>& rows);

  void SetLimits(int32_t column, double least, double most);

  // kColumns: columns were added since the last solution; kLimits: limits were
  // changed.
  enum class Changed { kColumns, kLimits };
  enum class Ending { kOptimal, kStopped, kNoSolution };
  // Stops after `most_iterations` or when `stop`, where given, says so.
  // INTERNAL where CLP fails. REQUIRES: a row and a column.
  absl::StatusOr<Ending> Maximise(int64_t most_iterations,
                                  const std::function<bool()>* stop,
                                  Changed changed = Changed::kColumns);

  // Of the last solution; 0 for what was added since.
  double value(int32_t column) const;
  // What one more of the row's limit is worth.
  double price(int32_t row) const;
  double objective() const;
  int64_t iterations() const;

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_LINEAR_PROGRAM_H_
