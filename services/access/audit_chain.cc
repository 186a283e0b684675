#include "services/access/audit_chain.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "matcher/base/status_macros.h"
#include "services/base/digest.h"
#include "services/store/audit_pending.h"

namespace duikou {
namespace {

using type::v1::SealedAuditRecord;

constexpr size_t kNumberDigits = 20;

void AppendNumber(int64_t number, std::string& out) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(static_cast<uint64_t>(number) >> shift));
  }
}

// With its length before it, so that no two messages read the same.
void AppendText(absl::string_view text, std::string& out) {
  AppendNumber(static_cast<int64_t>(text.size()), out);
  out.append(text.data(), text.size());
}

std::string SealOf(const AuditKey& key, absl::string_view partition,
                   const SealedAuditRecord& entry) {
  std::string message;
  AppendText("duikou audit seal 1", message);
  AppendText(partition, message);
  AppendNumber(entry.number(), message);
  AppendNumber(entry.revision(), message);
  AppendNumber(entry.seal_time().seconds(), message);
  AppendNumber(entry.seal_time().nanos(), message);
  AppendText(entry.previous_seal(), message);
  AppendText(entry.record(), message);
  return KeyedDigest(key.bytes(), message);
}

}  // namespace

std::string AuditEntryId(int64_t number) {
  return absl::StrFormat("%0*d", kNumberDigits, number);
}

std::optional<int64_t> AuditNumberOf(absl::string_view id) {
  int64_t number = 0;
  if (id.size() != kNumberDigits ||
      !std::all_of(id.begin(), id.end(), absl::ascii_isdigit) ||
      !absl::SimpleAtoi(id, &number) || number < 1) {
    return std::nullopt;
  }
  return number;
}

absl::StatusOr<AuditHead> ReadAuditHead(Store& store,
                                        absl::string_view partition,
                                        CallLimits limits) {
  const absl::StatusOr<Record> record =
      store.Get(partition, kAuditHeads, kAuditHead, limits);
  if (absl::IsNotFound(record.status())) return AuditHead();
  RETURN_IF_ERROR(record.status());
  type::v1::AuditHead stored;
  if (!stored.ParseFromString(record->value) || stored.number() < 1) {
    return absl::DataLossError(
        absl::StrCat("the head of the audit trail of ", partition,
                     " is damaged; duikou audit verify tells more"));
  }
  return AuditHead{stored.number(), stored.seal(),
                   FromTimestamp(stored.seal_time()), record->revision};
}

SealedAuditRecord SealAfter(const AuditKey& key, absl::string_view partition,
                            const AuditHead& head, const Record& pending,
                            absl::Time now) {
  SealedAuditRecord entry;
  entry.set_number(head.number + 1);
  entry.set_revision(pending.revision);
  *entry.mutable_seal_time() = ToTimestamp(now);
  entry.set_record(pending.value);
  entry.set_previous_seal(head.seal);
  entry.set_seal(SealOf(key, partition, entry));
  return entry;
}

bool IsAuthentic(const AuditKey& key, absl::string_view partition,
                 const SealedAuditRecord& entry) {
  return SameSecret(entry.seal(), SealOf(key, partition, entry));
}

}  // namespace duikou
