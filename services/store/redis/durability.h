// Whether a Redis keeps what it has acknowledged.
//
//   RETURN_IF_ERROR(CheckDurability(router, options, deadline));
#ifndef DUIKOU_SERVICES_STORE_REDIS_DURABILITY_H_
#define DUIKOU_SERVICES_STORE_REDIS_DURABILITY_H_

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/store/redis/cluster_router.h"
#include "services/store/redis/redis_options.h"

namespace duikou::redis {

// Asks every server of the table for `appendonly yes`, `appendfsync always`,
// `no-appendfsync-on-rewrite no` and `maxmemory-policy noeviction`; a replica
// that cannot be reached is left out. FAILED_PRECONDITION names server and
// setting, or says that the user may not run CONFIG GET; with allow_lossy these
// are warnings in the log. Checked when the store is opened: a setting changed
// later is not noticed.
absl::Status CheckDurability(ClusterRouter& router, const RedisOptions& options,
                             absl::Time deadline);

}  // namespace duikou::redis

#endif  // DUIKOU_SERVICES_STORE_REDIS_DURABILITY_H_
