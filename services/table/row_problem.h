// RowProblem: one thing wrong in a sheet that is imported, and ProblemLog, the
// list of them.
#ifndef DUIKOU_SERVICES_TABLE_ROW_PROBLEM_H_
#define DUIKOU_SERVICES_TABLE_ROW_PROBLEM_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace duikou {

struct RowProblem {
  int row = 0;               // as the spreadsheet numbers it; 0: the file
  std::string column = "";   // its letter; empty: the row
  std::string heading = "";  // as it stands in the file
  std::string value = "";    // the beginning of the cell's text
  std::string code = "";     // what is wrong, for programs; stable
  std::string message_zh = "";
  std::string message_en = "";
  bool warning = false;  // a warning keeps no row out

  friend bool operator==(const RowProblem&, const RowProblem&) = default;
};

// Keeps the first problems and counts all. A plain value; thread-compatible.
class ProblemLog {
 public:
  explicit ProblemLog(size_t max_kept = 1'000) : max_kept_(max_kept) {}

  void Add(RowProblem problem) {
    ++count_;
    if (kept_.size() < max_kept_) kept_.push_back(std::move(problem));
  }

  const std::vector<RowProblem>& kept() const { return kept_; }
  int64_t count() const { return count_; }

 private:
  size_t max_kept_;
  std::vector<RowProblem> kept_;
  int64_t count_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_ROW_PROBLEM_H_
