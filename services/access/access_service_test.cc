// The role as its callers meet it: first run, signing in and out, people,
// tokens and links.
#include "services/access/access_service.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "duikou/access/v1/access_service.grpc.pb.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "prometheus/registry.h"
#include "services/access/audit_trail.h"
#include "services/access/testing/hooked_store.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/rpc/host.h"
#include "services/rpc/identities.h"
#include "services/rpc/status_mapping.h"
#include "services/store/history_store.h"
#include "services/store/memory/memory_store.h"
#include "spdlog/logger.h"

namespace duikou {
namespace {

using access::v1::AccessService;
using access::v1::Person;
using access::v1::SignInResponse;
using google::protobuf::Empty;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using type::v1::PermissionGroup;
using Stub = AccessService::Stub;

constexpr char kPassword[] = "correct horse battery";
constexpr char kAdministrator[] = "people/admin";

class AccessServiceTest : public ::testing::Test {
 protected:
  AccessServiceTest() {
    PutProgramme("hubei", {"yichang", "zigui"});
    PutProgramme("chongqing", {"wanzhou"});
    const HostContext context{store_,
                              clock_,
                              ids_,
                              logger_,
                              registry_,
                              runtime_,
                              {.sign_in = true, .sample = true}};
    auto host = Host::Start(
        context, {}, {[this](const HostContext& host, Bindings& bindings) {
          auto service =
              std::make_unique<AccessServiceImpl>(host, audit_->methods());
          service_ = service.get();
          bindings.AddService(AccessServiceImpl::kName, std::move(service));
          return absl::OkStatus();
        }});
    EXPECT_TRUE(host.ok()) << host.status();
    host_ = *std::move(host);
    stub_ = AccessService::NewStub(host_->InProcessChannel());
  }

  void PutProgramme(const std::string& id,
                    const std::vector<std::string>& units) {
    catalogue::v1::Programme programme;
    programme.set_name("programmes/" + id);
    CommitRequest commit{.partition = "-"};
    commit.mutations.push_back(Mutation::Put("programmes", id,
                                             programme.SerializeAsString(),
                                             Expectation::Absent()));
    ASSERT_TRUE(store_.Commit(commit).ok());
    commit = {.partition = id};
    for (const std::string& unit_id : units) {
      profiles::v1::Unit unit;
      unit.set_name(absl::StrCat("programmes/", id, "/units/", unit_id));
      unit.mutable_display_name()->set_zh("单位 " + unit_id);
      commit.mutations.push_back(Mutation::Put(
          "units", unit_id, unit.SerializeAsString(), Expectation::Absent()));
    }
    ASSERT_TRUE(store_.Commit(commit).ok());
  }

  // A call by the bearer of the secret.
  template <typename Request, typename Response>
  std::pair<absl::Status, Response> As(
      const std::string& secret,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    grpc::ClientContext context;
    if (!secret.empty()) {
      context.AddMetadata("authorization", "Bearer " + secret);
    }
    if (!source_.empty()) context.AddMetadata("duikou-source", source_);
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
    Response response;
    const absl::Status status =
        FromGrpcStatus((stub_.get()->*method)(&context, request, &response));
    trailers_.clear();
    for (const auto& [key, value] : context.GetServerTrailingMetadata()) {
      trailers_[std::string(key.data(), key.size())] =
          std::string(value.data(), value.size());
    }
    return {status, response};
  }

  std::pair<absl::Status, SignInResponse> SetUpFirst(const std::string& code) {
    access::v1::SetUpRequest request;
    request.set_code(code);
    request.set_person_id("admin");
    request.set_display_name("管理员");
    request.set_password(kPassword);
    return As("", &Stub::SetUp, request);
  }
  // The first administrator's secret.
  std::string Administrator() {
    const auto [status, response] = SetUpFirst(*service_->MakeSetupCode());
    EXPECT_TRUE(status.ok()) << status;
    return response.secret();
  }
  std::pair<absl::Status, SignInResponse> SignIn(const std::string& person,
                                                 const std::string& password,
                                                 bool cookie = false) {
    access::v1::SignInRequest request;
    request.set_person_id(person);
    request.set_password(password);
    request.set_cookie(cookie);
    return As("", &Stub::SignIn, request);
  }
  absl::Status Me(const std::string& secret) {
    return As(secret, &Stub::GetMe, access::v1::GetMeRequest()).first;
  }

  static access::v1::CreatePersonRequest NewPerson(const std::string& id,
                                                   const std::string& programme,
                                                   const std::string& unit,
                                                   PermissionGroup group) {
    access::v1::CreatePersonRequest request;
    request.set_person_id(id);
    request.mutable_person()->set_display_name("某人");
    access::v1::Membership& membership =
        *request.mutable_person()->add_memberships();
    membership.set_programme("programmes/" + programme);
    if (!unit.empty()) {
      membership.set_unit(
          absl::StrCat("programmes/", programme, "/units/", unit));
    }
    membership.add_groups(group);
    return request;
  }
  std::pair<absl::Status, access::v1::Link> MakeLink(
      const std::string& by, const std::string& person,
      access::v1::Link::Purpose purpose) {
    access::v1::CreateLinkRequest request;
    request.set_person("people/" + person);
    request.set_purpose(purpose);
    return As(by, &Stub::CreateLink, request);
  }
  std::pair<absl::Status, SignInResponse> Redeem(
      const std::string& secret, const std::string& password = "") {
    access::v1::RedeemLinkRequest request;
    request.set_secret(secret);
    request.set_new_password(password);
    return As("", &Stub::RedeemLink, request);
  }
  // The secret of a new person of that kind.
  std::string NewMember(const std::string& by, const std::string& id,
                        const std::string& programme, const std::string& unit,
                        PermissionGroup group) {
    const absl::Status created =
        As(by, &Stub::CreatePerson, NewPerson(id, programme, unit, group))
            .first;
    EXPECT_TRUE(created.ok()) << created;
    const auto link = MakeLink(by, id, access::v1::Link::PURPOSE_SET_PASSWORD);
    EXPECT_TRUE(link.first.ok()) << link.first;
    const auto redeemed = Redeem(link.second.secret(), kPassword);
    EXPECT_TRUE(redeemed.first.ok()) << redeemed.first;
    return redeemed.second.secret();
  }

  MemoryStore memory_;
  SimulatedClock clock_{absl::Now()};
  HookedStore hooked_{memory_};
  HistoryStore store_{hooked_, clock_};
  RandomIdGenerator ids_;
  spdlog::logger logger_{"test"};
  prometheus::Registry registry_;
  Identities identities_{store_, clock_};
  RpcRuntime runtime_{ids_, logger_, registry_, store_, identities_, {}};
  std::unique_ptr<AuditTrail> audit_ =
      *AuditTrail::Open(store_, clock_, logger_, registry_, {});
  AccessServiceImpl* service_ = nullptr;
  std::unique_ptr<Host> host_;
  std::unique_ptr<Stub> stub_;
  std::string source_ = "127.0.0.1";
  std::map<std::string, std::string> trailers_;
};

TEST_F(AccessServiceTest, TheCodeMakesTheFirstAdministratorOnce) {
  const std::string code = *service_->MakeSetupCode();
  EXPECT_TRUE(absl::IsUnauthenticated(SetUpFirst("AAAA-BBBB-CCCC").first));
  const auto [status, response] = SetUpFirst(absl::AsciiStrToLower(code));
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(response.person().name(), kAdministrator);
  EXPECT_TRUE(Me(response.secret()).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(SetUpFirst(code).first));
  EXPECT_EQ(*service_->MakeSetupCode(), "");
}

TEST_F(AccessServiceTest, ANewCodeReplacesTheOneBefore) {
  const std::string first = *service_->MakeSetupCode();
  const std::string second = *service_->MakeSetupCode();
  EXPECT_TRUE(absl::IsUnauthenticated(SetUpFirst(first).first));
  EXPECT_TRUE(SetUpFirst(second).first.ok());
}

TEST_F(AccessServiceTest, ThePasswordSignsIn) {
  Administrator();
  const auto [status, response] = SignIn("admin", kPassword);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_TRUE(Me(response.secret()).ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Me("")));
}

TEST_F(AccessServiceTest, WrongNamesAndPasswordsGetTheSameAnswer) {
  Administrator();
  const absl::Status password = SignIn("admin", "wrong horse").first;
  const absl::Status name = SignIn("nobody", kPassword).first;
  const absl::Status malformed = SignIn("../admin", kPassword).first;
  EXPECT_TRUE(absl::IsUnauthenticated(password)) << password;
  EXPECT_EQ(password, name);
  EXPECT_EQ(password, malformed);
}

TEST_F(AccessServiceTest, GuessesAreThrottledBeforeAnyHashing) {
  Administrator();
  source_ = "192.0.2.1";
  int unauthenticated = 0;
  int exhausted = 0;
  for (int i = 0; i < 10'000; ++i) {
    const absl::Status status =
        SignIn("admin", absl::StrCat("guess number ", i)).first;
    unauthenticated += absl::IsUnauthenticated(status);
    exhausted += absl::IsResourceExhausted(status);
  }
  EXPECT_EQ(unauthenticated, 5);
  EXPECT_EQ(exhausted, 9'995);
  // Who has the password gets in from elsewhere at once, from here later.
  EXPECT_TRUE(absl::IsResourceExhausted(SignIn("admin", kPassword).first));
  clock_.Advance(absl::Seconds(30));
  EXPECT_TRUE(SignIn("admin", kPassword).first.ok());
  source_ = "192.0.2.2";
  EXPECT_TRUE(SignIn("admin", kPassword).first.ok());
}

TEST_F(AccessServiceTest, ABrowserGetsItsSecretInATrailerAlone) {
  Administrator();
  const auto [status, response] = SignIn("admin", kPassword, /*cookie=*/true);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(response.secret(), "");
  const std::string cookie = trailers_[kSetSessionMetadata];
  const std::string secret = cookie.substr(0, cookie.find(';'));
  EXPECT_EQ(cookie.substr(cookie.find(';')), ";43200");
  EXPECT_TRUE(Me(secret).ok());
  EXPECT_TRUE(
      As(secret, &Stub::SignOut, access::v1::SignOutRequest()).first.ok());
  EXPECT_EQ(trailers_[kSetSessionMetadata], ";0");
  EXPECT_TRUE(absl::IsUnauthenticated(Me(secret)));
}

TEST_F(AccessServiceTest, ForgedSecretsAreRefused) {
  const std::string secret = Administrator();
  std::string other = secret;
  other.back() = other.back() == 'A' ? 'B' : 'A';
  for (const std::string& forged :
       {other, secret + "x", secret.substr(0, secret.size() - 1),
        std::string("dks_"), std::string("dks_bcdfghjkmnpqrstv_") + "x",
        std::string("rubbish"), std::string(10'000, 'x')}) {
    EXPECT_TRUE(absl::IsUnauthenticated(Me(forged))) << forged;
  }
}

TEST_F(AccessServiceTest, ASessionEndsUnlessItIsRefreshed) {
  Administrator();
  SignIn("admin", kPassword, /*cookie=*/true);
  const std::string cookie = trailers_[kSetSessionMetadata];
  const std::string secret = cookie.substr(0, cookie.find(';'));
  for (int hours = 0; hours < 11; ++hours) {
    clock_.Advance(absl::Minutes(59));
    ASSERT_TRUE(
        As(secret, &Stub::RefreshSession, access::v1::RefreshSessionRequest())
            .first.ok())
        << hours;
  }
  clock_.Advance(absl::Minutes(61));
  EXPECT_TRUE(absl::IsUnauthenticated(Me(secret)));
}

TEST_F(AccessServiceTest, ASessionNeverOutlivesTwelveHours) {
  Administrator();
  SignIn("admin", kPassword, /*cookie=*/true);
  const std::string cookie = trailers_[kSetSessionMetadata];
  const std::string secret = cookie.substr(0, cookie.find(';'));
  for (int i = 0; i < 24; ++i) {
    clock_.Advance(absl::Minutes(29));
    As(secret, &Stub::RefreshSession, access::v1::RefreshSessionRequest());
  }
  EXPECT_TRUE(Me(secret).ok());
  clock_.Advance(absl::Minutes(25));
  EXPECT_TRUE(absl::IsUnauthenticated(Me(secret)));
}

TEST_F(AccessServiceTest, ANewPasswordEndsAllOtherSessions) {
  const std::string here = Administrator();
  const std::string elsewhere = SignIn("admin", kPassword).second.secret();
  access::v1::ChangePasswordRequest request;
  request.set_password("wrong horse");
  request.set_new_password("staple staple battery");
  EXPECT_TRUE(
      absl::IsInvalidArgument(As(here, &Stub::ChangePassword, request).first));
  request.set_password(kPassword);
  ASSERT_TRUE(As(here, &Stub::ChangePassword, request).first.ok());
  EXPECT_TRUE(Me(here).ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Me(elsewhere)));
  EXPECT_TRUE(absl::IsUnauthenticated(SignIn("admin", kPassword).first));
  EXPECT_TRUE(SignIn("admin", "staple staple battery").first.ok());
}

TEST_F(AccessServiceTest, ASignInDuringAChangeOfPasswordDoesNotLast) {
  const std::string here = Administrator();
  access::v1::ChangePasswordRequest request;
  request.set_password(kPassword);
  request.set_new_password("staple staple battery");
  std::string late;
  hooked_.BeforeNext(
      "passwords", [&] { late = SignIn("admin", kPassword).second.secret(); });
  ASSERT_TRUE(As(here, &Stub::ChangePassword, request).first.ok());
  ASSERT_NE(late, "");
  EXPECT_TRUE(absl::IsUnauthenticated(Me(late)));
  EXPECT_TRUE(Me(here).ok());
}

TEST_F(AccessServiceTest, NobodySignsInByAPasswordThatWasChangedMeanwhile) {
  const std::string here = Administrator();
  access::v1::ChangePasswordRequest request;
  request.set_password(kPassword);
  request.set_new_password("staple staple battery");
  hooked_.BeforeNext("sessions", [&] {
    EXPECT_TRUE(As(here, &Stub::ChangePassword, request).first.ok());
  });
  const auto [status, response] = SignIn("admin", kPassword);
  EXPECT_TRUE(absl::IsAborted(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("sign in again"));
}

TEST_F(AccessServiceTest, ALinkSetsAPasswordOnce) {
  const std::string administrator = Administrator();
  ASSERT_TRUE(As(administrator, &Stub::CreatePerson,
                 NewPerson("li", "hubei", "yichang",
                           PermissionGroup::PERMISSION_GROUP_SUPPORTER))
                  .first.ok());
  const auto link =
      MakeLink(administrator, "li", access::v1::Link::PURPOSE_SET_PASSWORD);
  EXPECT_TRUE(absl::IsInvalidArgument(Redeem(link.second.secret()).first));
  const auto redeemed = Redeem(link.second.secret(), kPassword);
  ASSERT_TRUE(redeemed.first.ok()) << redeemed.first;
  EXPECT_TRUE(Me(redeemed.second.secret()).ok());
  EXPECT_TRUE(
      absl::IsUnauthenticated(Redeem(link.second.secret(), kPassword).first));
  EXPECT_TRUE(SignIn("li", kPassword).first.ok());
}

TEST_F(AccessServiceTest, ALinkHelpsWhomeverHasSessionsOfAnyAge) {
  Administrator();
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(SignIn("admin", kPassword).first.ok());
  }
  clock_.Advance(absl::Hours(13));  // these have expired
  std::string newest;
  for (int i = 0; i < 20; ++i) {
    newest = SignIn("admin", kPassword).second.secret();
    clock_.Advance(absl::Minutes(1));
  }
  const auto link =
      MakeLink(newest, "admin", access::v1::Link::PURPOSE_SET_PASSWORD);
  const auto redeemed = Redeem(link.second.secret(), "staple staple battery");
  ASSERT_TRUE(redeemed.first.ok()) << redeemed.first;
  EXPECT_TRUE(Me(redeemed.second.secret()).ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Me(newest)));
}

TEST_F(AccessServiceTest, GuessedLinksKeepNobodyFromTheirs) {
  const std::string administrator = Administrator();
  const auto link =
      MakeLink(administrator, "admin", access::v1::Link::PURPOSE_SET_PASSWORD);
  std::string guess = link.second.secret();
  guess.replace(4, 1, guess[4] == 'b' ? "c" : "b");
  int refused = 0;
  for (int i = 0; i < 200; ++i) {
    source_ = absl::StrCat("198.51.100.", i);
    refused += absl::IsUnauthenticated(Redeem(guess, kPassword).first);
    Redeem("rubbish", kPassword);
  }
  EXPECT_EQ(refused, 50);
  source_ = "192.0.2.1";
  EXPECT_TRUE(Redeem(link.second.secret(), kPassword).first.ok());
}

TEST_F(AccessServiceTest, ALinkEnds) {
  const std::string administrator = Administrator();
  const auto link =
      MakeLink(administrator, "admin", access::v1::Link::PURPOSE_SET_PASSWORD);
  clock_.Advance(absl::Hours(73));
  EXPECT_TRUE(
      absl::IsUnauthenticated(Redeem(link.second.secret(), kPassword).first));
}

TEST_F(AccessServiceTest, ASampleLinkSignsInFromThisMachineAlone) {
  const std::string administrator = Administrator();
  const auto link =
      MakeLink(administrator, "admin", access::v1::Link::PURPOSE_SIGN_IN);
  source_ = "192.0.2.1";
  EXPECT_TRUE(absl::IsUnauthenticated(Redeem(link.second.secret()).first));
  source_ = "127.0.0.1";
  const absl::Status here = Redeem(link.second.secret()).first;
  EXPECT_TRUE(here.ok())
      << here << SignIn("admin", kPassword).second.session().source();
  EXPECT_TRUE(absl::IsUnauthenticated(Redeem(link.second.secret()).first));
}

// A gateway that nobody can prove is believed where it says that who calls is
// not here.
TEST_F(AccessServiceTest, ASampleLinkSignsNobodyInFromBehindAGateway) {
  const std::string administrator = Administrator();
  const auto link =
      MakeLink(administrator, "admin", access::v1::Link::PURPOSE_SIGN_IN);
  stub_ = AccessService::NewStub(grpc::CreateChannel(
      host_->address(), grpc::InsecureChannelCredentials()));
  source_ = "192.0.2.1";
  EXPECT_TRUE(absl::IsUnauthenticated(Redeem(link.second.secret()).first));
  source_ = "127.0.0.1";
  EXPECT_TRUE(Redeem(link.second.secret()).first.ok());
}

TEST_F(AccessServiceTest, WhoIsDisabledIsOutAtOnce) {
  const std::string administrator = Administrator();
  const std::string li = NewMember(administrator, "li", "hubei", "yichang",
                                   PermissionGroup::PERMISSION_GROUP_SUPPORTER);
  access::v1::UpdatePersonRequest request;
  request.mutable_person()->set_name("people/li");
  request.mutable_person()->set_disabled(true);
  request.mutable_update_mask()->add_paths("disabled");
  const auto [status, person] = As(administrator, &Stub::UpdatePerson, request);
  ASSERT_TRUE(status.ok()) << status;
  const absl::Status waited = identities_.WaitUntil(
      *store_.WaitForChange("-", 0, {absl::InfinitePast()}),
      absl::Now() + absl::Seconds(60));
  ASSERT_TRUE(waited.ok()) << waited;
  EXPECT_TRUE(absl::IsUnauthenticated(Me(li)));
  EXPECT_TRUE(absl::IsUnauthenticated(SignIn("li", kPassword).first));
}

TEST_F(AccessServiceTest, TheOfficeLooksAfterItsProgrammeAlone) {
  const std::string administrator = Administrator();
  const std::string office =
      NewMember(administrator, "office", "hubei", "",
                PermissionGroup::PERMISSION_GROUP_OFFICE);
  NewMember(administrator, "wan", "chongqing", "wanzhou",
            PermissionGroup::PERMISSION_GROUP_RECIPIENT);
  EXPECT_TRUE(As(office, &Stub::CreatePerson,
                 NewPerson("li", "hubei", "yichang",
                           PermissionGroup::PERMISSION_GROUP_SUPPORTER))
                  .first.ok());
  for (const auto& refused :
       {NewPerson("a", "chongqing", "wanzhou",
                  PermissionGroup::PERMISSION_GROUP_RECIPIENT),
        NewPerson("b", "hubei", "",
                  PermissionGroup::PERMISSION_GROUP_ADMINISTRATOR),
        NewPerson("c", "-", "", PermissionGroup::PERMISSION_GROUP_OFFICE)}) {
    EXPECT_TRUE(absl::IsPermissionDenied(
        As(office, &Stub::CreatePerson, refused).first))
        << refused.ShortDebugString();
  }
  EXPECT_TRUE(absl::IsPermissionDenied(
      MakeLink(office, "wan", access::v1::Link::PURPOSE_SET_PASSWORD).first));
  EXPECT_TRUE(absl::IsPermissionDenied(
      MakeLink(office, "admin", access::v1::Link::PURPOSE_SET_PASSWORD).first));
  const auto listed =
      As(office, &Stub::ListPeople, access::v1::ListPeopleRequest());
  std::vector<std::string> names;
  for (const Person& person : listed.second.people()) {
    names.push_back(person.name());
  }
  EXPECT_THAT(names, ElementsAre("people/li", "people/office"));
}

TEST_F(AccessServiceTest, APersonMayNotRaiseItself) {
  const std::string administrator = Administrator();
  const std::string office =
      NewMember(administrator, "office", "hubei", "",
                PermissionGroup::PERMISSION_GROUP_OFFICE);
  access::v1::UpdatePersonRequest request;
  request.mutable_person()->set_name("people/office");
  access::v1::Membership& membership =
      *request.mutable_person()->add_memberships();
  membership.set_programme("programmes/-");
  membership.add_groups(PermissionGroup::PERMISSION_GROUP_ADMINISTRATOR);
  request.mutable_update_mask()->add_paths("memberships");
  EXPECT_TRUE(
      absl::IsPermissionDenied(As(office, &Stub::UpdatePerson, request).first));
}

TEST_F(AccessServiceTest, BadMembershipsNameTheirField) {
  const std::string administrator = Administrator();
  const auto why = [&](access::v1::CreatePersonRequest request) {
    return std::string(
        As(administrator, &Stub::CreatePerson, request).first.message());
  };
  constexpr auto kSupporter = PermissionGroup::PERMISSION_GROUP_SUPPORTER;
  EXPECT_THAT(why(NewPerson("a", "hubei", "", kSupporter)),
              HasSubstr("person.memberships[0].groups[0]: needs a unit"));
  EXPECT_THAT(why(NewPerson("a", "hubei", "nowhere", kSupporter)),
              HasSubstr("person.memberships[0].unit"));
  EXPECT_THAT(why(NewPerson("a", "nowhere", "yichang", kSupporter)),
              HasSubstr("person.memberships[0].programme"));
  auto twice = NewPerson("a", "hubei", "yichang", kSupporter);
  *twice.mutable_person()->add_memberships() = twice.person().memberships(0);
  EXPECT_THAT(why(twice), HasSubstr("person.memberships[1]: is there twice"));
}

TEST_F(AccessServiceTest, ATokenActsForItsPersonUntilItIsRevoked) {
  const std::string administrator = Administrator();
  access::v1::CreateTokenRequest request;
  request.set_parent(kAdministrator);
  request.mutable_token()->set_display_name("导出");
  request.mutable_token()->set_read_only(true);
  const auto [status, token] = As(administrator, &Stub::CreateToken, request);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_TRUE(Me(token.secret()).ok());
  EXPECT_TRUE(absl::IsPermissionDenied(
      As(token.secret(), &Stub::CreatePerson,
         NewPerson("li", "hubei", "yichang",
                   PermissionGroup::PERMISSION_GROUP_SUPPORTER))
          .first));
  access::v1::ListTokensRequest list;
  list.set_parent(kAdministrator);
  const auto listed = As(administrator, &Stub::ListTokens, list);
  ASSERT_EQ(listed.second.tokens_size(), 1);
  EXPECT_EQ(listed.second.tokens(0).secret(), "");
  access::v1::DeleteTokenRequest revoke;
  revoke.set_name(token.name());
  ASSERT_TRUE(As(administrator, &Stub::DeleteToken, revoke).first.ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Me(token.secret())));
}

TEST_F(AccessServiceTest, ATokenExpires) {
  const std::string administrator = Administrator();
  access::v1::CreateTokenRequest request;
  request.set_parent(kAdministrator);
  request.mutable_token()->set_display_name("导出");
  const std::string secret =
      As(administrator, &Stub::CreateToken, request).second.secret();
  clock_.Advance(absl::Hours(24 * 365));
  EXPECT_TRUE(Me(secret).ok());
  clock_.Advance(absl::Hours(24 * 2));
  EXPECT_TRUE(absl::IsUnauthenticated(Me(secret)));
}

TEST_F(AccessServiceTest, NobodyMakesTokensForOthers) {
  const std::string administrator = Administrator();
  NewMember(administrator, "li", "hubei", "yichang",
            PermissionGroup::PERMISSION_GROUP_SUPPORTER);
  access::v1::CreateTokenRequest request;
  request.set_parent("people/li");
  request.mutable_token()->set_display_name("别人的");
  EXPECT_TRUE(absl::IsPermissionDenied(
      As(administrator, &Stub::CreateToken, request).first));
}

TEST_F(AccessServiceTest, ADeletedPersonIsOut) {
  const std::string administrator = Administrator();
  const std::string li = NewMember(administrator, "li", "hubei", "yichang",
                                   PermissionGroup::PERMISSION_GROUP_SUPPORTER);
  access::v1::DeletePersonRequest request;
  request.set_name("people/li");
  ASSERT_TRUE(As(administrator, &Stub::DeletePerson, request).first.ok());
  ASSERT_TRUE(
      identities_
          .WaitUntil(*store_.WaitForChange("-", 0, {absl::InfinitePast()}),
                     absl::Now() + absl::Seconds(60))
          .ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Me(li)));
  EXPECT_TRUE(absl::IsUnauthenticated(SignIn("li", kPassword).first));
  request.set_name(kAdministrator);
  EXPECT_TRUE(absl::IsFailedPrecondition(
      As(administrator, &Stub::DeletePerson, request).first));
}

TEST_F(AccessServiceTest, TheAuditTrailTellsWhoDidWhat) {
  const std::string administrator = Administrator();
  NewMember(administrator, "li", "hubei", "yichang",
            PermissionGroup::PERMISSION_GROUP_SUPPORTER);
  access::v1::ListAuditEntriesRequest request;
  request.set_parent("programmes/-");
  request.set_page_size(100);
  std::vector<std::string> told;
  const auto [status, response] =
      As(administrator, &Stub::ListAuditEntries, request);
  ASSERT_TRUE(status.ok()) << status;
  for (const auto& entry : response.entries()) {
    told.push_back(entry.actor() + " " +
                   entry.method().substr(entry.method().rfind('/') + 1));
  }
  EXPECT_THAT(told, ::testing::IsSupersetOf(
                        {"people/admin SetUp", "people/admin CreatePerson",
                         "people/admin CreateLink", "people/li RedeemLink"}));
}

TEST_F(AccessServiceTest, WhoIsMadeAnewHasNothingOfTheOneBefore) {
  const std::string administrator = Administrator();
  const std::string li = NewMember(administrator, "li", "hubei", "yichang",
                                   PermissionGroup::PERMISSION_GROUP_SUPPORTER);
  access::v1::CreateTokenRequest make;
  make.set_parent("people/li");
  make.mutable_token()->set_display_name("导出");
  const std::string token = As(li, &Stub::CreateToken, make).second.secret();
  ASSERT_TRUE(Me(token).ok());
  const auto link =
      MakeLink(administrator, "li", access::v1::Link::PURPOSE_SET_PASSWORD);
  access::v1::DeletePersonRequest request;
  request.set_name("people/li");
  ASSERT_TRUE(As(administrator, &Stub::DeletePerson, request).first.ok());
  clock_.Advance(absl::Seconds(1));
  ASSERT_TRUE(As(administrator, &Stub::CreatePerson,
                 NewPerson("li", "hubei", "zigui",
                           PermissionGroup::PERMISSION_GROUP_RECIPIENT))
                  .first.ok());
  ASSERT_TRUE(
      identities_
          .WaitUntil(*store_.WaitForChange("-", 0, {absl::InfinitePast()}),
                     absl::Now() + absl::Seconds(60))
          .ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Me(li)));
  EXPECT_TRUE(absl::IsUnauthenticated(Me(token)));
  EXPECT_TRUE(
      absl::IsUnauthenticated(Redeem(link.second.secret(), kPassword).first));
  access::v1::ListTokensRequest list;
  list.set_parent("people/li");
  EXPECT_EQ(As(administrator, &Stub::ListTokens, list).second.tokens_size(), 0);
}

TEST_F(AccessServiceTest, ATokenMakesNoTokens) {
  const std::string administrator = Administrator();
  access::v1::CreateTokenRequest request;
  request.set_parent(kAdministrator);
  request.mutable_token()->set_display_name("导出");
  const std::string token =
      As(administrator, &Stub::CreateToken, request).second.secret();
  EXPECT_TRUE(
      absl::IsPermissionDenied(As(token, &Stub::CreateToken, request).first));
}

TEST_F(AccessServiceTest, MeTellsTheUnitsByName) {
  const std::string li = NewMember(Administrator(), "li", "hubei", "yichang",
                                   PermissionGroup::PERMISSION_GROUP_SUPPORTER);
  const Person me = As(li, &Stub::GetMe, access::v1::GetMeRequest()).second;
  ASSERT_EQ(me.memberships_size(), 1);
  EXPECT_EQ(me.memberships(0).unit_display_name().zh(), "单位 yichang");
  EXPECT_TRUE(me.has_password());
}

}  // namespace
}  // namespace duikou
