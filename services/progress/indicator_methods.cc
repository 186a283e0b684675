#include "services/progress/indicator_methods.h"

#include <algorithm>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "matcher/base/status_macros.h"

namespace duikou {

using catalogue::v1::Programme;
using catalogue::v1::Target;
using google::protobuf::Empty;
using progress::v1::CreateIndicatorRequest;
using progress::v1::DeleteIndicatorRequest;
using progress::v1::GetIndicatorRequest;
using progress::v1::Indicator;
using progress::v1::ListIndicatorsRequest;
using progress::v1::ListIndicatorsResponse;
using progress::v1::UpdateIndicatorRequest;

namespace {

std::optional<Violation> CheckIndicator(const Indicator& indicator,
                                        const Programme& programme) {
  if (indicator.by_labour_form() &&
      indicator.measure() != Indicator::MEASURE_COUNT) {
    return Violation{"only_of_counts", "by_labour_form",
                     "只有数量指标才分输出形式", "is for MEASURE_COUNT alone"};
  }
  if (indicator.relative_to_province() &&
      indicator.measure() != Indicator::MEASURE_RATE) {
    return Violation{"only_of_rates", "relative_to_province",
                     "只有比率指标才与全省平均比较",
                     "is for MEASURE_RATE alone"};
  }
  const auto& targets = programme.targets();
  if (indicator.target().empty() ||
      std::any_of(targets.begin(), targets.end(), [&](const Target& target) {
        return target.id() == indicator.target();
      })) {
    return std::nullopt;
  }
  return Violation{"unknown_target", "target",
                   absl::StrCat("规划中没有目标“", indicator.target(), "”"),
                   absl::StrCat("\"", indicator.target(),
                                "\" is no target of the programme")};
}

absl::Status PrepareIndicator(WriteContext& context, const Indicator*,
                              Indicator& indicator) {
  ASSIGN_OR_RETURN(const Programme* programme, context.Programme());
  return context.Invalid(CheckIndicator(indicator, *programme));
}

Resource<Indicator> IndicatorResource(FollowedProgress& followed) {
  return {.pattern = "programmes/{programme}/indicators/{indicator}",
          .field = "indicator",
          .id_prefix = "i-",
          .prepare = PrepareIndicator,
          .may_delete = [&followed](WriteContext& context,
                                    const Indicator& indicator) {
            return followed.RefuseWhileInLedger(context, indicator.name());
          }};
}

}  // namespace

IndicatorMethods::IndicatorMethods(Store& store, Clock& clock, IdGenerator& ids,
                                   FollowedProgress& followed)
    : methods_(store, clock, ids, IndicatorResource(followed)) {}

absl::StatusOr<Indicator> IndicatorMethods::GetIndicator(
    CallContext& call, const GetIndicatorRequest& request) {
  return methods_.Get(call, request);
}

absl::StatusOr<ListIndicatorsResponse> IndicatorMethods::ListIndicators(
    CallContext& call, const ListIndicatorsRequest& request) {
  return methods_.List<ListIndicatorsResponse>(call, request);
}

absl::StatusOr<Indicator> IndicatorMethods::CreateIndicator(
    CallContext& call, const CreateIndicatorRequest& request) {
  return methods_.Create(call, request);
}

absl::StatusOr<Indicator> IndicatorMethods::UpdateIndicator(
    CallContext& call, const UpdateIndicatorRequest& request) {
  return methods_.Update(call, request);
}

absl::StatusOr<Empty> IndicatorMethods::DeleteIndicator(
    CallContext& call, const DeleteIndicatorRequest& request) {
  return methods_.Delete(call, request);
}

}  // namespace duikou
