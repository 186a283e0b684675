#include "services/assignment/competition_resources.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "google/protobuf/util/message_differencer.h"
#include "matcher/base/status_macros.h"
#include "services/assignment/competition_words.h"
#include "services/assignment/plan_words.h"
#include "services/base/violation.h"
#include "services/rpc/giving_rules.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
namespace cpb = ::duikou::catalogue::v1;
using google::protobuf::util::MessageDifferencer;
using pb::Application;
using pb::ApplicationScores;
using pb::Call;
using profiles::v1::Unit;

// What stays as it is once a call was opened.
Call Settled(const Call& notice) {
  Call settled;
  settled.set_supporter(notice.supporter());
  settled.set_fund_kind(notice.fund_kind());
  settled.set_year(notice.year());
  settled.set_amount_fen(notice.amount_fen());
  settled.set_least_share_fen(notice.least_share_fen());
  settled.set_most_share_fen(notice.most_share_fen());
  *settled.mutable_criteria() = notice.criteria();
  settled.set_least_score(notice.least_score());
  return settled;
}

absl::Status CheckOpenedChange(const Call& before, const Call& notice) {
  if (!MessageDifferencer::Equals(Settled(before), Settled(notice))) {
    return Refused(
        absl::StatusCode::kFailedPrecondition, notice.name(),
        absl::StrCat(StateZh(before.state()), "，只能修改文字和截止时间"),
        absl::StrCat("is ", StateEn(before.state()),
                     "; only its texts and its due time change"));
  }
  const absl::Time due = ToTime(notice.application_due_time());
  const absl::Time due_before = ToTime(before.application_due_time());
  const bool ended = before.state() == Call::STATE_AWARDED ||
                     before.state() == Call::STATE_CANCELLED;
  if (due == due_before || (due > due_before && !ended)) {
    return absl::OkStatus();
  }
  return Refused(
      absl::StatusCode::kFailedPrecondition, notice.name(),
      absl::StrCat(StateZh(before.state()),
                   ended ? "，截止时间不再改变" : "，截止时间只能延后"),
      absl::StrCat(
          "is ", StateEn(before.state()),
          ended ? "; its due time stays" : "; its due time only moves later"));
}

// Whether the programme shares the kind out by competition, or does not say
// how.
absl::Status CheckDistribution(const WriteContext& context,
                               const cpb::Programme& programme,
                               const Call& notice) {
  for (const cpb::FundKind& kind : programme.fund_kinds()) {
    if (kind.id() != notice.fund_kind() || kind.distributions().empty()) {
      continue;
    }
    if (std::find(kind.distributions().begin(), kind.distributions().end(),
                  cpb::FundKind::DISTRIBUTION_COMPETITION) ==
        kind.distributions().end()) {
      return context.Invalid(
          "fund_kind", absl::StrCat("“", notice.fund_kind(), "”不按竞争性分配"),
          absl::StrCat("\"", notice.fund_kind(),
                       "\" is not given by competition"));
    }
  }
  return absl::OkStatus();
}

int64_t MostShareOf(const Call& notice) {
  return notice.most_share_fen() == 0 ? notice.amount_fen()
                                      : notice.most_share_fen();
}

absl::Status CheckShares(const WriteContext& context, const Call& notice) {
  if (notice.most_share_fen() > notice.amount_fen()) {
    return context.Invalid(
        "most_share_fen",
        absl::StrCat("单项上限 ", AmountZh(notice.most_share_fen()),
                     " 超过总额 ", AmountZh(notice.amount_fen())),
        absl::StrCat(notice.most_share_fen(), " is more than amount_fen ",
                     notice.amount_fen()));
  }
  if (notice.least_share_fen() <= MostShareOf(notice)) return absl::OkStatus();
  return context.Invalid(
      "least_share_fen",
      absl::StrCat("单项下限 ", AmountZh(notice.least_share_fen()),
                   " 超过单项上限 ", AmountZh(MostShareOf(notice))),
      absl::StrCat(notice.least_share_fen(), " is more than the most share ",
                   MostShareOf(notice)));
}

absl::Status PrepareCall(WriteContext& context, const Call* before,
                         Call& notice) {
  if (before == nullptr) notice.set_state(Call::STATE_DRAFT);
  if (before != nullptr && before->state() != Call::STATE_DRAFT) {
    return CheckOpenedChange(*before, notice);
  }
  ASSIGN_OR_RETURN(const std::optional<Unit> unit,
                   context.Find<Unit>("units", LastId(notice.supporter())));
  if (!unit) return context.Invalid("supporter", "必填", "is required");
  RETURN_IF_ERROR(context.Invalid(CheckSupporter(*unit, "supporter")));
  ASSIGN_OR_RETURN(const cpb::Programme* programme, context.Programme());
  RETURN_IF_ERROR(
      context.Invalid(CheckYear(notice.year(), *programme, "year")));
  RETURN_IF_ERROR(context.Invalid(
      CheckFundKind(notice.fund_kind(), *unit, *programme, "fund_kind")));
  RETURN_IF_ERROR(CheckDistribution(context, *programme, notice));
  return CheckShares(context, notice);
}

absl::Status MayDeleteCall(WriteContext&, const Call& notice) {
  if (notice.state() == Call::STATE_DRAFT) return absl::OkStatus();
  return Refused(
      absl::StatusCode::kFailedPrecondition, notice.name(),
      absl::StrCat("只有草稿可以删除，现为", StateZh(notice.state())),
      absl::StrCat("only a draft is deleted, and it is ",
                   StateEn(notice.state())));
}

absl::Status CheckTakesApplications(WriteContext& context, const Call& notice) {
  if (notice.state() != Call::STATE_OPEN) {
    return NotIn(notice, Call::STATE_OPEN);
  }
  if (context.now() <= ToTime(notice.application_due_time())) {
    return absl::OkStatus();
  }
  return Refused(absl::StatusCode::kFailedPrecondition, notice.name(),
                 "已过申报截止时间", "its due time has passed");
}

absl::Status CheckAmounts(const WriteContext& context, const Call& notice,
                          const Application& application) {
  const int64_t asked = application.amount_fen();
  if (asked < notice.least_share_fen() || asked > MostShareOf(notice)) {
    return context.Invalid(
        "amount_fen",
        absl::StrCat(AmountZh(asked), " 不在单项额度 ",
                     AmountZh(notice.least_share_fen()), " 至 ",
                     AmountZh(MostShareOf(notice)), " 之内"),
        absl::StrCat(asked, " is not within the call's shares, ",
                     notice.least_share_fen(), " to ", MostShareOf(notice)));
  }
  if (application.least_amount_fen() <= asked) return absl::OkStatus();
  return context.Invalid(
      "least_amount_fen",
      absl::StrCat("最低可接受 ", AmountZh(application.least_amount_fen()),
                   " 超过申请金额 ", AmountZh(asked)),
      absl::StrCat(application.least_amount_fen(), " is more than amount_fen ",
                   asked));
}

absl::Status CheckNeed(const WriteContext& context, const Call& notice,
                       const Application& application,
                       const cpb::Project& project) {
  for (const cpb::FundNeed& need : project.fund_needs()) {
    if (need.fund_kind() != notice.fund_kind()) continue;
    const int64_t open =
        need.has_open_fen() ? need.open_fen() : need.total_fen();
    if (application.amount_fen() <= open) return absl::OkStatus();
    return context.Invalid(
        "amount_fen",
        absl::StrCat(AmountZh(application.amount_fen()), " 超过项目待落实资金 ",
                     AmountZh(open)),
        absl::StrCat(application.amount_fen(),
                     " is more than the project's open need ", open));
  }
  return context.Invalid(
      "project",
      absl::StrCat(project.name(), " 不需要“", notice.fund_kind(), "”"),
      absl::StrCat(project.name(), " needs no \"", notice.fund_kind(), "\""));
}

absl::Status CheckApplicant(WriteContext& context, const Call& notice,
                            const Application& application) {
  ASSIGN_OR_RETURN(
      const std::optional<cpb::Project> project,
      context.Find<cpb::Project>("projects", LastId(application.project())));
  if (!project) return context.Invalid("project", "必填", "is required");
  if (project->recipient() == notice.supporter()) {
    return context.Invalid(
        "project", absl::StrCat("是 ", notice.supporter(), " 自己提出的项目"),
        absl::StrCat(notice.supporter(), " itself put it forward"));
  }
  RETURN_IF_ERROR(
      context.Invalid(CheckProjectYear(notice.year(), *project, "project")));
  RETURN_IF_ERROR(CheckNeed(context, notice, application, *project));
  if (project->state() != cpb::Project::STATE_OPEN) {
    return Refused(absl::StatusCode::kFailedPrecondition, project->name(),
                   "未对支援方开放", "is not open to supporters");
  }
  if (project->readiness() >= cpb::Project::READINESS_FEASIBILITY_STUDY) {
    return absl::OkStatus();
  }
  return Refused(absl::StatusCode::kFailedPrecondition, project->name(),
                 "还没有可行性研究", "has no feasibility study yet");
}

void PutForward(WriteContext& context, const Call& notice,
                Application& application) {
  application.set_state(Application::STATE_SUBMITTED);
  application.set_supporter(notice.supporter());
  application.set_applicant(context.call().actor());
  *application.mutable_submit_time() = ToProto(context.now());
}

void AddEmptyScores(WriteContext& context, const ApplicationKey& key,
                    const Call& notice) {
  ApplicationScores scores;
  scores.set_name(key.scores_name());
  scores.set_supporter(notice.supporter());
  *scores.mutable_create_time() = ToProto(context.now());
  *scores.mutable_update_time() = ToProto(context.now());
  context.Add(Mutation::Put(kScoresCollection, key.record_id(),
                            scores.SerializeAsString(), Expectation::Absent()));
}

absl::Status PrepareApplication(WriteContext& context,
                                const Application* before,
                                Application& application) {
  const ApplicationKey key = ApplicationOf(application.name());
  ASSIGN_OR_RETURN(const Call notice, FindCall(context, key));
  RETURN_IF_ERROR(CheckTakesApplications(context, notice));
  const bool submits = before == nullptr ||
                       (before->state() == Application::STATE_WITHDRAWN &&
                        application.state() == Application::STATE_SUBMITTED);
  if (submits) PutForward(context, notice, application);
  if (before == nullptr) AddEmptyScores(context, key, notice);
  if (application.state() != Application::STATE_SUBMITTED) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(CheckAmounts(context, notice, application));
  return CheckApplicant(context, notice, application);
}

absl::StatusOr<std::string> ChooseApplicationId(WriteContext& context,
                                                const Application& application,
                                                absl::string_view) {
  if (application.project().empty()) {
    return context.Invalid("project", "必填", "is required");
  }
  return std::string(LastId(application.project()));
}

// An award decides on an application, and makes it known.
bool IsUndecided(const Application& application) {
  return application.state() != Application::STATE_AWARDED &&
         application.state() != Application::STATE_NOT_AWARDED;
}

absl::StatusOr<bool> IsScored(WriteContext& context, const Call& notice) {
  ASSIGN_OR_RETURN(
      const std::vector<Record> records,
      ListWholly(context.store(), context.partition(), kScoresCollection,
                 absl::StrCat(LastId(notice.name()), "/"),
                 context.call().limits()));
  for (const Record& record : records) {
    ApplicationScores scores;
    if (!scores.ParseFromString(record.value)) {
      return WriteContext::Unreadable(record.collection, record.id);
    }
    if (!scores.sheets().empty()) return true;
    // Whoever scores now changes it.
    context.Add(Mutation::Check(record.collection, record.id,
                                Expectation::Exactly(record.revision)));
  }
  return false;
}

}  // namespace

Resource<Call> CallResource() {
  return {.pattern = kCallPattern,
          .field = "call",
          .id_prefix = "call-",
          .prepare = PrepareCall,
          .may_delete = MayDeleteCall,
          .kept_to_owner = [](const Call& notice) {
            return notice.state() == Call::STATE_DRAFT;
          }};
}

Resource<Application> ApplicationResource() {
  return {.pattern = kApplicationPattern,
          .field = "application",
          .choose_id = ChooseApplicationId,
          .prepare = PrepareApplication,
          .kept_to_owner = IsUndecided};
}

Resource<ApplicationScores> ApplicationScoresResource() {
  return {.pattern = kScoresPattern, .field = "application_scores"};
}

absl::StatusOr<Call> FindCall(WriteContext& context,
                              const ApplicationKey& key) {
  ASSIGN_OR_RETURN(std::optional<Call> notice,
                   context.Find<Call>(kCallCollection, key.call));
  if (notice) return *std::move(notice);
  return DoesNotExist("", key.call_name());
}

absl::Status OpenCall(WriteContext& context, Call& notice) {
  if (notice.state() == Call::STATE_SCORING) {
    ASSIGN_OR_RETURN(const bool scored, IsScored(context, notice));
    if (scored) {
      return Refused(absl::StatusCode::kFailedPrecondition, notice.name(),
                     "已有评分，不能重新开放申报",
                     "has been scored; it is not opened anew");
    }
  } else if (notice.state() != Call::STATE_DRAFT) {
    return NotIn(notice, Call::STATE_DRAFT);
  }
  if (ToTime(notice.application_due_time()) <= context.now()) {
    return Refused(absl::StatusCode::kFailedPrecondition, notice.name(),
                   "已过申报截止时间，请先延后",
                   "its due time has passed; set another");
  }
  notice.set_state(Call::STATE_OPEN);
  *notice.mutable_open_time() = ToProto(context.now());
  return absl::OkStatus();
}

absl::Status CloseCall(WriteContext& context, bool before_due_time,
                       Call& notice) {
  if (notice.state() != Call::STATE_OPEN) {
    return NotIn(notice, Call::STATE_OPEN);
  }
  if (!before_due_time &&
      context.now() < ToTime(notice.application_due_time())) {
    return Refused(absl::StatusCode::kFailedPrecondition, notice.name(),
                   "未到申报截止时间", "its due time has not come");
  }
  notice.set_state(Call::STATE_SCORING);
  *notice.mutable_close_time() = ToProto(context.now());
  return absl::OkStatus();
}

absl::Status CancelCall(const std::string& reason, Call& notice) {
  if (notice.state() != Call::STATE_OPEN &&
      notice.state() != Call::STATE_SCORING) {
    return Refused(
        absl::StatusCode::kFailedPrecondition, notice.name(),
        absl::StrCat("须在申报或评审中，现为", StateZh(notice.state())),
        absl::StrCat("is not open or being scored; it is ",
                     StateEn(notice.state())));
  }
  notice.set_state(Call::STATE_CANCELLED);
  notice.set_cancel_reason(reason);
  return absl::OkStatus();
}

}  // namespace duikou
