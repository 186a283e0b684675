// Parse: a message from its text format, for tests.
//
//   const Unit unit = testing::Parse<Unit>("kind: UNIT_KIND_COUNTY");
#ifndef DUIKOU_SERVICES_RPC_TESTING_PARSE_TEXT_H_
#define DUIKOU_SERVICES_RPC_TESTING_PARSE_TEXT_H_

#include <string>

#include "google/protobuf/text_format.h"
#include "matcher/base/check.h"

namespace duikou::testing {

// REQUIRES: `text` is one.
template <typename T>
T Parse(const std::string& text) {
  T message;
  DUIKOU_CHECK(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_RPC_TESTING_PARSE_TEXT_H_
