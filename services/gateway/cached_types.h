// CachedTypes: the types of messages as protobuf's JSON converter asks for
// them, made once.
//
//   CachedTypes types(pool, "type.googleapis.com");
//   google::protobuf::util::JsonToBinaryString(&types, url, json, &bytes);
//
// The converter asks for the type of each message in each call, and protobuf's
// own resolver makes it anew from its descriptor, with all options of all
// fields as messages: rules and permissions here, which JSON has no use for.
#ifndef DUIKOU_SERVICES_GATEWAY_CACHED_TYPES_H_
#define DUIKOU_SERVICES_GATEWAY_CACHED_TYPES_H_

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/type.pb.h"
#include "google/protobuf/util/type_resolver.h"

namespace duikou {

// Thread-safe. Types that there are not are asked for again each time, so that
// nobody can fill it.
class CachedTypes final : public google::protobuf::util::TypeResolver {
 public:
  // `pool` outlives it.
  CachedTypes(const google::protobuf::DescriptorPool& pool,
              const std::string& url_prefix);

  google::protobuf::util::Status ResolveMessageType(
      const std::string& url, google::protobuf::Type* type) override;
  google::protobuf::util::Status ResolveEnumType(
      const std::string& url, google::protobuf::Enum* type) override;

 private:
  const std::unique_ptr<google::protobuf::util::TypeResolver> types_;
  absl::Mutex mutex_;
  // Values stay where they are, and as they are.
  absl::flat_hash_map<std::string, std::unique_ptr<google::protobuf::Type>>
      messages_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, std::unique_ptr<google::protobuf::Enum>>
      enums_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_CACHED_TYPES_H_
