// RowJudge: takes the rows that sifting leaves and gives a sink those of them
// that it wants.
//
//   BestHits best(index, options.k);
//   RowJudge judge(index, terms, filter, options, best);
//   Sift(judge.sift(), columns, count, places, judge.LeastBound(others), …);
//   judge.Visit({columns, i}, place_part, bounds[i]);      // for each hit
//   std::vector<Hit> hits = std::move(best).Sorted();
#ifndef DUIKOU_MATCHER_INDEX_ROW_JUDGE_H_
#define DUIKOU_MATCHER_INDEX_ROW_JUDGE_H_

#include <algorithm>
#include <cstdint>

#include "matcher/index/candidate_filter.h"
#include "matcher/index/hit_sink.h"
#include "matcher/index/project_index.h"
#include "matcher/index/query_terms.h"
#include "matcher/index/retrieve.h"

namespace duikou {

// Not thread-safe. Refers to all that it is made of.
class RowJudge {
 public:
  RowJudge(const ProjectIndex& index, const QueryTerms& terms,
           const CompiledFilter& filter, const RetrieveOptions& options,
           HitSink& sink)
      : index_(index),
        terms_(terms),
        filter_(filter),
        options_(options),
        sift_(terms.sift()),
        sink_(sink),
        again_(sink.TakesAgain() && options.after_score == nullptr) {
    filter.Narrow(sift_);
  }

  // The query's terms and what the filter adds.
  const SiftTerms& sift() const { return sift_; }
  Score threshold() const { return sink_.threshold(); }

  // What standing and fund size must come to where the others are this much.
  uint16_t LeastBound(int32_t others) const {
    return static_cast<uint16_t>(
        std::clamp(sink_.threshold() - others, 0, 0xffff));
  }

  // `place_part`: of the row's sector and area, exactly.
  // `bound`: at least its parts but those of needs.
  void Visit(const RowRef& row, int32_t place_part, int32_t bound) {
    const int32_t needs = terms_.NeedPart(row.other_needs());
    if (bound + needs < sink_.threshold()) return;
    const Project& project = index_.project(row.slot());
    const Hit hit{.score = place_part + terms_.StaticPart(row) + needs +
                           terms_.FundPart(row, project),
                  .slot = row.slot()};
    if (hit.score >= sink_.threshold() && terms_.Passes(row, project)) {
      Enter(hit, row, project, false);
    }
  }

  // The same of an entry by the k-th kind, which is at this position of `rows`.
  // A project with several counts once, by the kind that it passes by and that
  // fits best; which is one of its greatest score.
  void VisitEntry(const CellRows& rows, int position, int k, SectorIndex sector,
                  AreaIndex area, int32_t bound) {
    const EntryRow entry = rows.At(position);
    const int32_t needs = terms_.NeedPart(entry.other_needs);
    if (bound + needs < sink_.threshold()) return;
    const SiftTerms::Kind& kind = sift_.kinds[k];
    const Project& project = index_.project(entry.slot);
    const Hit hit{.score = terms_.PlacePart(sector, area) + needs +
                           terms_.EntryPart(kind, entry, project),
                  .slot = entry.slot};
    if (hit.score < sink_.threshold() ||
        !terms_.EntryPasses(kind, entry, project)) {
      return;
    }
    const bool several =
        sift_.kind_count > 1 && (entry.marks & EntryRow::kSeveral) != 0;
    if (several && !again_ && terms_.KindFor(project) != kind.kind) return;
    const RowColumns columns =
        rows.Columns(position / CellRows::kBlock, kind.kind);
    Enter(hit, {columns, position % CellRows::kBlock}, project,
          several && again_);
  }

 private:
  // `again`: the project may have come by another kind.
  void Enter(const Hit& hit, const RowRef& row, const Project& project,
             bool again) {
    if (!IsBehindStart(hit) || !sink_.WouldEnter(hit) ||
        !filter_.AdmitsRow(row, project) || IsDismissed(project)) {
      return;
    }
    if (again) {
      sink_.PushAgain(hit);
    } else {
      sink_.Push(hit);
    }
  }

  bool IsDismissed(const Project& project) const {
    const auto& dismissed = terms_.supporter().supporter().dismissed;
    return !dismissed.empty() && dismissed.contains(project.id);
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
  SiftTerms sift_;
  HitSink& sink_;
  // Whether a project may come by several kinds, which spares asking it for
  // them. Behind a start it could come by one that it does not count by.
  const bool again_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_ROW_JUDGE_H_
