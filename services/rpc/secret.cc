#include "services/rpc/secret.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"

namespace duikou {
namespace {

constexpr size_t kSecretBytes = 32;
constexpr size_t kIdLetters = 16;
constexpr size_t kMaxText = 200;
// No vowels, and nothing that looks like something else.
constexpr absl::string_view kIdAlphabet = "bcdfghjkmnpqrstvwxyz23456789";
constexpr absl::string_view kCodeAlphabet = "BCDFGHJKMNPQRSTVWXYZ23456789";

struct Prefix {
  SecretKind kind;
  absl::string_view text;
};
constexpr Prefix kPrefixes[] = {{SecretKind::kSession, "dks_"},
                                {SecretKind::kToken, "dkt_"},
                                {SecretKind::kLink, "dkl_"}};

void StartSodium() {
  static const bool started = sodium_init() >= 0;
  DUIKOU_CHECK(started) << "libsodium does not start";
}

std::string RandomText(absl::string_view alphabet, size_t length) {
  std::string text;
  for (size_t i = 0; i < length; ++i) {
    text += alphabet[randombytes_uniform(alphabet.size())];
  }
  return text;
}

}  // namespace

Secret MakeSecret(SecretKind kind) {
  StartSodium();
  std::array<unsigned char, kSecretBytes> random;
  randombytes_buf(random.data(), random.size());
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string encoded(sodium_base64_encoded_len(random.size(), kVariant), '\0');
  sodium_bin2base64(encoded.data(), encoded.size(), random.data(),
                    random.size(), kVariant);
  encoded.pop_back();  // the terminating zero
  const auto prefix =
      std::find_if(std::begin(kPrefixes), std::end(kPrefixes),
                   [kind](const Prefix& entry) { return entry.kind == kind; });
  Secret secret;
  secret.id = RandomText(kIdAlphabet, kIdLetters);
  secret.text = absl::StrCat(prefix->text, secret.id, "_", encoded);
  secret.digest = DigestOf(secret.text);
  return secret;
}

std::optional<SecretParts> ParseSecret(absl::string_view text) {
  if (text.size() > kMaxText) return std::nullopt;
  for (const Prefix& prefix : kPrefixes) {
    if (!absl::StartsWith(text, prefix.text)) continue;
    const absl::string_view rest = text.substr(prefix.text.size());
    if (rest.size() <= kIdLetters + 1 || rest[kIdLetters] != '_') break;
    const absl::string_view id = rest.substr(0, kIdLetters);
    if (id.find_first_not_of(kIdAlphabet) != id.npos) break;
    return SecretParts{prefix.kind, std::string(id)};
  }
  return std::nullopt;
}

std::string DigestOf(absl::string_view text) {
  StartSodium();
  std::string digest(crypto_generichash_BYTES, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()),
                     digest.size(),
                     reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  return digest;
}

bool SameDigest(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && !a.empty() &&
         sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string MakeSetupCode() {
  StartSodium();
  std::string code;
  for (int group = 0; group < 3; ++group) {
    absl::StrAppend(&code, group == 0 ? "" : "-", RandomText(kCodeAlphabet, 4));
  }
  return code;
}

}  // namespace duikou
