#include "services/matching/choice_records.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "matcher/scorer/scorer.h"
#include "services/programme/matcher_records.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

constexpr int32_t kConfirmed = 100;
constexpr int32_t kLookedAt = 50;

// A project that was ever open, with its whole need.
struct OfferedProject {
  Project project;
  std::string id;
};

// By id, so that a place in the list is the same wherever it is made.
std::vector<OfferedProject> OfferedProjects(const ProgrammeState& state) {
  std::vector<OfferedProject> offered;
  for (const auto& [time, handle] : state.by_publish_time()) {
    const ProjectFacts& facts = state.project(handle);
    if (facts.record.state() == catalogue::v1::Project::STATE_DRAFT) continue;
    std::optional<Project> project =
        ToMatcher(facts.record, {}, state.taxonomy(), handle);
    if (!project.has_value()) continue;
    project->open = true;
    offered.push_back({.project = *std::move(project), .id = facts.id});
  }
  std::sort(offered.begin(), offered.end(),
            [](const OfferedProject& a, const OfferedProject& b) {
              return a.id < b.id;
            });
  return offered;
}

struct Decision {
  Verdict verdict = Verdict::kPassedOver;
  int32_t importance = kConfirmed;
};

// What a unit has decided on, and in which years it wanted to give.
struct Decisions {
  absl::btree_map<std::string, Decision> projects;
  // Promised in years that its profile was suggested from.
  absl::btree_set<std::string> known;
  int32_t first_year = kMaxYear;
  int32_t last_year = 0;
};

// Promises of one project, as a decision.
void Decide(const std::string& project, const Promises& promised,
            int32_t known_through, Decisions& decisions) {
  int32_t last = 0;
  for (const auto& [of, fen] : promised.Amounts()) {
    last = std::max(last, of.year);
    if (of.year <= known_through) continue;
    decisions.first_year = std::min(decisions.first_year, of.year);
    decisions.last_year = std::max(decisions.last_year, of.year);
  }
  if (last > known_through) {
    decisions.projects[project] = {.verdict = Verdict::kWanted};
    return;
  }
  if (last > 0) {
    decisions.known.insert(project);
    return;
  }
  switch (promised.interest_state) {
    case pb::Interest::STATE_OPEN:
    case pb::Interest::STATE_ACCEPTED:
      decisions.projects[project] = {.verdict = Verdict::kWanted,
                                     .importance = kLookedAt};
      break;
    case pb::Interest::STATE_WITHDRAWN:
      decisions.projects[project] = {.verdict = Verdict::kUnwanted,
                                     .importance = kLookedAt};
      break;
    default:  // declined by the county: the supporter's wish is not known
      break;
  }
}

Decisions DecisionsOf(const UnitFacts& unit) {
  Decisions decisions;
  // Of several records of one project the first here counts.
  for (const auto& [project, promised] : unit.promises) {
    Decide(project, promised, unit.profile->suggested_through_year(),
           decisions);
  }
  for (const auto& [share, project] : unit.declined_shares) {
    decisions.projects.try_emplace(project,
                                   Decision{.verdict = Verdict::kUnwanted});
  }
  for (const std::string& project : unit.dismissed) {
    decisions.projects.try_emplace(project,
                                   Decision{.verdict = Verdict::kUnwanted});
  }
  for (const std::string& project : unit.shortlist) {
    decisions.projects.try_emplace(
        project,
        Decision{.verdict = Verdict::kWanted, .importance = kLookedAt});
  }
  return decisions;
}

bool CouldBeGivenTo(const Project& project, const Decisions& decisions) {
  if (decisions.last_year == 0) return true;
  return (project.first_year == 0 ||
          project.first_year <= decisions.last_year) &&
         (project.last_year == 0 || project.last_year >= decisions.first_year);
}

Chooser ChooserOf(const PreparedSupporter& supporter,
                  const Decisions& decisions,
                  const std::vector<OfferedProject>& offered) {
  std::vector<std::pair<int32_t, Decision>> taken;
  std::vector<int32_t> passed_over;
  for (int32_t i = 0; i < static_cast<int32_t>(offered.size()); ++i) {
    const OfferedProject& at = offered[i];
    const auto decided = decisions.projects.find(at.id);
    const bool passed = decided == decisions.projects.end();
    if (passed && (decisions.known.contains(at.id) ||
                   !CouldBeGivenTo(at.project, decisions))) {
      continue;
    }
    if (!Filter(supporter, at.project, /*year=*/0).empty()) continue;
    if (passed) {
      passed_over.push_back(i);
    } else {
      taken.push_back({i, decided->second});
    }
  }
  const auto count = static_cast<int64_t>(passed_over.size());
  const int64_t kept = std::min<int64_t>(count, kMostPassedOver);
  for (int64_t i = 0; i < kept; ++i) {
    taken.push_back({passed_over[i * count / kept], Decision()});
  }
  std::sort(taken.begin(), taken.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  Chooser chooser;
  for (const auto& [i, decision] : taken) {
    chooser.candidates.push_back(
        {.values =
             ScorePair(supporter, offered[i].project, DefaultWeights()).values,
         .verdict = decision.verdict,
         .importance = decision.importance,
         .project = i});
  }
  return chooser;
}

void Include(int32_t year, PastProjects::Years& years) {
  years.last = std::max(years.last, year);
  years.first = years.first == 0 ? year : std::min(years.first, year);
}

// Whether a unit promised anything by then; the years are taken note of.
bool PromisedThrough(const Promises& promised, int32_t through_year,
                     PastProjects::Years& years) {
  bool any = false;
  for (const auto& [of, fen] : promised.Amounts()) {
    if (through_year != 0 && of.year > through_year) continue;
    any = true;
    Include(of.year, years);
  }
  return any;
}

// The project as it is past; nullopt where it is gone or incomplete.
std::optional<PastProject> PastProjectOf(const ProgrammeState& state,
                                         const std::string& id) {
  const ProjectFacts* facts = state.FindProject(id);
  if (facts == nullptr) return std::nullopt;
  const std::optional<Project> project =
      ToMatcher(facts->record, {}, state.taxonomy(), /*handle=*/0);
  if (!project.has_value()) return std::nullopt;
  PastProject past{.sector = project->sector, .area = project->area};
  for (FundKindIndex kind = 0; kind < kMaxFundKinds; ++kind) {
    past.needs[kind] = project->funds[kind].total;
  }
  return past;
}

}  // namespace

std::vector<Chooser> ChoicesOf(const ProgrammeState& state) {
  const std::vector<OfferedProject> offered = OfferedProjects(state);
  std::vector<Chooser> choosers;
  for (const auto& [id, unit] : state.units()) {
    if (!unit->is_supporter() || !unit->profile.has_value()) continue;
    const Decisions decisions = DecisionsOf(*unit);
    if (decisions.projects.empty()) continue;
    const PreparedCache::Prepared prepared =
        unit->Prepare(state.taxonomy(), {.year = 0, .with_dismissals = false});
    choosers.push_back(ChooserOf(*prepared, decisions, offered));
  }
  return choosers;
}

PastProjects PastProjectsOf(const ProgrammeState& state, int32_t through_year) {
  PastProjects past;
  absl::btree_map<std::string, std::vector<int32_t>> units_of;  // by project
  for (const auto& [id, facts] : state.units()) {
    const auto unit = static_cast<int32_t>(past.units.size());
    past.units[id] = unit;
    PastProjects::Years& years = past.years.emplace_back();
    for (const auto& [project, promised] : facts->promises) {
      if (PromisedThrough(promised, through_year, years)) {
        units_of[project].push_back(unit);
      }
    }
    for (const auto& [record, finished] : facts->cooperations) {
      if (through_year != 0 && finished.year() > through_year) continue;
      Include(finished.year(), years);
      past.projects.push_back(
          {.units = {unit},
           .sector = state.taxonomy().FindSector(LastId(finished.sector())),
           .area = state.taxonomy().FindArea(LastId(finished.area()))});
    }
  }
  for (auto& [id, units] : units_of) {
    std::optional<PastProject> project = PastProjectOf(state, id);
    if (!project.has_value()) continue;
    project->units = std::move(units);
    past.projects.push_back(*std::move(project));
  }
  return past;
}

}  // namespace duikou
