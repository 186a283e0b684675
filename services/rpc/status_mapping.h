// The one place where our statuses become those of gRPC, and back.
//
// The codes are the same; the message names the field at fault. Where there are
// Chinese words for it (ChineseTextOf), they travel beside it as clients of any
// kind look for them: google.rpc.LocalizedMessage, of the locale zh-CN, among
// the details of google.rpc.Status. INTERNAL and
// what should never leave a server (UNKNOWN, DATA_LOSS) lose their text, which
// is logged instead, and carry the call's id to find it by.
#ifndef DUIKOU_SERVICES_RPC_STATUS_MAPPING_H_
#define DUIKOU_SERVICES_RPC_STATUS_MAPPING_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/status.h"

namespace duikou {

// Whether the status tells of a bug of ours: its text is for the log alone.
bool IsServerFault(const absl::Status& status);

// What the caller gets. `request_id` is used where IsServerFault().
grpc::Status ToGrpcStatus(const absl::Status& status,
                          absl::string_view request_id);

// What a call to another role answered, as it is.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_STATUS_MAPPING_H_
