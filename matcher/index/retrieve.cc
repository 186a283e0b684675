#include "matcher/index/retrieve.h"

#include <algorithm>

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

struct BoundedCell {
  int32_t cell;
  int32_t part;
  int32_t bound;
};

// The admitted cells, best bound first to within a bucket.
std::vector<BoundedCell> CellsByBound(const ProjectIndex& index,
                                      const QueryTerms& terms,
                                      const CompiledFilter& filter) {
  constexpr int kBucketShift = 5;
  constexpr int kBuckets = (kFull >> kBucketShift) + 1;
  std::vector<BoundedCell> cells;
  cells.reserve(index.cells().size());
  std::array<int32_t, kBuckets + 1> start = {};
  for (size_t i = 0; i < index.cells().size(); ++i) {
    const IndexCell& cell = index.cells()[i];
    if (cell.rows.empty() || !filter.AdmitsSector(cell.sector) ||
        !filter.AdmitsArea(cell.area)) {
      continue;
    }
    const int32_t part = terms.CellPart(cell);
    const int32_t bound = part + terms.MostOfRows(cell);
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

}  // namespace

std::vector<Hit> Retrieve(const ProjectIndex& index, const QueryTerms& terms,
                          const CompiledFilter& filter,
                          const RetrieveOptions& options) {
  DUIKOU_CHECK(options.k >= 1) << options.k;
  DUIKOU_CHECK(terms.supporter().taxonomy() == index.taxonomy())
      << "prepared with another taxonomy";
  const int kinds = index.taxonomy()->fund_kind_count();
  BestHits best(index, options.k);
  auto is_behind = [&](const Hit& hit) {
    if (options.after_score == nullptr) return true;
    if (hit.score != *options.after_score) {
      return hit.score < *options.after_score;
    }
    return index.project(hit.slot).id > options.after_id;
  };
  const int32_t most_fund_part = terms.MostFundPart();
  for (const BoundedCell& bounded : CellsByBound(index, terms, filter)) {
    if (bounded.bound < best.threshold()) continue;
    const IndexCell& cell = index.cells()[bounded.cell];
    for (size_t i = 0; i < cell.rows.size(); ++i) {
      const IndexRow& row = cell.rows[i];
      const IndexFund* funds = &cell.funds[i * kinds];
      Hit hit{.score = bounded.part + terms.StaticAndNeedPart(row),
              .slot = row.slot};
      if (hit.score + most_fund_part < best.threshold()) continue;
      hit.score += terms.FundPart(row, funds);
      if (hit.score < best.threshold() || !is_behind(hit) ||
          !best.WouldEnter(hit) ||
          !IsCandidate(index, terms, filter, row, funds)) {
        continue;
      }
      best.Push(hit);
    }
  }
  return std::move(best).Sorted();
}

}  // namespace duikou
