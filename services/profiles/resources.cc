#include "services/profiles/resources.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "duikou/assignment/v1/competition_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/base/violation.h"
#include "services/profiles/rules.h"
#include "services/rpc/commitment_marks.h"
#include "services/rpc/giving_rules.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/referrers.h"
#include "services/rpc/resource_name.h"

namespace duikou {

using catalogue::v1::Programme;
using catalogue::v1::Project;
using profiles::v1::CapabilityProfile;
using profiles::v1::Commitment;
using profiles::v1::Cooperation;
using profiles::v1::Pairing;
using profiles::v1::Quota;
using profiles::v1::Reminder;
using profiles::v1::Unit;

namespace {

absl::Status Refuse(const WriteContext& context,
                    const std::optional<Violation>& violation) {
  return ToStatus(violation, context.path());
}

// The unit that `name` means, which is on the side of supporters.
absl::StatusOr<Unit> Supporter(WriteContext& context, const std::string& name,
                               absl::string_view path) {
  if (name.empty()) return context.Invalid(path, "未填写", "is required");
  ASSIGN_OR_RETURN(const std::optional<Unit> unit,
                   context.Find<Unit>("units", LastId(name)));
  if (!unit) {
    return context.Invalid(path, absl::StrCat(name, " 不存在"),
                           absl::StrCat(name, " does not exist"));
  }
  RETURN_IF_ERROR(Refuse(context, CheckSupporter(*unit, path)));
  return *unit;
}

absl::Status CheckNoCycle(WriteContext& context, const Unit& unit) {
  std::vector<std::string> way = {unit.name()};
  std::string above = unit.parent_unit();
  while (!above.empty()) {
    way.push_back(above);
    if (above == unit.name()) {
      return context.Invalid(
          "parent_unit",
          absl::StrCat("单位隶属成环：", absl::StrJoin(way, " → ")),
          absl::StrCat("units in a cycle: ", absl::StrJoin(way, " → ")));
    }
    ASSIGN_OR_RETURN(const std::optional<Unit> next,
                     context.Find<Unit>("units", LastId(above)));
    if (!next) return absl::OkStatus();  // references are checked apart
    above = next->parent_unit();
  }
  return absl::OkStatus();
}

absl::Status RefuseWhileReminded(WriteContext& context, const Unit& unit) {
  const absl::string_view id = LastId(unit.name());
  ASSIGN_OR_RETURN(
      const ListResult listed,
      context.store().List(context.partition(), "reminders",
                           {.prefix = absl::StrCat(id, "/"), .limit = 1},
                           context.call().limits()));
  if (listed.records.empty()) return absl::OkStatus();
  const std::string first =
      absl::StrCat(unit.name(), "/reminders/", LastId(listed.records[0].id));
  return Refused(absl::StatusCode::kFailedPrecondition, unit.name(),
                 absl::StrCat("须先删除其提醒：", first),
                 absl::StrCat("delete its reminders first: ", first));
}

absl::Status MayDeleteUnit(WriteContext& context, const Unit& unit) {
  const std::string id(LastId(unit.name()));
  ASSIGN_OR_RETURN(const bool has_profile, context.Exists("profiles", id));
  if (has_profile) {
    const std::string profile =
        absl::StrCat("programmes/", context.partition(), "/profiles/", id);
    return Refused(
        absl::StatusCode::kFailedPrecondition, unit.name(),
        absl::StrCat("须先删除其支援能力：", profile),
        absl::StrCat("delete its capability profile first: ", profile));
  }
  RETURN_IF_ERROR(RefuseWhileReminded(context, unit));
  return RefuseWhileReferenced(
      context, unit.name(),
      {{"units", &Unit::default_instance()},
       {"pairings", &Pairing::default_instance()},
       {"quotas", &Quota::default_instance()},
       {"commitments", &Commitment::default_instance()},
       {"cooperations", &Cooperation::default_instance()},
       {"interests", &matching::v1::Interest::default_instance()},
       {"annualPlans", &assignment::v1::AnnualPlan::default_instance()},
       {"shares", &assignment::v1::PlanShare::default_instance()},
       {"calls", &assignment::v1::Call::default_instance()},
       {"agreements", &progress::v1::Agreement::default_instance()},
       {"ledgerEntries", &progress::v1::LedgerEntry::default_instance()},
       {"projects", &Project::default_instance()}});
}

absl::Status PrepareUnit(WriteContext& context, const Unit*, Unit& unit) {
  RETURN_IF_ERROR(Refuse(context, CheckUnit(unit)));
  return CheckNoCycle(context, unit);
}

absl::Status PrepareProfile(WriteContext& context, const CapabilityProfile*,
                            CapabilityProfile& profile) {
  const std::string id(LastId(profile.name()));
  profile.set_unit(
      absl::StrCat("programmes/", context.partition(), "/units/", id));
  ASSIGN_OR_RETURN(const Unit unit, Supporter(context, profile.unit(), "name"));
  ASSIGN_OR_RETURN(const Programme* programme, context.Programme());
  return Refuse(context, CheckProfile(profile, unit, *programme));
}

absl::Status PreparePairing(WriteContext& context, const Pairing*,
                            Pairing& pairing) {
  return Supporter(context, pairing.supporter(), "supporter").status();
}

absl::Status PrepareQuota(WriteContext& context, const Quota*, Quota& quota) {
  ASSIGN_OR_RETURN(const Unit unit, Supporter(context, quota.unit(), "unit"));
  ASSIGN_OR_RETURN(const Programme* programme, context.Programme());
  RETURN_IF_ERROR(Refuse(context, CheckYear(quota.year(), *programme, "year")));
  return Refuse(
      context, CheckFundKind(quota.fund_kind(), unit, *programme, "fund_kind"));
}

absl::Status PrepareCommitment(WriteContext& context, const Commitment*,
                               Commitment& commitment) {
  ASSIGN_OR_RETURN(const Unit unit,
                   Supporter(context, commitment.supporter(), "supporter"));
  ASSIGN_OR_RETURN(const Programme* programme, context.Programme());
  RETURN_IF_ERROR(
      Refuse(context, CheckYear(commitment.year(), *programme, "year")));
  RETURN_IF_ERROR(Refuse(context, CheckFundKind(commitment.fund_kind(), unit,
                                                *programme, "fund_kind")));
  ASSIGN_OR_RETURN(
      const std::optional<Project> project,
      context.Find<Project>("projects", LastId(commitment.project())));
  if (!project) return context.Invalid("project", "未填写", "is required");
  RETURN_IF_ERROR(Refuse(context, CheckPromise(commitment, *project)));
  RenewCommitmentMark(context, commitment);
  return absl::OkStatus();
}

// It always may; the sums of its year are told of it.
absl::Status MayDeleteCommitment(WriteContext& context,
                                 const Commitment& commitment) {
  RenewCommitmentMark(context, commitment);
  return absl::OkStatus();
}

absl::Status PrepareCooperation(WriteContext& context, const Cooperation*,
                                Cooperation& cooperation) {
  return Supporter(context, cooperation.supporter(), "supporter").status();
}

absl::Status CheckSubject(WriteContext& context, const std::string& subject) {
  static const auto* const kPatterns = new std::vector<ResourcePattern>{
      ResourcePattern("programmes/{programme}/projects/{project}"),
      ResourcePattern("programmes/{programme}/quotas/{quota}"),
      ResourcePattern("programmes/{programme}/profiles/{profile}")};
  for (const ResourcePattern& pattern : *kPatterns) {
    const std::optional<ResourceKey> key = pattern.Key(subject);
    if (!key.has_value()) continue;
    if (key->partition != context.partition()) {
      return context.Invalid("subject",
                             absl::StrCat(subject, " 属于另一个规划"),
                             absl::StrCat(subject, " is of another programme"));
    }
    ASSIGN_OR_RETURN(const bool exists,
                     context.Exists(key->collection, key->id));
    if (exists) return absl::OkStatus();
    return context.Invalid("subject", absl::StrCat(subject, " 不存在"),
                           absl::StrCat(subject, " does not exist"));
  }
  return context.Invalid(
      "subject",
      absl::StrCat("“", subject, "”不是项目、年度任务额度或支援能力的名称"),
      absl::StrCat("\"", subject,
                   "\" is not the name of a project, a quota or a "
                   "capability profile"));
}

absl::Status PrepareReminder(WriteContext& context, const Reminder* before,
                             Reminder& reminder) {
  if (before != nullptr) return absl::OkStatus();
  reminder.set_author(context.call().actor());
  if (reminder.subject().empty()) return absl::OkStatus();
  return CheckSubject(context, reminder.subject());
}

}  // namespace

Resource<Reminder> ReminderResource() {
  return {.pattern = "programmes/{programme}/units/{unit}/reminders/{reminder}",
          .field = "reminder",
          .id_prefix = "r-",
          .prepare = PrepareReminder};
}

absl::Status Acknowledge(WriteContext& context, Reminder& reminder) {
  if (reminder.has_acknowledge_time()) {
    return Refused(absl::StatusCode::kFailedPrecondition, reminder.name(),
                   absl::StrCat("已由 ", reminder.acknowledged_by(), " 确认"),
                   absl::StrCat("is acknowledged already, by ",
                                reminder.acknowledged_by()));
  }
  *reminder.mutable_acknowledge_time() = ToProto(context.now());
  reminder.set_acknowledged_by(context.call().actor());
  return absl::OkStatus();
}

Resource<Unit> UnitResource() {
  return {.pattern = "programmes/{programme}/units/{unit}",
          .field = "unit",
          .id_prefix = "u-",
          .prepare = PrepareUnit,
          .may_delete = MayDeleteUnit};
}

Resource<CapabilityProfile> ProfileResource() {
  return {
      .pattern = "programmes/{programme}/profiles/{profile}",
      .field = "capability_profile",
      .choose_id = [](WriteContext&, const CapabilityProfile&,
                      absl::string_view given) -> absl::StatusOr<std::string> {
        if (given.empty()) {
          return Refused(absl::StatusCode::kInvalidArgument,
                         "capability_profile_id", "须为支援方的编号",
                         "is required: the supporter's id");
        }
        return std::string(given);
      },
      .prepare = PrepareProfile};
}

Resource<Pairing> PairingResource() {
  return {.pattern = "programmes/{programme}/pairings/{pairing}",
          .field = "pairing",
          .max_id_length = kMaxCompositeIdLength,
          .choose_id = [](WriteContext& context, const Pairing& pairing,
                          absl::string_view) -> absl::StatusOr<std::string> {
            if (pairing.supporter().empty()) {
              return context.Invalid("supporter", "未填写", "is required");
            }
            if (pairing.area().empty()) {
              return context.Invalid("area", "未填写", "is required");
            }
            return absl::StrCat(LastId(pairing.supporter()), "--",
                                LastId(pairing.area()));
          },
          .prepare = PreparePairing};
}

Resource<Quota> QuotaResource() {
  return {.pattern = "programmes/{programme}/quotas/{quota}",
          .field = "quota",
          .max_id_length = kMaxCompositeIdLength,
          .choose_id = [](WriteContext& context, const Quota& quota,
                          absl::string_view) -> absl::StatusOr<std::string> {
            if (quota.unit().empty()) {
              return context.Invalid("unit", "未填写", "is required");
            }
            return absl::StrCat(LastId(quota.unit()), "--", quota.year(), "--",
                                quota.fund_kind());
          },
          .prepare = PrepareQuota};
}

Resource<Commitment> CommitmentResource() {
  return {.pattern = "programmes/{programme}/commitments/{commitment}",
          .field = "commitment",
          .id_prefix = "m-",
          .prepare = PrepareCommitment,
          .may_delete = MayDeleteCommitment};
}

Resource<Cooperation> CooperationResource() {
  return {.pattern = "programmes/{programme}/cooperations/{cooperation}",
          .field = "cooperation",
          .id_prefix = "c-",
          .prepare = PrepareCooperation};
}

}  // namespace duikou
