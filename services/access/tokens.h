// Tokens: what lets programs act for people.
//
//   Tokens tokens(records, clock);
//   tokens.Create(call, request);   // StatusOr<Token>, with its secret
//
// Methods of AccessService; what each promises is in access_service.proto. A
// person has at most 50.
#ifndef DUIKOU_SERVICES_ACCESS_TOKENS_H_
#define DUIKOU_SERVICES_ACCESS_TOKENS_H_

#include "absl/status/statusor.h"
#include "duikou/access/v1/access_service.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/access/access_records.h"
#include "services/base/clock.h"
#include "services/rpc/call_context.h"

namespace duikou {

// Thread-safe.
class Tokens {
 public:
  // Both outlive it.
  Tokens(AccessRecords& records, const Clock& clock)
      : records_(records), clock_(clock) {}

  absl::StatusOr<access::v1::Token> Create(
      CallContext& call, const access::v1::CreateTokenRequest& request);
  absl::StatusOr<access::v1::ListTokensResponse> List(
      CallContext& call, const access::v1::ListTokensRequest& request);
  absl::StatusOr<google::protobuf::Empty> Delete(
      CallContext& call, const access::v1::DeleteTokenRequest& request);

 private:
  AccessRecords& records_;
  const Clock& clock_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_TOKENS_H_
