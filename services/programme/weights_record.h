// Weights between the wire and the matcher.
//
//   ASSIGN_OR_RETURN(Weights weights,
//                    WeightsOf(request.weights(), "weights", in_force.curves));
//   AddWeights(weights, *response.mutable_weights());
#ifndef DUIKOU_SERVICES_PROGRAMME_WEIGHTS_RECORD_H_
#define DUIKOU_SERVICES_PROGRAMME_WEIGHTS_RECORD_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "google/protobuf/repeated_field.h"
#include "matcher/base/score.h"
#include "matcher/scorer/weights.h"

namespace duikou {

using CriterionWeights =
    google::protobuf::RepeatedPtrField<matching::v1::CriterionWeight>;

matching::v1::Criterion ToProto(Criterion criterion);

// What is wrong with the curve points of an entry.
struct CurveFlaw {
  int entry = 0;
  std::string zh;
  std::string en;
};

// The first; nullopt where every entry has none or those of a curve.
std::optional<CurveFlaw> FindCurveFlaw(const CriterionWeights& weights);

// Scaled to add up to 10,000. A criterion left out weighs 0; without points of
// its own it has the curve of `curves`. INVALID_ARGUMENT naming `field` where
// no weight is more than 0, a criterion is unknown, or points are no curve.
absl::StatusOr<Weights> WeightsOf(const CriterionWeights& weights,
                                  absl::string_view field,
                                  const PerCriterion<ValueCurve>& curves = {});

// One entry a criterion, in the order of the enum, with its curve.
void AddWeights(const Weights& weights, CriterionWeights& entries);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_WEIGHTS_RECORD_H_
