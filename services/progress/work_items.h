// Work items: what is overdue or waits for somebody, out of a programme's
// progress. Pure.
//
//   std::vector<Work> work = FindWork(state, query);   // the longest overdue
//                                                      // first
//   WorkItem item = EncodeWork(work[0], query);
//
// A milestone is overdue from the day after it was due, until it is reached or
// the agreement is given up; so is a promise. Money that was promised for a
// year is overdue from the next year on, as far as what arrived from its
// supporter for its project, of its kind and in any year, does not cover it
// after the promises of the years before. Of an agreement that is neither in
// production nor given up, something is to be heard every so many days.
//
// Complexity: agreements, commitments and entries that wait, each once, and
// sorting what was found.
#ifndef DUIKOU_SERVICES_PROGRESS_WORK_ITEMS_H_
#define DUIKOU_SERVICES_PROGRESS_WORK_ITEMS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/time/civil_time.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/type/v1/text.pb.h"
#include "services/progress/progress_state.h"
#include "services/progress/shown_parties.h"

namespace duikou {

// What is asked for. The references outlive what is found.
struct WorkQuery {
  const ShownParties& shown;
  // For the names of fund kinds.
  const catalogue::v1::Programme& programme;
  absl::CivilDay today;
  // Only what this unit has to do; any if empty.
  std::string unit = "";
  // Only of these kinds; any if empty.
  absl::flat_hash_set<int> kinds = {};
  bool escalated_only = false;
};

// One thing to do. What it points to is the state's.
struct Work {
  progress::v1::WorkItem::Kind kind = progress::v1::WorkItem::KIND_UNSPECIFIED;
  absl::CivilDay due;
  int days_overdue = 0;
  bool escalated = false;
  std::string subject;  // the name of what it is about
  std::string detail;   // the id of a milestone or promise, the year of money
  std::string unit;
  const progress::v1::Agreement* agreement = nullptr;  // may be null
  type::v1::LocalizedText text;  // what was to be reached or was promised
  int64_t amount_fen = 0;
  std::string fund_kind;

  // Of the order: the longest overdue first, then by kind, subject and detail.
  // Texts that are ordered alike.
  std::string Position() const;
};

// In order.
std::vector<Work> FindWork(const ProgressState& state, const WorkQuery& query);

progress::v1::WorkItem EncodeWork(const Work& work, const WorkQuery& query);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_WORK_ITEMS_H_
