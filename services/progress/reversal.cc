#include "services/progress/reversal.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/progress/entry_sides.h"
#include "services/progress/ledger_records.h"
#include "services/rpc/proto_time.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;

absl::Status CheckReversible(const LedgerEntry& entry) {
  if (!entry.reversed_by().empty()) {
    return Refused(
        absl::StatusCode::kFailedPrecondition, entry.name(),
        absl::StrCat("已被 ", entry.reversed_by(), " 冲销"),
        absl::StrCat("is reversed already, by ", entry.reversed_by()));
  }
  if (entry.reverses().empty()) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, entry.name(),
                 "本身是冲销记录；请重新录入该数字",
                 "is a reversal itself; enter the figure anew");
}

// What another source took the place of counted nowhere: there is nothing to
// take back in a later year.
absl::Status CheckCounted(WriteContext& context, const LedgerEntry& entry) {
  ASSIGN_OR_RETURN(const std::vector<LedgerEntry> entries,
                   ReadEntries(context.store(), context.call().limits(),
                               context.partition(), AccountKeyOf(entry)));
  ASSIGN_OR_RETURN(const auto passed_over,
                   PassedOverIn(context, entry.period(), entries));
  if (!passed_over.contains(entry.name())) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, entry.name(),
                 "在已结算的年度中采用了另一来源的数字，此条不计入，无可冲销",
                 "does not count in its settled year, as another source's "
                 "figure does: there is nothing to take back");
}

LedgerEntry MakeReversal(const LedgerEntry& entry, const std::string& reason,
                         int period) {
  LedgerEntry reversal = entry;
  reversal.clear_name();
  reversal.clear_etag();
  reversal.clear_alternative_to();
  reversal.clear_corrects();
  reversal.clear_possible_duplicates();
  reversal.clear_dispute_reason();
  if (reversal.has_disbursement()) {
    reversal.mutable_disbursement()->set_amount_fen(
        -entry.disbursement().amount_fen());
  }
  if (reversal.has_count()) {
    reversal.mutable_count()->set_value(-entry.count().value());
  }
  reversal.set_note(reason);
  reversal.set_reverses(entry.name());
  reversal.set_period(period);
  if (period != entry.period()) reversal.set_corrects(entry.name());
  return reversal;
}

}  // namespace

absl::StatusOr<LedgerEntry> Reverse(WriteContext& context, LedgerBook& book,
                                    const std::string& reason,
                                    LedgerEntry& entry) {
  RETURN_IF_ERROR(CheckReversible(entry));
  const AccountKey key = AccountKeyOf(entry);
  ASSIGN_OR_RETURN(const pb::LedgerAccount* account, book.Account(key));
  if (account->settled()) RETURN_IF_ERROR(CheckCounted(context, entry));
  ASSIGN_OR_RETURN(const int period, book.FirstOpenYear(key.unit, key.year));
  LedgerEntry reversal = MakeReversal(entry, reason, period);
  const std::string& actor = context.call().actor();
  if (entry.state() != LedgerEntry::STATE_CONFIRMED) {
    entry.set_state(LedgerEntry::STATE_REVERSED);
  }
  reversal.set_state(entry.state());
  reversal.set_author(actor);
  if (IsOffice(context)) reversal.set_reported_by(pb::SIDE_UNSPECIFIED);
  reversal.clear_confirmed_by();
  reversal.clear_confirm_time();
  if (reversal.state() == LedgerEntry::STATE_CONFIRMED) {
    reversal.set_confirmed_by(actor);
    *reversal.mutable_confirm_time() = ToProto(context.now());
  }
  *reversal.mutable_create_time() = ToProto(context.now());
  *reversal.mutable_update_time() = reversal.create_time();
  RETURN_IF_ERROR(book.Append(reversal));
  entry.set_reversed_by(reversal.name());
  return reversal;
}

}  // namespace duikou
