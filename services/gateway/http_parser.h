// HttpParser: the bytes of a connection → one HttpRequest, within limits. Knows
// no socket. Boost.Beast reads the head; chunks are read here, because Beast
// 1.74 fails an assertion of its own over a last chunk that comes in pieces.
//
//   HttpParser parser({.header_bytes = 16384, .body_bytes = 1 << 20});
//   size_t used = 0;
//   switch (parser.Put(input, used)) { … }
//   input.erase(0, used);
#ifndef DUIKOU_SERVICES_GATEWAY_HTTP_PARSER_H_
#define DUIKOU_SERVICES_GATEWAY_HTTP_PARSER_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "services/gateway/http_message.h"

namespace duikou {

// Of one request. Not thread-safe.
class HttpParser {
 public:
  struct Limits {
    size_t header_bytes = 16 << 10;  // request line and headers
    size_t body_bytes = 33 << 20;
  };
  enum class Progress {
    kNeedMore,  // all of the input is looked at; what is not used is needed
    kHead,      // the head is complete; comes once, before any of the body
    kDone,      // the request is complete
    kError,     // it is none: see error_status()
  };

  explicit HttpParser(const Limits& limits);
  ~HttpParser();
  HttpParser(const HttpParser&) = delete;
  HttpParser& operator=(const HttpParser&) = delete;

  // Goes on with `input`, which begins with what was left unused; `used` says
  // how much of it is needed no more. REQUIRES: neither kDone nor kError
  // before.
  Progress Put(absl::string_view input, size_t& used);

  // After kError: 400, 413, 417, 431 or 501, and words for people.
  int error_status() const { return error_status_; }
  const std::string& error() const { return error_; }

  // After kHead.
  bool keep_alive() const;
  bool expects_continue() const;
  bool is_http_1_1() const;
  size_t body_size() const;  // as far as it has come

  // After kDone; once.
  HttpRequest Take();

 private:
  struct Impl;
  Progress Fail(int status, std::string error);
  Progress PutHead(absl::string_view input, size_t& used);
  Progress FailBody();
  Progress CheckHead();
  Progress PutChunks(absl::string_view input, size_t& used);
  // One line of the chunks' framing, without its end; none: need more of it.
  std::optional<absl::string_view> Line(absl::string_view rest) const;
  bool ReadChunkSize(absl::string_view line);

  const Limits limits_;
  const std::unique_ptr<Impl> impl_;
  bool head_told_ = false;
  std::string body_;
  // What of the body, or of the chunk, is still to come.
  size_t left_ = 0;
  enum class Chunk { kSize, kBytes, kEnd, kTrailer };
  bool chunked_ = false;
  Chunk chunk_ = Chunk::kSize;
  size_t trailer_bytes_ = 0;
  int error_status_ = 0;
  std::string error_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_HTTP_PARSER_H_
