// MapView: the simplest view, the records themselves, and what it saw on the
// way; for tests of what follows a feed.
#ifndef DUIKOU_SERVICES_STORE_TESTING_MAP_VIEW_H_
#define DUIKOU_SERVICES_STORE_TESTING_MAP_VIEW_H_

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "services/store/follower.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class MapView final : public View {
 public:
  // Values by (collection, id).
  using Contents = std::map<std::pair<std::string, std::string>, std::string>;
  struct Moment {
    Revision through;
    Contents contents;
  };

  // `in_parts`: with a loader of its own.
  explicit MapView(std::vector<std::string> collections, bool in_parts = false)
      : collections_(std::move(collections)), in_parts_(in_parts) {}

  std::vector<std::string> collections() const override { return collections_; }
  void Load(std::vector<Record> records, Revision through) override;
  std::unique_ptr<ViewLoader> StartLoad() override;
  void Apply(absl::Span<const Change> changes, Revision through) override;

  Contents contents() const;
  int loads() const;
  // The contents after each Load and Apply, where KeepMoments() was called
  // before.
  void KeepMoments();
  std::vector<Moment> moments() const;

 private:
  class Loader;

  void Replace(Contents contents, Revision through);
  void Remember(Revision through) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::vector<std::string> collections_;
  const bool in_parts_;
  mutable absl::Mutex mutex_;
  Contents contents_ ABSL_GUARDED_BY(mutex_);
  int loads_ ABSL_GUARDED_BY(mutex_) = 0;
  bool keep_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<Moment> moments_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_TESTING_MAP_VIEW_H_
