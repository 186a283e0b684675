// AuditListing: one page of the audit trail, newest first.
//
//   AuditListing listing(store, entries, "hubei", request, limits);
//   ASSIGN_OR_RETURN(ListAuditEntriesResponse page, listing.Read());
//
// First what is pending, then the chain from its end, a block at a time. A
// filter that little passes could read for long: after two seconds, or half of
// what the deadline leaves, it gives what it has, be it nothing, and the token
// goes on from there. Pages end early where entries are large.
//
// What is pending when one page ends may be sealed before the next is asked
// for. The token therefore tells how far the chain went then: an entry beyond
// is one that was not there, or was pending; and those as new as the pending
// ones that were given are left out.
#ifndef DUIKOU_SERVICES_ACCESS_AUDIT_LISTING_H_
#define DUIKOU_SERVICES_ACCESS_AUDIT_LISTING_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "duikou/access/v1/access_service.pb.h"
#include "services/access/audit_entries.h"
#include "services/store/store.h"

namespace duikou {

// For one use. Not thread-safe.
class AuditListing {
 public:
  // All but the limits outlive it.
  AuditListing(Store& store, const AuditEntries& entries,
               const std::string& partition,
               const access::v1::ListAuditEntriesRequest& request,
               CallLimits limits)
      : store_(store),
        entries_(entries),
        partition_(partition),
        request_(request),
        limits_(limits) {}

  // INVALID_ARGUMENT where the page's size or token is wrong.
  absl::StatusOr<access::v1::ListAuditEntriesResponse> Read();

 private:
  // Where a page begins.
  struct Position {
    // Pending ones below this id; empty: all. Only where below is 0.
    std::string pending_below;
    int64_t below = 0;  // chain entries below this place; 0: pending first
    // Of those beyond this place, only those before this time.
    int64_t end = 0;
    int64_t micros = 0;
  };
  enum class Taken { kYes, kNo, kPageIsFull };

  absl::Status ParsePosition();
  absl::Status ReadPending();
  absl::Status ReadChain();
  absl::StatusOr<std::vector<Record>> Block(int64_t from, int64_t to);
  absl::StatusOr<Taken> Take(ReadAuditEntry read);
  void EndPage();

  Store& store_;
  const AuditEntries& entries_;
  const std::string& partition_;
  const access::v1::ListAuditEntriesRequest& request_;
  const CallLimits limits_;
  absl::Time stop_;
  int size_ = 0;
  Position at_;
  bool more_ = false;
  size_t bytes_ = 0;
  access::v1::ListAuditEntriesResponse response_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_AUDIT_LISTING_H_
