#include "services/gateway/json_codec.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"

namespace duikou {
namespace {

namespace pb = google::protobuf;

constexpr char kTypePrefix[] = "type.googleapis.com";

std::string TypeUrl(const pb::Descriptor& message) {
  return absl::StrCat(kTypePrefix, "/", message.full_name());
}

// The converter's words with the field first, as in our own: `(a.b): invalid` →
// `a.b: invalid`. It shows where the text is broken with a second line.
std::string Words(std::string message) {
  if (!message.empty() && message[0] == '(') {
    const size_t end = message.find(')');
    if (end != std::string::npos) {
      message.erase(end, 1);
      message.erase(0, 1);
    }
  }
  if (absl::StartsWith(message, ": ")) message.erase(0, 2);
  return absl::StrCat("the JSON: ", message.substr(0, message.find('\n')));
}

}  // namespace

JsonCodec::JsonCodec(const pb::DescriptorPool& pool)
    : types_(pool, kTypePrefix) {}

absl::StatusOr<std::string> JsonCodec::ToBinary(const pb::Descriptor& message,
                                                absl::string_view json) const {
  std::string bytes;
  const auto status = pb::util::JsonToBinaryString(
      &types_, TypeUrl(message), pb::StringPiece(json.data(), json.size()),
      &bytes);
  if (status.ok()) return bytes;
  return absl::InvalidArgumentError(Words(std::string(status.message())));
}

absl::StatusOr<std::string> JsonCodec::ToJson(const pb::Descriptor& message,
                                              const std::string& bytes) const {
  std::string json;
  if (writer_.Write(message, bytes, json)) return json;
  const auto status =
      pb::util::BinaryToJsonString(&types_, TypeUrl(message), bytes, &json);
  if (status.ok()) return json;
  return absl::InternalError(
      absl::StrCat("an answer is no ", message.full_name()));
}

}  // namespace duikou
