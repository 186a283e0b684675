// The resource of figures that others have printed, with its rules, as
// StandardMethods takes it; and the list of them.
#ifndef DUIKOU_SERVICES_PROGRESS_STATED_FIGURES_H_
#define DUIKOU_SERVICES_PROGRESS_STATED_FIGURES_H_

#include "absl/status/statusor.h"
#include "duikou/progress/v1/report_service.pb.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/rpc/call_context.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// The key is that of a figure that the programme's reports have, the value is
// measured as it is, and the year is one of which there are reports.
Resource<progress::v1::StatedFigure> StatedFigureResource();

// Thread-safe.
class StatedFigures {
 public:
  // `store`, `clock` and `ids` outlive this.
  StatedFigures(Store& store, Clock& clock, IdGenerator& ids)
      : methods_(store, clock, ids, StatedFigureResource()) {}

  absl::StatusOr<progress::v1::ListStatedFiguresResponse> List(
      CallContext& call, const progress::v1::ListStatedFiguresRequest& request);

  StandardMethods<progress::v1::StatedFigure>& methods() { return methods_; }

 private:
  StandardMethods<progress::v1::StatedFigure> methods_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_STATED_FIGURES_H_
