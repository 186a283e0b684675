#include "services/base/digest.h"

#include <sodium.h>

#include "matcher/base/check.h"

namespace duikou {
namespace {

unsigned char* Bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string Blake2b(size_t size, absl::string_view key,
                    absl::string_view message) {
  StartSodium();
  std::string digest(size, '\0');
  crypto_generichash(Bytes(digest), digest.size(), Bytes(message),
                     message.size(), key.empty() ? nullptr : Bytes(key),
                     key.size());
  return digest;
}

}  // namespace

// It chooses the fastest code for this machine.
void StartSodium() {
  static const bool ready = sodium_init() >= 0;
  DUIKOU_CHECK(ready) << "libsodium finds no source of randomness";
}

std::string ValueDigest(absl::string_view value) {
  return Blake2b(kValueDigestBytes, "", value);
}

std::string ContentDigest(absl::string_view content) {
  return Blake2b(kContentDigestBytes, "", content);
}

std::string KeyedDigest(absl::string_view key, absl::string_view message) {
  DUIKOU_CHECK(key.size() == kKeyedDigestBytes);
  return Blake2b(kKeyedDigestBytes, key, message);
}

bool SameSecret(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() &&
         (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

std::string RandomBytes(size_t count) {
  StartSodium();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

}  // namespace duikou
