// What an agreement must hold beyond the annotations of its proto, which steps
// its stage may take, and how its log grows. Pure: a rule sees the agreement
// and what it is given.
//
//   RETURN_IF_ERROR(context.Invalid(CheckAgreement(agreement, *programme)));
//   CompleteAgreement(agreement);
//   RETURN_IF_ERROR(AddStep(step, agreement));
#ifndef DUIKOU_SERVICES_PROGRESS_AGREEMENT_RULES_H_
#define DUIKOU_SERVICES_PROGRESS_AGREEMENT_RULES_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "google/protobuf/repeated_field.h"
#include "services/base/violation.h"

namespace duikou {

// The parts of all placements of one thing.
inline constexpr int kWholeParts = 10'000;
// News beyond these make the oldest go.
inline constexpr int kMostNews = 200;
// Steps that an agreement can take, back and forth.
inline constexpr int kMostSteps = 100;

// The parts add up to kWholeParts, and no area and sector stand together twice.
// `path` is the field that holds them. None at all are no violation.
std::optional<Violation> CheckPlacements(
    const google::protobuf::RepeatedPtrField<progress::v1::Placement>&
        placements,
    absl::string_view path);

// Two units, placements, fund kinds of the programme, dates that are dates,
// and a day of signing where it is no longer negotiated.
std::optional<Violation> CheckAgreement(
    const progress::v1::Agreement& agreement,
    const catalogue::v1::Programme& programme);

// Works out the totals; a new agreement is negotiated.
void CompleteAgreement(progress::v1::Agreement& agreement);

// Takes over from `before` when milestones were reached and promises kept, by
// their ids; of others nothing was.
void KeepDone(const progress::v1::Agreement& before,
              progress::v1::Agreement& agreement);

// Moves the agreement to the step's stage, and adds the step.
// FAILED_PRECONDITION where its stage cannot become that one, or the step's
// date is before the last one's; RESOURCE_EXHAUSTED beyond kMostSteps.
// REQUIRES: the dates of both are dates.
absl::Status AddStep(const progress::v1::StageStep& step,
                     progress::v1::Agreement& agreement);

// What is new about an agreement, as ReportNews has it.
struct News {
  progress::v1::NewsItem item;
  absl::CivilDay day;  // when the milestone was reached, the promise kept
};

// Adds the news; the oldest go beyond kMostNews. INVALID_ARGUMENT naming
// `milestone` or `promise` where there is none of that id; FAILED_PRECONDITION
// where it is reached or kept already or, to be undone, not yet.
absl::Status AddNews(const News& news, progress::v1::Agreement& agreement);

// "STAGE_BUILDING" → "BUILDING".
absl::string_view StageWord(progress::v1::Agreement::Stage stage);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_AGREEMENT_RULES_H_
