#include "services/store/memory/memory_store.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "matcher/base/status_macros.h"

namespace duikou {

void MemoryStore::SetUnavailable(bool unavailable) {
  absl::MutexLock lock(&mutex_);
  unavailable_ = unavailable;
}

void MemoryStore::TrimFeed(absl::string_view partition) {
  absl::MutexLock lock(&mutex_);
  Partition& state = partitions_[std::string(partition)];
  state.feed.clear();
  state.trimmed_through = state.head;
}

absl::Status MemoryStore::Available(absl::string_view call,
                                    CallLimits limits) const {
  if (unavailable_) {
    return absl::UnavailableError("the store was made unavailable");
  }
  if (limits.deadline <= absl::Now()) return DeadlinePassed(call);
  return absl::OkStatus();
}

const MemoryStore::Partition* MemoryStore::Find(
    absl::string_view partition) const {
  auto found = partitions_.find(std::string(partition));
  return found == partitions_.end() ? nullptr : &found->second;
}

absl::StatusOr<Record> MemoryStore::Get(absl::string_view partition,
                                        absl::string_view collection,
                                        absl::string_view id,
                                        CallLimits limits) {
  RETURN_IF_ERROR(ValidateKey(partition, collection, id));
  absl::MutexLock lock(&mutex_);
  RETURN_IF_ERROR(Available("Get", limits));
  const Partition* state = Find(partition);
  Key key{std::string(collection), std::string(id)};
  if (state == nullptr || !state->records.contains(key)) {
    return absl::NotFoundError("no such record");
  }
  const Entry& entry = state->records.at(key);
  return Record{key.first, key.second, entry.value, entry.revision};
}

absl::StatusOr<ListResult> MemoryStore::List(absl::string_view partition,
                                             absl::string_view collection,
                                             const Page& page,
                                             CallLimits limits) {
  RETURN_IF_ERROR(ValidateList(partition, collection, page));
  absl::MutexLock lock(&mutex_);
  RETURN_IF_ERROR(Available("List", limits));
  ListResult result;
  const Partition* state = Find(partition);
  if (state == nullptr) return result;
  // std::string compares as unsigned bytes, which is the contract's order.
  auto at = std::max(
      state->records.lower_bound({std::string(collection), page.prefix}),
      state->records.upper_bound({std::string(collection), page.after}),
      [end = state->records.end()](auto a, auto b) {
        if (a == end) return false;
        return b == end || a->first < b->first;
      });
  for (; at != state->records.end() && at->first.first == collection &&
         absl::StartsWith(at->first.second, page.prefix);
       ++at) {
    if (static_cast<int>(result.records.size()) == page.limit) {
      result.more = true;
      break;
    }
    result.records.push_back(Record{at->first.first, at->first.second,
                                    at->second.value, at->second.revision});
  }
  return result;
}

absl::StatusOr<CommitResult> MemoryStore::Commit(const CommitRequest& request,
                                                 CallLimits limits) {
  RETURN_IF_ERROR(ValidateCommit(request));
  absl::MutexLock lock(&mutex_);
  RETURN_IF_ERROR(Available("Commit", limits));
  Partition& state = partitions_[request.partition];
  if (auto seen = state.requests.find(request.request_id);
      seen != state.requests.end()) {
    if (seen->second.fingerprint != request.fingerprint) {
      return RequestIdReused(request.request_id);
    }
    return CommitResult{seen->second.revision, true, seen->second.answer};
  }
  bool writes = false;
  for (const Mutation& mutation : request.mutations) {
    writes |= mutation.kind != Mutation::Kind::kCheck;
    auto found = state.records.find({mutation.collection, mutation.id});
    RETURN_IF_ERROR(CheckExpectation(
        mutation, found == state.records.end() ? 0 : found->second.revision));
  }
  if (!writes) return CommitResult{state.head, false, ""};
  return CommitResult{Apply(request, state), false, ""};
}

Revision MemoryStore::Apply(const CommitRequest& request, Partition& state) {
  const Revision revision = ++state.head;
  std::vector<Change>& changes = state.feed.emplace_back();
  for (const Mutation& mutation : request.mutations) {
    if (mutation.kind == Mutation::Kind::kCheck) continue;
    const Key key{mutation.collection, mutation.id};
    const bool deleted = mutation.kind == Mutation::Kind::kDelete;
    if (deleted) {
      if (state.records.erase(key) == 0) continue;
    } else {
      state.records[key] = Entry{mutation.value, revision};
    }
    if (!mutation.in_feed) continue;
    changes.push_back(Change{revision, mutation.collection, mutation.id,
                             deleted, deleted ? "" : mutation.value});
  }
  while (static_cast<int>(state.feed.size()) > options_.feed_commits) {
    state.feed.pop_front();
    ++state.trimmed_through;
  }
  if (request.request_id.empty()) return revision;
  state.requests[request.request_id] =
      Remembered{request.fingerprint, request.answer, revision};
  state.request_order.push_back(request.request_id);
  if (static_cast<int>(state.request_order.size()) > options_.request_ids) {
    state.requests.erase(state.request_order.front());
    state.request_order.pop_front();
  }
  return revision;
}

absl::StatusOr<ChangesResult> MemoryStore::Changes(absl::string_view partition,
                                                   Revision after, int limit,
                                                   CallLimits limits) {
  RETURN_IF_ERROR(ValidateChanges(partition, after, limit));
  absl::MutexLock lock(&mutex_);
  RETURN_IF_ERROR(Available("Changes", limits));
  const Partition empty;
  const Partition* found = Find(partition);
  const Partition& state = found == nullptr ? empty : *found;
  if (after < state.trimmed_through || after > state.head) {
    return FeedOutOfRange(partition, after);
  }
  ChangesResult result;
  result.head = state.head;
  result.through = after;
  while (result.through < state.head &&
         static_cast<int>(result.changes.size()) < limit) {
    const std::vector<Change>& commit =
        state.feed[result.through - state.trimmed_through];
    result.changes.insert(result.changes.end(), commit.begin(), commit.end());
    ++result.through;
  }
  return result;
}

absl::StatusOr<Revision> MemoryStore::WaitForChange(absl::string_view partition,
                                                    Revision after,
                                                    CallLimits limits) {
  RETURN_IF_ERROR(ValidateChanges(partition, after, 1));
  absl::MutexLock lock(&mutex_);
  if (unavailable_) {
    return absl::UnavailableError("the store was made unavailable");
  }
  auto head = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) -> Revision {
    const Partition* state = Find(partition);
    return state == nullptr ? 0 : state->head;
  };
  auto changed = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return unavailable_ || head() > after;
  };
  mutex_.AwaitWithDeadline(absl::Condition(&changed), limits.deadline);
  if (unavailable_) {
    return absl::UnavailableError("the store was made unavailable");
  }
  return head();
}

}  // namespace duikou
