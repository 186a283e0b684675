// The role's gRPC services, over its handlers.
#ifndef DUIKOU_SERVICES_PROGRESS_RPC_SERVICES_H_
#define DUIKOU_SERVICES_PROGRESS_RPC_SERVICES_H_

#include <memory>

#include "grpcpp/impl/service_type.h"
#include "services/progress/progress_parts.h"
#include "services/rpc/rpc_runtime.h"

namespace duikou {

// `rpc` outlives them. The handlers are shared: each service may go last.
std::unique_ptr<grpc::Service> MakeProgressRpc(
    RpcRuntime& rpc, std::shared_ptr<ProgressParts> parts);
std::unique_ptr<grpc::Service> MakeReportRpc(
    RpcRuntime& rpc, std::shared_ptr<ProgressParts> parts);
std::unique_ptr<grpc::Service> MakeSettlementRpc(
    RpcRuntime& rpc, std::shared_ptr<ProgressParts> parts);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_RPC_SERVICES_H_
