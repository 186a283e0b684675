// The store on a Redis server or a Redis Cluster, for many machines.
//
//   ASSIGN_OR_RETURN(RedisOptions options,
//                    ParseRedisUrl("redis://127.0.0.1:6379?replicas=1"));
//   ASSIGN_OR_RETURN(std::unique_ptr<Store> store, OpenRedisStore(options));
//
// What it promises beyond services/store/store.h, and what not:
//  - A commit is one Lua script in one hash slot. It is acknowledged after the
//    server has written its append-only file through to the disk and, with
//    `replicas` N, after N replicas have it; else UNAVAILABLE, outcome unknown.
//  - With a request id a commit of unknown outcome is repeated by the store
//    itself within the deadline; without, it answers UNAVAILABLE at once and
//    says that the outcome is unknown.
//  - One failure at a time is survived: a process, a machine or a disk. A
//    failover keeps what was acknowledged only with replicas of 1 or more; then
//    the partition's count of commits leaps ahead, so that revisions seen by
//    readers of the lost end are never given again, and Changes answers
//    OUT_OF_RANGE to a follower that had seen them.
//  - Reads go to masters only. A call without a deadline gives up after the
//    options' patience.
// Needs Redis 7.0 or newer.
#ifndef DUIKOU_SERVICES_STORE_REDIS_REDIS_STORE_H_
#define DUIKOU_SERVICES_STORE_REDIS_REDIS_STORE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "services/store/redis/redis_options.h"
#include "services/store/store.h"

namespace duikou {

// UNAVAILABLE where no server answers within the options' patience;
// FAILED_PRECONDITION where one refuses the password, is too old, or would lose
// acknowledged commits (the message names the setting); INVALID_ARGUMENT for
// options that are none.
absl::StatusOr<std::unique_ptr<Store>> OpenRedisStore(
    const RedisOptions& options);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_REDIS_REDIS_STORE_H_
