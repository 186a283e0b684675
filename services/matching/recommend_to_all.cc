#include "services/matching/recommend_to_all.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <thread>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "matcher/base/status_macros.h"
#include "matcher/ranker/rank_all.h"
#include "services/base/parallel_tasks.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

constexpr int kDefaultListSize = 10;
// How far down a rank by the weights in force is told.
constexpr int kMostCompared = 200;
// Supporters at a time: what is written to the programme waits meanwhile.
constexpr size_t kAtOnce = 256;

// Ranks by the project's slot.
using Ranks = absl::flat_hash_map<ProjectSlot, int64_t>;

// Some of the supporters, those without a profile apart.
struct Group {
  std::vector<const UnitFacts*> units;
  // Null where the unit has no profile.
  std::vector<PreparedCache::Prepared> prepared;
};

Group TakeGroup(absl::Span<const std::string> ids, const RankingTerms& terms,
                const ProgrammeState& state) {
  Group group;
  for (const std::string& id : ids) {
    const UnitFacts* unit = state.FindUnit(id);
    if (unit == nullptr || !unit->is_supporter()) continue;
    group.units.push_back(unit);
    group.prepared.push_back(
        unit->Prepare(state.taxonomy(), {.year = terms.year}));
  }
  return group;
}

// A list for each of the group, in its order; empty without a profile.
std::vector<std::vector<Hit>> RankGroup(const Group& group,
                                        const ProjectQuery& query,
                                        const ProgrammeState& state) {
  std::vector<const PreparedSupporter*> supporters;
  for (const auto& prepared : group.prepared) {
    if (prepared != nullptr) supporters.push_back(prepared.get());
  }
  RankAllOptions options;
  options.tasks =
      static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  options.parallel_for = [](const std::vector<std::function<void()>>& tasks) {
    RunTasks(tasks);
  };
  std::vector<std::vector<Hit>> ranked =
      RankAll(state.index(), supporters, query, options);
  std::vector<std::vector<Hit>> all(group.units.size());
  size_t next = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    if (group.prepared[i] != nullptr) all[i] = std::move(ranked[next++]);
  }
  return all;
}

Ranks RanksOf(absl::Span<const Hit> list) {
  Ranks ranks;
  for (const Hit& hit : list) {
    ranks.emplace(hit.slot, static_cast<int64_t>(ranks.size()) + 1);
  }
  return ranks;
}

void AddProjects(absl::Span<const Hit> list, const ProgrammeState& state,
                 pb::RecommendProjectsToAllResponse& out) {
  for (const Hit& hit : list) {
    const Project& project = state.index().project(hit.slot);
    const catalogue::v1::Project& record = state.project(project.handle).record;
    pb::ListedProject& listed = *out.add_projects();
    listed.set_project(record.name());
    *listed.mutable_display_name() = record.display_name();
    listed.set_rank(out.projects_size());
    listed.set_score(static_cast<int32_t>(hit.score));
  }
}

// Tells the ranks of the list's projects by the weights in force.
void Compare(absl::Span<const Hit> list, const Ranks& in_force, int list_size,
             pb::RecommendProjectsToAllResponse& out) {
  int entered = 0;
  for (size_t i = 0; i < list.size(); ++i) {
    const auto found = in_force.find(list[i].slot);
    const int64_t rank = found == in_force.end() ? 0 : found->second;
    out.mutable_projects(static_cast<int>(i))
        ->set_rank_in_force(static_cast<int32_t>(rank));
    entered += rank == 0 || rank > list_size;
  }
  out.set_entered_size(entered);
}

}  // namespace

absl::StatusOr<ListsForAll> ListsForAll::Make(
    const ProgrammeState& state,
    const pb::RecommendProjectsToAllRequest& request, absl::Time now) {
  ListsForAll made;
  ASSIGN_OR_RETURN(made.terms_,
                   TermsOf(request.year(), request.weights(),
                           pb::RECOMMENDATION_VIEW_BASIC, state, now));
  made.compared_ = !request.weights().empty();
  made.list_size_ =
      request.list_size() == 0 ? kDefaultListSize : request.list_size();
  for (const auto& [id, unit] : state.units()) {
    if (unit->is_supporter()) made.supporters_.push_back(id);
  }
  return made;
}

std::vector<ListsForAll::Response> ListsForAll::Next(
    const ProgrammeState& state) {
  const size_t count = std::min(kAtOnce, supporters_.size() - next_);
  const Group group = TakeGroup(
      absl::MakeConstSpan(supporters_).subspan(next_, count), terms_, state);
  next_ += count;
  ProjectQuery query{
      .k = list_size_, .year = terms_.year, .weights = terms_.weights};
  const std::vector<std::vector<Hit>> lists = RankGroup(group, query, state);
  std::vector<std::vector<Hit>> in_force(group.units.size());
  if (compared_) {
    query.k = kMostCompared;
    query.weights = state.weights().weights;
    in_force = RankGroup(group, query, state);
  }
  std::vector<Response> responses(group.units.size());
  for (size_t i = 0; i < responses.size(); ++i) {
    Response& response = responses[i];
    response.set_supporter(group.units[i]->name);
    *response.mutable_display_name() = group.units[i]->unit->display_name();
    response.set_without_profile(group.prepared[i] == nullptr);
    response.set_supporter_count(static_cast<int32_t>(supporters_.size()));
    AddProjects(lists[i], state, response);
    if (compared_) {
      Compare(lists[i], RanksOf(in_force[i]), list_size_, response);
    }
  }
  return responses;
}

}  // namespace duikou
