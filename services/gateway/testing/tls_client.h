// A certificate and an HTTPS client for tests.
//
//   const TlsFiles files = MakeCertificate(directory);
//   std::string reply = AskOverTls(port, "GET / HTTP/1.1\r\n…");
#ifndef DUIKOU_SERVICES_GATEWAY_TESTING_TLS_CLIENT_H_
#define DUIKOU_SERVICES_GATEWAY_TESTING_TLS_CLIENT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/gateway/http_transport.h"

namespace duikou {

// Writes a self-signed certificate for 127.0.0.1 and its key.
TlsFiles MakeCertificate(const std::string& directory);

// Sends the request and reads to the end of the connection, by no newer TLS
// than `newest` (an OpenSSL version number). UNAVAILABLE where the handshake
// fails.
absl::StatusOr<std::string> AskOverTls(int port, absl::string_view request,
                                       int newest);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_TESTING_TLS_CLIENT_H_
