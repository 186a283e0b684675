#include "matcher/scorer/weights.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace duikou {

Weights DefaultWeights() {
  Weights weights = {};
  weights[Criterion::kSector] = 3'000;
  weights[Criterion::kRegion] = 2'000;
  weights[Criterion::kFundSize] = 2'000;
  weights[Criterion::kCapability] = 1'000;
  weights[Criterion::kStanding] = 1'000;
  weights[Criterion::kRecord] = 1'000;
  return weights;
}

absl::StatusOr<Weights> NormaliseWeights(
    const std::array<int64_t, kCriterionCount>& raw) {
  int64_t sum = 0;
  for (int i = 0; i < kCriterionCount; ++i) {
    if (raw[i] < 0 || raw[i] > kMaxRawWeight) {
      return absl::InvalidArgumentError(
          absl::StrCat("weights[", i, "]: not within 0 to ", kMaxRawWeight));
    }
    sum += raw[i];
  }
  if (sum == 0) return absl::InvalidArgumentError("weights: all are zero");

  Weights weights = {};
  std::array<int64_t, kCriterionCount> remainders;
  int32_t missing = kFull;
  for (Criterion c : kAllCriteria) {
    const auto i = static_cast<size_t>(c);
    weights[c] = static_cast<int32_t>(raw[i] * kFull / sum);
    remainders[i] = raw[i] * kFull % sum;
    missing -= weights[c];
  }
  for (; missing > 0; --missing) {
    Criterion largest = kAllCriteria[0];
    for (Criterion c : kAllCriteria) {
      if (remainders[static_cast<size_t>(c)] >
          remainders[static_cast<size_t>(largest)]) {
        largest = c;
      }
    }
    ++weights[largest];
    remainders[static_cast<size_t>(largest)] = -1;
  }
  return weights;
}

}  // namespace duikou
