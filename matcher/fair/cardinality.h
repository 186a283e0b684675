// Counting in clauses: at most one, at most so many, and how many.
//
//   AtMostOne(sat, {a, b, c});
//   Totaliser sum({a, b, c}, &sat);
//   sat.AddClause({-sum.AtLeast(3)});  // two of them at most
//
// Method: pairs or a ladder for at most one; totalisers, trees that add unary
// numbers, built no further than was asked for. Complexity: a totaliser of n
// literals asked up to k has O(n log n) variables and O(n·k) clauses.
// Reference: O. Bailleux, Y. Boufkhad: Efficient CNF encoding of Boolean
// cardinality constraints (CP 2003); R. Martins et al.: Incremental cardinality
// constraints for MaxSAT (CP 2014). Internal to the folder.
#ifndef DUIKOU_MATCHER_FAIR_CARDINALITY_H_
#define DUIKOU_MATCHER_FAIR_CARDINALITY_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "matcher/fair/sat.h"

namespace duikou {

void AtMostOne(absl::Span<const SatLiteral> literals, Sat* sat);

// At most `most` of them, where all of `given` are true.
void AtMost(absl::Span<const SatLiteral> literals, int32_t most,
            absl::Span<const SatLiteral> given, Sat* sat);

// At least `least` of them.
void AtLeast(absl::Span<const SatLiteral> literals, int32_t least, Sat* sat);

// Refers to `sat`, which outlives it. Thread-compatible.
class Totaliser {
 public:
  enum class Exact : uint8_t {
    kNo,   // AtLeast(k) is true where k are; it may be where fewer are
    kYes,  // and is false where fewer are
  };

  Totaliser(absl::Span<const SatLiteral> literals, Sat* sat,
            Exact exact = Exact::kNo);

  int32_t size() const { return static_cast<int32_t>(nodes_.back().size); }
  // kSatTrue for k ≤ 0, −kSatTrue for k > size().
  SatLiteral AtLeast(int32_t k);

 private:
  struct Node {
    int32_t left = -1;
    int32_t right = -1;
    int32_t size = 0;
    // [k − 1]: at least k.
    std::vector<SatLiteral> outputs;
  };

  int32_t Build(absl::Span<const SatLiteral> literals);
  void Extend(int32_t node, int32_t k);
  void Add(Node& node, int32_t k);
  SatLiteral Output(int32_t node, int32_t k) const;

  Sat* const sat_;
  const bool exact_;
  std::vector<Node> nodes_;  // children first
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_FAIR_CARDINALITY_H_
