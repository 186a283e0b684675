#include "services/access/audit_entries.h"

#include <algorithm>
#include <memory>
#include <tuple>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "duikou/type/v1/history_record.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/digest.h"
#include "services/rpc/history_methods.h"
#include "services/store/audit_pending.h"
#include "services/store/history_store.h"

namespace duikou {
namespace {

using access::v1::AuditEntry;
using access::v1::AuditFilter;
using access::v1::AuditWrite;
using google::protobuf::Message;
using google::protobuf::Timestamp;
using type::v1::AuditedWrite;
using type::v1::FieldChange;
using type::v1::HistoryEntry;
using type::v1::SealedAuditRecord;

// The histories of so many writes are read at once.
constexpr int kWritesAtOnce = 200;

HistoryEntry::Action ActionOf(const AuditedWrite& write) {
  if (write.after_digest().empty()) return HistoryEntry::ACTION_DELETED;
  if (write.history_number() == kNoHistory) return HistoryEntry::ACTION_UPDATED;
  return write.before_digest().empty() ? HistoryEntry::ACTION_CREATED
                                       : HistoryEntry::ACTION_UPDATED;
}

LookupKey HistoryKeyOf(const AuditedWrite& write, Revision number) {
  return {HistoryCollection(write.collection()),
          HistoryEntryId(write.id(), number)};
}

bool IsBefore(const Timestamp& a, const Timestamp& b) {
  return std::make_tuple(a.seconds(), a.nanos()) <
         std::make_tuple(b.seconds(), b.nanos());
}

bool IsUnder(absl::string_view name, absl::string_view resource) {
  return absl::StartsWith(name, resource) &&
         (name.size() == resource.size() || name[resource.size()] == '/');
}

// The value that the history keeps from before its write.
std::optional<std::string> BeforeIn(const FoundRecords& found,
                                    const LookupKey& key) {
  const auto record = found.find(key);
  type::v1::HistoryRecord history;
  if (record == found.end() || !history.ParseFromString(record->second.value) ||
      !history.has_before()) {
    return std::nullopt;
  }
  return history.before();
}

bool Proves(const std::string& digest,
            const std::optional<std::string>& value) {
  return digest.empty() ? !value.has_value()
                        : value.has_value() && ValueDigest(*value) == digest;
}

std::unique_ptr<Message> Parse(const std::optional<std::string>& value,
                               const Message& prototype, bool& readable) {
  if (!value.has_value()) return nullptr;
  std::unique_ptr<Message> message(prototype.New());
  readable = message->ParseFromString(*value) && readable;
  return message;
}

}  // namespace

ReadAuditEntry AuditEntries::FromSealed(const SealedAuditRecord& sealed) const {
  ReadAuditEntry read;
  read.revision = sealed.revision();
  if (!read.record.ParseFromString(sealed.record())) read.record.Clear();
  Fill(sealed.number(), read);
  return read;
}

ReadAuditEntry AuditEntries::FromPending(const Record& pending) const {
  ReadAuditEntry read;
  read.revision = pending.revision;
  if (!read.record.ParseFromString(pending.value)) read.record.Clear();
  Fill(0, read);
  return read;
}

void AuditEntries::Fill(int64_t number, ReadAuditEntry& read) const {
  const type::v1::AuditRecord& record = read.record;
  AuditEntry& entry = read.entry;
  entry.set_number(number);
  *entry.mutable_time() = record.time();
  entry.set_actor(record.actor());
  entry.set_method(record.method());
  entry.set_call_id(record.call_id());
  entry.set_source(record.source());
  entry.set_outcome(static_cast<AuditEntry::Outcome>(record.outcome()));
  entry.set_reason(record.reason());
  entry.set_count(record.count());
  for (const AuditedWrite& write : record.writes()) {
    AuditWrite& told = *entry.add_writes();
    told.set_resource(
        resources_.Name(partition_, write.collection(), write.id()));
    told.set_action(ActionOf(write));
    told.set_before_digest(write.before_digest());
    told.set_after_digest(write.after_digest());
  }
}

absl::Status AuditEntries::AddChanges(ReadAuditEntry& read, size_t most_bytes,
                                      CallLimits limits) const {
  const auto& writes = read.record.writes();
  size_t bytes = read.entry.ByteSizeLong();
  for (int begin = 0; begin < writes.size() && bytes < most_bytes;
       begin += kWritesAtOnce) {
    const int end = std::min(begin + kWritesAtOnce, writes.size());
    std::vector<LookupKey> keys;
    for (int i = begin; i < end; ++i) {
      if (!HasChanges(writes[i])) continue;
      keys.push_back(HistoryKeyOf(writes[i], writes[i].history_number()));
      // What a write left is what the next one found, or the record.
      keys.push_back(HistoryKeyOf(writes[i], read.revision));
      keys.emplace_back(writes[i].collection(), writes[i].id());
    }
    ASSIGN_OR_RETURN(const FoundRecords found,
                     LookUpRecords(store_, partition_, keys, limits));
    for (int i = begin; i < end && bytes < most_bytes; ++i) {
      const Message* prototype = resources_.Prototype(writes[i].collection());
      std::optional<std::string> before, after;
      if (!HasChanges(writes[i]) ||
          !ValuesOf(writes[i], read.revision, found, before, after)) {
        continue;
      }
      bool readable = true;
      const auto old_value = Parse(before, *prototype, readable);
      const auto new_value = Parse(after, *prototype, readable);
      if (!readable) continue;
      AuditWrite& told = *read.entry.mutable_writes(i);
      for (FieldChange& change :
           ChangesBetween(old_value.get(), new_value.get())) {
        bytes += change.ByteSizeLong();
        *told.add_changes() = std::move(change);
      }
    }
  }
  return absl::OkStatus();
}

bool AuditEntries::HasChanges(const AuditedWrite& write) const {
  return write.history_number() != kNoHistory &&
         resources_.Prototype(write.collection()) != nullptr;
}

bool AuditEntries::ValuesOf(const AuditedWrite& write, Revision revision,
                            const FoundRecords& found,
                            std::optional<std::string>& before,
                            std::optional<std::string>& after) const {
  before = BeforeIn(found, HistoryKeyOf(write, write.history_number()));
  if (!write.after_digest().empty()) {
    after = BeforeIn(found, HistoryKeyOf(write, revision));
    const auto record = found.find({write.collection(), write.id()});
    if (!after.has_value() && record != found.end() &&
        record->second.revision == revision) {
      after = record->second.value;
    }
  }
  return Proves(write.before_digest(), before) &&
         Proves(write.after_digest(), after);
}

bool Matches(const AuditEntry& entry, const AuditFilter& filter) {
  const auto& outcomes = filter.outcomes();
  const auto& writes = entry.writes();
  return (filter.actor().empty() || entry.actor() == filter.actor()) &&
         absl::StrContains(entry.method(), filter.method()) &&
         (filter.source().empty() || entry.source() == filter.source()) &&
         (outcomes.empty() || std::find(outcomes.begin(), outcomes.end(),
                                        entry.outcome()) != outcomes.end()) &&
         !(filter.has_start_time() &&
           IsBefore(entry.time(), filter.start_time())) &&
         !(filter.has_end_time() &&
           !IsBefore(entry.time(), filter.end_time())) &&
         (filter.resource().empty() ||
          std::any_of(writes.begin(), writes.end(),
                      [&](const AuditWrite& write) {
                        return IsUnder(write.resource(), filter.resource());
                      }));
}

}  // namespace duikou
