// Follower: keeps an in-memory view of one partition at the store's head.
//
//   class ProjectCounts : public View {
//     std::vector<std::string> collections() const override {
//       return {"projects"};
//     }
//     void Load(std::vector<Record> records, Revision) override { … }
//     void Apply(absl::Span<const Change> changes, Revision) override { … }
//   };
//   ProjectCounts counts;
//   Follower follower(store, "hubei", counts);
//   RETURN_IF_ERROR(follower.WaitUntil(written_revision, deadline));
//
// Method: list the collections, then apply the feed's changes. Commits go on
// while the pages of a listing are read, so a listing mixes moments: each
// record is as it was somewhere between the head before the listing and the
// head after it. All changes from the first to the second, applied over the
// listing, make it exact: a record that changed in between gets its last
// change, whatever was listed, and any other was listed as it is. Only then the
// view is loaded; from there on whole commits follow in order. A feed trimmed
// past the view is answered by a new listing, during which readers see the view
// as it was.
//
// A commit reaches the view as soon as WaitForChange answers, which in one
// process is at once. While the store is unavailable the view stays as it is
// and the follower tries again, after at most `retry_most`.
#ifndef DUIKOU_SERVICES_STORE_FOLLOWER_H_
#define DUIKOU_SERVICES_STORE_FOLLOWER_H_

#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/store/store.h"

namespace duikou {

// Makes the content of a view anew, beside the one that its readers see. Where
// it is destroyed unfinished, nothing has happened.
class ViewLoader {
 public:
  virtual ~ViewLoader() = default;

  // First the listing, part by part, as puts, by collection and id; then the
  // changes made meanwhile, in order, some of which it had already. Only
  // when all have come it is exact.
  virtual void Take(absl::Span<Change> changes) = 0;
  // Readers see it from now on.
  virtual void Finish(Revision through) = 0;
};

// What is derived from a partition's records. The follower's thread calls its
// loaders and Apply, one at a time; the view itself guards them against its
// readers.
class View {
 public:
  virtual ~View() = default;

  // What it is derived from: collections whose every change goes into the feed.
  // Constant.
  virtual std::vector<std::string> collections() const = 0;

  // Replaces everything by the records as they are at `through`, ordered by
  // collection and id. REQUIRES: StartLoad() is not overridden.
  virtual void Load(std::vector<Record> records, Revision through);

  // What loads the view, which outlives it. As it is, it keeps all records and
  // gives them to Load(); a view of so many that this matters has one of its
  // own, and no Load().
  virtual std::unique_ptr<ViewLoader> StartLoad();

  // Takes the view from the last `through` to this one: whole commits, in
  // order, of collections() only; perhaps none.
  virtual void Apply(absl::Span<const Change> changes, Revision through) = 0;
};

struct FollowerOptions {
  int list_limit = 1000;     // records a List
  int changes_limit = 1000;  // changes a Changes
  // How long one call of the store may take; also how long stopping may take
  // where the store hangs.
  absl::Duration call_timeout = absl::Seconds(5);
  // How long it waits for a change before it looks whether it is to stop.
  absl::Duration wait_slice = absl::Milliseconds(50);
  // The wait after a failed call doubles from the least to the most.
  absl::Duration retry_least = absl::Milliseconds(10);
  absl::Duration retry_most = absl::Seconds(1);
};

// Thread-safe.
class Follower {
 public:
  // Starts at once, in a thread of its own. The store and the view must outlive
  // it.
  Follower(Store& store, std::string partition, View& view,
           FollowerOptions options = {});
  // Stops: after this the view is not touched any more.
  ~Follower();
  // Lets it begin to stop, without waiting: for who destroys many.
  void RequestStop() ABSL_LOCKS_EXCLUDED(mutex_);
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  // Waits until the view is loaded and has reached the revision (0: any).
  // DEADLINE_EXCEEDED, with what the store last said, where it has not by then.
  absl::Status WaitUntil(Revision revision, absl::Time deadline)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Where the view is; -1 before it is loaded.
  Revision applied() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run();
  // One listing, made exact; one wait and what it brought.
  absl::Status LoadView();
  absl::Status FollowFeed();
  absl::Status ListCollections(ViewLoader& loader);
  void Reached(Revision revision) ABSL_LOCKS_EXCLUDED(mutex_);
  // False: stop.
  bool PauseAfter(const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_);
  bool stopping() const ABSL_LOCKS_EXCLUDED(mutex_);
  CallLimits Limits() const;

  Store& store_;
  const std::string partition_;
  View& view_;
  const FollowerOptions options_;
  const std::set<std::string> collections_;

  // Of the follower's thread.
  bool loaded_ = false;
  Revision through_ = 0;
  absl::Duration pause_;

  mutable absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  Revision applied_ ABSL_GUARDED_BY(mutex_) = -1;
  absl::Status last_error_ ABSL_GUARDED_BY(mutex_);

  std::thread thread_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_FOLLOWER_H_
