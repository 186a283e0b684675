#include "services/programme/weights_record.h"

#include <array>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/base/violation.h"

namespace duikou {

namespace pb = ::duikou::matching::v1;

pb::Criterion ToProto(Criterion criterion) {
  return static_cast<pb::Criterion>(static_cast<int>(criterion) + 1);
}

static_assert(pb::Criterion_MAX == kCriterionCount);
static_assert(pb::CRITERION_RECORD == static_cast<int>(Criterion::kRecord) + 1);

absl::StatusOr<Weights> WeightsOf(const CriterionWeights& weights,
                                  absl::string_view field) {
  std::array<int64_t, kCriterionCount> raw = {};
  int64_t sum = 0;
  for (int i = 0; i < weights.size(); ++i) {
    const int criterion = weights[i].criterion();
    if (criterion < 1 || criterion > kCriterionCount) {
      return absl::InvalidArgumentError(
          absl::StrCat(field, "[", i, "].criterion: unknown"));
    }
    if (weights[i].weight() < 0) {
      return Refused(absl::StatusCode::kInvalidArgument,
                     absl::StrCat(field, "[", i, "].weight"), "为负数",
                     "negative");
    }
    raw[criterion - 1] = weights[i].weight();
    sum += weights[i].weight();
  }
  if (sum == 0) {
    return Refused(absl::StatusCode::kInvalidArgument, field,
                   "至少一项权重须大于 0",
                   "at least one weight must be more than 0");
  }
  return NormaliseWeights(raw);
}

void AddWeights(const Weights& weights, CriterionWeights& entries) {
  for (const Criterion criterion : kAllCriteria) {
    pb::CriterionWeight& entry = *entries.Add();
    entry.set_criterion(ToProto(criterion));
    entry.set_weight(weights[criterion]);
  }
}

}  // namespace duikou
