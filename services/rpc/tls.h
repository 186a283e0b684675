// TLS between the processes of duikou, and from its clients.
//
//   ASSIGN_OR_RETURN(auto credentials, ServerCredentialsOf(
//       {.cert = "server.pem", .key = "server.key", .ca = "ca.pem"}));
//
// With an authority a server asks its callers for a certificate and lets none
// in that shows a wrong one. Those that show none are people's programs, which
// sign in; those that show one are processes of ours, such as a gateway, whose
// word on where a call comes from is taken.
#ifndef DUIKOU_SERVICES_RPC_TLS_H_
#define DUIKOU_SERVICES_RPC_TLS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"

namespace duikou {

// PEM files; all empty: no TLS.
struct RpcTls {
  std::string cert;  // this process's certificate, and its chain
  std::string key;   // its key
  std::string ca;    // the authorities that sign the other processes'
};

// INVALID_ARGUMENT naming a file that cannot be read or holds no PEM.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> ServerCredentialsOf(
    const RpcTls& tls);
absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> ChannelCredentialsOf(
    const RpcTls& tls);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_TLS_H_
