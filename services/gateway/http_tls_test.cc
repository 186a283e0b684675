#include <openssl/ssl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/gateway/http_server.h"
#include "services/gateway/testing/raw_client.h"
#include "services/gateway/testing/tls_client.h"

namespace duikou {
namespace {

namespace fs = std::filesystem;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kClosing[] =
    "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

class HttpTlsTest : public ::testing::Test {
 protected:
  HttpTlsTest()
      : directory_(absl::StrCat(::testing::TempDir(), "/http_tls_", getpid())) {
    fs::create_directories(directory_);
    options_.tls = MakeCertificate(directory_);
  }
  ~HttpTlsTest() override { fs::remove_all(directory_); }

  absl::Status Start() {
    auto started = HttpServer::Start(
        options_, registry_,
        [](HttpRequest request, const std::shared_ptr<HttpExchange>& exchange) {
          exchange->Respond(TextResponse(
              200, "text/plain",
              absl::StrCat(request.target, request.tls ? " by TLS" : "",
                           std::string(100'000, '.'), "end")));
        });
    if (started.ok()) server_ = *std::move(started);
    return started.status();
  }

  const std::string directory_;
  HttpServerOptions options_;
  prometheus::Registry registry_;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(HttpTlsTest, ServesTls12And13AndNothingOlder) {
  ASSERT_TRUE(Start().ok());
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const auto reply = AskOverTls(server_->port(), kClosing, version);
    ASSERT_TRUE(reply.ok()) << version;
    EXPECT_THAT(*reply, AllOf(StartsWith("HTTP/1.1 200 OK\r\n"),
                              HasSubstr("/a by TLS"), EndsWith("...end")));
  }
  EXPECT_FALSE(AskOverTls(server_->port(), kClosing, TLS1_1_VERSION).ok());
}

TEST_F(HttpTlsTest, AClientThatSpeaksNoTlsIsClosed) {
  ASSERT_TRUE(Start().ok());
  RawClient client(server_->port());
  client.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(client.AtEnd());
}

TEST_F(HttpTlsTest, AHandshakeThatDoesNotComeIsGivenUp) {
  options_.limits.header_time = absl::Milliseconds(50);
  ASSERT_TRUE(Start().ok());
  RawClient client(server_->port());
  EXPECT_TRUE(client.AtEnd());
}

TEST_F(HttpTlsTest, FilesThatAreNoneAreNamed) {
  const TlsFiles good = options_.tls;
  options_.tls.key = directory_ + "/none.pem";
  EXPECT_THAT(Start().message(), HasSubstr("none.pem"));
  std::ofstream(directory_ + "/bad.pem") << "no certificate";
  options_.tls = {directory_ + "/bad.pem", good.key};
  EXPECT_EQ(Start().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace duikou
