// Signing in and out as callers meet it, by password and by link, and what of
// it the trail tells.
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "duikou/access/v1/access_records.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/access/testing/access_service_fixture.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/secret.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

class SignInTest : public AccessServiceTest {};

TEST_F(SignInTest, ThePasswordSignsIn) {
  Administrator();
  const auto [status, response] = SignIn("admin", kPassword);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_TRUE(Me(response.secret()).ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Me("")));
}

TEST_F(SignInTest, WrongNamesAndPasswordsGetTheSameAnswer) {
  Administrator();
  const absl::Status password = SignIn("admin", "wrong horse").first;
  const absl::Status name = SignIn("nobody", kPassword).first;
  const absl::Status malformed = SignIn("../admin", kPassword).first;
  EXPECT_TRUE(absl::IsUnauthenticated(password)) << password;
  EXPECT_EQ(password, name);
  EXPECT_EQ(password, malformed);
}

TEST_F(SignInTest, GuessesAreThrottledBeforeAnyHashing) {
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

TEST_F(SignInTest, ABrowserGetsItsSecretInATrailerAlone) {
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

TEST_F(SignInTest, ForgedSecretsAreRefused) {
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

TEST_F(SignInTest, ASessionEndsUnlessItIsRefreshed) {
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

TEST_F(SignInTest, ASessionNeverOutlivesTwelveHours) {
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

TEST_F(SignInTest, ANewPasswordEndsAllOtherSessions) {
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

TEST_F(SignInTest, ASignInDuringAChangeOfPasswordDoesNotLast) {
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

TEST_F(SignInTest, NobodySignsInByAPasswordThatWasChangedMeanwhile) {
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

TEST_F(SignInTest, ALinkSetsAPasswordOnce) {
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

TEST_F(SignInTest, ALinkHelpsWhomeverHasSessionsOfAnyAge) {
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

TEST_F(SignInTest, GuessedLinksKeepNobodyFromTheirs) {
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

TEST_F(SignInTest, ALinkEnds) {
  const std::string administrator = Administrator();
  const auto link =
      MakeLink(administrator, "admin", access::v1::Link::PURPOSE_SET_PASSWORD);
  clock_.Advance(absl::Hours(73));
  EXPECT_TRUE(
      absl::IsUnauthenticated(Redeem(link.second.secret(), kPassword).first));
}

TEST_F(SignInTest, ASampleLinkSignsInFromThisMachineAlone) {
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
TEST_F(SignInTest, ASampleLinkSignsNobodyInFromBehindAGateway) {
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

TEST_F(SignInTest, ASignInReadsNoSessionsOfOthers) {
  Administrator();
  CommitRequest others{.partition = "-"};
  for (int i = 0; i < 500; ++i) {
    access::v1::SessionRecord session;
    session.set_person(absl::StrCat("people/p", i));
    others.mutations.push_back(
        Mutation::Put("sessions", MakeSessionSecret(session.person()).id,
                      session.SerializeAsString(), Expectation::Absent()));
  }
  ASSERT_TRUE(store_.Commit(others).ok());
  ASSERT_TRUE(SignIn("admin", kPassword).first.ok());
  const int64_t before = hooked_.Listed("sessions");
  ASSERT_TRUE(SignIn("admin", kPassword).first.ok());
  // Of the set-up, and of the sign-in before.
  EXPECT_EQ(hooked_.Listed("sessions") - before, 2);
}

TEST_F(SignInTest, ASessionUnderAnIdOfAnotherPersonIsNotInForce) {
  Administrator();
  const Secret secret = MakeSessionSecret("people/li");
  access::v1::SessionRecord session;
  session.set_person(kAdministrator);
  session.set_digest(secret.digest);
  *session.mutable_create_time() = ToProto(clock_.Now());
  *session.mutable_expire_time() = ToProto(clock_.Now() + absl::Hours(1));
  CommitRequest commit{.partition = "-"};
  commit.mutations.push_back(Mutation::Put("sessions", secret.id,
                                           session.SerializeAsString(),
                                           Expectation::Absent()));
  ASSERT_TRUE(store_.Commit(commit).ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Me(secret.text)));
}

TEST_F(SignInTest, TheAuditTrailTellsOfGuessesInFewEntries) {
  const std::string administrator = Administrator();
  source_ = "192.0.2.1";
  for (int i = 0; i < 500; ++i) {
    SignIn("admin", absl::StrCat("guess number ", i));
  }
  source_ = "127.0.0.1";
  std::map<AuditEntry::Outcome, int> calls;
  const std::vector<AuditEntry> told = Refusals(administrator, "SignIn");
  for (const AuditEntry& entry : told) {
    EXPECT_EQ(entry.source(), "192.0.2.1");
    calls[entry.outcome()] += entry.count();
  }
  EXPECT_EQ(calls[AuditEntry::OUTCOME_UNAUTHENTICATED], 5);
  EXPECT_EQ(calls[AuditEntry::OUTCOME_REFUSED], 495);
  EXPECT_EQ(told.size(), 4);  // of each the first, and one that counts
}

TEST_F(SignInTest, TheAuditTrailTellsOfCallsFromAnotherSitesPage) {
  const std::string administrator = Administrator();
  from_another_site_ = true;
  EXPECT_TRUE(absl::IsPermissionDenied(SignIn("admin", kPassword).first));
  EXPECT_TRUE(absl::IsPermissionDenied(Me(administrator)));
  from_another_site_ = false;
  for (const char* method : {"SignIn", "GetMe"}) {
    const std::vector<AuditEntry> told = Refusals(administrator, method);
    ASSERT_EQ(told.size(), 1) << method;
    EXPECT_EQ(told[0].outcome(), AuditEntry::OUTCOME_REFUSED);
    EXPECT_EQ(told[0].source(), "127.0.0.1");
    EXPECT_THAT(told[0].reason(), HasSubstr("another site's page"));
  }
}

TEST_F(SignInTest, TheAuditTrailTellsWhoGuessesAtAPasswordFromWithin) {
  const std::string here = Administrator();
  access::v1::ChangePasswordRequest request;
  request.set_password("wrong horse");
  request.set_new_password("staple staple battery");
  EXPECT_TRUE(
      absl::IsInvalidArgument(As(here, &Stub::ChangePassword, request).first));
  absl::Status status;
  while (!absl::IsResourceExhausted(status)) {
    status = As(here, &Stub::ChangePassword, request).first;
  }
  const std::vector<AuditEntry> told = Refusals(here, "ChangePassword");
  ASSERT_EQ(told.size(), 2);
  for (const AuditEntry& entry : told) {
    EXPECT_EQ(entry.outcome(), AuditEntry::OUTCOME_REFUSED);
    EXPECT_EQ(entry.actor(), kAdministrator);
  }
  EXPECT_EQ(told[0].count() + told[1].count(), 6);
}

}  // namespace
}  // namespace duikou
