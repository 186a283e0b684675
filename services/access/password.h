// Passwords: what they must be, and their hashes.
//
//   RETURN_IF_ERROR(CheckPassword("new_password", password, "li-ming"));
//   ASSIGN_OR_RETURN(std::string hash, hasher.Hash(password, deadline));
//   ASSIGN_OR_RETURN(bool right, hasher.Verify(hash, password, deadline));
#ifndef DUIKOU_SERVICES_ACCESS_PASSWORD_H_
#define DUIKOU_SERVICES_ACCESS_PASSWORD_H_

#include <cstddef>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace duikou {

inline constexpr int kLeastPasswordLength = 10;

// INVALID_ARGUMENT naming the field where a new password is shorter than
// kLeastPasswordLength characters, is or contains the person's id, or repeats
// one or two characters.
absl::Status CheckPassword(absl::string_view field, absl::string_view password,
                           absl::string_view person_id);

// argon2id by libsodium, 19 MiB and 2 passes as OWASP asks, some 50 ms each.
// A few at once and a few more that wait, so that attempts to sign in cannot
// take the machine. Thread-safe.
class PasswordHasher {
 public:
  struct Options {
    int at_once = 2;
    int waiting = 32;
    size_t memory_bytes = 19 << 20;
    int passes = 2;
  };
  PasswordHasher() : PasswordHasher(Options()) {}
  explicit PasswordHasher(Options options) : options_(options) {}

  // RESOURCE_EXHAUSTED where too many wait; DEADLINE_EXCEEDED.
  absl::StatusOr<std::string> Hash(absl::string_view password,
                                   absl::Time deadline);
  // An empty hash, of nobody, costs as much and is never right.
  absl::StatusOr<bool> Verify(const std::string& hash,
                              absl::string_view password, absl::Time deadline);
  // Whether the hash was made with other costs than these.
  bool IsOutdated(const std::string& hash) const;

 private:
  // Waits for its turn; the destructor passes it on.
  class Turn;
  absl::Status Wait(absl::Time deadline) ABSL_LOCKS_EXCLUDED(mutex_);
  std::string NobodysHash();

  const Options options_;
  absl::Mutex mutex_;
  int running_ ABSL_GUARDED_BY(mutex_) = 0;
  int waiting_ ABSL_GUARDED_BY(mutex_) = 0;
  std::string nobodys_hash_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_PASSWORD_H_
