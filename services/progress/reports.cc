#include "services/progress/reports.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/progress/ledger_scope.h"
#include "services/progress/question_rules.h"
#include "services/progress/report_kinds.h"
#include "services/rpc/giving_rules.h"
#include "services/rpc/ownership.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Report;

bool IsOfOneYear(Report::Kind kind) {
  return kind == Report::KIND_YEAR || kind == Report::KIND_BULLETIN;
}

// One of the programme's years; or the one before, of which there are opening
// figures, which are no progress of the programme.
absl::Status CheckReportYear(const LedgerState& state,
                             const pb::GetReportRequest& request) {
  if (request.year() == 0) {
    if (!IsOfOneYear(request.kind())) return absl::OkStatus();
    return InvalidField("year", "这份报告需要指明年度",
                        "is needed for this report");
  }
  const auto* programme = state.programme();
  if (programme == nullptr || (request.year() == programme->first_year() - 1 &&
                               request.kind() != Report::KIND_PROGRAMME)) {
    return absl::OkStatus();
  }
  return ToStatus(CheckYear(request.year(), *programme, "year"), "");
}

absl::Status CheckRequest(const LedgerState& state,
                          const pb::GetReportRequest& request) {
  const bool statement = request.kind() == Report::KIND_STATEMENT;
  RETURN_IF_ERROR(CheckReportYear(state, request));
  if (statement && request.unit().empty()) {
    return InvalidField("unit", "对账单需要指明单位",
                        "is needed for a statement");
  }
  if (!statement && !request.unit().empty()) {
    return InvalidField("unit", "只用于对账单", "is for a statement alone");
  }
  if (!request.signed_at().empty() && request.kind() != Report::KIND_YEAR &&
      request.kind() != Report::KIND_FUNNEL) {
    return InvalidField("signed_at", "只用于签约项目进展和年度报告",
                        "is for the funnel and the year alone");
  }
  RETURN_IF_ERROR(CheckNamed(state, "unit", request.unit()));
  return CheckNamed(state, "area", request.area());
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
      return InvalidField("kind", "没有这种报告", "is none of the reports");
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
