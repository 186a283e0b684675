#include "services/access/audit_listing.h"

#include <algorithm>
#include <limits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "matcher/base/status_macros.h"
#include "services/access/audit_chain.h"
#include "services/access/audit_snapshot.h"
#include "services/base/violation.h"
#include "services/rpc/page_token.h"
#include "services/store/audit_pending.h"

namespace duikou {
namespace {

using access::v1::AUDIT_VIEW_FULL;
using access::v1::ListAuditEntriesResponse;
using type::v1::SealedAuditRecord;

constexpr int64_t kBlock = 500;
// A stock client takes an answer of 4 MiB.
constexpr size_t kMostPageBytes = 2 << 20;
constexpr size_t kMostEntryBytes = 3 << 20;
constexpr absl::Duration kLongest = absl::Seconds(2);
// By how much the clocks of two processes may differ.
constexpr absl::Duration kClockDifference = absl::Minutes(5);

int64_t MicrosOf(const google::protobuf::Timestamp& time) {
  return absl::ToUnixMicros(FromTimestamp(time));
}

}  // namespace

absl::StatusOr<ListAuditEntriesResponse> AuditListing::Read() {
  const absl::Time now = absl::Now();
  stop_ = now + std::min(kLongest, (limits_.deadline - now) / 2);
  ASSIGN_OR_RETURN(size_, PageSize(request_.page_size(), {}));
  RETURN_IF_ERROR(ParsePosition());
  if (at_.below == 0) RETURN_IF_ERROR(ReadPending());
  if (!more_) RETURN_IF_ERROR(ReadChain());
  if (more_) EndPage();
  return std::move(response_);
}

absl::Status AuditListing::ParsePosition() {
  ASSIGN_OR_RETURN(const std::string position, PagePosition(request_));
  at_.end = -1;  // not known yet
  at_.micros = std::numeric_limits<int64_t>::max();
  if (position.empty()) return absl::OkStatus();
  const std::vector<absl::string_view> parts = absl::StrSplit(position, ',');
  if (parts.size() != 4 || !absl::SimpleAtoi(parts[1], &at_.below) ||
      !absl::SimpleAtoi(parts[2], &at_.end) ||
      !absl::SimpleAtoi(parts[3], &at_.micros)) {
    return Refused(absl::StatusCode::kInvalidArgument, "page_token",
                   "不是此列表给出的", "is not of this method");
  }
  at_.pending_below = std::string(parts[0]);
  return absl::OkStatus();
}

void AuditListing::EndPage() {
  response_.set_next_page_token(
      PageToken(request_, absl::StrCat(at_.pending_below, ",", at_.below, ",",
                                       at_.end, ",", at_.micros)));
}

absl::Status AuditListing::ReadPending() {
  ASSIGN_OR_RETURN(const AuditSnapshot now,
                   TakeAuditSnapshot(store_, partition_, limits_));
  if (at_.end < 0) at_.end = now.end;
  for (auto record = now.pending.rbegin(); record != now.pending.rend();
       ++record) {
    if (!at_.pending_below.empty() && record->id >= at_.pending_below) continue;
    ReadAuditEntry read = entries_.FromPending(*record);
    const int64_t micros = MicrosOf(read.entry.time());
    ASSIGN_OR_RETURN(const Taken taken, Take(std::move(read)));
    if (taken == Taken::kPageIsFull) {
      more_ = true;
      return absl::OkStatus();
    }
    at_.pending_below = record->id;
    at_.micros = micros;
  }
  at_.pending_below.clear();
  at_.below = now.end + 1;
  return absl::OkStatus();
}

absl::Status AuditListing::ReadChain() {
  while (at_.below > 1) {
    const int64_t from = std::max<int64_t>(1, at_.below - kBlock);
    ASSIGN_OR_RETURN(const std::vector<Record> block,
                     Block(from, at_.below - 1));
    for (auto record = block.rbegin(); record != block.rend(); ++record) {
      SealedAuditRecord sealed;
      if (!sealed.ParseFromString(record->value)) sealed.Clear();
      const int64_t place = AuditNumberOf(record->id).value_or(0);
      sealed.set_number(place);
      // Whatever is further down was sealed, and so happened, before it.
      if (request_.filter().has_start_time() && sealed.has_seal_time() &&
          FromTimestamp(sealed.seal_time()) + kClockDifference <
              FromTimestamp(request_.filter().start_time())) {
        return absl::OkStatus();
      }
      ReadAuditEntry read = entries_.FromSealed(sealed);
      if (place > at_.end && MicrosOf(read.entry.time()) >= at_.micros) {
        continue;
      }
      ASSIGN_OR_RETURN(const Taken taken, Take(std::move(read)));
      if (taken == Taken::kPageIsFull) {
        at_.below = place + 1;
        more_ = true;
        return absl::OkStatus();
      }
    }
    at_.below = from;
    if (at_.below > 1 && absl::Now() > stop_) {
      more_ = true;
      return absl::OkStatus();
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Record>> AuditListing::Block(int64_t from,
                                                        int64_t to) {
  std::vector<Record> block;
  Page page;
  page.after = AuditEntryId(from - 1);
  const std::string last = AuditEntryId(to);
  while (true) {
    page.limit = static_cast<int>(to - from + 1);
    ASSIGN_OR_RETURN(ListResult part,
                     store_.List(partition_, kAuditChain, page, limits_));
    const bool more = part.more && !part.records.empty();
    for (Record& record : part.records) {
      if (record.id > last) return block;
      block.push_back(std::move(record));
    }
    if (!more || block.back().id == last) return block;
    page.after = block.back().id;
  }
}

absl::StatusOr<AuditListing::Taken> AuditListing::Take(ReadAuditEntry read) {
  if (!Matches(read.entry, request_.filter())) return Taken::kNo;
  if (response_.entries_size() == size_) return Taken::kPageIsFull;
  if (request_.view() == AUDIT_VIEW_FULL) {
    RETURN_IF_ERROR(entries_.AddChanges(read, kMostEntryBytes, limits_));
  }
  bytes_ += read.entry.ByteSizeLong();
  if (bytes_ > kMostPageBytes && response_.entries_size() > 0) {
    return Taken::kPageIsFull;
  }
  *response_.add_entries() = std::move(read.entry);
  return Taken::kYes;
}

}  // namespace duikou
