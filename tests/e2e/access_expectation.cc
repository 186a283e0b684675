#include "tests/e2e/access_expectation.h"

#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "duikou/access/v1/access_service.pb.h"
#include "duikou/assignment/v1/competition_service.pb.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "duikou/type/v1/access.pb.h"

namespace duikou::e2e {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using type::v1::AccessRule;
using type::v1::ResourceOwner;

namespace {

type::v1::Reach Granted(const AccessRule& rule, int group) {
  const type::v1::Reach granted[] = {type::v1::REACH_UNSPECIFIED,
                                     rule.office(),
                                     rule.supporter(),
                                     rule.recipient(),
                                     rule.organiser(),
                                     rule.supervisor(),
                                     rule.administrator()};
  return granted[group];
}

// The programmes of the person that a request is about; empty where it is
// about none.
std::set<std::string> ProgrammesOfSubject(const MethodDescriptor& method,
                                          const Target& target) {
  if (method.service()->name() != "AccessService") return {};
  if (method.name() == "CreatePerson") return {"programmes/hubei"};
  if (method.name() == "ListPeople") return {};
  std::set<std::string> programmes;
  const Message* person = target.resource("people/{person}");
  for (const auto& membership :
       dynamic_cast<const access::v1::Person&>(*person).memberships()) {
    programmes.insert(membership.programme());
  }
  return programmes;
}

// Whether what the person may do counts for the call.
bool Counts(const MethodDescriptor& method, const AccessRule& rule,
            const Target& target, const Message& request,
            const TestPerson& person) {
  if (person.programme == "-") return true;
  const bool names_hubei =
      absl::StrContains(request.DebugString(), "\"programmes/hubei") &&
      method.service()->name() != "AccessService";
  const bool audit = absl::StrContains(method.name(), "Audit");
  if (names_hubei || audit) return person.programme == "hubei";
  if (!rule.any_programme()) return false;
  const auto programmes = ProgrammesOfSubject(method, target);
  return programmes.empty() ||
         programmes.count(absl::StrCat("programmes/", person.programme)) > 0;
}

bool IsOwn(const AccessWorld& world, const TestPerson& person,
           const std::string& name, bool with_guided) {
  const std::string unit = world.UnitOf(name);
  if (unit.empty() || person.unit.empty()) return false;
  return unit == person.unit || world.IsBelow(unit, person.unit) ||
         (with_guided && world.Guides(person.unit, unit));
}

// Whether one of the person's groups reaches the subject.
bool Reaches(const AccessWorld& world, const AccessRule& rule,
             const ResourceOwner& owner, const Message* subject,
             const TestPerson& person) {
  for (const int group : person.groups) {
    const type::v1::Reach granted = Granted(rule, group);
    if (granted == type::v1::REACH_UNSPECIFIED) continue;
    if (granted == type::v1::REACH_ALL || subject == nullptr) return true;
    const bool receives = group == type::v1::PERMISSION_GROUP_RECIPIENT;
    const std::string& path = receives ? owner.recipient() : owner.supporter();
    if (path.empty()) continue;
    if (IsOwn(world, person, TextOf(*subject, path),
              granted == type::v1::REACH_GUIDED)) {
      return true;
    }
  }
  return false;
}

// Drafts are, and applications that are not decided on; and what was done to
// such a thing is, as it was a draft once.
bool IsKeptToOwner(const MethodDescriptor& method, const Message& resource) {
  const bool history = method.name() == "ListHistory";
  if (dynamic_cast<const assignment::v1::Application*>(&resource) != nullptr) {
    return true;
  }
  if (const auto* call = dynamic_cast<const assignment::v1::Call*>(&resource)) {
    return history || call->state() == assignment::v1::Call::STATE_DRAFT;
  }
  if (const auto* fair = dynamic_cast<const fair::v1::Fair*>(&resource)) {
    return history || fair->state() == fair::v1::Fair::STATE_DRAFT;
  }
  const auto* project = dynamic_cast<const catalogue::v1::Project*>(&resource);
  return project != nullptr &&
         (history || project->state() == catalogue::v1::Project::STATE_DRAFT);
}

}  // namespace

Expected ExpectedOf(const AccessWorld& world, const MethodDescriptor& method,
                    const Kind& kind, const Target& target,
                    const Message& request, const TestPerson& person) {
  const AccessRule& own = method.options().GetExtension(type::v1::access);
  if (own.open()) return Expected::kLetIn;
  if (person.id.empty()) return Expected::kNobody;
  const std::string me = absl::StrCat("people/", person.id);
  const std::string self = TextOf(request, own.self());
  if (self == me || absl::StartsWith(self, me + "/")) return Expected::kLetIn;

  const bool names_none =
      !absl::StrContains(request.DebugString(), "\"programmes/");
  const bool counts = Counts(method, own, target, request, person);
  if (own.member() && !counts && !names_none) return Expected::kRefused;
  const AccessRule& rule =
      kind.as == nullptr ? own
                         : kind.as->options().GetExtension(type::v1::access);
  const std::string pattern = SubjectPattern(method, kind);
  const Message* subject = pattern.empty() ? nullptr : target.resource(pattern);
  ResourceOwner owner;
  if (subject != nullptr) {
    owner = subject->GetDescriptor()->options().GetExtension(type::v1::owner);
  }
  if (rule.has_owner() && kind.as == nullptr) {
    owner = rule.owner();
    subject = &request;
  }
  if (rule.member() && (counts || names_none) &&
      (subject == nullptr || !IsKeptToOwner(method, *subject))) {
    return Expected::kLetIn;
  }
  return counts && Reaches(world, rule, owner, subject, person)
             ? Expected::kLetIn
             : Expected::kRefused;
}

}  // namespace duikou::e2e
