#include "matcher/fair/minimizer.h"

#include <algorithm>
#include <utility>

namespace duikou {
namespace {

// Steps for one try to make a core smaller.
constexpr int64_t kShrinkSteps = 200;
// Larger cores are not tried literal by literal.
constexpr size_t kMostShrunk = 60;
// Tries that may fail before a core is left as it is.
constexpr int32_t kMostFailures = 12;

}  // namespace

Minimizer::Minimizer(const std::vector<Wish>& wishes, Sat* sat)
    : sat_(sat), wishes_(wishes) {
  for (const Wish& wish : wishes) AddWish(wish.literal, wish.weight);
  for (const auto& [literal, weight] : open_) {
    stratum_ = std::max(stratum_, weight);
  }
}

void Minimizer::AddWish(SatLiteral literal, int64_t weight) {
  if (literal == kSatTrue) return;
  if (literal == -kSatTrue) {
    lower_ += weight;
    return;
  }
  open_[literal] += weight;
}

void Minimizer::KnowUpper(int64_t upper) {
  if (upper >= upper_) return;
  upper_ = upper;
  if (lower_ >= upper_) state_ = State::kOptimal;
}

std::vector<SatLiteral> Minimizer::Assumptions() const {
  std::vector<SatLiteral> assumptions;
  for (const auto& [literal, weight] : open_) {
    if (weight >= stratum_) assumptions.push_back(literal);
  }
  return assumptions;
}

// To the next that has fewer than half the weight, or ends; false: all are
// looked at.
bool Minimizer::LowerStratum() {
  int64_t next = 0;
  for (const auto& [literal, weight] : open_) {
    if (weight < stratum_) next = std::max(next, weight);
  }
  if (next == 0) return false;
  stratum_ = (next + 1) / 2;
  return true;
}

Minimizer::State Minimizer::Run(const std::function<bool()>& accept,
                                int64_t most_steps, Work* work) {
  const int64_t end = work->done() + std::min(most_steps, work->left());
  while (state_ == State::kOpen) {
    const SatAnswer answer = TryAll(accept, end, work);
    if (answer == SatAnswer::kNotKnown) break;
    if (answer == SatAnswer::kYes) {
      Harden();
      if (lower_ >= upper_ || !LowerStratum()) state_ = State::kOptimal;
      continue;
    }
    std::vector<SatLiteral> core;
    for (const SatLiteral literal : Assumptions()) {
      if (sat_->Failed(literal)) core.push_back(literal);
    }
    if (core.empty()) {
      // Answers worse than a known one may have been ruled out.
      state_ = upper_ == kNoAnswer ? State::kInfeasible : State::kOptimal;
      lower_ = std::max(lower_, upper_ == kNoAnswer ? lower_ : upper_);
      break;
    }
    TakeCore(Shrink(std::move(core), work));
    if (lower_ >= upper_) state_ = State::kOptimal;
  }
  return state_;
}

SatAnswer Minimizer::TryAll(const std::function<bool()>& accept, int64_t end,
                            Work* work) {
  while (true) {
    const SatAnswer answer =
        sat_->Solve(Assumptions(), end - work->done(), work);
    if (answer != SatAnswer::kYes) return answer;
    const int64_t before = upper_;
    TakeAnswer();
    if (accept()) return answer;
    upper_ = before;
  }
}

void Minimizer::TakeAnswer() {
  int64_t cost = 0;
  for (const Wish& wish : wishes_) {
    if (!sat_->IsTrue(wish.literal)) cost += wish.weight;
  }
  upper_ = std::min(upper_, cost);
}

// A smaller core, by leaving literals out while the rest still clashes.
std::vector<SatLiteral> Minimizer::Shrink(std::vector<SatLiteral> core,
                                          Work* work) {
  int32_t failures = 0;
  for (size_t i = 0; i < core.size() && core.size() > 1 &&
                     core.size() <= kMostShrunk && failures < kMostFailures;) {
    std::vector<SatLiteral> rest = core;
    rest.erase(rest.begin() + i);
    if (sat_->Solve(rest, kShrinkSteps, work) != SatAnswer::kNo) {
      ++failures;
      ++i;
      continue;
    }
    std::vector<SatLiteral> smaller;
    for (size_t j = 0; j < rest.size(); ++j) {
      if (sat_->Failed(rest[j])) smaller.push_back(rest[j]);
    }
    if (smaller.empty())
      return core;  // the clauses alone: told by the next try
    core = std::move(smaller);
    i = std::min(i, core.size());
  }
  return core;
}

void Minimizer::TakeCore(const std::vector<SatLiteral>& core) {
  int64_t least = std::numeric_limits<int64_t>::max();
  for (const SatLiteral literal : core) least = std::min(least, open_[literal]);
  lower_ += least;
  std::vector<SatLiteral> failing, clause;
  for (const SatLiteral literal : core) {
    failing.push_back(-literal);
    NextOf(literal, least);
    if ((open_[literal] -= least) == 0) open_.erase(literal);
  }
  sat_->AddClause(failing);
  if (core.size() == 1) return;
  Counter counter{std::make_shared<Totaliser>(failing, sat_), 2};
  const SatLiteral fewer = -counter.sum->AtLeast(2);
  open_[fewer] += least;
  counter_[fewer] = std::move(counter);
}

// Where the literal says "fewer than k fail" of some, "fewer than k + 1" is the
// next to wish for.
void Minimizer::NextOf(SatLiteral literal, int64_t weight) {
  const auto found = counter_.find(literal);
  if (found == counter_.end()) return;
  const Counter& counter = found->second;
  const SatLiteral next = -counter.sum->AtLeast(counter.k + 1);
  if (next == kSatTrue) return;
  open_[next] += weight;
  if (counter_.contains(next)) return;
  counter_[next] = {counter.sum, counter.k + 1};
}

// Wishes that cost more than there is to gain are granted.
void Minimizer::Harden() {
  if (upper_ == kNoAnswer) return;
  std::vector<SatLiteral> granted;
  for (const auto& [literal, weight] : open_) {
    if (weight > upper_ - lower_) granted.push_back(literal);
  }
  for (const SatLiteral literal : granted) {
    sat_->AddClause({literal});
    open_.erase(literal);
  }
}

void Minimizer::Settle() {
  for (const auto& [literal, weight] : open_) sat_->AddClause({literal});
}

}  // namespace duikou
