// JsonCodec: messages between their wire format and proto3 JSON, by their
// descriptors.
//
//   JsonCodec codec(pool);
//   ASSIGN_OR_RETURN(std::string bytes, codec.ToBinary(*descriptor, json));
//   ASSIGN_OR_RETURN(std::string json, codec.ToJson(*descriptor, bytes));
#ifndef DUIKOU_SERVICES_GATEWAY_JSON_CODEC_H_
#define DUIKOU_SERVICES_GATEWAY_JSON_CODEC_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "services/gateway/cached_types.h"
#include "services/gateway/json_writer.h"

namespace duikou {

// Thread-safe.
class JsonCodec {
 public:
  // `pool` has the messages' types and outlives the codec.
  explicit JsonCodec(const google::protobuf::DescriptorPool& pool);
  JsonCodec(const JsonCodec&) = delete;
  JsonCodec& operator=(const JsonCodec&) = delete;

  // INVALID_ARGUMENT naming the field where the JSON is broken, names a field
  // that there is not, or has a value of another type.
  absl::StatusOr<std::string> ToBinary(
      const google::protobuf::Descriptor& message,
      absl::string_view json) const;

  // Fields that have their default are left out. INTERNAL where the bytes are
  // not the message's.
  absl::StatusOr<std::string> ToJson(
      const google::protobuf::Descriptor& message,
      const std::string& bytes) const;

 private:
  const JsonWriter writer_;
  // For what the writer leaves to protobuf's own converter, and for reading.
  // Asking fills it, which nobody can tell.
  mutable CachedTypes types_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_JSON_CODEC_H_
