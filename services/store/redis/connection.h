// Connection: one TCP connection to one Redis server, the adapter of hiredis.
//
//   ASSIGN_OR_RETURN(auto connection,
//                    Connection::Open(address, credentials, deadline));
//   ASSIGN_OR_RETURN(Reply reply,
//                    connection->Call({"GET", "key"}, deadline));
//
// hiredis formats and parses; sending and receiving are done here, because its
// own blocking calls know a timeout for each system call only, not a deadline
// for the whole command, and raise SIGPIPE.
#ifndef DUIKOU_SERVICES_STORE_REDIS_CONNECTION_H_
#define DUIKOU_SERVICES_STORE_REDIS_CONNECTION_H_

#include <hiredis/hiredis.h>

#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/store/redis/redis_options.h"
#include "services/store/redis/reply.h"

namespace duikou::redis {

// What a server told of itself when the connection was made.
struct ServerFacts {
  std::string run_id;  // another one after each restart of the process
  bool cluster = false;
  bool master = false;
};

// Used by one thread at a time.
class Connection {
 public:
  // Connects, says who we are and asks who the server is. UNAVAILABLE or
  // DEADLINE_EXCEEDED where it does not answer; FAILED_PRECONDITION where it
  // refuses the password or is no Redis 7 or newer. A host name is resolved
  // without regard to the deadline (the resolver knows none).
  static absl::StatusOr<std::unique_ptr<Connection>> Open(
      const RedisAddress& address,
      const std::optional<RedisCredentials>& credentials, absl::Time deadline);

  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Sends a command and waits for its reply, which may be an error reply. After
  // a failure (UNAVAILABLE, DEADLINE_EXCEEDED) the connection is of no more
  // use; delivered() tells whether the server may have run the command.
  absl::StatusOr<Reply> Call(absl::Span<const absl::string_view> args,
                             absl::Time deadline);

  bool usable() const { return usable_; }
  // Whether the last command left this machine as a whole.
  bool delivered() const { return delivered_; }
  // False where the server has closed an idle connection.
  bool Alive() const;

  const RedisAddress& address() const { return address_; }
  const ServerFacts& facts() const { return facts_; }

 private:
  struct Free {
    void operator()(redisContext* context) const { redisFree(context); }
  };

  explicit Connection(RedisAddress address) : address_(std::move(address)) {}

  absl::Status Connect(absl::Time deadline);
  absl::Status Authenticate(const RedisCredentials& credentials,
                            absl::Time deadline);
  absl::Status LearnFacts(absl::Time deadline);
  absl::Status Send(absl::string_view bytes, absl::Time deadline);
  absl::StatusOr<Reply> Receive(absl::Time deadline);
  // Waits until the socket is ready for `events` of poll(2).
  absl::Status Await(short events, absl::Time deadline);
  absl::Status Broken(absl::string_view what) const;

  const RedisAddress address_;
  std::unique_ptr<redisContext, Free> context_;
  ServerFacts facts_;
  bool usable_ = true;
  bool delivered_ = false;
};

}  // namespace duikou::redis

#endif  // DUIKOU_SERVICES_STORE_REDIS_CONNECTION_H_
