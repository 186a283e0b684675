#include "services/assignment/plan_encoder.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/assignment/plan_names.h"
#include "services/assignment/plan_problem.h"
#include "services/assignment/plan_words.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;

bool IsDemanded(const AssignmentProblem& problem, const AssignmentShare& share,
                int kind) {
  for (const AssignmentPair& pair : problem.pairs) {
    if (pair.project != share.project || pair.supporter != share.supporter) {
      continue;
    }
    const PairFund& fund = pair.funds[kind];
    return pair.pinned && (fund.fixed.has_value() || fund.at_least > Money());
  }
  return false;
}

// Scores by project, supporter and kind.
Score ScoreIn(const pb::PlanInput& input, const AssignmentShare& share,
              int kind) {
  const int at = share.project * input.fund_kinds_size() + kind;
  const uint32_t entry = input.supporters(share.supporter).scores(at);
  return entry == 0 ? 0 : static_cast<Score>(entry - 1);
}

// Shares and totals of a plan.
class PlanEncoder {
 public:
  PlanEncoder(absl::string_view programme, const pb::PlanInput& input,
              const AssignmentProblem& problem, pb::PlanVersion& version)
      : programme_(programme),
        input_(input),
        problem_(problem),
        version_(version) {}

  void Encode(const AssignmentPlan& plan) {
    for (const AssignmentShare& share : plan) {
      for (int kind = 0; kind < problem_.fund_kinds; ++kind) {
        const int64_t fen = share.amounts[kind].fen();
        if (fen == 0) continue;
        AddShare(share, kind, fen);
        areas_[{input_.projects(share.project).area(), kind}] += fen;
        kinds_[kind] += fen;
        given_[{share.supporter, kind}] += fen;
      }
    }
    version_.set_share_count(version_.shares_size());
    AddTotals();
    AddBalances();
    AddFloors(plan);
  }

 private:
  void AddShare(const AssignmentShare& share, int kind, int64_t fen) {
    pb::PlannedShare& added = *version_.add_shares();
    added.set_project(
        ProjectNameOf(programme_, problem_.projects[share.project].id));
    added.set_supporter(
        UnitNameOf(programme_, problem_.supporters[share.supporter].id));
    added.set_fund_kind(input_.fund_kinds(kind));
    added.set_amount_fen(fen);
    added.set_score(ScoreIn(input_, share, kind));
    added.set_pinned(input_.constraints_size() > 0 &&
                     IsDemanded(problem_, share, kind));
  }

  void AddTotals() {
    for (const auto& [of, fen] : areas_) {
      pb::AreaTotal& total = *version_.add_area_totals();
      total.set_area(AreaNameOf(programme_, of.first));
      total.set_fund_kind(input_.fund_kinds(of.second));
      total.set_amount_fen(fen);
    }
    for (const auto& [kind, fen] : kinds_) {
      pb::KindTotal& total = *version_.add_kind_totals();
      total.set_fund_kind(input_.fund_kinds(kind));
      total.set_amount_fen(fen);
    }
  }

  void AddBalances() {
    for (int s = 0; s < static_cast<int>(problem_.supporters.size()); ++s) {
      for (int kind = 0; kind < problem_.fund_kinds; ++kind) {
        const int64_t quota = problem_.supporters[s].funds[kind].quota.fen();
        const auto found = given_.find({s, kind});
        const int64_t given = found == given_.end() ? 0 : found->second;
        if (quota == 0 && given == 0) continue;
        pb::SupporterBalance& balance = *version_.add_balances();
        balance.set_supporter(
            UnitNameOf(programme_, problem_.supporters[s].id));
        balance.set_fund_kind(input_.fund_kinds(kind));
        balance.set_quota_fen(quota);
        balance.set_given_fen(given);
        balance.set_short_fen(std::max<int64_t>(0, quota - given));
        if (given >= quota) {
          balance.set_binding(pb::SupporterBalance::BINDING_MET);
        }
      }
    }
  }

  void AddFloors(const AssignmentPlan& plan) {
    for (const pb::InputFloor& floor : input_.floors()) {
      const int kind = InputPlaces(input_).FundKind(floor.floor().fund_kind());
      std::vector<bool> counts(problem_.projects.size());
      for (const int32_t project : floor.projects()) counts[project] = true;
      int64_t given = 0;
      for (const AssignmentShare& share : plan) {
        if (!counts[share.project]) continue;
        for (int k = 0; k < problem_.fund_kinds; ++k) {
          if (kind == kNone || kind == k) given += share.amounts[k].fen();
        }
      }
      pb::FloorBalance& balance = *version_.add_floors();
      *balance.mutable_floor() = floor.floor();
      balance.set_given_fen(given);
      balance.set_short_fen(
          std::max<int64_t>(0, floor.floor().amount_fen() - given));
    }
  }

  const absl::string_view programme_;
  const pb::PlanInput& input_;
  const AssignmentProblem& problem_;
  pb::PlanVersion& version_;
  std::map<std::pair<std::string, int>, int64_t> areas_;
  std::map<int, int64_t> kinds_;
  std::map<std::pair<int, int>, int64_t> given_;
};

void EncodeWorth(const PlanWorth& worth, absl::int128 bound,
                 pb::PlanWorth& wire) {
  const absl::int128 value = worth.total();
  wire.set_value_fen(FenDown(value));
  wire.set_bound_fen(FenUp(bound));
  wire.set_gap_basis_points(GapBasisPoints(value, bound));
  wire.set_fit_fen(FenDown(worth.fit));
  wire.set_quota_loss_fen(FenUp(worth.quota_loss));
  wire.set_floor_loss_fen(FenUp(worth.floor_loss));
  wire.set_split_loss_fen(FenUp(worth.split_loss));
  wire.set_change_loss_fen(FenUp(worth.change_loss));
}

}  // namespace

pb::PlanVersion EncodePlan(absl::string_view programme,
                           const pb::PlanInput& input,
                           const AssignmentProblem& problem,
                           const AssignmentPlan& plan, absl::int128 bound) {
  pb::PlanVersion version;
  PlanEncoder(programme, input, problem, version).Encode(plan);
  EncodeWorth(WorthOf(problem, plan), bound, *version.mutable_worth());
  *version.mutable_constraints() = input.constraints();
  return version;
}

void AddProof(absl::string_view programme, const pb::PlanInput& input,
              const AssignmentSolution& solution, pb::PlanVersion& version) {
  std::map<std::pair<std::string, std::string>, const QuotaBalance*> proofs;
  for (const QuotaBalance& balance : solution.quotas) {
    proofs[{UnitNameOf(programme, input.supporters(balance.supporter).id()),
            input.fund_kinds(balance.kind)}] = &balance;
  }
  for (pb::SupporterBalance& balance : *version.mutable_balances()) {
    const auto found = proofs.find({balance.supporter(), balance.fund_kind()});
    if (found == proofs.end()) continue;
    balance.set_binding(static_cast<pb::SupporterBalance::Binding>(
        static_cast<int>(found->second->binding) + 1));
    balance.set_quota_price(found->second->quota_price);
    balance.set_means_price(found->second->means_price);
  }
  for (int i = 0; i < version.floors_size() &&
                  i < static_cast<int>(solution.floors.size());
       ++i) {
    version.mutable_floors(i)->set_price(solution.floors[i].price);
  }
  version.set_nothing_to_do(solution.nothing_to_do);
}

pb::RuleCase EncodeRule(absl::string_view programme, const pb::PlanInput& input,
                        const RuleCase& rule) {
  pb::RuleCase wire;
  wire.set_rule(
      static_cast<pb::RuleCase::Rule>(static_cast<int>(rule.rule) + 1));
  if (rule.project != kNone) {
    wire.set_project(
        ProjectNameOf(programme, input.projects(rule.project).id()));
  }
  if (rule.supporter != kNone) {
    wire.set_supporter(
        UnitNameOf(programme, input.supporters(rule.supporter).id()));
  }
  if (rule.kind != kNone) wire.set_fund_kind(input.fund_kinds(rule.kind));
  wire.set_limit(rule.limit);
  wire.set_relaxed(rule.relaxed);
  *wire.mutable_text() = RuleText(wire);
  return wire;
}

}  // namespace duikou
