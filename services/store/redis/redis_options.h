// RedisOptions: which Redis a store speaks to and how careful it is.
//
//   ASSIGN_OR_RETURN(RedisOptions options,
//                    ParseRedisUrl("redis://10.0.0.1:6379,10.0.0.2:6379"
//                                  "?replicas=1&credentials=/etc/duikou/redis"));
//   ASSIGN_OR_RETURN(std::unique_ptr<Store> store, OpenRedisStore(options));
#ifndef DUIKOU_SERVICES_STORE_REDIS_REDIS_OPTIONS_H_
#define DUIKOU_SERVICES_STORE_REDIS_REDIS_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace duikou {

struct RedisAddress {
  std::string host;  // a name, an IPv4 or a bare IPv6 address
  int port = 6379;

  // "host:port", "[v6]:port".
  std::string ToString() const;
  friend auto operator<=>(const RedisAddress&, const RedisAddress&) = default;
};

// "host", "host:port", "[v6]" or "[v6]:port".
absl::StatusOr<RedisAddress> ParseRedisAddress(absl::string_view text);

// An ACL user of Redis.
struct RedisCredentials {
  std::string user;
  std::string password;
};

// The first line of the file is `user:password`; the password may hold colons.
// FAILED_PRECONDITION, naming the file, where it cannot be read, has another
// shape or may be read by everybody on the machine.
absl::StatusOr<RedisCredentials> ReadRedisCredentials(const std::string& path);

struct RedisOptions {
  // At least one. Of a cluster any node will do, the others are discovered; of
  // a server with replicas all, the master among them is found.
  std::vector<RedisAddress> seeds;
  // Empty: Redis asks for no password.
  std::string credentials_file;
  // How many replicas must have a commit before it is acknowledged, 0…10.
  // With 0 a failover may lose acknowledged commits.
  int replicas = 0;
  // Start (with a warning) although the server may lose acknowledged commits.
  bool allow_lossy = false;
  // What every key starts with: printable ASCII without braces.
  std::string prefix = "duikou";
  // How many commits of a partition the feed goes back, at least 1. A follower
  // that was away for longer lists anew.
  int feed_commits = 10'000;
  // For how many commits with a request id a partition remembers the answer;
  // fewer than the contract's 10,000 are for tests only.
  int kept_requests = 10'000;
  // One attempt to connect, including the password.
  absl::Duration connect_timeout = absl::Seconds(2);
  // One attempt to run a command. Above what the largest commit takes, so that
  // a slow server is not asked twice for what it is doing.
  absl::Duration command_timeout = absl::Seconds(5);
  // How long a call goes on trying when its own deadline is further away; more
  // than a failover takes.
  absl::Duration patience = absl::Seconds(15);
};

// redis://host:port[,host:port…][?name=value&…] with the names `replicas`,
// `credentials` (a path), `allow_lossy` (0 or 1), `prefix` and `feed_commits`;
// values are percent-decoded. INVALID_ARGUMENT names the part that is wrong. A
// password in the URL is refused: it would show in process lists.
absl::StatusOr<RedisOptions> ParseRedisUrl(absl::string_view url);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_REDIS_REDIS_OPTIONS_H_
