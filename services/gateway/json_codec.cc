#include "services/gateway/json_codec.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver_util.h"

namespace duikou {
namespace {

namespace pb = google::protobuf;

constexpr char kTypePrefix[] = "type.googleapis.com";

std::string TypeUrl(const pb::Descriptor& message) {
  return absl::StrCat(kTypePrefix, "/", message.full_name());
}

}  // namespace

JsonCodec::JsonCodec(const pb::DescriptorPool& pool)
    : types_(pb::util::NewTypeResolverForDescriptorPool(kTypePrefix, &pool)) {}

absl::StatusOr<std::string> JsonCodec::ToBinary(const pb::Descriptor& message,
                                                absl::string_view json) const {
  std::string bytes;
  const auto status = pb::util::JsonToBinaryString(
      types_.get(), TypeUrl(message), pb::StringPiece(json.data(), json.size()),
      &bytes);
  if (status.ok()) return bytes;
  return absl::InvalidArgumentError(
      absl::StrCat("the request is no JSON of a ", message.full_name(), ": ",
                   std::string(status.message())));
}

absl::StatusOr<std::string> JsonCodec::ToJson(const pb::Descriptor& message,
                                              const std::string& bytes) const {
  std::string json;
  const auto status = pb::util::BinaryToJsonString(
      types_.get(), TypeUrl(message), bytes, &json);
  if (status.ok()) return json;
  return absl::InternalError(
      absl::StrCat("an answer is no ", message.full_name()));
}

}  // namespace duikou
