// ProgrammeViews: the state of every programme, each with its own record, as a
// call must see it. Roles that rank or assign have one.
//
//   ProgrammeViews views(store);
//   ASSIGN_OR_RETURN(std::shared_ptr<ProgrammeView> view,
//                    views.Get(call, "hubei"));
//   view->Read([&](const ProgrammeState& state) { … });
#ifndef DUIKOU_SERVICES_PROGRAMME_PROGRAMME_VIEWS_H_
#define DUIKOU_SERVICES_PROGRAMME_PROGRAMME_VIEWS_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/programme/programme_records.h"
#include "services/programme/programme_view.h"
#include "services/rpc/call_context.h"
#include "services/store/follower.h"
#include "services/store/store.h"
#include "services/store/views.h"

namespace duikou {

// Thread-safe.
class ProgrammeViews {
 public:
  // The store outlives it.
  explicit ProgrammeViews(Store& store);

  // The programme's view with the revisions that the call asks for, waiting for
  // them as long as the call lives. NOT_FOUND where there is no such programme.
  absl::StatusOr<std::shared_ptr<ProgrammeView>> Get(
      CallContext& call, absl::string_view programme);

  // Whether Get() would answer without waiting, by what is known here.
  bool IsReady(const CallContext& call, absl::string_view programme) const;

 private:
  Store& store_;
  ProgrammeRecords programmes_;
  Follower programmes_follower_;
  Views<ProgrammeView> views_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_PROGRAMME_VIEWS_H_
