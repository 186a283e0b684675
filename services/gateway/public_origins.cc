#include "services/gateway/public_origins.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/base/network_address.h"

namespace duikou {
namespace {

constexpr absl::string_view kScheme = "https://";
constexpr absl::string_view kStandardPort = ":443";
constexpr char kUnknown[] = "unknown";

bool IsHost(absl::string_view host) {
  if (absl::ConsumePrefix(&host, "[")) {
    return absl::ConsumeSuffix(&host, "]") && IsNetworkAddress(host);
  }
  return !host.empty() && absl::ascii_isalnum(host.front()) &&
         std::all_of(host.begin(), host.end(), [](char c) {
           return absl::ascii_isalnum(c) || c == '-' || c == '.';
         });
}

bool IsPort(absl::string_view port) {
  int number = 0;
  return std::all_of(port.begin(), port.end(), absl::ascii_isdigit) &&
         absl::SimpleAtoi(port, &number) && number > 0 && number <= 65535;
}

// As browsers write it; empty where it is none.
std::string OriginOf(absl::string_view text) {
  std::string origin = absl::AsciiStrToLower(text);
  absl::string_view host = origin;
  if (!absl::ConsumePrefix(&host, kScheme)) return "";
  const size_t colon = host.find(':', host.find(']') + 1);
  if (colon != absl::string_view::npos && !IsPort(host.substr(colon + 1))) {
    return "";
  }
  if (!IsHost(host.substr(0, colon))) return "";
  return std::string(absl::StripSuffix(origin, kStandardPort));
}

// The last address of the last such header; none where there is no header.
const HttpHeader* LastForwarded(const HttpRequest& request) {
  const auto found = std::find_if(
      request.headers.rbegin(), request.headers.rend(),
      [](const HttpHeader& h) { return h.name == "x-forwarded-for"; });
  return found == request.headers.rend() ? nullptr : &*found;
}

}  // namespace

absl::StatusOr<PublicOrigins> PublicOrigins::Parse(absl::string_view list) {
  PublicOrigins parsed;
  if (list.empty()) return parsed;
  for (const absl::string_view entry : absl::StrSplit(list, ',')) {
    std::string origin = OriginOf(absl::StripAsciiWhitespace(entry));
    if (origin.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", entry, "\" is not of the form https://HOST or ",
                       "https://HOST:PORT, without a path"));
    }
    parsed.origins_.push_back(std::move(origin));
  }
  return parsed;
}

bool PublicOrigins::Has(absl::string_view origin) const {
  return std::any_of(origins_.begin(), origins_.end(),
                     [origin](const std::string& own) {
                       return absl::EqualsIgnoreCase(own, origin);
                     });
}

void PublicOrigins::Adopt(HttpRequest& request) const {
  if (empty()) return;
  request.tls = true;
  const HttpHeader* forwarded = LastForwarded(request);
  if (forwarded == nullptr || !IsLoopbackAddress(request.source)) return;
  const absl::string_view whole = forwarded->value;
  // Without a comma, from the beginning: npos + 1 is 0.
  const std::string address = PlainAddress(
      absl::StripAsciiWhitespace(whole.substr(whole.rfind(',') + 1)));
  request.source = IsNetworkAddress(address) ? address : kUnknown;
}

}  // namespace duikou
