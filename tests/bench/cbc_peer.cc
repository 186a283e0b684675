#include "tests/bench/cbc_peer.h"

#include <coin/Cbc_C_Interface.h>

#include <limits>
#include <string>
#include <vector>

namespace duikou::bench {
namespace {

// The plain model by columns: a row an item (placed once), a row an agent
// (load + short − over = quota).
struct Program {
  std::vector<CoinBigIndex> starts = {0};
  std::vector<int> rows;
  std::vector<double> values, least, most, profit, row_least, row_most;

  void Column(double gain, double limit,
              const std::vector<std::pair<int, double>>& entries) {
    for (const auto& [row, value] : entries) {
      rows.push_back(row);
      values.push_back(value);
    }
    starts.push_back(static_cast<CoinBigIndex>(rows.size()));
    least.push_back(0);
    most.push_back(limit);
    profit.push_back(gain);
  }
};

Program MakeProgram(const IndivisibleProblem& problem) {
  constexpr double kInf = std::numeric_limits<double>::max();
  Program program;
  const int items = static_cast<int>(problem.items.size());
  for (int i = 0; i < items; ++i) {
    for (const IndivisibleChoice& choice : problem.items[i].choices) {
      program.Column(
          static_cast<double>(choice.worth), 1,
          {{i, 1}, {items + choice.agent, static_cast<double>(choice.load)}});
    }
    program.row_least.push_back(problem.items[i].must_place ? 1 : 0);
    program.row_most.push_back(1);
  }
  for (size_t j = 0; j < problem.agents.size(); ++j) {
    const IndivisibleAgent& agent = problem.agents[j];
    const int row = items + static_cast<int>(j);
    const double quota = static_cast<double>(agent.quota);
    program.Column(-static_cast<double>(agent.under_penalty), kInf, {{row, 1}});
    program.Column(-static_cast<double>(agent.over_penalty), kInf, {{row, -1}});
    program.row_least.push_back(quota);
    program.row_most.push_back(quota);
  }
  return program;
}

}  // namespace

PeerResult SolveWithCbc(const IndivisibleProblem& problem, double seconds) {
  const Program program = MakeProgram(problem);
  Cbc_Model* model = Cbc_newModel();
  const int columns = static_cast<int>(program.profit.size());
  Cbc_loadProblem(model, columns, static_cast<int>(program.row_least.size()),
                  program.starts.data(), program.rows.data(),
                  program.values.data(), program.least.data(),
                  program.most.data(), program.profit.data(),
                  program.row_least.data(), program.row_most.data());
  Cbc_setObjSense(model, -1);
  const int agents = static_cast<int>(problem.agents.size());
  for (int c = 0; c < columns - 2 * agents; ++c) Cbc_setInteger(model, c);
  Cbc_setParameter(model, "sec", std::to_string(seconds).c_str());
  Cbc_setParameter(model, "timeMode", "elapsed");
  Cbc_setParameter(model, "log", "0");
  Cbc_solve(model);
  PeerResult result;
  result.has_answer = Cbc_bestSolution(model) != nullptr;
  result.value = Cbc_getObjValue(model);
  result.bound = Cbc_getBestPossibleObjValue(model);
  Cbc_deleteModel(model);
  return result;
}

}  // namespace duikou::bench
