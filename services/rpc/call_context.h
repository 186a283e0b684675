// CallContext: what a handler knows of the call that it answers.
//
//   absl::StatusOr<Unit> GetUnit(CallContext& call, const GetUnitRequest& r) {
//     ASSIGN_OR_RETURN(Record record, store.Get(..., call.limits()));
//     ...
//     call.ReportRevision("hubei", done.revision);  // after a write
//
// Metadata that a request may carry:
//   authorization        `Bearer …`: the session or token of who calls
//   x-request-id         names the call in logs; made up where it is missing
//   duikou-min-revision  `hubei=123,-=7`: answer from no older state
// and that an answer carries after a write:
//   duikou-revision      `hubei=124`: what to send as the minimum next
#ifndef DUIKOU_SERVICES_RPC_CALL_CONTEXT_H_
#define DUIKOU_SERVICES_RPC_CALL_CONTEXT_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/base/id_generator.h"
#include "services/rpc/caller.h"
#include "services/rpc/metadata.h"
#include "services/store/store.h"

namespace duikou {

// Partitions and revisions, a few at most.
using PartitionRevisions =
    absl::InlinedVector<std::pair<std::string, Revision>, 1>;

// `hubei=123,-=7` → pairs. INVALID_ARGUMENT naming duikou-min-revision.
absl::StatusOr<PartitionRevisions> ParseMinRevisions(absl::string_view text);

struct CallOptions {
  std::string method;  // full name: duikou.profiles.v1.ProfilesService/GetUnit
  absl::Time deadline = absl::InfiniteFuture();
  std::string request_id;  // made up when first asked for, if empty
  std::string source;      // the network address of who calls
  // Something in between says, though it is not believed, that the call comes
  // from another machine.
  bool told_elsewhere = false;
  std::string user_agent;  // the program, as it calls itself
  PartitionRevisions min_revisions;
  // Whether the caller has gone. None: it never goes.
  std::function<bool()> cancelled;
};

// What makes a unit or project somebody's own: ids, empty where there is none.
struct OwnerLinks {
  std::string recipient;  // of a project: the unit
  std::string parent;     // of a unit: the one it is part of
  std::string guide;      // of a unit: the department that guides it
};

// Belongs to one call and its thread.
class CallContext {
 public:
  // `ids` outlives the context.
  CallContext(CallOptions options, IdGenerator& ids)
      : options_(std::move(options)), ids_(ids) {}
  CallContext(const CallContext&) = delete;
  CallContext& operator=(const CallContext&) = delete;

  const std::string& method() const { return options_.method; }
  const std::string& request_id();

  // Who calls. Work of the server itself has a caller that may do everything.
  const Caller& caller() const { return *caller_; }
  const std::string& actor() const { return caller_->actor; }
  const std::string& source() const { return options_.source; }
  const std::string& user_agent() const { return options_.user_agent; }
  // Whether who calls is on this machine, and nobody says otherwise.
  bool IsFromHere() const;
  // What the call may touch. Whoever answers a call with less than everything
  // must look; Serve() refuses an answer where nobody did.
  const Reach& reach() const {
    looked_at_reach_ = true;
    return reach_;
  }
  // Whether it touches everything, or somebody looked what it may touch.
  bool KeptToReach() const { return reach_.all || looked_at_reach_; }
  // The side on which the call was let in because what it is about is its own;
  // none: not for that reason.
  std::optional<Side> own_side() const { return own_side_; }

  absl::Time deadline() const { return options_.deadline; }
  // The deadline as calls of the Store take it.
  CallLimits limits() const { return {.deadline = options_.deadline}; }
  // What a commit of this call carries.
  Origin origin();

  // OK; CANCELLED where the caller has gone; DEADLINE_EXCEEDED where the
  // deadline has passed. For long work to look at now and then: it costs some
  // microseconds.
  absl::Status CheckAlive() const;
  // OK, or DEADLINE_EXCEEDED.
  absl::Status CheckDeadline() const;

  // What `wait` answers, which waits until the time it is given at the latest
  // and then answers DEADLINE_EXCEEDED; CANCELLED soon after the caller has
  // gone or the server has stopped waiting for its calls.
  //
  //   call.WaitWhileAlive([&](absl::Time until) {
  //     return follower.WaitUntil(revision, until);
  //   });
  template <typename Wait>
  std::invoke_result_t<Wait, absl::Time> WaitWhileAlive(Wait wait) const {
    while (true) {
      const absl::Time until = NextLook();
      auto answer = wait(until);
      if (until >= deadline() || !absl::IsDeadlineExceeded(StatusOf(answer))) {
        return answer;
      }
      if (absl::Status alive = CheckAlive(); !alive.ok()) return alive;
    }
  }

  // The revision of the partition that the answer must reflect; 0: any.
  Revision MinRevision(absl::string_view partition) const;

  void SetMinRevisions(PartitionRevisions revisions) {
    options_.min_revisions = std::move(revisions);
  }

  // Sends a header behind the answer, such as kSetSessionMetadata.
  void AddTrailer(std::string key, std::string value) {
    trailers_.emplace_back(std::move(key), std::move(value));
  }
  const std::vector<std::pair<std::string, std::string>>& trailers() const {
    return trailers_;
  }

  // The call is refused, whatever its code says, and the audit trail tells of
  // it: a secret that was asked for is wrong.
  void MarkRefused() { refused_ = true; }
  bool refused() const { return refused_; }

  // The rest but the revisions is for Serve().
  void SetCaller(std::shared_ptr<const Caller> caller) {
    caller_ = std::move(caller);
  }
  void SetReach(Reach reach) {
    reach_ = std::move(reach);
    looked_at_reach_ = false;
  }
  void SetOwnSide(Side side) { own_side_ = side; }

  // What Ownership found out during the call.
  const OwnerLinks* FindLinks(const std::string& key) const {
    const auto found = links_.find(key);
    return found == links_.end() ? nullptr : &*found->second;
  }
  const OwnerLinks* KeepLinks(const std::string& key, OwnerLinks links) {
    auto& kept = links_[key];
    kept = std::make_unique<OwnerLinks>(std::move(links));
    return kept.get();
  }

  // Tells the caller which revision a write made. Keeps the newest.
  void ReportRevision(absl::string_view partition, Revision revision);
  const PartitionRevisions& reported() const { return reported_; }

 private:
  static absl::Status StatusOf(const absl::Status& status) { return status; }
  template <typename T>
  static absl::Status StatusOf(const absl::StatusOr<T>& answer) {
    return answer.status();
  }
  // The server itself, at work for nobody.
  static const std::shared_ptr<const Caller>& Server();
  // When a wait looks again whether anybody waits for it.
  absl::Time NextLook() const;

  CallOptions options_;
  IdGenerator& ids_;
  PartitionRevisions reported_;
  std::shared_ptr<const Caller> caller_ = Server();
  Reach reach_ = Reach::All();
  mutable bool looked_at_reach_ = false;
  std::optional<Side> own_side_;
  bool refused_ = false;
  std::vector<std::pair<std::string, std::string>> trailers_;
  absl::flat_hash_map<std::string, std::unique_ptr<OwnerLinks>> links_;
};

// `hubei=124,-=7`.
std::string RevisionsText(const PartitionRevisions& revisions);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_CALL_CONTEXT_H_
