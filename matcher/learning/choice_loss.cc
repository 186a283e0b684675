#include "matcher/learning/choice_loss.h"

#include <algorithm>
#include <cmath>

#include "matcher/base/check.h"

namespace duikou {
namespace {

constexpr int32_t kNowhere = -1;

bool IsDecided(const Candidate& candidate) {
  return candidate.verdict != Verdict::kPassedOver;
}

// What `verdict` is compared with, by place among its chooser's candidates.
std::vector<int32_t> Opposed(const Chooser& chooser, const Candidate& verdict) {
  std::vector<int32_t> opposed;
  const bool wanted = verdict.verdict == Verdict::kWanted;
  for (size_t i = 0; i < chooser.candidates.size(); ++i) {
    const Verdict other = chooser.candidates[i].verdict;
    if (other == Verdict::kPassedOver ||
        (wanted && other == Verdict::kUnwanted)) {
      opposed.push_back(static_cast<int32_t>(i));
    }
  }
  return opposed;
}

// At most `most` of them: every n-th from a start of its own, evenly over the
// whole order. `nth` is the verdict's place among those of its chooser.
std::vector<int32_t> Sample(const std::vector<int32_t>& opposed, int64_t nth,
                            int64_t most) {
  const auto count = static_cast<int64_t>(opposed.size());
  const int64_t taken = std::min(count, most);
  std::vector<int32_t> sample;
  for (int64_t i = 0; i < taken; ++i) {
    sample.push_back(opposed[(i * count / taken + nth * 7919) % count]);
  }
  return sample;
}

}  // namespace

ChoiceLoss::ChoiceLoss(absl::Span<const Chooser> choosers, int most_compared) {
  DUIKOU_CHECK(most_compared >= 1) << most_compared;
  for (const Chooser& chooser : choosers) AddChooser(chooser, most_compared);
}

ChoiceLoss::Place ChoiceLoss::PlaceOf(const Candidate& candidate) {
  Place place;
  for (size_t c = 0; c < place.piece.size(); ++c) {
    const int32_t value = candidate.values[static_cast<Criterion>(c)];
    const int32_t piece = std::min(value / ValueCurve::kStep, kPieces - 1);
    place.piece[c] = static_cast<uint8_t>(piece);
    place.within[c] = static_cast<double>(value - piece * ValueCurve::kStep) /
                      ValueCurve::kStep;
  }
  return place;
}

void ChoiceLoss::AddChooser(const Chooser& chooser, int64_t most) {
  double importance = 0;
  for (const Candidate& candidate : chooser.candidates) {
    if (IsDecided(candidate)) importance += candidate.importance / 100.0;
  }
  // Just what is compared gets a place.
  std::vector<int32_t> placed(chooser.candidates.size(), kNowhere);
  const auto place_of = [&](int32_t i) {
    if (placed[i] == kNowhere) {
      placed[i] = static_cast<int32_t>(places_.size());
      places_.push_back(PlaceOf(chooser.candidates[i]));
    }
    return placed[i];
  };
  int64_t nth = 0;
  for (size_t i = 0; i < chooser.candidates.size(); ++i) {
    const Candidate& candidate = chooser.candidates[i];
    if (!IsDecided(candidate)) continue;
    const std::vector<int32_t> others =
        Sample(Opposed(chooser, candidate), nth++, most);
    if (others.empty()) continue;
    Decided verdict{.weight = candidate.importance / 100.0 /
                              std::sqrt(importance) /
                              static_cast<double>(others.size())};
    const int32_t own = place_of(static_cast<int32_t>(i));
    for (const int32_t other : others) {
      const int32_t against = place_of(other);
      verdict.comparisons.push_back(candidate.verdict == Verdict::kWanted
                                        ? Comparison{own, against}
                                        : Comparison{against, own});
    }
    verdicts_.push_back(std::move(verdict));
  }
}

std::vector<double> ChoiceLoss::Worths(const Increments& increments) const {
  // What the pieces before add, by criterion and piece.
  Increments before;
  for (int c = 0; c < kCriterionCount; ++c) {
    double sum = 0;
    for (int j = 0; j < kPieces; ++j) {
      before[c * kPieces + j] = sum;
      sum += increments[c * kPieces + j];
    }
  }
  std::vector<double> worths;
  worths.reserve(places_.size());
  for (const Place& place : places_) {
    double worth = 0;
    for (int c = 0; c < kCriterionCount; ++c) {
      const int at = c * kPieces + place.piece[c];
      worth += before[at] + increments[at] * place.within[c];
    }
    worths.push_back(worth);
  }
  return worths;
}

void ChoiceLoss::AddPulls(const std::vector<double>& pulls,
                          Increments& gradient) const {
  // Pulls of what lies in a piece, which takes the pieces before it as a whole.
  Increments whole = {};
  for (size_t i = 0; i < places_.size(); ++i) {
    for (int c = 0; c < kCriterionCount; ++c) {
      const int at = c * kPieces + places_[i].piece[c];
      gradient[at] += pulls[i] * places_[i].within[c];
      whole[at] += pulls[i];
    }
  }
  for (int c = 0; c < kCriterionCount; ++c) {
    double beyond = 0;
    for (int j = kPieces - 1; j >= 0; --j) {
      gradient[c * kPieces + j] += beyond;
      beyond += whole[c * kPieces + j];
    }
  }
}

double ChoiceLoss::Evaluate(const Increments& increments,
                            Increments* gradient) const {
  const std::vector<double> worths = Worths(increments);
  std::vector<double> pulls(gradient == nullptr ? 0 : places_.size());
  double loss = 0;
  for (const Decided& verdict : verdicts_) {
    for (const Comparison& comparison : verdict.comparisons) {
      const double z = worths[comparison.better] - worths[comparison.worse];
      // log(1 + e^−z) without overflow.
      const double e = std::exp(-std::abs(z));
      loss += verdict.weight * (std::max(0.0, -z) + std::log1p(e));
      if (gradient == nullptr) continue;
      const double pull = verdict.weight * (z >= 0 ? e : 1) / (1 + e);
      pulls[comparison.better] -= pull;
      pulls[comparison.worse] += pull;
    }
  }
  if (gradient != nullptr) AddPulls(pulls, *gradient);
  return loss;
}

}  // namespace duikou
