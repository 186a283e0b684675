// Which server has which hash slots, as CLUSTER SLOTS tells it.
//
//   ASSIGN_OR_RETURN(auto ranges, ParseClusterSlots(reply, asked.host));
//   ranges[0].master;   // of the slots first…last
#ifndef DUIKOU_SERVICES_STORE_REDIS_SLOT_MAP_H_
#define DUIKOU_SERVICES_STORE_REDIS_SLOT_MAP_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/store/redis/redis_options.h"
#include "services/store/redis/reply.h"

namespace duikou::redis {

struct SlotRange {
  int first = 0;
  int last = 0;  // included
  RedisAddress master;
  std::vector<RedisAddress> replicas;
};

// A server that does not know its own address leaves the host out: it is
// `asked_host` then. INTERNAL where the reply has another shape; no ranges
// where no slot is assigned yet.
absl::StatusOr<std::vector<SlotRange>> ParseClusterSlots(
    ReplyView reply, absl::string_view asked_host);

}  // namespace duikou::redis

#endif  // DUIKOU_SERVICES_STORE_REDIS_SLOT_MAP_H_
