#include "services/fair/bind.h"

#include <memory>

#include "duikou/fair/v1/fair_service.grpc.pb.h"
#include "duikou/fair/v1/timetable_service.grpc.pb.h"
#include "services/fair/fair_parts.h"
#include "services/fair/rpc_services.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;

absl::Status BindFair(const HostContext& host, Bindings& bindings) {
  const auto parts = std::make_shared<FairParts>(host);
  bindings.AddCloser([parts] { parts->runs.Stop(); });
  bindings.AddService(pb::FairService::service_full_name(),
                      MakeFairRpc(host.rpc, parts));
  bindings.AddService(pb::TimetableService::service_full_name(),
                      MakeTimetableRpc(host.rpc, parts));
  return absl::OkStatus();
}

}  // namespace duikou
