// HttpConnection: one client from its connection to its end: requests one after
// another, each within the limits, each answered before the next.
//
//   auto connection = std::make_shared<HttpConnection>(server, loop,
//   transport); connection->Start();
//
// The next request is read only when there is an answer to the last one. While
// a handler works on it, one read is left open that tells when the client goes.
// All times are one deadline of the connection, moved as it gets on.
#ifndef DUIKOU_SERVICES_GATEWAY_HTTP_CONNECTION_H_
#define DUIKOU_SERVICES_GATEWAY_HTTP_CONNECTION_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/gateway/http_limits.h"
#include "services/gateway/http_message.h"
#include "services/gateway/http_parser.h"
#include "services/gateway/http_transport.h"

namespace duikou {

class HttpConnection;

// What connections need of their server. Thread-safe.
class HttpConnectionOwner {
 public:
  virtual ~HttpConnectionOwner() = default;

  virtual const HttpLimits& limits() const = 0;
  // Lines of headers that every answer carries, each with its line end.
  virtual const std::string& shared_headers() const = 0;
  virtual void Handle(HttpRequest request,
                      std::shared_ptr<HttpExchange> exchange) = 0;
  // Takes room for large bodies, or gives it back; false where there is none.
  virtual bool TakeRoom(int64_t bytes) = 0;
  virtual void OnAnswered(const char* kind, int status,
                          absl::Duration latency) = 0;
  // A request or connection was ended for a limit: `reason` is a literal.
  virtual void OnRefused(const char* reason) = 0;
  // Once, on the connection's thread.
  virtual void OnClosed(const std::shared_ptr<HttpConnection>& connection) = 0;
  virtual void OnExchangeMade() = 0;
  virtual void OnExchangeGone() = 0;
};

// Used on its loop's thread alone. Lives as long as anything is under way.
class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
 public:
  // `owner` and `loop` outlive the connection and its exchanges.
  HttpConnection(HttpConnectionOwner& owner, IoLoop& loop,
                 std::shared_ptr<Transport> transport);
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  void Start();
  // Closes after the answer to what is under way; now where nothing is.
  void CloseSoon();
  void Close();

  const std::string& source() const { return transport_->source(); }
  IoLoop& loop() { return loop_; }

 private:
  class Exchange;
  enum class Phase {
    kHandshake,
    kIdle,
    kHead,
    kBody,
    kAnswer,
    kLinger,
    kClosed
  };
  using Written = std::function<void(bool)>;
  struct Output {
    std::string head;
    std::shared_ptr<const std::string> body;  // may be null
    Written written;                          // may be null
  };

  void NextRequest();
  void Read();
  void OnRead(size_t n);
  void Parse();
  void OnHead();
  bool OnBody();
  void Dispatch();
  void FreeRoom();

  // Of an exchange; `turn` is its request's.
  void Respond(uint64_t turn, HttpResponse response);
  void StartStream(uint64_t turn, HttpResponse head);
  void WriteChunk(uint64_t turn, std::string bytes, Written written);
  void EndStream(uint64_t turn);
  void SetGone(uint64_t turn, std::function<void()> gone);
  void Abandon(uint64_t turn);
  bool Answers(uint64_t turn) const {
    return phase_ == Phase::kAnswer && turn == turn_;
  }

  std::string Head(const HttpResponse& response,
                   absl::string_view framing) const;
  void Send(Output output);
  void WriteNext();
  // For all that is still to be written.
  void SetWriteDeadline();
  void OnAnswerSent();
  // Answers that a limit or HTTP itself was broken, and closes.
  void Refuse(int status, std::string message, const char* reason);
  void Linger();

  void SetDeadline(absl::Duration from_now);
  void SetDeadline(SteadyTime time);
  void Arm();
  void OnAlarm();
  void TimedOut();

  HttpConnectionOwner& owner_;
  IoLoop& loop_;
  const std::shared_ptr<Transport> transport_;

  Phase phase_ = Phase::kHandshake;
  SteadyTime deadline_ = SteadyTime::max();
  SteadyTime alarm_ = SteadyTime::max();  // when the transport will wake us

  // Ends with room for what is being read, while a read is under way.
  std::string input_;
  bool reading_ = false;
  size_t lingered_ = 0;  // bytes that were thrown away
  std::optional<HttpParser> parser_;
  SteadyTime body_start_;
  int64_t room_ = 0;  // taken of the owner

  // The request that is being answered.
  uint64_t turn_ = 0;
  bool keep_alive_ = true;
  bool http_1_1_ = true;
  bool head_only_ = false;
  bool answered_ = false;  // by Respond() or StartStream()
  bool streaming_ = false;
  int status_ = 0;
  const char* kind_ = "other";
  SteadyTime request_start_;
  std::function<void()> gone_;

  std::deque<Output> output_;
  bool writing_ = false;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_HTTP_CONNECTION_H_
