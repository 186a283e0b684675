// AttemptThrottle: how often somebody may try to sign in.
//
//   AttemptThrottle throttle(clock);
//   RETURN_IF_ERROR(throttle.Admit(account, source));  // before any hashing
//   ... right: throttle.Succeeded(account, source);
//
// Method: token buckets, for each account and source together, for each source
// and for each account. An attempt takes one token of each; one that succeeds
// gives them back. Tokens return with time, so that no account is locked for
// good, and who tries from elsewhere still gets in while another guesses. All
// addresses of one IPv6 network (NetworkOf) are one source.
// Complexity: O(1) an attempt; at most 100,000 buckets a kind, of which those
// that are full again go first, then those used longest ago.
// Limits: each process counts for itself.
// Reference: OWASP Authentication Cheat Sheet, "Login Throttling".
#ifndef DUIKOU_SERVICES_ACCESS_ATTEMPT_THROTTLE_H_
#define DUIKOU_SERVICES_ACCESS_ATTEMPT_THROTTLE_H_

#include <cstddef>
#include <list>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/base/clock.h"

namespace duikou {

struct ThrottleOptions {
  struct Rate {
    int burst;                // attempts at once
    absl::Duration interval;  // for one more
  };
  // A person that mistypes gets through; a guesser gets 2,880 a day.
  Rate account_and_source = {5, absl::Seconds(30)};
  // Many people may share an address.
  Rate source = {50, absl::Seconds(3)};
  // From everywhere together.
  Rate account = {50, absl::Seconds(10)};
  size_t most_buckets = 100'000;
};

// Thread-safe.
class AttemptThrottle {
 public:
  // `clock` outlives it.
  explicit AttemptThrottle(const Clock& clock, ThrottleOptions options = {});

  // RESOURCE_EXHAUSTED, naming the seconds to wait, where it is too early.
  absl::Status Admit(absl::string_view account, absl::string_view source)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // The attempt that was admitted was no guess.
  void Succeeded(absl::string_view account, absl::string_view source)
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // The buckets of one kind.
  class Buckets {
   public:
    explicit Buckets(ThrottleOptions::Rate rate) : rate_(rate) {}
    // How long until there is a token; zero: there is one.
    absl::Duration Wait(const std::string& key, absl::Time now) const;
    void Take(const std::string& key, absl::Time now, size_t most);
    void GiveBack(const std::string& key);

   private:
    // When the bucket is full again says how many tokens it has.
    struct Bucket {
      absl::Time full;
      std::list<std::string>::iterator use;
    };
    const ThrottleOptions::Rate rate_;
    absl::flat_hash_map<std::string, Bucket> buckets_;
    std::list<std::string> uses_;  // the one used longest ago first
  };

  const Clock& clock_;
  const ThrottleOptions options_;
  absl::Mutex mutex_;
  Buckets pairs_ ABSL_GUARDED_BY(mutex_);
  Buckets sources_ ABSL_GUARDED_BY(mutex_);
  Buckets accounts_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_ATTEMPT_THROTTLE_H_
