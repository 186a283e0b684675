#include "deploy/sample/projects.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "deploy/sample/people.h"
#include "deploy/sample/project_kinds.h"
#include "matcher/base/check.h"
#include "matcher/base/money.h"

namespace duikou::sample {
namespace {

using catalogue::v1::Project;

// A need before it is scaled so that all add up to the programme's total.
struct RawNeed {
  size_t project;
  std::string fund_kind;
  int64_t wan_yuan;
};

void SetContacts(Random& random, Project& project) {
  auto& leader = *project.mutable_responsible_leader();
  leader.set_display_name(PersonName(random));
  leader.set_title(random.Chance(50) ? "副县（区）长" : "乡镇长");
  auto& contact = *project.mutable_contact();
  contact.set_display_name(PersonName(random));
  contact.set_title("项目办主任");
  contact.set_phone(PersonPhone(random));
  contact.set_email(
      absl::StrFormat("project%03d@example.com", random.Between(0, 999)));
}

void SetStanding(const ProjectKind& kind, Random& random, Project& project) {
  auto& standing = *project.mutable_standing();
  const std::string sector = kind.sector;
  standing.set_demonstration_site(sector == "demonstration-sites" ||
                                  random.Chance(5));
  standing.set_resettlement_community(sector == "resettlement-communities" ||
                                      random.Chance(8));
  standing.set_people_helped(static_cast<int>(random.Between(6, 900)) * 10);
  if (kind.cooperation > 0) {
    standing.set_jobs(static_cast<int>(random.Between(10, 400)));
  }
  for (const auto need : kind.needs) {
    if (need == type::v1::NEED_KIND_TRAINING) {
      standing.set_training_places(static_cast<int>(random.Between(2, 40)) *
                                   10);
    }
  }
}

void SetOtherNeeds(const ProjectKind& kind, Random& random, Project& project) {
  for (const auto need : kind.needs) {
    if (!random.Chance(75)) continue;
    auto& other = *project.add_other_needs();
    other.set_kind(need);
    switch (need) {
      case type::v1::NEED_KIND_EXPERTS:
      case type::v1::NEED_KIND_SECONDMENT:
        other.set_quantity(static_cast<int>(random.Between(1, 6)));
        break;
      case type::v1::NEED_KIND_TRAINING:
      case type::v1::NEED_KIND_ADMISSIONS:
      case type::v1::NEED_KIND_JOBS:
        other.set_quantity(static_cast<int>(random.Between(2, 30)) * 10);
        break;
      default:
        break;
    }
  }
}

void SetYears(const Programme& programme, Random& random, Project& project) {
  const int first = programme.programme.first_year();
  const int last = programme.programme.last_year();
  const int start =
      static_cast<int>(random.Between(first, std::max(first, last - 1)));
  project.set_first_year(start);
  project.set_last_year(
      std::min(last, start + static_cast<int>(random.Between(1, 4))));
}

// Spreads a typical need over the fund kinds of the programme.
void AddRawNeeds(const ProjectKind& kind, const ProjectPlan& plan,
                 size_t project, Random& random, std::vector<RawNeed>& raw) {
  const int64_t size = std::max<int64_t>(
      20, kind.usual_wan_yuan * random.Between(35, 230) / 100);
  const std::map<std::string, int> shares = {{"policy", kind.policy},
                                             {"grant", kind.grant},
                                             {"cooperation", kind.cooperation}};
  bool any = false;
  for (const auto& total : plan.totals) {
    const int share = shares.at(total.fund_kind);
    const int64_t wan_yuan = size * share / 100;
    // A small share is left out now and then, as real projects do.
    if (wan_yuan < 10 || (share < 15 && random.Chance(40))) continue;
    raw.push_back({project, total.fund_kind, wan_yuan});
    any = true;
  }
  if (!any) raw.push_back({project, plan.totals.front().fund_kind, size});
}

// Scales the needs of one fund kind to its total: whole 万元, none below 1, the
// rounding's remainder on the largest.
void ScaleTo(const ProjectPlan::Total& total, std::vector<RawNeed>& raw) {
  int64_t sum = 0;
  for (const RawNeed& need : raw) {
    if (need.fund_kind == total.fund_kind) sum += need.wan_yuan;
  }
  DUIKOU_CHECK(sum > 0) << total.fund_kind;
  RawNeed* largest = nullptr;
  int64_t scaled_sum = 0;
  for (RawNeed& need : raw) {
    if (need.fund_kind != total.fund_kind) continue;
    need.wan_yuan = std::max<int64_t>(1, need.wan_yuan * total.wan_yuan / sum);
    scaled_sum += need.wan_yuan;
    if (largest == nullptr || need.wan_yuan > largest->wan_yuan) {
      largest = &need;
    }
  }
  largest->wan_yuan += total.wan_yuan - scaled_sum;
  DUIKOU_CHECK(largest->wan_yuan > 0) << total.fund_kind;
}

void SetNeeds(const std::vector<RawNeed>& raw, Random& random,
              Programme& programme) {
  for (const RawNeed& need : raw) {
    Project& project = programme.projects[need.project];
    auto& fund = *project.add_fund_needs();
    fund.set_fund_kind(need.fund_kind);
    fund.set_total_fen(need.wan_yuan * Money::kFenPerWanYuan);
    // Some projects have part of their funds already.
    const int64_t open =
        random.Chance(20) && !project.all_or_nothing() && need.wan_yuan > 1
            ? need.wan_yuan * random.Between(40, 95) / 100
            : need.wan_yuan;
    fund.set_open_fen(std::max<int64_t>(1, open) * Money::kFenPerWanYuan);
    if (project.shareable() && need.wan_yuan >= 200) {
      fund.set_least_share_fen(need.wan_yuan / 20 * Money::kFenPerWanYuan);
    }
  }
}

Project MakeProject(const ProjectPlan& plan, int number,
                    std::set<std::string>& titles, Random& random,
                    const Programme& programme, const ProjectKind** kind_out) {
  std::vector<int> county_weights;
  for (const County& county : *plan.counties) {
    county_weights.push_back(county.projects);
  }
  Project project;
  while (true) {
    const County& county = (*plan.counties)[random.Weighted(county_weights)];
    const Town& town = random.Pick(county.towns);
    const ProjectKind& kind = random.Pick(ProjectKinds());
    const std::string title = absl::StrCat(town.zh, kind.zh);
    if (!titles.insert(absl::StrCat(county.id, title)).second) continue;
    project.set_name(
        programme.Name("projects", absl::StrFormat("p-%03d", number)));
    project.mutable_display_name()->set_zh(title);
    project.mutable_display_name()->set_en(
        absl::StrCat(kind.en, " in ", town.en));
    project.mutable_description()->set_zh(
        absl::StrCat(county.zh, town.zh, "：", kind.content, "。"));
    project.set_area(programme.Name("areas", county.id));
    project.set_village(town.zh);
    project.set_sector(programme.Name("sectors", kind.sector));
    project.set_recipient(programme.Name(
        "units", absl::StrCat(plan.recipient_prefix, county.id)));
    *kind_out = &kind;
    return project;
  }
}

}  // namespace

void AddProjects(const ProjectPlan& plan, Random& random,
                 Programme& programme) {
  std::set<std::string> titles;
  std::vector<RawNeed> raw;
  for (int number = 1; number <= plan.count; ++number) {
    const ProjectKind* kind = nullptr;
    Project project =
        MakeProject(plan, number, titles, random, programme, &kind);
    project.set_all_or_nothing(random.Chance(7));
    project.set_shareable(!project.all_or_nothing() && random.Chance(65));
    SetYears(programme, random, project);
    project.set_state(Project::STATE_OPEN);
    project.set_readiness(static_cast<Project::Readiness>(
        1 + random.Weighted({12, 20, 34, 22, 12})));
    SetStanding(*kind, random, project);
    SetOtherNeeds(*kind, random, project);
    SetContacts(random, project);
    project.set_source(kMadeUp);
    AddRawNeeds(*kind, plan, programme.projects.size(), random, raw);
    programme.projects.push_back(std::move(project));
  }
  for (const auto& total : plan.totals) ScaleTo(total, raw);
  SetNeeds(raw, random, programme);
}

}  // namespace duikou::sample
