#include "services/gateway/http_parser.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace duikou {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;

absl::string_view View(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

// The path of `http://host/path`; a server takes that form too.
std::string FromPath(absl::string_view target) {
  for (const absl::string_view scheme : {"http://", "https://"}) {
    if (!absl::StartsWithIgnoreCase(target, scheme)) continue;
    const size_t path = target.find('/', scheme.size());
    return path == absl::string_view::npos ? "/"
                                           : std::string(target.substr(path));
  }
  return std::string(target);
}

}  // namespace

struct HttpParser::Impl {
  http::request_parser<http::string_body> parser;
};

HttpParser::HttpParser(const Limits& limits)
    : limits_(limits), impl_(std::make_unique<Impl>()) {
  impl_->parser.header_limit(static_cast<uint32_t>(limits.header_bytes));
  impl_->parser.body_limit(limits.body_bytes);
  impl_->parser.eager(false);
}

HttpParser::~HttpParser() = default;

HttpParser::Progress HttpParser::Fail(int status, std::string error) {
  error_status_ = status;
  error_ = std::move(error);
  return Progress::kError;
}

HttpParser::Progress HttpParser::Put(absl::string_view input, size_t& used) {
  auto& parser = impl_->parser;
  used = 0;
  error_code error;
  while (!parser.is_done() && used < input.size()) {
    const absl::string_view rest = input.substr(used);
    used += parser.put(boost::asio::buffer(rest.data(), rest.size()), error);
    if (error || (parser.is_header_done() && !head_told_)) break;
  }
  if (error == http::error::need_more) error = {};
  if (error == http::error::header_limit ||
      (!parser.is_header_done() &&
       input.size() - used > limits_.header_bytes)) {
    return Fail(431, absl::StrCat("the headers are longer than ",
                                  limits_.header_bytes, " bytes"));
  }
  if (error == http::error::body_limit) {
    return Fail(413, absl::StrCat("the body is longer than ",
                                  limits_.body_bytes, " bytes"));
  }
  if (error) return Fail(400, "this is no HTTP: " + error.message());
  if (parser.is_header_done() && !head_told_) return CheckHead();
  return parser.is_done() ? Progress::kDone : Progress::kNeedMore;
}

// What Beast lets pass and a server must not.
HttpParser::Progress HttpParser::CheckHead() {
  const auto& message = impl_->parser.get();
  const size_t hosts = message.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() >= 11)) {
    return Fail(400, "there must be one Host header");
  }
  const auto coding = message.find(http::field::transfer_encoding);
  if (coding != message.end() &&
      (message.count(http::field::transfer_encoding) > 1 ||
       message.version() < 11 ||
       !absl::EqualsIgnoreCase(View(coding->value()), "chunked"))) {
    return Fail(501, "the only Transfer-Encoding is chunked");
  }
  const auto expect = message.find(http::field::expect);
  if (expect != message.end() &&
      !absl::EqualsIgnoreCase(View(expect->value()), "100-continue")) {
    return Fail(417, "the only expectation that can be met is 100-continue");
  }
  const absl::string_view target = View(message.target());
  if (!absl::StartsWith(target, "/") && !absl::StartsWith(target, "http") &&
      target != "*") {
    return Fail(400, "the request's target is no path");
  }
  head_told_ = true;
  impl_->parser.eager(true);
  return Progress::kHead;
}

bool HttpParser::keep_alive() const { return impl_->parser.keep_alive(); }

bool HttpParser::expects_continue() const {
  return is_http_1_1() && impl_->parser.get().count(http::field::expect) > 0;
}

bool HttpParser::is_http_1_1() const {
  return impl_->parser.get().version() >= 11;
}

size_t HttpParser::body_size() const {
  return impl_->parser.get().body().size();
}

HttpRequest HttpParser::Take() {
  auto message = impl_->parser.release();
  HttpRequest request;
  request.method = std::string(View(message.method_string()));
  request.target = FromPath(View(message.target()));
  for (const auto& field : message) {
    request.headers.push_back({absl::AsciiStrToLower(View(field.name_string())),
                               std::string(View(field.value()))});
  }
  request.body = std::move(message.body());
  return request;
}

}  // namespace duikou
