// What a request's headers mean to the roles, and their metadata to a client:
// who calls, from where, and the session's cookie.
//
//   ASSIGN_OR_RETURN(CallMetadata metadata, MetadataOf(request, origins));
//   …
//   AddMetadataHeaders(leading, "", response.headers);
//   AddMetadataHeaders(trailing, "trailer-", response.headers);
//   AddSessionCookie(leading, trailing, request.tls, response.headers);
//
// A browser's session is a cookie that scripts cannot read. It becomes the
// token of an `authorization` header, after checks that the request comes from
// our own pages: other sites can make a browser send the cookie, but neither a
// content type of ours nor these headers.
#ifndef DUIKOU_SERVICES_GATEWAY_CALL_METADATA_H_
#define DUIKOU_SERVICES_GATEWAY_CALL_METADATA_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/gateway/connect_protocol.h"
#include "services/gateway/http_message.h"
#include "services/gateway/public_origins.h"
#include "services/rpc/metadata.h"

namespace duikou {

// The cookie's name: with TLS one that only this host can set.
absl::string_view SessionCookieName(bool tls);

// What goes upstream with a call: the token, the source, user-agent (also as
// x-user-agent, as gRPC sets its own on the way to another process), and other
// headers that are no matter of HTTP or Connect. Where a request without an
// Authorization header seems to come from another site's page, its cookie stays
// behind and kCrossSiteMetadata has the role refuse it: ours are the pages of
// `origins`, or of the request's own host where there are none.
// INVALID_ARGUMENT for a -bin header that is no base64.
absl::StatusOr<CallMetadata> MetadataOf(const HttpRequest& request,
                                        const PublicOrigins& origins);

// Adds metadata of an answer as headers, but for what is not a client's.
void AddMetadataHeaders(const CallMetadata& metadata, absl::string_view prefix,
                        HttpHeaders& headers);

// The same metadata without what is not a client's.
CallMetadata ClientMetadata(const CallMetadata& metadata);

// Adds Set-Cookie where an answer's metadata ask for it.
void AddSessionCookie(const CallMetadata& leading, const CallMetadata& trailing,
                      bool tls, HttpHeaders& headers);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_CALL_METADATA_H_
