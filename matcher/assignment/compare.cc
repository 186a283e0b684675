#include "matcher/assignment/compare.h"

#include <algorithm>
#include <map>
#include <utility>

namespace duikou {
namespace {

using Parties = std::vector<PartyChange>;

bool Differs(const PartyChange& party) {
  return party.given != AmountChange{} || party.short_by != AmountChange{} ||
         party.partners != 0 || party.fit != 0;
}

// What each party has in a plan, `sign` times.
void AddPlan(const AssignmentProblem& problem, const AssignmentPlan& plan,
             int sign, Parties& projects, Parties& supporters) {
  std::map<std::pair<int32_t, int32_t>, const AssignmentPair*> listed;
  for (const AssignmentPair& pair : problem.pairs) {
    listed[{pair.project, pair.supporter}] = &pair;
  }
  std::vector<AmountChange> given(supporters.size());
  for (const AssignmentShare& share : plan) {
    const auto pair = listed.find({share.project, share.supporter});
    for (PartyChange* party :
         {&projects[share.project], &supporters[share.supporter]}) {
      party->partners += sign;
      for (int k = 0; k < problem.fund_kinds; ++k) {
        const int64_t amount = share.amounts[k].fen();
        party->given[k] += sign * amount;
        if (pair == listed.end()) continue;
        party->fit +=
            absl::int128(sign * pair->second->funds[k].score) * amount;
      }
    }
    for (int k = 0; k < problem.fund_kinds; ++k) {
      given[share.supporter][k] += share.amounts[k].fen();
    }
  }
  for (size_t s = 0; s < supporters.size(); ++s) {
    for (int k = 0; k < problem.fund_kinds; ++k) {
      const int64_t quota = problem.supporters[s].funds[k].quota.fen();
      supporters[s].short_by[k] +=
          sign * std::max<int64_t>(0, quota - given[s][k]);
    }
  }
}

Parties Numbered(size_t count) {
  Parties parties(count);
  for (size_t i = 0; i < count; ++i) parties[i].index = static_cast<int32_t>(i);
  return parties;
}

Parties OnlyDifferent(Parties parties) {
  std::erase_if(parties, [](const PartyChange& p) { return !Differs(p); });
  return parties;
}

std::vector<ShareChange> ShareChanges(const AssignmentPlan& before,
                                      const AssignmentPlan& after) {
  std::map<std::pair<int32_t, int32_t>, ShareChange> all;
  const auto at = [&](const AssignmentShare& share) -> ShareChange& {
    ShareChange& change = all[{share.project, share.supporter}];
    change.project = share.project;
    change.supporter = share.supporter;
    return change;
  };
  for (const AssignmentShare& share : before) at(share).before = share.amounts;
  for (const AssignmentShare& share : after) at(share).after = share.amounts;
  std::vector<ShareChange> changes;
  for (const auto& [who, change] : all) {
    if (change.before != change.after) changes.push_back(change);
  }
  return changes;
}

std::vector<FloorChange> FloorChanges(const AssignmentProblem& problem,
                                      const AssignmentPlan& before,
                                      const AssignmentPlan& after) {
  const auto given = [&](const AssignmentFloor& floor,
                         const AssignmentPlan& plan) {
    std::vector<uint8_t> counts(problem.projects.size());
    for (const int32_t p : floor.projects) counts[p] = 1;
    int64_t sum = 0;
    for (const AssignmentShare& share : plan) {
      if (counts[share.project] == 0) continue;
      for (int k = 0; k < problem.fund_kinds; ++k) {
        if (floor.kind == kNone || floor.kind == k) {
          sum += share.amounts[k].fen();
        }
      }
    }
    return sum;
  };
  std::vector<FloorChange> changes;
  for (size_t f = 0; f < problem.floors.size(); ++f) {
    const AssignmentFloor& floor = problem.floors[f];
    const int64_t was = given(floor, before), is = given(floor, after);
    if (was == is) continue;
    const int64_t amount = floor.amount.fen();
    changes.push_back({static_cast<int32_t>(f), is - was,
                       std::max<int64_t>(0, amount - is) -
                           std::max<int64_t>(0, amount - was)});
  }
  return changes;
}

}  // namespace

PlanComparison ComparePlans(const AssignmentProblem& problem,
                            const AssignmentPlan& before,
                            const AssignmentPlan& after) {
  PlanComparison change{.before = WorthOf(problem, before),
                        .after = WorthOf(problem, after)};
  change.worth = {
      .fit = change.after.fit - change.before.fit,
      .quota_loss = change.after.quota_loss - change.before.quota_loss,
      .floor_loss = change.after.floor_loss - change.before.floor_loss,
      .split_loss = change.after.split_loss - change.before.split_loss,
      .change_loss = change.after.change_loss - change.before.change_loss};
  Parties projects = Numbered(problem.projects.size());
  Parties supporters = Numbered(problem.supporters.size());
  AddPlan(problem, before, -1, projects, supporters);
  AddPlan(problem, after, 1, projects, supporters);
  change.projects = OnlyDifferent(std::move(projects));
  change.supporters = OnlyDifferent(std::move(supporters));
  change.shares = ShareChanges(before, after);
  change.floors = FloorChanges(problem, before, after);
  return change;
}

}  // namespace duikou
