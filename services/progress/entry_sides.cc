#include "services/progress/entry_sides.h"

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/rpc/ownership.h"
#include "services/rpc/proto_time.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;

// Whether the call reaches the entry as its own on that side.
absl::StatusOr<bool> IsOnSide(WriteContext& context, const LedgerEntry& entry,
                              pb::Side side) {
  type::v1::ResourceOwner owner;
  if (side == pb::SIDE_SUPPORTER) owner.set_supporter("supporter");
  if (side == pb::SIDE_RECIPIENT) owner.set_recipient("recipient");
  const ResourceOwners owners(*LedgerEntry::descriptor(), owner);
  ASSIGN_OR_RETURN(
      const auto own,
      owners.ReachedAsOwn(context.call(), &context.store(), entry));
  return own.has_value();
}

pb::Side OtherSide(pb::Side side) {
  return side == pb::SIDE_SUPPORTER ? pb::SIDE_RECIPIENT : pb::SIDE_SUPPORTER;
}

}  // namespace

bool IsOffice(const WriteContext& context) {
  return context.call().reach().all;
}

absl::Status SetReporter(WriteContext& context, LedgerEntry& entry) {
  const std::string& actor = context.call().actor();
  entry.set_author(actor);
  if (IsOffice(context)) {
    entry.set_reported_by(pb::SIDE_UNSPECIFIED);
    entry.set_state(LedgerEntry::STATE_CONFIRMED);
    entry.set_confirmed_by(actor);
    *entry.mutable_confirm_time() = ToProto(context.now());
    return absl::OkStatus();
  }
  if (entry.figure_source() == pb::FIGURE_SOURCE_OFFICE ||
      entry.figure_source() == pb::FIGURE_SOURCE_OPENING) {
    return ToStatus(
        absl::StatusCode::kPermissionDenied,
        Violation{"for_the_office", "figure_source",
                  "主管部门记录和期初数只能由主管部门录入",
                  "the office alone states its records and opening figures"},
        context.path());
  }
  ASSIGN_OR_RETURN(const bool gives,
                   IsOnSide(context, entry, pb::SIDE_SUPPORTER));
  entry.set_reported_by(gives ? pb::SIDE_SUPPORTER : pb::SIDE_RECIPIENT);
  entry.set_state(LedgerEntry::STATE_REPORTED);
  return absl::OkStatus();
}

absl::Status CheckMayAnswer(WriteContext& context, const LedgerEntry& entry) {
  if (IsOffice(context)) return absl::OkStatus();
  ASSIGN_OR_RETURN(const bool other,
                   IsOnSide(context, entry, OtherSide(entry.reported_by())));
  if (!other || entry.reported_by() == pb::SIDE_UNSPECIFIED) {
    return Refused(absl::StatusCode::kFailedPrecondition, entry.name(),
                   "应由未填报的一方或办公室答复",
                   "is for the side to answer that did not report it, or for "
                   "the office");
  }
  if (entry.author() != context.call().actor()) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, entry.name(),
                 "是您本人填报的", "you reported it yourself");
}

absl::Status CheckMayTakeBack(WriteContext& context, const LedgerEntry& entry) {
  if (IsOffice(context)) return absl::OkStatus();
  if (entry.reported_by() != pb::SIDE_UNSPECIFIED) {
    ASSIGN_OR_RETURN(const bool ours,
                     IsOnSide(context, entry, entry.reported_by()));
    if (ours) return absl::OkStatus();
  }
  return Refused(absl::StatusCode::kFailedPrecondition, entry.name(),
                 "应由填报的一方或办公室撤回",
                 "is for the side to take back that reported it, or for the "
                 "office");
}

}  // namespace duikou
