// Values of messages as people read them: amounts in 万元, enum labels,
// names of what is referred to, local times.
#ifndef DUIKOU_CLIENTS_CLI_VALUE_TEXT_H_
#define DUIKOU_CLIENTS_CLI_VALUE_TEXT_H_

#include <google/protobuf/message.h>

#include <string>

#include "clients/cli/session.h"

namespace duikou::cli {

// How much of a message's fields is told.
enum class Detail {
  kBrief,  // the first field and the next that is set: 柑橘 90
  kFull,   // all fields with their labels: 政策资金 总额 5000万元 …
};

// The value of a field; an entry of a list at `index`. Empty for what is not
// set. `programme` is the one whose fund kinds are meant.
std::string ValueText(const google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor& field, int index,
                      const std::string& programme, Detail detail,
                      Session& session);

// A whole field: the entries of a list separated by commas.
std::string FieldText(const google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor& field,
                      const std::string& programme, Detail detail,
                      Session& session);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_VALUE_TEXT_H_
