// Where the services are: one server for all, or one for each.
//
//   absl::StatusOr<Endpoints> all = ParseEndpoints("127.0.0.1:7100");
//   absl::StatusOr<Endpoints> each = ParseEndpoints(
//       "access=10.0.0.1:7100,catalogue=10.0.0.1:7100,"
//       "profiles=10.0.0.2:7100,matching=10.0.0.3:7100,"
//       "assignment=10.0.0.4:7100,fair=10.0.0.6:7100,progress=10.0.0.5:7100");
//   absl::StatusOr<Endpoints> some = ParseEndpoints(
//       "10.0.0.1:7100,matching=10.0.0.3:7100");  // the first for the others
#ifndef DUIKOU_CLIENTS_LIB_ENDPOINTS_H_
#define DUIKOU_CLIENTS_LIB_ENDPOINTS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace duikou::client {

// The gRPC target of each service, as gRPC names targets (`host:port`,
// `unix:///run/duikou.sock`).
struct Endpoints {
  std::string access;
  std::string catalogue;
  std::string profiles;
  std::string matching;
  std::string assignment;
  std::string fair;
  std::string progress;

  // The target of the service with this full name, such as
  // `duikou.matching.v1.MatchingService`; empty where it is none of them.
  const std::string& Target(absl::string_view service) const;
};

// Whether what is sent to the target stays on this machine: a loopback address
// or a Unix socket.
bool IsOnThisMachine(absl::string_view target);

// Parses a list of `target` and `service=target`, separated by commas. A
// target without a service is that of all services not named.
// INVALID_ARGUMENT where a service is unknown, named twice or without target.
absl::StatusOr<Endpoints> ParseEndpoints(absl::string_view text);

}  // namespace duikou::client

#endif  // DUIKOU_CLIENTS_LIB_ENDPOINTS_H_
