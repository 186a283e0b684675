// CellSearch: the entries of a CellTable that can be among the best, most
// promising first, to a RowJudge. How is said in retrieve.h.
#ifndef DUIKOU_MATCHER_INDEX_CELL_SEARCH_H_
#define DUIKOU_MATCHER_INDEX_CELL_SEARCH_H_

#include <array>
#include <cstdint>
#include <vector>

#include "matcher/index/amount_sketch.h"
#include "matcher/index/bound_queue.h"
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
  // A strip, by the k-th of the kinds given.
  struct StripKey {
    int32_t k;
    SectorIndex sector;
    bool has_needs;
  };
  // One that was swept. `others`: the most of its sector and of needs.
  struct Strip {
    StripKey key;
    int32_t strip;
    int32_t others;
  };
  struct BinKey {
    int32_t swept;
    int32_t group;
  };
  // A bin that is visited. `others`: the most of all parts but standing and
  // fund size.
  struct Bin {
    const Strip* strip;
    const CellRows* rows;
    int32_t group;
    int32_t others;
  };
  struct BlockKey {
    int32_t visited;
    int32_t block;
  };
  struct Entry {
    const Bin* bin;
    int32_t bound;  // of all parts but needs
    int32_t position;
    AreaIndex area;
  };
  // Bins whose blocks are asked for at once, so that memory answers together.
  static constexpr int kBinsAtOnce = 8;
  // Entries that are looked at together, for the same reason.
  static constexpr int kEntriesAtOnce = 16;

  // Others that are sought together: one more than the points that admitted
  // ones add, 0 for those that are not.
  using Others = std::vector<uint16_t>;

  // The most that an admitted area of each group gives. Returns the most of
  // all; kNone where none is admitted.
  int32_t BoundGroups();
  // The strips of admitted sectors, where an admitted area gives `most`.
  void BoundStrips(int32_t most);
  // Takes the strip with the greatest bound; false where none is left that the
  // threshold does not rule out.
  bool SweepBest();
  // Adds the bins of the strip swept last that the threshold does not rule out.
  void AddBins();
  // Whether a bin comes before the strips that are left.
  bool BinIsNext();
  // Takes the bins with the greatest bounds and visits them; false likewise.
  bool VisitBest();
  void AddBlocks(int bin);
  void VisitBlocks();
  void SiftBlock(const Bin& bin, int block);
  void JudgeLeft();

  const CellTable& table_;
  const QueryTerms& terms_;
  const CompiledFilter& filter_;
  RowJudge& judge_;
  const SketchTerms sketch_;
  Others group_others_;
  // What a pass over sketches says of them.
  std::vector<uint16_t> bounds_;
  std::vector<uint8_t> hits_;
  BoundQueue<StripKey> strips_;
  BoundQueue<BinKey> bins_;
  BoundQueue<BlockKey> blocks_;  // of the bins that are visited
  std::vector<Strip> swept_;     // has room for all
  // What is visited.
  int visited_count_ = 0;
  std::array<Bin, kBinsAtOnce> visited_;
  int left_count_ = 0;
  std::array<Entry, kEntriesAtOnce + CellRows::kBlock> left_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_CELL_SEARCH_H_
