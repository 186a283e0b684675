// Reading the audit trail: entries as people read them, and which of them are
// asked for.
//
//   AuditEntries entries(store, resources, "hubei");
//   AuditEntry entry = entries.FromSealed(sealed);
//   if (Matches(entry, request.filter())) …
//   RETURN_IF_ERROR(entries.AddChanges(sealed.revision(), record, entry, …));
#ifndef DUIKOU_SERVICES_ACCESS_AUDIT_ENTRIES_H_
#define DUIKOU_SERVICES_ACCESS_AUDIT_ENTRIES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "duikou/access/v1/access_service.pb.h"
#include "duikou/type/v1/audit_record.pb.h"
#include "services/access/audit_resources.h"
#include "services/store/record_lookup.h"
#include "services/store/store.h"

namespace duikou {

// An entry of the trail with what it was made from.
struct ReadAuditEntry {
  access::v1::AuditEntry entry;
  type::v1::AuditRecord record;
  Revision revision = 0;  // of the commit that it tells of
};

// Of one partition. Thread-safe.
class AuditEntries {
 public:
  // The store and the resources outlive it.
  AuditEntries(Store& store, const AuditResources& resources,
               std::string partition)
      : store_(store),
        resources_(resources),
        partition_(std::move(partition)) {}

  // A record that cannot be read is an entry without content.
  ReadAuditEntry FromSealed(const type::v1::SealedAuditRecord& sealed) const;
  ReadAuditEntry FromPending(const Record& pending) const;

  // Fills in what each write changed, from the histories, where they agree with
  // the digests; stops once the entry has more than `most_bytes`.
  absl::Status AddChanges(ReadAuditEntry& read, size_t most_bytes,
                          CallLimits limits) const;

 private:
  void Fill(int64_t number, ReadAuditEntry& read) const;
  // Whether what the write changed could be told.
  bool HasChanges(const type::v1::AuditedWrite& write) const;
  // The values of a write before and after, as far as they are known and
  // proved.
  bool ValuesOf(const type::v1::AuditedWrite& write, Revision revision,
                const FoundRecords& found, std::optional<std::string>& before,
                std::optional<std::string>& after) const;

  Store& store_;
  const AuditResources& resources_;
  const std::string partition_;
};

// Whether the entry is one of those asked for.
bool Matches(const access::v1::AuditEntry& entry,
             const access::v1::AuditFilter& filter);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_AUDIT_ENTRIES_H_
