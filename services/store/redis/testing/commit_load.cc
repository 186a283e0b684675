#include "services/store/redis/testing/commit_load.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace duikou {
namespace {

// id -> revision of a whole collection; what is wrong goes to `problem`.
std::map<std::string, Revision> ListAll(Store& store,
                                        const std::string& partition,
                                        const std::string& collection,
                                        std::string& problem) {
  std::map<std::string, Revision> all;
  Page page;
  for (bool more = true; more;) {
    const auto part = store.List(partition, collection, page);
    if (!part.ok()) {
      problem = part.status().ToString();
      return all;
    }
    for (const Record& record : part->records) {
      all[record.id] = record.revision;
      page.after = record.id;
    }
    more = part->more;
  }
  return all;
}

// The same of the whole feed; an id that is in it twice is a problem.
std::map<std::string, Revision> ReadFeed(Store& store,
                                         const std::string& partition,
                                         const std::string& collection,
                                         std::string& problem) {
  std::map<std::string, Revision> all;
  for (Revision after = 0;;) {
    const auto part = store.Changes(partition, after, 1000);
    if (!part.ok()) {
      problem = part.status().ToString();
      return all;
    }
    for (const Change& change : part->changes) {
      if (change.collection != collection) continue;
      if (!all.emplace(change.id, change.revision).second) {
        problem = absl::StrCat(change.id, " was applied twice");
      }
    }
    if (part->through == part->head) return all;
    after = part->through;
  }
}

}  // namespace

std::string CheckCommits(Store& store,
                         const std::vector<std::string>& partitions,
                         const Acknowledged& acknowledged) {
  std::string problem;
  std::map<std::string, std::map<std::string, Revision>> left;
  for (const std::string& partition : partitions) {
    left[partition] = ListAll(store, partition, "left", problem);
    for (const char* side : {"left", "right"}) {
      if (ListAll(store, partition, side, problem) != left[partition] ||
          ReadFeed(store, partition, side, problem) != left[partition]) {
        problem = absl::StrCat(problem, " partition ", partition,
                               " has a commit that is half there");
      }
    }
  }
  for (const auto& [key, revision] : acknowledged) {
    const auto found = left[key.first].find(key.second);
    if (found == left[key.first].end() || found->second != revision) {
      return absl::StrCat(problem, " ", key.first, "/", key.second, " at ",
                          revision, " was acknowledged and is lost");
    }
  }
  return problem;
}

CommitLoad::CommitLoad(Store& store, Options options)
    : store_(store), options_(std::move(options)) {
  for (int i = 0; i < options_.writers; ++i) {
    threads_.emplace_back([this, i] { Write(i); });
  }
}

void CommitLoad::Write(int writer) {
  const std::string& partition =
      options_.partitions[writer % options_.partitions.size()];
  for (int i = 0; !stop_; ++i) {
    const std::string id = absl::StrCat(writer, "-", i);
    CommitRequest request;
    request.partition = partition;
    if (options_.request_ids) request.request_id = id;
    for (const char* side : {"left", "right"}) {
      request.mutations.push_back(
          Mutation::Put(side, id, id, Expectation::Absent()));
    }
    const auto done =
        store_.Commit(request, CallLimits{absl::Now() + options_.deadline});
    absl::MutexLock lock(&mutex_);
    if (done.ok()) {
      acknowledged_[{partition, id}] = done->revision;
      ++counts_[partition];
      if (options_.on_acknowledged) {
        options_.on_acknowledged(partition, id, done->revision);
      }
      continue;
    }
    std::string failure = done.status().ToString();
    if (std::find(failures_.begin(), failures_.end(), failure) ==
        failures_.end()) {
      failures_.push_back(std::move(failure));
    }
  }
}

bool CommitLoad::AwaitAcknowledged(int more) {
  absl::MutexLock lock(&mutex_);
  std::map<std::string, int> wanted;
  for (const std::string& partition : options_.partitions) {
    wanted[partition] = counts_[partition] + more;
  }
  const auto reached = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](const auto& want)
                           ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
                             return counts_[want.first] >= want.second;
                           });
  };
  return mutex_.AwaitWithTimeout(absl::Condition(&reached), absl::Minutes(1));
}

void CommitLoad::Stop() {
  stop_ = true;
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

std::string CommitLoad::Check(Store& store) const {
  absl::MutexLock lock(&mutex_);
  return CheckCommits(store, options_.partitions, acknowledged_);
}

std::vector<std::string> CommitLoad::Failures() const {
  absl::MutexLock lock(&mutex_);
  return failures_;
}

}  // namespace duikou
