#include "services/catalogue/project_filter.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace duikou {

using catalogue::v1::FundNeed;
using catalogue::v1::Project;
using catalogue::v1::ProjectFilter;

namespace {

template <typename Repeated>
absl::flat_hash_set<std::string> SetOf(const Repeated& values) {
  return {values.begin(), values.end()};
}

template <typename Repeated>
std::vector<std::string> ListOf(const Repeated& values) {
  return {values.begin(), values.end()};
}

template <typename Repeated, typename Value>
bool Contains(const Repeated& values, Value value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

int64_t OpenFen(const FundNeed& need) {
  return need.has_open_fen() ? need.open_fen() : need.total_fen();
}

Project::Readiness ReadinessOf(const Project& project) {
  return std::max(project.readiness(), Project::READINESS_IDEA);
}

int64_t SaturatingSum(int64_t a, int64_t b) {
  int64_t sum;
  return __builtin_add_overflow(a, b, &sum)
             ? std::numeric_limits<int64_t>::max()
             : sum;
}

ProjectMatcher::ProjectMatcher(const ProjectFilter& filter,
                               const Containment& areas,
                               const Containment& sectors)
    : filter_(filter),
      areas_(areas.Within(ListOf(filter.areas()))),
      sectors_(sectors.Within(ListOf(filter.sectors()))),
      recipients_(SetOf(filter.recipients())),
      fund_kinds_(SetOf(filter.fund_kinds())) {}

uint32_t ProjectMatcher::Failed(const Project& project) const {
  uint32_t failed = 0;
  auto demand = [&failed](FilterCondition condition, bool holds) {
    if (!holds) failed |= static_cast<uint32_t>(condition);
  };
  using enum FilterCondition;
  demand(kAreas, areas_.empty() || areas_.contains(project.area()));
  demand(kSectors, sectors_.empty() || sectors_.contains(project.sector()));
  demand(kStates, filter_.states().empty() ||
                      Contains(filter_.states(), project.state()));
  demand(kReadiness, ReadinessOf(project) >= filter_.least_readiness());
  demand(kFundKinds, NeedsAnyFundKind(project));
  demand(kOpenNeed, OpenNeedFits(project));
  demand(kYear,
         filter_.year() == 0 || (project.first_year() <= filter_.year() &&
                                 filter_.year() <= project.last_year()));
  demand(kOtherNeeds, HasAnyOtherNeed(project));
  demand(kDemonstrationSite, !filter_.has_demonstration_site() ||
                                 filter_.demonstration_site() ==
                                     project.standing().demonstration_site());
  demand(kResettlementCommunity,
         !filter_.has_resettlement_community() ||
             filter_.resettlement_community() ==
                 project.standing().resettlement_community());
  demand(kShareable, !filter_.has_shareable() ||
                         filter_.shareable() == project.shareable());
  demand(kAllOrNothing,
         !filter_.has_all_or_nothing() ||
             filter_.all_or_nothing() == project.all_or_nothing());
  demand(kRecipients,
         recipients_.empty() || recipients_.contains(project.recipient()));
  demand(kPeopleHelped,
         project.standing().people_helped() >= filter_.least_people_helped());
  return failed;
}

bool ProjectMatcher::NeedsAnyFundKind(const Project& project) const {
  if (fund_kinds_.empty()) return true;
  return std::any_of(project.fund_needs().begin(), project.fund_needs().end(),
                     [this](const FundNeed& need) {
                       return fund_kinds_.contains(need.fund_kind()) &&
                              OpenFen(need) > 0;
                     });
}

bool ProjectMatcher::OpenNeedFits(const Project& project) const {
  int64_t open = 0;
  for (const FundNeed& need : project.fund_needs()) {
    if (fund_kinds_.empty() || fund_kinds_.contains(need.fund_kind())) {
      open = SaturatingSum(open, OpenFen(need));
    }
  }
  return open >= filter_.least_open_fen() &&
         (filter_.most_open_fen() == 0 || open <= filter_.most_open_fen());
}

bool ProjectMatcher::HasAnyOtherNeed(const Project& project) const {
  if (filter_.other_needs().empty()) return true;
  return std::any_of(project.other_needs().begin(), project.other_needs().end(),
                     [this](const type::v1::NonMonetary& need) {
                       return Contains(filter_.other_needs(),
                                       static_cast<int>(need.kind()));
                     });
}

}  // namespace duikou
