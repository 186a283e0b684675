#include "matcher/assignment/linear_program.h"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "ClpEventHandler.hpp"
#include "ClpSimplex.hpp"
#include "CoinError.hpp"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"

namespace duikou {
namespace {

// Iterations between two questions whether to stop.
constexpr int kIterationsUnasked = 64;

class StopHandler : public ClpEventHandler {
 public:
  explicit StopHandler(const std::function<bool()>* stop) : stop_(stop) {}
  int event(Event event) override {
    if (event != endOfIteration || stop_ == nullptr || !*stop_) return -1;
    return ++asked_ % kIterationsUnasked == 0 && (*stop_)() ? 1 : -1;
  }
  ClpEventHandler* clone() const override { return new StopHandler(*this); }

 private:
  const std::function<bool()>* stop_;
  int asked_ = 0;
};

}  // namespace

struct LinearProgram::Engine {
  // Rows or columns that CLP has not been given yet.
  struct Pending {
    std::vector<double> least, most, profit, values;
    std::vector<CoinBigIndex> starts = {0};
    std::vector<int> indices;

    int size() const { return static_cast<int>(least.size()); }
    void Add(double from, double to, double gain,
             const std::vector<LinearProgram::Entry>& entries) {
      const auto bound = [](double limit) {
        return limit >= LinearProgram::kInfinity    ? COIN_DBL_MAX
               : limit <= -LinearProgram::kInfinity ? -COIN_DBL_MAX
                                                    : limit;
      };
      least.push_back(bound(from));
      most.push_back(bound(to));
      profit.push_back(-gain);
      for (const LinearProgram::Entry& entry : entries) {
        indices.push_back(entry.index);
        values.push_back(entry.value);
      }
      starts.push_back(static_cast<CoinBigIndex>(indices.size()));
    }
  };

  ClpSimplex clp;
  Pending rows, columns;
  int32_t row_count = 0;
  int32_t column_count = 0;

  Engine() {
    clp.setLogLevel(0);
    clp.setOptimizationDirection(1);
  }

  // What is pending of one sort may refer to what is pending of the other.
  void GiveRows() {
    if (rows.size() == 0) return;
    clp.addRows(rows.size(), rows.least.data(), rows.most.data(),
                rows.starts.data(), rows.indices.data(), rows.values.data());
    rows = {};
  }
  void GiveColumns() {
    if (columns.size() == 0) return;
    clp.addColumns(columns.size(), columns.least.data(), columns.most.data(),
                   columns.profit.data(), columns.starts.data(),
                   columns.indices.data(), columns.values.data());
    columns = {};
  }
};

LinearProgram::LinearProgram() : engine_(std::make_unique<Engine>()) {}
LinearProgram::~LinearProgram() = default;
LinearProgram::LinearProgram(LinearProgram&&) noexcept = default;
LinearProgram& LinearProgram::operator=(LinearProgram&&) noexcept = default;

int32_t LinearProgram::AddRow(double least, double most,
                              const std::vector<Entry>& columns) {
  engine_->GiveColumns();
  engine_->rows.Add(least, most, 0, columns);
  return engine_->row_count++;
}

int32_t LinearProgram::AddColumn(double profit, double least, double most,
                                 const std::vector<Entry>& rows) {
  engine_->GiveRows();
  engine_->columns.Add(least, most, profit, rows);
  return engine_->column_count++;
}

void LinearProgram::SetLimits(int32_t column, double least, double most) {
  engine_->GiveRows();
  engine_->GiveColumns();
  engine_->clp.setColumnBounds(column, least,
                               most >= kInfinity ? COIN_DBL_MAX : most);
}

absl::StatusOr<LinearProgram::Ending> LinearProgram::Maximise(
    int64_t most_iterations, const std::function<bool()>* stop,
    Changed changed) {
  try {
    engine_->GiveRows();
    engine_->GiveColumns();
    ClpSimplex& clp = engine_->clp;
    const StopHandler handler(stop);
    clp.passInEventHandler(&handler);
    clp.setMaximumIterations(
        static_cast<int>(std::min<int64_t>(most_iterations, 1 << 30)));
    if (changed == Changed::kLimits) {
      clp.dual();
    } else {
      clp.primal();
    }
    switch (clp.status()) {
      case 0:
        return Ending::kOptimal;
      case 1:
      case 2:
        return Ending::kNoSolution;
      case 3:
      case 5:
        return Ending::kStopped;
      default:
        return absl::InternalError(
            absl::StrCat("CLP ended with status ", clp.status()));
    }
  } catch (const CoinError& error) {
    return absl::InternalError(absl::StrCat("CLP: ", error.message()));
  } catch (const std::exception& error) {
    return absl::InternalError(absl::StrCat("CLP: ", error.what()));
  }
}

double LinearProgram::value(int32_t column) const {
  return column < engine_->clp.numberColumns()
             ? engine_->clp.primalColumnSolution()[column]
             : 0;
}

double LinearProgram::price(int32_t row) const {
  return row < engine_->clp.numberRows() ? -engine_->clp.dualRowSolution()[row]
                                         : 0;
}

double LinearProgram::objective() const {
  return -engine_->clp.rawObjectiveValue();
}

int64_t LinearProgram::iterations() const {
  return engine_->clp.numberIterations();
}

}  // namespace duikou
