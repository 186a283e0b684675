#include "matcher/fair/cardinality.h"

#include <algorithm>

namespace duikou {
namespace {

// Up to so many, all pairs are fewer clauses than a ladder is worth.
constexpr size_t kMostPairs = 6;

}  // namespace

void AtMostOne(absl::Span<const SatLiteral> literals, Sat* sat) {
  if (literals.size() <= kMostPairs) {
    for (size_t i = 0; i < literals.size(); ++i) {
      for (size_t j = i + 1; j < literals.size(); ++j) {
        sat->AddClause({-literals[i], -literals[j]});
      }
    }
    return;
  }
  // A few, with one that says whether any of them is true, and the rest.
  const absl::Span<const SatLiteral> head = literals.first(kMostPairs - 2);
  const SatLiteral any = sat->NewVariable();
  for (const SatLiteral literal : head) sat->AddClause({-literal, any});
  AtMostOne(head, sat);
  std::vector<SatLiteral> rest(literals.begin() + head.size(), literals.end());
  rest.push_back(any);
  AtMostOne(rest, sat);
}

void AtMost(absl::Span<const SatLiteral> literals, int32_t most,
            absl::Span<const SatLiteral> given, Sat* sat) {
  if (most >= static_cast<int32_t>(literals.size())) return;
  std::vector<SatLiteral> clause;
  for (const SatLiteral condition : given) clause.push_back(-condition);
  if (most < 0) return sat->AddClause(clause);
  clause.push_back(0);
  if (most == 0) {
    for (const SatLiteral literal : literals) {
      clause.back() = -literal;
      sat->AddClause(clause);
    }
    return;
  }
  if (most == 1 && given.empty()) return AtMostOne(literals, sat);
  Totaliser sum(literals, sat);
  clause.back() = -sum.AtLeast(most + 1);
  sat->AddClause(clause);
}

void AtLeast(absl::Span<const SatLiteral> literals, int32_t least, Sat* sat) {
  if (least == 1) return sat->AddClause(literals);
  std::vector<SatLiteral> negated;
  for (const SatLiteral literal : literals) negated.push_back(-literal);
  AtMost(negated, static_cast<int32_t>(negated.size()) - least, {}, sat);
}

Totaliser::Totaliser(absl::Span<const SatLiteral> literals, Sat* sat,
                     Exact exact)
    : sat_(sat), exact_(exact == Exact::kYes) {
  if (literals.empty()) {
    nodes_.emplace_back();
  } else {
    Build(literals);
  }
}

SatLiteral Totaliser::AtLeast(int32_t k) {
  if (k <= 0) return kSatTrue;
  if (k > size()) return -kSatTrue;
  const int32_t root = static_cast<int32_t>(nodes_.size()) - 1;
  Extend(root, k);
  return Output(root, k);
}

int32_t Totaliser::Build(absl::Span<const SatLiteral> literals) {
  Node node;
  node.size = static_cast<int32_t>(literals.size());
  if (node.size == 1) {
    node.outputs = {literals[0]};
  } else {
    const size_t half = literals.size() / 2;
    node.left = Build(literals.first(half));
    node.right = Build(literals.subspan(half));
  }
  nodes_.push_back(std::move(node));
  return static_cast<int32_t>(nodes_.size()) - 1;
}

void Totaliser::Extend(int32_t index, int32_t k) {
  k = std::min(k, nodes_[index].size);
  if (static_cast<int32_t>(nodes_[index].outputs.size()) >= k) return;
  Extend(nodes_[index].left, k);
  Extend(nodes_[index].right, k);
  while (static_cast<int32_t>(nodes_[index].outputs.size()) < k) {
    nodes_[index].outputs.push_back(sat_->NewVariable());
    Add(nodes_[index], static_cast<int32_t>(nodes_[index].outputs.size()));
  }
}

void Totaliser::Add(Node& node, int32_t k) {
  const SatLiteral sum = node.outputs[k - 1];
  if (k > 1) sat_->AddClause({-sum, node.outputs[k - 2]});
  for (int32_t i = 0; i <= k; ++i) {
    const SatLiteral left = Output(node.left, i);
    const SatLiteral right = Output(node.right, k - i);
    sat_->AddClause({-left, -right, sum});
  }
  if (!exact_) return;
  for (int32_t i = 0; i < k; ++i) {
    // At most i on the left and k − 1 − i on the right: not k.
    const SatLiteral left = Output(node.left, i + 1);
    const SatLiteral right = Output(node.right, k - i);
    sat_->AddClause({left, right, -sum});
  }
}

SatLiteral Totaliser::Output(int32_t index, int32_t k) const {
  if (k <= 0) return kSatTrue;
  const Node& node = nodes_[index];
  if (k > node.size) return -kSatTrue;
  return node.outputs[k - 1];
}

}  // namespace duikou
