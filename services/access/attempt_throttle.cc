#include "services/access/attempt_throttle.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "services/base/network_address.h"
#include "services/base/violation.h"

namespace duikou {
namespace {

// A NUL is in neither.
std::string PairKey(absl::string_view account, absl::string_view source) {
  return absl::StrCat(account, absl::string_view("\0", 1), source);
}

}  // namespace

absl::Duration AttemptThrottle::Buckets::Wait(const std::string& key,
                                              absl::Time now) const {
  const auto found = buckets_.find(key);
  if (found == buckets_.end()) return absl::ZeroDuration();
  // With all tokens but one gone it is full after burst - 1 intervals.
  const absl::Time next =
      found->second.full - rate_.interval * (rate_.burst - 1);
  return std::max(next - now, absl::ZeroDuration());
}

void AttemptThrottle::Buckets::Take(const std::string& key, absl::Time now,
                                    size_t most) {
  auto [found, inserted] = buckets_.try_emplace(key);
  Bucket& bucket = found->second;
  if (inserted) {
    bucket.full = now;
    bucket.use = uses_.insert(uses_.end(), key);
  } else {
    uses_.splice(uses_.end(), uses_, bucket.use);
  }
  bucket.full = std::max(bucket.full, now) + rate_.interval;
  while (buckets_.size() > most) {
    buckets_.erase(uses_.front());
    uses_.pop_front();
  }
}

void AttemptThrottle::Buckets::GiveBack(const std::string& key) {
  const auto found = buckets_.find(key);
  if (found != buckets_.end()) found->second.full -= rate_.interval;
}

AttemptThrottle::AttemptThrottle(const Clock& clock, ThrottleOptions options)
    : clock_(clock),
      options_(options),
      pairs_(options.account_and_source),
      sources_(options.source),
      accounts_(options.account) {}

absl::Status AttemptThrottle::Admit(absl::string_view account,
                                    absl::string_view source) {
  const absl::Time now = clock_.Now();
  const std::string account_key(account);
  const std::string source_key = NetworkOf(source);
  const std::string pair = PairKey(account, source_key);
  absl::MutexLock lock(&mutex_);
  const absl::Duration wait =
      std::max({pairs_.Wait(pair, now), sources_.Wait(source_key, now),
                accounts_.Wait(account_key, now)});
  if (wait > absl::ZeroDuration()) {
    const int64_t seconds =
        absl::ToInt64Seconds(absl::Ceil(wait, absl::Seconds(1)));
    return Refused(
        absl::StatusCode::kResourceExhausted, "",
        absl::StrCat("登录尝试过于频繁，请在 ", seconds, " 秒后再试"),
        absl::StrCat("too many attempts to sign in: try again in ", seconds,
                     " seconds"));
  }
  pairs_.Take(pair, now, options_.most_buckets);
  sources_.Take(source_key, now, options_.most_buckets);
  accounts_.Take(account_key, now, options_.most_buckets);
  return absl::OkStatus();
}

void AttemptThrottle::Succeeded(absl::string_view account,
                                absl::string_view source) {
  const std::string source_key = NetworkOf(source);
  absl::MutexLock lock(&mutex_);
  pairs_.GiveBack(PairKey(account, source_key));
  sources_.GiveBack(source_key);
  accounts_.GiveBack(std::string(account));
}

}  // namespace duikou
