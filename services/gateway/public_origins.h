// PublicOrigins: where browsers find the gateway when a proxy in front of it
// ends TLS, and so what is true of a request that came through it.
//
//   ASSIGN_OR_RETURN(PublicOrigins origins,
//                    PublicOrigins::Parse("https://duikou.example.org"));
//   origins.Adopt(request);                       // source, tls
//   origins.Has("https://duikou.example.org");    // true
//
// The proxy passes the Origin header on and adds the client's address to
// X-Forwarded-For. It is believed where it is on this machine, which alone can
// reach a gateway without a certificate of its own.
#ifndef DUIKOU_SERVICES_GATEWAY_PUBLIC_ORIGINS_H_
#define DUIKOU_SERVICES_GATEWAY_PUBLIC_ORIGINS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/gateway/http_message.h"

namespace duikou {

// A value. Thread-compatible.
class PublicOrigins {
 public:
  // None: no proxy ends TLS.
  PublicOrigins() = default;

  // Of `https://HOST[:PORT],…`; an empty text has none. INVALID_ARGUMENT
  // quoting what is not of that form.
  static absl::StatusOr<PublicOrigins> Parse(absl::string_view list);

  bool empty() const { return origins_.empty(); }

  // Whether it is one of them, as browsers write it.
  bool Has(absl::string_view origin) const;

  // Takes a request for the one that the proxy got: by TLS, and from the
  // address that it was the last to add, which is "unknown" where it is none.
  // Does nothing where there are no origins.
  void Adopt(HttpRequest& request) const;

 private:
  std::vector<std::string> origins_;  // in lower case, without the port 443
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_PUBLIC_ORIGINS_H_
