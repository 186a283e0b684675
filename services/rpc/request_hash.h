// RequestHash: the same text for the same request on every machine, another
// one for any other request, for all practical purposes.
//
//   commit.fingerprint = RequestHash(request, {"validate_only"});
#ifndef DUIKOU_SERVICES_RPC_REQUEST_HASH_H_
#define DUIKOU_SERVICES_RPC_REQUEST_HASH_H_

#include <initializer_list>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace duikou {

// SHA-256 of the message's type and its fields but `without`, which are
// top-level field names that the type need not have. 32 bytes.
std::string RequestHash(const google::protobuf::Message& request,
                        std::initializer_list<absl::string_view> without);

// SHA-256 of a text. 32 bytes.
std::string Sha256(absl::string_view text);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_REQUEST_HASH_H_
