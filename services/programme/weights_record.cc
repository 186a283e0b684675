#include "services/programme/weights_record.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"

namespace duikou {

namespace pb = ::duikou::matching::v1;

pb::Criterion ToProto(Criterion criterion) {
  return static_cast<pb::Criterion>(static_cast<int>(criterion) + 1);
}

static_assert(pb::Criterion_MAX == kCriterionCount);
static_assert(pb::CRITERION_RECORD == static_cast<int>(Criterion::kRecord) + 1);

namespace {

ValueCurve::Points PointsOf(const pb::CriterionWeight& entry) {
  ValueCurve::Points points;
  std::copy_n(entry.curve_points().begin(), points.size(), points.begin());
  return points;
}

}  // namespace

std::optional<CurveFlaw> FindCurveFlaw(const CriterionWeights& weights) {
  for (int i = 0; i < weights.size(); ++i) {
    const int count = weights[i].curve_points_size();
    if (count == 0) continue;
    if (count != ValueCurve::kInner) {
      return CurveFlaw{i, absl::StrCat("有 ", count, " 个点，应为 3 个"),
                       absl::StrCat("has ", count, " points, must have 3")};
    }
    if (!ValueCurve::IsCurve(PointsOf(weights[i]))) {
      return CurveFlaw{i, "各点须在 0 至 10,000 之内，且不得下降",
                       "points must be within 0 to 10,000 and must not fall"};
    }
  }
  return std::nullopt;
}

absl::StatusOr<Weights> WeightsOf(const CriterionWeights& weights,
                                  absl::string_view field,
                                  const PerCriterion<ValueCurve>& curves) {
  if (const std::optional<CurveFlaw> flaw = FindCurveFlaw(weights)) {
    return Refused(absl::StatusCode::kInvalidArgument,
                   absl::StrCat(field, "[", flaw->entry, "].curve_points"),
                   flaw->zh, flaw->en);
  }
  std::array<int64_t, kCriterionCount> raw = {};
  PerCriterion<ValueCurve> own = curves;
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
    if (weights[i].curve_points_size() > 0) {
      own[static_cast<Criterion>(criterion - 1)] =
          ValueCurve(PointsOf(weights[i]));
    }
    sum += weights[i].weight();
  }
  if (sum == 0) {
    return Refused(absl::StatusCode::kInvalidArgument, field,
                   "至少一项权重须大于 0",
                   "at least one weight must be more than 0");
  }
  ASSIGN_OR_RETURN(Weights normalised, NormaliseWeights(raw));
  normalised.curves = own;
  return normalised;
}

void AddWeights(const Weights& weights, CriterionWeights& entries) {
  for (const Criterion criterion : kAllCriteria) {
    pb::CriterionWeight& entry = *entries.Add();
    entry.set_criterion(ToProto(criterion));
    entry.set_weight(weights[criterion]);
    for (const int32_t point : weights.curves[criterion].points()) {
      entry.add_curve_points(point);
    }
  }
}

}  // namespace duikou
