#include "services/main/server_options.h"

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

ParsedCommandLine Parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "duikou-server");
  return ParseCommandLine(static_cast<int>(arguments.size()), arguments.data());
}

TEST(ServerOptionsTest, NothingGivenServesAllOnLoopback) {
  setenv("DUIKOU_DATA_DIR", "/data", 1);
  const ParsedCommandLine parsed = Parse({});
  ASSERT_TRUE(parsed.options.has_value());
  EXPECT_EQ(parsed.options->roles, "all");
  EXPECT_EQ(parsed.options->listen, "127.0.0.1:7100");
  EXPECT_EQ(parsed.options->store, "sqlite:/data/duikou.db");
  EXPECT_EQ(parsed.options->http, "127.0.0.1:7180");
  EXPECT_EQ(parsed.options->web, "");
  EXPECT_EQ(parsed.options->metrics, "");
  EXPECT_EQ(parsed.options->grace_period, absl::Seconds(10));
}

TEST(ServerOptionsTest, FlagsAreTaken) {
  const ParsedCommandLine parsed =
      Parse({"--store=redis://127.0.0.1:6379?replicas=1",
             "--listen",
             "[::1]:0",
             "--grace_period",
             "1m30s",
             "--log_level",
             "debug",
             "--pid_file",
             "x.pid",
             "--metrics",
             "127.0.0.1:9464",
             "--http",
             "127.0.0.1:0",
             "--http-tls-cert",
             "a.pem",
             "--http_tls_key",
             "b.pem",
             "--http_public_origins",
             "https://duikou.example,https://duikou.example:8443",
             "--web",
             "dist",
             "--upstream",
             "catalogue=127.0.0.1:7101"});
  ASSERT_TRUE(parsed.options.has_value()) << parsed.error;
  EXPECT_EQ(parsed.options->store, "redis://127.0.0.1:6379?replicas=1");
  EXPECT_EQ(parsed.options->listen, "[::1]:0");
  EXPECT_EQ(parsed.options->grace_period, absl::Seconds(90));
  EXPECT_EQ(parsed.options->log_level, "debug");
  EXPECT_EQ(parsed.options->pid_file, "x.pid");
  EXPECT_EQ(parsed.options->http, "127.0.0.1:0");
  EXPECT_EQ(parsed.options->http_tls_cert, "a.pem");
  EXPECT_EQ(parsed.options->http_tls_key, "b.pem");
  EXPECT_EQ(parsed.options->http_public_origins,
            "https://duikou.example,https://duikou.example:8443");
  EXPECT_EQ(parsed.options->web, "dist");
  EXPECT_EQ(parsed.options->upstream, "catalogue=127.0.0.1:7101");
}

TEST(ServerOptionsTest, WhatIsWrongIsSaid) {
  const std::vector<std::pair<std::vector<const char*>, std::string>> cases = {
      {{"--roles", "x"}, "\"x\" is no role; there are all, "},
      {{"--store", "mysql:x"}, "\"mysql:x\" is not sqlite:PATH"},
      {{"--store", "sqlite:"}, "is not sqlite:PATH"},
      {{"--listen", "0.0.0.0:7100"}, "use 127.0.0.1"},
      {{"--listen", "[::]:7100"}, "use 127.0.0.1"},
      {{"--listen", "127.0.0.1.example.org:7100"}, "use 127.0.0.1"},
      {{"--http", "0.0.0.0:7180"}, "use 127.0.0.1"},
      {{"--http_tls_cert", "a.pem"}, "--http_tls_key"},
      {{"--http_public_origins", "http://duikou.example"},
       "\"http://duikou.example\" is not of the form https://HOST"},
      {{"--http-public-origins", "https://a.example,b.example"},
       "\"b.example\" is not of the form"},
      {{"--upstream", "access=127.0.0.1:7101,matching=10.0.0.7:7103"},
       "what is sent to 10.0.0.7:7103 could be read"},
      {{"--upstream", "access=server"}, "--upstream: \"server\" is not"},
      {{"--listen", "127.0.0.1"}, "is not of the form 127.0.0.1:7100"},
      {{"--listen", "127.0.0.1:99999"}, "is not of the form"},
      {{"--grace_period", "soon"}, "is no duration"},
      {{"--grace_period", "-1s"}, "is no duration"},
      {{"--log_level", "loud"}, "loud"},
      {{"--colour", "red"}, "--colour"},
      {{"--config", "/no/such/file"}, "/no/such/file"},
  };
  for (const auto& [arguments, expected] : cases) {
    const ParsedCommandLine parsed = Parse(arguments);
    EXPECT_FALSE(parsed.options.has_value()) << arguments[1];
    EXPECT_EQ(parsed.exit_code, 2) << arguments[1];
    EXPECT_THAT(parsed.error, HasSubstr(expected));
  }
}

TEST(ServerOptionsTest, UpstreamsElsewhereNeedTls) {
  EXPECT_TRUE(Parse({"--upstream", "access=10.0.0.7:7103", "--tls_ca", "c.pem"})
                  .options.has_value());
}

TEST(ServerOptionsTest, AFileGivesFlagsAndTheCommandLineWins) {
  const std::string path = ::testing::TempDir() + "/duikou_server_test.toml";
  std::ofstream(path) << "listen = \"127.0.0.1:7777\"\nlog_level = \"warn\"\n";
  const ParsedCommandLine parsed =
      Parse({"--config", path.c_str(), "--log_level", "error"});
  ASSERT_TRUE(parsed.options.has_value()) << parsed.error;
  EXPECT_EQ(parsed.options->listen, "127.0.0.1:7777");
  EXPECT_EQ(parsed.options->log_level, "error");
}

TEST(ServerOptionsTest, AFileNamesPublicOriginsToo) {
  const std::string path = ::testing::TempDir() + "/duikou_origins_test.toml";
  std::ofstream(path) << "http_public_origins = \"https://duikou.example\"\n";
  const ParsedCommandLine parsed = Parse({"--config", path.c_str()});
  ASSERT_TRUE(parsed.options.has_value()) << parsed.error;
  EXPECT_EQ(parsed.options->http_public_origins, "https://duikou.example");
  std::ofstream(path) << "http_public_origins = \"duikou.example\"\n";
  EXPECT_THAT(Parse({"--config", path.c_str()}).error,
              HasSubstr("is not of the form https://HOST"));
}

TEST(ServerOptionsTest, AnUnknownKeyInTheFileIsAnError) {
  const std::string path = ::testing::TempDir() + "/duikou_unknown_test.toml";
  std::ofstream(path) << "colour = \"red\"\n";
  const ParsedCommandLine parsed = Parse({"--config", path.c_str()});
  EXPECT_FALSE(parsed.options.has_value());
  EXPECT_THAT(parsed.error, HasSubstr("colour"));
}

TEST(ServerOptionsTest, TheFileIsCheckedLikeTheCommandLine) {
  const std::string path = ::testing::TempDir() + "/duikou_listen_test.toml";
  std::ofstream(path) << "listen = \"0.0.0.0:7100\"\n";
  const ParsedCommandLine parsed = Parse({"--config", path.c_str()});
  EXPECT_FALSE(parsed.options.has_value());
  EXPECT_THAT(parsed.error, HasSubstr("use 127.0.0.1"));
}

TEST(ServerOptionsTest, HelpExplainsEveryFlag) {
  const ParsedCommandLine parsed = Parse({"--help"});
  EXPECT_EQ(parsed.exit_code, 0);
  for (const char* flag :
       {"--roles", "--store", "--listen", "--http", "--http_tls_cert",
        "--http_tls_key", "--http_public_origins", "--web", "--upstream",
        "--metrics", "--log_level", "--grace_period", "--pid_file", "--config",
        "--version"}) {
    EXPECT_THAT(parsed.output, HasSubstr(flag));
  }
}

TEST(ServerOptionsTest, OthersAreServedOnlyEncryptedAndSignedIn) {
  const std::vector<const char*> grpc = {
      "--listen", "0.0.0.0:7100", "--tls_cert", "a.pem", "--tls_key", "a.key"};
  EXPECT_TRUE(Parse(grpc).options.has_value()) << Parse(grpc).error;
  std::vector<const char*> open = grpc;
  open.push_back("--without_sign_in");
  EXPECT_THAT(Parse(open).error, HasSubstr("nobody must sign in"));
  const std::vector<const char*> http = {"--http",          "0.0.0.0:7180",
                                         "--http_tls_cert", "a.pem",
                                         "--http_tls_key",  "a.key"};
  EXPECT_TRUE(Parse(http).options.has_value()) << Parse(http).error;
}

TEST(ServerOptionsTest, VersionIsPrinted) {
  const ParsedCommandLine parsed = Parse({"--version"});
  EXPECT_EQ(parsed.exit_code, 0);
  EXPECT_THAT(parsed.output, HasSubstr("duikou-server 0."));
}

}  // namespace
}  // namespace duikou
