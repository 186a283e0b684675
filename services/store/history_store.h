// HistoryStore: writes, in the same commit, what every put and delete did.
//
//   SystemClock clock;
//   HistoryStore store(sqlite_store, clock);
//   CommitRequest commit{.partition = "hubei",
//                        .origin = {.actor = "people/li"}};
//   …
//   ASSIGN_OR_RETURN(std::vector<RecordWrite> writes,
//                    ReadHistory(store, "hubei", "projects", "p-1"));
//
// A Store that keeps the contract of services/store/store.h. Beside each record
// of a collection that a commit puts or deletes, and that goes into the feed,
// it puts one record, never changed again, out of the feed:
//   collection  <collection>.history
//   id          <id>/<20 digits>: the revision that the record had before, or,
//               where it was absent, the partition's head
//   value       duikou.type.v1.HistoryRecord, with the value before
// so that a record's entries list from the first to the last. The values that a
// commit replaces are limited as a commit is (StoreLimits::kMaxCommitBytes).
//
// Beside each commit that puts or deletes any such record it also puts what the
// audit trail is made of (audit_pending.h): who, when, from where, and digests
// of every value before and after, which the histories then prove; and of what
// a call puts or deletes out of the feed, without a value before. A collection
// is to be written always in the feed, or never: a record that was also written
// out of it would look as if it had been changed behind the trail's back.
//
// To know the value before, it reads the records that a commit replaces: those
// of many in a collection by listing. Absent() reads nothing. Under Any() it
// commits under what it read, and reads again where somebody was faster, up to
// 32 times, then ABORTED.
//
// The history is whole where every writer of the partition goes through it.
#ifndef DUIKOU_SERVICES_STORE_HISTORY_STORE_H_
#define DUIKOU_SERVICES_STORE_HISTORY_STORE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/base/clock.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe. The inner store and the clock must outlive it.
class HistoryStore final : public Store {
 public:
  HistoryStore(Store& inner, const Clock& clock)
      : inner_(inner), clock_(clock) {}

  absl::StatusOr<CommitResult> Commit(const CommitRequest& request,
                                      CallLimits limits = {}) override;

  // These are the inner store's.
  absl::StatusOr<Record> Get(absl::string_view partition,
                             absl::string_view collection, absl::string_view id,
                             CallLimits limits = {}) override {
    return inner_.Get(partition, collection, id, limits);
  }
  absl::StatusOr<ListResult> List(absl::string_view partition,
                                  absl::string_view collection,
                                  const Page& page,
                                  CallLimits limits = {}) override {
    return inner_.List(partition, collection, page, limits);
  }
  absl::StatusOr<ChangesResult> Changes(absl::string_view partition,
                                        Revision after, int limit,
                                        CallLimits limits = {}) override {
    return inner_.Changes(partition, after, limit, limits);
  }
  absl::StatusOr<Revision> WaitForChange(absl::string_view partition,
                                         Revision after,
                                         CallLimits limits) override {
    return inner_.WaitForChange(partition, after, limits);
  }

 private:
  Store& inner_;
  const Clock& clock_;
};

// One write of one record.
struct RecordWrite {
  Revision revision = 0;  // of the commit
  absl::Time time;
  Origin origin;
  std::optional<std::string> before;  // none: it was created
  std::optional<std::string> after;   // none: it was deleted
};

// The writes of a record, the oldest first; none where it has no history. A
// write that happens while it reads may be left out.
absl::StatusOr<std::vector<RecordWrite>> ReadHistory(
    Store& store, absl::string_view partition, absl::string_view collection,
    absl::string_view id, CallLimits limits = {});

// The collection that keeps the history of another, and the id of one entry in
// it.
std::string HistoryCollection(absl::string_view collection);
std::string HistoryEntryId(absl::string_view id, Revision number);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_HISTORY_STORE_H_
