#include "services/store/testing/map_view.h"

namespace duikou {

void MapView::Load(std::vector<Record> records, Revision through) {
  absl::MutexLock lock(&mutex_);
  ++loads_;
  contents_.clear();
  for (Record& record : records) {
    contents_[{record.collection, record.id}] = std::move(record.value);
  }
  Remember(through);
}

void MapView::Apply(absl::Span<const Change> changes, Revision through) {
  absl::MutexLock lock(&mutex_);
  for (const Change& change : changes) {
    if (change.deleted) {
      contents_.erase({change.collection, change.id});
    } else {
      contents_[{change.collection, change.id}] = change.value;
    }
  }
  Remember(through);
}

MapView::Contents MapView::contents() const {
  absl::MutexLock lock(&mutex_);
  return contents_;
}

int MapView::loads() const {
  absl::MutexLock lock(&mutex_);
  return loads_;
}

void MapView::KeepMoments() {
  absl::MutexLock lock(&mutex_);
  keep_ = true;
}

std::vector<MapView::Moment> MapView::moments() const {
  absl::MutexLock lock(&mutex_);
  return moments_;
}

void MapView::Remember(Revision through) {
  if (keep_) moments_.push_back(Moment{through, contents_});
}

}  // namespace duikou
