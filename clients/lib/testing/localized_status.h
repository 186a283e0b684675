// LocalizedStatus: a status as a server of ours answers it, with its text in
// another language among its details.
//
//   LocalizedStatus("zh-CN", "project.code：不对");
#ifndef DUIKOU_CLIENTS_LIB_TESTING_LOCALIZED_STATUS_H_
#define DUIKOU_CLIENTS_LIB_TESTING_LOCALIZED_STATUS_H_

#include <string>

#include "google/protobuf/any.pb.h"
#include "google/protobuf/unknown_field_set.h"
#include "grpcpp/support/status.h"

namespace duikou::client {

// INVALID_ARGUMENT, `project.code: is bad`; `type`: of the detail.
inline grpc::Status LocalizedStatus(
    const std::string& locale, const std::string& text,
    const std::string& type = "google.rpc.LocalizedMessage") {
  const std::string message = "project.code: is bad";
  google::protobuf::UnknownFieldSet localized;
  localized.AddLengthDelimited(1, locale);
  localized.AddLengthDelimited(2, text);
  google::protobuf::Any detail;
  detail.set_type_url("type.googleapis.com/" + type);
  localized.SerializeToString(detail.mutable_value());
  google::protobuf::UnknownFieldSet status;
  status.AddVarint(1, grpc::StatusCode::INVALID_ARGUMENT);
  status.AddLengthDelimited(2, message);
  status.AddLengthDelimited(3, detail.SerializeAsString());
  std::string details;
  status.SerializeToString(&details);
  return grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, message, details);
}

}  // namespace duikou::client

#endif  // DUIKOU_CLIENTS_LIB_TESTING_LOCALIZED_STATUS_H_
