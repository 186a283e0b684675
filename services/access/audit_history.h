// AuditedHistory: whether the records of a partition and their histories are
// what the audit trail tells.
//
//   AuditedHistory history(store, "hubei");
//   history.KnowUpTo(head);  // before the trail is read
//   for (each entry) history.Add(number, revision, audit_record);
//   RETURN_IF_ERROR(history.Check(limits, alive, catch_up));
//   history.Problems(lost_entries);
//
// Each write in the trail names its entry in the record's history and has
// digests of the value before and after. Hence, for the collections that the
// trail tells of:
//  - the history entry is there, of that commit, with that value before;
//  - the value before is what the write before it left;
//  - the record is what the last write left, and is there at all;
//  - no history entry and no record is there that no write tells of, but for
//    those from before the trail began: with a revision below all of its own.
// A trail entry that is gone takes its writes with it: the caller says how many
// are, and as many commits that nothing tells of are not held against anyone.
//
// While it reads, others write. What does not agree is therefore looked at
// again: the record first, then what was added to the trail, so that every
// commit that the second look sees is known. Of the commits that happen while
// the trail is read some are met and some not; these wait for the second look.
//
// Cost: reads each record of these collections and their histories once; about
// 150 bytes of memory a write.
#ifndef DUIKOU_SERVICES_ACCESS_AUDIT_HISTORY_H_
#define DUIKOU_SERVICES_ACCESS_AUDIT_HISTORY_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "duikou/access/v1/access_service.pb.h"
#include "duikou/type/v1/audit_record.pb.h"
#include "services/store/store.h"

namespace duikou {

// Not thread-safe.
class AuditedHistory {
 public:
  using Problem = access::v1::AuditProblem;

  // The store outlives it.
  AuditedHistory(Store& store, std::string partition)
      : store_(store), partition_(std::move(partition)) {}

  // Whoever adds the entries has them all up to this revision.
  void KnowUpTo(Revision revision);

  // An entry of the trail; number 0: not sealed yet.
  void Add(int64_t number, Revision revision,
           const type::v1::AuditRecord& record);

  // Compares. `alive` ends it early with its error; `catch_up` calls
  // KnowUpTo() anew, and Add() with what was added to the trail since.
  absl::Status Check(CallLimits limits,
                     const std::function<absl::Status()>& alive,
                     const std::function<absl::Status()>& catch_up);

  // What does not agree, where so many entries of the trail are gone or not
  // what they were.
  std::vector<Problem> Problems(int64_t lost_entries) const;

 private:
  using Digest = std::array<char, 16>;
  // The value, or none.
  using State = std::optional<Digest>;
  // A record, by the digest of its collection and id.
  using RecordKey = Digest;
  using HistoryKey = std::pair<RecordKey, Revision>;

  struct Write {
    int64_t number = 0;
    Revision revision = 0;
    uint64_t origin = 0;  // fingerprint of who, when and how
    State before;
    State after;
    bool due = false;   // known when the histories were listed
    bool seen = false;  // its history entry was found
    bool after_known = true;
  };
  struct Place {
    std::string collection;
    std::string id;
  };
  struct Latest {
    Place place;
    int64_t number = 0;
    Revision revision = 0;
    State after;
    bool after_known = true;
    bool seen = false;  // the record was found as it left it
  };
  // A history entry that no write told of when it was listed.
  struct Untold {
    Place place;
    HistoryKey key;
    Revision revision = 0;
    State before;
  };
  // A record that was not what was expected when it was listed.
  struct SuspectRecord {
    explicit SuspectRecord(Place place) : place(std::move(place)) {}
    Place place;
    std::vector<Latest> states;  // what it may be
  };

  // An entry beyond what is known as a whole.
  struct Early {
    int64_t number;
    Revision revision;
    type::v1::AuditRecord record;
  };

  static RecordKey KeyOf(absl::string_view collection, absl::string_view id);
  static Digest DigestOf(absl::string_view value);
  static State StateOf(const std::string& digest);
  static uint64_t OriginOf(const google::protobuf::Timestamp& time,
                           absl::string_view actor, absl::string_view method,
                           absl::string_view call_id);

  absl::Status ForEachRecord(const std::string& collection,
                             const std::function<void(const Record&)>& visit);
  void Saw(Revision revision);
  void CheckEntry(const std::string& collection, const Record& entry);
  void CheckRecord(const Record& record);
  void Suspect(const RecordKey& key, const Place& place);
  void TakeLatest(const RecordKey& key, const Latest& state);
  absl::Status LookAgain(const std::function<absl::Status()>& catch_up);
  void TakeUntold();
  // `settled`: the record was read after this revision.
  void JudgeSuspect(const SuspectRecord& suspect, const Record* found,
                    Revision settled);
  void CheckContinuity();
  void Report(int64_t number, const Place* place, absl::string_view zh,
              absl::string_view en);
  std::string NameOf(const Place& place) const;

  Store& store_;
  const std::string partition_;
  CallLimits limits_;
  const std::function<absl::Status()>* alive_ = nullptr;

  std::set<std::string> collections_;
  absl::flat_hash_map<HistoryKey, Write> writes_;
  absl::flat_hash_map<RecordKey, Latest> latest_;
  Revision known_ = 0;
  std::set<Revision> seen_;  // of records, beyond what is known
  std::vector<Early> early_;
  Revision first_ = 0;  // the least revision in the trail; 0: it is empty

  bool catching_up_ = false;
  std::vector<Untold> untold_;
  absl::flat_hash_map<RecordKey, SuspectRecord> suspects_;
  // The commits that no entry tells of, each with one of its records.
  std::map<Revision, Place> untold_commits_;
  std::vector<Problem> problems_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_AUDIT_HISTORY_H_
