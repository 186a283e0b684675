// What those that enter samples at a server have in common: calls of one who is
// signed in by a token.
//
//   const SignedCaller caller(token);
//   grpc::Status status = caller.Call(*stub, &Stub::GetCall, request, answer);
#ifndef DUIKOU_DEPLOY_SAMPLE_SIGNED_CALLER_H_
#define DUIKOU_DEPLOY_SAMPLE_SIGNED_CALLER_H_

#include <chrono>
#include <string>
#include <utility>

#include "grpcpp/grpcpp.h"

namespace duikou::sample {

// The last part of a name.
inline std::string IdOf(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

// OK where what was to be made is there already.
inline grpc::Status UnlessThere(grpc::Status status) {
  return status.error_code() == grpc::StatusCode::ALREADY_EXISTS
             ? grpc::Status::OK
             : status;
}

// Thread-safe.
class SignedCaller {
 public:
  // `token` may be empty where nobody has to sign in.
  explicit SignedCaller(std::string token) : token_(std::move(token)) {}

  // DEADLINE_EXCEEDED after a minute.
  template <typename Stub, typename Request, typename Response>
  grpc::Status Call(Stub& stub,
                    grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                 const Request&, Response*),
                    const Request& request, Response& response) const {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::minutes(1));
    if (!token_.empty()) {
      context.AddMetadata("authorization", "Bearer " + token_);
    }
    return (stub.*method)(&context, request, &response);
  }

 private:
  const std::string token_;
};

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_SIGNED_CALLER_H_
