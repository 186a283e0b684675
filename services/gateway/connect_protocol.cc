#include "services/gateway/connect_protocol.h"

#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/gateway/json_text.h"

namespace duikou {
namespace {

constexpr size_t kEnvelopeHead = 5;
constexpr size_t kMaxTimeoutDigits = 10;

struct CodeRow {
  absl::string_view name;
  int http;
};

// By absl::StatusCode.
constexpr CodeRow kCodes[] = {
    {"ok", 200},
    {"canceled", 499},
    {"unknown", 500},
    {"invalid_argument", 400},
    {"deadline_exceeded", 504},
    {"not_found", 404},
    {"already_exists", 409},
    {"permission_denied", 403},
    {"resource_exhausted", 429},
    {"failed_precondition", 400},
    {"aborted", 409},
    {"out_of_range", 400},
    {"unimplemented", 501},
    {"internal", 500},
    {"unavailable", 503},
    {"data_loss", 500},
    {"unauthenticated", 401},
};

const CodeRow& RowOf(absl::StatusCode code) {
  const auto number = static_cast<size_t>(code);
  return number < std::size(kCodes) ? kCodes[number] : kCodes[2];
}

bool IsBinaryKey(absl::string_view key) { return absl::EndsWith(key, "-bin"); }

void AppendMetadata(const CallMetadata& metadata, std::string& json) {
  std::map<absl::string_view, std::vector<std::string>> by_key;
  for (const auto& [key, value] : metadata) {
    by_key[key].push_back(IsBinaryKey(key) ? EncodeBinaryHeader(value) : value);
  }
  json += "\"metadata\":{";
  const char* comma = "";
  for (const auto& [key, values] : by_key) {
    json += comma;
    AppendJsonString(key, json);
    json += ":[";
    for (size_t i = 0; i < values.size(); ++i) {
      if (i > 0) json += ',';
      AppendJsonString(values[i], json);
    }
    json += ']';
    comma = ",";
  }
  json += '}';
}

}  // namespace

std::optional<ConnectContentType> ParseConnectContentType(
    absl::string_view text) {
  const absl::string_view type =
      absl::StripAsciiWhitespace(text.substr(0, text.find(';')));
  for (const bool json : {true, false}) {
    for (const bool streaming : {true, false}) {
      const ConnectContentType each = {.json = json, .streaming = streaming};
      if (absl::EqualsIgnoreCase(type, ContentTypeText(each))) return each;
    }
  }
  return std::nullopt;
}

absl::string_view ContentTypeText(ConnectContentType type) {
  if (type.streaming) {
    return type.json ? "application/connect+json" : "application/connect+proto";
  }
  return type.json ? "application/json" : "application/proto";
}

absl::string_view ConnectCodeName(absl::StatusCode code) {
  return RowOf(code).name;
}

int HttpStatusOf(absl::StatusCode code) { return RowOf(code).http; }

std::string ErrorJson(const ConnectError& error) {
  std::string json =
      absl::StrCat("{\"code\":\"", ConnectCodeName(error.code), "\"");
  if (!error.message.empty()) {
    json += ",\"message\":";
    AppendJsonString(error.message, json);
  }
  if (!error.details.empty()) {
    json += ",\"details\":[";
    for (const ConnectErrorDetail& detail : error.details) {
      if (json.back() != '[') json += ',';
      json += "{\"type\":";
      AppendJsonString(detail.type, json);
      absl::StrAppend(&json, ",\"value\":\"", EncodeBinaryHeader(detail.value),
                      "\"}");
    }
    json += ']';
  }
  return json + "}";
}

std::string EndStreamJson(const std::optional<ConnectError>& error,
                          const CallMetadata& trailers) {
  std::string json = "{";
  if (error) absl::StrAppend(&json, "\"error\":", ErrorJson(*error));
  if (!trailers.empty()) {
    if (error) json += ',';
    AppendMetadata(trailers, json);
  }
  return json + "}";
}

absl::StatusOr<absl::Duration> ParseConnectTimeout(absl::string_view text) {
  int64_t milliseconds = 0;
  if (text.empty() || text.size() > kMaxTimeoutDigits ||
      !std::all_of(text.begin(), text.end(), absl::ascii_isdigit) ||
      !absl::SimpleAtoi(text, &milliseconds)) {
    return absl::InvalidArgumentError(
        "connect-timeout-ms: is no number of at most 10 digits");
  }
  return absl::Milliseconds(milliseconds);
}

std::string EncodeBinaryHeader(absl::string_view bytes) {
  std::string text = absl::Base64Escape(bytes);
  text.erase(text.find_last_not_of('=') + 1);
  return text;
}

std::optional<std::string> DecodeBinaryHeader(absl::string_view text) {
  std::string bytes;
  if (!absl::Base64Unescape(text, &bytes)) return std::nullopt;
  return bytes;
}

std::string Envelope(uint8_t flags, absl::string_view payload) {
  std::string envelope;
  envelope.reserve(kEnvelopeHead + payload.size());
  envelope += static_cast<char>(flags);
  for (int shift = 24; shift >= 0; shift -= 8) {
    envelope += static_cast<char>((payload.size() >> shift) & 0xFF);
  }
  envelope.append(payload.data(), payload.size());
  return envelope;
}

absl::StatusOr<EnvelopeView> ParseSingleEnvelope(absl::string_view body) {
  if (body.size() < kEnvelopeHead) {
    return absl::InvalidArgumentError("the request has no message");
  }
  EnvelopeView envelope;
  envelope.flags = static_cast<uint8_t>(body[0]);
  size_t length = 0;
  for (size_t i = 1; i < kEnvelopeHead; ++i) {
    length = length << 8 | static_cast<uint8_t>(body[i]);
  }
  envelope.payload = body.substr(kEnvelopeHead);
  if (length > envelope.payload.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the message is cut off: ", envelope.payload.size(),
                     " of ", length, " bytes are there"));
  }
  if (length < envelope.payload.size()) {
    return absl::InvalidArgumentError(
        "the request has more than its one message");
  }
  if ((envelope.flags & ~kCompressed) != 0) {
    return absl::InvalidArgumentError(
        "the message has flags that no request may have");
  }
  return envelope;
}

}  // namespace duikou
