#include "services/store/redis/slot_map.h"

#include <utility>

#include "absl/status/status.h"
#include "services/store/redis/slot.h"

namespace duikou::redis {
namespace {

RedisAddress ParseNode(ReplyView node, absl::string_view asked_host) {
  const absl::string_view host = node[0].text();
  RedisAddress address;
  address.host = std::string(host.empty() || host == "?" ? asked_host : host);
  address.port = static_cast<int>(node[1].integer());
  return address;
}

}  // namespace

absl::StatusOr<std::vector<SlotRange>> ParseClusterSlots(
    ReplyView reply, absl::string_view asked_host) {
  if (!reply.is_array()) {
    return absl::InternalError("CLUSTER SLOTS did not answer a list");
  }
  std::vector<SlotRange> ranges;
  for (int i = 0; i < reply.size(); ++i) {
    const ReplyView entry = reply[i];
    SlotRange range;
    range.first = static_cast<int>(entry[0].integer());
    range.last = static_cast<int>(entry[1].integer());
    range.master = ParseNode(entry[2], asked_host);
    if (entry.size() < 3 || range.first < 0 || range.last >= kSlots ||
        range.first > range.last || range.master.port == 0) {
      return absl::InternalError("CLUSTER SLOTS has a malformed range");
    }
    for (int node = 3; node < entry.size(); ++node) {
      range.replicas.push_back(ParseNode(entry[node], asked_host));
    }
    ranges.push_back(std::move(range));
  }
  return ranges;
}

}  // namespace duikou::redis
