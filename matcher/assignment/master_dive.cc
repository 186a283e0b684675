// The dive of the master problem: from its fractional flows towards a plan's.
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "matcher/assignment/master.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

// Of a dive: a whole need met so far is as good as met or not at all; it is let
// go below kWholeFill; a flow below this share of the least is forbidden at
// once.
constexpr double kWholeSlack = 1e-6;
constexpr double kWholeFill = 0.5;
constexpr double kSmallShare = 0.3;

}  // namespace

int32_t Master::SettleWholes(std::vector<ArcDomain>& allowed) {
  std::vector<int8_t> settled(whole_column_.size());
  int32_t changed = 0;
  for (size_t cell = 0; cell < whole_column_.size(); ++cell) {
    const int32_t column = whole_column_[cell];
    if (column == kNone) continue;
    const double met = program_.value(column);
    if (met < kWholeSlack || met > 1 - kWholeSlack) continue;
    const double to = met < kWholeFill ? 0 : 1;
    program_.SetLimits(column, to, to);
    settled[cell] = to == 0;
    ++changed;
  }
  for (size_t a = 0; a < allowed.size(); ++a) {
    if (settled[model_.arcs()[a].need()] != 0) allowed[a] = {true, 1, 0};
  }
  return changed;
}

int32_t Master::Forbid(std::vector<ArcDomain>& allowed) {
  const std::vector<double> now = flows();
  std::vector<std::pair<double, int32_t>> below;
  for (size_t a = 0; a < now.size(); ++a) {
    const double low = static_cast<double>(allowed[a].low);
    if (now[a] < 0.5 || now[a] > low - 0.5 || !allowed[a].zero) continue;
    below.emplace_back(now[a] / low, static_cast<int32_t>(a));
  }
  std::sort(below.begin(), below.end());
  const size_t some = (below.size() + 1) / 2;
  for (size_t i = 0; i < below.size(); ++i) {
    if (i < some || below[i].first < kSmallShare) {
      allowed[below[i].second] = {true, 1, 0};
    }
  }
  return static_cast<int32_t>(below.size());
}

int32_t Master::ForbidCrowded(std::vector<ArcDomain>& allowed) {
  const std::vector<double> now = flows(), used = uses();
  std::vector<std::vector<std::pair<double, int32_t>>> partners(
      model_.project_count()),
      places(model_.supporter_count());
  for (size_t i = 0; i < model_.pairs().size(); ++i) {
    const ArcPair& pair = model_.pairs()[i];
    double use = 0;
    for (int32_t a = pair.first; a < pair.end; ++a) {
      if (now[a] >= 0.5) use = std::max(use, used[a]);
    }
    if (use == 0) continue;
    if (must_[i]) use = 2;
    partners[pair.project].emplace_back(use, static_cast<int32_t>(i));
    places[pair.supporter].emplace_back(use, static_cast<int32_t>(i));
  }
  int32_t over = 0;
  const auto thin = [&](std::vector<std::pair<double, int32_t>>& pairs,
                        int32_t most) {
    const int32_t count = static_cast<int32_t>(pairs.size());
    if (most == 0 || count <= most) return;
    over += count - most;
    std::sort(pairs.begin(), pairs.end());
    for (int32_t n = 0; n < (count - most + 1) / 2; ++n) {
      const ArcPair& pair = model_.pairs()[pairs[n].second];
      for (int32_t a = pair.first; a < pair.end; ++a) {
        if (allowed[a].zero) allowed[a] = {true, 1, 0};
      }
    }
  };
  for (int32_t p = 0; p < model_.project_count(); ++p) {
    thin(partners[p], model_.problem().projects[p].most_partners);
  }
  for (int32_t s = 0; s < model_.supporter_count(); ++s) {
    thin(places[s], model_.problem().supporters[s].most_projects);
  }
  return over;
}

void Master::CloseColumns(const std::vector<ArcDomain>& allowed) {
  for (const Placed& placed : placed_) {
    if (Lies(model_, placed.column, allowed)) continue;
    program_.SetLimits(placed.index, 0, 0);
  }
}

void Master::AddEarning(const std::vector<ArcDomain>& allowed, Work* work) {
  std::vector<PairAmounts> earning;
  BoundOf(model_, allowed, ReadPrices(), &earning);
  work->Add(static_cast<int64_t>(model_.arcs().size()) * 4);
  for (const PairAmounts& best : earning) {
    const ColumnPool::Column column{best.pair, best.amounts};
    if (pool_->Add(column)) AddColumn(column);
  }
}

absl::StatusOr<bool> Master::Resolve(const std::vector<ArcDomain>& allowed,
                                     Work* work) {
  CloseColumns(allowed);
  for (const LinearProgram::Changed changed :
       {LinearProgram::Changed::kLimits, LinearProgram::Changed::kColumns}) {
    const int64_t limit = std::max<int64_t>(100, work->left() / kSimplexSteps);
    ASSIGN_OR_RETURN(const LinearProgram::Ending ending,
                     program_.Maximise(limit, work->callback(), changed));
    work->Add(program_.iterations() * kSimplexSteps);
    if (ending != LinearProgram::Ending::kOptimal) return false;
    if (changed == LinearProgram::Changed::kLimits) AddEarning(allowed, work);
  }
  return true;
}

absl::Status Master::Dive(int32_t most_steps, Work* work) {
  if (!solved_) return absl::OkStatus();
  std::vector<ArcDomain> allowed = domains_;
  for (int32_t step = 0; step < most_steps && !work->Ended(); ++step) {
    const int32_t wholes = SettleWholes(allowed);
    const int32_t crowded = ForbidCrowded(allowed);
    if (wholes + crowded + Forbid(allowed) == 0) break;
    ASSIGN_OR_RETURN(const bool solved, Resolve(allowed, work));
    if (!solved) break;
  }
  return absl::OkStatus();
}

}  // namespace duikou
