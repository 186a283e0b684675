#include "clients/cli/value_text.h"

#include <google/protobuf/timestamp.pb.h>

#include <cstdint>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "clients/cli/amount.h"
#include "clients/cli/labels.h"
#include "clients/cli/resource_names.h"

namespace duikou::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string TimeText(const Message& message) {
  const auto& time = dynamic_cast<const google::protobuf::Timestamp&>(message);
  return absl::FormatTime("%Y-%m-%d %H:%M",
                          absl::FromUnixSeconds(time.seconds()),
                          absl::LocalTimeZone());
}

std::string StringText(const FieldDescriptor& field, const std::string& value,
                       const std::string& programme, Detail detail,
                       Session& session) {
  if (absl::StartsWith(value, "programmes/") && field.name() != "name") {
    const std::string id = LastId(value);
    const std::string shown =
        session.display_names().TextOf(value, session.language());
    if (detail == Detail::kBrief || shown == id) return shown;
    return absl::StrCat(shown, " (", id, ")");
  }
  if (field.name() == "fund_kind" || field.name() == "fund_kinds") {
    return session.display_names().FundKind(programme, value,
                                            session.language());
  }
  return value;
}

// The fields of a message in one line.
std::string FieldsText(const Message& message, const std::string& programme,
                       Detail detail, Session& session) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  std::vector<std::string> parts;
  for (const FieldDescriptor* field : fields) {
    const std::string value =
        FieldText(message, *field, programme, detail, session);
    if (value.empty()) continue;
    const std::string label = FieldLabel(*field, session.language());
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
      parts.push_back(label);  // a flag is told by its label alone
    } else if (field->number() == 1 || detail == Detail::kBrief) {
      parts.push_back(value);  // the first tells what the others are about
    } else {
      parts.push_back(absl::StrCat(label, " ", value));
    }
    if (detail == Detail::kBrief && parts.size() == 2) break;
  }
  return absl::StrJoin(parts, " ");
}

std::string MessageText(const Message& message, const std::string& programme,
                        Detail detail, Session& session) {
  const std::string& type = message.GetDescriptor()->full_name();
  if (type == "google.protobuf.Timestamp") return TimeText(message);
  if (type == "duikou.type.v1.LocalizedText") {
    return In(dynamic_cast<const type::v1::LocalizedText&>(message),
              session.language());
  }
  // What has a name of its own is told by it.
  const auto* display =
      message.GetDescriptor()->FindFieldByName("display_name");
  if (detail == Detail::kBrief && display != nullptr) {
    return FieldText(message, *display, programme, detail, session);
  }
  return FieldsText(message, programme, detail, session);
}

}  // namespace

std::string ValueText(const Message& message, const FieldDescriptor& field,
                      int index, const std::string& programme, Detail detail,
                      Session& session) {
  const auto* r = message.GetReflection();
  const bool list = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageText(list ? r->GetRepeatedMessage(message, &field, index)
                              : r->GetMessage(message, &field),
                         programme, detail, session);
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumLabel(list ? *r->GetRepeatedEnum(message, &field, index)
                            : *r->GetEnum(message, &field),
                       session.language());
    case FieldDescriptor::CPPTYPE_BOOL:
      return r->GetBool(message, &field) ? session.Say({"是", "yes"})
                                         : session.Say({"否", "no"});
    case FieldDescriptor::CPPTYPE_INT32:
      if (absl::EndsWith(field.name(), "basis_points")) {
        return absl::StrCat(r->GetInt32(message, &field) / 100.0, "%");
      }
      return absl::StrCat(list ? r->GetRepeatedInt32(message, &field, index)
                               : r->GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64: {
      const int64_t value = list ? r->GetRepeatedInt64(message, &field, index)
                                 : r->GetInt64(message, &field);
      return IsAmount(field) ? FormatAmount(value, session.language())
                             : absl::StrCat(value);
    }
    default:
      return StringText(field,
                        list ? r->GetRepeatedString(message, &field, index)
                             : r->GetString(message, &field),
                        programme, detail, session);
  }
}

std::string FieldText(const Message& message, const FieldDescriptor& field,
                      const std::string& programme, Detail detail,
                      Session& session) {
  const auto* r = message.GetReflection();
  if (!field.is_repeated()) {
    if (!r->HasField(message, &field)) return "";
    return ValueText(message, field, -1, programme, detail, session);
  }
  std::vector<std::string> parts;
  for (int i = 0; i < r->FieldSize(message, &field); ++i) {
    parts.push_back(ValueText(message, field, i, programme, detail, session));
  }
  return absl::StrJoin(parts, session.zh() ? "、" : ", ");
}

}  // namespace duikou::cli
