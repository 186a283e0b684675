// HttpServer: HTTP/1.1 for many clients on a few threads, within limits.
//
//   ASSIGN_OR_RETURN(
//       std::unique_ptr<HttpServer> server,
//       HttpServer::Start({.listen = "127.0.0.1:0"}, registry,
//                         [](HttpRequest request,
//                            std::shared_ptr<HttpExchange> exchange) {
//                           exchange->Respond(…);
//                         }));
//   ... server->port() ... server->Stop(absl::Seconds(10));
//
// A connection costs no thread, and every client that is slow, silent or gone
// meets a deadline. What breaks HTTP or a limit is answered with a Connect
// error as its body. Metrics: duikou_http_connections,
// duikou_http_large_body_bytes, duikou_http_requests_total and
// duikou_http_seconds by kind and code, and duikou_http_refused_total by
// reason.
#ifndef DUIKOU_SERVICES_GATEWAY_HTTP_SERVER_H_
#define DUIKOU_SERVICES_GATEWAY_HTTP_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "prometheus/registry.h"
#include "services/gateway/http_limits.h"
#include "services/gateway/http_message.h"
#include "services/gateway/http_transport.h"

namespace duikou {

struct HttpServerOptions {
  std::string listen =
      "127.0.0.1:0";  // an IP address and a port; 0: a free one
  TlsFiles tls;       // none: plain HTTP
  HttpLimits limits;
  // Threads that read and write. They never wait, so more than there are cores
  // only take turns.
  int io_threads = 2;
  HttpHeaders shared_headers;  // of every answer
};

// Thread-safe.
class HttpServer {
 public:
  // Serves until Stop(). `registry` outlives the server. INVALID_ARGUMENT for a
  // wrong address or TLS file; UNAVAILABLE where the address is taken.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(
      const HttpServerOptions& options, prometheus::Registry& registry,
      HttpHandler handler);
  // Stops without grace, if nobody did.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  int port() const;
  std::string address() const;  // host:port

  // Accepts no more, lets requests under way take up to `grace`, then closes
  // all. Returns when every exchange is gone.
  void Stop(absl::Duration grace);

 private:
  class Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);

  const std::unique_ptr<Impl> impl_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_HTTP_SERVER_H_
