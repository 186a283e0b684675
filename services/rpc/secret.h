// Secrets that programs carry: sessions, tokens, links and codes.
//
//   const Secret secret = MakeSessionSecret("people/li");
//   secret.text;    // dks_<id>_<43 letters>: told to its bearer alone
//   secret.id;      // of the record that stands for it
//   secret.digest;  // what the record keeps: ValueDigest(secret.text)
//   std::optional<SecretParts> parts = ParseSecret(text);
//
// A secret has 256 random bits, so that its digest needs neither salt nor cost.
#ifndef DUIKOU_SERVICES_RPC_SECRET_H_
#define DUIKOU_SERVICES_RPC_SECRET_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace duikou {

enum class SecretKind { kSession, kToken, kLink };

struct Secret {
  std::string text;
  std::string id;
  std::string digest;
};

struct SecretParts {
  SecretKind kind;
  std::string id;
};

// REQUIRES: no session; they say whose they are.
Secret MakeSecret(SecretKind kind);

// One whose id begins with SessionPrefix() of the person.
Secret MakeSessionSecret(absl::string_view person);

// What the ids of all sessions of a person begin with, so that they are listed
// without those of nearly all others. Tells nothing of the person.
std::string SessionPrefix(absl::string_view person);

// What a text that looks like a secret says; none where it is none.
std::optional<SecretParts> ParseSecret(absl::string_view text);

// 12 letters and digits in groups, easy to type: `K7QF-2M9X-PT4R`.
std::string MakeSetupCode();

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_SECRET_H_
