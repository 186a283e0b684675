// Hubei 2015: rural roads by competition, being scored.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "deploy/sample/competition.h"
#include "matcher/base/money.h"

namespace duikou::sample {
namespace {

namespace apb = ::duikou::assignment::v1;
using catalogue::v1::Project;

constexpr int kCallYear = 2015;
constexpr char kFundKind[] = "policy";
constexpr int64_t kAmountWan = 6'000;
constexpr int64_t kLeastShareWan = 300;
constexpr int64_t kMostShareWan = 2'000;
constexpr size_t kMostApplications = 8;

void AddCriterion(const char* id, const char* zh, const char* en, int weight,
                  apb::Call& call) {
  apb::CallCriterion& criterion = *call.add_criteria();
  criterion.set_id(id);
  criterion.mutable_display_name()->set_zh(zh);
  criterion.mutable_display_name()->set_en(en);
  criterion.set_weight(weight);
  criterion.set_most_points(100);
}

apb::Call MakeCall(const Programme& programme) {
  apb::Call call;
  call.set_name(programme.Name("calls", "rural-roads-2015"));
  call.mutable_display_name()->set_zh("2015年农村公路竞争性分配（示例）");
  call.mutable_display_name()->set_en("Rural roads by competition, 2015");
  call.mutable_description()->set_zh(
      "支持库区和移民安置区的通村公路、集镇出口路和危桥改造，择优安排。");
  call.mutable_description()->set_en(
      "For village roads, access roads of towns and unsafe bridges; the best "
      "applications first.");
  call.set_supporter(programme.Name("units", "transport"));
  call.set_fund_kind(kFundKind);
  call.set_year(kCallYear);
  call.set_amount_fen(kAmountWan * Money::kFenPerWanYuan);
  call.set_least_share_fen(kLeastShareWan * Money::kFenPerWanYuan);
  call.set_most_share_fen(kMostShareWan * Money::kFenPerWanYuan);
  AddCriterion("need", "建设必要性", "Need", 40, call);
  AddCriterion("plan", "实施方案", "Plan", 30, call);
  AddCriterion("benefit", "受益群众", "People helped", 20, call);
  AddCriterion("upkeep", "后续管护", "Upkeep", 10, call);
  call.set_least_score(6'000);
  return call;
}

// What the project still needs of the call's kind, in 万元.
int64_t OpenWan(const Project& project) {
  for (const auto& need : project.fund_needs()) {
    if (need.fund_kind() != kFundKind) continue;
    return need.open_fen() / Money::kFenPerWanYuan;
  }
  return 0;
}

bool MayApply(const Programme& programme, const Project& project) {
  return project.sector() == programme.Name("sectors", "rural-roads") &&
         project.state() == Project::STATE_OPEN &&
         project.readiness() >= Project::READINESS_FEASIBILITY_STUDY &&
         project.first_year() <= kCallYear &&
         project.last_year() >= kCallYear && OpenWan(project) >= kLeastShareWan;
}

SampleApplication MakeApplication(const Project& project, Random& random) {
  SampleApplication sample;
  apb::Application& application = sample.application;
  application.set_project(project.name());
  const int64_t most = std::min(kMostShareWan, OpenWan(project));
  const int64_t asked =
      std::max(kLeastShareWan, most * random.Between(5, 10) / 10);
  application.set_amount_fen(asked * Money::kFenPerWanYuan);
  if (random.Chance(60)) {
    application.set_least_amount_fen(std::max(kLeastShareWan, asked / 2) *
                                     Money::kFenPerWanYuan);
  }
  application.set_statement(absl::StrCat(
      project.description().zh(), "前期工作已具备条件，受益群众约 ",
      project.standing().people_helped(), " 人，资金到位后 ",
      random.Between(8, 14), " 个月内完工。（示例）"));
  return sample;
}

void AddScores(const apb::Call& call, bool weak, Random& random,
               SampleApplication& sample) {
  for (const apb::CallCriterion& criterion : call.criteria()) {
    apb::CriterionPoints& points = *sample.points.Add();
    points.set_criterion(criterion.id());
    points.set_points(static_cast<int>(weak ? random.Between(35, 60)
                                            : random.Between(62, 96)));
  }
  sample.note = weak ? "前期深度不够，建议完善后再报。（示例）"
                     : "前期扎实，建议支持。（示例）";
}

}  // namespace

void AddHubeiCall(Random& random, Programme& programme) {
  SampleCall sample;
  sample.call = MakeCall(programme);
  for (const Project& project : programme.projects) {
    if (sample.applications.size() == kMostApplications) break;
    if (!MayApply(programme, project)) continue;
    SampleApplication application = MakeApplication(project, random);
    // One of them is not good enough.
    AddScores(sample.call, sample.applications.size() == 1, random,
              application);
    sample.applications.push_back(std::move(application));
  }
  if (!sample.applications.empty()) programme.calls.push_back(sample);
}

}  // namespace duikou::sample
