// The Connect protocol's texts and frames: content types, error codes, errors
// as JSON, timeouts, envelopes. Pure.
//
//   std::string end = Envelope(kEndStream, EndStreamJson(error, trailers));
//
// Reference: connectrpc.com/docs/protocol.
#ifndef DUIKOU_SERVICES_GATEWAY_CONNECT_PROTOCOL_H_
#define DUIKOU_SERVICES_GATEWAY_CONNECT_PROTOCOL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace duikou {

// Metadata of a call: keys in lower case; values of keys in -bin are bytes.
using CallMetadata = std::vector<std::pair<std::string, std::string>>;

struct ConnectContentType {
  bool json = false;       // else the binary format
  bool streaming = false;  // enveloped
};
// `application/json; charset=utf-8` and its like; none where it is no such
// type.
std::optional<ConnectContentType> ParseConnectContentType(
    absl::string_view text);
absl::string_view ContentTypeText(ConnectContentType type);

// A detail of an error: a message by its full name and its bytes.
struct ConnectErrorDetail {
  std::string type;
  std::string value;
};

struct ConnectError {
  absl::StatusCode code = absl::StatusCode::kUnknown;
  std::string message;
  std::vector<ConnectErrorDetail> details;
};

// `invalid_argument`.
absl::string_view ConnectCodeName(absl::StatusCode code);
// What an HTTP client sees of it.
int HttpStatusOf(absl::StatusCode code);
// {"code":"not_found","message":"…","details":[…]}
std::string ErrorJson(const ConnectError& error);
// What ends a stream: the error, if any, and the trailing metadata.
std::string EndStreamJson(const std::optional<ConnectError>& error,
                          const CallMetadata& trailers);

// A Connect-Timeout-Ms header. INVALID_ARGUMENT where it is none.
absl::StatusOr<absl::Duration> ParseConnectTimeout(absl::string_view text);

// How values of metadata keys in -bin look in a header: base64, where padding
// is optional. None where it is no base64.
std::string EncodeBinaryHeader(absl::string_view bytes);
std::optional<std::string> DecodeBinaryHeader(absl::string_view text);

// The flags of an envelope.
inline constexpr uint8_t kCompressed = 1;
inline constexpr uint8_t kEndStream = 2;

struct EnvelopeView {
  uint8_t flags = 0;
  absl::string_view payload;
};
// The envelope's five bytes of head and the payload. REQUIRES: it is shorter
// than 4 GiB.
std::string Envelope(uint8_t flags, absl::string_view payload);
// The one message of a stream's request; borrows `body`. INVALID_ARGUMENT where
// it is none, or more, or cut off.
absl::StatusOr<EnvelopeView> ParseSingleEnvelope(absl::string_view body);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_CONNECT_PROTOCOL_H_
