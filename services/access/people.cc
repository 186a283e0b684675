#include "services/access/people.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "duikou/access/v1/access_records.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/rpc/identities.h"
#include "services/rpc/referrers.h"

namespace duikou {
namespace {

using access::v1::LinkRecord;
using access::v1::Membership;
using access::v1::Person;
using access::v1::SessionRecord;
using access::v1::TokenRecord;
using google::protobuf::Empty;
using type::v1::PermissionGroup;

constexpr char kEveryProgramme[] = "-";

bool HasGroup(const CallerMembership& membership, PermissionGroup group) {
  return std::find(membership.groups.begin(), membership.groups.end(), group) !=
         membership.groups.end();
}

// Whether the caller has the group in the programme, or in all.
bool Has(const Caller& caller, absl::string_view programme,
         PermissionGroup group) {
  return caller.unrestricted ||
         std::any_of(caller.memberships.begin(), caller.memberships.end(),
                     [&](const CallerMembership& membership) {
                       return (membership.programme == programme ||
                               membership.programme == kEveryProgramme) &&
                              HasGroup(membership, group);
                     });
}

bool IsAdministrator(const Caller& caller, absl::string_view programme) {
  return Has(caller, programme,
             PermissionGroup::PERMISSION_GROUP_ADMINISTRATOR);
}

// Whether the caller may give, change and take that membership.
bool MayGrant(const Caller& caller, const CallerMembership& membership) {
  if (IsAdministrator(caller, membership.programme)) return true;
  return membership.programme != kEveryProgramme &&
         Has(caller, membership.programme,
             PermissionGroup::PERMISSION_GROUP_OFFICE) &&
         !HasGroup(membership, PermissionGroup::PERMISSION_GROUP_ADMINISTRATOR);
}

absl::Status CheckMayGrantAll(const Caller& caller, const Person& person) {
  if (IsAdministrator(caller, kEveryProgramme)) return absl::OkStatus();
  for (const CallerMembership& membership : MembershipsOf(person)) {
    if (MayGrant(caller, membership)) continue;
    return Refused(
        absl::StatusCode::kPermissionDenied, person.name(),
        absl::StrCat("您无权授予或修改其在 programmes/", membership.programme,
                     " 中的权限"),
        absl::StrCat("its membership in programmes/", membership.programme,
                     " is not for you to give or to change"));
  }
  // Somebody who is a member of nothing yet is anybody's to look after only
  // while being created.
  return absl::OkStatus();
}

// Whether the caller may know of the person.
bool MaySee(const Caller& caller, const Person& person) {
  if (person.name() == caller.actor ||
      IsAdministrator(caller, kEveryProgramme)) {
    return true;
  }
  const auto memberships = MembershipsOf(person);
  return std::any_of(memberships.begin(), memberships.end(),
                     [&caller](const CallerMembership& membership) {
                       return IsAdministrator(caller, membership.programme) ||
                              Has(caller, membership.programme,
                                  PermissionGroup::PERMISSION_GROUP_OFFICE) ||
                              Has(caller, membership.programme,
                                  PermissionGroup::PERMISSION_GROUP_SUPERVISOR);
                     });
}

absl::Status CheckUnit(WriteContext& context, const std::string& path,
                       const Membership& membership) {
  const std::string& unit = membership.unit();
  if (unit.empty()) return absl::OkStatus();
  if (!absl::StartsWith(unit, absl::StrCat(membership.programme(), "/"))) {
    return context.Invalid(absl::StrCat(path, ".unit"), "属于另一个规划",
                           "is of another programme");
  }
  const absl::StatusOr<Record> found =
      context.store().Get(LastId(membership.programme()), "units", LastId(unit),
                          context.call().limits());
  if (absl::IsNotFound(found.status())) {
    return context.Invalid(absl::StrCat(path, ".unit"),
                           absl::StrCat(unit, " 不存在"),
                           absl::StrCat(unit, " does not exist"));
  }
  return found.status();
}

absl::Status CheckProgrammeOf(WriteContext& context, const std::string& path,
                              const Membership& membership) {
  const absl::string_view id = LastId(membership.programme());
  if (membership.programme() != absl::StrCat("programmes/", id) ||
      (id != kEveryProgramme && !IsResourceId(id))) {
    return context.Invalid(absl::StrCat(path, ".programme"),
                           "格式不是 programmes/{programme}",
                           "is not of the form programmes/{programme}");
  }
  if (id == kEveryProgramme) return absl::OkStatus();
  ASSIGN_OR_RETURN(const bool exists, context.Exists("programmes", id));
  if (exists) return absl::OkStatus();
  return context.Invalid(
      absl::StrCat(path, ".programme"),
      absl::StrCat(membership.programme(), " 不存在"),
      absl::StrCat(membership.programme(), " does not exist"));
}

absl::Status CheckGroups(WriteContext& context, const std::string& path,
                         const Membership& membership) {
  for (int i = 0; i < membership.groups_size(); ++i) {
    const std::string group_path = absl::StrCat(path, ".groups[", i, "]");
    const PermissionGroup group = membership.groups(i);
    const bool acts_for_unit =
        group == PermissionGroup::PERMISSION_GROUP_SUPPORTER ||
        group == PermissionGroup::PERMISSION_GROUP_RECIPIENT;
    if (acts_for_unit && membership.unit().empty()) {
      return context.Invalid(group_path, "须指明所代表的单位",
                             "needs a unit to act for");
    }
    if (std::count(membership.groups().begin(), membership.groups().end(),
                   group) > 1) {
      return context.Invalid(group_path, "出现两次", "is there twice");
    }
  }
  return absl::OkStatus();
}

absl::Status PreparePerson(WriteContext& context, const Person* before,
                           Person& person) {
  const Caller& caller = context.call().caller();
  if (before != nullptr) {
    RETURN_IF_ERROR(CheckMayGrantAll(caller, *before));
  }
  std::set<std::pair<std::string, std::string>> seen;
  for (int i = 0; i < person.memberships_size(); ++i) {
    Membership& membership = *person.mutable_memberships(i);
    membership.clear_unit_display_name();
    const std::string path = absl::StrCat("memberships[", i, "]");
    RETURN_IF_ERROR(CheckProgrammeOf(context, path, membership));
    RETURN_IF_ERROR(CheckUnit(context, path, membership));
    RETURN_IF_ERROR(CheckGroups(context, path, membership));
    if (!seen.emplace(membership.programme(), membership.unit()).second) {
      return context.Invalid(path, "出现两次", "is there twice");
    }
  }
  person.clear_has_password();
  person.clear_sign_in_time();
  return CheckMayGrantAll(caller, person);
}

// Deletes all records of a collection that are the person's.
template <typename T>
absl::Status DeleteCredentials(WriteContext& context,
                               absl::string_view collection,
                               const std::string& person) {
  return ForEachRecord(
      context.store(), context.call(), kGlobalPartition, collection,
      [&](const Record& record) -> absl::Status {
        T credential;
        if (!credential.ParseFromString(record.value)) {
          return WriteContext::Unreadable(collection, record.id);
        }
        if (credential.person() == person) {
          context.Add(AccessRecords::Delete(collection, record.id));
        }
        return absl::OkStatus();
      });
}

absl::Status DeleteWithCredentials(WriteContext& context,
                                   const Person& person) {
  RETURN_IF_ERROR(CheckMayGrantAll(context.call().caller(), person));
  if (person.name() == context.call().actor()) {
    return Refused(absl::StatusCode::kFailedPrecondition, person.name(),
                   "不能删除自己", "nobody deletes itself");
  }
  const absl::string_view id = LastId(person.name());
  context.Add(AccessRecords::Delete(kPasswordsCollection, id));
  context.Add(AccessRecords::Delete(kSignInsCollection, id));
  RETURN_IF_ERROR(DeleteCredentials<SessionRecord>(context, kSessionsCollection,
                                                   person.name()));
  RETURN_IF_ERROR(DeleteCredentials<TokenRecord>(context, kTokensCollection,
                                                 person.name()));
  return DeleteCredentials<LinkRecord>(context, kLinksCollection,
                                       person.name());
}

}  // namespace

People::People(const HostContext& host, AccessRecords& records)
    : records_(records),
      people_(host.store, host.clock, host.ids,
              Resource<Person>{.pattern = "people/{person}",
                               .field = "person",
                               .id_prefix = "",
                               .prepare = &PreparePerson,
                               .may_delete = &DeleteWithCredentials,
                               .unchecked_fields = {"memberships"}}) {}

absl::StatusOr<Person> People::WithSignIn(CallContext& call, Person person) {
  const absl::string_view id = LastId(person.name());
  ASSIGN_OR_RETURN(const auto password,
                   records_.Find<access::v1::PasswordRecord>(
                       call, kPasswordsCollection, id));
  person.set_has_password(password.has_value());
  ASSIGN_OR_RETURN(
      const auto signed_in,
      records_.Find<google::protobuf::Timestamp>(call, kSignInsCollection, id));
  if (signed_in) *person.mutable_sign_in_time() = signed_in->value;
  return person;
}

absl::StatusOr<Person> People::Get(
    CallContext& call, const access::v1::GetPersonRequest& request) {
  ASSIGN_OR_RETURN(Person person, people_.Get(call, request));
  if (!MaySee(call.caller(), person)) {
    return Refused(absl::StatusCode::kPermissionDenied, "",
                   absl::StrCat(request.name(), " 属于另一个规划"),
                   absl::StrCat(request.name(), " is of another programme"));
  }
  return WithSignIn(call, std::move(person));
}

absl::StatusOr<Person> People::GetMe(CallContext& call,
                                     const access::v1::GetMeRequest&) {
  if (!call.caller().signed_in) {
    // A server that asks nobody to sign in.
    Person anybody;
    Membership& membership = *anybody.add_memberships();
    membership.set_programme("programmes/-");
    for (const auto group : {PermissionGroup::PERMISSION_GROUP_OFFICE,
                             PermissionGroup::PERMISSION_GROUP_ADMINISTRATOR}) {
      membership.add_groups(group);
    }
    return anybody;
  }
  ASSIGN_OR_RETURN(Person person, people_.GetByName(call, call.actor()));
  for (Membership& membership : *person.mutable_memberships()) {
    if (membership.unit().empty()) continue;
    const absl::StatusOr<Record> record =
        records_.store().Get(LastId(membership.programme()), "units",
                             LastId(membership.unit()), call.limits());
    if (absl::IsNotFound(record.status())) continue;
    RETURN_IF_ERROR(record.status());
    profiles::v1::Unit unit;
    if (!unit.ParseFromString(record->value)) continue;
    *membership.mutable_unit_display_name() = unit.display_name();
  }
  return WithSignIn(call, std::move(person));
}

absl::StatusOr<access::v1::ListPeopleResponse> People::List(
    CallContext& call, const access::v1::ListPeopleRequest& request) {
  const auto asked = [&](const Person& person) {
    if (request.programme().empty() && request.unit().empty()) return true;
    return std::any_of(
        person.memberships().begin(), person.memberships().end(),
        [&request](const Membership& membership) {
          return (request.programme().empty() ||
                  membership.programme() == request.programme()) &&
                 (request.unit().empty() ||
                  membership.unit() == request.unit());
        });
  };
  ASSIGN_OR_RETURN(auto response, people_.List<access::v1::ListPeopleResponse>(
                                      call, request, [&](const Person& person) {
                                        return asked(person) &&
                                               MaySee(call.caller(), person);
                                      }));
  for (Person& person : *response.mutable_people()) {
    ASSIGN_OR_RETURN(person, WithSignIn(call, std::move(person)));
  }
  return response;
}

absl::StatusOr<Person> People::Create(
    CallContext& call, const access::v1::CreatePersonRequest& request) {
  if (request.person().memberships().empty() &&
      !IsAdministrator(call.caller(), kEveryProgramme)) {
    return Refused(absl::StatusCode::kInvalidArgument, "person.memberships",
                   "须指明其所属规划",
                   "must say of which programme it is a member");
  }
  return people_.Create(call, request);
}

absl::StatusOr<Person> People::Update(
    CallContext& call, const access::v1::UpdatePersonRequest& request) {
  RETURN_IF_ERROR(CheckLooksAfter(call, request.person().name()));
  ASSIGN_OR_RETURN(Person person, people_.Update(call, request));
  return WithSignIn(call, std::move(person));
}

absl::StatusOr<Empty> People::Delete(
    CallContext& call, const access::v1::DeletePersonRequest& request) {
  RETURN_IF_ERROR(CheckLooksAfter(call, request.name()));
  return people_.Delete(call, request);
}

absl::Status People::CheckLooksAfter(CallContext& call,
                                     absl::string_view person) {
  const Caller& caller = call.caller();
  ASSIGN_OR_RETURN(const Person found, people_.GetByName(call, person));
  if (found.name() == caller.actor) return absl::OkStatus();
  if (found.memberships().empty() &&
      !IsAdministrator(caller, kEveryProgramme)) {
    return Refused(absl::StatusCode::kPermissionDenied, person,
                   "只能由管理员维护", "is for administrators to look after");
  }
  return CheckMayGrantAll(caller, found);
}

}  // namespace duikou
