// ConnectionPool: the idle connections to one Redis server.
//
//   ASSIGN_OR_RETURN(ConnectionPool::Lease lease, pool.Acquire(deadline));
//   lease->Call(...);   // back in the pool at the end, if still of use
//
// There is no upper limit of connections: a call has one of its own while it
// lasts, so the callers' threads are the limit. What is idle beyond kMaxIdle is
// closed.
#ifndef DUIKOU_SERVICES_STORE_REDIS_CONNECTION_POOL_H_
#define DUIKOU_SERVICES_STORE_REDIS_CONNECTION_POOL_H_

#include <memory>
#include <optional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/store/redis/connection.h"
#include "services/store/redis/redis_options.h"

namespace duikou::redis {

// Thread-safe; outlives its leases.
class ConnectionPool {
 public:
  static constexpr int kMaxIdle = 64;

  struct GiveBack {
    ConnectionPool* pool;
    void operator()(Connection* connection) const;
  };
  using Lease = std::unique_ptr<Connection, GiveBack>;

  ConnectionPool(RedisAddress address,
                 std::optional<RedisCredentials> credentials)
      : address_(std::move(address)), credentials_(std::move(credentials)) {}

  // An idle connection that is still alive, else a new one; errors as those of
  // Connection::Open.
  absl::StatusOr<Lease> Acquire(absl::Time deadline);
  // Always a new one, which tells the server's present role.
  absl::StatusOr<Lease> AcquireNew(absl::Time deadline);

  const RedisAddress& address() const { return address_; }

 private:
  void Return(std::unique_ptr<Connection> connection);

  const RedisAddress address_;
  const std::optional<RedisCredentials> credentials_;

  absl::Mutex mutex_;
  // The last one used is the first one reused.
  std::vector<std::unique_ptr<Connection>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou::redis

#endif  // DUIKOU_SERVICES_STORE_REDIS_CONNECTION_POOL_H_
