// What is sent to say who calls: forged, expired, revoked, guessed.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "duikou/access/v1/access_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel_posix.h"
#include "gtest/gtest.h"
#include "matcher/base/check.h"
#include "tests/e2e/access_calls.h"
#include "tests/e2e/access_deployment.h"

namespace duikou::e2e {
namespace {

using google::protobuf::MethodDescriptor;
using grpc::StatusCode;
using ::testing::AnyOf;
using ::testing::Eq;

// A channel from another address of this machine: another source.
std::shared_ptr<grpc::Channel> ChannelFrom(const char* from,
                                           const std::string& address) {
  const size_t colon = address.rfind(':');
  int port = 0;
  DUIKOU_CHECK(absl::SimpleAtoi(address.substr(colon + 1), &port));
  const auto place = [](const char* host, int at) {
    sockaddr_in made{};
    made.sin_family = AF_INET;
    made.sin_port = htons(static_cast<uint16_t>(at));
    inet_pton(AF_INET, host, &made.sin_addr);
    return made;
  };
  const int socket_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in local = place(from, 0);
  const sockaddr_in remote = place("127.0.0.1", port);
  DUIKOU_CHECK(bind(socket_fd, reinterpret_cast<const sockaddr*>(&local),
                    sizeof(local)) == 0);
  DUIKOU_CHECK(connect(socket_fd, reinterpret_cast<const sockaddr*>(&remote),
                       sizeof(remote)) == 0);
  DUIKOU_CHECK(fcntl(socket_fd, F_SETFL, O_NONBLOCK) == 0);
  return grpc::CreateInsecureChannelFromFd(address, socket_fd);
}

class AccessCredentialsTest : public AccessTest {
 protected:
  // What a call with the secret comes to, at the service.
  StatusCode CodeWith(const std::string& secret,
                      const std::string& method = "AccessService/GetMe",
                      const std::string& text = "") {
    const MethodDescriptor& descriptor = MethodNamed(method);
    return CallAs(deployment(), secret, descriptor,
                  *NewRequest(descriptor, text))
        .status.error_code();
  }
  StatusCode ReadsAt(const std::string& service, const std::string& secret) {
    const std::map<std::string, std::pair<std::string, std::string>> reads = {
        {"access", {"AccessService/GetMe", ""}},
        {"assignment",
         {"AssignmentService/ListPlanShares",
          "parent: 'programmes/hubei/annualPlans/2016'"}},
        {"catalogue",
         {"CatalogueService/GetProgramme", "name: 'programmes/hubei'"}},
        {"fair", {"FairService/ListFairs", "parent: 'programmes/hubei'"}},
        {"profiles",
         {"ProfilesService/ListUnits", "parent: 'programmes/hubei'"}},
        {"matching",
         {"MatchingService/GetEffectiveWeights", "parent: 'programmes/hubei'"}},
        {"progress",
         {"SettlementService/ListAssessments", "parent: 'programmes/hubei'"}}};
    return CodeWith(secret, reads.at(service).first, reads.at(service).second);
  }
  // Whether every service refuses the secret, at the latest in ten seconds.
  bool IsRefusedSoon(const std::string& secret) {
    const absl::Time deadline = absl::Now() + absl::Seconds(10);
    for (const auto& [role, services] : RoleServices()) {
      while (ReadsAt(role, secret) != StatusCode::UNAUTHENTICATED) {
        if (absl::Now() > deadline) return false;
        absl::SleepFor(absl::Milliseconds(2));
      }
    }
    return true;
  }
  access::v1::SignInResponse SignIn(const std::string& person) {
    access::v1::SignInResponse response;
    const MessagePtr answer = MustAs(
        deployment(), "", "AccessService/SignIn",
        absl::StrCat("person_id: '", person, "' password: '", kPassword, "'"));
    response.CopyFrom(*answer);
    return response;
  }
  access::v1::Token NewToken(const std::string& person,
                             const std::string& rest) {
    access::v1::Token token;
    const MessagePtr answer =
        MustAs(deployment(), world().person(person).secret,
               "AccessService/CreateToken",
               absl::StrCat("parent: 'people/", person,
                            "' token { display_name: 'program' ", rest, " }"));
    token.CopyFrom(*answer);
    return token;
  }
};
DUIKOU_ON_BOTH_LAYOUTS(AccessCredentialsTest);

TEST_P(AccessCredentialsTest, ForgedSecretsAreRefusedEverywhere) {
  const std::string real = world().person("office").secret;
  std::string last_changed = real;
  last_changed.back() = last_changed.back() == 'a' ? 'b' : 'a';
  std::string id_changed = real;
  id_changed[6] = id_changed[6] == 'a' ? 'b' : 'a';
  const std::string other = world().person("root").secret;
  // The id of one and the secret of another.
  const std::string mixed =
      real.substr(0, real.size() / 2) + other.substr(other.size() / 2);
  for (const std::string& forged :
       {last_changed, id_changed, mixed, real.substr(0, real.size() - 1),
        real + "a", std::string("dks_"), std::string("x"),
        std::string(5000, 'a'), std::string("people/office")}) {
    for (const auto& [role, services] : RoleServices()) {
      EXPECT_EQ(ReadsAt(role, forged), StatusCode::UNAUTHENTICATED)
          << role << " " << forged.substr(0, 100);
    }
  }
  for (const auto& [role, services] : RoleServices()) {
    EXPECT_EQ(ReadsAt(role, real), StatusCode::OK) << role;
  }
}

TEST_P(AccessCredentialsTest, OtherSchemesOfAuthorizationAreRefused) {
  const MethodDescriptor& method = MethodNamed("CatalogueService/GetProgramme");
  const MessagePtr request = NewRequest(method, "name: 'programmes/hubei'");
  const std::string secret = world().person("office").secret;
  for (const std::string& header :
       {absl::StrCat("Basic ", secret), secret, std::string("Bearer"),
        std::string("Bearer ")}) {
    EXPECT_EQ(
        CallAs(deployment(), "", method, *request, {{"authorization", header}})
            .status.error_code(),
        StatusCode::UNAUTHENTICATED)
        << header;
  }
}

TEST_P(AccessCredentialsTest, AnEndedSessionIsRefusedEverywhere) {
  const access::v1::SignInResponse session = SignIn("organiser");
  EXPECT_EQ(ReadsAt("profiles", session.secret()), StatusCode::OK);
  EXPECT_EQ(CodeWith(session.secret(), "AccessService/SignOut"),
            StatusCode::OK);
  EXPECT_TRUE(IsRefusedSoon(session.secret()));

  const access::v1::SignInResponse ended = SignIn("organiser");
  EXPECT_EQ(
      CodeWith(world().person("office").secret, "AccessService/DeleteSession",
               absl::StrCat("name: '", ended.session().name(), "'")),
      StatusCode::OK);
  EXPECT_TRUE(IsRefusedSoon(ended.secret()));
  EXPECT_EQ(ReadsAt("catalogue", world().person("organiser").secret),
            StatusCode::OK);
}

TEST_P(AccessCredentialsTest, ARevokedTokenIsRefusedEverywhere) {
  const access::v1::Token token = NewToken("supporter", "");
  for (const auto& [role, services] : RoleServices()) {
    EXPECT_EQ(ReadsAt(role, token.secret()), StatusCode::OK) << role;
  }
  EXPECT_EQ(
      CodeWith(world().person("supporter").secret, "AccessService/DeleteToken",
               absl::StrCat("name: '", token.name(), "'")),
      StatusCode::OK);
  EXPECT_TRUE(IsRefusedSoon(token.secret()));
}

TEST_P(AccessCredentialsTest, AnExpiredTokenIsRefusedEverywhere) {
  const absl::Time expire = absl::Now() + absl::Seconds(2);
  const access::v1::Token token = NewToken(
      "supporter", absl::StrCat("expire_time { seconds: ",
                                absl::ToUnixSeconds(expire) + 1, " }"));
  EXPECT_EQ(ReadsAt("catalogue", token.secret()), StatusCode::OK);
  EXPECT_TRUE(IsRefusedSoon(token.secret()));
  EXPECT_GE(absl::Now(), expire);
}

TEST_P(AccessCredentialsTest, SomebodyDisabledGetsInNoLonger) {
  const std::string root = world().person("root").secret;
  MustAs(deployment(), root, "AccessService/CreatePerson",
         "person_id: 'leaver' person { display_name: 'leaver' memberships { "
         "programme: 'programmes/hubei' groups: PERMISSION_GROUP_OFFICE } }");
  const MessagePtr link =
      MustAs(deployment(), root, "AccessService/CreateLink",
             "person: 'people/leaver' purpose: PURPOSE_SET_PASSWORD");
  const std::string redeem = absl::StrCat("secret: '", TextOf(*link, "secret"),
                                          "' new_password: '", kPassword, "'");
  const std::string secret = TextOf(
      *MustAs(deployment(), "", "AccessService/RedeemLink", redeem), "secret");
  EXPECT_EQ(ReadsAt("matching", secret), StatusCode::OK);
  // A link works once.
  EXPECT_EQ(CodeWith("", "AccessService/RedeemLink", redeem),
            StatusCode::UNAUTHENTICATED);
  MustAs(deployment(), root, "AccessService/UpdatePerson",
         "person { name: 'people/leaver' disabled: true } "
         "update_mask { paths: 'disabled' }");
  EXPECT_TRUE(IsRefusedSoon(secret));
  EXPECT_EQ(
      CodeWith("", "AccessService/SignIn",
               absl::StrCat("person_id: 'leaver' password: '", kPassword, "'")),
      StatusCode::UNAUTHENTICATED);
  MustAs(deployment(), root, "AccessService/DeletePerson",
         "name: 'people/leaver'");
}

TEST_P(AccessCredentialsTest, OnlyAGatewayTellsWhereACallComesFrom) {
  const MethodDescriptor& method = MethodNamed("AccessService/SignIn");
  const MessagePtr request = NewRequest(
      method,
      absl::StrCat("person_id: 'organiser' password: '", kPassword, "'"));
  const RawAnswer answer = CallAs(deployment(), "", method, *request,
                                  {{"duikou-source", "192.0.2.1"}});
  ASSERT_TRUE(answer.status.ok()) << CodeAndMessage(answer.status);
  access::v1::SignInResponse response;
  ASSERT_TRUE(response.ParseFromString(answer.messages[0]));
  EXPECT_EQ(response.session().source(), "127.0.0.1");
}

TEST_P(AccessCredentialsTest, TenThousandWrongPasswordsLetNobodyIn) {
  constexpr int kGuessers = 8;
  constexpr int kGuesses = 10'000 / kGuessers;
  const MethodDescriptor& method = MethodNamed("AccessService/SignIn");
  std::map<int, std::atomic<int>> codes;
  for (int code = 0; code <= 16; ++code) codes[code] = 0;
  std::atomic<int> guessing{kGuessers};
  std::vector<std::thread> guessers;
  for (int guesser = 0; guesser < kGuessers; ++guesser) {
    guessers.emplace_back([&, guesser] {
      for (int i = 0; i < kGuesses; ++i) {
        const MessagePtr request = NewRequest(
            method, absl::StrCat("person_id: '",
                                 i % 2 == 0 ? "supervisor" : "administrator",
                                 "' password: 'guess-", guesser, "-", i, "'"));
        // A guesser that claims to come from everywhere gains nothing.
        const RawAnswer answer =
            CallAs(deployment(), "", method, *request,
                   {{"duikou-source", absl::StrCat("10.0.", guesser, ".", i)}});
        ++codes.at(answer.status.error_code());
      }
      --guessing;
    });
  }
  // Meanwhile others work, and sign in from elsewhere; so does the person whose
  // password is guessed.
  access::v1::AccessService::Stub elsewhere(
      ChannelFrom("127.0.0.2", deployment().address("access")));
  int signed_in = 0;
  for (const char* person : {"recipient", "supervisor"}) {
    access::v1::SignInRequest request;
    request.set_person_id(person);
    request.set_password(kPassword);
    const auto answer = Do(elsewhere, &AccessStub::SignIn, request);
    EXPECT_TRUE(answer.ok()) << person << " " << answer;
    signed_in += answer.ok() && guessing > 0;
    EXPECT_EQ(answer.response.session().source(), "127.0.0.2");
  }
  EXPECT_GT(signed_in, 0) << "the guessing was over before anybody signed in";
  do {
    for (const auto& [role, services] : RoleServices()) {
      EXPECT_EQ(ReadsAt(role, world().person("office").secret), StatusCode::OK)
          << role;
    }
  } while (guessing > 0);
  for (std::thread& guesser : guessers) guesser.join();

  EXPECT_EQ(codes.at(StatusCode::OK), 0);
  const int wrong = codes.at(StatusCode::UNAUTHENTICATED);
  const int too_early = codes.at(StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(wrong + too_early, kGuessers * kGuesses);
  // Few were worth a hash.
  EXPECT_LT(wrong, 200);
  EXPECT_GT(wrong, 0);
}

}  // namespace
}  // namespace duikou::e2e
