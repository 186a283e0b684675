#include "matcher/assignment/testing/random_year.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace duikou {
namespace {

class YearMaker {
 public:
  explicit YearMaker(const YearShape& shape)
      : shape_(shape), random_(shape.seed) {}

  AssignmentProblem Make() {
    problem_.fund_kinds = shape_.kinds;
    for (int32_t p = 0; p < shape_.projects; ++p) AddProject(p);
    for (int32_t s = 0; s < shape_.supporters; ++s) AddSupporter(s);
    SetQuotas();
    for (int32_t p = 0; p < shape_.projects; ++p) {
      for (int32_t s = 0; s < shape_.supporters; ++s) AddPair(p, s);
    }
    AddFloors();
    problem_.settings.change_penalty = 0;  // there is no last version
    return std::move(problem_);
  }

 private:
  // Both ends included.
  int64_t Between(int64_t least, int64_t most) {
    return least + static_cast<int64_t>(random_() % (most - least + 1));
  }
  bool Chance(int64_t percent) { return Between(1, 100) <= percent; }

  // 20 万元 … 2,000 万元, small ones more often.
  Money Need() {
    static constexpr int64_t kSteps[] = {20, 50, 120, 300, 800, 2'000};
    const int64_t step = Between(0, 4);
    return Money::WanYuan(Between(kSteps[step], kSteps[step + 1]));
  }

  void AddProject(int32_t p) {
    AssignmentProject project{.id = "p" + std::to_string(p)};
    project.area = static_cast<int32_t>(Between(0, shape_.areas - 1));
    project.demonstration_site = Chance(10);
    const int64_t main = Between(0, shape_.kinds - 1);
    for (int k = 0; k < shape_.kinds; ++k) {
      if (k != main && !Chance(25)) continue;
      FundNeed& need = project.funds[k];
      need.open = need.total = Need();
      need.least_share = Money::Fen(need.open.fen() * Between(0, 2) / 10);
      need.shareable = !Chance(10);
      need.all_or_nothing = Chance(10);
    }
    if (Chance(20)) project.most_partners = static_cast<int32_t>(Between(2, 5));
    problem_.projects.push_back(project);
    sectors_.push_back(Between(0, shape_.sectors - 1));
  }

  void AddSupporter(int32_t s) {
    AssignmentSupporter supporter{.id = "s" + std::to_string(s)};
    const int64_t main = Between(0, shape_.kinds - 1);
    for (int k = 0; k < shape_.kinds; ++k) {
      if (k != main && !Chance(35)) continue;
      AssignmentOffer& offer = supporter.funds[k];
      offer.gives = true;
      offer.least = Money::WanYuan(Between(0, 20));
      if (Chance(20)) offer.most = Money::WanYuan(Between(500, 2'000));
    }
    if (Chance(50)) {
      supporter.most_projects = static_cast<int32_t>(
          Between(shape_.projects / shape_.supporters, 30));
    }
    problem_.supporters.push_back(supporter);
    std::vector<int64_t> tastes;
    for (int i = 0; i < shape_.areas + shape_.sectors; ++i) {
      tastes.push_back(Between(0, 3'800));
    }
    tastes_.push_back(tastes);
  }

  void SetQuotas() {
    for (int k = 0; k < shape_.kinds; ++k) {
      int64_t needs = 0, weights = 0;
      std::vector<int64_t> weight(shape_.supporters);
      for (const AssignmentProject& project : problem_.projects) {
        needs += project.funds[k].open.fen();
      }
      for (int32_t s = 0; s < shape_.supporters; ++s) {
        if (problem_.supporters[s].funds[k].gives) weight[s] = Between(1, 9);
        weights += weight[s];
      }
      for (int32_t s = 0; s < shape_.supporters; ++s) {
        if (weight[s] == 0) continue;
        const int64_t share = needs / weights * weight[s] * 9 / 10;
        AssignmentOffer& offer = problem_.supporters[s].funds[k];
        offer.quota = Money::WanYuan(share / Money::kFenPerWanYuan);
        offer.means = Money::Fen(offer.quota.fen() / 100 * Between(100, 160));
      }
    }
  }

  void AddPair(int32_t p, int32_t s) {
    AssignmentPair pair{.project = p, .supporter = s};
    const AssignmentProject& project = problem_.projects[p];
    const std::vector<int64_t>& taste = tastes_[s];
    const int64_t base =
        taste[project.area] + taste[shape_.areas + sectors_[p]];
    bool any = false;
    for (int k = 0; k < shape_.kinds; ++k) {
      if (project.funds[k].open == Money()) continue;
      if (!problem_.supporters[s].funds[k].gives || Chance(5)) continue;
      pair.funds[k] = {.allowed = true,
                       .score = static_cast<Score>(base + Between(0, 2'400))};
      any = true;
    }
    if (any) problem_.pairs.push_back(pair);
  }

  void AddFloors() {
    AssignmentFloor sites;
    std::vector<AssignmentFloor> areas(shape_.areas);
    int64_t of_sites = 0;
    std::vector<int64_t> of_area(shape_.areas);
    for (int32_t p = 0; p < shape_.projects; ++p) {
      const AssignmentProject& project = problem_.projects[p];
      int64_t open = 0;
      for (const FundNeed& need : project.funds) open += need.open.fen();
      areas[project.area].projects.push_back(p);
      of_area[project.area] += open;
      if (!project.demonstration_site) continue;
      sites.projects.push_back(p);
      of_sites += open;
    }
    for (int i = 0; i < shape_.areas; ++i) {
      areas[i].amount = Money::Fen(of_area[i] / 10 * 7);
      problem_.floors.push_back(areas[i]);
    }
    sites.amount = Money::Fen(of_sites / 10 * 9);
    problem_.floors.push_back(sites);
  }

  const YearShape shape_;
  std::mt19937_64 random_;
  std::vector<int64_t> sectors_;
  std::vector<std::vector<int64_t>> tastes_;  // areas, then sectors
  AssignmentProblem problem_;
};

}  // namespace

AssignmentProblem RandomYear(const YearShape& shape) {
  return YearMaker(shape).Make();
}

}  // namespace duikou
