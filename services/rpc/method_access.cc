#include "services/rpc/method_access.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "matcher/base/check.h"
#include "services/base/violation.h"
#include "services/rpc/field_rule.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using type::v1::AccessRule;
using type::v1::PermissionGroup;

constexpr absl::string_view kProgrammes = "programmes/";
constexpr char kEveryProgramme[] = "-";

bool IsText(const FieldDescriptor& field) {
  return !field.is_repeated() &&
         field.cpp_type() == FieldDescriptor::CPPTYPE_STRING;
}

bool NamesProgramme(const FieldDescriptor& field) {
  if (!IsText(field)) return false;
  return absl::StartsWith(RuleOf(field).resource(), kProgrammes) ||
         field.name() == "parent" || field.name() == "name";
}

// The field that says what a request is about: its first that names something
// of a programme, else the name of the resource in it.
std::string SubjectOf(const Descriptor& request) {
  for (int i = 0; i < request.field_count(); ++i) {
    if (NamesProgramme(*request.field(i))) return request.field(i)->name();
  }
  for (int i = 0; i < request.field_count(); ++i) {
    const FieldDescriptor& field = *request.field(i);
    if (field.is_repeated() || field.message_type() == nullptr) continue;
    const FieldDescriptor* name = field.message_type()->FindFieldByName("name");
    if (name != nullptr && NamesProgramme(*name)) {
      return absl::StrCat(field.name(), ".name");
    }
  }
  return "";
}

std::optional<FieldPath> PathOrNone(const Descriptor& type,
                                    const std::string& path) {
  if (path.empty()) return std::nullopt;
  return FieldPath(type, path);
}

// The pattern of the names of a resource; null where the message is none.
const std::string* NamePattern(const Descriptor* type) {
  const FieldDescriptor* name =
      type == nullptr ? nullptr : type->FindFieldByName("name");
  return name == nullptr ? nullptr : &RuleOf(*name).resource();
}

std::string CollectionOfPattern(const std::string& pattern) {
  const std::vector<std::string> parts = absl::StrSplit(pattern, '/');
  return parts.size() < 2 ? "" : parts[parts.size() - 2];
}

type::v1::Reach ReachOfGroup(const AccessRule& rule, PermissionGroup group) {
  switch (group) {
    case PermissionGroup::PERMISSION_GROUP_OFFICE:
      return rule.office();
    case PermissionGroup::PERMISSION_GROUP_SUPPORTER:
      return rule.supporter();
    case PermissionGroup::PERMISSION_GROUP_RECIPIENT:
      return rule.recipient();
    case PermissionGroup::PERMISSION_GROUP_ORGANISER:
      return rule.organiser();
    case PermissionGroup::PERMISSION_GROUP_SUPERVISOR:
      return rule.supervisor();
    case PermissionGroup::PERMISSION_GROUP_ADMINISTRATOR:
      return rule.administrator();
    default:
      return type::v1::REACH_UNSPECIFIED;
  }
}

void AddGroup(const AccessRule& rule, PermissionGroup group,
              const std::string& unit, Reach& reach) {
  const type::v1::Reach granted = ReachOfGroup(rule, group);
  if (granted == type::v1::REACH_UNSPECIFIED) return;
  if (granted == type::v1::REACH_ALL) {
    reach.all = true;
    return;
  }
  if (unit.empty()) return;
  Reach::Own& own = group == PermissionGroup::PERMISSION_GROUP_RECIPIENT
                        ? reach.recipient
                        : reach.supporter;
  own.units.push_back(unit);
  own.guided |= granted == type::v1::REACH_GUIDED;
}

struct GroupName {
  absl::string_view zh;
  absl::string_view en;
};

std::vector<GroupName> GroupNames(const AccessRule& rule) {
  std::vector<GroupName> names;
  const std::pair<GroupName, type::v1::Reach> groups[] = {
      {{"主管部门", "office"}, rule.office()},
      {{"支援方", "supporter"}, rule.supporter()},
      {{"受援方", "recipient"}, rule.recipient()},
      {{"洽谈会组织者", "organiser"}, rule.organiser()},
      {{"督查", "supervisor"}, rule.supervisor()},
      {{"系统管理员", "administrator"}, rule.administrator()}};
  for (const auto& [name, reach] : groups) {
    if (reach != type::v1::REACH_UNSPECIFIED) names.push_back(name);
  }
  return names;
}

std::string Joined(const std::vector<GroupName>& names,
                   absl::string_view GroupName::*language,
                   absl::string_view separator) {
  return absl::StrJoin(names, separator,
                       [language](std::string* out, const GroupName& name) {
                         absl::StrAppend(out, name.*language);
                       });
}

}  // namespace

bool DeclaresAccess(const MethodDescriptor& method) {
  return method.options().HasExtension(type::v1::access);
}

std::string StandardCollection(const MethodDescriptor& method,
                               absl::string_view verb) {
  if (!absl::StartsWith(method.name(), std::string(verb))) return "";
  if (verb == "Get") {
    const std::string* pattern = NamePattern(method.input_type());
    return pattern == nullptr ? "" : CollectionOfPattern(*pattern);
  }
  const Descriptor& holder =
      verb == "List" ? *method.output_type() : *method.input_type();
  for (int i = 0; i < holder.field_count(); ++i) {
    const std::string* pattern = NamePattern(holder.field(i)->message_type());
    if (pattern != nullptr) return CollectionOfPattern(*pattern);
  }
  return "";
}

MethodAccess::MethodAccess(const MethodDescriptor& method)
    : rule_(method.options().GetExtension(type::v1::access)),
      name_(absl::StrCat(method.service()->full_name(), "/", method.name())),
      subject_(
          PathOrNone(*method.input_type(), SubjectOf(*method.input_type()))),
      self_(PathOrNone(*method.input_type(), rule_.self())) {
  const Descriptor& request = *method.input_type();
  DUIKOU_CHECK(DeclaresAccess(method)) << name_ << " declares no access";
  if (rule_.has_owner()) owners_.emplace(request, rule_.owner());
  if (!rule_.as().empty()) {
    const bool named = request.FindFieldByName("collection") != nullptr;
    collection_.emplace(request, named ? "collection" : "name");
  }
}

absl::Status MethodAccess::CheckCaller(const Caller& caller) const {
  if (rule_.open() || caller.unrestricted) return absl::OkStatus();
  if (!caller.signed_in) {
    return Refused(absl::StatusCode::kUnauthenticated, "", "请先登录",
                   "sign in first");
  }
  if (caller.read_only && !rule_.reads()) {
    return Refused(absl::StatusCode::kPermissionDenied, name_, "该令牌只能读取",
                   "the token may only read");
  }
  return absl::OkStatus();
}

bool MethodAccess::KeepsToOwners() const {
  const auto keeps = [](type::v1::Reach reach) {
    return reach == type::v1::REACH_OWN || reach == type::v1::REACH_GUIDED;
  };
  return keeps(rule_.supporter()) || keeps(rule_.recipient());
}

std::string MethodAccess::ProgrammeOf(const Message& request) const {
  if (!subject_) return "";
  const std::string name = subject_->Text(request);
  if (!absl::StartsWith(name, kProgrammes)) return "";
  const std::string rest = name.substr(kProgrammes.size());
  return rest.substr(0, rest.find('/'));
}

Reach MethodAccess::ReachOf(const Caller& caller,
                            absl::string_view programme) const {
  Reach reach;
  if (caller.unrestricted || rule_.open()) return Reach::All();
  reach.member = rule_.member() && programme.empty();
  for (const CallerMembership& membership : caller.memberships) {
    const bool counts = membership.programme == kEveryProgramme ||
                        (programme.empty() ? rule_.any_programme()
                                           : membership.programme == programme);
    if (!counts) continue;
    reach.member |= rule_.member();
    for (const PermissionGroup group : membership.groups) {
      AddGroup(rule_, group, membership.unit, reach);
    }
  }
  return reach;
}

bool MethodAccess::IsAboutSelf(const Caller& caller,
                               const Message& request) const {
  if (!self_ || !caller.signed_in) return false;
  const std::string name = self_->Text(request);
  return name == caller.actor ||
         absl::StartsWith(name, absl::StrCat(caller.actor, "/"));
}

std::string MethodAccess::CollectionOf(const Message& request) const {
  if (!collection_) return "";
  const std::string text = collection_->Text(request);
  if (!absl::StrContains(text, "/")) return text;
  return CollectionOfPattern(text);
}

absl::Status MethodAccess::Refusal(absl::string_view programme) const {
  const std::vector<GroupName> groups = GroupNames(rule_);
  const bool in_one = !programme.empty() && programme != kEveryProgramme;
  return Refused(
      absl::StatusCode::kPermissionDenied, name_,
      absl::StrCat(
          "只供", in_one ? absl::StrCat(" programmes/", programme, " 的") : "",
          groups.empty() ? "成员" : Joined(groups, &GroupName::zh, "、"),
          "使用"),
      absl::StrCat("is for ",
                   groups.empty()
                       ? "its members"
                       : absl::StrCat("the group ",
                                      Joined(groups, &GroupName::en, ", ")),
                   in_one ? absl::StrCat(" of programmes/", programme) : ""));
}

}  // namespace duikou
