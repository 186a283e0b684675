// What a call came to, as clients of duikou's services see it: the status with
// the server's text and, where the server sent it, the same text in Chinese.
//
//   absl::Status status = StatusOf(grpc_status);
//   ChineseTextOf(status);   // "project.last_year：结束年份早于开始年份"
//
// The Chinese text is the google.rpc.LocalizedMessage of the locale zh-CN among
// the status's details.
#ifndef DUIKOU_CLIENTS_LIB_CALL_STATUS_H_
#define DUIKOU_CLIENTS_LIB_CALL_STATUS_H_

#include <string>

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace duikou::client {

absl::Status StatusOf(const grpc::Status& status);

// Empty where the server sent none, or the status is none of StatusOf().
std::string ChineseTextOf(const absl::Status& status);

}  // namespace duikou::client

#endif  // DUIKOU_CLIENTS_LIB_CALL_STATUS_H_
