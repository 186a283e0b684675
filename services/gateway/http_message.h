// HttpRequest, HttpResponse and HttpExchange: an HTTP call as the gateway sees
// it, with nothing of the library that carries it.
//
//   void Hello(HttpRequest request, std::shared_ptr<HttpExchange> exchange) {
//     exchange->Respond(TextResponse(200, "text/plain", "hello"));
//   }
#ifndef DUIKOU_SERVICES_GATEWAY_HTTP_MESSAGE_H_
#define DUIKOU_SERVICES_GATEWAY_HTTP_MESSAGE_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace duikou {

struct HttpHeader {
  std::string name;
  std::string value;
};
using HttpHeaders = std::vector<HttpHeader>;

struct HttpRequest {
  std::string method;   // as sent: `POST`
  std::string target;   // as sent, from the path on: `/a/b?c`
  HttpHeaders headers;  // names in lower case, in the order sent
  std::string body;
  std::string source;  // the client's address without its port
  bool tls = false;

  // The first header of that (lower-case) name; null where there is none.
  const std::string* Header(absl::string_view name) const {
    for (const HttpHeader& header : headers) {
      if (header.name == name) return &header.value;
    }
    return nullptr;
  }
  // The target up to its query, still percent-encoded.
  absl::string_view Path() const {
    const absl::string_view whole = target;
    return whole.substr(0, whole.find('?'));
  }
};

struct HttpResponse {
  int status = 200;
  // Without Content-Length, Transfer-Encoding, Connection and Date, which the
  // server sets.
  HttpHeaders headers;
  // Shared, so that many slow readers of one file hold it once. Null: empty.
  std::shared_ptr<const std::string> body;
};

// The answer to one request, which is either Respond(), or StartStream(), any
// Write()s and EndStream(). All return at once. Thread-safe, but for the calls
// of a stream, which come one after another. An exchange that is dropped
// without an answer is answered 500.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;

  // What the metrics count the request as: a literal, such as "connect".
  virtual void SetKind(const char* kind) = 0;

  virtual void Respond(HttpResponse response) = 0;

  // `head` has no body.
  virtual void StartStream(HttpResponse head) = 0;
  // `written` is called once, when the client has taken the bytes (true) or is
  // gone (false): write on only then.
  virtual void Write(std::string bytes, std::function<void(bool)> written) = 0;
  virtual void EndStream() = 0;

  // `gone` is called, at most once, when the client leaves before its answer is
  // complete. It and what it holds are dropped when the answer is complete. It
  // must not hold the exchange, and whoever does must let go of it then.
  virtual void OnGone(std::function<void()> gone) = 0;
};

// Takes a request. Called on the server's threads; must not wait.
using HttpHandler =
    std::function<void(HttpRequest, std::shared_ptr<HttpExchange>)>;

inline HttpResponse TextResponse(int status, std::string content_type,
                                 std::string body) {
  return {.status = status,
          .headers = {{"Content-Type", std::move(content_type)}},
          .body = std::make_shared<const std::string>(std::move(body))};
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_HTTP_MESSAGE_H_
