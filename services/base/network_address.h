// Network addresses as texts: 192.0.2.1, 2001:db8::1.
//
//   PlainAddress("%5B::ffff:192.0.2.1%5D");  // 192.0.2.1
//   NetworkOf("2001:db8::1");                // 2001:db8::/64
//   IsLoopbackAddress("127.0.0.1");          // true
#ifndef DUIKOU_SERVICES_BASE_NETWORK_ADDRESS_H_
#define DUIKOU_SERVICES_BASE_NETWORK_ADDRESS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace duikou {

// The address without brackets, in the form that is the same for all ways to
// write it: an IPv4 address that is mapped into IPv6 is its own. What is no
// address stays as it is.
std::string PlainAddress(absl::string_view text);

// Where limits for one client count: an IPv4 address itself, of IPv6 the
// network of 64 bits, which whoever has one address has as a whole. What is no
// address stays as it is.
std::string NetworkOf(absl::string_view address);

// Whether it is an address, without brackets.
bool IsNetworkAddress(absl::string_view text);

// Whether it is this machine's own, which no other can use.
bool IsLoopbackAddress(absl::string_view address);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_BASE_NETWORK_ADDRESS_H_
