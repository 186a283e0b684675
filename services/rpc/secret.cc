#include "services/rpc/secret.h"

#include <sodium.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"
#include "services/base/digest.h"

namespace duikou {
namespace {

constexpr size_t kSecretBytes = 32;
constexpr size_t kIdLetters = 16;
constexpr size_t kPrefixLetters = 8;
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

std::string RandomText(absl::string_view alphabet, size_t length) {
  StartSodium();
  std::string text;
  for (size_t i = 0; i < length; ++i) {
    text += alphabet[randombytes_uniform(alphabet.size())];
  }
  return text;
}

Secret SecretOf(SecretKind kind, std::string id) {
  const auto prefix =
      std::find_if(std::begin(kPrefixes), std::end(kPrefixes),
                   [kind](const Prefix& entry) { return entry.kind == kind; });
  Secret secret;
  secret.id = std::move(id);
  secret.text =
      absl::StrCat(prefix->text, secret.id, "_",
                   absl::WebSafeBase64Escape(RandomBytes(kSecretBytes)));
  secret.digest = ValueDigest(secret.text);
  return secret;
}

}  // namespace

Secret MakeSecret(SecretKind kind) {
  DUIKOU_CHECK(kind != SecretKind::kSession);
  return SecretOf(kind, RandomText(kIdAlphabet, kIdLetters));
}

Secret MakeSessionSecret(absl::string_view person) {
  return SecretOf(
      SecretKind::kSession,
      absl::StrCat(SessionPrefix(person),
                   RandomText(kIdAlphabet, kIdLetters - kPrefixLetters)));
}

std::string SessionPrefix(absl::string_view person) {
  const std::string digest = ValueDigest(person);
  std::string prefix;
  for (size_t i = 0; i < kPrefixLetters; ++i) {
    prefix +=
        kIdAlphabet[static_cast<unsigned char>(digest[i]) % kIdAlphabet.size()];
  }
  return prefix;
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

std::string MakeSetupCode() {
  std::string code;
  for (int group = 0; group < 3; ++group) {
    absl::StrAppend(&code, group == 0 ? "" : "-", RandomText(kCodeAlphabet, 4));
  }
  return code;
}

}  // namespace duikou
