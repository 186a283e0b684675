#include "services/assignment/plan_resources.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "google/protobuf/util/message_differencer.h"
#include "matcher/base/status_macros.h"
#include "services/assignment/plan_names.h"
#include "services/assignment/plan_words.h"
#include "services/assignment/run_records.h"
#include "services/base/violation.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
namespace cpb = ::duikou::catalogue::v1;
using google::protobuf::util::MessageDifferencer;
using profiles::v1::Unit;

constexpr int kMostConstraints = 1'000;

absl::StatusOr<std::string> ChooseYear(WriteContext& context,
                                       const pb::AnnualPlan&,
                                       absl::string_view given) {
  ASSIGN_OR_RETURN(const cpb::Programme* programme, context.Programme());
  int year = 0;
  if (given.size() == 4 && absl::SimpleAtoi(given, &year) &&
      year >= programme->first_year() && year <= programme->last_year()) {
    return std::string(given);
  }
  return Refused(
      absl::StatusCode::kInvalidArgument, "annual_plan_id",
      absl::StrCat("“", given, "”不是规划的年份：", programme->first_year(),
                   " 至 ", programme->last_year()),
      absl::StrCat("\"", given, "\" is not one of the programme's years, ",
                   programme->first_year(), " to ", programme->last_year()));
}

bool HasFundKind(const cpb::Programme& programme, absl::string_view kind) {
  return std::any_of(programme.fund_kinds().begin(),
                     programme.fund_kinds().end(),
                     [&](const auto& known) { return known.id() == kind; });
}

absl::Status CheckFloors(WriteContext& context, const pb::AnnualPlan& plan) {
  ASSIGN_OR_RETURN(const cpb::Programme* programme, context.Programme());
  for (int i = 0; i < plan.floors_size(); ++i) {
    const pb::PlanFloor& floor = plan.floors(i);
    const std::string path = absl::StrCat("floors[", i, "]");
    if (floor.area().empty() == !floor.demonstration_sites()) {
      return context.Invalid(
          path, "须是一个地区的或示范点的，二者取一",
          "is either of an area or of the demonstration sites");
    }
    if (!floor.fund_kind().empty() &&
        !HasFundKind(*programme, floor.fund_kind())) {
      return context.Invalid(
          path + ".fund_kind",
          absl::StrCat("规划没有资金类别“", floor.fund_kind(), "”"),
          absl::StrCat("the programme has no \"", floor.fund_kind(), "\""));
    }
  }
  return absl::OkStatus();
}

bool SameWishes(const pb::AnnualPlan& a, const pb::AnnualPlan& b) {
  if (a.note() != b.note() || a.floors_size() != b.floors_size()) return false;
  for (int i = 0; i < a.floors_size(); ++i) {
    if (!MessageDifferencer::Equals(a.floors(i), b.floors(i))) return false;
  }
  return MessageDifferencer::Equals(a.settings(), b.settings());
}

absl::Status PreparePlan(WriteContext& context, const pb::AnnualPlan* before,
                         pb::AnnualPlan& plan) {
  if (before == nullptr) {
    plan.set_state(pb::AnnualPlan::STATE_DRAFT);
    int year = 0;
    static_cast<void>(absl::SimpleAtoi(LastId(plan.name()), &year));
    plan.set_year(year);
  } else if (SameWishes(*before, plan)) {
    return absl::OkStatus();
  } else {
    RETURN_IF_ERROR(CheckNotConfirmed(*before));
  }
  return CheckFloors(context, plan);
}

absl::Status DeleteBelow(WriteContext& context, const std::string& year,
                         const char* collection, bool in_feed) {
  ASSIGN_OR_RETURN(
      const std::vector<Record> records,
      ListWholly(context.store(), context.partition(), collection,
                 absl::StrCat(year, "/"), context.call().limits()));
  for (const Record& record : records) {
    Mutation gone = Mutation::Delete(collection, record.id,
                                     Expectation::Exactly(record.revision));
    gone.in_feed = in_feed;
    context.Add(std::move(gone));
  }
  return absl::OkStatus();
}

absl::Status MayDeletePlan(WriteContext& context, const RunWatch& watch,
                           const pb::AnnualPlan& plan) {
  if (plan.state() != pb::AnnualPlan::STATE_DRAFT) {
    const bool proposed = plan.state() == pb::AnnualPlan::STATE_PROPOSED;
    return Refused(absl::StatusCode::kFailedPrecondition, plan.name(),
                   absl::StrCat("只能删除编制中的计划，而它",
                                proposed ? "正在征求意见" : "已下达"),
                   absl::StrCat("only a draft is deleted, and it is ",
                                proposed ? "proposed" : "confirmed"));
  }
  RETURN_IF_ERROR(CheckNotBeingSolved(context, watch, plan));
  const std::string year(LastId(plan.name()));
  RETURN_IF_ERROR(DeleteBelow(context, year, kVersionCollection, true));
  RETURN_IF_ERROR(DeleteBelow(context, year, kRunCollection, false));
  return DeleteBelow(context, year, kEvidenceCollection, false);
}

// The project and its need of the kind.
absl::Status CheckDemandedProject(WriteContext& context,
                                  const pb::ShareConstraint& demand) {
  ASSIGN_OR_RETURN(
      const std::optional<cpb::Project> project,
      context.Find<cpb::Project>("projects", LastId(demand.project())));
  if (!project.has_value()) {
    return Refused(absl::StatusCode::kInvalidArgument, "project",
                   absl::StrCat(demand.project(), " 不存在"),
                   absl::StrCat(demand.project(), " does not exist"));
  }
  if (project->recipient() == demand.supporter()) {
    return Refused(absl::StatusCode::kInvalidArgument, "project",
                   absl::StrCat("是 ", demand.supporter(), " 自己提出的"),
                   absl::StrCat(demand.supporter(), " itself put it forward"));
  }
  if (demand.fund_kind().empty()) return absl::OkStatus();
  for (const cpb::FundNeed& need : project->fund_needs()) {
    if (need.fund_kind() != demand.fund_kind()) continue;
    const int64_t open =
        need.has_open_fen() ? need.open_fen() : need.total_fen();
    if (demand.amount_fen() <= open) return absl::OkStatus();
    return Refused(
        absl::StatusCode::kInvalidArgument, "amount_fen",
        absl::StrCat(AmountZh(demand.amount_fen()), " 大于项目待落实资金 ",
                     AmountZh(open)),
        absl::StrCat(demand.amount_fen(),
                     " is more than the project's open need ", open));
  }
  return Refused(
      absl::StatusCode::kInvalidArgument, "fund_kind",
      absl::StrCat("项目不需要“", demand.fund_kind(), "”资金"),
      absl::StrCat("the project needs no \"", demand.fund_kind(), "\""));
}

absl::Status CheckDemandedSupporter(WriteContext& context,
                                    const pb::ShareConstraint& demand) {
  ASSIGN_OR_RETURN(const std::optional<Unit> unit,
                   context.Find<Unit>("units", LastId(demand.supporter())));
  if (!unit.has_value()) {
    return Refused(absl::StatusCode::kInvalidArgument, "supporter",
                   absl::StrCat(demand.supporter(), " 不存在"),
                   absl::StrCat(demand.supporter(), " does not exist"));
  }
  if (std::find(unit->sides().begin(), unit->sides().end(),
                profiles::v1::SIDE_SUPPORTER) == unit->sides().end()) {
    return Refused(absl::StatusCode::kInvalidArgument, "supporter",
                   absl::StrCat(demand.supporter(), " 不是支援方"),
                   absl::StrCat(demand.supporter(), " is not a supporter"));
  }
  return absl::OkStatus();
}

bool SamePair(const pb::ShareConstraint& a, absl::string_view project,
              absl::string_view supporter) {
  return a.project() == project && a.supporter() == supporter;
}

template <typename Gone>
void EraseConstraints(pb::AnnualPlan& plan, Gone gone) {
  auto& all = *plan.mutable_constraints();
  all.erase(std::remove_if(all.begin(), all.end(), gone), all.end());
}

}  // namespace

absl::Status CheckNotConfirmed(const pb::AnnualPlan& plan) {
  if (plan.state() != pb::AnnualPlan::STATE_CONFIRMED) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, plan.name(),
                 "已下达，只能修订",
                 "is confirmed; it is amended, not changed");
}

absl::Status SetConstraint(WriteContext& context,
                           const pb::ShareConstraint& constraint,
                           pb::AnnualPlan& plan) {
  RETURN_IF_ERROR(CheckNotConfirmed(plan));
  if (constraint.amount_fen() > 0 && constraint.fund_kind().empty()) {
    return Refused(absl::StatusCode::kInvalidArgument, "amount_fen",
                   "金额须指明资金类别",
                   "is of one fund kind, and none is given");
  }
  RETURN_IF_ERROR(CheckDemandedSupporter(context, constraint));
  RETURN_IF_ERROR(CheckDemandedProject(context, constraint));
  EraseConstraints(plan, [&](const pb::ShareConstraint& other) {
    return SamePair(other, constraint.project(), constraint.supporter()) &&
           other.fund_kind() == constraint.fund_kind();
  });
  for (const pb::ShareConstraint& other : plan.constraints()) {
    if (SamePair(other, constraint.project(), constraint.supporter()) &&
        other.kind() != constraint.kind() &&
        (other.fund_kind().empty() || constraint.fund_kind().empty())) {
      const bool pinned = other.kind() == pb::ShareConstraint::KIND_PIN;
      return Refused(absl::StatusCode::kFailedPrecondition, plan.name(),
                     absl::StrCat("该单位与项目已被", pinned ? "锁定" : "排除",
                                  "，请先解除"),
                     absl::StrCat("the pair is ", pinned ? "pinned" : "banned",
                                  " already; release it first"));
    }
  }
  if (plan.constraints_size() >= kMostConstraints) {
    return Refused(
        absl::StatusCode::kResourceExhausted, plan.name(),
        absl::StrCat("锁定与排除已有 ", kMostConstraints, " 条"),
        absl::StrCat("has ", kMostConstraints, " pins and bans already"));
  }
  pb::ShareConstraint& added = *plan.add_constraints();
  added = constraint;
  added.set_author(context.call().actor());
  *added.mutable_create_time() = ToProto(context.now());
  return absl::OkStatus();
}

absl::Status ReleaseConstraint(absl::string_view project,
                               absl::string_view supporter,
                               absl::string_view fund_kind,
                               pb::AnnualPlan& plan) {
  RETURN_IF_ERROR(CheckNotConfirmed(plan));
  const int before = plan.constraints_size();
  EraseConstraints(plan, [&](const pb::ShareConstraint& other) {
    return SamePair(other, project, supporter) &&
           (fund_kind.empty() || other.fund_kind() == fund_kind);
  });
  if (plan.constraints_size() < before) return absl::OkStatus();
  return Refused(absl::StatusCode::kNotFound, plan.name(),
                 absl::StrCat(supporter, " 与 ", project, " 没有锁定或排除"),
                 absl::StrCat("nothing is pinned or banned of ", supporter,
                              " and ", project));
}

Resource<pb::AnnualPlan> AnnualPlanResource(const RunWatch& watch) {
  return {
      .pattern = kPlanPattern,
      .field = "annual_plan",
      .choose_id = ChooseYear,
      .prepare = PreparePlan,
      .may_delete = [watch](WriteContext& context, const pb::AnnualPlan& plan) {
        return MayDeletePlan(context, watch, plan);
      }};
}

Resource<pb::PlanVersion> PlanVersionResource() {
  return {.pattern = kVersionPattern, .field = "plan_version"};
}

Resource<pb::AssignmentRun> AssignmentRunResource() {
  return {.pattern = kRunPattern, .field = "assignment_run"};
}

Resource<pb::PlanShare> PlanShareResource() {
  return {.pattern = kSharePattern,
          .field = "plan_share",
          .max_id_length = kMaxCompositeIdLength};
}

}  // namespace duikou
