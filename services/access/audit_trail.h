// AuditTrail: the audit trail of a process that plays the role access: its key,
// the heads it keeps, its sealer, and its methods.
//
//   ASSIGN_OR_RETURN(std::unique_ptr<AuditTrail> trail,
//                    AuditTrail::Open(store, clock, logger, registry,
//                                     {.key_file = options.audit_key}));
//   trail->methods().List(call, request);
//
// The key file is made at the first start, with mode 0600, beside the store and
// not in it. Copy it, apart from copies of the store: without it nothing that
// was sealed can be proved. Processes that seal the same store have the same
// key file. Beside it, `<key file>.heads` keeps where the chains ended.
#ifndef DUIKOU_SERVICES_ACCESS_AUDIT_TRAIL_H_
#define DUIKOU_SERVICES_ACCESS_AUDIT_TRAIL_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "prometheus/registry.h"
#include "services/access/audit_key.h"
#include "services/access/audit_methods.h"
#include "services/access/audit_sealer.h"
#include "services/access/kept_heads.h"
#include "services/base/clock.h"
#include "services/store/store.h"
#include "spdlog/logger.h"

namespace duikou {

struct AuditTrailOptions {
  // Empty: a key that ends with the process, for a store in memory.
  std::string key_file;
  AuditSealerOptions sealer;
};

// Thread-safe after the last methods().Add().
class AuditTrail {
 public:
  // Starts to seal. FAILED_PRECONDITION where the key file is readable by
  // others, or has another length, or is missing though there are entries
  // sealed, or is not the key that they were sealed with. All but the options
  // outlive it.
  static absl::StatusOr<std::unique_ptr<AuditTrail>> Open(
      Store& store, const Clock& clock, spdlog::logger& logger,
      prometheus::Registry& registry, const AuditTrailOptions& options);

  AuditMethods& methods() { return methods_; }
  AuditSealer& sealer() { return sealer_; }

 private:
  AuditTrail(Store& store, const Clock& clock, spdlog::logger& logger,
             prometheus::Registry& registry, const AuditTrailOptions& options,
             AuditKey key, std::unique_ptr<KeptHeads> kept)
      : key_(std::move(key)),
        kept_(std::move(kept)),
        methods_(store, key_, *kept_),
        sealer_(store, clock, logger, registry, key_, *kept_, options.sealer) {}

  const AuditKey key_;
  const std::unique_ptr<KeptHeads> kept_;
  AuditMethods methods_;
  AuditSealer sealer_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_AUDIT_TRAIL_H_
