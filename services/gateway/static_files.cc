#include "services/gateway/static_files.h"

#include <openssl/sha.h>

#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "matcher/base/status_macros.h"
#include "services/gateway/gzip.h"

namespace duikou {
namespace {

namespace fs = std::filesystem;

constexpr char kIndex[] = "/index.html";
constexpr size_t kMostBytes = 256 << 20;
constexpr size_t kTagBytes = 16;

constexpr char kNoClient[] =
    "<!doctype html>\n<html lang=\"zh\"><meta charset=\"utf-8\">"
    "<title>对口 duikou</title>\n"
    "<p>服务器已启动，但没有安装网页界面。启动时用 --web "
    "指定网页界面所在目录。</p>\n"
    "<p lang=\"en\">The server runs, but without the web client. Start it with "
    "--web and the directory of the built client.</p>\n</html>\n";

// Scripts come from this server alone and never from within a page; styles may
// be inline, because Ant Design writes them at run time.
constexpr char kPolicy[] =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";

std::string ContentTypeOf(const std::string& path) {
  static const auto& types = *new absl::flat_hash_map<std::string, std::string>{
      {".css", "text/css; charset=utf-8"},
      {".gif", "image/gif"},
      {".html", "text/html; charset=utf-8"},
      {".ico", "image/x-icon"},
      {".jpeg", "image/jpeg"},
      {".jpg", "image/jpeg"},
      {".js", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".png", "image/png"},
      {".svg", "image/svg+xml"},
      {".txt", "text/plain; charset=utf-8"},
      {".wasm", "application/wasm"},
      {".webmanifest", "application/manifest+json"},
      {".webp", "image/webp"},
      {".woff", "font/woff"},
      {".woff2", "font/woff2"},
  };
  const auto found =
      types.find(absl::AsciiStrToLower(fs::path(path).extension().string()));
  return found == types.end() ? "application/octet-stream" : found->second;
}

std::string TagOf(const std::string& content) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(content.data()), content.size(),
         digest);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest), kTagBytes));
}

// Whether an If-None-Match header names the tag, in quotes, weak or not.
bool Names(absl::string_view header, absl::string_view tag) {
  for (absl::string_view each : absl::StrSplit(header, ',')) {
    each = absl::StripAsciiWhitespace(each);
    if (each == "*") return true;
    absl::ConsumePrefix(&each, "W/");
    if (each == tag) return true;
  }
  return false;
}

absl::StatusOr<std::string> ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content((std::istreambuf_iterator<char>(file)),
                      std::istreambuf_iterator<char>());
  if (file.good() || file.eof()) return content;
  return absl::NotFoundError(absl::StrCat(path.string(), " cannot be read"));
}

HttpResponse NotFound() {
  return TextResponse(404, "text/plain; charset=utf-8",
                      "没有这个页面 · There is no such page\n");
}

}  // namespace

StaticFiles::StaticFiles() { Add(kIndex, kNoClient); }

absl::StatusOr<StaticFiles> StaticFiles::Load(const std::string& directory) {
  StaticFiles files;
  files.files_.clear();
  size_t bytes = 0;
  try {
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
      if (entry.is_symlink() || !entry.is_regular_file()) continue;
      ASSIGN_OR_RETURN(std::string content, ReadFile(entry.path()));
      bytes += content.size();
      if (bytes > kMostBytes) {
        return absl::ResourceExhaustedError(
            absl::StrCat(directory, " holds more than ", kMostBytes >> 20,
                         " MiB: is it the built web client?"));
      }
      files.Add(
          absl::StrCat("/",
                       fs::relative(entry.path(), directory).generic_string()),
          std::move(content));
    }
  } catch (const std::exception& exception) {
    return absl::NotFoundError(exception.what());
  }
  if (files.files_.contains(kIndex)) return files;
  return absl::NotFoundError(
      absl::StrCat(directory, " has no index.html: it is no built web client"));
}

void StaticFiles::Add(const std::string& path, std::string content) {
  File file;
  file.content_type = ContentTypeOf(path);
  file.etag = TagOf(content);
  file.immutable = absl::StartsWith(path, "/assets/");
  std::string gzip = Gzip(content, GzipLevel::kSmall);
  if (gzip.size() < content.size()) {
    file.gzip = std::make_shared<const std::string>(std::move(gzip));
  }
  file.plain = std::make_shared<const std::string>(std::move(content));
  files_[path] = std::move(file);
}

const StaticFiles::File* StaticFiles::Find(const HttpRequest& request) const {
  const absl::string_view path = request.Path();
  const auto found = files_.find(path);
  if (found != files_.end()) return &found->second;
  if (!absl::StartsWith(path, "/") ||
      absl::StrContains(path.substr(path.rfind('/')), '.')) {
    return nullptr;
  }
  return &files_.at(kIndex);
}

HttpResponse StaticFiles::Answer(const HttpRequest& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse response = TextResponse(405, "text/plain", "");
    response.headers.push_back({"Allow", "GET, HEAD"});
    return response;
  }
  const File* file = Find(request);
  if (file == nullptr) return NotFound();
  const std::string* accepts = request.Header("accept-encoding");
  const bool gzip =
      file->gzip != nullptr && accepts != nullptr && AcceptsGzip(*accepts);
  // Each form of a file has a tag of its own.
  const std::string tag =
      absl::StrCat("\"", file->etag, gzip ? "-gzip" : "", "\"");
  HttpResponse response;
  response.headers = {
      {"Content-Type", file->content_type},
      {"Cache-Control",
       file->immutable ? "public, max-age=31536000, immutable" : "no-cache"},
      {"ETag", tag},
      {"Vary", "Accept-Encoding"},
      {"Content-Security-Policy", kPolicy}};
  const std::string* known = request.Header("if-none-match");
  if (known != nullptr && Names(*known, tag)) {
    response.status = 304;
    return response;
  }
  if (gzip) response.headers.push_back({"Content-Encoding", "gzip"});
  response.body = gzip ? file->gzip : file->plain;
  return response;
}

}  // namespace duikou
