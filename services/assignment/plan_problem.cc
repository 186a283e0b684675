#include "services/assignment/plan_problem.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;

constexpr int64_t kPointsOfScore = 10'000;

// The pairs of a problem, found by project and supporter.
class PairTable {
 public:
  explicit PairTable(AssignmentProblem& problem) : problem_(problem) {}

  AssignmentPair* Find(int32_t project, int32_t supporter) {
    const auto found = places_.find({project, supporter});
    return found == places_.end() ? nullptr : &problem_.pairs[found->second];
  }
  AssignmentPair& Get(int32_t project, int32_t supporter) {
    const auto [found, added] = places_.emplace(
        std::make_pair(project, supporter), problem_.pairs.size());
    if (added) {
      problem_.pairs.push_back({.project = project, .supporter = supporter});
    }
    return problem_.pairs[found->second];
  }

 private:
  AssignmentProblem& problem_;
  absl::flat_hash_map<std::pair<int32_t, int32_t>, size_t> places_;
};

void AddNeeds(const pb::PlanInput& input, AssignmentProblem& problem) {
  for (const pb::InputProject& project : input.projects()) {
    AssignmentProject& added = problem.projects.emplace_back();
    added.id = project.id();
    added.demonstration_site = project.demonstration_site();
    added.most_partners = input.settings().most_partners();
    for (const pb::InputNeed& need : project.needs()) {
      added.funds[need.fund_kind()] = {
          .open = Money::Fen(need.open_fen()),
          .total = Money::Fen(need.open_fen()),
          .least_share = Money::Fen(need.least_share_fen()),
          .shareable = need.shareable(),
          .all_or_nothing = need.all_or_nothing()};
    }
  }
}

void AddGivers(const pb::PlanInput& input, AssignmentProblem& problem,
               PairTable& pairs) {
  const int kinds = problem.fund_kinds;
  for (int s = 0; s < input.supporters_size(); ++s) {
    const pb::InputSupporter& supporter = input.supporters(s);
    AssignmentSupporter& added = problem.supporters.emplace_back();
    added.id = supporter.id();
    added.most_projects = supporter.most_projects();
    for (const pb::InputOffer& offer : supporter.offers()) {
      AssignmentOffer& entry = added.funds[offer.fund_kind()];
      entry = {.gives = offer.gives(),
               .least = Money::Fen(offer.least_fen()),
               .most = Money::Fen(offer.most_fen()),
               .quota = Money::Fen(offer.quota_fen())};
      if (offer.has_means_fen()) entry.means = Money::Fen(offer.means_fen());
    }
    for (int i = 0; i < supporter.scores_size(); ++i) {
      if (supporter.scores(i) == 0) continue;
      pairs.Get(i / kinds, s).funds[i % kinds] = {
          .allowed = true,
          .score = static_cast<Score>(supporter.scores(i) - 1)};
    }
  }
}

void Forbid(const pb::ShareConstraint& constraint, int32_t kind,
            AssignmentPair* pair) {
  if (pair == nullptr) return;
  if (constraint.fund_kind().empty()) {
    pair->banned = true;
  } else if (kind != kNone) {
    pair->funds[kind].allowed = false;
  }
}

void Demand(const pb::ShareConstraint& constraint, int32_t kind,
            AssignmentPair& pair) {
  pair.pinned = true;
  if (kind == kNone) return;
  if (constraint.amount_fen() > 0) {
    pair.funds[kind].fixed = Money::Fen(constraint.amount_fen());
  } else {
    pair.funds[kind].at_least = Money::Fen(1);
  }
}

void AddConstraints(const pb::PlanInput& input, PairTable& pairs) {
  const InputPlaces places(input);
  for (const pb::ShareConstraint& constraint : input.constraints()) {
    const int32_t project = places.Project(LastId(constraint.project()));
    const int32_t supporter = places.Supporter(LastId(constraint.supporter()));
    if (project == kNone || supporter == kNone) continue;
    const int32_t kind = places.FundKind(constraint.fund_kind());
    if (constraint.kind() == pb::ShareConstraint::KIND_PIN) {
      Demand(constraint, kind, pairs.Get(project, supporter));
    } else {
      Forbid(constraint, kind, pairs.Find(project, supporter));
    }
  }
}

void AddWide(const std::vector<absl::int128>& values,
             google::protobuf::RepeatedField<uint64_t>& wire) {
  for (const absl::int128 value : values) {
    wire.Add(static_cast<uint64_t>(absl::Int128High64(value)));
    wire.Add(absl::Int128Low64(value));
  }
}

std::vector<absl::int128> WideIn(
    const google::protobuf::RepeatedField<uint64_t>& wire) {
  std::vector<absl::int128> values;
  for (int i = 0; i + 1 < wire.size(); i += 2) {
    values.push_back(
        absl::MakeInt128(static_cast<int64_t>(wire.Get(i)), wire.Get(i + 1)));
  }
  return values;
}

// The entries of `from` at the places that the rows have in the new order;
// `width` entries a row.
template <typename T>
std::vector<T> MapRows(const std::vector<T>& from,
                       const std::vector<int32_t>& old_places, int width) {
  std::vector<T> to(old_places.size() * width, T(0));
  for (size_t row = 0; row < old_places.size(); ++row) {
    if (old_places[row] == kNone) continue;
    for (int i = 0; i < width; ++i) {
      const size_t at = static_cast<size_t>(old_places[row]) * width + i;
      if (at < from.size()) to[row * width + i] = from[at];
    }
  }
  return to;
}

}  // namespace

InputPlaces::InputPlaces(const pb::PlanInput& input) {
  for (int i = 0; i < input.projects_size(); ++i) {
    projects_.emplace(input.projects(i).id(), i);
  }
  for (int i = 0; i < input.supporters_size(); ++i) {
    supporters_.emplace(input.supporters(i).id(), i);
  }
  for (int i = 0; i < input.fund_kinds_size(); ++i) {
    kinds_.emplace(input.fund_kinds(i), i);
  }
}

void AddPrevious(const pb::PlanVersion& base, pb::PlanInput& input) {
  const InputPlaces places(input);
  for (const pb::PlannedShare& share : base.shares()) {
    const int32_t project = places.Project(LastId(share.project()));
    const int32_t supporter = places.Supporter(LastId(share.supporter()));
    const int32_t kind = places.FundKind(share.fund_kind());
    if (project == kNone || supporter == kNone || kind == kNone) continue;
    pb::InputShare& added = *input.add_previous();
    added.set_project(project);
    added.set_supporter(supporter);
    added.set_fund_kind(kind);
    added.set_amount_fen(share.amount_fen());
  }
}

AssignmentProblem ToProblem(const pb::PlanInput& input) {
  AssignmentProblem problem{.fund_kinds = std::max(1, input.fund_kinds_size())};
  const pb::AssignmentSettings& settings = input.settings();
  problem.settings = {
      .quota_penalty = settings.quota_penalty(),
      .floor_penalty = settings.floor_penalty(),
      .split_penalty = settings.split_penalty_fen() * kPointsOfScore,
      // Against nothing there is no change.
      .change_penalty =
          input.previous().empty() ? 0 : settings.change_penalty()};
  PairTable pairs(problem);
  AddNeeds(input, problem);
  AddGivers(input, problem, pairs);
  AddConstraints(input, pairs);
  for (const pb::InputShare& share : input.previous()) {
    AssignmentPair* pair = pairs.Find(share.project(), share.supporter());
    if (pair == nullptr) continue;
    pair->funds[share.fund_kind()].previous = Money::Fen(share.amount_fen());
  }
  const InputPlaces places(input);
  for (const pb::InputFloor& floor : input.floors()) {
    problem.floors.push_back(
        {.projects = {floor.projects().begin(), floor.projects().end()},
         .kind = places.FundKind(floor.floor().fund_kind()),
         .amount = Money::Fen(floor.floor().amount_fen())});
  }
  return problem;
}

AssignmentPlan ToPlan(const pb::PlanInput& input, const PlannedShares& shares) {
  const InputPlaces places(input);
  std::map<std::pair<int32_t, int32_t>, AssignmentShare> plan;
  for (const pb::PlannedShare& share : shares) {
    const int32_t project = places.Project(LastId(share.project()));
    const int32_t supporter = places.Supporter(LastId(share.supporter()));
    const int32_t kind = places.FundKind(share.fund_kind());
    if (project == kNone || supporter == kNone || kind == kNone) continue;
    AssignmentShare& entry = plan[{project, supporter}];
    entry.project = project;
    entry.supporter = supporter;
    entry.amounts[kind] = Money::Fen(share.amount_fen());
  }
  AssignmentPlan ordered;
  for (const auto& [pair, share] : plan) ordered.push_back(share);
  return ordered;
}

pb::PlanPrices EncodePrices(const AssignmentPrices& prices) {
  pb::PlanPrices wire;
  wire.mutable_need()->Assign(prices.need.begin(), prices.need.end());
  wire.mutable_supply()->Assign(prices.supply.begin(), prices.supply.end());
  wire.mutable_floor()->Assign(prices.floor.begin(), prices.floor.end());
  AddWide(prices.partner, *wire.mutable_partner());
  AddWide(prices.place, *wire.mutable_place());
  return wire;
}

AssignmentPrices DecodePrices(const pb::PlanPrices& prices) {
  return {.need = {prices.need().begin(), prices.need().end()},
          .supply = {prices.supply().begin(), prices.supply().end()},
          .floor = {prices.floor().begin(), prices.floor().end()},
          .partner = WideIn(prices.partner()),
          .place = WideIn(prices.place())};
}

AssignmentPrices MapPrices(const AssignmentPrices& prices,
                           const pb::PlanInput& from, const pb::PlanInput& to) {
  const InputPlaces places(from);
  std::vector<int32_t> projects;
  for (const pb::InputProject& project : to.projects()) {
    projects.push_back(places.Project(project.id()));
  }
  std::vector<int32_t> supporters;
  for (const pb::InputSupporter& supporter : to.supporters()) {
    supporters.push_back(places.Supporter(supporter.id()));
  }
  AssignmentPrices mapped{
      .need = MapRows(prices.need, projects, kMaxFundKinds),
      .supply = MapRows(prices.supply, supporters, kMaxFundKinds),
      .partner = MapRows(prices.partner, projects, 1),
      .place = MapRows(prices.place, supporters, 1)};
  if (from.floors_size() == to.floors_size()) mapped.floor = prices.floor;
  mapped.floor.resize(to.floors_size());
  return mapped;
}

}  // namespace duikou
