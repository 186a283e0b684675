// The role's gRPC services, over its handlers.
#ifndef DUIKOU_SERVICES_FAIR_RPC_SERVICES_H_
#define DUIKOU_SERVICES_FAIR_RPC_SERVICES_H_

#include <memory>

#include "grpcpp/impl/service_type.h"
#include "services/fair/fair_parts.h"
#include "services/rpc/rpc_runtime.h"

namespace duikou {

// `rpc` outlives them. The handlers are shared: each service may go last.
std::unique_ptr<grpc::Service> MakeFairRpc(RpcRuntime& rpc,
                                           std::shared_ptr<FairParts> parts);
std::unique_ptr<grpc::Service> MakeTimetableRpc(
    RpcRuntime& rpc, std::shared_ptr<FairParts> parts);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_RPC_SERVICES_H_
