#include "services/gateway/http_parser.h"

#include <algorithm>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace duikou {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;

constexpr size_t kMaxSizeDigits = 15;  // of a size in hexadecimal
constexpr size_t kMaxChunkLine = 4 << 10;

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
  http::request_parser<http::empty_body> parser;
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
  used = 0;
  if (!head_told_) return PutHead(input, used);
  if (chunked_) return PutChunks(input, used);
  used = std::min(left_, input.size());
  body_.append(input.data(), used);
  left_ -= used;
  return left_ == 0 ? Progress::kDone : Progress::kNeedMore;
}

HttpParser::Progress HttpParser::PutHead(absl::string_view input,
                                         size_t& used) {
  auto& parser = impl_->parser;
  error_code error;
  while (!parser.is_header_done() && used < input.size() && !error) {
    const absl::string_view rest = input.substr(used);
    used += parser.put(boost::asio::buffer(rest.data(), rest.size()), error);
  }
  if (error == http::error::need_more) error = {};
  if (error == http::error::header_limit ||
      (!parser.is_header_done() &&
       input.size() - used > limits_.header_bytes)) {
    return Fail(431, absl::StrCat("the headers are longer than ",
                                  limits_.header_bytes, " bytes"));
  }
  if (error == http::error::body_limit) return FailBody();
  if (error) return Fail(400, "this is no HTTP: " + error.message());
  return parser.is_header_done() ? CheckHead() : Progress::kNeedMore;
}

HttpParser::Progress HttpParser::FailBody() {
  return Fail(413, absl::StrCat("the body is longer than ", limits_.body_bytes,
                                " bytes"));
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
  chunked_ = coding != message.end();
  left_ = impl_->parser.content_length().value_or(0);
  return Progress::kHead;
}

std::optional<absl::string_view> HttpParser::Line(
    absl::string_view rest) const {
  const size_t end = rest.find("\r\n");
  if (end == absl::string_view::npos) return std::nullopt;
  return rest.substr(0, end);
}

// `1a2b;extension`. False where it is none.
bool HttpParser::ReadChunkSize(absl::string_view line) {
  const absl::string_view digits = line.substr(0, line.find(';'));
  return !digits.empty() && digits.size() <= kMaxSizeDigits &&
         std::all_of(digits.begin(), digits.end(), absl::ascii_isxdigit) &&
         std::none_of(line.begin(), line.end(), absl::ascii_iscntrl) &&
         absl::SimpleHexAtoi(digits, &left_);
}

HttpParser::Progress HttpParser::PutChunks(absl::string_view input,
                                           size_t& used) {
  while (used < input.size()) {
    const absl::string_view rest = input.substr(used);
    if (chunk_ == Chunk::kBytes) {
      const size_t taken = std::min(left_, rest.size());
      body_.append(rest.data(), taken);
      used += taken;
      left_ -= taken;
      if (left_ == 0) chunk_ = Chunk::kEnd;
      continue;
    }
    const std::optional<absl::string_view> line = Line(rest);
    if (!line) {
      if (rest.size() <= kMaxChunkLine) return Progress::kNeedMore;
      return Fail(400, "a line of the chunks is too long");
    }
    used += line->size() + 2;
    if (chunk_ == Chunk::kEnd) {
      if (!line->empty()) return Fail(400, "a chunk is not of its size");
      chunk_ = Chunk::kSize;
    } else if (chunk_ == Chunk::kTrailer) {
      trailer_bytes_ += line->size();
      if (line->empty()) return Progress::kDone;
      if (trailer_bytes_ > limits_.header_bytes) {
        return Fail(431, "the trailers are too long");
      }
    } else if (!ReadChunkSize(*line)) {
      return Fail(400, "a chunk has no size");
    } else if (left_ > limits_.body_bytes - body_.size()) {
      return FailBody();
    } else {
      chunk_ = left_ == 0 ? Chunk::kTrailer : Chunk::kBytes;
    }
  }
  return Progress::kNeedMore;
}

bool HttpParser::keep_alive() const { return impl_->parser.keep_alive(); }

bool HttpParser::expects_continue() const {
  return is_http_1_1() && impl_->parser.get().count(http::field::expect) > 0;
}

bool HttpParser::is_http_1_1() const {
  return impl_->parser.get().version() >= 11;
}

size_t HttpParser::body_size() const { return body_.size(); }

HttpRequest HttpParser::Take() {
  auto message = impl_->parser.release();
  HttpRequest request;
  request.method = std::string(View(message.method_string()));
  request.target = FromPath(View(message.target()));
  for (const auto& field : message) {
    request.headers.push_back({absl::AsciiStrToLower(View(field.name_string())),
                               std::string(View(field.value()))});
  }
  request.body = std::move(body_);
  return request;
}

}  // namespace duikou
