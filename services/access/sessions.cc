#include "services/access/sessions.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/digest.h"
#include "services/base/violation.h"
#include "services/rpc/identities.h"
#include "services/rpc/page_token.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_engine.h"
#include "services/rpc/secret.h"

namespace duikou {
namespace {

using access::v1::Link;
using access::v1::LinkRecord;
using access::v1::PasswordRecord;
using access::v1::Person;
using access::v1::Session;
using access::v1::SessionRecord;
using access::v1::SignInResponse;
using google::protobuf::Empty;

constexpr absl::Duration kIdle = absl::Hours(1);
constexpr absl::Duration kLongest = absl::Hours(12);
constexpr size_t kMostSessions = 20;
constexpr absl::Duration kPasswordLinkLife = absl::Hours(72);
constexpr absl::Duration kSignInLinkLife = absl::Hours(24);

absl::Status WrongSignIn() {
  return Refused(absl::StatusCode::kUnauthenticated, "", "账号或密码不正确",
                 "the name or the password is wrong");
}

absl::Status WrongLink() {
  return Refused(absl::StatusCode::kUnauthenticated, "",
                 "链接已失效：每个链接只能使用一次，并会过期",
                 "the link is not in force: it works once, and ends");
}

// Whose attempts these count as: of each link for itself, so that who guesses
// links does not keep others from theirs.
std::string LinkAccount(const std::optional<SecretParts>& parts) {
  return absl::StrCat("/link/", parts ? parts->id : "");
}

std::string SessionName(absl::string_view person, absl::string_view id) {
  return absl::StrCat(person, "/sessions/", id);
}

Session ToSession(const SessionRecord& record, absl::string_view id,
                  const Caller& caller) {
  Session session;
  session.set_name(SessionName(record.person(), id));
  *session.mutable_create_time() = record.create_time();
  *session.mutable_expire_time() = record.expire_time();
  *session.mutable_last_time() = record.last_time();
  session.set_source(record.source());
  session.set_user_agent(record.user_agent());
  session.set_current(caller.credential == session.name());
  return session;
}

absl::StatusOr<std::string> OwnSessionId(const CallContext& call) {
  const std::string& credential = call.caller().credential;
  if (!absl::StrContains(credential, "/sessions/")) {
    return Refused(absl::StatusCode::kFailedPrecondition, "",
                   "此请求不是登录后发出的", "the call came by no session");
  }
  return std::string(LastId(credential));
}

}  // namespace

absl::StatusOr<Person> Sessions::EnabledPerson(CallContext& call,
                                               absl::string_view id) {
  ASSIGN_OR_RETURN(auto person,
                   records_.Find<Person>(call, kPeopleCollection, id));
  if (!person || person->value.disabled()) return WrongSignIn();
  return std::move(person->value);
}

// What a write of something without a history, such as a password, brings with
// it, so that the audit trail tells of it.
absl::StatusOr<Mutation> Sessions::Touch(CallContext& call,
                                         absl::string_view id) {
  ASSIGN_OR_RETURN(auto person,
                   records_.Find<Person>(call, kPeopleCollection, id));
  if (!person) {
    return DoesNotExist("", absl::StrCat("people/", id));
  }
  *person->value.mutable_update_time() = ToProto(clock_.Now());
  return records_.Put(kPeopleCollection, id, person->value,
                      Expectation::Exactly(person->revision));
}

absl::StatusOr<SignInResponse> Sessions::SignIn(
    CallContext& call, const access::v1::SignInRequest& request) {
  RETURN_IF_ERROR(throttle_.Admit(request.person_id(), call.source()));
  // An id that cannot be one is nobody's, and costs as much to be told.
  std::optional<AccessRecords::Stored<PasswordRecord>> password;
  if (IsResourceId(request.person_id())) {
    ASSIGN_OR_RETURN(password,
                     records_.Find<PasswordRecord>(call, kPasswordsCollection,
                                                   request.person_id()));
  }
  ASSIGN_OR_RETURN(const bool right,
                   hasher_.Verify(password ? password->value.hash() : "",
                                  request.password(), call.deadline()));
  if (!right) return WrongSignIn();
  ASSIGN_OR_RETURN(const Person person,
                   EnabledPerson(call, request.person_id()));
  throttle_.Succeeded(request.person_id(), call.source());
  std::vector<Mutation> with;
  const Expectation unchanged = Expectation::Exactly(password->revision);
  if (hasher_.IsOutdated(password->value.hash())) {
    ASSIGN_OR_RETURN(const std::string hash,
                     hasher_.Hash(request.password(), call.deadline()));
    password->value.set_hash(hash);
    with.push_back(records_.Put(kPasswordsCollection, request.person_id(),
                                password->value, unchanged));
  } else {
    with.push_back(
        Mutation::Check(kPasswordsCollection, request.person_id(), unchanged));
  }
  absl::StatusOr<SignInResponse> begun =
      Begin(call, person, request.cookie(), std::move(with));
  if (!IsConflict(begun.status())) return begun;
  return Refused(absl::StatusCode::kAborted, person.name(),
                 "密码刚刚被修改，请重新登录",
                 "its password was changed just now: sign in again");
}

absl::StatusOr<SignInResponse> Sessions::Begin(CallContext& call,
                                               const Person& person,
                                               bool cookie,
                                               std::vector<Mutation> with) {
  const absl::Time now = clock_.Now();
  const Secret secret = MakeSessionSecret(person.name());
  SessionRecord record;
  record.set_person(person.name());
  record.set_digest(secret.digest);
  *record.mutable_create_time() = ToProto(now);
  *record.mutable_last_time() = ToProto(now + kLongest);
  *record.mutable_expire_time() = ToProto(now + (cookie ? kIdle : kLongest));
  record.set_source(call.source());
  record.set_user_agent(call.user_agent());
  const absl::string_view id = LastId(person.name());
  RETURN_IF_ERROR(MakeRoom(call, person.name(), with));
  with.push_back(records_.Put(kSessionsCollection, secret.id, record,
                              Expectation::Absent()));
  google::protobuf::Timestamp signed_in = ToProto(now);
  with.push_back(records_.Put(kSignInsCollection, id, signed_in));
  // Whoever signs in is who does it.
  auto caller = std::make_shared<Caller>();
  caller->actor = person.name();
  caller->signed_in = true;
  caller->credential = SessionName(person.name(), secret.id);
  call.SetCaller(std::move(caller));
  RETURN_IF_ERROR(records_.Commit(call, std::move(with)));
  SignInResponse response;
  *response.mutable_person() = person;
  *response.mutable_session() = ToSession(record, secret.id, call.caller());
  if (cookie) {
    call.AddTrailer(
        kSetSessionMetadata,
        absl::StrCat(secret.text, ";", absl::ToInt64Seconds(kLongest)));
  } else {
    response.set_secret(secret.text);
  }
  return response;
}

// Deletes what has expired of the person's, and the oldest of too many, but for
// what `mutations` delete already.
absl::Status Sessions::MakeRoom(CallContext& call, absl::string_view person,
                                std::vector<Mutation>& mutations) {
  absl::flat_hash_set<std::string> ended;
  for (const Mutation& mutation : mutations) {
    if (mutation.collection == kSessionsCollection) ended.insert(mutation.id);
  }
  std::vector<std::pair<absl::Time, std::string>> others;
  RETURN_IF_ERROR(records_.ForEach<SessionRecord>(
      call, kSessionsCollection, SessionPrefix(person),
      [&](const AccessRecords::Stored<SessionRecord>& session) {
        if (session.value.person() != person || ended.contains(session.id)) {
          return;
        }
        if (ToTime(session.value.expire_time()) <= clock_.Now()) {
          mutations.push_back(records_.Delete(kSessionsCollection, session.id));
        } else {
          others.emplace_back(ToTime(session.value.create_time()), session.id);
        }
      }));
  std::sort(others.begin(), others.end());
  for (size_t i = 0; i + kMostSessions <= others.size(); ++i) {
    mutations.push_back(records_.Delete(kSessionsCollection, others[i].second));
  }
  return absl::OkStatus();
}

absl::StatusOr<Mutation> Sessions::PasswordFor(CallContext& call,
                                               absl::string_view field,
                                               absl::string_view password,
                                               absl::string_view person_id) {
  RETURN_IF_ERROR(CheckPassword(field, password, person_id));
  ASSIGN_OR_RETURN(const std::string hash,
                   hasher_.Hash(password, call.deadline()));
  PasswordRecord record;
  record.set_hash(hash);
  *record.mutable_set_time() = ToProto(clock_.Now());
  return records_.Put(kPasswordsCollection, person_id, record);
}

absl::StatusOr<std::vector<Mutation>> Sessions::EndAll(CallContext& call,
                                                       absl::string_view person,
                                                       absl::string_view but) {
  std::vector<Mutation> mutations;
  RETURN_IF_ERROR(records_.ForEach<SessionRecord>(
      call, kSessionsCollection, SessionPrefix(person),
      [&](const AccessRecords::Stored<SessionRecord>& session) {
        if (session.value.person() == person && session.id != but) {
          mutations.push_back(records_.Delete(kSessionsCollection, session.id));
        }
      }));
  return mutations;
}

// A sign-in by the old password may have been committed between EndAll() and
// the new password. None can after it, so a second look is conclusive.
absl::Status Sessions::EndLateOnes(CallContext& call, absl::string_view person,
                                   absl::string_view but) {
  ASSIGN_OR_RETURN(std::vector<Mutation> late, EndAll(call, person, but));
  if (late.empty()) return absl::OkStatus();
  return records_.Commit(call, std::move(late));
}

absl::StatusOr<SignInResponse> Sessions::RedeemLink(
    CallContext& call, const access::v1::RedeemLinkRequest& request) {
  const std::optional<SecretParts> parts = ParseSecret(request.secret());
  const std::string account = LinkAccount(parts);
  RETURN_IF_ERROR(throttle_.Admit(account, call.source()));
  if (!parts || parts->kind != SecretKind::kLink) return WrongLink();
  ASSIGN_OR_RETURN(
      auto link, records_.Find<LinkRecord>(call, kLinksCollection, parts->id));
  if (!link ||
      !SameSecret(ValueDigest(request.secret()), link->value.digest()) ||
      ToTime(link->value.expire_time()) <= clock_.Now()) {
    return WrongLink();
  }
  const absl::string_view id = LastId(link->value.person());
  ASSIGN_OR_RETURN(const Person person, EnabledPerson(call, id));
  // Whoever is faster has it.
  std::vector<Mutation> with = {records_.Delete(
      kLinksCollection, parts->id, Expectation::Exactly(link->revision))};
  if (link->value.purpose() == Link::PURPOSE_SET_PASSWORD) {
    ASSIGN_OR_RETURN(
        Mutation password,
        PasswordFor(call, "new_password", request.new_password(), id));
    ASSIGN_OR_RETURN(const std::vector<Mutation> ended,
                     EndAll(call, person.name()));
    with.push_back(std::move(password));
    with.insert(with.end(), ended.begin(), ended.end());
  } else if (!sample_ || !call.IsFromHere()) {
    return WrongLink();
  }
  absl::StatusOr<SignInResponse> begun =
      Begin(call, person, request.cookie(), std::move(with));
  if (absl::IsAborted(begun.status()) || absl::IsNotFound(begun.status())) {
    return WrongLink();
  }
  RETURN_IF_ERROR(begun.status());
  throttle_.Succeeded(account, call.source());
  if (link->value.purpose() == Link::PURPOSE_SET_PASSWORD) {
    RETURN_IF_ERROR(
        EndLateOnes(call, person.name(), LastId(begun->session().name())));
  }
  return begun;
}

absl::StatusOr<Empty> Sessions::SignOut(CallContext& call,
                                        const access::v1::SignOutRequest&) {
  ASSIGN_OR_RETURN(const std::string id, OwnSessionId(call));
  RETURN_IF_ERROR(
      records_.Commit(call, {records_.Delete(kSessionsCollection, id)}));
  call.AddTrailer(kSetSessionMetadata, ";0");
  return Empty();
}

absl::StatusOr<Session> Sessions::Refresh(
    CallContext& call, const access::v1::RefreshSessionRequest&) {
  ASSIGN_OR_RETURN(const std::string id, OwnSessionId(call));
  ASSIGN_OR_RETURN(auto session,
                   records_.Find<SessionRecord>(call, kSessionsCollection, id));
  if (!session) {
    return Refused(absl::StatusCode::kUnauthenticated, "", "登录已结束",
                   "the session has ended");
  }
  SessionRecord& record = session->value;
  const absl::Time until =
      std::min(clock_.Now() + kIdle, ToTime(record.last_time()));
  if (until > ToTime(record.expire_time())) {
    *record.mutable_expire_time() = ToProto(until);
    RETURN_IF_ERROR(records_.Commit(
        call, {records_.Put(kSessionsCollection, id, record,
                            Expectation::Exactly(session->revision))}));
  }
  return ToSession(record, id, call.caller());
}

absl::StatusOr<Empty> Sessions::ChangePassword(
    CallContext& call, const access::v1::ChangePasswordRequest& request) {
  const std::string id(LastId(call.actor()));
  if (absl::Status early = throttle_.Admit(id, call.source()); !early.ok()) {
    call.MarkRefused();
    return early;
  }
  ASSIGN_OR_RETURN(auto password, records_.Find<PasswordRecord>(
                                      call, kPasswordsCollection, id));
  ASSIGN_OR_RETURN(const bool right,
                   hasher_.Verify(password ? password->value.hash() : "",
                                  request.password(), call.deadline()));
  if (!right) {
    call.MarkRefused();
    return Refused(absl::StatusCode::kInvalidArgument, "password",
                   "与当前密码不符", "is not the present one");
  }
  throttle_.Succeeded(id, call.source());
  ASSIGN_OR_RETURN(Mutation changed, PasswordFor(call, "new_password",
                                                 request.new_password(), id));
  ASSIGN_OR_RETURN(
      std::vector<Mutation> mutations,
      EndAll(call, call.actor(), LastId(call.caller().credential)));
  mutations.push_back(std::move(changed));
  ASSIGN_OR_RETURN(Mutation touched, Touch(call, id));
  mutations.push_back(std::move(touched));
  RETURN_IF_ERROR(records_.Commit(call, std::move(mutations)));
  RETURN_IF_ERROR(
      EndLateOnes(call, call.actor(), LastId(call.caller().credential)));
  return Empty();
}

absl::StatusOr<access::v1::ListSessionsResponse> Sessions::List(
    CallContext& call, const access::v1::ListSessionsRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), {}));
  ASSIGN_OR_RETURN(const std::string after, PagePosition(request));
  access::v1::ListSessionsResponse response;
  std::string last;
  bool more = false;
  RETURN_IF_ERROR(records_.ForEach<SessionRecord>(
      call, kSessionsCollection, SessionPrefix(request.parent()),
      [&](const AccessRecords::Stored<SessionRecord>& session) {
        if (session.value.person() != request.parent() || session.id <= after ||
            ToTime(session.value.expire_time()) <= clock_.Now()) {
          return;
        }
        more = response.sessions_size() == size;
        if (more) return;
        *response.add_sessions() =
            ToSession(session.value, session.id, call.caller());
        last = session.id;
      }));
  if (more) response.set_next_page_token(PageToken(request, last));
  return response;
}

absl::StatusOr<Empty> Sessions::Delete(
    CallContext& call, const access::v1::DeleteSessionRequest& request) {
  const std::string id(LastId(request.name()));
  ASSIGN_OR_RETURN(auto session,
                   records_.Find<SessionRecord>(call, kSessionsCollection, id));
  if (!session || SessionName(session->value.person(), id) != request.name()) {
    return DoesNotExist("", request.name());
  }
  RETURN_IF_ERROR(
      records_.Commit(call, {records_.Delete(kSessionsCollection, id)}));
  return Empty();
}

absl::StatusOr<Link> Sessions::CreateLink(
    CallContext& call, const access::v1::CreateLinkRequest& request) {
  const bool signs_in = request.purpose() == Link::PURPOSE_SIGN_IN;
  if (signs_in && !sample_) {
    return Refused(absl::StatusCode::kFailedPrecondition, "purpose",
                   "只有示例服务器的链接可以直接登录",
                   "links sign in on a sample server alone");
  }
  ASSIGN_OR_RETURN(Mutation touched, Touch(call, LastId(request.person())));
  const Secret secret = MakeSecret(SecretKind::kLink);
  LinkRecord record;
  record.set_person(request.person());
  record.set_purpose(request.purpose());
  record.set_digest(secret.digest);
  *record.mutable_expire_time() =
      ToProto(clock_.Now() + (signs_in ? kSignInLinkLife : kPasswordLinkLife));
  RETURN_IF_ERROR(records_.Commit(
      call,
      {records_.Put(kLinksCollection, secret.id, record, Expectation::Absent()),
       std::move(touched)}));
  Link link;
  link.set_secret(secret.text);
  *link.mutable_expire_time() = record.expire_time();
  link.set_purpose(request.purpose());
  return link;
}

}  // namespace duikou
