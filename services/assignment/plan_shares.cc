#include "services/assignment/plan_shares.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/assignment/plan_names.h"
#include "services/assignment/plan_resources.h"
#include "services/base/violation.h"
#include "services/rpc/commitment_marks.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using pb::PlanShare;
using pb::ShareAnswer;
using profiles::v1::Commitment;

PlanKey KeyOf(const WriteContext& context, const pb::AnnualPlan& plan) {
  return {.programme = context.partition(),
          .year = std::string(LastId(plan.name()))};
}

std::string ShareIdIn(const pb::PlannedShare& share) {
  return ShareIdOf(LastId(share.supporter()), LastId(share.project()),
                   share.fund_kind());
}

PlanShare::State StateOf(const PlanShare& share) {
  const pb::Answer answers[] = {share.supporter_answer().answer(),
                                share.recipient_answer().answer()};
  const auto count = [&](pb::Answer answer) {
    return std::count(std::begin(answers), std::end(answers), answer);
  };
  if (count(pb::ANSWER_DECLINE) > 0) return PlanShare::STATE_DECLINED;
  if (count(pb::ANSWER_COUNTER) > 0) return PlanShare::STATE_COUNTERED;
  if (count(pb::ANSWER_ACCEPT) == 2) return PlanShare::STATE_ACCEPTED;
  return PlanShare::STATE_OFFERED;
}

// A side that has accepted the amount, or asked for it, need not answer again.
void KeepAnswer(const ShareAnswer& earlier, int64_t earlier_fen,
                const PlanShare& share, ShareAnswer& answer) {
  const bool agrees = (earlier.answer() == pb::ANSWER_ACCEPT &&
                       earlier_fen == share.amount_fen()) ||
                      (earlier.answer() == pb::ANSWER_COUNTER &&
                       earlier.amount_fen() == share.amount_fen());
  if (!agrees) return;
  answer = earlier;
  answer.set_answer(pb::ANSWER_ACCEPT);
  answer.clear_amount_fen();
}

void PutShare(WriteContext& context, PlanShare share, Expectation expectation) {
  share.clear_etag();
  *share.mutable_update_time() = ToProto(context.now());
  const std::string id =
      absl::StrCat(PlanOfChild(share.name()).year, "/", LastId(share.name()));
  context.Add(Mutation::Put(kShareCollection, id, share.SerializeAsString(),
                            expectation));
}

void DeleteShare(WriteContext& context, const KeptShare& kept) {
  const std::string id = absl::StrCat(PlanOfChild(kept.share.name()).year, "/",
                                      LastId(kept.share.name()));
  context.Add(Mutation::Delete(kShareCollection, id,
                               Expectation::Exactly(kept.revision)));
}

// The share as the version has it, with no answers.
PlanShare NewShare(const WriteContext& context, const PlanKey& key,
                   const pb::PlannedShare& planned) {
  PlanShare share;
  share.set_name(absl::StrCat(key.name(), "/shares/", ShareIdIn(planned)));
  share.set_project(planned.project());
  share.set_supporter(planned.supporter());
  share.set_fund_kind(planned.fund_kind());
  share.set_amount_fen(planned.amount_fen());
  share.set_state(PlanShare::STATE_OFFERED);
  *share.mutable_create_time() = ToProto(context.now());
  return share;
}

// The shares there are, by id.
absl::StatusOr<std::map<std::string, KeptShare>> SharesById(
    WriteContext& context, const PlanKey& key) {
  ASSIGN_OR_RETURN(std::vector<KeptShare> shares,
                   ReadShares(context.store(), context.call().limits(),
                              key.programme, key.year));
  std::map<std::string, KeptShare> by_id;
  for (KeptShare& kept : shares) {
    const std::string id(LastId(kept.share.name()));
    by_id.emplace(id, std::move(kept));
  }
  return by_id;
}

absl::Status CheckStillThere(WriteContext& context, const PlanShare& share) {
  for (const auto& [collection, name] :
       {std::pair<const char*, const std::string&>{"units", share.supporter()},
        {"projects", share.project()}}) {
    ASSIGN_OR_RETURN(const bool exists,
                     context.Exists(collection, LastId(name)));
    if (exists) continue;
    return Refused(
        absl::StatusCode::kFailedPrecondition, "",
        absl::StrCat(name, " 已不存在，请重新求解"),
        absl::StrCat(name, " does not exist any more; solve the plan again"));
  }
  return absl::OkStatus();
}

// The commitment that the share is, with its amount.
absl::Status Commit(WriteContext& context, const pb::AnnualPlan& plan,
                    PlanShare& share) {
  RETURN_IF_ERROR(CheckStillThere(context, share));
  const PlanKey key = KeyOf(context, plan);
  const std::string id = CommitmentIdOf(key, LastId(share.name()));
  ASSIGN_OR_RETURN(const Record* record, context.FindRecord("commitments", id));
  Commitment commitment;
  if (record != nullptr && !commitment.ParseFromString(record->value)) {
    return WriteContext::Unreadable("commitments", id);
  }
  if (record == nullptr) {
    *commitment.mutable_create_time() = ToProto(context.now());
  }
  commitment.set_name(
      absl::StrCat("programmes/", key.programme, "/commitments/", id));
  commitment.set_supporter(share.supporter());
  commitment.set_project(share.project());
  commitment.set_fund_kind(share.fund_kind());
  commitment.set_year(plan.year());
  commitment.set_amount_fen(share.amount_fen());
  commitment.set_source(
      absl::StrCat(plan.year(), "年度项目计划 ", plan.current_version()));
  *commitment.mutable_update_time() = ToProto(context.now());
  share.set_commitment(commitment.name());
  RenewCommitmentMark(context, commitment);
  context.Add(Mutation::Put("commitments", id, commitment.SerializeAsString(),
                            record == nullptr
                                ? Expectation::Absent()
                                : Expectation::Exactly(record->revision)));
  return absl::OkStatus();
}

absl::Status TakeCommitmentBack(WriteContext& context, const PlanShare& share) {
  const std::string id(LastId(share.commitment()));
  if (id.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Record* record, context.FindRecord("commitments", id));
  if (record == nullptr) return absl::OkStatus();
  Commitment commitment;
  if (!commitment.ParseFromString(record->value)) {
    return WriteContext::Unreadable("commitments", id);
  }
  RenewCommitmentMark(context, commitment);
  context.Add(Mutation::Delete("commitments", id,
                               Expectation::Exactly(record->revision)));
  return absl::OkStatus();
}

// What goes with the answer, and what does not.
absl::Status CheckAnswer(const pb::AnswerShareRequest& request,
                         const PlanShare& share) {
  const bool counters = request.answer() == pb::ANSWER_COUNTER;
  if (counters != (request.amount_fen() > 0)) {
    return Refused(absl::StatusCode::kInvalidArgument, "amount_fen",
                   counters ? "提出修改须填写金额" : "只有提出修改才填写金额",
                   counters ? "is required of a counter-proposal"
                            : "is of a counter-proposal alone");
  }
  if (counters && request.amount_fen() == share.amount_fen()) {
    return Refused(absl::StatusCode::kInvalidArgument, "amount_fen",
                   "就是拟安排的金额，请直接接受",
                   "is the one proposed; accept it");
  }
  if (request.answer() != pb::ANSWER_ACCEPT && request.reason().empty()) {
    return Refused(absl::StatusCode::kInvalidArgument, "reason",
                   "谢绝或提出修改须说明原因",
                   "is required to decline or to counter");
  }
  return absl::OkStatus();
}

absl::Status CheckAgreed(const pb::AnnualPlan& plan, const PlanShare& share,
                         bool due) {
  const char* zh = nullptr;
  const char* en = nullptr;
  if (share.state() == PlanShare::STATE_DECLINED) {
    zh = "已被谢绝";
    en = "is declined";
  }
  if (share.state() == PlanShare::STATE_COUNTERED) {
    zh = "被要求修改金额";
    en = "has a counter-proposal";
  }
  if (share.state() == PlanShare::STATE_OFFERED && !due) {
    zh = "还没有答复，也未到截止时间";
    en = "is not answered yet, and its due time has not come";
  }
  if (en == nullptr) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, plan.name(),
                 absl::StrCat(share.name(), " ", zh),
                 absl::StrCat(share.name(), " ", en));
}

}  // namespace

absl::StatusOr<std::vector<KeptShare>> ReadShares(Store& store,
                                                  CallLimits limits,
                                                  const std::string& programme,
                                                  const std::string& year) {
  ASSIGN_OR_RETURN(const std::vector<Record> records,
                   ListWholly(store, programme, kShareCollection,
                              absl::StrCat(year, "/"), limits));
  std::vector<KeptShare> shares;
  for (const Record& record : records) {
    KeptShare& kept = shares.emplace_back();
    if (!kept.share.ParseFromString(record.value)) {
      return WriteContext::Unreadable(record.collection, record.id);
    }
    kept.revision = record.revision;
  }
  return shares;
}

std::vector<pb::ShareConstraint> DeclinedIn(
    const std::vector<KeptShare>& shares, const pb::AnnualPlan& plan) {
  std::vector<pb::ShareConstraint> declined;
  for (const KeptShare& kept : shares) {
    const PlanShare& share = kept.share;
    if (share.state() != PlanShare::STATE_DECLINED) continue;
    const bool overridden =
        std::any_of(plan.constraints().begin(), plan.constraints().end(),
                    [&](const pb::ShareConstraint& demand) {
                      return demand.kind() == pb::ShareConstraint::KIND_PIN &&
                             demand.project() == share.project() &&
                             demand.supporter() == share.supporter() &&
                             (demand.fund_kind().empty() ||
                              demand.fund_kind() == share.fund_kind());
                    });
    if (overridden) continue;
    const bool by_supporter =
        share.supporter_answer().answer() == pb::ANSWER_DECLINE;
    const ShareAnswer& answer =
        by_supporter ? share.supporter_answer() : share.recipient_answer();
    pb::ShareConstraint& ban = declined.emplace_back();
    ban.set_project(share.project());
    ban.set_supporter(share.supporter());
    ban.set_fund_kind(share.fund_kind());
    ban.set_kind(pb::ShareConstraint::KIND_DECLINED);
    ban.set_reason(answer.reason());
    ban.set_author(answer.author());
    *ban.mutable_create_time() = answer.answer_time();
  }
  return declined;
}

absl::Status ProposeShares(WriteContext& context,
                           const pb::PlanVersion& version,
                           const pb::AnnualPlan& plan) {
  const PlanKey key = KeyOf(context, plan);
  ASSIGN_OR_RETURN(auto before, SharesById(context, key));
  for (const pb::PlannedShare& planned : version.shares()) {
    PlanShare share = NewShare(context, key, planned);
    const auto kept = before.find(ShareIdIn(planned));
    Expectation expectation = Expectation::Absent();
    if (kept != before.end()) {
      expectation = Expectation::Exactly(kept->second.revision);
      const PlanShare& earlier = kept->second.share;
      *share.mutable_create_time() = earlier.create_time();
      KeepAnswer(earlier.supporter_answer(), earlier.amount_fen(), share,
                 *share.mutable_supporter_answer());
      KeepAnswer(earlier.recipient_answer(), earlier.amount_fen(), share,
                 *share.mutable_recipient_answer());
      share.set_state(StateOf(share));
      before.erase(kept);
    }
    *share.mutable_answer_due_time() = plan.answer_due_time();
    share.set_version(version.name());
    PutShare(context, std::move(share), expectation);
  }
  // A share that was declined is remembered: it stays banned.
  for (auto& [id, gone] : before) {
    if (gone.share.state() != PlanShare::STATE_DECLINED) {
      DeleteShare(context, gone);
    }
  }
  return absl::OkStatus();
}

absl::Status AnswerFor(WriteContext& context, Side side,
                       const pb::AnswerShareRequest& request,
                       PlanShare& share) {
  const PlanKey key = PlanOfChild(share.name());
  ASSIGN_OR_RETURN(const std::optional<pb::AnnualPlan> plan,
                   context.Find<pb::AnnualPlan>(kPlanCollection, key.year));
  if (!plan.has_value() || plan->state() != pb::AnnualPlan::STATE_PROPOSED ||
      share.version() != plan->proposed_version()) {
    return Refused(absl::StatusCode::kFailedPrecondition, share.name(),
                   "不在征求意见（或已不再征求）",
                   "is not proposed (any more)");
  }
  if (context.now() > ToTime(share.answer_due_time())) {
    return Refused(absl::StatusCode::kFailedPrecondition, share.name(),
                   "已过答复截止时间", "its due time has passed");
  }
  RETURN_IF_ERROR(CheckAnswer(request, share));
  ShareAnswer& answer = side == Side::kSupporter
                            ? *share.mutable_supporter_answer()
                            : *share.mutable_recipient_answer();
  answer.set_answer(request.answer());
  answer.set_amount_fen(request.amount_fen());
  answer.set_reason(request.reason());
  answer.set_author(context.call().actor());
  *answer.mutable_answer_time() = ToProto(context.now());
  share.set_state(StateOf(share));
  return absl::OkStatus();
}

absl::Status ConfirmShares(WriteContext& context, const pb::AnnualPlan& plan) {
  const PlanKey key = KeyOf(context, plan);
  ASSIGN_OR_RETURN(auto shares, SharesById(context, key));
  const bool due = context.now() > ToTime(plan.answer_due_time());
  // What is refused is told before what is open.
  for (const bool unanswered_too : {false, true}) {
    for (const auto& [id, kept] : shares) {
      if (kept.share.version() != plan.proposed_version()) continue;
      RETURN_IF_ERROR(CheckAgreed(plan, kept.share, due || !unanswered_too));
    }
  }
  for (auto& [id, kept] : shares) {
    if (kept.share.version() != plan.proposed_version()) {
      DeleteShare(context, kept);
      continue;
    }
    RETURN_IF_ERROR(Commit(context, plan, kept.share));
    PutShare(context, kept.share, Expectation::Exactly(kept.revision));
  }
  return absl::OkStatus();
}

absl::Status AmendShares(WriteContext& context, const pb::PlanVersion& version,
                         const pb::AnnualPlan& plan) {
  const PlanKey key = KeyOf(context, plan);
  ASSIGN_OR_RETURN(auto before, SharesById(context, key));
  for (const pb::PlannedShare& planned : version.shares()) {
    const auto kept = before.find(ShareIdIn(planned));
    const bool is_new = kept == before.end();
    PlanShare share =
        is_new ? NewShare(context, key, planned) : kept->second.share;
    const Expectation expectation =
        is_new ? Expectation::Absent()
               : Expectation::Exactly(kept->second.revision);
    const bool same =
        !is_new && kept->second.share.amount_fen() == planned.amount_fen();
    if (!is_new) before.erase(kept);
    if (same) continue;
    share.set_amount_fen(planned.amount_fen());
    share.set_state(PlanShare::STATE_ACCEPTED);
    share.set_version(version.name());
    *share.mutable_answer_due_time() = plan.answer_due_time();
    RETURN_IF_ERROR(Commit(context, plan, share));
    PutShare(context, std::move(share), expectation);
  }
  for (auto& [id, gone] : before) {
    RETURN_IF_ERROR(TakeCommitmentBack(context, gone.share));
    DeleteShare(context, gone);
  }
  return absl::OkStatus();
}

}  // namespace duikou
