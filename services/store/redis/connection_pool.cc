#include "services/store/redis/connection_pool.h"

#include <utility>

#include "matcher/base/status_macros.h"

namespace duikou::redis {

void ConnectionPool::GiveBack::operator()(Connection* connection) const {
  pool->Return(std::unique_ptr<Connection>(connection));
}

absl::StatusOr<ConnectionPool::Lease> ConnectionPool::Acquire(
    absl::Time deadline) {
  while (true) {
    std::unique_ptr<Connection> connection;
    {
      absl::MutexLock lock(&mutex_);
      if (idle_.empty()) break;
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
    // A server that was restarted has closed it; a commit must not find that
    // out, since it could not tell whether it was applied.
    if (connection->Alive()) return Lease(connection.release(), GiveBack{this});
  }
  return AcquireNew(deadline);
}

absl::StatusOr<ConnectionPool::Lease> ConnectionPool::AcquireNew(
    absl::Time deadline) {
  ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection,
                   Connection::Open(address_, credentials_, deadline));
  return Lease(connection.release(), GiveBack{this});
}

void ConnectionPool::Return(std::unique_ptr<Connection> connection) {
  if (!connection->usable()) return;
  absl::MutexLock lock(&mutex_);
  if (idle_.size() < kMaxIdle) idle_.push_back(std::move(connection));
}

}  // namespace duikou::redis
