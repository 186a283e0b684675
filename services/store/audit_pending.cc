#include "services/store/audit_pending.h"

#include <cstdint>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "duikou/access/v1/access_service.pb.h"
#include "services/base/digest.h"

namespace duikou {
namespace {

constexpr size_t kRandomBytes = 16;
// Of a write beside its collection and id, about.
constexpr size_t kWriteBytes = 60;

std::string DigestOf(std::optional<absl::string_view> value) {
  return value.has_value() ? ValueDigest(*value) : std::string();
}

}  // namespace

Mutation PendingAudit(const type::v1::AuditRecord& record) {
  const std::string id = absl::StrFormat(
      "%020d-%s", absl::ToUnixMicros(FromTimestamp(record.time())),
      absl::BytesToHexString(RandomBytes(kRandomBytes)));
  Mutation put = Mutation::Put(kAuditPending, id, record.SerializeAsString(),
                               Expectation::Absent());
  put.in_feed = false;
  return put;
}

AuditWrites::AuditWrites(const Origin& origin, absl::Time now) {
  *record_.mutable_time() = ToTimestamp(now);
  record_.set_actor(origin.actor);
  record_.set_method(origin.method);
  record_.set_call_id(origin.call_id);
  record_.set_source(origin.source);
  record_.set_outcome(access::v1::AuditEntry::OUTCOME_WRITTEN);
  record_.set_count(1);
}

void AuditWrites::Add(absl::string_view collection, absl::string_view id,
                      Revision history_number,
                      std::optional<absl::string_view> before,
                      std::optional<absl::string_view> after) {
  type::v1::AuditedWrite& write = *record_.add_writes();
  write.set_collection(std::string(collection));
  write.set_id(std::string(id));
  write.set_history_number(history_number);
  write.set_before_digest(DigestOf(before));
  write.set_after_digest(DigestOf(after));
  bytes_ += collection.size() + id.size() + kWriteBytes;
  if (record_.writes_size() == kMaxAuditedWrites || bytes_ >= kMaxAuditBytes) {
    Finish();
  }
}

std::vector<Mutation> AuditWrites::Take() {
  if (record_.writes_size() > 0) Finish();
  return std::move(finished_);
}

void AuditWrites::Finish() {
  finished_.push_back(PendingAudit(record_));
  record_.clear_writes();
  bytes_ = 0;
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  const int64_t seconds = absl::ToUnixSeconds(time);
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(
      absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return timestamp;
}

absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) +
         absl::Nanoseconds(timestamp.nanos());
}

}  // namespace duikou
