#include "services/rpc/status_mapping.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/unknown_field_set.h"
#include "services/base/violation.h"

namespace duikou {
namespace {

// Messages travel in a header; a longer one would be refused by clients.
constexpr size_t kMaxMessageBytes = 2000;
// The message and its Chinese, where both travel: header and details together
// stay below the 8 KiB that clients take.
constexpr size_t kMaxTextsBytes = 1600;
constexpr char kLocalizedMessage[] =
    "type.googleapis.com/google.rpc.LocalizedMessage";
constexpr char kChinese[] = "zh-CN";

std::string CutMessage(absl::string_view message) {
  if (message.size() <= kMaxMessageBytes) return std::string(message);
  size_t end = kMaxMessageBytes;
  while (end > 0 && (message[end] & 0xC0) == 0x80) --end;
  return absl::StrCat(message.substr(0, end), "…");
}

// google.rpc.Status with the Chinese words, if there are any and they are not
// too long. Written field by field: no package has the messages' code.
std::string DetailsOf(const absl::Status& status) {
  const std::string zh = ChineseTextOf(status);
  if (zh.empty() || zh.size() + status.message().size() > kMaxTextsBytes) {
    return "";
  }
  google::protobuf::UnknownFieldSet localized;
  localized.AddLengthDelimited(1, kChinese);
  localized.AddLengthDelimited(2, zh);
  google::protobuf::Any detail;
  detail.set_type_url(kLocalizedMessage);
  localized.SerializeToString(detail.mutable_value());
  google::protobuf::UnknownFieldSet details;
  details.AddVarint(1, static_cast<uint64_t>(status.code()));
  details.AddLengthDelimited(2, std::string(status.message()));
  details.AddLengthDelimited(3, detail.SerializeAsString());
  std::string bytes;
  details.SerializeToString(&bytes);
  return bytes;
}

}  // namespace

bool IsServerFault(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss:
      return true;
    default:
      return false;
  }
}

grpc::Status ToGrpcStatus(const absl::Status& status,
                          absl::string_view request_id) {
  if (status.ok()) return grpc::Status::OK;
  if (IsServerFault(status)) {
    return grpc::Status(
        grpc::StatusCode::INTERNAL,
        absl::StrCat("an error of the server; call ", request_id));
  }
  // The numbers of both kinds of code are the same.
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()),
                      CutMessage(status.message()), DetailsOf(status));
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                      status.error_message());
}

}  // namespace duikou
