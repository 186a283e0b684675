#include "services/access/password.h"

#include <sodium.h>

#include <array>
#include <cstring>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/digest.h"
#include "services/base/utf8.h"
#include "services/base/violation.h"

namespace duikou {
namespace {

constexpr size_t kFewestDifferentBytes = 3;

}  // namespace

absl::Status CheckPassword(absl::string_view field, absl::string_view password,
                           absl::string_view person_id) {
  const auto refuse = [field](std::string zh, absl::string_view en) {
    return Refused(absl::StatusCode::kInvalidArgument, field, std::move(zh),
                   en);
  };
  if (ScanUtf8(password).characters < kLeastPasswordLength) {
    return refuse(
        absl::StrCat("少于 ", kLeastPasswordLength, " 个字符"),
        absl::StrCat("has fewer than ", kLeastPasswordLength, " characters"));
  }
  const std::string lower = absl::AsciiStrToLower(password);
  if (!person_id.empty() && absl::StrContains(lower, person_id)) {
    return refuse("包含登录账号", "contains the name to sign in with");
  }
  if (std::set<char>(lower.begin(), lower.end()).size() <
      kFewestDifferentBytes) {
    return refuse("只是一两个字符的重复", "repeats one or two characters");
  }
  return absl::OkStatus();
}

class PasswordHasher::Turn {
 public:
  explicit Turn(PasswordHasher& hasher) : hasher_(hasher) {}
  ~Turn() {
    absl::MutexLock lock(&hasher_.mutex_);
    --hasher_.running_;
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  PasswordHasher& hasher_;
};

absl::Status PasswordHasher::Wait(absl::Time deadline) {
  absl::MutexLock lock(&mutex_);
  if (running_ >= options_.at_once && waiting_ >= options_.waiting) {
    return Refused(
        absl::StatusCode::kResourceExhausted, "",
        "此刻登录的人过多，请稍后再试",
        "too many people sign in at this moment: try again in a second");
  }
  ++waiting_;
  const auto free = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return running_ < options_.at_once;
  };
  const bool mine = mutex_.AwaitWithDeadline(absl::Condition(&free), deadline);
  --waiting_;
  if (!mine) return absl::DeadlineExceededError("no turn to check a password");
  ++running_;
  return absl::OkStatus();
}

absl::StatusOr<std::string> PasswordHasher::Hash(absl::string_view password,
                                                 absl::Time deadline) {
  StartSodium();
  RETURN_IF_ERROR(Wait(deadline));
  const Turn turn(*this);
  std::array<char, crypto_pwhash_STRBYTES> hash;
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(),
                            options_.passes, options_.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return absl::ResourceExhaustedError("no memory to hash a password");
  }
  return std::string(hash.data(), strnlen(hash.data(), hash.size()));
}

std::string PasswordHasher::NobodysHash() {
  {
    absl::MutexLock lock(&mutex_);
    if (!nobodys_hash_.empty()) return nobodys_hash_;
  }
  std::array<char, crypto_pwhash_STRBYTES> hash;
  if (crypto_pwhash_str_alg(hash.data(), "", 0, options_.passes,
                            options_.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return "";
  }
  absl::MutexLock lock(&mutex_);
  nobodys_hash_.assign(hash.data(), strnlen(hash.data(), hash.size()));
  return nobodys_hash_;
}

absl::StatusOr<bool> PasswordHasher::Verify(const std::string& hash,
                                            absl::string_view password,
                                            absl::Time deadline) {
  StartSodium();
  RETURN_IF_ERROR(Wait(deadline));
  const Turn turn(*this);
  const std::string checked = hash.empty() ? NobodysHash() : hash;
  // libsodium reads the whole array.
  std::array<char, crypto_pwhash_STRBYTES> padded{};
  if (checked.size() >= padded.size()) return false;
  checked.copy(padded.data(), checked.size());
  const bool right = crypto_pwhash_str_verify(padded.data(), password.data(),
                                              password.size()) == 0;
  return right && !hash.empty();
}

bool PasswordHasher::IsOutdated(const std::string& hash) const {
  StartSodium();
  std::array<char, crypto_pwhash_STRBYTES> padded{};
  if (hash.size() >= padded.size()) return true;
  hash.copy(padded.data(), hash.size());
  return crypto_pwhash_str_needs_rehash(padded.data(), options_.passes,
                                        options_.memory_bytes) != 0;
}

}  // namespace duikou
