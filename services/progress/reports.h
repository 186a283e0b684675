// Reports: answers ReportService/GetReport from the view of the ledger.
//
//   Reports reports(views, clock);
//   reports.GetReport(call, request);
#ifndef DUIKOU_SERVICES_PROGRESS_REPORTS_H_
#define DUIKOU_SERVICES_PROGRESS_REPORTS_H_

#include "absl/status/statusor.h"
#include "duikou/progress/v1/report_service.pb.h"
#include "services/base/clock.h"
#include "services/progress/ledger_state.h"
#include "services/progress/ledger_view.h"
#include "services/rpc/call_context.h"

namespace duikou {

// Thread-safe.
class Reports {
 public:
  // Both outlive this.
  Reports(LedgerViews& views, Clock& clock) : views_(views), clock_(clock) {}

  absl::StatusOr<progress::v1::Report> GetReport(
      CallContext& call, const progress::v1::GetReportRequest& request);

 private:
  LedgerViews& views_;
  Clock& clock_;
};

// The report, without its time. INVALID_ARGUMENT naming what it lacks, or what
// the programme does not have.
absl::StatusOr<progress::v1::Report> MakeReport(
    const LedgerState& state, const progress::v1::GetReportRequest& request);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_REPORTS_H_
