// The SAT library behind one small class, the only one that includes it.
//
//   Sat sat;
//   const SatLiteral a = sat.NewVariable(), b = sat.NewVariable();
//   sat.AddClause({a, b});
//   sat.AddClause({-a, -b});
//   if (sat.Solve({a}, 1'000, &work) == SatAnswer::kYes) sat.IsTrue(b);
//
// Problem: an assignment of variables that makes every clause true. Method:
// CaDiCaL, incrementally under assumptions; what a call learns, the next one
// knows. Limits: 2³⁰ variables; a call ends after steps, so that its answer is
// the same on every machine. Reference: A. Biere et al.: CaDiCaL at the SAT
// Competition (2020). Thread-compatible. Internal to the folder.
#ifndef DUIKOU_MATCHER_FAIR_SAT_H_
#define DUIKOU_MATCHER_FAIR_SAT_H_

#include <cstdint>
#include <memory>

#include "absl/types/span.h"
#include "matcher/base/work.h"

namespace duikou {

// A variable, or its negation by the sign; never 0.
using SatLiteral = int32_t;

// Always true; −kSatTrue is always false.
inline constexpr SatLiteral kSatTrue = 1;

enum class SatAnswer : uint8_t { kYes, kNo, kNotKnown };

class Sat {
 public:
  Sat();
  ~Sat();
  Sat(const Sat&) = delete;
  Sat& operator=(const Sat&) = delete;

  SatLiteral NewVariable() { return ++variables_; }
  int32_t variables() const { return variables_; }
  int64_t clauses() const { return clauses_; }

  // One of them is true; none: there is no answer but kNo.
  void AddClause(absl::Span<const SatLiteral> literals);
  void AddClause(std::initializer_list<SatLiteral> literals) {
    AddClause(absl::MakeConstSpan(literals.begin(), literals.size()));
  }
  // Where nothing says otherwise, it is tried first.
  void Prefer(SatLiteral literal);

  // Whether all clauses and assumptions can hold; kNotKnown after `most_steps`,
  // or where the work has ended. Adds what it took to `work`.
  SatAnswer Solve(absl::Span<const SatLiteral> assumptions, int64_t most_steps,
                  Work* work);

  // REQUIRES: the last answer was kYes, and nothing was added since.
  bool IsTrue(SatLiteral literal) const;
  // Whether an assumption had a part in the last answer.
  // REQUIRES: it was kNo, and nothing was added since.
  bool Failed(SatLiteral assumption) const;

 private:
  class Library;

  const std::unique_ptr<Library> library_;
  int32_t variables_ = 0;
  int64_t clauses_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_FAIR_SAT_H_
