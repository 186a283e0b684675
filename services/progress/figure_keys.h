// What the figures are measured in that others may state too: those of the
// reports of a year and of the programme (report_figures.h has their keys).
//
//   MeasureOfFigure("funds.grant", programme, nullptr);      // kMoney
//   MeasureOfFigure("indicator.jobs", programme, &jobs);     // kCount
#ifndef DUIKOU_SERVICES_PROGRESS_FIGURE_KEYS_H_
#define DUIKOU_SERVICES_PROGRESS_FIGURE_KEYS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"

namespace duikou {

enum class FigureMeasure { kMoney, kCount, kRate };

// `indicator.jobs` → `jobs`; empty where the key is of no indicator.
std::string IndicatorOfFigure(absl::string_view key);

// None where no report of the programme has such a figure: rates are of areas,
// each with its own. `indicator`: that of IndicatorOfFigure(), null where there
// is none.
std::optional<FigureMeasure> MeasureOfFigure(
    absl::string_view key, const catalogue::v1::Programme& programme,
    const progress::v1::Indicator* indicator);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_FIGURE_KEYS_H_
