// The role `progress`, as the server's table of roles takes it.
#ifndef DUIKOU_SERVICES_PROGRESS_BIND_H_
#define DUIKOU_SERVICES_PROGRESS_BIND_H_

#include "absl/status/status.h"
#include "services/rpc/host.h"

namespace duikou {

// Adds ProgressService, SettlementService and ReportService of
// duikou.progress.v1.
absl::Status BindProgress(const HostContext& host, Bindings& bindings);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_BIND_H_
