#include "services/store/history_store.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "duikou/type/v1/history_record.pb.h"
#include "matcher/base/status_macros.h"
#include "services/store/audit_pending.h"
#include "services/store/record_lookup.h"
#include "services/store/reference_mark.h"

namespace duikou {
namespace {

using HistoryProto = type::v1::HistoryRecord;

// How often a commit is tried where others write the same records, and how
// often where nobody does: then its own expectations fail, or, which is rare,
// the number of an entry was taken by one that had read the same head.
constexpr int kAttempts = 32;
constexpr int kAttemptsUndisturbed = 3;

// Of an entry's number; no revision has more.
constexpr int kNumberDigits = 20;

bool NeedsHistory(const Mutation& mutation) {
  return mutation.in_feed && mutation.kind != Mutation::Kind::kCheck;
}

// Whether the audit trail tells of the mutation though it has no history: a
// call of somebody's writes it, and it certainly does something. A mark says
// nothing that the reference beside it does not.
bool IsToldOf(const CommitRequest& request, const Mutation& mutation) {
  const bool may_do_nothing =
      mutation.kind == Mutation::Kind::kDelete && mutation.expected.any();
  return !mutation.in_feed && mutation.kind != Mutation::Kind::kCheck &&
         mutation.collection != kReferenceMarks && !may_do_nothing &&
         !request.origin.method.empty();
}

// Adds what the audit trail tells, of that and of what is in `audit` already.
void AddAudit(const CommitRequest& request, AuditWrites& audit,
              CommitRequest& decorated) {
  for (const Mutation& mutation : request.mutations) {
    if (!IsToldOf(request, mutation)) continue;
    audit.AddWithoutHistory(
        mutation.collection, mutation.id,
        mutation.kind == Mutation::Kind::kDelete
            ? std::nullopt
            : std::optional<absl::string_view>(mutation.value));
  }
  std::vector<Mutation> entries = audit.Take();
  std::move(entries.begin(), entries.end(),
            std::back_inserter(decorated.mutations));
}

bool NeedsReading(const Mutation& mutation) {
  return NeedsHistory(mutation) &&
         (mutation.expected.any() || mutation.expected.revision() != 0);
}

// One try: the request with what was read and its history.
class Attempt {
 public:
  Attempt(const CommitRequest& request, absl::Time now)
      : request_(request), now_(now) {
    entry_.set_actor(request.origin.actor);
    entry_.set_method(request.origin.method);
    entry_.set_call_id(request.origin.call_id);
    *entry_.mutable_time() = ToTimestamp(now);
  }

  // Reads what the history needs to know.
  absl::Status Read(Store& store, CallLimits limits) {
    std::vector<LookupKey> keys;
    for (const Mutation& mutation : request_.mutations) {
      if (NeedsReading(mutation)) {
        keys.push_back({mutation.collection, mutation.id});
      }
    }
    ASSIGN_OR_RETURN(found_,
                     LookUpRecords(store, request_.partition, keys, limits));
    // After the records: the creation of one that was found deleted is then
    // numbered beyond its deletion.
    ASSIGN_OR_RETURN(head_, store.WaitForChange(request_.partition, 0,
                                                {absl::InfinitePast()}));
    return absl::OkStatus();
  }

  // What the inner store is to commit.
  CommitRequest Decorated() {
    CommitRequest decorated = request_;
    AuditWrites audit(request_.origin, now_);
    const size_t own = decorated.mutations.size();
    for (size_t i = 0; i < own; ++i) {
      if (NeedsHistory(decorated.mutations[i])) AddHistory(i, decorated, audit);
    }
    AddAudit(request_, audit, decorated);
    return decorated;
  }

  // Whether what is there is what the other try found.
  bool FoundSameAs(const Attempt& other) const {
    return found_.size() == other.found_.size() &&
           std::all_of(found_.begin(), found_.end(), [&](const auto& entry) {
             auto same = other.found_.find(entry.first);
             return same != other.found_.end() &&
                    same->second.revision == entry.second.revision;
           });
  }
  Revision head() const { return head_; }

 private:
  void AddHistory(size_t index, CommitRequest& decorated, AuditWrites& audit) {
    Mutation& mutation = decorated.mutations[index];
    auto found = found_.find({mutation.collection, mutation.id});
    const bool existed = found != found_.end();
    const bool deletes = mutation.kind == Mutation::Kind::kDelete;
    if (mutation.expected.any()) {
      mutation.expected = existed ? Expectation::Exactly(found->second.revision)
                                  : Expectation::Absent();
    }
    if (deletes && !existed) return;  // nothing happens
    const Revision before = existed ? found->second.revision : head_;
    entry_.clear_before();
    if (existed) entry_.set_before(found->second.value);
    entry_.set_deleted(deletes);
    audit.Add(mutation.collection, mutation.id, before,
              existed ? std::optional<absl::string_view>(found->second.value)
                      : std::nullopt,
              deletes ? std::nullopt
                      : std::optional<absl::string_view>(mutation.value));
    Mutation history =
        Mutation::Put(HistoryCollection(mutation.collection),
                      HistoryEntryId(mutation.id, before),
                      entry_.SerializeAsString(), Expectation::Absent());
    history.in_feed = false;
    decorated.mutations.push_back(std::move(history));
  }

  const CommitRequest& request_;  // outlives the attempt
  const absl::Time now_;
  HistoryProto entry_;
  FoundRecords found_;
  Revision head_ = 0;
};

bool SomebodyWasFaster(const absl::Status& status) {
  return absl::IsAborted(status) || absl::IsNotFound(status) ||
         absl::IsAlreadyExists(status);
}

}  // namespace

absl::StatusOr<CommitResult> HistoryStore::Commit(const CommitRequest& request,
                                                  CallLimits limits) {
  RETURN_IF_ERROR(ValidateCommit(request));
  const bool writes = std::any_of(request.mutations.begin(),
                                  request.mutations.end(), NeedsHistory);
  if (!writes) {
    CommitRequest decorated = request;
    AuditWrites audit(request.origin, clock_.Now());
    AddAudit(request, audit, decorated);
    return inner_.Commit(decorated, limits);
  }
  std::optional<Attempt> last;
  absl::StatusOr<CommitResult> done;
  int undisturbed = 0;
  for (int i = 0; i < kAttempts; ++i) {
    Attempt attempt(request, clock_.Now());
    RETURN_IF_ERROR(attempt.Read(inner_, limits));
    const bool same = last.has_value() && attempt.FoundSameAs(*last);
    if (same && attempt.head() == last->head()) return done;
    undisturbed = same ? undisturbed + 1 : 0;
    if (undisturbed == kAttemptsUndisturbed) return done;
    done = inner_.Commit(attempt.Decorated(), limits);
    if (done.ok() || !SomebodyWasFaster(done.status())) return done;
    last.emplace(std::move(attempt));
  }
  return absl::AbortedError(
      absl::StrCat("others write the same records: ", done.status().message()));
}

std::string HistoryCollection(absl::string_view collection) {
  return absl::StrCat(collection, ".history");
}

std::string HistoryEntryId(absl::string_view id, Revision number) {
  return absl::StrFormat("%s/%0*d", id, kNumberDigits, number);
}

absl::StatusOr<std::vector<RecordWrite>> ReadHistory(
    Store& store, absl::string_view partition, absl::string_view collection,
    absl::string_view id, CallLimits limits) {
  // The record first: what its entries tell is then at least as new.
  absl::StatusOr<Record> record = store.Get(partition, collection, id, limits);
  if (!record.ok() && !absl::IsNotFound(record.status())) {
    return record.status();
  }
  const std::string history = HistoryCollection(collection);
  const std::string prefix = absl::StrCat(id, "/");
  ASSIGN_OR_RETURN(std::vector<Record> entries,
                   ListWholly(store, partition, history, prefix, limits));
  std::vector<RecordWrite> writes;
  std::vector<bool> deletes;
  std::sort(
      entries.begin(), entries.end(),
      [](const Record& a, const Record& b) { return a.revision < b.revision; });
  for (const Record& entry : entries) {
    // Longer ones belong to a record whose own id starts with the prefix.
    if (entry.id.size() != prefix.size() + kNumberDigits) continue;
    HistoryProto proto;
    if (!proto.ParseFromString(entry.value)) {
      return absl::DataLossError(
          absl::StrCat("the history of ", collection, "/", id,
                       " has a damaged entry at revision ", entry.revision));
    }
    RecordWrite write;
    write.revision = entry.revision;
    write.time = FromTimestamp(proto.time());
    write.origin = Origin{proto.actor(), proto.method(), proto.call_id()};
    if (proto.has_before()) write.before = proto.before();
    if (!writes.empty()) writes.back().after = write.before;
    writes.push_back(std::move(write));
    deletes.push_back(proto.deleted());
  }
  if (writes.empty() || deletes.back()) return writes;
  if (record.ok() && record->revision == writes.back().revision) {
    writes.back().after = record->value;
  } else {
    // Written after the record was read: what it left is not known.
    writes.pop_back();
  }
  return writes;
}

}  // namespace duikou
