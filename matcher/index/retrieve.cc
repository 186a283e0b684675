#include "matcher/index/retrieve.h"

#include <algorithm>
#include <array>
#include <utility>

#include "matcher/base/check.h"

namespace duikou {
namespace {

// The k best so far; the worst of them on top of a heap.
class BestHits {
 public:
  BestHits(const ProjectIndex& index, int64_t k) : index_(index), k_(k) {
    hits_.reserve(static_cast<size_t>(std::min<int64_t>(k, index.size())));
  }

  // What a score must reach to have a chance.
  Score threshold() const { return threshold_; }

  bool WouldEnter(const Hit& hit) const {
    return static_cast<int64_t>(hits_.size()) < k_ ||
           IsAhead(hit, hits_.front());
  }

  void Push(const Hit& hit) {
    auto ahead = [this](const Hit& a, const Hit& b) { return IsAhead(a, b); };
    if (static_cast<int64_t>(hits_.size()) == k_) {
      std::pop_heap(hits_.begin(), hits_.end(), ahead);
      hits_.back() = hit;
    } else {
      hits_.push_back(hit);
    }
    std::push_heap(hits_.begin(), hits_.end(), ahead);
    if (static_cast<int64_t>(hits_.size()) == k_) {
      threshold_ = hits_.front().score;
    }
  }

  std::vector<Hit> Sorted() && {
    std::sort(hits_.begin(), hits_.end(),
              [this](const Hit& a, const Hit& b) { return IsAhead(a, b); });
    return std::move(hits_);
  }

 private:
  bool IsAhead(const Hit& a, const Hit& b) const {
    if (a.score != b.score) return a.score > b.score;
    return index_.project(a.slot).id < index_.project(b.slot).id;
  }

  const ProjectIndex& index_;
  const int64_t k_;
  Score threshold_ = 0;
  std::vector<Hit> hits_;
};

// Up to this many rows a cell, on average, a tight bound of each cell costs
// more than it saves.
constexpr int64_t kRowsACellToBound = 8;

struct BoundedCell {
  int32_t cell;
  int32_t part;
  int32_t bound;
};

// One call of Retrieve.
class Retrieval {
 public:
  Retrieval(const ProjectIndex& index, const QueryTerms& terms,
            const CompiledFilter& filter, const RetrieveOptions& options)
      : index_(index),
        terms_(terms),
        filter_(filter),
        options_(options),
        kinds_(index.taxonomy()->fund_kind_count()),
        most_of_need_and_fund_(terms.MostOfShape(Shape::kSmallByNeed) +
                               terms.MostOfShape(Shape::kOnePeakInAmount)),
        most_of_fund_(terms.MostOfShape(Shape::kOnePeakInAmount)),
        best_(index, options.k) {}

  Retrieved Run() && {
    for (const BoundedCell& bounded : CellsByBound()) {
      const IndexCell& cell = index_.cells()[bounded.cell];
      if (bounded.bound >= best_.threshold()) {
        VisitRows(cell, bounded.part);
      } else if (options_.with_count) {
        CountRows(cell);
      }
    }
    Retrieved found{.hits = std::move(best_).Sorted()};
    if (options_.with_count) found.candidate_count = count_ - DismissedCount();
    return found;
  }

 private:
  bool Admits(const IndexCell& cell) const {
    return filter_.AdmitsSector(cell.sector) && filter_.AdmitsArea(cell.area);
  }

  // The admitted cells, best bound first to within a bucket.
  std::vector<BoundedCell> CellsByBound() const {
    constexpr int kBucketShift = 5;
    constexpr int kBuckets = (kFull >> kBucketShift) + 1;
    const bool tight =
        index_.size() >=
        kRowsACellToBound * static_cast<int64_t>(index_.cells().size());
    const int32_t most_of_rows = terms_.MostOfRows();
    std::vector<BoundedCell> cells;
    cells.reserve(index_.cells().size());
    std::array<int32_t, kBuckets + 1> start = {};
    for (size_t i = 0; i < index_.cells().size(); ++i) {
      const IndexCell& cell = index_.cells()[i];
      if (cell.rows.empty() || !Admits(cell)) continue;
      const int32_t part = terms_.CellPart(cell);
      const int32_t bound =
          part + (tight ? terms_.MostOfRows(cell) : most_of_rows);
      cells.push_back({static_cast<int32_t>(i), part, bound});
      ++start[kBuckets - (bound >> kBucketShift)];
    }
    for (int i = 0; i < kBuckets; ++i) start[i + 1] += start[i];
    std::vector<BoundedCell> sorted(cells.size());
    for (const BoundedCell& cell : cells) {
      sorted[start[kBuckets - 1 - (cell.bound >> kBucketShift)]++] = cell;
    }
    return sorted;
  }

  void VisitRows(const IndexCell& cell, int32_t cell_part) {
    const IndexFund* funds = cell.funds.data();
    for (const IndexRow& row : cell.rows) {
      VisitRow(row, funds, cell_part);
      funds += kinds_;
    }
  }

  void CountRows(const IndexCell& cell) {
    const IndexFund* funds = cell.funds.data();
    for (const IndexRow& row : cell.rows) {
      count_ += Counts(row, terms_.Passes(row, funds));
      funds += kinds_;
    }
  }

  // Whether a row counts, a dismissed one too.
  bool Counts(const IndexRow& row, bool passes) const {
    return passes && (!filter_.has_rest() ||
                      filter_.AdmitsRest(index_.project(row.slot)));
  }

  int64_t DismissedCount() const {
    int64_t count = 0;
    for (const ProjectSlot slot :
         DismissedSlots(index_, terms_.supporter().supporter())) {
      const auto [cell, row, funds] = index_.row(slot);
      count += Admits(cell) && Counts(row, terms_.Passes(row, funds));
    }
    return count;
  }

  // Cheap tests first; the score is complete once fund size is added. The
  // first are one branch: nearly all rows end there.
  void VisitRow(const IndexRow& row, const IndexFund* funds,
                int32_t cell_part) {
    Hit hit{.score = cell_part + terms_.StaticPart(row), .slot = row.slot};
    const bool passes = terms_.Passes(row, funds);
    if (options_.with_count) {
      count_ += filter_.has_rest() ? Counts(row, passes) : passes;
    }
    if (!(passes & (hit.score + most_of_need_and_fund_ >= best_.threshold()))) {
      return;
    }
    hit.score += terms_.NeedPart(row);
    if (hit.score + most_of_fund_ < best_.threshold()) return;
    hit.score += terms_.FundPart(row, funds);
    if (hit.score < best_.threshold() || !IsBehindStart(hit) ||
        !best_.WouldEnter(hit) || !IsAdmitted(index_.project(row.slot))) {
      return;
    }
    best_.Push(hit);
  }

  // What rows cannot tell: dismissals and the rest of the filter.
  bool IsAdmitted(const Project& project) const {
    if (filter_.has_rest() && !filter_.AdmitsRest(project)) return false;
    const auto& dismissed = terms_.supporter().supporter().dismissed;
    return dismissed.empty() || !dismissed.contains(project.id);
  }

  bool IsBehindStart(const Hit& hit) const {
    if (options_.after_score == nullptr) return true;
    if (hit.score != *options_.after_score) {
      return hit.score < *options_.after_score;
    }
    return index_.project(hit.slot).id > options_.after_id;
  }

  const ProjectIndex& index_;
  const QueryTerms& terms_;
  const CompiledFilter& filter_;
  const RetrieveOptions& options_;
  const int kinds_;
  const int32_t most_of_need_and_fund_;
  const int32_t most_of_fund_;
  BestHits best_;
  int64_t count_ = 0;  // of candidates, and of dismissed ones
};

}  // namespace

std::vector<ProjectSlot> DismissedSlots(const ProjectIndex& index,
                                        const Supporter& supporter) {
  std::vector<ProjectSlot> slots;
  for (const std::string& id : supporter.dismissed) {
    const ProjectSlot slot = index.FindSlot(id);
    if (slot != kNone) slots.push_back(slot);
  }
  std::sort(slots.begin(), slots.end());
  return slots;
}

Retrieved Retrieve(const ProjectIndex& index, const QueryTerms& terms,
                   const CompiledFilter& filter,
                   const RetrieveOptions& options) {
  DUIKOU_CHECK(options.k >= 1) << options.k;
  DUIKOU_CHECK(terms.supporter().taxonomy() == index.taxonomy())
      << "prepared with another taxonomy";
  return Retrieval(index, terms, filter, options).Run();
}

}  // namespace duikou
