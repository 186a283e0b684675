#include "services/access/audit_trail.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/access/audit_chain.h"
#include "services/store/record_lookup.h"
#include "services/store/views.h"

namespace duikou {
namespace {

// FAILED_PRECONDITION where anything was sealed.
absl::Status CheckNothingSealed(Store& store, const std::string& key_file) {
  std::vector<std::string> partitions = {ProgrammeDirectory::kPartition};
  ASSIGN_OR_RETURN(const std::vector<Record> programmes,
                   ListWholly(store, ProgrammeDirectory::kPartition,
                              ProgrammeDirectory::kCollection));
  for (const Record& programme : programmes) {
    partitions.push_back(programme.id);
  }
  for (const std::string& partition : partitions) {
    ASSIGN_OR_RETURN(const ListResult first,
                     store.List(partition, kAuditChain, {.limit = 1}));
    if (first.records.empty()) continue;
    return absl::FailedPreconditionError(absl::StrCat(
        "the audit key ", key_file, " is missing, though the audit trail of ",
        partition, " was sealed with it: put it back from its copy"));
  }
  return absl::OkStatus();
}

absl::StatusOr<AuditKey> KeyIn(const std::string& file, Store& store) {
  if (file.empty()) return AuditKey::Random();
  absl::StatusOr<AuditKey> key = AuditKey::Load(file);
  if (!absl::IsNotFound(key.status())) return key;
  RETURN_IF_ERROR(CheckNothingSealed(store, file));
  key = AuditKey::Create(file);
  // Another process was faster.
  if (absl::IsAlreadyExists(key.status())) key = AuditKey::Load(file);
  return key;
}

}  // namespace

absl::StatusOr<std::unique_ptr<AuditTrail>> AuditTrail::Open(
    Store& store, const Clock& clock, spdlog::logger& logger,
    prometheus::Registry& registry, const AuditTrailOptions& options) {
  ASSIGN_OR_RETURN(AuditKey key, KeyIn(options.key_file, store));
  ASSIGN_OR_RETURN(
      std::unique_ptr<KeptHeads> kept,
      KeptHeads::Open(options.key_file.empty()
                          ? ""
                          : absl::StrCat(options.key_file, ".heads")));
  std::unique_ptr<AuditTrail> trail(
      new AuditTrail(store, clock, logger, registry, options, std::move(key),
                     std::move(kept)));
  RETURN_IF_ERROR(trail->sealer_.CheckChains());
  trail->sealer_.Start();
  return trail;
}

}  // namespace duikou
