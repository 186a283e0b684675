// Reasons, filters and changes in words, Chinese and English, with their
// figures in them.
//
// One table in reason_text.cc holds a row for each code: how many figures it
// has and a template in each language. Adding a reason is adding a row.
//
//   const auto names = [&](absl::string_view name) { return Find(name); };
//   Wording(names).Word(reason);  // fills text from its code and figures
#ifndef DUIKOU_SERVICES_PROGRAMME_REASON_TEXT_H_
#define DUIKOU_SERVICES_PROGRAMME_REASON_TEXT_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/type/v1/text.pb.h"

namespace duikou {

// What people call a resource, by its name, or a fund kind, by its id; nullptr
// where it is not known, which shows the name itself.
using DisplayNames =
    absl::FunctionRef<const type::v1::LocalizedText*(absl::string_view)>;

// Fills in texts. The names must outlive it. Thread-compatible.
class Wording {
 public:
  explicit Wording(DisplayNames names) : names_(names) {}

  // Each fills `text` from the code and figures that are there already.
  // REQUIRES: the figures are those that the code's comment in the proto gives,
  // or those that its cut row leaves of them.
  void Word(matching::v1::Reason& reason) const;
  void Word(matching::v1::FilterFailure& failure) const;
  // Also reads subject, from, to, rank and rank_after.
  void Word(matching::v1::Counterfactual& counterfactual) const;

 private:
  DisplayNames names_;
};

// The templates, for the test that each is whole: `{0}` is the first figure,
// `{1#}` a number without commas, `{2+}` that figure and all after it as a list
// (only last), `[…]` is left out where the amount within is zero.
struct TextRow {
  int code;
  int figures;  // how many it has, but for those of a list
  absl::string_view zh;
  absl::string_view en;
};
absl::Span<const TextRow> ReasonRows();
absl::Span<const TextRow> FilterRows();
absl::Span<const TextRow> ChangeRows();

// The codes whose last figures tell of a supporter what a recipient may not
// know: how many figures are left without them, and the words for that.
absl::Span<const TextRow> CutReasonRows();
absl::Span<const TextRow> CutFilterRows();
absl::Span<const TextRow> CutChangeRows();

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_REASON_TEXT_H_
