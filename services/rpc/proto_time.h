// Times as protos have them.
//
//   *session.mutable_create_time() = ToProto(clock.Now());
//   if (ToTime(session.expire_time()) <= clock.Now()) …
#ifndef DUIKOU_SERVICES_RPC_PROTO_TIME_H_
#define DUIKOU_SERVICES_RPC_PROTO_TIME_H_

#include <cstdint>

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace duikou {

inline google::protobuf::Timestamp ToProto(absl::Time time) {
  google::protobuf::Timestamp proto;
  const int64_t seconds = absl::ToUnixSeconds(time);
  proto.set_seconds(seconds);
  proto.set_nanos(static_cast<int32_t>(
      absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return proto;
}

inline absl::Time ToTime(const google::protobuf::Timestamp& proto) {
  return absl::FromUnixSeconds(proto.seconds()) +
         absl::Nanoseconds(proto.nanos());
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_PROTO_TIME_H_
