#include "services/gateway/call_metadata.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

constexpr absl::string_view kMinRevision = "duikou-min-revision";
constexpr size_t kMaxTokenBytes = 4096;

// Headers of HTTP, of browsers and of proxies, which mean nothing to a role,
// and those that the gateway sets itself.
bool IsForUs(absl::string_view name) {
  static const auto& names = *new absl::flat_hash_set<absl::string_view>{
      "accept",      "age",        "authorization",
      "connection",  "cookie",     "date",
      "dnt",         "expect",     "forwarded",
      "from",        "host",       "http2-settings",
      "keep-alive",  "origin",     "pragma",
      "priority",    "range",      "referer",
      "te",          "trailer",    "transfer-encoding",
      "upgrade",     "user-agent", "cache-control",
      "via",         "x-real-ip",  "x-user-agent",
      "x-client-ip", "server",     "set-cookie",
  };
  for (const absl::string_view prefix :
       {"accept-", "connect-", "content-", "grpc-", "if-", "proxy-", "sec-",
        "x-forwarded-", "duikou-", "upgrade-", "access-control-", "trailer-"}) {
    if (absl::StartsWith(name, prefix)) return name != kMinRevision;
  }
  return names.contains(name);
}

bool IsMetadataKey(absl::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-' ||
           c == '_' || c == '.';
  });
}

bool IsPrintable(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c >= 0x20 && c < 0x7F; });
}

// The characters of a bearer token (RFC 6750), of which a cookie may be made.
bool IsToken(absl::string_view text) {
  return !text.empty() && text.size() <= kMaxTokenBytes &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(c) || absl::StrContains("-._~+/=", c);
         });
}

std::optional<std::string> SessionToken(const HttpRequest& request) {
  for (const HttpHeader& header : request.headers) {
    if (header.name != "cookie") continue;
    for (absl::string_view cookie : absl::StrSplit(header.value, ';')) {
      cookie = absl::StripAsciiWhitespace(cookie);
      if (absl::ConsumePrefix(&cookie, SessionCookieName(request.tls)) &&
          absl::ConsumePrefix(&cookie, "=") && IsToken(cookie)) {
        return std::string(cookie);
      }
    }
  }
  return std::nullopt;
}

bool IsCrossSite(const HttpRequest& request, const PublicOrigins& origins) {
  const std::string* site = request.Header("sec-fetch-site");
  if (site != nullptr && *site != "same-origin" && *site != "none") return true;
  const std::string* origin = request.Header("origin");
  if (origin == nullptr) return false;
  if (!origins.empty()) return !origins.Has(*origin);
  const std::string* host = request.Header("host");
  return host == nullptr ||
         !absl::EqualsIgnoreCase(
             *origin,
             absl::StrCat(request.tls ? "https://" : "http://", *host));
}

absl::Status AddHeader(const HttpHeader& header, CallMetadata& metadata) {
  if (!absl::EndsWith(header.name, "-bin")) {
    if (IsPrintable(header.value)) {
      metadata.emplace_back(header.name, header.value);
    }
    return absl::OkStatus();
  }
  const std::optional<std::string> bytes = DecodeBinaryHeader(header.value);
  if (!bytes) {
    return absl::InvalidArgumentError(
        absl::StrCat(header.name, ": is no base64"));
  }
  metadata.emplace_back(header.name, *bytes);
  return absl::OkStatus();
}

const std::string* Find(const CallMetadata& metadata, absl::string_view key) {
  for (const auto& [name, value] : metadata) {
    if (name == key) return &value;
  }
  return nullptr;
}

}  // namespace

absl::string_view SessionCookieName(bool tls) {
  return tls ? "__Host-duikou-session" : "duikou-session";
}

absl::StatusOr<CallMetadata> MetadataOf(const HttpRequest& request,
                                        const PublicOrigins& origins) {
  CallMetadata metadata = {{kSourceMetadata, request.source}};
  const std::string* authorization = request.Header("authorization");
  if (authorization == nullptr) {
    if (IsCrossSite(request, origins)) {
      metadata.emplace_back(kCrossSiteMetadata, "1");
    } else if (const std::optional<std::string> token = SessionToken(request)) {
      metadata.emplace_back("authorization", absl::StrCat("Bearer ", *token));
    }
  } else if (IsPrintable(*authorization)) {
    metadata.emplace_back("authorization", *authorization);
  }
  const std::string* agent = request.Header("user-agent");
  if (agent != nullptr && IsPrintable(*agent)) {
    metadata.emplace_back("user-agent", *agent);
    metadata.emplace_back("x-user-agent", *agent);
  }
  for (const HttpHeader& header : request.headers) {
    if (IsForUs(header.name) || !IsMetadataKey(header.name)) continue;
    RETURN_IF_ERROR(AddHeader(header, metadata));
  }
  return metadata;
}

CallMetadata ClientMetadata(const CallMetadata& metadata) {
  CallMetadata of_client;
  for (const auto& entry : metadata) {
    // duikou-revision is for clients; the rest of IsForUs() is not.
    if (entry.first == kSetSessionMetadata ||
        (IsForUs(entry.first) && !absl::StartsWith(entry.first, "duikou-"))) {
      continue;
    }
    of_client.push_back(entry);
  }
  return of_client;
}

void AddMetadataHeaders(const CallMetadata& metadata, absl::string_view prefix,
                        HttpHeaders& headers) {
  for (const auto& [key, value] : ClientMetadata(metadata)) {
    headers.push_back(
        {absl::StrCat(prefix, key),
         absl::EndsWith(key, "-bin") ? EncodeBinaryHeader(value) : value});
  }
}

void AddSessionCookie(const CallMetadata& leading, const CallMetadata& trailing,
                      bool tls, HttpHeaders& headers) {
  const std::string* session = Find(leading, kSetSessionMetadata);
  if (session == nullptr) session = Find(trailing, kSetSessionMetadata);
  if (session == nullptr) return;
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(*session, absl::MaxSplits(';', 1));
  int64_t seconds = 0;
  if (!absl::SimpleAtoi(parts.second, &seconds) || seconds < 0 ||
      (seconds > 0 && !IsToken(parts.first))) {
    return;
  }
  headers.push_back(
      {"Set-Cookie",
       absl::StrCat(SessionCookieName(tls), "=",
                    seconds == 0 ? absl::string_view() : parts.first,
                    "; Path=/; Max-Age=", seconds,
                    "; HttpOnly; SameSite=Strict", tls ? "; Secure" : "")});
}

}  // namespace duikou
