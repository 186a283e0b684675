// Fields of messages of any type, by their names.
//
//   SetText(*request, "parent", "programmes/hubei");
//   NameOf(*resource)        programmes/hubei/units/hzau
#ifndef DUIKOU_CLIENTS_CLI_MESSAGE_FIELDS_H_
#define DUIKOU_CLIENTS_CLI_MESSAGE_FIELDS_H_

#include <google/protobuf/message.h>

#include <string>

namespace duikou::cli {

// REQUIRES (both): the message has the field, a text.
inline void SetText(google::protobuf::Message& message,
                    const std::string& field, const std::string& value) {
  message.GetReflection()->SetString(
      &message, message.GetDescriptor()->FindFieldByName(field), value);
}
inline std::string NameOf(const google::protobuf::Message& resource) {
  return resource.GetReflection()->GetString(
      resource, resource.GetDescriptor()->FindFieldByName("name"));
}

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_MESSAGE_FIELDS_H_
