// TLS between processes: what is encrypted, and who is taken for a process of
// ours.
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "duikou/access/v1/access_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "services/store/testing/temporary_directory.h"
#include "tests/e2e/loopback.h"
#include "tests/e2e/server_process.h"

namespace duikou::e2e {
namespace {

using access::v1::AccessService;
using ::testing::HasSubstr;

std::string Text(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

class TlsTest : public ::testing::Test {
 protected:
  TlsTest() {
    MakeAuthority("ca");
    MakeAuthority("other");
    MakeCertificate("server", "ca");
    MakeCertificate("gateway", "ca");
    MakeCertificate("stranger", "other");
  }

  std::string File(const std::string& name) const {
    return directory_.File(name);
  }
  void Openssl(const std::string& arguments) {
    const std::string command =
        absl::StrCat("openssl ", arguments, " 2>", File("openssl.log"));
    ASSERT_EQ(std::system(command.c_str()), 0) << Text(File("openssl.log"));
  }
  void MakeAuthority(const std::string& name) {
    Openssl(absl::StrCat(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
        "-subj /CN=",
        name, " -keyout ", File(name + ".key"), " -out ", File(name + ".pem")));
  }
  void MakeCertificate(const std::string& name, const std::string& authority) {
    std::ofstream(File("san")) << "subjectAltName=IP:127.0.0.1,DNS:localhost\n";
    Openssl(absl::StrCat(
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=",
        name, " -keyout ", File(name + ".key"), " -out ", File("csr")));
    Openssl(absl::StrCat("x509 -req -days 2 -CAcreateserial -in ", File("csr"),
                         " -CA ", File(authority + ".pem"), " -CAkey ",
                         File(authority + ".key"), " -extfile ", File("san"),
                         " -out ", File(name + ".pem")));
  }
  std::vector<std::string> Tls(const std::string& name) const {
    return {"--tls_cert",        File(name + ".pem"), "--tls_key",
            File(name + ".key"), "--tls_ca",          File("ca.pem")};
  }

  void StartServer() {
    std::vector<std::string> flags = Tls("server");
    flags.insert(flags.end(),
                 {"--store", "memory:", "--log_level", "error", "--roles",
                  "access,catalogue", "--setup_code_file", File("code")});
    auto started = ServerProcess::Start(flags, File("server.log"));
    ASSERT_TRUE(started.ok()) << started.status();
    server_ = *std::move(started);
  }

  // A stub that trusts our authority and shows the certificate of that name.
  std::unique_ptr<AccessService::Stub> StubOf(const std::string& name) {
    grpc::SslCredentialsOptions options;
    options.pem_root_certs = Text(File("ca.pem"));
    if (!name.empty()) {
      options.pem_cert_chain = Text(File(name + ".pem"));
      options.pem_private_key = Text(File(name + ".key"));
    }
    return AccessService::NewStub(
        grpc::CreateChannel(server_->address(), grpc::SslCredentials(options)));
  }
  static std::unique_ptr<grpc::ClientContext> Call() {
    auto context = std::make_unique<grpc::ClientContext>();
    context->set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(30)));
    return context;
  }
  static grpc::StatusCode GetSetup(AccessService::Stub& stub) {
    access::v1::Setup setup;
    return stub.GetSetup(Call().get(), access::v1::GetSetupRequest(), &setup)
        .error_code();
  }
  // Where the server says that a session came from.
  std::string SourceAsTold(AccessService::Stub& stub) {
    access::v1::SetUpRequest request;
    request.set_code(
        std::string(absl::StripAsciiWhitespace(Text(File("code")))));
    request.set_person_id("admin");
    request.set_display_name("管理员");
    request.set_password("correct horse battery");
    const auto context = Call();
    context->AddMetadata("duikou-source", "192.0.2.7");
    access::v1::SignInResponse response;
    const grpc::Status status = stub.SetUp(context.get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.session().source();
  }

  const TemporaryDirectory directory_;
  std::unique_ptr<ServerProcess> server_;
};

TEST_F(TlsTest, WhoSpeaksNoTlsOrShowsAWrongCertificateGetsNoAnswer) {
  StartServer();
  const auto plain = AccessService::NewStub(grpc::CreateChannel(
      server_->address(), grpc::InsecureChannelCredentials()));
  EXPECT_EQ(GetSetup(*plain), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(GetSetup(*StubOf("stranger")), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(GetSetup(*StubOf("")), grpc::StatusCode::OK);
  EXPECT_EQ(GetSetup(*StubOf("gateway")), grpc::StatusCode::OK);
}

TEST_F(TlsTest, OnlyAProcessOfOursSaysWhereACallComesFrom) {
  StartServer();
  EXPECT_EQ(SourceAsTold(*StubOf("")), "127.0.0.1");
}

TEST_F(TlsTest, AProcessOfOursSaysWhereACallComesFrom) {
  StartServer();
  EXPECT_EQ(SourceAsTold(*StubOf("gateway")), "192.0.2.7");
}

TEST_F(TlsTest, AGatewayCallsTheOtherServersByTls) {
  StartServer();
  std::vector<std::string> flags = Tls("gateway");
  flags.insert(flags.end(), {"--roles", "gateway", "--store",
                             "memory:", "--log_level", "error", "--upstream",
                             absl::StrCat("access=", server_->address(),
                                          ",catalogue=", server_->address())});
  const auto gateway = ServerProcess::Start(flags, File("gateway.log"));
  ASSERT_TRUE(gateway.ok()) << gateway.status();
  EXPECT_THAT(HttpGet((*gateway)->http_port(), "/healthz"), HasSubstr("200"));
}

}  // namespace
}  // namespace duikou::e2e
