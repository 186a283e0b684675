#include "services/access/first_run.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "duikou/access/v1/access_records.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/digest.h"
#include "services/base/violation.h"
#include "services/rpc/identities.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/secret.h"

namespace duikou {

using access::v1::Membership;
using access::v1::Person;
using access::v1::SetupRecord;
using access::v1::SignInResponse;

namespace {

constexpr char kCodeId[] = "code";
// What attempts to guess the code are counted as.
constexpr char kSetUpAccount[] = "/set-up";

absl::Status NotNeeded() {
  return Refused(absl::StatusCode::kFailedPrecondition, "",
                 "已有管理员，请向其索取链接",
                 "there is an administrator already: ask one for a link");
}

}  // namespace

absl::StatusOr<bool> FirstRun::IsNeeded(CallContext& call) {
  ASSIGN_OR_RETURN(const ListResult people,
                   records_.store().List(kGlobalPartition, kPeopleCollection,
                                         {.limit = 1}, call.limits()));
  return people.records.empty();
}

absl::StatusOr<std::string> FirstRun::MakeCode(CallContext& call) {
  ASSIGN_OR_RETURN(const bool needed, IsNeeded(call));
  if (!needed) return std::string();
  const std::string code = MakeSetupCode();
  SetupRecord record;
  record.set_digest(ValueDigest(code));
  *record.mutable_create_time() = ToProto(clock_.Now());
  RETURN_IF_ERROR(
      records_.Commit(call, {records_.Put(kSetupCollection, kCodeId, record)}));
  return code;
}

absl::StatusOr<access::v1::Setup> FirstRun::GetSetup(
    CallContext& call, const access::v1::GetSetupRequest&) {
  access::v1::Setup setup;
  ASSIGN_OR_RETURN(const bool needed, IsNeeded(call));
  setup.set_needed(needed);
  setup.set_sample(sample_);
  setup.set_least_password_length(kLeastPasswordLength);
  return setup;
}

absl::StatusOr<SignInResponse> FirstRun::SetUp(
    CallContext& call, const access::v1::SetUpRequest& request) {
  RETURN_IF_ERROR(throttle_.Admit(kSetUpAccount, call.source()));
  ASSIGN_OR_RETURN(const bool needed, IsNeeded(call));
  if (!needed) return NotNeeded();
  ASSIGN_OR_RETURN(const auto kept,
                   records_.Find<SetupRecord>(call, kSetupCollection, kCodeId));
  const std::string code = absl::AsciiStrToUpper(
      absl::StripAsciiWhitespace(absl::string_view(request.code())));
  if (!kept || !SameSecret(ValueDigest(code), kept->value.digest())) {
    return Refused(
        absl::StatusCode::kUnauthenticated, "code",
        "不是服务器最近一次启动时显示的代码",
        "is not the one that the server printed when it started last");
  }
  ASSIGN_OR_RETURN(Mutation password,
                   sessions_.PasswordFor(call, "password", request.password(),
                                         request.person_id()));
  Person person;
  person.set_name(absl::StrCat("people/", request.person_id()));
  person.set_display_name(request.display_name());
  Membership& membership = *person.add_memberships();
  membership.set_programme("programmes/-");
  membership.add_groups(type::v1::PERMISSION_GROUP_ADMINISTRATOR);
  *person.mutable_create_time() = ToProto(clock_.Now());
  *person.mutable_update_time() = person.create_time();
  // Two that race for it both delete the code that they saw: one is too late.
  std::vector<Mutation> with = {
      records_.Put(kPeopleCollection, request.person_id(), person,
                   Expectation::Absent()),
      records_.Delete(kSetupCollection, kCodeId,
                      Expectation::Exactly(kept->revision)),
      std::move(password)};
  absl::StatusOr<SignInResponse> begun =
      sessions_.Begin(call, person, request.cookie(), std::move(with));
  if (absl::IsAborted(begun.status()) || absl::IsNotFound(begun.status()) ||
      absl::IsAlreadyExists(begun.status())) {
    return NotNeeded();
  }
  if (begun.ok()) throttle_.Succeeded(kSetUpAccount, call.source());
  return begun;
}

}  // namespace duikou
