// Store: where every record lives, and the log of its changes.
//
// A record is opaque bytes under (partition, collection, id). A partition is a
// programme's id, or "-" for what belongs to no programme; it is the unit of
// atomicity, ordering and sharding. Each partition counts its commits: the
// *revision*. A record carries the revision of the commit that wrote it, and
// each commit appends its changes to the partition's *change feed*.
//
//   CommitRequest commit{.partition = "hubei"};
//   commit.mutations.push_back(
//       Mutation::Put("projects", "p-1", bytes, Expectation::Absent()));
//   commit.mutations.push_back(
//       Mutation::Check("areas", "420527",
//       Expectation::Exactly(area.revision)));
//   ASSIGN_OR_RETURN(CommitResult done, store.Commit(commit));
//
// Every statement of this header is checked by store_contract_test on every
// kind of store.
#ifndef DUIKOU_SERVICES_STORE_STORE_H_
#define DUIKOU_SERVICES_STORE_STORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace duikou {

// Counts the commits of one partition from 1; 0 is before the first.
using Revision = int64_t;

struct StoreLimits {
  // Partitions, collections and ids are 1…512 bytes without NUL; request ids
  // and fingerprints 0…512 bytes of any value.
  static constexpr int kMaxKeyBytes = 512;
  // Of a record's value and of a kept answer.
  static constexpr int kMaxValueBytes = 4 << 20;
  static constexpr int kMaxMutationsPerCommit = 50'000;
  // All keys, values and the answer of a commit together.
  static constexpr int kMaxCommitBytes = 64 << 20;
  static constexpr int kMaxListLimit = 10'000;

  // Mutations that stay out of the feed describe others: their keys and values
  // may be so much longer, and their number and bytes are counted apart, up to
  // the same limits and so much more. Reads take such keys too, and as much of
  // any value in a page's prefix and after.
  static constexpr int kMaxExtraKeyBytes = 64;
  static constexpr int kMaxExtraValueBytes = 64 << 10;
  // An audit entry repeats the keys of the records that it tells of.
  static constexpr int kMaxExtraMutations = 256;
  static constexpr int kMaxExtraCommitBytes = 64 << 20;
};

struct Record {
  std::string collection;
  std::string id;
  std::string value;
  Revision revision = 0;
};

// What a mutation demands of the record as it stands before the commit.
class Expectation {
 public:
  static Expectation Any() { return Expectation(kAnyValue); }
  static Expectation Absent() { return Expectation(0); }
  // REQUIRES: revision > 0.
  static Expectation Exactly(Revision revision) {
    return Expectation(revision);
  }

  bool any() const { return revision_ == kAnyValue; }
  // 0: the record must be absent. Meaningless where any().
  Revision revision() const { return revision_; }

 private:
  static constexpr Revision kAnyValue = -1;
  explicit Expectation(Revision revision) : revision_(revision) {}
  Revision revision_;
};

// One step of a commit.
struct Mutation {
  enum class Kind {
    kPut,
    kDelete,  // of an absent record is no error where the expectation allows,
              // and no change in the feed
    kCheck,   // writes nothing; only the expectation counts
  };

  Kind kind = Kind::kPut;
  std::string collection;
  std::string id;
  std::string value;  // of kPut
  Expectation expected = Expectation::Any();
  // Whether the change goes into the feed. History and audit entries stay out.
  bool in_feed = true;

  static Mutation Put(absl::string_view collection, absl::string_view id,
                      std::string value, Expectation expected);
  static Mutation Delete(absl::string_view collection, absl::string_view id,
                         Expectation expected);
  static Mutation Check(absl::string_view collection, absl::string_view id,
                        Expectation expected);
};

// Who asks for a commit. Stores ignore it; HistoryStore keeps it.
struct Origin {
  std::string actor;    // people/{person}, or a programme of ours
  std::string method;   // the RPC's full name
  std::string call_id;  // what the log lines of the call carry
  std::string source;   // the network address it came from
};

struct CommitRequest {
  std::string partition;
  std::vector<Mutation> mutations;
  // Optional. A commit whose request id the partition has seen is not applied:
  // it gets the first one's answer again, before any expectation is looked at.
  // Kept for at least the last 10,000 commits with a request id of the
  // partition. A commit that failed, or wrote nothing, leaves no request id.
  std::string request_id;
  // What tells two requests with one id apart (a hash of the request).
  std::string fingerprint;
  // Kept beside the request id and given back to a repetition.
  std::string answer;
  Origin origin;
};

struct CommitResult {
  Revision revision = 0;  // the commit's, or the first one's when repeated
  bool repeated = false;
  std::string answer;  // the kept one when repeated, else empty
};

struct Page {
  std::string prefix;  // only ids that start so
  std::string after;   // only ids greater than this
  int limit = 1000;    // 1…kMaxListLimit
};

struct ListResult {
  // By id, bytewise. At most the limit; fewer (never none) where their values
  // are large.
  std::vector<Record> records;
  bool more = false;  // records beyond the last one given exist
};

struct Change {
  Revision revision = 0;
  std::string collection;
  std::string id;
  bool deleted = false;
  std::string value;  // empty where deleted
};

struct ChangesResult {
  // By revision, then by the order of the mutations. A commit is never split
  // over two calls.
  std::vector<Change> changes;
  // Everything up to here has been given. The next call's `after`.
  Revision through = 0;
  Revision head = 0;  // the partition's newest revision
};

// How long a call may take, and how it learns that nobody waits any more.
struct CallLimits {
  absl::Time deadline = absl::InfiniteFuture();
};

// Implementations are thread-safe. Each call answers within its deadline, else
// DEADLINE_EXCEEDED; a store that cannot be reached or cannot write (disk full)
// is UNAVAILABLE. Keys or sizes beyond StoreLimits are INVALID_ARGUMENT.
class Store {
 public:
  virtual ~Store() = default;

  // NOT_FOUND where there is none.
  virtual absl::StatusOr<Record> Get(absl::string_view partition,
                                     absl::string_view collection,
                                     absl::string_view id,
                                     CallLimits limits = {}) = 0;

  virtual absl::StatusOr<ListResult> List(absl::string_view partition,
                                          absl::string_view collection,
                                          const Page& page,
                                          CallLimits limits = {}) = 0;

  // All mutations or none; durable when it returns OK.
  //  - An expectation that fails: ALREADY_EXISTS where Absent() met a record,
  //    NOT_FOUND where Exactly() met none, ABORTED where it met another
  //    revision; the message names collection and id of the first that failed.
  //  - The same (collection, id) put or deleted twice: INVALID_ARGUMENT.
  //  - A request id seen with another fingerprint: FAILED_PRECONDITION.
  //  - UNAVAILABLE or DEADLINE_EXCEEDED may leave the outcome unknown (never
  //    half): repeat with the same request id to learn it.
  // A commit without puts and deletes takes no revision: it answers the head.
  virtual absl::StatusOr<CommitResult> Commit(const CommitRequest& request,
                                              CallLimits limits = {}) = 0;

  // The changes after `after`, up to about `limit` of them: whole commits, at
  // least one where there is any, the last of which may go over the limit;
  // fewer where their values are large. OUT_OF_RANGE where the feed was trimmed
  // past `after`, or `after` is beyond the head (the store is an older copy):
  // list anew. An unknown partition is empty with head 0. A negative `after`
  // or a limit below 1 is INVALID_ARGUMENT.
  virtual absl::StatusOr<ChangesResult> Changes(absl::string_view partition,
                                                Revision after, int limit,
                                                CallLimits limits = {}) = 0;

  // Waits until the partition's head is beyond `after` and returns it; the
  // unchanged head at the deadline (which is no error here).
  virtual absl::StatusOr<Revision> WaitForChange(absl::string_view partition,
                                                 Revision after,
                                                 CallLimits limits) = 0;
};

// OK, or INVALID_ARGUMENT naming what exceeds StoreLimits or is written twice.
// Every kind of store calls the one that fits first.
absl::Status ValidateCommit(const CommitRequest& request);
absl::Status ValidateKey(absl::string_view partition,
                         absl::string_view collection, absl::string_view id);
absl::Status ValidateList(absl::string_view partition,
                          absl::string_view collection, const Page& page);
absl::Status ValidateChanges(absl::string_view partition, Revision after,
                             int limit);

// OK where the mutation's expectation holds of a record at revision `found`
// (0: absent), else the status that Commit answers.
absl::Status CheckExpectation(const Mutation& mutation, Revision found);

// What every kind answers where the feed does not reach back to `after`, or a
// request id comes with another fingerprint, or the deadline has passed.
absl::Status FeedOutOfRange(absl::string_view partition, Revision after);
absl::Status RequestIdReused(absl::string_view request_id);
absl::Status DeadlinePassed(absl::string_view call);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_STORE_H_
