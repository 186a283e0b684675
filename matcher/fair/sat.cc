#include "matcher/fair/sat.h"

#include <algorithm>
#include <cadical.hpp>
#include <cstdlib>

namespace duikou {
namespace {

// The library's answers, as in the SAT competitions.
constexpr int kSatisfiable = 10;
constexpr int kUnsatisfiable = 20;
// What a call takes before it searches.
constexpr int64_t kAssumptionsPerStep = 16;
constexpr int64_t kClausesPerStep = 1'000;
// Calls of terminate() between two of `cancelled`.
constexpr int64_t kPolls = 64;

// Counts what a call does, and ends it: every learned clause is a conflict, and
// terminate() is called every ten rounds of propagation and in preprocessing.
class StepCounter : public CaDiCaL::Terminator, public CaDiCaL::Learner {
 public:
  void Begin(int64_t most, Work* work) {
    most_ = most;
    work_ = work;
    steps_ = polls_ = 0;
  }
  int64_t steps() const { return steps_; }

  bool terminate() override {
    ++steps_;
    if (++polls_ % kPolls == 0 && work_->Cancelled()) return true;
    return steps_ >= most_;
  }
  bool learning(int) override {
    ++steps_;
    return false;
  }
  void learn(int) override {}

 private:
  int64_t most_ = 0;
  Work* work_ = nullptr;
  int64_t steps_ = 0;
  int64_t polls_ = 0;
};

}  // namespace

class Sat::Library {
 public:
  Library() {
    solver_.set("quiet", 1);
    solver_.connect_terminator(&counter_);
    solver_.connect_learner(&counter_);
  }

  CaDiCaL::Solver& solver() { return solver_; }
  StepCounter& counter() { return counter_; }

 private:
  StepCounter counter_;
  CaDiCaL::Solver solver_;
};

Sat::Sat() : library_(std::make_unique<Library>()) {
  NewVariable();
  library_->solver().add(kSatTrue);
  library_->solver().add(0);
}

Sat::~Sat() = default;

void Sat::AddClause(absl::Span<const SatLiteral> literals) {
  if (std::find(literals.begin(), literals.end(), kSatTrue) != literals.end()) {
    return;
  }
  CaDiCaL::Solver& solver = library_->solver();
  for (const SatLiteral literal : literals) {
    if (literal != -kSatTrue) solver.add(literal);
  }
  solver.add(0);
  ++clauses_;
}

void Sat::Prefer(SatLiteral literal) {
  if (std::abs(literal) != kSatTrue) library_->solver().phase(literal);
}

SatAnswer Sat::Solve(absl::Span<const SatLiteral> assumptions,
                     int64_t most_steps, Work* work) {
  const int64_t most = std::min(most_steps, work->left());
  if (most <= 0 || work->Cancelled()) return SatAnswer::kNotKnown;
  CaDiCaL::Solver& solver = library_->solver();
  for (const SatLiteral assumption : assumptions) solver.assume(assumption);
  library_->counter().Begin(most, work);
  const int answer = solver.solve();
  // A call looks at its assumptions, and at all clauses once.
  work->Add(library_->counter().steps() + 1 +
            static_cast<int64_t>(assumptions.size()) / kAssumptionsPerStep +
            clauses_ / kClausesPerStep);
  if (answer == kSatisfiable) return SatAnswer::kYes;
  return answer == kUnsatisfiable ? SatAnswer::kNo : SatAnswer::kNotKnown;
}

bool Sat::IsTrue(SatLiteral literal) const {
  const bool value = library_->solver().val(std::abs(literal)) > 0;
  return value == (literal > 0);
}

bool Sat::Failed(SatLiteral assumption) const {
  return library_->solver().failed(assumption);
}

}  // namespace duikou
