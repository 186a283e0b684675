#include "services/assignment/assignment_service.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "matcher/base/status_macros.h"
#include "services/assignment/factor_split.h"
#include "services/assignment/plan_comparison.h"
#include "services/assignment/plan_names.h"
#include "services/assignment/plan_reasons.h"
#include "services/assignment/plan_resources.h"
#include "services/assignment/plan_shares.h"
#include "services/assignment/plan_versions.h"
#include "services/assignment/run_records.h"
#include "services/base/violation.h"
#include "services/rpc/ownership.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;

template <typename Request>
pb::ShareConstraint DemandOf(const Request& request,
                             pb::ShareConstraint::Kind kind) {
  pb::ShareConstraint demand;
  demand.set_project(request.project());
  demand.set_supporter(request.supporter());
  demand.set_fund_kind(request.fund_kind());
  demand.set_reason(request.reason());
  demand.set_kind(kind);
  return demand;
}

absl::Status CheckHasVersion(const pb::AnnualPlan& plan) {
  if (!plan.current_version().empty()) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, plan.name(),
                 "还没有版本，请先求解", "has no version yet; solve it first");
}

// Whoever saw the plan otherwise is told what has become of it.
absl::Status CheckSeen(const pb::AnnualPlan& plan, const std::string& etag) {
  if (etag == plan.etag()) return absl::OkStatus();
  const std::string current(LastId(plan.current_version()));
  std::string zh = absl::StrCat("现行版本是 ", current);
  std::string en = absl::StrCat("its current version is now ", current);
  if (plan.state() == pb::AnnualPlan::STATE_CONFIRMED) {
    zh = absl::StrCat("已由 ", plan.confirmed_by(), " 下达 ",
                      plan.confirmed_version());
    en = absl::StrCat("it was confirmed by ", plan.confirmed_by(), " as ",
                      plan.confirmed_version());
  }
  return Refused(
      absl::StatusCode::kAborted, "etag",
      absl::StrCat(plan.name(), " 在读取之后已有变化：", zh, "；请重新读取"),
      absl::StrCat(plan.name(), " has changed since it was read: ", en,
                   "; read it again"));
}

absl::Status CheckMayConfirm(const pb::AnnualPlan& plan) {
  RETURN_IF_ERROR(CheckNotConfirmed(plan));
  if (plan.state() != pb::AnnualPlan::STATE_PROPOSED) {
    return Refused(absl::StatusCode::kFailedPrecondition, plan.name(),
                   "还没有征求意见", "is not proposed yet");
  }
  if (plan.current_version() == plan.proposed_version()) {
    return absl::OkStatus();
  }
  const std::string current(LastId(plan.current_version()));
  const std::string proposed(LastId(plan.proposed_version()));
  return Refused(absl::StatusCode::kFailedPrecondition, plan.name(),
                 absl::StrCat("现行版本 ", current, " 不是征求意见的版本 ",
                              proposed, "；请先征求意见"),
                 absl::StrCat("its current version, ", current,
                              ", is not the one proposed, ", proposed,
                              "; propose it first"));
}

// What a list of shares keeps, or nothing where it keeps all.
std::function<bool(const pb::PlanShare&)> KeptShares(
    const pb::ListPlanSharesRequest& list) {
  if (list.supporter().empty() && list.project().empty() &&
      list.states().empty()) {
    return nullptr;
  }
  return [&list](const pb::PlanShare& share) {
    return (list.supporter().empty() ||
            list.supporter() == share.supporter()) &&
           (list.project().empty() || list.project() == share.project()) &&
           (list.states().empty() ||
            std::find(list.states().begin(), list.states().end(),
                      share.state()) != list.states().end());
  };
}

}  // namespace

AssignmentService::AssignmentService(Store& store, Clock& clock,
                                     IdGenerator& ids, spdlog::logger& logger,
                                     bool alone)
    : store_(store),
      clock_(clock),
      ids_(ids),
      watch_{.runner = ids.Next("runner-"), .alone = alone},
      plans_(store, clock, ids, AnnualPlanResource(watch_)),
      versions_(store, clock, ids, PlanVersionResource()),
      run_records_(store, clock, ids, AssignmentRunResource()),
      shares_(store, clock, ids, PlanShareResource()),
      history_(store),
      programmes_(store),
      runs_(store, clock, ids, logger) {
  history_.Add(kPlanPattern, pb::AnnualPlan::default_instance());
  history_.Add(kVersionPattern, pb::PlanVersion::default_instance());
  history_.Add(kRunPattern, pb::AssignmentRun::default_instance());
  history_.Add(kSharePattern, pb::PlanShare::default_instance());
}

absl::StatusOr<pb::AnnualPlan> AssignmentService::PinShare(
    CallContext& call, const pb::PinShareRequest& request) {
  pb::ShareConstraint demand = DemandOf(request, pb::ShareConstraint::KIND_PIN);
  demand.set_amount_fen(request.amount_fen());
  return plans_.Change(call, request,
                       [&](WriteContext& context, pb::AnnualPlan& plan) {
                         return SetConstraint(context, demand, plan);
                       });
}

absl::StatusOr<pb::AnnualPlan> AssignmentService::BanShare(
    CallContext& call, const pb::BanShareRequest& request) {
  const pb::ShareConstraint demand =
      DemandOf(request, pb::ShareConstraint::KIND_BAN);
  return plans_.Change(call, request,
                       [&](WriteContext& context, pb::AnnualPlan& plan) {
                         return SetConstraint(context, demand, plan);
                       });
}

absl::StatusOr<pb::AnnualPlan> AssignmentService::ReleaseShare(
    CallContext& call, const pb::ReleaseShareRequest& request) {
  return plans_.Change(call, request, [&](WriteContext&, pb::AnnualPlan& plan) {
    return ReleaseConstraint(request.project(), request.supporter(),
                             request.fund_kind(), plan);
  });
}

absl::StatusOr<pb::ListPlanVersionsResponse>
AssignmentService::ListPlanVersions(
    CallContext& call, const pb::ListPlanVersionsRequest& request) {
  ASSIGN_OR_RETURN(auto response,
                   versions_.List<pb::ListPlanVersionsResponse>(call, request));
  for (pb::PlanVersion& version : *response.mutable_plan_versions()) {
    KeepOutline(version);
  }
  return response;
}

absl::StatusOr<pb::ComparePlanVersionsResponse>
AssignmentService::ComparePlanVersions(
    CallContext& call, const pb::ComparePlanVersionsRequest& request) {
  if (PlanOfChild(request.from_version()).name() !=
      PlanOfChild(request.to_version()).name()) {
    return Refused(absl::StatusCode::kInvalidArgument, "to_version",
                   "与 from_version 不属于同一计划",
                   "is of another plan than from_version");
  }
  ASSIGN_OR_RETURN(const pb::PlanVersion from,
                   versions_.GetByName(call, request.from_version()));
  ASSIGN_OR_RETURN(const pb::PlanVersion to,
                   versions_.GetByName(call, request.to_version()));
  return CompareVersions(from, to);
}

absl::StatusOr<pb::MoveShareResponse> AssignmentService::MoveShare(
    CallContext& call, const pb::MoveShareRequest& request) {
  pb::MoveShareResponse response;
  const auto change = [&](WriteContext& context,
                          pb::AnnualPlan& plan) -> absl::Status {
    RETURN_IF_ERROR(CheckNotConfirmed(plan));
    RETURN_IF_ERROR(CheckNotBeingSolved(context, watch_, plan));
    RETURN_IF_ERROR(CheckHasVersion(plan));
    ASSIGN_OR_RETURN(
        const KeptVersion base,
        ReadKeptVersion(store_, call.limits(), plan.current_version()));
    ASSIGN_OR_RETURN(const auto changes, ChangesOfMove(base.version, request));
    ASSIGN_OR_RETURN(PlanByHand moved,
                     ChangeByHand(context.partition(), base, changes));
    if (!request.validate_only()) RETURN_IF_ERROR(RefuseBreaches(moved));
    moved.version.set_origin(pb::PlanVersion::ORIGIN_MOVED);
    moved.version.set_reason(request.reason());
    moved.version.set_base_version(base.version.name());
    AddVersion(context, base.evidence, moved.version, plan);
    response.Clear();
    response.set_price_fen(moved.price_fen);
    response.mutable_breaches()->Assign(moved.breaches.begin(),
                                        moved.breaches.end());
    *response.mutable_supporters() =
        CompareVersions(base.version, moved.version).supporters();
    *response.mutable_version() = std::move(moved.version);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const pb::AnnualPlan plan,
                   plans_.Change(call, request, change));
  // The first answer is kept of the plan alone.
  if (!response.has_version()) {
    ASSIGN_OR_RETURN(
        *response.mutable_version(),
        ReadVersion(store_, call.limits(), plan.current_version()));
  }
  if (request.validate_only()) response.mutable_version()->clear_name();
  KeepOutline(*response.mutable_version());
  return response;
}

absl::StatusOr<pb::AnnualPlan> AssignmentService::ProposeAnnualPlan(
    CallContext& call, const pb::ProposeAnnualPlanRequest& request) {
  return plans_.Change(
      call, request,
      [&](WriteContext& context, pb::AnnualPlan& plan) -> absl::Status {
        RETURN_IF_ERROR(CheckNotConfirmed(plan));
        RETURN_IF_ERROR(CheckNotBeingSolved(context, watch_, plan));
        RETURN_IF_ERROR(CheckHasVersion(plan));
        if (ToTime(request.answer_due_time()) <= context.now()) {
          return Refused(absl::StatusCode::kInvalidArgument, "answer_due_time",
                         "不晚于现在", "is not in the future");
        }
        ASSIGN_OR_RETURN(
            const pb::PlanVersion version,
            ReadVersion(store_, call.limits(), plan.current_version()));
        plan.set_state(pb::AnnualPlan::STATE_PROPOSED);
        plan.set_proposed_version(version.name());
        *plan.mutable_propose_time() = ToProto(context.now());
        *plan.mutable_answer_due_time() = request.answer_due_time();
        return ProposeShares(context, version, plan);
      });
}

absl::StatusOr<pb::ListPlanSharesResponse> AssignmentService::ListPlanShares(
    CallContext& call, const pb::ListPlanSharesRequest& request) {
  auto listed = shares_.List<pb::ListPlanSharesResponse>(call, request,
                                                         KeptShares(request));
  // Only who may read plans is told whether there is one; of a plan that is not
  // there nothing is proposed, as of a draft.
  if (absl::IsNotFound(listed.status()) && !call.reach().all) {
    return pb::ListPlanSharesResponse();
  }
  return listed;
}

absl::StatusOr<Side> AssignmentService::AnswersFor(CallContext& call,
                                                   const pb::PlanShare& share,
                                                   pb::ShareSide stated) {
  for (const Side side : {Side::kSupporter, Side::kRecipient}) {
    const bool gives = side == Side::kSupporter;
    const pb::ShareSide wire =
        gives ? pb::SHARE_SIDE_SUPPORTER : pb::SHARE_SIDE_RECIPIENT;
    if (call.reach().all) {
      if (stated == wire) return side;
      continue;
    }
    if (stated != pb::SHARE_SIDE_UNSPECIFIED && stated != wire) continue;
    type::v1::ResourceOwner owner;
    if (gives) owner.set_supporter("supporter");
    if (!gives) owner.set_recipient("project");
    const ResourceOwners owners(*pb::PlanShare::descriptor(), owner);
    ASSIGN_OR_RETURN(const auto own, owners.ReachedAsOwn(call, &store_, share));
    if (own.has_value()) return side;
  }
  if (call.reach().all) {
    return Refused(absl::StatusCode::kInvalidArgument, "side",
                   "可代表双方答复的，须指明代表哪一方",
                   "is required of who can answer for both");
  }
  return Refused(absl::StatusCode::kPermissionDenied, "side",
                 absl::StrCat("您不代表 ", share.name(), " 的这一方"),
                 absl::StrCat(share.name(), " is not yours on that side"));
}

absl::StatusOr<pb::PlanShare> AssignmentService::AnswerShare(
    CallContext& call, const pb::AnswerShareRequest& request) {
  return shares_.Change(
      call, request,
      [&](WriteContext& context, pb::PlanShare& share) -> absl::Status {
        ASSIGN_OR_RETURN(const Side side,
                         AnswersFor(call, share, request.side()));
        return AnswerFor(context, side, request, share);
      });
}

absl::StatusOr<pb::AnnualPlan> AssignmentService::ConfirmAnnualPlan(
    CallContext& call, const pb::ConfirmAnnualPlanRequest& request) {
  // The etag is looked at here, to say what has changed.
  pb::ConfirmAnnualPlanRequest seen = request;
  seen.clear_etag();
  return plans_.Change(
      call, seen,
      [&](WriteContext& context, pb::AnnualPlan& plan) -> absl::Status {
        RETURN_IF_ERROR(CheckSeen(plan, request.etag()));
        RETURN_IF_ERROR(CheckMayConfirm(plan));
        RETURN_IF_ERROR(CheckNotBeingSolved(context, watch_, plan));
        RETURN_IF_ERROR(ConfirmShares(context, plan));
        plan.set_state(pb::AnnualPlan::STATE_CONFIRMED);
        plan.set_confirmed_version(plan.proposed_version());
        *plan.mutable_confirm_time() = ToProto(context.now());
        plan.set_confirmed_by(call.actor());
        return absl::OkStatus();
      });
}

absl::StatusOr<pb::PlanVersion> AssignmentService::AmendAnnualPlan(
    CallContext& call, const pb::AmendAnnualPlanRequest& request) {
  std::optional<pb::PlanVersion> made;
  const auto change = [&](WriteContext& context,
                          pb::AnnualPlan& plan) -> absl::Status {
    if (plan.state() != pb::AnnualPlan::STATE_CONFIRMED) {
      return Refused(absl::StatusCode::kFailedPrecondition, plan.name(),
                     "还没有下达，请直接调整或重新求解",
                     "is not confirmed; move shares or solve it again");
    }
    ASSIGN_OR_RETURN(KeptVersion base, ReadKeptVersion(store_, call.limits(),
                                                       plan.current_version()));
    ReleaseAmended(request.changes(), base);
    ReleaseAmended(request.changes(), *plan.mutable_constraints());
    ASSIGN_OR_RETURN(
        PlanByHand amended,
        ChangeByHand(context.partition(), base,
                     {request.changes().begin(), request.changes().end()}));
    RETURN_IF_ERROR(RefuseBreaches(amended));
    amended.version.set_origin(pb::PlanVersion::ORIGIN_AMENDED);
    amended.version.set_reason(request.reason());
    amended.version.set_base_version(base.version.name());
    AddVersion(context, base.evidence, amended.version, plan);
    made = std::move(amended.version);
    return AmendShares(context, *made, plan);
  };
  ASSIGN_OR_RETURN(const pb::AnnualPlan plan,
                   plans_.Change(call, request, change));
  if (made.has_value() && request.validate_only()) return *std::move(made);
  return ReadVersion(store_, call.limits(), plan.current_version());
}

absl::StatusOr<std::string> AssignmentService::VersionAsked(
    CallContext& call, const std::string& name, const std::string& version) {
  ASSIGN_OR_RETURN(const PlanKey key, ParsePlanName(name, "name"));
  absl::StatusOr<Record> record =
      store_.Get(key.programme, kPlanCollection, key.year, call.limits());
  if (absl::IsNotFound(record.status())) {
    return DoesNotExist("", name);
  }
  RETURN_IF_ERROR(record.status());
  pb::AnnualPlan plan;
  if (!plan.ParseFromString(record->value)) {
    return WriteContext::Unreadable(kPlanCollection, key.year);
  }
  RETURN_IF_ERROR(CheckHasVersion(plan));
  if (!version.empty() && PlanOfChild(version).name() != name) {
    return Refused(absl::StatusCode::kInvalidArgument, "version",
                   "属于另一计划", "is of another plan");
  }
  if (call.reach().all) {
    return version.empty() ? plan.current_version() : version;
  }
  if (plan.proposed_version().empty()) {
    return Refused(absl::StatusCode::kFailedPrecondition, name,
                   "还没有征求意见", "is not proposed yet");
  }
  const std::string& told = plan.state() == pb::AnnualPlan::STATE_CONFIRMED
                                ? plan.current_version()
                                : plan.proposed_version();
  if (version.empty() || version == told) return told;
  return Refused(absl::StatusCode::kPermissionDenied, "version",
                 absl::StrCat("您只能查看 ", told),
                 absl::StrCat("you are told of ", told, " alone"));
}

absl::StatusOr<pb::ExplainSupporterResponse>
AssignmentService::ExplainSupporter(
    CallContext& call, const pb::ExplainSupporterRequest& request) {
  ASSIGN_OR_RETURN(const std::string name,
                   VersionAsked(call, request.name(), request.version()));
  ASSIGN_OR_RETURN(const pb::PlanVersion version,
                   ReadVersion(store_, call.limits(), name));
  return ExplainSupporterIn(version, request.supporter());
}

absl::StatusOr<pb::ExplainProjectResponse> AssignmentService::ExplainProject(
    CallContext& call, const pb::ExplainProjectRequest& request) {
  ASSIGN_OR_RETURN(const std::string name,
                   VersionAsked(call, request.name(), request.version()));
  ASSIGN_OR_RETURN(const KeptVersion kept,
                   ReadKeptVersion(store_, call.limits(), name));
  return ExplainProjectIn(PlanOfChild(name).programme, kept, request.project(),
                          call.reach().all);
}

absl::StatusOr<pb::ComputeFactorMethodResponse>
AssignmentService::ComputeFactorMethod(
    CallContext& call, const pb::ComputeFactorMethodRequest& request) {
  WriteContext context(call, store_, ids_, LastId(request.parent()),
                       clock_.Now());
  RETURN_IF_ERROR(context.Programme().status());
  return SplitAmount(request);
}

}  // namespace duikou
