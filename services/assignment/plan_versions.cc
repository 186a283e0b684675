#include "services/assignment/plan_versions.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "matcher/assignment/explain.h"
#include "matcher/base/status_macros.h"
#include "services/assignment/plan_encoder.h"
#include "services/assignment/plan_input.h"
#include "services/assignment/plan_names.h"
#include "services/assignment/plan_problem.h"
#include "services/assignment/plan_words.h"
#include "services/base/violation.h"
#include "services/rpc/etag.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;

std::string VersionIdOf(const std::string& name) {
  return absl::StrCat(PlanOfChild(name).year, "/", LastId(name));
}

}  // namespace

absl::StatusOr<pb::PlanVersion> ReadVersion(Store& store, CallLimits limits,
                                            const std::string& name) {
  absl::StatusOr<Record> record =
      store.Get(PlanOfChild(name).programme, kVersionCollection,
                VersionIdOf(name), limits);
  if (absl::IsNotFound(record.status())) {
    return DoesNotExist("", name);
  }
  RETURN_IF_ERROR(record.status());
  pb::PlanVersion version;
  if (!version.ParseFromString(record->value)) {
    return WriteContext::Unreadable(record->collection, record->id);
  }
  version.set_etag(EtagOf(record->revision));
  return version;
}

absl::StatusOr<KeptVersion> ReadKeptVersion(Store& store, CallLimits limits,
                                            const std::string& name) {
  KeptVersion kept;
  ASSIGN_OR_RETURN(kept.version, ReadVersion(store, limits, name));
  ASSIGN_OR_RETURN(const Record record,
                   store.Get(PlanOfChild(name).programme, kEvidenceCollection,
                             VersionIdOf(name), limits));
  if (!kept.evidence.ParseFromString(record.value)) {
    return WriteContext::Unreadable(record.collection, record.id);
  }
  return kept;
}

absl::int128 BoundOf(const pb::PlanEvidence& evidence) {
  return absl::MakeInt128(static_cast<int64_t>(evidence.bound_high()),
                          evidence.bound_low());
}

void SetBound(absl::int128 bound, pb::PlanEvidence& evidence) {
  evidence.set_bound_high(static_cast<uint64_t>(absl::Int128High64(bound)));
  evidence.set_bound_low(absl::Int128Low64(bound));
}

pb::PlanEvidence MakeEvidence(const pb::PlanInput& input,
                              const AssignmentSolution& solution) {
  pb::PlanEvidence evidence;
  *evidence.mutable_input() = input;
  *evidence.mutable_prices() = EncodePrices(solution.prices);
  evidence.set_bound_by_search(solution.bound_by_search);
  SetBound(solution.bound, evidence);
  return evidence;
}

AssignmentSolution SolutionWith(const AssignmentProblem& problem,
                                AssignmentPlan plan,
                                const pb::PlanEvidence& evidence) {
  AssignmentSolution solution{.has_plan = true, .plan = std::move(plan)};
  solution.worth = WorthOf(problem, solution.plan);
  solution.value = solution.worth.total();
  solution.bound = BoundOf(evidence);
  solution.gap_bp = GapBasisPoints(solution.value, solution.bound);
  solution.bound_by_search = evidence.bound_by_search();
  solution.prices = DecodePrices(evidence.prices());
  Balance(problem, &solution);
  return solution;
}

pb::PlanVersion MakeVersion(absl::string_view programme,
                            const pb::PlanInput& input,
                            const AssignmentProblem& problem,
                            const AssignmentSolution& solution) {
  pb::PlanVersion version =
      EncodePlan(programme, input, problem, solution.plan, solution.bound);
  AddProof(programme, input, solution, version);
  version.set_input_digest(DigestOfInput(input));
  return version;
}

void AddVersion(WriteContext& context, const pb::PlanEvidence& evidence,
                pb::PlanVersion& version, pb::AnnualPlan& plan) {
  const PlanKey key{.programme = context.partition(),
                    .year = std::string(LastId(plan.name()))};
  const int number = plan.version_count() + 1;
  version.set_name(VersionName(key, number));
  version.set_number(number);
  version.set_author(context.call().actor());
  *version.mutable_create_time() = ToProto(context.now());
  *version.mutable_update_time() = version.create_time();
  plan.set_version_count(number);
  plan.set_current_version(version.name());
  const std::string id = VersionRecordId(key, number);
  context.Add(Mutation::Put(kVersionCollection, id, version.SerializeAsString(),
                            Expectation::Absent()));
  Mutation proof =
      Mutation::Put(kEvidenceCollection, id, evidence.SerializeAsString(),
                    Expectation::Absent());
  proof.in_feed = false;
  context.Add(std::move(proof));
}

void KeepOutline(pb::PlanVersion& version) {
  version.clear_shares();
  version.clear_balances();
  version.clear_floors();
  version.clear_constraints();
  version.clear_area_totals();
}

}  // namespace duikou
