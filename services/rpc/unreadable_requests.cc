#include "services/rpc/unreadable_requests.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/support/status.h"

namespace duikou {
namespace {

using grpc::experimental::InterceptionHookPoints;

// What /package.Service/Method takes.
std::string RequestOf(absl::string_view path) {
  const google::protobuf::MethodDescriptor* method =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
          absl::StrReplaceAll(absl::StripPrefix(path, "/"), {{"/", "."}}));
  return method == nullptr ? "message of this method"
                           : method->input_type()->full_name();
}

class Rewriter final : public grpc::experimental::Interceptor {
 public:
  explicit Rewriter(const char* path) : path_(path) {}

  void Intercept(grpc::experimental::InterceptorBatchMethods* batch) override {
    if (batch->QueryInterceptionHookPoint(
            InterceptionHookPoints::PRE_SEND_STATUS)) {
      const grpc::Status status = batch->GetSendStatus();
      if (status.error_code() == grpc::StatusCode::INTERNAL &&
          status.error_message().empty()) {
        const absl::Status told = UnreadableRequest(RequestOf(path_));
        batch->ModifySendStatus(grpc::Status(grpc::StatusCode::INVALID_ARGUMENT,
                                             std::string(told.message())));
      }
    }
    batch->Proceed();
  }

 private:
  const char* const path_;
};

}  // namespace

absl::Status UnreadableRequest(absl::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat(
      "the request is no ", message,
      ": its bytes are cut off or broken, or a text in it is not UTF-8"));
}

grpc::experimental::Interceptor* UnreadableRequests::CreateServerInterceptor(
    grpc::experimental::ServerRpcInfo* info) {
  return new Rewriter(info->method());
}

}  // namespace duikou
