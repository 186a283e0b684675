// Digests and random bytes, by libsodium.
//
//   const std::string digest = ValueDigest(record.value);  // 16 bytes
//   const std::string seal = KeyedDigest(key, message);    // 32 bytes
#ifndef DUIKOU_SERVICES_BASE_DIGEST_H_
#define DUIKOU_SERVICES_BASE_DIGEST_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace duikou {

inline constexpr size_t kValueDigestBytes = 16;
inline constexpr size_t kKeyedDigestBytes = 32;
inline constexpr size_t kContentDigestBytes = 32;

// BLAKE2b-16. Nobody finds a second value for a digest by accident; who makes
// both values may, at the price of 2^64 trials.
std::string ValueDigest(absl::string_view value);

// BLAKE2b-32: nobody makes two contents of one digest, not even on purpose.
std::string ContentDigest(absl::string_view content);

// Keyed BLAKE2b-32: a MAC. REQUIRES: a key of 32 bytes.
std::string KeyedDigest(absl::string_view key, absl::string_view message);

// Whether both are the same, in a time that does not tell where they differ.
bool SameSecret(absl::string_view a, absl::string_view b);

// From the system's source of randomness.
std::string RandomBytes(size_t count);

// Before other calls of libsodium; may be called by many threads, at any time.
void StartSodium();

}  // namespace duikou

#endif  // DUIKOU_SERVICES_BASE_DIGEST_H_
