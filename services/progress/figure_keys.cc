#include "services/progress/figure_keys.h"

#include "absl/strings/strip.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using catalogue::v1::Programme;
using catalogue::v1::Target;

struct KnownFigure {
  absl::string_view key;
  FigureMeasure measure;
};

constexpr KnownFigure kKnown[] = {
    {"funds.in-place", FigureMeasure::kMoney},
    {"funds.signed.in-place", FigureMeasure::kMoney},
    {"funds.signed.supporters", FigureMeasure::kMoney},
    {"funds.signed.recipients", FigureMeasure::kMoney},
    {"agreements.carried-out", FigureMeasure::kCount},
    {"agreements.new", FigureMeasure::kCount},
    {"agreements.continuing", FigureMeasure::kCount},
    {"agreements.signed", FigureMeasure::kCount},
    {"agreements.contract-total", FigureMeasure::kMoney},
    {"agreements.private-total", FigureMeasure::kMoney},
    {"agreements.private-share", FigureMeasure::kRate},
    {"agreements.hundred-million", FigureMeasure::kCount},
    {"agreements.hundred-million-share", FigureMeasure::kRate},
    {"agreements.stage.negotiating", FigureMeasure::kCount},
    {"agreements.stage.preparing", FigureMeasure::kCount},
    {"agreements.stage.building", FigureMeasure::kCount},
    {"agreements.stage.in-production", FigureMeasure::kCount},
    {"agreements.stage.terminated", FigureMeasure::kCount},
};

std::optional<FigureMeasure> MeasureOfTarget(const Target& target) {
  switch (target.value_case()) {
    case Target::kAmountFen:
      return FigureMeasure::kMoney;
    case Target::kCount:
      return FigureMeasure::kCount;
    case Target::kBasisPoints:
      return FigureMeasure::kRate;
    case Target::VALUE_NOT_SET:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::string IndicatorOfFigure(absl::string_view key) {
  return absl::ConsumePrefix(&key, "indicator.") ? std::string(key) : "";
}

std::optional<FigureMeasure> MeasureOfFigure(absl::string_view key,
                                             const Programme& programme,
                                             const pb::Indicator* indicator) {
  for (const KnownFigure& known : kKnown) {
    if (known.key == key) return known.measure;
  }
  if (indicator != nullptr &&
      indicator->measure() == pb::Indicator::MEASURE_COUNT) {
    return FigureMeasure::kCount;
  }
  absl::string_view id = key;
  if (absl::ConsumePrefix(&id, "funds.")) {
    for (const auto& kind : programme.fund_kinds()) {
      if (kind.id() == id) return FigureMeasure::kMoney;
    }
  }
  id = key;
  if (absl::ConsumePrefix(&id, "target.")) {
    for (const Target& target : programme.targets()) {
      if (target.id() == id) return MeasureOfTarget(target);
    }
  }
  return std::nullopt;
}

}  // namespace duikou
