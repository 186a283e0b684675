#include "services/progress/agreements_from_plan.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/progress/agreement_rules.h"
#include "services/rpc/etag.h"
#include "services/rpc/giving_rules.h"
#include "services/rpc/referrers.h"
#include "services/rpc/request_hash.h"
#include "services/rpc/resource_name.h"
#include "services/store/store.h"

namespace duikou {

using catalogue::v1::Programme;
using catalogue::v1::Project;
using profiles::v1::Commitment;
using progress::v1::Agreement;
using progress::v1::ContractSum;
using progress::v1::CreateAgreementsFromPlanRequest;
using progress::v1::CreateAgreementsFromPlanResponse;
using progress::v1::Placement;

namespace {

template <typename T>
struct Stored {
  T value;
  Revision revision = 0;
};
// Supporter and project.
using Pair = std::pair<std::string, std::string>;
using Commitments = std::vector<Stored<Commitment>>;

template <typename T>
absl::Status ForEach(WriteContext& context, absl::string_view collection,
                     absl::FunctionRef<void(Stored<T>)> visit) {
  return ForEachRecord(context.store(), context.call(), context.partition(),
                       collection, [&](const Record& record) -> absl::Status {
                         Stored<T> stored{.revision = record.revision};
                         if (!stored.value.ParseFromString(record.value)) {
                           return WriteContext::Unreadable(record.collection,
                                                           record.id);
                         }
                         visit(std::move(stored));
                         return absl::OkStatus();
                       });
}

// The agreements that there are.
class ExistingAgreements {
 public:
  void Add(Stored<Agreement> agreement) {
    const size_t index = agreements_.size();
    const Agreement& added = agreement.value;
    for (const std::string& name : added.commitments()) {
      by_commitment_.emplace(name, index);
    }
    if (added.stage() != Agreement::STAGE_TERMINATED) {
      under_way_.emplace(Pair(added.supporter(), added.project()), index);
    }
    agreements_.push_back(std::move(agreement));
  }

  // The one that carries the commitments of the pair out; null where none does.
  Stored<Agreement>* Find(const Pair& pair, const Commitments& commitments) {
    for (const Stored<Commitment>& commitment : commitments) {
      const auto named = by_commitment_.find(commitment.value.name());
      if (named != by_commitment_.end()) return &agreements_[named->second];
    }
    const auto found = under_way_.find(pair);
    return found == under_way_.end() ? nullptr : &agreements_[found->second];
  }

 private:
  std::vector<Stored<Agreement>> agreements_;
  absl::flat_hash_map<std::string, size_t> by_commitment_;
  // The first by name.
  absl::flat_hash_map<Pair, size_t> under_way_;
};

// Links the agreement to those of the commitments that it does not name yet.
// Returns whether there were any.
bool Link(const Commitments& commitments, Agreement& agreement) {
  const auto& linked = agreement.commitments();
  bool any = false;
  for (const Stored<Commitment>& commitment : commitments) {
    const std::string& name = commitment.value.name();
    if (std::find(linked.begin(), linked.end(), name) != linked.end()) continue;
    agreement.add_commitments(name);
    any = true;
  }
  return any;
}

void AddSums(const Commitments& commitments, Agreement& agreement) {
  absl::btree_map<std::string, int64_t> sums;
  for (const Stored<Commitment>& commitment : commitments) {
    sums[commitment.value.fund_kind()] += commitment.value.amount_fen();
  }
  for (const auto& [kind, fen] : sums) {
    ContractSum* sum = agreement.add_contract_sums();
    sum->set_side(progress::v1::SIDE_SUPPORTER);
    sum->set_fund_kind(kind);
    sum->set_amount_fen(fen);
  }
}

absl::StatusOr<Agreement> NewAgreement(WriteContext& context, const Pair& pair,
                                       int year,
                                       const Commitments& commitments) {
  ASSIGN_OR_RETURN(const std::optional<Project> project,
                   context.Find<Project>("projects", LastId(pair.second)));
  if (!project.has_value()) {
    return Refused(
        absl::StatusCode::kFailedPrecondition, commitments[0].value.name(),
        absl::StrCat("项目 ", pair.second, " 不存在"),
        absl::StrCat("its project ", pair.second, " does not exist"));
  }
  if (project->recipient().empty()) {
    return Refused(absl::StatusCode::kFailedPrecondition, pair.second,
                   "没有可以签约的受援方，请先填写",
                   "has no recipient to agree with; set its recipient first");
  }
  Agreement agreement;
  agreement.set_name(absl::StrCat("programmes/", context.partition(),
                                  "/agreements/", LastId(pair.first), "--",
                                  LastId(pair.second), "--", year));
  *agreement.mutable_display_name() = project->display_name();
  agreement.set_supporter(pair.first);
  agreement.set_recipient(project->recipient());
  agreement.set_project(pair.second);
  Placement* placement = agreement.add_placements();
  placement->set_area(project->area());
  placement->set_sector(project->sector());
  placement->set_parts(kWholeParts);
  if (project->has_responsible_leader()) {
    *agreement.mutable_responsible_leader() = project->responsible_leader();
  }
  agreement.set_first_year(year);
  AddSums(commitments, agreement);
  Link(commitments, agreement);
  return agreement;
}

// One attempt to find out what is to be written.
class PlanAgreements {
 public:
  PlanAgreements(ResourceEngine& engine, WriteContext& context, int year)
      : engine_(engine), context_(context), year_(year) {}

  absl::Status Make() {
    absl::btree_map<Pair, Commitments> promised;
    RETURN_IF_ERROR(ForEach<Commitment>(
        context_, "commitments", [&](Stored<Commitment> commitment) {
          if (commitment.value.year() != year_) return;
          const Pair pair(commitment.value.supporter(),
                          commitment.value.project());
          promised[pair].push_back(std::move(commitment));
        }));
    ExistingAgreements existing;
    RETURN_IF_ERROR(ForEach<Agreement>(context_, engine_.pattern().collection(),
                                       [&](Stored<Agreement> agreement) {
                                         existing.Add(std::move(agreement));
                                       }));
    for (const auto& [pair, commitments] : promised) {
      RETURN_IF_ERROR(Take(pair, commitments, existing));
    }
    std::sort(response_.mutable_agreements()->begin(),
              response_.mutable_agreements()->end(),
              [](const Agreement& a, const Agreement& b) {
                return a.name() < b.name();
              });
    return absl::OkStatus();
  }

  // Nothing: all is there.
  std::vector<Mutation>& writes() { return writes_; }
  CreateAgreementsFromPlanResponse& response() { return response_; }

 private:
  absl::Status Take(const Pair& pair, const Commitments& commitments,
                    ExistingAgreements& existing) {
    if (Stored<Agreement>* found = existing.Find(pair, commitments)) {
      response_.set_existing_count(response_.existing_count() + 1);
      const Agreement before = found->value;
      if (!Link(commitments, found->value)) return absl::OkStatus();
      return Write(commitments, &before, Expectation::Exactly(found->revision),
                   found->value);
    }
    ASSIGN_OR_RETURN(Agreement made,
                     NewAgreement(context_, pair, year_, commitments));
    RETURN_IF_ERROR(Write(commitments, nullptr, Expectation::Absent(), made));
    *response_.add_agreements() = std::move(made);
    return absl::OkStatus();
  }

  absl::Status Write(const Commitments& commitments, const Agreement* before,
                     Expectation expected, Agreement& agreement) {
    context_.SetPath(agreement.name());
    RETURN_IF_ERROR(engine_.Prepare(context_, before, agreement));
    writes_.push_back(Mutation::Put(engine_.pattern().collection(),
                                    LastId(agreement.name()),
                                    engine_.Encode(agreement), expected));
    for (const Stored<Commitment>& commitment : commitments) {
      writes_.push_back(
          Mutation::Check("commitments", LastId(commitment.value.name()),
                          Expectation::Exactly(commitment.revision)));
    }
    return absl::OkStatus();
  }

  ResourceEngine& engine_;
  WriteContext& context_;
  const int year_;
  std::vector<Mutation> writes_;
  CreateAgreementsFromPlanResponse response_;
};

void SetEtags(Revision revision, CreateAgreementsFromPlanResponse& response) {
  for (Agreement& agreement : *response.mutable_agreements()) {
    agreement.set_etag(EtagOf(revision));
  }
}

absl::StatusOr<CreateAgreementsFromPlanResponse> Repeat(
    const CommitResult& repeated) {
  CreateAgreementsFromPlanResponse response;
  if (!response.ParseFromString(repeated.answer)) {
    return absl::DataLossError("a kept answer cannot be read");
  }
  SetEtags(repeated.revision, response);
  return response;
}

}  // namespace

absl::StatusOr<CreateAgreementsFromPlanResponse> CreateAgreementsFromPlan(
    ResourceEngine& agreements, CallContext& call,
    const CreateAgreementsFromPlanRequest& request) {
  const WriteArguments arguments{
      .request_id = request.request_id(),
      .fingerprint = RequestHash(request, {"request_id"}),
      .validate_only = request.validate_only()};
  ASSIGN_OR_RETURN(const std::string partition,
                   agreements.PartitionOf(request.parent()));
  ASSIGN_OR_RETURN(const std::optional<CommitResult> repeated,
                   agreements.Repeated(call, partition, arguments));
  if (repeated.has_value()) return Repeat(*repeated);
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call, attempt));
    WriteContext context(call, agreements.store(), agreements.ids(), partition,
                         agreements.clock().Now());
    ASSIGN_OR_RETURN(const Programme* programme, context.Programme());
    RETURN_IF_ERROR(
        ToStatus(CheckYear(request.year(), *programme, "year"), ""));
    PlanAgreements plan(agreements, context, request.year());
    RETURN_IF_ERROR(plan.Make());
    if (arguments.validate_only || plan.writes().empty()) {
      return std::move(plan.response());
    }
    const absl::StatusOr<CommitResult> done =
        CommitWrites(context, agreements.store(), std::move(plan.writes()),
                     arguments, plan.response().SerializeAsString());
    if (done.ok() && done->repeated) return Repeat(*done);
    if (done.ok()) {
      SetEtags(done->revision, plan.response());
      return std::move(plan.response());
    }
    if (!IsConflict(done.status())) return done.status();
  }
  return Refused(absl::StatusCode::kAborted, request.parent(),
                 "这一年度的承诺不断被他人修改，请稍后再试",
                 "others keep changing what the year promises");
}

}  // namespace duikou
