// HitSink: where a search puts the projects that it finds, and which says what
// is still wanted.
#ifndef DUIKOU_MATCHER_INDEX_HIT_SINK_H_
#define DUIKOU_MATCHER_INDEX_HIT_SINK_H_

#include "matcher/base/score.h"
#include "matcher/index/project_index.h"

namespace duikou {

struct Hit {
  Score score = 0;
  ProjectSlot slot = kNone;

  friend bool operator==(const Hit&, const Hit&) = default;
};

// Whether `a` ranks ahead of `b`: by score, ties by id, bytewise.
inline bool HitIsAhead(const ProjectIndex& index, const Hit& a, const Hit& b) {
  if (a.score != b.score) return a.score > b.score;
  return index.project(a.slot).id < index.project(b.slot).id;
}

// Not thread-safe.
class HitSink {
 public:
  virtual ~HitSink() = default;

  // What a score must reach to have a chance.
  Score threshold() const { return threshold_; }
  // Whether Push() would change anything.
  virtual bool WouldEnter(const Hit& hit) const = 0;
  // REQUIRES: WouldEnter(hit); no project comes twice.
  virtual void Push(const Hit& hit) = 0;
  // Whether a project may come more than once, by PushAgain then; the greatest
  // score counts.
  virtual bool TakesAgain() const { return false; }
  // REQUIRES: WouldEnter(hit), TakesAgain().
  virtual void PushAgain(const Hit& hit) { Push(hit); }

 protected:
  void Raise(Score threshold) { threshold_ = threshold; }

 private:
  Score threshold_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_HIT_SINK_H_
