#include "services/matching/candidate_projects.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/money_text.h"
#include "services/base/violation.h"
#include "services/programme/matcher_records.h"
#include "services/programme/search_text.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

using catalogue::v1::FundNeed;
using catalogue::v1::ProjectFilter;
using FullProject = catalogue::v1::Project;

template <typename Repeated, typename Value>
bool Contains(const Repeated& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

int64_t OpenFen(const FundNeed& need) {
  return need.has_open_fen() ? need.open_fen() : need.total_fen();
}

bool FundsFit(const ProjectFilter& filter, const FullProject& project) {
  const bool any_kind = filter.fund_kinds().empty();
  bool needed = any_kind;
  int64_t open = 0;
  for (const FundNeed& need : project.fund_needs()) {
    if (!any_kind && !Contains(filter.fund_kinds(), need.fund_kind())) continue;
    if (OpenFen(need) > 0) needed = true;
    open = SaturatingAdd(open, OpenFen(need));
  }
  return needed && open >= filter.least_open_fen() &&
         (filter.most_open_fen() == 0 || open <= filter.most_open_fen());
}

bool YearFits(const ProjectFilter& filter, const FullProject& project) {
  return filter.year() == 0 || (project.first_year() <= filter.year() &&
                                filter.year() <= project.last_year());
}

bool StandingFits(const ProjectFilter& filter, const FullProject& project) {
  const catalogue::v1::Standing& standing = project.standing();
  if (filter.has_demonstration_site() &&
      filter.demonstration_site() != standing.demonstration_site()) {
    return false;
  }
  if (filter.has_resettlement_community() &&
      filter.resettlement_community() != standing.resettlement_community()) {
    return false;
  }
  return standing.people_helped() >= filter.least_people_helped();
}

bool SharingFits(const ProjectFilter& filter, const FullProject& project) {
  if (filter.has_shareable() && filter.shareable() != project.shareable()) {
    return false;
  }
  return !filter.has_all_or_nothing() ||
         filter.all_or_nothing() == project.all_or_nothing();
}

// Whether the filter asks for more than areas, sectors, readiness and needs,
// which the index knows itself.
bool NeedsRecord(const ProjectFilter& filter) {
  return !filter.fund_kinds().empty() || filter.least_open_fen() > 0 ||
         filter.most_open_fen() > 0 || filter.year() != 0 ||
         filter.has_demonstration_site() ||
         filter.has_resettlement_community() || filter.has_shareable() ||
         filter.has_all_or_nothing() || !filter.recipients().empty() ||
         filter.least_people_helped() > 0;
}

bool RecordFits(const ProjectFilter& filter, const FullProject& project) {
  return FundsFit(filter, project) && YearFits(filter, project) &&
         StandingFits(filter, project) && SharingFits(filter, project) &&
         (filter.recipients().empty() ||
          Contains(filter.recipients(), project.recipient()));
}

// Which words occur in the names of each area and sector, and of what it lies
// in: a bit a word.
struct PlaceWords {
  std::vector<uint64_t> areas;
  std::vector<uint64_t> sectors;
};

uint64_t WordsIn(const type::v1::LocalizedText& text,
                 const std::vector<std::string>& words) {
  const std::string folded = FoldText(absl::StrCat(text.zh(), "\n", text.en()));
  uint64_t found = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    if (absl::StrContains(folded, words[i])) found |= uint64_t{1} << i;
  }
  return found;
}

PlaceWords FindPlaceWords(const NamedTaxonomy& taxonomy,
                          const std::vector<std::string>& words) {
  const Taxonomy& tree = *taxonomy.matcher();
  std::vector<uint64_t> own_areas(tree.area_count());
  for (AreaIndex i = 0; i < tree.area_count(); ++i) {
    own_areas[i] = WordsIn(taxonomy.area_text(i), words);
  }
  PlaceWords found{.areas = own_areas,
                   .sectors = std::vector<uint64_t>(tree.sector_count())};
  for (AreaIndex i = 0; i < tree.area_count(); ++i) {
    for (AreaIndex at = tree.parent(i); at != kNone; at = tree.parent(at)) {
      found.areas[i] |= own_areas[at];
    }
    if (tree.group(i) != kNone) found.areas[i] |= own_areas[tree.group(i)];
  }
  for (SectorIndex i = 0; i < tree.sector_count(); ++i) {
    found.sectors[i] = WordsIn(taxonomy.sector_text(i), words) |
                       WordsIn(taxonomy.sector_text(tree.family(i)), words);
  }
  return found;
}

std::function<bool(const Project&)> HasWords(std::vector<std::string> words,
                                             const ProgrammeState& state) {
  // A query of 200 characters has at most 100 words; what a bit cannot stand
  // for is looked for in the project's own text alone.
  std::vector<std::string> first = words;
  if (first.size() > 64) first.resize(64);
  PlaceWords places = FindPlaceWords(state.taxonomy(), first);
  return [words = std::move(words), places = std::move(places),
          &state](const Project& project) {
    const std::string& text = state.project(project.handle).text;
    const uint64_t near =
        places.areas[project.area] | places.sectors[project.sector];
    for (size_t i = 0; i < words.size(); ++i) {
      if (i < 64 && (near >> i & 1) != 0) continue;
      if (!absl::StrContains(text, words[i])) return false;
    }
    return true;
  };
}

absl::Status AddPlaces(const ProjectFilter& filter,
                       const NamedTaxonomy& taxonomy, CandidateFilter& out) {
  for (int i = 0; i < filter.areas_size(); ++i) {
    const AreaIndex area = taxonomy.FindArea(LastId(filter.areas(i)));
    if (area == kNone || taxonomy.area_name(area) != filter.areas(i)) {
      return Refused(absl::StatusCode::kInvalidArgument,
                     absl::StrCat("filter.areas[", i, "]"),
                     absl::StrCat("没有地区 ", filter.areas(i)),
                     absl::StrCat("there is no area ", filter.areas(i)));
    }
    const std::vector<AreaIndex> members = taxonomy.WithMembers(area);
    out.areas.insert(out.areas.end(), members.begin(), members.end());
  }
  for (int i = 0; i < filter.sectors_size(); ++i) {
    const SectorIndex sector = taxonomy.FindSector(LastId(filter.sectors(i)));
    if (sector == kNone || taxonomy.sector_name(sector) != filter.sectors(i)) {
      return Refused(absl::StatusCode::kInvalidArgument,
                     absl::StrCat("filter.sectors[", i, "]"),
                     absl::StrCat("没有行业 ", filter.sectors(i)),
                     absl::StrCat("there is no sector ", filter.sectors(i)));
    }
    out.sectors.push_back(sector);
  }
  return absl::OkStatus();
}

absl::Status CheckFundKinds(const ProjectFilter& filter,
                            const NamedTaxonomy& taxonomy,
                            absl::string_view programme) {
  for (int i = 0; i < filter.fund_kinds_size(); ++i) {
    if (taxonomy.FindFundKind(filter.fund_kinds(i)) != kNone) continue;
    return Refused(absl::StatusCode::kInvalidArgument,
                   absl::StrCat("filter.fund_kinds[", i, "]"),
                   absl::StrCat("programmes/", programme, " 没有资金类别 ",
                                filter.fund_kinds(i)),
                   absl::StrCat("programmes/", programme, " has no fund kind ",
                                filter.fund_kinds(i)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CandidateFilter> CandidateProjects(const ProjectFilter& filter,
                                                  CandidateOptions options,
                                                  const ProgrammeState& state) {
  if (!filter.states().empty()) {
    return Refused(absl::StatusCode::kInvalidArgument, "filter.states",
                   "须为空：只推荐公开的项目",
                   "must be empty: only open projects are recommended");
  }
  if (filter.most_open_fen() != 0 &&
      filter.most_open_fen() < filter.least_open_fen()) {
    return Refused(
        absl::StatusCode::kInvalidArgument, "filter.most_open_fen",
        absl::StrCat(MoneyZh(filter.most_open_fen()), "少于下限 ",
                     MoneyZh(filter.least_open_fen())),
        absl::StrCat(filter.most_open_fen(), " is less than least_open_fen ",
                     filter.least_open_fen()));
  }
  CandidateFilter out;
  RETURN_IF_ERROR(AddPlaces(filter, state.taxonomy(), out));
  RETURN_IF_ERROR(CheckFundKinds(filter, state.taxonomy(), state.id()));
  for (const int need : filter.other_needs()) {
    out.any_needs |= NeedBit(static_cast<type::v1::NeedKind>(need));
  }
  out.least_readiness = static_cast<Readiness>(
      std::clamp<int>(filter.least_readiness(), 0, kMaxReadiness));
  std::function<bool(const Project&)> has_words;
  if (!options.words.empty()) {
    has_words = HasWords(std::move(options.words), state);
  }
  const bool needs_record = NeedsRecord(filter);
  const absl::Time after = options.published_after;
  if (!needs_record && !has_words && after == absl::InfinitePast()) return out;
  out.predicate = [&filter, &state, needs_record, after,
                   has_words = std::move(has_words)](const Project& project) {
    const ProjectFacts& facts = state.project(project.handle);
    return facts.publish_time > after &&
           (!needs_record || RecordFits(filter, facts.record)) &&
           (!has_words || has_words(project));
  };
  return out;
}

}  // namespace duikou
