#include "matcher/assignment/certificate.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <utility>

namespace duikou {
namespace {

using Amounts = std::array<int64_t, kMaxFundKinds>;
using int128 = absl::int128;

template <typename... T>
std::string Text(const T&... parts) {
  std::ostringstream text;
  (text << ... << parts);
  return text.str();
}

// The check of one solution. Everything is recomputed from the raw problem.
class Checker {
 public:
  Checker(const AssignmentProblem& problem, const AssignmentSolution& solution)
      : problem_(problem), solution_(solution), prices_(solution.prices) {}

  CertificateCheck Check() {
    if (solution_.status == AssignmentStatus::kInfeasible) {
      if (solution_.clash.empty()) Fault("infeasible, but no clash is named");
      return std::move(check_);
    }
    if (ReadPlan() && solution_.has_plan) {
      Rules();
      Value();
    }
    Bound();
    Statements();
    return std::move(check_);
  }

 private:
  template <typename... T>
  void Fault(const T&... parts) {
    check_.faults.push_back(Text(parts...));
  }

  // The plan as a table; false where it cannot be read.
  bool ReadPlan() {
    for (const AssignmentShare& share : solution_.plan) {
      if (share.project < 0 || share.project >= problem_.projects.size() ||
          share.supporter < 0 ||
          share.supporter >= problem_.supporters.size()) {
        Fault("plan: a share of an unknown project or supporter");
        return false;
      }
      Amounts amounts = {};
      for (int k = 0; k < kMaxFundKinds; ++k) {
        amounts[k] = share.amounts[k].fen();
        if (amounts[k] < 0 || amounts[k] > Money::kMaxFen) {
          Fault("plan: an amount is out of range");
          return false;
        }
      }
      if (!given_.emplace(std::pair(share.project, share.supporter), amounts)
               .second) {
        Fault("plan: project ", share.project, " and supporter ",
              share.supporter, " have two shares");
        return false;
      }
    }
    return true;
  }

  int64_t Given(int p, int s, int k) const {
    const auto found = given_.find({p, s});
    return found == given_.end() ? 0 : found->second[k];
  }

  void Rules() {
    std::map<std::pair<int, int>, const AssignmentPair*> listed;
    for (const AssignmentPair& pair : problem_.pairs) {
      listed[{pair.project, pair.supporter}] = &pair;
      if (pair.pinned) Pin(pair);
    }
    for (const auto& [who, amounts] : given_) {
      const auto pair = listed.find(who);
      for (int k = 0; k < kMaxFundKinds; ++k) {
        if (amounts[k] == 0) continue;
        if (pair == listed.end()) {
          Fault("project ", who.first, ", supporter ", who.second,
                ": the pair is not listed");
        } else {
          Amount(*pair->second, k, amounts[k]);
        }
      }
      if (amounts == Amounts{}) Fault("plan: a share without an amount");
    }
    Sums();
  }

  void Pin(const AssignmentPair& pair) {
    if (!given_.contains({pair.project, pair.supporter})) {
      Fault("project ", pair.project, ", supporter ", pair.supporter,
            ": is pinned and has no share");
    }
    for (int k = 0; k < problem_.fund_kinds; ++k) {
      const int64_t amount = Given(pair.project, pair.supporter, k);
      const PairFund& fund = pair.funds[k];
      if ((fund.fixed && amount != fund.fixed->fen()) ||
          amount < fund.at_least.fen()) {
        Fault("project ", pair.project, ", supporter ", pair.supporter,
              ", kind ", k, ": is not the amount pinned");
      }
    }
  }

  void Amount(const AssignmentPair& pair, int k, int64_t amount) {
    const FundNeed& need = problem_.projects[pair.project].funds[k];
    const AssignmentOffer& offer = problem_.supporters[pair.supporter].funds[k];
    const auto fault = [&](const char* what) {
      Fault("project ", pair.project, ", supporter ", pair.supporter, ", kind ",
            k, ": ", amount, " fen ", what);
    };
    if (pair.banned) fault("though banned");
    if (k >= problem_.fund_kinds || !pair.funds[k].allowed || !offer.gives) {
      fault("though not allowed");
    }
    if (!need.shareable && amount != need.open.fen()) {
      fault("of what cannot be shared");
    }
    if (amount < need.open.fen() && amount < need.least_share.fen()) {
      fault("is below the least share");
    }
    if (!pair.funds[k].fixed && amount < offer.least.fen()) {
      fault("is below the least the supporter gives");
    }
    if (offer.most.fen() > 0 && amount > offer.most.fen()) {
      fault("is over the most the supporter gives");
    }
  }

  void Sums() {
    std::vector<Amounts> of_project(problem_.projects.size());
    std::vector<Amounts> of_supporter(problem_.supporters.size());
    std::vector<int> partners(problem_.projects.size());
    std::vector<int> places(problem_.supporters.size());
    for (const auto& [who, amounts] : given_) {
      ++partners[who.first];
      ++places[who.second];
      for (int k = 0; k < kMaxFundKinds; ++k) {
        of_project[who.first][k] += amounts[k];
        of_supporter[who.second][k] += amounts[k];
      }
    }
    for (size_t p = 0; p < problem_.projects.size(); ++p) {
      const AssignmentProject& project = problem_.projects[p];
      for (int k = 0; k < problem_.fund_kinds; ++k) {
        const int64_t open = project.funds[k].open.fen();
        const int64_t sum = of_project[p][k];
        if (sum > open) Fault("project ", p, ", kind ", k, ": over its need");
        if (project.funds[k].all_or_nothing && sum != 0 && sum != open) {
          Fault("project ", p, ", kind ", k, ": is funded in part");
        }
      }
      if (project.most_partners > 0 && partners[p] > project.most_partners) {
        Fault("project ", p, ": has too many partners");
      }
    }
    for (size_t s = 0; s < problem_.supporters.size(); ++s) {
      const AssignmentSupporter& supporter = problem_.supporters[s];
      for (int k = 0; k < problem_.fund_kinds; ++k) {
        if (supporter.funds[k].means &&
            of_supporter[s][k] > supporter.funds[k].means->fen()) {
          Fault("supporter ", s, ", kind ", k, ": over its means");
        }
      }
      if (supporter.most_projects > 0 && places[s] > supporter.most_projects) {
        Fault("supporter ", s, ": has too many projects");
      }
    }
  }

  void Value() {
    const AssignmentSettings& set = problem_.settings;
    int128 value = 0;
    for (const AssignmentPair& pair : problem_.pairs) {
      for (int k = 0; k < problem_.fund_kinds; ++k) {
        const int64_t amount = Given(pair.project, pair.supporter, k);
        value += int128(pair.funds[k].score) * amount;
        const int64_t away = amount - pair.funds[k].previous.fen();
        value -= int128(set.change_penalty) * (away < 0 ? -away : away);
      }
    }
    std::map<std::pair<int, int>, int64_t> left;
    for (int s = 0; s < problem_.supporters.size(); ++s) {
      for (int k = 0; k < problem_.fund_kinds; ++k) {
        left[{s, k}] = problem_.supporters[s].funds[k].quota.fen();
      }
    }
    std::map<int, int> partners;
    for (const auto& [who, amounts] : given_) {
      if (++partners[who.first] > 1) value -= set.split_penalty;
      for (int k = 0; k < problem_.fund_kinds; ++k) {
        left[{who.second, k}] -= amounts[k];
      }
    }
    for (const auto& [who, missing] : left) {
      if (missing > 0) value -= int128(missing) * set.quota_penalty;
    }
    for (const AssignmentFloor& floor : problem_.floors) {
      int128 missing = floor.amount.fen();
      for (const auto& [who, amounts] : given_) {
        if (std::find(floor.projects.begin(), floor.projects.end(),
                      who.first) == floor.projects.end()) {
          continue;
        }
        for (int k = 0; k < problem_.fund_kinds; ++k) {
          if (floor.kind == kNone || floor.kind == k) missing -= amounts[k];
        }
      }
      if (missing > 0) value -= missing * set.floor_penalty;
    }
    check_.value = value;
    if (value != solution_.value) {
      Fault("value: is ", value, ", not ", solution_.value);
    }
  }

  // Whether there is one price for each thing, in its range.
  bool PricesHold() {
    const size_t p = problem_.projects.size(), s = problem_.supporters.size();
    if (prices_.need.size() != p * kMaxFundKinds ||
        prices_.supply.size() != s * kMaxFundKinds ||
        prices_.floor.size() != problem_.floors.size() ||
        prices_.partner.size() != p || prices_.place.size() != s) {
      Fault("prices: not one for each thing");
      return false;
    }
    const int64_t most = int64_t{1} << 50;
    const auto within = [&](const auto& prices, int128 least, int128 greatest) {
      return std::all_of(prices.begin(), prices.end(), [&](int128 price) {
        return price >= least && price <= greatest;
      });
    };
    const bool hold =
        within(prices_.need, -most, most) &&
        within(prices_.supply, -most, most) &&
        within(prices_.floor, 0,
               int128(problem_.settings.floor_penalty) * kPriceScale) &&
        within(prices_.partner, 0, int128(1) << 110) &&
        within(prices_.place, 0, int128(1) << 110);
    if (!hold) Fault("prices: one is out of its range");
    return hold;
  }

  // Needs, partners. Sets `unbounded_` where the prices prove nothing.
  int128 ProjectTerms() {
    // What some pin gives to in any plan, so that it is not left out.
    std::set<std::pair<int, int>> taken;
    for (const AssignmentPair& pair : problem_.pairs) {
      for (int k = 0; k < problem_.fund_kinds; ++k) {
        const PairFund& fund = pair.funds[k];
        if (fund.at_least.fen() > 0 || (fund.fixed && fund.fixed->fen() > 0)) {
          taken.emplace(pair.project, k);
        }
      }
    }
    int128 sum = 0;
    for (int p = 0; p < problem_.projects.size(); ++p) {
      const AssignmentProject& project = problem_.projects[p];
      for (int k = 0; k < problem_.fund_kinds; ++k) {
        const FundNeed& need = project.funds[k];
        const int128 price = prices_.need[p * kMaxFundKinds + k];
        if (price < 0 && !need.all_or_nothing) {
          Fault("prices: a need's is negative");
        }
        if (price > 0 || taken.contains({p, k})) sum += price * need.open.fen();
      }
      const int128 price = prices_.partner[p];
      const int128 over =
          price - int128(problem_.settings.split_penalty) * kPriceScale;
      sum += price;
      if (over > 0) {
        if (project.most_partners == 0) unbounded_ = true;
        sum += over * (project.most_partners - 1);
      }
    }
    return sum;
  }

  int128 SupporterTerms() {
    int128 sum = 0;
    const int128 penalty =
        int128(problem_.settings.quota_penalty) * kPriceScale;
    for (size_t s = 0; s < problem_.supporters.size(); ++s) {
      const AssignmentSupporter& supporter = problem_.supporters[s];
      if (prices_.place[s] > 0 && supporter.most_projects == 0) {
        unbounded_ = true;
      }
      sum += prices_.place[s] * supporter.most_projects;
      for (int k = 0; k < problem_.fund_kinds; ++k) {
        const AssignmentOffer& offer = supporter.funds[k];
        const int128 price = prices_.supply[s * kMaxFundKinds + k];
        const int128 quota = offer.quota.fen();
        const auto at = [&](int128 given) {
          return price * given -
                 (given < quota ? penalty * (quota - given) : 0);
        };
        int128 best = at(0);
        if (offer.means) {
          const int128 means = offer.means->fen();
          best = std::max({best, at(std::min(quota, means)), at(means)});
        } else {
          if (price > 0) unbounded_ = true;
          best = std::max(best, at(quota));
        }
        sum += best;
      }
    }
    return sum;
  }

  // The most that a pair can earn, in 1/kPriceScale.
  int128 PairTerm(const AssignmentPair& pair,
                  const std::vector<std::array<int128, kMaxFundKinds>>& bonus) {
    const int128 change =
        int128(problem_.settings.change_penalty) * kPriceScale;
    int128 nothing = 0, earned = 0;
    int128 least_loss = 0;
    bool some = false, loss_known = false;
    for (int k = 0; k < problem_.fund_kinds; ++k) {
      const PairFund& fund = pair.funds[k];
      const int128 previous = fund.previous.fen();
      const int128 at_zero = -change * previous;
      nothing += at_zero;
      const FundNeed& need = problem_.projects[pair.project].funds[k];
      const AssignmentOffer& offer =
          problem_.supporters[pair.supporter].funds[k];
      int64_t low = std::max<int64_t>(
          1, need.shareable ? std::min(need.least_share, need.open).fen()
                            : need.open.fen());
      int64_t high = need.open.fen();
      if (!fund.fixed) low = std::max(low, offer.least.fen());
      low = std::max(low, fund.at_least.fen());
      if (offer.most.fen() > 0) high = std::min(high, offer.most.fen());
      if (offer.means) high = std::min(high, offer.means->fen());
      if (fund.fixed) {
        low = std::max(low, fund.fixed->fen());
        high = std::min(high, fund.fixed->fen());
      }
      const bool forced =
          (fund.fixed && fund.fixed->fen() > 0) || fund.at_least.fen() > 0;
      const bool open = fund.allowed && offer.gives && !pair.banned &&
                        need.open.fen() > 0 && low <= high;
      if (!open) {
        earned += at_zero;
        continue;
      }
      const int128 price = int128(fund.score) * kPriceScale -
                           prices_.need[pair.project * kMaxFundKinds + k] -
                           prices_.supply[pair.supporter * kMaxFundKinds + k] +
                           bonus[pair.project][k];
      const auto at = [&](int128 amount) {
        const int128 away = amount - previous;
        return price * amount - change * (away < 0 ? -away : away);
      };
      int128 best = std::max(at(low), at(high));
      if (previous > low && previous < high) {
        best = std::max(best, at(previous));
      }
      if (forced || best > at_zero) {
        earned += best;
        some = true;
      } else {
        earned += at_zero;
        if (!loss_known || best - at_zero > least_loss) {
          least_loss = best - at_zero;
          loss_known = true;
        }
      }
    }
    earned -= prices_.partner[pair.project] + prices_.place[pair.supporter];
    if (pair.pinned) return some || !loss_known ? earned : earned + least_loss;
    return std::max(nothing, earned);
  }

  void Bound() {
    if (!PricesHold()) return;
    int128 sum = ProjectTerms() + SupporterTerms();
    std::vector<std::array<int128, kMaxFundKinds>> bonus(
        problem_.projects.size());
    for (size_t f = 0; f < problem_.floors.size(); ++f) {
      const AssignmentFloor& floor = problem_.floors[f];
      sum -= int128(prices_.floor[f]) * floor.amount.fen();
      for (const int32_t p : floor.projects) {
        for (int k = 0; k < problem_.fund_kinds; ++k) {
          if (floor.kind == kNone || floor.kind == k) {
            bonus[p][k] += prices_.floor[f];
          }
        }
      }
    }
    for (const AssignmentPair& pair : problem_.pairs) {
      sum += PairTerm(pair, bonus);
    }
    if (unbounded_) {
      Fault("prices: one of something unlimited proves nothing");
      return;
    }
    check_.bound = sum / kPriceScale;
    if (sum < 0 && sum % kPriceScale != 0) check_.bound -= 1;
  }

  // What the solution says of itself.
  void Statements() {
    if (check_.faults.empty() && check_.bound != solution_.price_bound) {
      Fault("price_bound: is ", check_.bound, ", not ", solution_.price_bound);
    }
    if (solution_.bound_by_search ? solution_.bound > solution_.price_bound
                                  : solution_.bound != solution_.price_bound) {
      Fault("bound: is not what was proved");
    }
    if (solution_.has_plan && solution_.value > solution_.bound) {
      Fault("bound: is below the value");
    }
    if (solution_.status == AssignmentStatus::kOptimal &&
        solution_.value != solution_.bound) {
      Fault("status: optimal, but the bound is not met");
    }
  }

  const AssignmentProblem& problem_;
  const AssignmentSolution& solution_;
  const AssignmentPrices& prices_;
  std::map<std::pair<int, int>, Amounts> given_;
  bool unbounded_ = false;
  CertificateCheck check_;
};

}  // namespace

CertificateCheck CheckSolution(const AssignmentProblem& problem,
                               const AssignmentSolution& solution) {
  return Checker(problem, solution).Check();
}

}  // namespace duikou
