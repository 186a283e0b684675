// TimetableMethods: repairing a fair's timetable, publishing it and telling
// those concerned. What each method promises is in the proto.
//
//   TimetableMethods timetables(store, clock, ids, fairs);
//   timetables.PublishTimetable(call, request);   // StatusOr<Timetable>
#ifndef DUIKOU_SERVICES_FAIR_TIMETABLE_METHODS_H_
#define DUIKOU_SERVICES_FAIR_TIMETABLE_METHODS_H_

#include "absl/status/statusor.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/fair/fair_methods.h"
#include "services/fair/fair_run_records.h"
#include "services/rpc/call_context.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class TimetableMethods {
 public:
  // All outlive this. `watch`: of the runs of this process.
  TimetableMethods(Store& store, Clock& clock, IdGenerator& ids,
                   FairMethods& fairs, const FairRunWatch& watch);

  absl::StatusOr<fair::v1::RepairTimetableResponse> RepairTimetable(
      CallContext& call, const fair::v1::RepairTimetableRequest& request);
  absl::StatusOr<fair::v1::Timetable> PublishTimetable(
      CallContext& call, const fair::v1::PublishTimetableRequest& request);
  absl::StatusOr<fair::v1::ListNoticesResponse> ListNotices(
      CallContext& call, const fair::v1::ListNoticesRequest& request);

  StandardMethods<fair::v1::Timetable>& versions() { return versions_; }

 private:
  Store& store_;
  const Clock& clock_;
  FairMethods& fairs_;
  const FairRunWatch& watch_;
  StandardMethods<fair::v1::Timetable> versions_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_TIMETABLE_METHODS_H_
