#include "clients/lib/call_status.h"

#include <vector>

#include "absl/strings/cord.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/unknown_field_set.h"

namespace duikou::client {
namespace {

using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;

constexpr char kChineseText[] = "duikou/text.zh";
constexpr char kLocalizedMessage[] =
    "type.googleapis.com/google.rpc.LocalizedMessage";
constexpr char kChinese[] = "zh-CN";
// Fields of google.rpc.Status and google.rpc.LocalizedMessage, which are read
// without the messages' code, which no package has.
constexpr int kDetails = 3;
constexpr int kLocale = 1;
constexpr int kMessage = 2;

// The texts and messages that a message has in the field `number`.
std::vector<std::string> FieldsOf(const std::string& message, int number) {
  UnknownFieldSet fields;
  std::vector<std::string> values;
  if (!fields.ParseFromString(message)) return values;
  for (int i = 0; i < fields.field_count(); ++i) {
    const UnknownField& field = fields.field(i);
    if (field.number() == number &&
        field.type() == UnknownField::TYPE_LENGTH_DELIMITED) {
      values.push_back(field.length_delimited());
    }
  }
  return values;
}

std::string ChineseIn(const std::string& details) {
  for (const std::string& detail : FieldsOf(details, kDetails)) {
    google::protobuf::Any any;
    if (!any.ParseFromString(detail) || any.type_url() != kLocalizedMessage) {
      continue;
    }
    const auto locales = FieldsOf(any.value(), kLocale);
    const auto texts = FieldsOf(any.value(), kMessage);
    if (!locales.empty() && locales.back() == kChinese && !texts.empty()) {
      return texts.back();
    }
  }
  return "";
}

}  // namespace

absl::Status StatusOf(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status made(static_cast<absl::StatusCode>(status.error_code()),
                    status.error_message());
  const std::string zh = ChineseIn(status.error_details());
  if (!zh.empty()) made.SetPayload(kChineseText, absl::Cord(zh));
  return made;
}

std::string ChineseTextOf(const absl::Status& status) {
  const auto text = status.GetPayload(kChineseText);
  return text.has_value() ? std::string(*text) : "";
}

}  // namespace duikou::client
