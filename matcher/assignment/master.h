// Master: the restricted master problem of column generation. Internal to the
// solver.
//
//   ColumnPool pool;
//   Master master(model, model.domains(), &pool);
//   RETURN_IF_ERROR(master.Improve(NoPrices(model), {}, &work));
//   master.bound(); master.prices();      // proven, in integers
//   master.flows();                       // by arc, fractional
//
// Problem: the best convex combination of every pair's amounts, needs,
// supplies, floors, partners and places kept on the whole; its prices give the
// best bound that pricing.h can prove. Method: columns are pairs' amounts
// (BestAmounts at some prices), the linear program chooses among those found so
// far, its prices find more. Prices are smoothed towards the best proven so
// far. That a pair is used at most once is a row only where a solution broke
// it. Complexity: a linear program of needs + supplies + partners rows a step;
// limits: `work`. Reference: A. Pessoa et al.: Automation and combination of
// linear-programming based stabilization techniques in column generation
// (2018).
#ifndef DUIKOU_MATCHER_ASSIGNMENT_MASTER_H_
#define DUIKOU_MATCHER_ASSIGNMENT_MASTER_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/numeric/int128.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matcher/assignment/linear_program.h"
#include "matcher/assignment/model.h"
#include "matcher/assignment/pricing.h"
#include "matcher/base/work.h"

namespace duikou {

// What one iteration of the simplex method counts as, in steps of work.
inline constexpr int64_t kSimplexSteps = 2'000;

// Amounts of a pair that some prices asked for, each once.
struct ColumnPool {
  struct Column {
    int32_t pair = 0;
    std::array<int64_t, kMaxFundKinds> amounts = {};

    friend bool operator==(const Column&, const Column&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const Column& column) {
      return H::combine(std::move(h), column.pair, column.amounts);
    }
  };
  std::vector<Column> columns;
  absl::flat_hash_set<Column> known;

  // Whether it is new.
  bool Add(const Column& column);
};

struct MasterOptions {
  int32_t most_steps = 1'000;
  // Ends where the bound comes so near to the linear program's value, as a
  // share of it.
  double enough = 1e-6;
  // Ends where the bound is not above this: nothing better is to be found.
  absl::int128 cutoff = absl::Int128Min();
  // Columns that a try of prices adds, at most.
  int32_t columns_a_project = 3;
};

class Master {
 public:
  // All three outlive it. Takes the pool's columns that lie in the domains.
  Master(const Model& model, const std::vector<ArcDomain>& domains,
         ColumnPool* pool);

  // Better prices, from `start` on. Ends early where `work` does.
  absl::Status Improve(const AssignmentPrices& start,
                       const MasterOptions& options, Work* work);

  // Towards flows that a plan can have: step by step forbids the smallest that
  // are below what their domain allows or too many for a project or a
  // supporter, and lets go, or fills up, whole needs that are met in part.
  // Bound and prices stay as they are, flows and uses become those of the end.
  // REQUIRES: Improve; neither can be called any more afterwards.
  absl::Status Dive(int32_t most_steps, Work* work);

  // The best proven; before Improve nothing is.
  absl::int128 bound() const { return bound_; }
  const AssignmentPrices& prices() const { return prices_; }
  // By arc, of the last linear program; empty where there is none.
  std::vector<double> flows() const;
  // How much of each arc's pair is used, 0 … 1.
  std::vector<double> uses() const;

 private:
  using Entries = std::vector<LinearProgram::Entry>;

  void AddRows();
  void AddNeedRow(int32_t cell, bool forced);
  void AddSupplyRow(int32_t cell);
  void AddFloorRows();
  void AddPartnerRow(int32_t project);
  void AddPlaceRow(int32_t supporter);
  // Pays for breaking a row that pins can make impossible.
  void AddExcuse(int32_t row, double price, bool over, bool under);
  void AddColumn(const ColumnPool::Column& column);
  bool Inside(const ColumnPool::Column& column) const;
  AssignmentPrices ReadPrices() const;
  AssignmentPrices Blend(const AssignmentPrices& other, double share) const;
  // Tries prices: the bound, and columns that earn; how many are new.
  int32_t Try(AssignmentPrices prices, const MasterOptions& options,
              Work* work);
  // Forbids something that no plan has, in `allowed` too; how much.
  int32_t Forbid(std::vector<ArcDomain>& allowed);
  int32_t ForbidCrowded(std::vector<ArcDomain>& allowed);
  int32_t SettleWholes(std::vector<ArcDomain>& allowed);
  // False where the program could not be solved to the end.
  absl::StatusOr<bool> Resolve(const std::vector<ArcDomain>& allowed,
                               Work* work);
  void CloseColumns(const std::vector<ArcDomain>& allowed);
  // Columns that earn within `allowed`, at the last prices.
  void AddEarning(const std::vector<ArcDomain>& allowed, Work* work);
  static bool Lies(const Model& model, const ColumnPool::Column& column,
                   const std::vector<ArcDomain>& domains);
  // Rows for pairs used more than once; how many.
  int32_t AddOnceRows();

  const Model& model_;
  const std::vector<ArcDomain>& domains_;
  ColumnPool* pool_;
  LinearProgram program_;
  double unit_ = 1;  // fen
  bool forced_ = false;
  double excuse_ = 0;
  std::vector<int32_t> need_row_, supply_row_, floor_row_, partner_row_,
      place_row_, once_row_;
  std::vector<int32_t> whole_column_;  // by cell of needs: how far it is met
  std::vector<uint8_t> must_;          // by pair
  struct Placed {
    ColumnPool::Column column;
    int32_t index = 0;  // in the program
  };
  std::vector<Placed> placed_;
  absl::int128 bound_;
  AssignmentPrices prices_;
  bool solved_ = false;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_MASTER_H_
