// The names of the metadata that calls and answers carry.
#ifndef DUIKOU_SERVICES_RPC_METADATA_H_
#define DUIKOU_SERVICES_RPC_METADATA_H_

namespace duikou {

inline constexpr char kAuthorizationMetadata[] = "authorization";
// The network address of who calls, as a gateway tells it.
inline constexpr char kSourceMetadata[] = "duikou-source";
// Set by a gateway where another site's page made a browser send the call: it
// comes without a token, to be refused and taken into the audit trail.
inline constexpr char kCrossSiteMetadata[] = "duikou-cross-site";
inline constexpr char kRequestIdMetadata[] = "x-request-id";
inline constexpr char kMinRevisionMetadata[] = "duikou-min-revision";
inline constexpr char kRevisionMetadata[] = "duikou-revision";

// Behind the answer of a sign-in for a browser: `<secret>;<seconds>`, which a
// gateway makes a cookie of; `;0` takes it away.
inline constexpr char kSetSessionMetadata[] = "duikou-set-session";

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_METADATA_H_
