// CellSearch: the entries of a CellTable that can be among the best, most
// promising first, to a RowJudge. How is said in retrieve.h.
#ifndef DUIKOU_MATCHER_INDEX_CELL_SEARCH_H_
#define DUIKOU_MATCHER_INDEX_CELL_SEARCH_H_

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "matcher/index/amount_sketch.h"
#include "matcher/index/candidate_filter.h"
#include "matcher/index/cell_table.h"
#include "matcher/index/query_terms.h"
#include "matcher/index/row_judge.h"

namespace duikou {

// One search. Not thread-safe. Refers to all that it is made of.
class CellSearch {
 public:
  CellSearch(const CellTable& table, const QueryTerms& terms,
             const CompiledFilter& filter, RowJudge& judge);

  void Run();

 private:
  // A bin, by the k-th of the kinds given. `others`: the most of all parts but
  // standing and fund size.
  struct Bounded {
    int32_t bound;
    int32_t others;
    int32_t bin;
    int32_t k;
  };
  struct Block {
    int32_t bound;
    int32_t block;
    Bounded bin;
  };
  struct Entry {
    int32_t bound;  // of all parts but needs
    int32_t bin;
    int32_t k;
    int32_t position;
    AreaIndex area;
  };
  struct Ordered {
    int32_t bound;
    int32_t i;  // a sector or group
  };
  struct Place {
    SectorIndex sector;
    int32_t group;

    friend auto operator<=>(const Place&, const Place&) = default;
  };

  // The most that entries can add to the part of their place; below 0 where
  // there are none.
  int32_t MostOfEntries() const;
  // Admitted sectors that have cells, best bound first.
  void BoundSectors();
  // The greatest bound of an admitted area of each group.
  void BoundGroups();
  // The cells of the best sectors and groups.
  void VisitSeeds();
  // What is left, but for the seeds.
  void VisitRest();
  void SweepSector(const Ordered& sector);

  // Adds the bins of a cell that the threshold does not rule out.
  void AddCell(int32_t cell, int32_t place_bound);
  // Visits what was added, best bound first.
  void VisitAdded();
  void AddBlocks(const Bounded& bin);
  void VisitBlocks();
  void SiftBlock(const Block& block);
  void JudgeLeft();

  const CellTable& table_;
  const QueryTerms& terms_;
  const CompiledFilter& filter_;
  RowJudge& judge_;
  const SketchTerms sketch_;
  int32_t most_of_entries_ = 0;
  std::vector<Ordered> sectors_;
  std::vector<int32_t> group_bounds_;
  std::vector<Bounded> bins_;
  std::vector<Block> blocks_;
  std::vector<Entry> left_;
  std::vector<Place> seeds_;  // in order
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_CELL_SEARCH_H_
