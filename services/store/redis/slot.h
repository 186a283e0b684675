// The hash slot of a key, as Redis Cluster defines it.
//
//   KeySlot("duikou:{hubei}:feed") == KeySlot("hubei")
//
// Method: CRC16-XMODEM (polynomial 0x1021, initial 0, no reflection) of the
// key, or of its hash tag: what stands between the first '{' and the first '}'
// behind it, where that is not empty; modulo 16384. Linear in the key's length.
// Reference: redis.io, "Redis cluster specification", "Key distribution model".
#ifndef DUIKOU_SERVICES_STORE_REDIS_SLOT_H_
#define DUIKOU_SERVICES_STORE_REDIS_SLOT_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace duikou::redis {

inline constexpr int kSlots = 16384;

uint16_t Crc16(absl::string_view bytes);

// 0…kSlots-1.
int KeySlot(absl::string_view key);

}  // namespace duikou::redis

#endif  // DUIKOU_SERVICES_STORE_REDIS_SLOT_H_
