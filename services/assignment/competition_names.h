// Names of what a competition keeps, and where its records lie: calls,
// applications and scores, the latter two by `{call}/{project}`.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_NAMES_H_
#define DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_NAMES_H_

#include <string>

#include "absl/strings/string_view.h"

namespace duikou {

inline constexpr char kCallCollection[] = "calls";
inline constexpr char kApplicationCollection[] = "applications";
inline constexpr char kScoresCollection[] = "scores";
inline constexpr char kCallPattern[] = "programmes/{programme}/calls/{call}";
inline constexpr char kApplicationPattern[] =
    "programmes/{programme}/calls/{call}/applications/{application}";
inline constexpr char kScoresPattern[] =
    "programmes/{programme}/calls/{call}/scores/{application}";

// The ids in the name of an application or of its scores.
struct ApplicationKey {
  std::string programme;
  std::string call;
  std::string application;

  // Of its records.
  std::string record_id() const;
  std::string call_name() const;
  std::string application_name() const;
  std::string scores_name() const;
};

// REQUIRES: such a name.
ApplicationKey ApplicationOf(absl::string_view name);

// The id of the commitment that an award is; the same for each call and
// project, and short enough for an id of its own.
std::string AwardCommitmentId(const ApplicationKey& key);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_NAMES_H_
