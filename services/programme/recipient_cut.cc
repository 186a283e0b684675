#include "services/programme/recipient_cut.h"

#include "absl/types/span.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

const TextRow* CutRow(absl::Span<const TextRow> rows, int code) {
  for (const TextRow& row : rows) {
    if (row.code == code) return &row;
  }
  return nullptr;
}

// Of a reason or a failure.
template <typename Message>
void CutFigures(absl::Span<const TextRow> rows, DisplayNames names,
                Message& message) {
  const TextRow* row = CutRow(rows, message.code());
  if (row == nullptr || message.figures_size() <= row->figures) return;
  message.mutable_figures()->DeleteSubrange(
      row->figures, message.figures_size() - row->figures);
  if (message.has_text()) Wording(names).Word(message);
}

void CutChange(DisplayNames names, pb::Counterfactual& counterfactual) {
  if (CutRow(CutChangeRows(), counterfactual.change()) == nullptr) return;
  counterfactual.clear_from();
  counterfactual.clear_to();
  if (counterfactual.has_text()) Wording(names).Word(counterfactual);
}

}  // namespace

void CutForRecipient(DisplayNames names, pb::Recommendation& recommendation) {
  for (pb::ScorePart& part : *recommendation.mutable_parts()) {
    for (pb::Reason& reason : *part.mutable_reasons()) {
      CutFigures(CutReasonRows(), names, reason);
    }
  }
}

void CutForRecipient(DisplayNames names,
                     pb::ExplainRecommendationResponse& response) {
  if (response.has_recommendation()) {
    CutForRecipient(names, *response.mutable_recommendation());
  }
  for (pb::FilterFailure& failure : *response.mutable_failures()) {
    CutFigures(CutFilterRows(), names, failure);
  }
  for (pb::Counterfactual& change : *response.mutable_counterfactuals()) {
    CutChange(names, change);
  }
}

}  // namespace duikou
