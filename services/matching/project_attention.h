// Who looks at a project: the views that are kept, a record a supporter and
// project, and what they amount to beside shortlists and interests.
//
//   RETURN_IF_ERROR(views.Record(call, "hubei", "yichang", "p-1"));
//   ASSIGN_OR_RETURN(ViewsOfProject views, views.Of(call, "hubei", "p-1"));
//   AttentionPage page = ListAttention(state, project, views, "", 50);
//
// Views are no part of the programme's state: they stay out of the feed and out
// of the history.
#ifndef DUIKOU_SERVICES_MATCHING_PROJECT_ATTENTION_H_
#define DUIKOU_SERVICES_MATCHING_PROJECT_ATTENTION_H_

#include <string>

#include "absl/container/btree_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "google/protobuf/repeated_field.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/programme/programme_state.h"
#include "services/rpc/call_context.h"
#include "services/store/store.h"

namespace duikou {

// By the ids of units.
using ViewsOfProject = absl::btree_map<std::string, matching::v1::ProjectView>;

// Thread-safe.
class ProjectViews {
 public:
  // All outlive this.
  ProjectViews(Store& store, const Clock& clock, IdGenerator& ids)
      : store_(store), clock_(clock), ids_(ids) {}

  // Notes that the unit looks at the project now: one write a day in China at
  // most. NOT_FOUND where there is no such unit or project, or the project is a
  // draft; FAILED_PRECONDITION where the unit is no supporter. Nothing is noted
  // of a project that the unit itself put forward.
  absl::Status Record(CallContext& call, absl::string_view programme,
                      absl::string_view unit, absl::string_view project);

  absl::StatusOr<ViewsOfProject> Of(CallContext& call,
                                    absl::string_view programme,
                                    absl::string_view project);

 private:
  Store& store_;
  const Clock& clock_;
  IdGenerator& ids_;
};

// The units that looked at, shortlisted or are interested in the project, by
// id, at most `size` of those after `after`; those that are gone are left out.
// Returns the id that the next page goes on after; empty at the end.
std::string ListAttention(
    const ProgrammeState& state, const ProjectFacts& project,
    const ViewsOfProject& views, absl::string_view after, int size,
    google::protobuf::RepeatedPtrField<matching::v1::ProjectAttention>& out);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_PROJECT_ATTENTION_H_
