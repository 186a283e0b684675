// Takes out of a recommendation what a recipient may not know of a supporter:
// its means, the sizes it gives, how strong it says it is, how much it wishes
// to work somewhere, and the amounts of its record. Score, points, reasons and
// the project's own figures stay, and so do the numbers of finished projects;
// texts are worded anew from what is left.
//
//   const auto names = [&](absl::string_view name) {
//     return state.taxonomy().DisplayName(name);
//   };
//   CutForRecipient(names, recommendation);
//
// Which figures go stands with the words, in CutReasonRows() and its like:
// adding a code with a supporter's figure means adding a row there. Rankings
// call this themselves where RankingTerms::for_recipient is set.
#ifndef DUIKOU_SERVICES_PROGRAMME_RECIPIENT_CUT_H_
#define DUIKOU_SERVICES_PROGRAMME_RECIPIENT_CUT_H_

#include "duikou/matching/v1/matching_service.pb.h"
#include "services/programme/reason_text.h"

namespace duikou {

// Cutting twice changes nothing. Where there was no text there is none after.
void CutForRecipient(DisplayNames names,
                     matching::v1::Recommendation& recommendation);

// Also the limits of filters, and the figures of what would have to change.
void CutForRecipient(DisplayNames names,
                     matching::v1::ExplainRecommendationResponse& response);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_RECIPIENT_CUT_H_
