#include "services/progress/reports.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/progress/ledger_scope.h"
#include "services/progress/report_kinds.h"
#include "services/rpc/ownership.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Report;

absl::Status CheckRequest(const LedgerState& state,
                          const pb::GetReportRequest& request) {
  if (request.year() == 0 && (request.kind() == Report::KIND_YEAR ||
                              request.kind() == Report::KIND_BULLETIN)) {
    return absl::InvalidArgumentError("year: is needed for this report");
  }
  if (request.kind() == Report::KIND_STATEMENT && request.unit().empty()) {
    return absl::InvalidArgumentError("unit: is needed for a statement");
  }
  if (!request.unit().empty() &&
      !state.units().contains(std::string(LastId(request.unit())))) {
    return absl::InvalidArgumentError(
        absl::StrCat("unit: ", request.unit(), " does not exist"));
  }
  if (!request.area().empty() &&
      !state.areas().contains(std::string(LastId(request.area())))) {
    return absl::InvalidArgumentError(
        absl::StrCat("area: ", request.area(), " does not exist"));
  }
  return absl::OkStatus();
}

// A statement is for who reaches the unit; the others are published.
absl::Status CheckReach(const LedgerState& state, const Reach& reach,
                        const pb::GetReportRequest& request) {
  if (request.kind() != Report::KIND_STATEMENT || reach.all) {
    return absl::OkStatus();
  }
  const std::string unit(LastId(request.unit()));
  if (!unit.empty() && (IsOwnUnit(reach.supporter, state, unit) ||
                        IsOwnUnit(reach.recipient, state, unit))) {
    return absl::OkStatus();
  }
  return NotYours(request.unit());
}

}  // namespace

absl::StatusOr<Report> MakeReport(const LedgerState& state,
                                  const pb::GetReportRequest& request) {
  RETURN_IF_ERROR(CheckRequest(state, request));
  const ReportFigures figures(state, request);
  Report report;
  switch (request.kind()) {
    case Report::KIND_PROGRAMME:
      report = ProgrammeReport(figures);
      break;
    case Report::KIND_BULLETIN:
      report = BulletinReport(figures);
      break;
    case Report::KIND_FUNNEL:
      report = FunnelReport(figures);
      break;
    case Report::KIND_STATEMENT:
      report = StatementReport(figures);
      break;
    case Report::KIND_YEAR:
      report = YearReport(figures);
      break;
    default:
      return absl::InvalidArgumentError("kind: is none of the reports");
  }
  report.set_kind(request.kind());
  report.set_year(request.year());
  return report;
}

absl::StatusOr<Report> Reports::GetReport(CallContext& call,
                                          const pb::GetReportRequest& request) {
  ASSIGN_OR_RETURN(const std::shared_ptr<LedgerView> view,
                   views_.Get(call, LastId(request.parent())));
  const Reach& reach = call.reach();
  ASSIGN_OR_RETURN(
      Report report,
      view->Read([&](const LedgerState& state) -> absl::StatusOr<Report> {
        RETURN_IF_ERROR(CheckReach(state, reach, request));
        return MakeReport(state, request);
      }));
  *report.mutable_as_of_time() = ToProto(clock_.Now());
  return report;
}

}  // namespace duikou
