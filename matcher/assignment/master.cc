#include "matcher/assignment/master.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

using int128 = absl::int128;

constexpr double kInf = LinearProgram::kInfinity;
// A pair used this much over once gets a row.
constexpr double kOnceTolerance = 1e-7;
// Of the best prices in those that are tried first.
constexpr double kSmoothing = 0.4;

double ToDouble(int128 number) { return static_cast<double>(number); }

int64_t Scaled(double price) {
  return std::llround(std::clamp(price, -1e9, 1e9) * kPriceScale);
}

int128 ScaledFixed(double price) {
  return static_cast<int128>(std::clamp(price, 0.0, 1e25) * kPriceScale);
}

template <typename T>
void BlendInto(std::vector<T>& to, const std::vector<T>& other, double share) {
  for (size_t i = 0; i < to.size(); ++i) {
    to[i] += static_cast<T>(static_cast<double>(other[i] - to[i]) * share);
  }
}

}  // namespace

bool ColumnPool::Add(const Column& column) {
  if (!known.insert(column).second) return false;
  columns.push_back(column);
  return true;
}

Master::Master(const Model& model, const std::vector<ArcDomain>& domains,
               ColumnPool* pool)
    : model_(model),
      domains_(domains),
      pool_(pool),
      bound_(absl::Int128Max()),
      prices_(NoPrices(model)) {
  double sum = 0;
  for (const ArcDomain& domain : domains_) {
    sum += static_cast<double>(std::max<int64_t>(domain.high, 1));
  }
  if (!domains_.empty()) unit_ = std::max(1.0, sum / domains_.size());
  must_.resize(model_.pairs().size());
  for (size_t i = 0; i < must_.size(); ++i) {
    const ArcPair& pair = model_.pairs()[i];
    must_[i] = pair.pinned;
    for (int32_t a = pair.first; a < pair.end; ++a) {
      if (!domains_[a].zero) must_[i] = true;
    }
    forced_ = forced_ || must_[i];
  }
  // Above what any amount could be worth: score, quota, change, all floors.
  excuse_ = 4.0 * kMaxPenalty;
  AddRows();
  for (const ColumnPool::Column& column : pool_->columns) {
    if (Inside(column)) AddColumn(column);
  }
  for (size_t i = 0; i < must_.size(); ++i) {
    if (!must_[i]) continue;
    const PairAmounts best = BestAmounts(model_, domains_, prices_, i);
    const ColumnPool::Column column{best.pair, best.amounts};
    if (pool_->Add(column)) AddColumn(column);
  }
}

bool Master::Inside(const ColumnPool::Column& column) const {
  return Lies(model_, column, domains_);
}

bool Master::Lies(const Model& model, const ColumnPool::Column& column,
                  const std::vector<ArcDomain>& domains) {
  const ArcPair& pair = model.pairs()[column.pair];
  for (int32_t a = pair.first; a < pair.end; ++a) {
    const int64_t amount = column.amounts[model.arcs()[a].kind];
    const ArcDomain& domain = domains[a];
    if (amount == 0 ? !domain.zero
                    : amount < domain.low || amount > domain.high) {
      return false;
    }
  }
  return true;
}

void Master::AddRows() {
  const int32_t needs = model_.project_count() * kMaxFundKinds;
  const int32_t supplies = model_.supporter_count() * kMaxFundKinds;
  need_row_.assign(needs, kNone);
  whole_column_.assign(needs, kNone);
  supply_row_.assign(supplies, kNone);
  floor_row_.assign(model_.problem().floors.size(), kNone);
  partner_row_.assign(model_.project_count(), kNone);
  place_row_.assign(model_.supporter_count(), kNone);
  once_row_.assign(model_.pairs().size(), kNone);
  std::vector<uint8_t> need_used(needs), need_forced(needs),
      supply_used(supplies), project_used(model_.project_count()),
      supporter_used(model_.supporter_count());
  for (size_t a = 0; a < model_.arcs().size(); ++a) {
    const Arc& arc = model_.arcs()[a];
    need_used[arc.need()] = supply_used[arc.supply()] = 1;
    project_used[arc.project] = supporter_used[arc.supporter] = 1;
    if (!domains_[a].zero) need_forced[arc.need()] = 1;
  }
  for (int32_t cell = 0; cell < needs; ++cell) {
    if (need_used[cell]) AddNeedRow(cell, need_forced[cell]);
  }
  for (int32_t cell = 0; cell < supplies; ++cell) {
    if (supply_used[cell]) AddSupplyRow(cell);
  }
  AddFloorRows();
  for (int32_t p = 0; p < model_.project_count(); ++p) {
    if (project_used[p]) AddPartnerRow(p);
  }
  for (int32_t s = 0; s < model_.supporter_count(); ++s) {
    if (supporter_used[s]) AddPlaceRow(s);
  }
  for (size_t i = 0; i < must_.size(); ++i) {
    if (!must_[i]) continue;
    once_row_[i] = program_.AddRow(1, 1, {});
    AddExcuse(once_row_[i], 1e3 * excuse_, false, true);
  }
}

void Master::AddExcuse(int32_t row, double price, bool over, bool under) {
  if (!forced_) return;
  if (over) program_.AddColumn(-price, 0, kInf, {{row, -1}});
  if (under) program_.AddColumn(-price, 0, kInf, {{row, 1}});
}

void Master::AddNeedRow(int32_t cell, bool forced) {
  const double open = static_cast<double>(model_.need(cell).open.fen()) / unit_;
  const bool whole = model_.whole(cell);
  need_row_[cell] = program_.AddRow(whole ? (forced ? open : 0) : -kInf,
                                    whole && !forced ? 0 : open, {});
  if (whole && !forced) {
    whole_column_[cell] =
        program_.AddColumn(0, 0, 1, {{need_row_[cell], -open}});
  }
  AddExcuse(need_row_[cell], excuse_, true, whole);
}

void Master::AddSupplyRow(int32_t cell) {
  const AssignmentOffer& offer = model_.offer(cell);
  if (offer.quota == Money() && !offer.means.has_value()) return;
  const double quota = static_cast<double>(offer.quota.fen()) / unit_;
  const double means =
      offer.means ? static_cast<double>(offer.means->fen()) / unit_ : kInf;
  const int32_t row = supply_row_[cell] = program_.AddRow(0, 0, {});
  program_.AddColumn(model_.settings().quota_penalty, 0, std::min(quota, means),
                     {{row, -1}});
  if (means > quota) {
    program_.AddColumn(0, 0, offer.means ? means - quota : kInf, {{row, -1}});
  }
  AddExcuse(row, excuse_, true, false);
}

void Master::AddFloorRows() {
  for (size_t f = 0; f < floor_row_.size(); ++f) {
    const double amount =
        static_cast<double>(model_.problem().floors[f].amount.fen()) / unit_;
    floor_row_[f] = program_.AddRow(amount, kInf, {});
    program_.AddColumn(-model_.settings().floor_penalty, 0, kInf,
                       {{floor_row_[f], 1}});
  }
}

void Master::AddPartnerRow(int32_t project) {
  const int32_t most = model_.problem().projects[project].most_partners;
  const int64_t split = model_.settings().split_penalty;
  if (most == 0 && split == 0) return;
  partner_row_[project] = program_.AddRow(-kInf, 1, {});
  program_.AddColumn(-static_cast<double>(split) / unit_, 0,
                     most == 0 ? kInf : most - 1,
                     {{partner_row_[project], -1}});
  if (most > 0) AddExcuse(partner_row_[project], 1e3 * excuse_, true, false);
}

void Master::AddPlaceRow(int32_t supporter) {
  const int32_t most = model_.problem().supporters[supporter].most_projects;
  if (most == 0) return;
  place_row_[supporter] = program_.AddRow(-kInf, most, {});
  AddExcuse(place_row_[supporter], 1e3 * excuse_, true, false);
}

void Master::AddColumn(const ColumnPool::Column& column) {
  const ArcPair& pair = model_.pairs()[column.pair];
  const double change = model_.settings().change_penalty;
  Entries entries;
  double profit = 0;
  const auto enter = [&](int32_t row, double value) {
    if (row != kNone) entries.push_back({row, value});
  };
  std::vector<double> floors;
  for (int32_t a = pair.first; a < pair.end; ++a) {
    const Arc& arc = model_.arcs()[a];
    const double amount = static_cast<double>(column.amounts[arc.kind]) / unit_;
    if (amount == 0) continue;
    const double previous = static_cast<double>(arc.previous) / unit_;
    profit +=
        arc.score * amount - change * (std::abs(amount - previous) - previous);
    enter(need_row_[arc.need()], amount);
    enter(supply_row_[arc.supply()], amount);
    if (!model_.floors_of(arc.need()).empty()) {
      floors.resize(floor_row_.size());
    }
    for (const int32_t f : model_.floors_of(arc.need())) floors[f] += amount;
  }
  for (size_t f = 0; f < floors.size(); ++f) {
    if (floors[f] > 0) enter(floor_row_[f], floors[f]);
  }
  enter(partner_row_[pair.project], 1);
  enter(place_row_[pair.supporter], 1);
  enter(once_row_[column.pair], 1);
  placed_.push_back({column, program_.AddColumn(profit, 0, kInf, entries)});
}

AssignmentPrices Master::ReadPrices() const {
  AssignmentPrices prices = FirstPrices(model_);
  const auto price = [&](int32_t row) {
    return row == kNone ? 0 : program_.price(row);
  };
  for (size_t i = 0; i < need_row_.size(); ++i) {
    prices.need[i] = Scaled(price(need_row_[i]));
  }
  for (size_t i = 0; i < supply_row_.size(); ++i) {
    if (supply_row_[i] == kNone) continue;
    prices.supply[i] = Scaled(program_.price(supply_row_[i]));
  }
  for (size_t i = 0; i < floor_row_.size(); ++i) {
    prices.floor[i] = Scaled(-price(floor_row_[i]));
  }
  for (size_t i = 0; i < partner_row_.size(); ++i) {
    prices.partner[i] = ScaledFixed(price(partner_row_[i]) * unit_);
  }
  for (size_t i = 0; i < place_row_.size(); ++i) {
    prices.place[i] = ScaledFixed(price(place_row_[i]) * unit_);
  }
  Clamp(model_, prices);
  return prices;
}

AssignmentPrices Master::Blend(const AssignmentPrices& other,
                               double share) const {
  AssignmentPrices prices = other;
  BlendInto(prices.need, prices_.need, share);
  BlendInto(prices.supply, prices_.supply, share);
  BlendInto(prices.floor, prices_.floor, share);
  BlendInto(prices.partner, prices_.partner, share);
  BlendInto(prices.place, prices_.place, share);
  Clamp(model_, prices);
  return prices;
}

int32_t Master::Try(AssignmentPrices prices, const MasterOptions& options,
                    Work* work) {
  std::vector<PairAmounts> earning;
  const int128 bound = BoundOf(model_, domains_, prices, &earning);
  work->Add(static_cast<int64_t>(model_.arcs().size()) * 4);
  if (bound < bound_) {
    bound_ = bound;
    prices_ = std::move(prices);
  }
  std::stable_sort(earning.begin(), earning.end(),
                   [](const PairAmounts& a, const PairAmounts& b) {
                     return a.earns > b.earns;
                   });
  int32_t added = 0;
  std::vector<int32_t> of_project(model_.project_count());
  for (const PairAmounts& best : earning) {
    const int32_t project = model_.pairs()[best.pair].project;
    if (of_project[project] == options.columns_a_project) continue;
    const ColumnPool::Column column{best.pair, best.amounts};
    if (!pool_->Add(column)) continue;
    AddColumn(column);
    ++of_project[project];
    ++added;
  }
  return added;
}

int32_t Master::AddOnceRows() {
  std::vector<double> used(model_.pairs().size());
  for (const Placed& placed : placed_) {
    used[placed.column.pair] += program_.value(placed.index);
  }
  std::vector<Entries> rows(used.size());
  int32_t added = 0;
  for (const Placed& placed : placed_) {
    const int32_t pair = placed.column.pair;
    if (once_row_[pair] == kNone && used[pair] > 1 + kOnceTolerance) {
      rows[pair].push_back({placed.index, 1});
    }
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].empty()) continue;
    once_row_[i] = program_.AddRow(-kInf, 1, rows[i]);
    ++added;
  }
  return added;
}

absl::Status Master::Improve(const AssignmentPrices& start,
                             const MasterOptions& options, Work* work) {
  Try(start, options, work);
  if (model_.arcs().empty()) return absl::OkStatus();
  const double scale = std::max(1.0, std::abs(ToDouble(bound_)));
  const double at_zero = -ToDouble(model_.change_at_zero());
  double quotas = 0;
  for (size_t cell = 0; cell < supply_row_.size(); ++cell) {
    quotas += static_cast<double>(model_.offer(cell).quota.fen());
  }
  const double constant = at_zero - quotas * model_.settings().quota_penalty;
  for (int32_t step = 0; step < options.most_steps; ++step) {
    if (bound_ <= options.cutoff || work->Ended()) break;
    const int64_t limit = std::max<int64_t>(100, work->left() / kSimplexSteps);
    ASSIGN_OR_RETURN(const LinearProgram::Ending ending,
                     program_.Maximise(limit, work->callback()));
    work->Add(program_.iterations() * kSimplexSteps);
    if (ending == LinearProgram::Ending::kNoSolution) break;
    solved_ = true;
    const int32_t rows = AddOnceRows();
    const AssignmentPrices prices = ReadPrices();
    int32_t added = 0;
    if (kSmoothing > 0) added = Try(Blend(prices, kSmoothing), options, work);
    if (added < 10) added += Try(prices, options, work);
    if (added + rows == 0) break;
    const double value = program_.objective() * unit_ + constant;
    if (rows == 0 && ToDouble(bound_) - value <= options.enough * scale) break;
  }
  return absl::OkStatus();
}

std::vector<double> Master::flows() const {
  if (!solved_) return {};
  std::vector<double> flows(model_.arcs().size());
  for (const Placed& placed : placed_) {
    const double used = program_.value(placed.index);
    if (used <= 0) continue;
    const ArcPair& pair = model_.pairs()[placed.column.pair];
    for (int32_t a = pair.first; a < pair.end; ++a) {
      flows[a] += used * static_cast<double>(
                             placed.column.amounts[model_.arcs()[a].kind]);
    }
  }
  return flows;
}

std::vector<double> Master::uses() const {
  std::vector<double> uses(model_.arcs().size());
  for (const Placed& placed : placed_) {
    const double used = program_.value(placed.index);
    const ArcPair& pair = model_.pairs()[placed.column.pair];
    for (int32_t a = pair.first; a < pair.end; ++a) {
      if (placed.column.amounts[model_.arcs()[a].kind] > 0) uses[a] += used;
    }
  }
  return uses;
}

}  // namespace duikou
