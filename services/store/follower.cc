#include "services/store/follower.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

// Keeps all records, and gives them to the view when they are exact.
class WholeLoader final : public ViewLoader {
 public:
  explicit WholeLoader(View& view) : view_(view) {}

  void Take(absl::Span<Change> changes) override {
    for (Change& change : changes) {
      Key key{change.collection, change.id};
      if (change.deleted) {
        records_.erase(key);
        continue;
      }
      records_.insert_or_assign(
          std::move(key),
          Record{std::move(change.collection), std::move(change.id),
                 std::move(change.value), change.revision});
    }
  }

  void Finish(Revision through) override {
    std::vector<Record> records;
    records.reserve(records_.size());
    for (auto& [key, record] : records_) records.push_back(std::move(record));
    records_.clear();
    view_.Load(std::move(records), through);
  }

 private:
  using Key = std::pair<std::string, std::string>;  // collection, id
  View& view_;
  std::map<Key, Record> records_;
};

std::vector<Change> AsChanges(std::vector<Record> records) {
  std::vector<Change> changes;
  changes.reserve(records.size());
  for (Record& record : records) {
    changes.push_back({.revision = record.revision,
                       .collection = std::move(record.collection),
                       .id = std::move(record.id),
                       .value = std::move(record.value)});
  }
  return changes;
}

// Those of the collections alone.
std::vector<Change> Within(const std::set<std::string>& collections,
                           std::vector<Change> changes) {
  changes.erase(
      std::remove_if(changes.begin(), changes.end(),
                     [&collections](const Change& change) {
                       return !collections.contains(change.collection);
                     }),
      changes.end());
  return changes;
}

}  // namespace

void View::Load(std::vector<Record>, Revision) {
  DUIKOU_CHECK(false) << "a view has Load() or a loader of its own";
}

std::unique_ptr<ViewLoader> View::StartLoad() {
  return std::make_unique<WholeLoader>(*this);
}

Follower::Follower(Store& store, std::string partition, View& view,
                   FollowerOptions options)
    : store_(store),
      partition_(std::move(partition)),
      view_(view),
      options_(options),
      collections_([&view] {
        const std::vector<std::string> names = view.collections();
        return std::set<std::string>(names.begin(), names.end());
      }()),
      pause_(options.retry_least) {
  thread_ = std::thread([this] { Run(); });
}

Follower::~Follower() {
  RequestStop();
  thread_.join();
}

void Follower::RequestStop() {
  absl::MutexLock lock(&mutex_);
  stopping_ = true;
}

absl::Status Follower::WaitUntil(Revision revision, absl::Time deadline) {
  absl::MutexLock lock(&mutex_);
  auto reached = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return applied_ >= std::max<Revision>(revision, 0);
  };
  if (mutex_.AwaitWithDeadline(absl::Condition(&reached), deadline)) {
    return absl::OkStatus();
  }
  return absl::DeadlineExceededError(
      absl::StrCat("the view of ", partition_,
                   applied_ < 0 ? std::string(" is not loaded")
                                : absl::StrCat(" is at revision ", applied_,
                                               ", not yet at ", revision),
                   last_error_.ok() ? "" : "; the store said: ",
                   last_error_.ok() ? "" : last_error_.ToString()));
}

Revision Follower::applied() const {
  absl::MutexLock lock(&mutex_);
  return applied_;
}

void Follower::Run() {
  while (!stopping()) {
    const absl::Status status = loaded_ ? FollowFeed() : LoadView();
    if (!PauseAfter(status)) return;
  }
}

bool Follower::PauseAfter(const absl::Status& status) {
  absl::MutexLock lock(&mutex_);
  if (loaded_ && absl::IsOutOfRange(status)) {
    // The feed was trimmed past the view: no failure, and a listing follows.
    loaded_ = false;
    return !stopping_;
  }
  last_error_ = status;
  if (status.ok()) {
    pause_ = options_.retry_least;
    return !stopping_;
  }
  mutex_.AwaitWithTimeout(absl::Condition(&stopping_), pause_);
  pause_ = std::min(2 * pause_, options_.retry_most);
  return !stopping_;
}

bool Follower::stopping() const {
  absl::MutexLock lock(&mutex_);
  return stopping_;
}

CallLimits Follower::Limits() const {
  return CallLimits{absl::Now() + options_.call_timeout};
}

void Follower::Reached(Revision revision) {
  through_ = revision;
  absl::MutexLock lock(&mutex_);
  applied_ = revision;
}

absl::Status Follower::ListCollections(ViewLoader& loader) {
  for (const std::string& collection : collections_) {
    Page page;
    page.limit = options_.list_limit;
    bool more = true;
    while (more) {
      if (stopping()) return absl::CancelledError("stopping");
      ASSIGN_OR_RETURN(ListResult part,
                       store_.List(partition_, collection, page, Limits()));
      more = part.more && !part.records.empty();
      if (more) page.after = part.records.back().id;
      std::vector<Change> listed = AsChanges(std::move(part.records));
      loader.Take(absl::MakeSpan(listed));
    }
  }
  return absl::OkStatus();
}

absl::Status Follower::LoadView() {
  // At a deadline that has passed it answers the head at once.
  ASSIGN_OR_RETURN(
      Revision through,
      store_.WaitForChange(partition_, 0, CallLimits{absl::InfinitePast()}));
  const std::unique_ptr<ViewLoader> loader = view_.StartLoad();
  RETURN_IF_ERROR(ListCollections(*loader));
  // What was listed is at most as new as the head after it.
  ASSIGN_OR_RETURN(
      const Revision newest,
      store_.WaitForChange(partition_, 0, CallLimits{absl::InfinitePast()}));
  while (through < newest) {
    if (stopping()) return absl::CancelledError("stopping");
    ASSIGN_OR_RETURN(
        ChangesResult part,
        store_.Changes(partition_, through, options_.changes_limit, Limits()));
    std::vector<Change> changes = Within(collections_, std::move(part.changes));
    loader->Take(absl::MakeSpan(changes));
    through = part.through;
  }
  loader->Finish(through);
  loaded_ = true;
  Reached(through);
  return absl::OkStatus();
}

absl::Status Follower::FollowFeed() {
  ASSIGN_OR_RETURN(
      const Revision head,
      store_.WaitForChange(partition_, through_,
                           CallLimits{absl::Now() + options_.wait_slice}));
  // A head before the view is that of an older copy: Changes will say so.
  if (head == through_) return absl::OkStatus();
  ASSIGN_OR_RETURN(
      ChangesResult part,
      store_.Changes(partition_, through_, options_.changes_limit, Limits()));
  const std::vector<Change> changes =
      Within(collections_, std::move(part.changes));
  view_.Apply(changes, part.through);
  Reached(part.through);
  return absl::OkStatus();
}

}  // namespace duikou
