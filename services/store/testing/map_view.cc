#include "services/store/testing/map_view.h"

#include <utility>

namespace duikou {

namespace {

void TakeInto(absl::Span<const Change> changes, MapView::Contents& contents) {
  for (const Change& change : changes) {
    if (change.deleted) {
      contents.erase({change.collection, change.id});
    } else {
      contents[{change.collection, change.id}] = change.value;
    }
  }
}

}  // namespace

class MapView::Loader final : public ViewLoader {
 public:
  explicit Loader(MapView& view) : view_(view) {}

  void Take(absl::Span<Change> changes) override { TakeInto(changes, loaded_); }
  void Finish(Revision through) override {
    view_.Replace(std::move(loaded_), through);
  }

 private:
  MapView& view_;
  Contents loaded_;
};

std::unique_ptr<ViewLoader> MapView::StartLoad() {
  if (!in_parts_) return View::StartLoad();
  return std::make_unique<Loader>(*this);
}

void MapView::Load(std::vector<Record> records, Revision through) {
  Contents contents;
  for (Record& record : records) {
    contents[{record.collection, record.id}] = std::move(record.value);
  }
  Replace(std::move(contents), through);
}

void MapView::Replace(Contents contents, Revision through) {
  absl::MutexLock lock(&mutex_);
  ++loads_;
  contents_ = std::move(contents);
  Remember(through);
}

void MapView::Apply(absl::Span<const Change> changes, Revision through) {
  absl::MutexLock lock(&mutex_);
  TakeInto(changes, contents_);
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
