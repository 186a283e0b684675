// Views: one view and its follower a programme, made when first asked for.
//
//   Views<ProjectIndex> indexes(store, [](absl::string_view programme) {
//     return std::make_unique<ProjectIndex>();
//   });
//   ASSIGN_OR_RETURN(std::shared_ptr<ProjectIndex> index,
//                    indexes.Get("hubei", min_revision, deadline));
//
// A programme is a record of the collection "programmes" in the partition "-";
// its records are in the partition of its id. Where a programme was deleted its
// view is dropped by the next call that asks for it.
#ifndef DUIKOU_SERVICES_STORE_VIEWS_H_
#define DUIKOU_SERVICES_STORE_VIEWS_H_

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "matcher/base/status_macros.h"
#include "services/store/follower.h"
#include "services/store/store.h"

namespace duikou {

// Which programmes there are. Thread-safe.
class ProgrammeDirectory {
 public:
  static constexpr char kPartition[] = "-";
  static constexpr char kCollection[] = "programmes";

  ProgrammeDirectory(Store& store, FollowerOptions options);

  // Whether it was there a moment ago; false too where it is too new to be
  // known.
  bool ProbablyExists(absl::string_view programme) const;
  // Asks the store: OK, NOT_FOUND, or why it cannot be known.
  absl::Status CheckExists(absl::string_view programme,
                           absl::Time deadline) const;

 private:
  class Names final : public View {
   public:
    std::vector<std::string> collections() const override;
    void Load(std::vector<Record> records, Revision through) override;
    void Apply(absl::Span<const Change> changes, Revision through) override;
    bool Contains(absl::string_view name) const;

   private:
    mutable absl::Mutex mutex_;
    absl::flat_hash_set<std::string> names_ ABSL_GUARDED_BY(mutex_);
  };

  Store& store_;
  Names names_;
  Follower follower_;
};

// V is a View. Thread-safe.
template <typename V>
class Views {
 public:
  using Make = std::function<std::unique_ptr<V>(absl::string_view programme)>;

  // The store must outlive it.
  Views(Store& store, Make make, FollowerOptions options = {})
      : store_(store),
        make_(std::move(make)),
        options_(options),
        directory_(store, options) {}
  ~Views() {
    absl::MutexLock lock(&mutex_);
    for (auto& [programme, followed] : followed_) {
      followed->follower.RequestStop();
    }
  }

  // The programme's view, loaded and at `min_revision` or beyond (0: any).
  // NOT_FOUND where there is no such programme; DEADLINE_EXCEEDED where the
  // view has not come so far. The view is shared because it may be dropped
  // while it is read; it follows no further then.
  absl::StatusOr<std::shared_ptr<V>> Get(absl::string_view programme,
                                         Revision min_revision,
                                         absl::Time deadline)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    std::shared_ptr<Followed> followed = Find(programme);
    if (followed == nullptr || !directory_.ProbablyExists(programme)) {
      absl::Status status = directory_.CheckExists(programme, deadline);
      if (absl::IsNotFound(status)) Drop(programme);
      RETURN_IF_ERROR(status);
      if (followed == nullptr) followed = FindOrMake(programme);
    }
    RETURN_IF_ERROR(followed->follower.WaitUntil(min_revision, deadline));
    return followed->view;
  }

  // Whether Get() would give a view without waiting, by what is known here.
  bool IsReady(absl::string_view programme, Revision min_revision) const
      ABSL_LOCKS_EXCLUDED(mutex_) {
    const std::shared_ptr<Followed> followed = Find(programme);
    return followed != nullptr && directory_.ProbablyExists(programme) &&
           followed->follower.applied() >= std::max<Revision>(min_revision, 0);
  }

 private:
  // Shared by the map and the calls that wait for it.
  struct Followed {
    Followed(Store& store, absl::string_view programme, std::unique_ptr<V> made,
             const FollowerOptions& options)
        : view(std::move(made)),
          follower(store, std::string(programme), *view, options) {}
    const std::shared_ptr<V> view;
    Follower follower;
  };

  std::shared_ptr<Followed> Find(absl::string_view programme) const {
    absl::ReaderMutexLock lock(&mutex_);
    auto found = followed_.find(std::string(programme));
    return found == followed_.end() ? nullptr : found->second;
  }
  std::shared_ptr<Followed> FindOrMake(absl::string_view programme) {
    absl::MutexLock lock(&mutex_);
    std::shared_ptr<Followed>& followed = followed_[std::string(programme)];
    if (followed == nullptr) {
      followed = std::make_shared<Followed>(store_, programme, make_(programme),
                                            options_);
    }
    return followed;
  }
  // The follower is stopped outside the lock.
  void Drop(absl::string_view programme) {
    std::shared_ptr<Followed> dropped;
    absl::MutexLock lock(&mutex_);
    auto found = followed_.find(std::string(programme));
    if (found == followed_.end()) return;
    dropped = std::move(found->second);
    followed_.erase(found);
  }

  Store& store_;
  const Make make_;
  const FollowerOptions options_;
  ProgrammeDirectory directory_;
  mutable absl::Mutex mutex_;
  std::map<std::string, std::shared_ptr<Followed>> followed_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_VIEWS_H_
