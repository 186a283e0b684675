// The flags of duikou-server. They are read here alone.
#ifndef DUIKOU_SERVICES_MAIN_SERVER_OPTIONS_H_
#define DUIKOU_SERVICES_MAIN_SERVER_OPTIONS_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/rpc/host.h"
#include "services/rpc/tls.h"

namespace duikou {

struct ServerOptions {
  std::string roles = "all";
  std::string store;  // sqlite:PATH, redis://…, memory:
  std::string listen = "127.0.0.1:7100";
  RpcTls tls;                           // of gRPC
  std::string http = "127.0.0.1:7180";  // of the gateway
  std::string http_tls_cert;            // PEM; empty: plain HTTP
  std::string http_tls_key;
  // Where browsers find it behind a proxy that ends TLS: https://host,…; empty:
  // there is none.
  std::string http_public_origins;
  std::string web;  // directory of the built web client; empty: none
  // Where roles are that are not of this process: catalogue=host:port,…
  std::string upstream;
  bool http_metrics_for_all = false;
  std::string metrics;  // host:port; empty: none
  std::string log_level = "info";
  absl::Duration grace_period = absl::Seconds(10);
  std::string pid_file;  // empty: none
  AccessOptions access = {.sign_in = true};
};

// What a command line asks for: options, or a text to print and an exit code.
struct ParsedCommandLine {
  std::optional<ServerOptions> options;
  int exit_code = 0;
  std::string output;  // for the standard output
  std::string error;   // for the standard error
};

ParsedCommandLine ParseCommandLine(int argc, const char* const* argv);

// Where the store is without --store: under $DUIKOU_DATA_DIR, else
// $XDG_DATA_HOME/duikou, else ~/.local/share/duikou.
std::string DefaultStore();

// Where the key of the audit trail is without --audit_key: beside the file of
// the store, else in the same directories; empty for a store in memory.
std::string DefaultAuditKey(absl::string_view store);

// OK where each address is one of this machine alone, or people must sign in
// and what they send is encrypted; else INVALID_ARGUMENT naming the flag.
absl::Status CheckAddresses(const ServerOptions& options);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MAIN_SERVER_OPTIONS_H_
