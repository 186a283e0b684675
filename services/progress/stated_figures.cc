#include "services/progress/stated_figures.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/base/status_macros.h"
#include "services/progress/figure_keys.h"
#include "services/rpc/giving_rules.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/write_context.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;

bool IsFigureKey(absl::string_view key) {
  return std::all_of(key.begin(), key.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-' ||
           c == '.';
  });
}

struct StatedValue {
  const char* field;  // that holds it
  FigureMeasure measure;
};

// None where nothing is stated.
std::optional<StatedValue> ValueOf(const pb::StatedFigure& stated) {
  switch (stated.value_case()) {
    case pb::StatedFigure::kAmountFen:
      return StatedValue{"amount_fen", FigureMeasure::kMoney};
    case pb::StatedFigure::kCount:
      return StatedValue{"count", FigureMeasure::kCount};
    case pb::StatedFigure::kBasisPoints:
      return StatedValue{"basis_points", FigureMeasure::kRate};
    case pb::StatedFigure::VALUE_NOT_SET:
      break;
  }
  return std::nullopt;
}

absl::Status OfAnotherMeasure(const WriteContext& context, const char* field,
                              FigureMeasure measure) {
  switch (measure) {
    case FigureMeasure::kMoney:
      return context.Invalid(field, "该数字为金额，应填写 amount_fen",
                             "the figure is money: give amount_fen");
    case FigureMeasure::kCount:
      return context.Invalid(field, "该数字为数量，应填写 count",
                             "the figure is a number: give count");
    case FigureMeasure::kRate:
      break;
  }
  return context.Invalid(field, "该数字为比率，应填写 basis_points",
                         "the figure is a rate: give basis_points");
}

// What the figure is measured in, in this programme.
absl::StatusOr<FigureMeasure> FindMeasure(WriteContext& context,
                                          const std::string& figure) {
  if (!IsFigureKey(figure)) {
    return context.Invalid("figure", "由小写字母、数字、连字符和点组成",
                           "is letters a-z, digits, hyphens and dots");
  }
  ASSIGN_OR_RETURN(const catalogue::v1::Programme* programme,
                   context.Programme());
  const std::string id = IndicatorOfFigure(figure);
  std::optional<pb::Indicator> indicator;
  if (IsResourceId(id)) {
    ASSIGN_OR_RETURN(indicator, context.Find<pb::Indicator>("indicators", id));
  }
  const auto measure = MeasureOfFigure(
      figure, *programme, indicator.has_value() ? &*indicator : nullptr);
  if (measure.has_value()) return *measure;
  return context.Invalid(
      "figure", absl::StrCat("年度报告和规划进展中没有“", figure, "”"),
      absl::StrCat("the reports of a year and of the programme have no \"",
                   figure, "\""));
}

// As reports have them: of the programme, of a year of it, or of the one
// before, of which there are opening figures.
absl::Status CheckStatedYear(WriteContext& context, int year) {
  ASSIGN_OR_RETURN(const catalogue::v1::Programme* programme,
                   context.Programme());
  if (year == 0 || year == programme->first_year() - 1) {
    return absl::OkStatus();
  }
  return context.Invalid(CheckYear(year, *programme, "year"));
}

absl::Status PrepareStated(WriteContext& context, const pb::StatedFigure*,
                           pb::StatedFigure& stated) {
  ASSIGN_OR_RETURN(const FigureMeasure measure,
                   FindMeasure(context, stated.figure()));
  const std::optional<StatedValue> value = ValueOf(stated);
  if (!value.has_value()) {
    return context.Invalid("value", "未填写", "is missing: say what is stated");
  }
  if (value->measure != measure) {
    return OfAnotherMeasure(context, value->field, measure);
  }
  return CheckStatedYear(context, stated.year());
}

}  // namespace

Resource<pb::StatedFigure> StatedFigureResource() {
  return {.pattern = "programmes/{programme}/statedFigures/{stated_figure}",
          .field = "stated_figure",
          .id_prefix = "f-",
          .prepare = PrepareStated};
}

absl::StatusOr<pb::ListStatedFiguresResponse> StatedFigures::List(
    CallContext& call, const pb::ListStatedFiguresRequest& request) {
  return methods_.List<pb::ListStatedFiguresResponse>(
      call, request, [&](const pb::StatedFigure& stated) {
        return (request.figure().empty() ||
                stated.figure() == request.figure()) &&
               (request.year() == 0 || stated.year() == request.year());
      });
}

}  // namespace duikou
