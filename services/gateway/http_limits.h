// HttpLimits: what one client, and all of them, may take of the server.
#ifndef DUIKOU_SERVICES_GATEWAY_HTTP_LIMITS_H_
#define DUIKOU_SERVICES_GATEWAY_HTTP_LIMITS_H_

#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"

namespace duikou {

struct HttpLimits {
  // Request line and headers; more is answered 431. Cookies and tokens fit.
  size_t header_bytes = 16 << 10;
  // A body as it is sent; more is answered 413. An import of 32 MiB fits.
  size_t body_bytes = 33 << 20;
  // Bodies over 64 KiB, of all connections together; more is answered 503.
  int64_t large_bodies_bytes = 512 << 20;

  // From a request's first byte to the end of its head, and a TLS handshake.
  absl::Duration header_time = absl::Seconds(10);
  // The longest pause within a body, and a whole body's time beside what
  // least_bytes_per_second gives it.
  absl::Duration body_time = absl::Seconds(30);
  // Between two requests of a connection.
  absl::Duration idle_time = absl::Seconds(30);
  // A write's time beside what least_bytes_per_second gives it.
  absl::Duration write_time = absl::Seconds(30);
  // The slowest line that is still served: 512 kbit/s.
  int64_t least_bytes_per_second = 64 << 10;

  // Open connections; more are answered 503 and closed.
  int connections = 4096;
  // From one address (of IPv6, one network of 64 bits). Addresses of loopback
  // are this machine's own, as a proxy in front of the server is.
  int connections_per_source = 512;
  bool limit_loopback_sources = false;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_HTTP_LIMITS_H_
