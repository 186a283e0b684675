#include "services/gateway/cached_types.h"

#include "google/protobuf/util/type_resolver_util.h"

namespace duikou {
namespace {

namespace pb = google::protobuf;

// A message type's own options say that it is a map's entry; all others go.
void Trim(pb::Type& type) {
  for (pb::Field& field : *type.mutable_fields()) field.clear_options();
}

void Trim(pb::Enum& type) {
  for (pb::EnumValue& value : *type.mutable_enumvalue()) value.clear_options();
}

}  // namespace

CachedTypes::CachedTypes(const pb::DescriptorPool& pool,
                         const std::string& url_prefix)
    : types_(pb::util::NewTypeResolverForDescriptorPool(url_prefix, &pool)) {}

pb::util::Status CachedTypes::ResolveMessageType(const std::string& url,
                                                 pb::Type* type) {
  {
    absl::ReaderMutexLock lock(&mutex_);
    const auto found = messages_.find(url);
    if (found != messages_.end()) {
      *type = *found->second;
      return {};
    }
  }
  const pb::util::Status status = types_->ResolveMessageType(url, type);
  if (!status.ok()) return status;
  Trim(*type);
  absl::MutexLock lock(&mutex_);
  messages_.try_emplace(url, std::make_unique<pb::Type>(*type));
  return status;
}

pb::util::Status CachedTypes::ResolveEnumType(const std::string& url,
                                              pb::Enum* type) {
  {
    absl::ReaderMutexLock lock(&mutex_);
    const auto found = enums_.find(url);
    if (found != enums_.end()) {
      *type = *found->second;
      return {};
    }
  }
  const pb::util::Status status = types_->ResolveEnumType(url, type);
  if (!status.ok()) return status;
  Trim(*type);
  absl::MutexLock lock(&mutex_);
  enums_.try_emplace(url, std::make_unique<pb::Enum>(*type));
  return status;
}

}  // namespace duikou
