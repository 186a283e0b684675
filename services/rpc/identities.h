// Identities: finds who calls by the people, sessions and tokens in the store.
//
//   Identities identities(store, clock);
//   RpcRuntime runtime(ids, logger, registry, store, identities, {});
//
// It follows them in memory, so that a call costs no look into the store; what
// it does not know yet, because it is new, is looked up there. A session that
// was ended is refused by the process that ended it at once, and by others as
// soon as the change reaches them, within milliseconds.
#ifndef DUIKOU_SERVICES_RPC_IDENTITIES_H_
#define DUIKOU_SERVICES_RPC_IDENTITIES_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "duikou/access/v1/access_service.pb.h"
#include "services/base/clock.h"
#include "services/rpc/access_control.h"
#include "services/store/follower.h"
#include "services/store/store.h"

namespace duikou {

// Where they are in the store, all in the partition of what belongs to no
// programme.
inline constexpr char kPeopleCollection[] = "people";
inline constexpr char kSessionsCollection[] = "sessions";
inline constexpr char kTokensCollection[] = "tokens";

// Thread-safe.
class Identities final : public AccessControl {
 public:
  // The store and the clock must outlive it.
  Identities(Store& store, const Clock& clock, FollowerOptions options = {});

  Answer Identify(absl::string_view authorization,
                  absl::Time deadline) override;
  std::optional<Answer> TryIdentify(absl::string_view authorization) override;

  absl::Status WaitUntil(Revision revision, absl::Time deadline) override {
    return follower_.WaitUntil(revision, deadline);
  }

 private:
  // What a session or token says.
  struct Credential {
    std::string name;    // people/{person}/sessions/{session}
    std::string person;  // its id
    std::string digest;
    absl::Time begin;
    absl::Time expire;
    bool read_only = false;
  };
  // What a person may do.
  struct Person {
    bool disabled = false;
    absl::Time begin;  // when it was created
    std::vector<CallerMembership> memberships;
  };

  class Known final : public View {
   public:
    std::vector<std::string> collections() const override;
    void Load(std::vector<Record> records, Revision through) override;
    void Apply(absl::Span<const Change> changes, Revision through) override;

    // Null: not known here.
    std::shared_ptr<const Credential> FindCredential(
        const std::string& key) const;
    std::shared_ptr<const Person> FindPerson(const std::string& id) const;

   private:
    void Take(const std::string& collection, const std::string& id,
              const std::string* value) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

    mutable absl::Mutex mutex_;
    // By `sessions/{id}` or `tokens/{id}`.
    absl::flat_hash_map<std::string, std::shared_ptr<const Credential>>
        credentials_ ABSL_GUARDED_BY(mutex_);
    absl::flat_hash_map<std::string, std::shared_ptr<const Person>> people_
        ABSL_GUARDED_BY(mutex_);
  };

  static std::shared_ptr<const Credential> DecodeCredential(
      absl::string_view collection, absl::string_view id,
      const std::string& value);
  static std::shared_ptr<const Person> DecodePerson(const std::string& value);
  // Who bears the secret; `credential` and `person` may be null.
  Answer Judge(absl::string_view secret, const Credential* credential,
               const Person* person) const;

  Store& store_;
  const Clock& clock_;
  Known known_;
  Follower follower_;
};

// What a person's memberships say, for a caller.
std::vector<CallerMembership> MembershipsOf(const access::v1::Person& person);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_IDENTITIES_H_
