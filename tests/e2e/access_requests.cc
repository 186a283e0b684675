#include "tests/e2e/access_requests.h"

#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "duikou/type/v1/access.pb.h"
#include "google/protobuf/text_format.h"
#include "matcher/base/check.h"
#include "services/rpc/field_rule.h"

namespace duikou::e2e {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using google::protobuf::Reflection;
using type::v1::FieldBehavior;

namespace {

// What a resource needs beside what its rules say.
const std::map<std::string, std::string>& Samples() {
  static const auto& samples = *new std::map<std::string, std::string>{
      {"Project",
       "recipient: '@recipient' "
       "fund_needs { fund_kind: 'grant' total_fen: 1000 }"},
      {"CapabilityProfile", "givings { fund_kind: 'grant' usual_fen: 500 }"},
      {"Unit", "sides: SIDE_SUPPORTER"},
      {"Quota", "amount_fen: 300"},
      {"LedgerEntry",
       "supporter: '@supporter' recipient: '@recipient' "
       "disbursement { fund_kind: 'grant' amount_fen: 500 }"},
      {"ReportNewsRequest", "text: 'x'"},
      {"StatedFigure", "figure: 'funds.grant' amount_fen: 1"},
      {"Subscription", "subject: 'programmes/hubei/projects/open-my-county'"},
      {"Interest", "offers { fund_kind: 'grant' amount_fen: 400 }"},
      {"WeightVersion", "weights { criterion: 1 weight: 10 }"},
      {"SplitTarget", "subject: 'programmes/hubei/areas/a'"},
      {"Reminder", "subject: 'programmes/hubei/projects/open-my-county'"},
      {"Person",
       "memberships { programme: 'programmes/hubei' "
       "groups: PERMISSION_GROUP_ORGANISER }"},
  };
  return samples;
}

// Of fields that none of the rules describes.
const std::map<std::string, std::string>& Texts() {
  static const auto& texts = *new std::map<std::string, std::string>{
      {"parent", "programmes/hubei"},
      {"programme", "programmes/hubei"},
      {"time_zone", "Asia/Shanghai"},
      {"content", "name,amount\n"},
      {"annual_plan_id", "2015"},
      {"assessment_id", "2015"},
      {"date", "2015-06-01"},
      {"fund_kind", "grant"},
      {"id", "grant"},
      {"password", "wrong-password-of-nobody"},
      {"new_password", "another-orchard-by-the-lake"},
  };
  return texts;
}

// Of the parent of a sheet.
constexpr char kFairPattern[] = "programmes/{programme}/fairs/{fair}";
constexpr char kProgrammeOrFair[] =
    "programmes/{programme}|programmes/{programme}/fairs/{fair}";

class Builder {
 public:
  Builder(const MethodDescriptor& method, const Target& target,
          bool validate_only, const std::string& collection)
      : method_(method),
        target_(target),
        validate_only_(validate_only),
        collection_(collection) {}

  void Fill(Message& message) const {
    const Descriptor& type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      FillField(*type.field(i), message);
    }
    const auto sample = Samples().find(type.name());
    if (sample == Samples().end()) return;
    std::string text = sample->second;
    text = absl::StrReplaceAll(
        text, {{"@recipient",
                absl::StrCat("programmes/hubei/units/", target_.recipient)},
               {"@supporter",
                absl::StrCat("programmes/hubei/units/", target_.supporter)}});
    google::protobuf::TextFormat::Parser parser;
    DUIKOU_CHECK(parser.MergeFromString(text, &message)) << text;
  }

 private:
  bool IsFilled(const FieldDescriptor& field) const {
    const FieldBehavior behavior = BehaviorOf(field);
    if (behavior == FieldBehavior::FIELD_BEHAVIOR_OUTPUT_ONLY) return false;
    if (field.name() == "validate_only" || field.name() == "collection" ||
        absl::EndsWith(field.name(), "profile_id") ||
        field.name() == "programme_id") {
      return true;
    }
    if (behavior == FieldBehavior::FIELD_BEHAVIOR_IMMUTABLE) {
      // The name of what is made is made too.
      return field.name() != "name" && !field.is_repeated();
    }
    return behavior == FieldBehavior::FIELD_BEHAVIOR_REQUIRED;
  }

  void FillField(const FieldDescriptor& field, Message& message) const {
    if (!IsFilled(field)) return;
    const Reflection& reflection = *message.GetReflection();
    const bool many = field.is_repeated();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        FillMessage(field, many ? *reflection.AddMessage(&message, &field)
                                : *reflection.MutableMessage(&message, &field));
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        if (many) {
          reflection.AddString(&message, &field, Text(field));
        } else {
          reflection.SetString(&message, &field, Text(field));
        }
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        if (many) {
          reflection.AddEnumValue(&message, &field, 1);
        } else {
          reflection.SetEnumValue(&message, &field, 1);
        }
        break;
      case FieldDescriptor::CPPTYPE_BOOL:
        reflection.SetBool(
            &message, &field,
            field.name() == "validate_only" ? validate_only_ : true);
        break;
      case FieldDescriptor::CPPTYPE_INT32:
        reflection.SetInt32(&message, &field, Integer(field));
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        if (many) {
          reflection.AddInt64(&message, &field, Integer(field));
        } else {
          reflection.SetInt64(&message, &field, Integer(field));
        }
        break;
      default:
        DUIKOU_CHECK(false) << "no sample of " << field.full_name();
    }
  }

  // What is there already is sent as it is; what is new is made up.
  void FillMessage(const FieldDescriptor& field, Message& message) const {
    if (field.message_type()->name() == "LocalizedText") {
      message.GetReflection()->SetString(
          &message, message.GetDescriptor()->FindFieldByName("zh"), "样本");
      return;
    }
    const std::string pattern = NamePatternOf(*field.message_type());
    if (absl::StartsWith(method_.name(), "Update") && !pattern.empty()) {
      const Message* resource = target_.resource(pattern);
      if (resource == nullptr) return;  // the world has said so
      message.CopyFrom(*resource);
      message.GetReflection()->ClearField(
          &message, message.GetDescriptor()->FindFieldByName("etag"));
      return;
    }
    Fill(message);
  }

  static int Integer(const FieldDescriptor& field) {
    const auto& rule = RuleOf(field);
    if (field.name() == "parts") return static_cast<int>(rule.max());
    return rule.min() >= 1949 ? 2015 : static_cast<int>(rule.min());
  }

  std::string Text(const FieldDescriptor& field) const {
    if (field.name() == "collection") return collection_;
    if (absl::EndsWith(field.name(), "profile_id")) return target_.supporter;
    if (field.name() == "programme_id") return "made";
    if (field.name() == "name" && RuleOf(field).resource().empty()) {
      return NameIn(collection_);
    }
    if (!RuleOf(field).resource().empty()) return NameFor(field);
    const auto found = Texts().find(field.name());
    return found == Texts().end() ? "made-up-here" : found->second;
  }

  // Of the target's resource in the collection.
  std::string NameIn(const std::string& collection) const {
    for (const auto& [pattern, resource] : target_.resources) {
      if (CollectionIn(pattern) == collection) {
        return TextOf(*resource, "name");
      }
    }
    return "";
  }

  std::string NameFor(const FieldDescriptor& field) const {
    const std::string& pattern = RuleOf(field).resource();
    if (pattern == kProgrammeOrFair) {
      return absl::StartsWith(method_.full_name(), "duikou.fair.")
                 ? TextOf(*target_.resource(kFairPattern), "name")
                 : "programmes/hubei";
    }
    if (pattern == "programmes/{programme}/units/{unit}") {
      const bool any_side = absl::StrContains(method_.name(), "Reminder") ||
                            absl::StrContains(method_.name(), "Unit");
      return absl::StrCat("programmes/hubei/units/",
                          field.name() == "recipient" ? target_.recipient
                          : any_side                  ? target_.unit
                                                      : target_.supporter);
    }
    if (pattern == "programmes/{programme}/projects/{project}") {
      return absl::StrCat("programmes/hubei/projects/", target_.project);
    }
    if (absl::StartsWith(pattern, "people/{person}/")) {
      return absl::StrCat("people/", target_.person, "/", CollectionIn(pattern),
                          "/none");
    }
    const Message* resource = target_.resource(pattern);
    return resource == nullptr ? "" : TextOf(*resource, "name");
  }

  const MethodDescriptor& method_;
  const Target& target_;
  const bool validate_only_;
  const std::string& collection_;
};

// The collection of the standard method, by its verb.
std::string CollectionOf(const MethodDescriptor& method,
                         const std::string& verb) {
  if (!absl::StartsWith(method.name(), verb)) return "";
  if (verb != "List") {
    const std::string pattern = NamePatternOf(*method.output_type());
    return pattern.empty() ? "" : CollectionIn(pattern);
  }
  const FieldDescriptor& listed = *method.output_type()->field(0);
  if (listed.message_type() == nullptr) return "";
  const std::string pattern = NamePatternOf(*listed.message_type());
  return pattern.empty() ? "" : CollectionIn(pattern);
}

}  // namespace

std::string CollectionIn(const std::string& pattern) {
  const std::vector<std::string> parts = absl::StrSplit(pattern, '/');
  return parts.size() < 2 ? "" : parts[parts.size() - 2];
}

MessagePtr BuildRequest(const MethodDescriptor& method, const Target& target,
                        bool validate_only, const std::string& collection) {
  MessagePtr request = NewMessage(*method.input_type());
  Builder(method, target, validate_only, collection).Fill(*request);
  return request;
}

std::vector<Kind> KindsOf(const MethodDescriptor& method) {
  const std::string& verb =
      method.options().GetExtension(type::v1::access).as();
  if (verb.empty()) return {{}};
  std::vector<Kind> kinds;
  for (int i = 0; i < method.service()->method_count(); ++i) {
    const MethodDescriptor& other = *method.service()->method(i);
    const std::string collection = CollectionOf(other, verb);
    if (!collection.empty()) kinds.push_back({collection, &other});
  }
  return kinds;
}

std::string SubjectPattern(const MethodDescriptor& method, const Kind& kind) {
  const Descriptor& request = *method.input_type();
  for (const char* field : {"name", "names"}) {
    const FieldDescriptor* name = request.FindFieldByName(field);
    if (name != nullptr && !RuleOf(*name).resource().empty()) {
      return RuleOf(*name).resource();
    }
    if (name != nullptr && kind.as != nullptr) {
      return NamePatternOf(*kind.as->output_type());
    }
  }
  const FieldDescriptor* batch = request.FindFieldByName("requests");
  const Descriptor& single =
      batch == nullptr ? request : *batch->message_type();
  for (int i = 0; i < single.field_count(); ++i) {
    const Descriptor* made = single.field(i)->message_type();
    if (made == nullptr || !IsRequired(*single.field(i))) continue;
    const std::string pattern = NamePatternOf(*made);
    if (!pattern.empty()) return pattern;
  }
  return "";
}

}  // namespace duikou::e2e
