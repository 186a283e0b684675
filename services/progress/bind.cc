#include "services/progress/bind.h"

#include <memory>

#include "duikou/progress/v1/progress_service.grpc.pb.h"
#include "duikou/progress/v1/report_service.grpc.pb.h"
#include "duikou/progress/v1/settlement_service.grpc.pb.h"
#include "services/progress/progress_parts.h"
#include "services/progress/rpc_services.h"

namespace duikou {

namespace pb = ::duikou::progress::v1;

absl::Status BindProgress(const HostContext& host, Bindings& bindings) {
  const auto parts = std::make_shared<ProgressParts>(host);
  bindings.AddService(pb::ProgressService::service_full_name(),
                      MakeProgressRpc(host.rpc, parts));
  bindings.AddService(pb::SettlementService::service_full_name(),
                      MakeSettlementRpc(host.rpc, parts));
  bindings.AddService(pb::ReportService::service_full_name(),
                      MakeReportRpc(host.rpc, parts));
  return absl::OkStatus();
}

}  // namespace duikou
