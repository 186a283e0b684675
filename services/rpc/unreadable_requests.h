// UnreadableRequests: says what is wrong with a request whose bytes are not its
// message. gRPC would answer INTERNAL with no word.
//
//   builder.experimental().SetInterceptorCreators(…UnreadableRequests…);
#ifndef DUIKOU_SERVICES_RPC_UNREADABLE_REQUESTS_H_
#define DUIKOU_SERVICES_RPC_UNREADABLE_REQUESTS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/server_interceptor.h"

namespace duikou {

// INVALID_ARGUMENT. `message`: the full name of what it should have been.
absl::Status UnreadableRequest(absl::string_view message);

// Looks at the status alone, when it is sent: ours of that code have a message.
class UnreadableRequests final
    : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  grpc::experimental::Interceptor* CreateServerInterceptor(
      grpc::experimental::ServerRpcInfo* info) override;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_UNREADABLE_REQUESTS_H_
