// CallContext: what a handler knows of the call that it answers.
//
//   absl::StatusOr<Unit> GetUnit(CallContext& call, const GetUnitRequest& r) {
//     ASSIGN_OR_RETURN(Record record, store.Get(..., call.limits()));
//     ...
//     call.ReportRevision("hubei", done.revision);  // after a write
//
// Metadata that a request may carry:
//   x-request-id         names the call in logs; made up where it is missing
//   duikou-min-revision  `hubei=123,-=7`: answer from no older state
// and that an answer carries after a write:
//   duikou-revision      `hubei=124`: what to send as the minimum next
#ifndef DUIKOU_SERVICES_RPC_CALL_CONTEXT_H_
#define DUIKOU_SERVICES_RPC_CALL_CONTEXT_H_

#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/base/id_generator.h"
#include "services/store/store.h"

namespace duikou {

inline constexpr char kRequestIdMetadata[] = "x-request-id";
inline constexpr char kMinRevisionMetadata[] = "duikou-min-revision";
inline constexpr char kRevisionMetadata[] = "duikou-revision";

// Partitions and revisions, a few at most.
using PartitionRevisions =
    absl::InlinedVector<std::pair<std::string, Revision>, 1>;

// `hubei=123,-=7` → pairs. INVALID_ARGUMENT naming duikou-min-revision.
absl::StatusOr<PartitionRevisions> ParseMinRevisions(absl::string_view text);

struct CallOptions {
  std::string method;  // full name: duikou.profiles.v1.ProfilesService/GetUnit
  absl::Time deadline = absl::InfiniteFuture();
  std::string request_id;  // made up when first asked for, if empty
  std::string actor = "anonymous";
  PartitionRevisions min_revisions;
  // Whether the caller has gone. None: it never goes.
  std::function<bool()> cancelled;
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
  // Who calls: `anonymous` until people sign in.
  const std::string& actor() const { return options_.actor; }

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

  // Tells the caller which revision a write made. Keeps the newest.
  void ReportRevision(absl::string_view partition, Revision revision);
  const PartitionRevisions& reported() const { return reported_; }

 private:
  static absl::Status StatusOf(const absl::Status& status) { return status; }
  template <typename T>
  static absl::Status StatusOf(const absl::StatusOr<T>& answer) {
    return answer.status();
  }
  // When a wait looks again whether anybody waits for it.
  absl::Time NextLook() const;

  CallOptions options_;
  IdGenerator& ids_;
  PartitionRevisions reported_;
};

// `hubei=124,-=7`.
std::string RevisionsText(const PartitionRevisions& revisions);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_CALL_CONTEXT_H_
