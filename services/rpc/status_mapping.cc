#include "services/rpc/status_mapping.h"

#include <string>

#include "absl/strings/str_cat.h"

namespace duikou {
namespace {

// Messages travel in a header; a longer one would be refused by clients.
constexpr size_t kMaxMessageBytes = 2000;

std::string CutMessage(absl::string_view message) {
  if (message.size() <= kMaxMessageBytes) return std::string(message);
  size_t end = kMaxMessageBytes;
  while (end > 0 && (message[end] & 0xC0) == 0x80) --end;
  return absl::StrCat(message.substr(0, end), "…");
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
                      CutMessage(status.message()));
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                      status.error_message());
}

}  // namespace duikou
