#include "services/base/network_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace duikou {
namespace {

constexpr size_t kNetworkBytes = 8;
constexpr size_t kMappedBytes = 12;

absl::string_view WithoutBrackets(absl::string_view text) {
  // As gRPC writes them, escaped.
  if (absl::ConsumePrefix(&text, "%5B")) absl::ConsumeSuffix(&text, "%5D");
  if (absl::ConsumePrefix(&text, "[")) absl::ConsumeSuffix(&text, "]");
  return text;
}

std::optional<in6_addr> ParseIpv6(absl::string_view text) {
  // A link's own addresses name the link after a `%`.
  const std::string address(text.substr(0, text.find('%')));
  in6_addr parsed = {};
  if (inet_pton(AF_INET6, address.c_str(), &parsed) != 1) return std::nullopt;
  return parsed;
}

template <typename Address>
std::string TextOf(int family, const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(family, &address, text.data(), text.size());
  return text.data();
}

}  // namespace

std::string PlainAddress(absl::string_view text) {
  const std::optional<in6_addr> address = ParseIpv6(WithoutBrackets(text));
  if (!address) return std::string(text);
  if (!IN6_IS_ADDR_V4MAPPED(&*address)) return TextOf(AF_INET6, *address);
  in_addr mapped = {};
  std::memcpy(&mapped, address->s6_addr + kMappedBytes, sizeof(mapped));
  return TextOf(AF_INET, mapped);
}

std::string NetworkOf(absl::string_view address) {
  const std::string plain = PlainAddress(address);
  std::optional<in6_addr> network = ParseIpv6(plain);
  if (!network) return plain;
  std::memset(network->s6_addr + kNetworkBytes, 0,
              sizeof(network->s6_addr) - kNetworkBytes);
  return absl::StrCat(TextOf(AF_INET6, *network), "/64");
}

bool IsNetworkAddress(absl::string_view text) {
  in_addr ipv4 = {};
  return inet_pton(AF_INET, std::string(text).c_str(), &ipv4) == 1 ||
         ParseIpv6(text).has_value();
}

bool IsLoopbackAddress(absl::string_view address) {
  const std::string plain = PlainAddress(address);
  in_addr ipv4 = {};
  if (inet_pton(AF_INET, plain.c_str(), &ipv4) == 1) {
    return absl::StartsWith(plain, "127.");
  }
  return plain == "::1";
}

}  // namespace duikou
