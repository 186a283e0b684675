#include "services/gateway/static_files.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/gateway/gzip.h"

namespace duikou {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::string HeaderOf(const HttpResponse& response, absl::string_view name) {
  for (const HttpHeader& header : response.headers) {
    if (header.name == name) return header.value;
  }
  return "";
}

class StaticFilesTest : public ::testing::Test {
 protected:
  StaticFilesTest()
      : root_(fs::path(::testing::TempDir()) /
              absl::StrCat("static_files_", getpid())) {
    fs::remove_all(root_);
    Write("secret.txt", "secret");
    Write("dist/index.html", "<!doctype html>index");
    Write("dist/favicon.ico", "icon");
    Write("dist/assets/app-1a2b.js", script_);
    fs::create_symlink(root_ / "secret.txt", root_ / "dist/link.txt");
    fs::create_directory_symlink(root_, root_ / "dist/up");
    auto loaded = StaticFiles::Load((root_ / "dist").string());
    EXPECT_TRUE(loaded.ok()) << loaded.status();
    if (loaded.ok()) files_ = *std::move(loaded);
  }
  ~StaticFilesTest() override { fs::remove_all(root_); }

  void Write(const std::string& path, const std::string& text) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  HttpResponse Get(const std::string& target, HttpHeaders headers = {},
                   const std::string& method = "GET") {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.headers = std::move(headers);
    return files_.Answer(request);
  }

  const fs::path root_;
  const std::string script_ = std::string(5000, 'x') + "script";
  StaticFiles files_;
};

TEST_F(StaticFilesTest, AFileComesWithItsTypeAndItsCaching) {
  const HttpResponse index = Get("/index.html");
  EXPECT_EQ(*index.body, "<!doctype html>index");
  EXPECT_EQ(HeaderOf(index, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(HeaderOf(index, "Cache-Control"), "no-cache");
  EXPECT_THAT(HeaderOf(index, "Content-Security-Policy"),
              AllOf(HasSubstr("script-src 'self';"),
                    HasSubstr("frame-ancestors 'none'")));
  const HttpResponse script = Get("/assets/app-1a2b.js?v=1");
  EXPECT_EQ(*script.body, script_);
  EXPECT_EQ(HeaderOf(script, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(HeaderOf(script, "Cache-Control"),
            "public, max-age=31536000, immutable");
}

TEST_F(StaticFilesTest, PagesOfTheClientAreItsIndex) {
  for (const char* path : {"/", "/projects", "/programmes/hubei/units/x"}) {
    EXPECT_EQ(*Get(path).body, "<!doctype html>index") << path;
    EXPECT_EQ(HeaderOf(Get(path), "Cache-Control"), "no-cache");
  }
  EXPECT_EQ(Get("/assets/gone.js").status, 404);
}

TEST_F(StaticFilesTest, NothingOutsideTheDirectoryIsServed) {
  for (const char* path :
       {"/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt",
        "/assets/../../secret.txt", "/assets/..%5c..%5csecret.txt",
        "//secret.txt", "/./../secret.txt", "/link.txt", "/up/secret.txt",
        "/index.html/../../secret.txt", "/secret.txt%00.html", "secret.txt",
        "*", "/etc/passwd.txt"}) {
    EXPECT_EQ(Get(path).status, 404) << path;
  }
}

TEST_F(StaticFilesTest, GzipIsSentToWhoTakesIt) {
  const HttpResponse gzip =
      Get("/assets/app-1a2b.js", {{"accept-encoding", "gzip, br"}});
  EXPECT_EQ(HeaderOf(gzip, "Content-Encoding"), "gzip");
  EXPECT_EQ(HeaderOf(gzip, "Vary"), "Accept-Encoding");
  EXPECT_LT(gzip.body->size(), 1000);
  EXPECT_EQ(Gunzip(*gzip.body, 1 << 20).value(), script_);
  // Not where it would be larger.
  EXPECT_EQ(HeaderOf(Get("/favicon.ico", {{"accept-encoding", "gzip"}}),
                     "Content-Encoding"),
            "");
  EXPECT_NE(HeaderOf(gzip, "ETag"),
            HeaderOf(Get("/assets/app-1a2b.js"), "ETag"));
}

TEST_F(StaticFilesTest, WhatTheBrowserHasIsNotSentAgain) {
  const std::string tag = HeaderOf(Get("/"), "ETag");
  for (const std::string& known :
       {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
    const HttpResponse response = Get("/", {{"if-none-match", known}});
    EXPECT_EQ(response.status, 304) << known;
    EXPECT_EQ(response.body, nullptr);
    EXPECT_EQ(HeaderOf(response, "ETag"), tag);
  }
  EXPECT_EQ(Get("/", {{"if-none-match", "\"other\""}}).status, 200);
}

TEST_F(StaticFilesTest, OnlyReadingIsAllowed) {
  EXPECT_EQ(Get("/", {}, "HEAD").status, 200);
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"}) {
    const HttpResponse response = Get("/", {}, method);
    EXPECT_EQ(response.status, 405) << method;
    EXPECT_EQ(HeaderOf(response, "Allow"), "GET, HEAD");
  }
}

TEST_F(StaticFilesTest, WithoutAClientAPageSaysSoInBothLanguages) {
  files_ = StaticFiles();
  EXPECT_THAT(*Get("/").body,
              AllOf(HasSubstr("网页界面"), HasSubstr("web client")));
}

TEST_F(StaticFilesTest, ADirectoryThatIsNoClientIsSaidSo) {
  EXPECT_EQ(StaticFiles::Load((root_ / "none").string()).status().code(),
            absl::StatusCode::kNotFound);
  fs::remove(root_ / "dist/index.html");
  EXPECT_THAT(StaticFiles::Load((root_ / "dist").string()).status().message(),
              HasSubstr("index.html"));
}

}  // namespace
}  // namespace duikou
